#pragma once
#include "lang/language_pack.h"
#include "mentions/gazetteer.h"
#include "mentions/mention.h"
#include "page/article.h"
#include "sentences/sentence.h"

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace vigie {

/// Seats of provinces and countries, looked up once for all reports. Thread-safe after building.
class SeatIndex {
 public:
  explicit SeatIndex(const Gazetteer& gazetteer);
  /// The seat of a province, or kNoPlace.
  PlaceIndex of_province(PlaceIndex province) const;
  /// The capital of a country by ISO 3166-1 alpha-2, or kNoPlace.
  PlaceIndex of_country(std::string_view iso) const;

 private:
  std::unordered_map<PlaceIndex, PlaceIndex> provinces_;
  StringMap<PlaceIndex> countries_;
};

/// Gives descriptions (la ville, the camp, la capitale provinciale) and pronouns (l'encercler, y,
/// it) the place they stand for: the most salient one of the sort - often named, lately named, in
/// the title or the lead, in the report's main country - or the one they are apposed to. Adds
/// mentions for the pronouns. What nothing fits keeps its words.
/// @param main_country  ISO 3166-1 alpha-2 of the country the report is about, or ""
void resolve_place_descriptions(const LanguagePack& pack,
                                const Gazetteer& gazetteer,
                                const SeatIndex& seats,
                                const Article& article,
                                std::span<const Sentence> sentences,
                                const std::string& main_country,
                                Mentions& mentions);

}  // namespace vigie
