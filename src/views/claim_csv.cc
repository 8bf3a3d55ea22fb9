#include "views/claim_csv.h"

#include "views/claim_words.h"

#include <fmt/core.h>

#include <algorithm>

namespace vigie {
namespace {

/// A line under construction.
class Row {
 public:
  Row& cell(std::string_view s) {
    if (!line_.empty() || any_) {
      line_ += ',';
    }
    any_ = true;
    if (s.find_first_of(",\"\r\n") == std::string_view::npos) {
      line_ += s;
      return *this;
    }
    line_ += '"';
    for (const char c : s) {
      line_ += c;
      if (c == '"') {
        line_ += '"';
      }
    }
    line_ += '"';
    return *this;
  }
  std::string end() const { return line_ + "\r\n"; }

 private:
  std::string line_;
  bool any_ = false;
};

template <typename List, typename Form>
std::string joined(const List& list, const Form& form) {
  std::string out;
  for (const auto& item : list) {
    if (!out.empty()) {
      out += "; ";
    }
    out += form(item);
  }
  return out;
}

std::string degrees(const std::optional<double>& value) {
  return value ? fmt::format("{:.5f}", *value) : std::string();
}

}  // namespace

std::string claim_csv_header() {
  Row row;
  for (const std::string_view name :
       {"doc",      "published", "publisher", "url",        "claim",      "type",      "mode",
        "actors",   "actor_ids", "targets",   "target_ids", "places",     "place_ids", "lat",
        "lon",      "relations", "begin",     "end",        "precision",  "figures",   "extent",
        "modality", "polarity",  "sources",   "channels",   "confidence", "evidence"}) {
    row.cell(name);
  }
  return row.end();
}

std::string claim_csv(const Article& article, std::span<const Claim> claims) {
  const auto name = [](const auto& filler) { return filler.name; };
  const auto id = [](const auto& filler) { return filler.id; };
  std::string out;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const auto& claim = claims[i];
    Row row;
    row.cell(article.id)
        .cell(article.published ? to_iso(*article.published) : "")
        .cell(article.publisher)
        .cell(article.url)
        .cell(std::to_string(i))
        .cell(to_string(claim.type))
        .cell(claim.mode)
        .cell(joined(claim.actors, name))
        .cell(joined(claim.actors, id))
        .cell(joined(claim.targets, name))
        .cell(joined(claim.targets, id))
        .cell(joined(claim.places, name))
        .cell(joined(claim.places, id))
        .cell(joined(claim.places, [](const PlaceFiller& p) { return degrees(p.lat); }))
        .cell(joined(claim.places, [](const PlaceFiller& p) { return degrees(p.lon); }))
        .cell(joined(claim.places, [](const PlaceFiller& p) { return p.relation; }))
        .cell(claim.time ? to_iso(claim.time->begin) : "")
        .cell(claim.time ? to_iso(claim.time->end) : "")
        .cell(claim.time ? claim.time->precision : "")
        .cell(joined(claim.figures, figure_words))
        .cell(to_string(claim.extent))
        .cell(to_string(claim.modality))
        .cell(to_string(claim.polarity))
        .cell(joined(claim.sources, [](const Source& s) { return s.actor.name; }))
        .cell(joined(claim.sources, [](const Source& s) { return s.channel; }))
        .cell(fmt::format("{:.3f}", claim.confidence))
        .cell(claim.evidence.of(article.text));
    out += row.end();
  }
  return out;
}

}  // namespace vigie
