#pragma once
#include "mentions/place_lexicon.h"
#include "mentions/place_spotter.h"
#include "sentences/sentence.h"

#include <string>
#include <string_view>

namespace vigie {

/// What the words before a place say of it.
struct PlaceRelation {
  std::string relation = "at";  ///< codebook: near, toward, from, in_part, north_of ...
  int first = -1;               ///< token where the mention begins when the words belong to it
                                ///< (nord du Mali, parts of Manbij), else that of the place
  std::string direction;        ///< north ... southwest, central, or empty
  double distance_km = 0;       ///< "30 km south of"; 0 when none is said
  bool outside = false;         ///< the direction points out of the place
};

/// Reads leftwards from token `first` of a place mention: articles, direction, distance, cue.
PlaceRelation read_relation(const PlaceLexicon& lexicon,
                            const Sentence& sentence,
                            const FoldedSentence& folded,
                            int first);

/// True when a cue (near, on the outskirts of) stands right before token `first`.
bool relation_cue_before(const PlaceLexicon& lexicon,
                         const Sentence& sentence,
                         const FoldedSentence& folded,
                         int first);

/// A point `km` away in a direction (north ... southwest), on the sphere, degrees.
void shift_point(std::string_view direction, double km, double& lat, double& lon);

}  // namespace vigie
