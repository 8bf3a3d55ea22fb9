#pragma once
#include "page/article.h"

#include <nlohmann/json.hpp>

namespace vigie {

/// One cleaned article, as `vigie page --json` prints it (docs/formats.md). Paragraph offsets are
/// Unicode code points into `text`.
nlohmann::ordered_json article_json(const Article& article);

/// One line of JSON; broken characters cannot occur in it, since pages are decoded on the way in.
std::string to_line(const nlohmann::ordered_json& json);

}  // namespace vigie
