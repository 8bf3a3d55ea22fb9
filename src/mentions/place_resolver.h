#pragma once
#include "mentions/gazetteer.h"
#include "mentions/place_lexicon.h"
#include "mentions/place_spotter.h"
#include "mentions/romanisation.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// What each piece of evidence adds to a candidate's score. Set by random search on news with
/// known coordinates; logarithms are natural.
struct PlaceWeights {
  double population = 0.265;    ///< per e-fold of inhabitants
  double other_name = -5.17;    ///< the name is another language's
  double stripped = -0.78;      ///< the name lacks its article
  double country_kind = 5.04;   ///< the candidate is a country ...
  double province_kind = 4.02;  ///< ... a province
  double twin = -7.0;         ///< a province whose seat has the name too, and no noun says province
  double seat = 0.512;        ///< per rank of seat
  double own_entry = 7.42;    ///< the entry is of our own files, made for conflict reports
  double country = 3.81;      ///< per e-fold of what else points to its country
  double admin1 = 1.14;       ///< ... to its province
  double near = 2.39;         ///< ... of places around it
  double near_km = 82.1;      ///< distance at which a place around counts a third
  double parent = 3.11;       ///< it lies in the area named beside it
  double noun = 1.44;         ///< its kind is the place noun's
  double wrong_noun = -2.21;  ///< its kind is not
  double distance = -6.0;     ///< per unit of `name_distance` of a romanised spelling
};

/// How the countries of a report are weighted, by index of `Gazetteer::countries()`.
struct CountryEvidence {
  std::vector<double> weight;
  double total = 0;

  explicit CountryEvidence(std::size_t n) : weight(n, 0.0) {}
  void add(std::uint16_t country, double w) {
    if (country < weight.size()) {
      weight[country] += w;
      total += w;
    }
  }
};

/// What a spot was linked to.
struct PlaceLink {
  PlaceIndex place = kNoPlace;
  bool in_context = true;    ///< its country is one the report is about, or it is known world-wide
  bool nearby_only = false;  ///< no entry of the noun's kind: the place that the noun leans on
};

/// Links the spots of one report, all at once: each name to one entry in the whole report unless
/// the text says otherwise. Candidates are ranked by what is known of them alone, then twice by
/// what the others' best candidates say about country, province and distance.
///
/// After Leidner 2007 (one sense per discourse, spatial minimality) and the features that gained
/// on LGL: feature code, country, "X, Y" parents, province, distance, demonyms.
class PlaceResolver {
 public:
  PlaceResolver(const PlaceLexicon& lexicon, const Gazetteer& gazetteer, const Romaniser& romaniser)
      : lexicon_(&lexicon),
        gazetteer_(&gazetteer),
        romaniser_(&romaniser) {}

  /// @param evidence  countries of demonyms and actors; the spots add their own
  /// @param context   countries in which romanised spellings are tried
  /// @return one link per spot, in order
  std::vector<PlaceLink> resolve(std::span<const PlaceSpot> spots,
                                 const CountryEvidence& evidence,
                                 std::span<const std::uint16_t> context,
                                 const PlaceWeights& weights = {}) const;

 private:
  struct Candidate {
    PlaceIndex place = kNoPlace;
    double prior = 0;
    double score = 0;
    bool keyed = false;  ///< by its romanisation key, no exact spelling
    float x = 0;         ///< unit vector, for distances
    float y = 0;
    float z = 0;
  };
  struct Group {
    std::vector<std::size_t> spots;
    std::vector<Candidate> candidates;
    const PlaceNoun* noun = nullptr;
    double weight = 1;
    std::size_t best = 0;
  };

  void add_listed(std::string_view name,
                  double bonus,
                  bool short_names,
                  const PlaceWeights& weights,
                  Group& group) const;
  void add_keyed(std::string_view name,
                 std::span<const std::uint16_t> context,
                 const PlaceWeights& weights,
                 Group& group) const;
  static void keep_best(const Candidate& candidate, Group& group);
  Candidate candidate(PlaceIndex place, NameRank rank, const PlaceWeights& weights) const;
  bool lies_in(PlaceIndex place, PlaceIndex area) const;

  const PlaceLexicon* lexicon_;
  const Gazetteer* gazetteer_;
  const Romaniser* romaniser_;
};

/// How well an entry's kind suits a place noun: 1 the same sort, 0 another sort that may lend its
/// point (the airport of a town), -1 neither.
int kind_fit(PlaceKind noun, PlaceKind entry);

}  // namespace vigie
