#include "views/article_json.h"

#include "base/utf8.h"

namespace vigie {
namespace {

std::string_view to_string(ParagraphKind kind) {
  switch (kind) {
    case ParagraphKind::title:
      return "title";
    case ParagraphKind::lead:
      return "lead";
    case ParagraphKind::caption:
      return "caption";
    case ParagraphKind::quote:
      return "quote";
    case ParagraphKind::body:
      break;
  }
  return "body";
}

}  // namespace

nlohmann::ordered_json article_json(const Article& article) {
  const CodePointIndex index(article.text);
  nlohmann::ordered_json out;
  out["id"] = article.id;
  out["url"] = article.url;
  out["publisher"] = article.publisher;
  out["published"] = article.published ? nlohmann::ordered_json(to_iso(*article.published))
                                       : nlohmann::ordered_json(nullptr);
  out["lang"] = article.language;
  out["title"] = article.title;
  out["authors"] = article.authors;
  out["agency"] = article.agency;
  out["dateline"] = article.dateline;
  out["truncated"] = article.truncated;
  out["text"] = article.text;
  auto& paragraphs = out["paragraphs"] = nlohmann::ordered_json::array();
  for (const auto& paragraph : article.paragraphs) {
    paragraphs.push_back({{"kind", to_string(paragraph.kind)},
                          {"begin", index.code_points_before(paragraph.span.begin)},
                          {"end", index.code_points_before(paragraph.span.end)}});
  }
  return out;
}

std::string to_line(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace vigie
