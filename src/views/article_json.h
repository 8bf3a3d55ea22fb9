#pragma once
#include <nlohmann/json.hpp>

#include "page/article.h"

namespace vigie {

/// One cleaned article, as `vigie page --json` prints it (docs/formats.md). Paragraph offsets are
/// Unicode code points into `text`.
nlohmann::ordered_json article_json(const Article& article);

/// One line of JSON; broken characters cannot occur in it, since pages are decoded on the way in.
std::string to_line(const nlohmann::ordered_json& json);

}  // namespace vigie
