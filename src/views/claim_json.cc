#include "views/claim_json.h"

#include "base/utf8.h"

#include <cmath>

namespace vigie {
namespace {
using Json = nlohmann::ordered_json;

Json actor_json(const ActorFiller& actor) {
  return {{"id", actor.id},
          {"name", actor.name},
          {"surface", actor.surface},
          {"kind", to_string(actor.kind)},
          {"country", actor.country}};
}

/// Coordinates to 5 decimals (a metre): more is noise of the binary form.
Json degrees(const std::optional<double>& value) {
  return value ? Json(std::round(*value * 1e5) / 1e5) : Json(nullptr);
}

Json place_json(const PlaceFiller& place) {
  return {{"id", place.id},
          {"name", place.name},
          {"surface", place.surface},
          {"lat", degrees(place.lat)},
          {"lon", degrees(place.lon)},
          {"kind", to_string(place.kind)},
          {"relation", place.relation},
          {"parent", place.parent}};
}

Json figure_json(const Figure& figure) {
  return {{"quantity", figure.quantity},
          {"min", figure.min ? Json(*figure.min) : Json(nullptr)},
          {"max", figure.max ? Json(*figure.max) : Json(nullptr)},
          {"approx", figure.approx},
          {"of", figure.of}};
}

Json claim_json(const Claim& claim, int id, const CodePointIndex& index, std::string_view text) {
  Json out;
  out["id"] = id;
  out["type"] = to_string(claim.type);
  if (!claim.mode.empty()) {
    out["mode"] = claim.mode;
  }
  const auto list = [&out](const char* key, const auto& fillers, const auto& form) {
    auto& array = out[key] = Json::array();
    for (const auto& filler : fillers) {
      array.push_back(form(filler));
    }
  };
  list("actors", claim.actors, actor_json);
  list("targets", claim.targets, actor_json);
  list("places", claim.places, place_json);
  if (claim.time) {
    out["time"] = {{"begin", to_iso(claim.time->begin)},
                   {"end", to_iso(claim.time->end)},
                   {"precision", claim.time->precision}};
  }
  list("figures", claim.figures, figure_json);
  if (claim.extent != Extent::unsaid) {
    out["extent"] = to_string(claim.extent);
  }
  out["modality"] = to_string(claim.modality);
  out["polarity"] = to_string(claim.polarity);
  list("sources", claim.sources, [](const Source& source) {
    return Json{
        {"actor", actor_json(source.actor)}, {"kind", source.kind}, {"channel", source.channel}};
  });
  if (claim.cause) {
    out["cause"] = *claim.cause;
  }
  out["evidence"] = {{"begin", index.code_points_before(claim.evidence.begin)},
                     {"end", index.code_points_before(claim.evidence.end)},
                     {"text", claim.evidence.of(text)}};
  out["confidence"] = std::round(claim.confidence * 1000) / 1000;
  return out;
}

}  // namespace

nlohmann::ordered_json report_json(const Article& article, std::span<const Claim> claims) {
  const CodePointIndex index(article.text);
  Json out;
  out["doc"] = article.id;
  out["url"] = article.url;
  out["publisher"] = article.publisher;
  out["published"] = article.published ? Json(to_iso(*article.published)) : Json(nullptr);
  out["lang"] = article.language;
  out["title"] = article.title;
  out["text"] = article.text;
  auto& list = out["claims"] = Json::array();
  for (std::size_t i = 0; i < claims.size(); ++i) {
    list.push_back(claim_json(claims[i], int(i), index, article.text));
  }
  return out;
}

}  // namespace vigie
