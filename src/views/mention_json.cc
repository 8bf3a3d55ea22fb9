#include "views/mention_json.h"

#include "base/utf8.h"

#include <cmath>

namespace vigie {
namespace {
using Json = nlohmann::ordered_json;

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json instant(const std::optional<Instant>& value) {
  return value ? Json(to_iso(*value)) : Json(nullptr);
}

std::string_view to_string(TimeType type) {
  switch (type) {
    case TimeType::TIME:
      return "TIME";
    case TimeType::DURATION:
      return "DURATION";
    case TimeType::SET:
      return "SET";
    case TimeType::DATE:
      break;
  }
  return "DATE";
}

/// The bytes from the first to the last word of a range.
ByteSpan bytes_of(const TokenRange& at, std::span<const Sentence> sentences) {
  const auto& sentence = sentences[std::size_t(at.sentence)];
  return sentence[at.first].span.joined(sentence[at.last - 1].span);
}

}  // namespace

Json mentions_json(const Article& article,
                   std::span<const Sentence> sentences,
                   const Mentions& mentions) {
  const CodePointIndex index(article.text);
  const auto placed = [&](ByteSpan span) {
    return Json{{"start", index.code_points_before(span.begin)},
                {"end", index.code_points_before(span.end)},
                {"surface", span.of(article.text)}};
  };
  Json out;
  out["id"] = article.id;
  out["toponyms"] = Json::array();
  out["timex"] = Json::array();
  out["places"] = Json::array();  // place nouns (la ville): no toponyms
  for (const auto& m : mentions.places) {
    auto json = placed(bytes_of(m.at, sentences));
    json["lat"] = or_null(m.lat);
    json["lon"] = or_null(m.lon);
    json["id"] = m.id;
    json["name"] = m.name;
    json["kind"] = to_string(m.kind);
    json["country"] = m.country;
    json["parent"] = m.parent;
    json["relation"] = m.relation;
    json["demonym"] = m.demonym;
    out[m.form == MentionForm::name ? "toponyms" : "places"].push_back(std::move(json));
  }
  for (const auto& m : mentions.times) {
    auto json = placed(m.span);
    json["type"] = to_string(m.type);
    json["value"] = m.value;
    // The words' own interval; the claim's may be wider ("depuis jeudi" runs to publication).
    json["begin"] = instant(m.from);
    json["end_date"] = instant(m.to);
    out["timex"].push_back(std::move(json));
  }
  auto& actors = out["actors"] = Json::array();
  for (const auto& m : mentions.actors) {
    auto json = placed(bytes_of(m.at, sentences));
    json["id"] = m.id;
    json["name"] = m.name;
    json["kind"] = to_string(m.kind);
    json["country"] = m.country;
    json["person"] = m.person;
    json["resolved"] = m.resolved;
    actors.push_back(std::move(json));
  }
  auto& figures = out["figures"] = Json::array();
  for (const auto& m : mentions.figures) {
    auto json = placed(m.span);
    json["min"] = or_null(m.min);
    json["max"] = or_null(m.max);
    json["approx"] = m.approx;
    json["of"] = m.unit_lemma;
    figures.push_back(std::move(json));
  }
  return out;
}

}  // namespace vigie
