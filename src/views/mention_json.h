#pragma once
#include "mentions/mention.h"
#include "page/article.h"
#include "sentences/sentence.h"

#include <nlohmann/json.hpp>

#include <span>

namespace vigie {

/// The mentions of one article, as `vigie mentions --json` prints them (docs/formats.md). Offsets
/// are Unicode code points into the article's text, ends not included.
nlohmann::ordered_json mentions_json(const Article& article,
                                     std::span<const Sentence> sentences,
                                     const Mentions& mentions);

}  // namespace vigie
