#pragma once
#include "mentions/mention.h"

#include <string>

namespace vigie {

/// The mentions of one sentence for reading, one a line: kind, words, what they are linked to.
std::string mention_words(const Mentions& mentions, int sentence);

}  // namespace vigie
