#pragma once
#include "sentences/sentence.h"

#include <string>
#include <string_view>

namespace vigie {

/// A dependency tree for reading, one word a line, indented under its head:
///
///     reprendre  VERB  root         repris
///       armée    NOUN  nsubj        armée
///
/// @param mark  index of a word to point at with an arrow, -1 for none
std::string tree_words(const Sentence& sentence, int mark = -1);

}  // namespace vigie
