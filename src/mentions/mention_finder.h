#pragma once
#include "mentions/actor_finder.h"
#include "mentions/actor_lexicon.h"
#include "mentions/figure_finder.h"
#include "mentions/mention.h"
#include "mentions/place_coreference.h"
#include "mentions/place_finder.h"
#include "mentions/time_finder.h"

#include <memory>
#include <optional>
#include <span>

namespace vigie {

/// All mentions of one article: times, figures, actors, places, then coreference over the whole
/// report (acronyms in brackets, apposition, descriptions by kind, pronouns by gender and number,
/// first person inside a quotation = the speaker).
///
/// Thread-safe: never changes after loading.
class MentionFinder {
 public:
  static Result<std::shared_ptr<const MentionFinder>> load(
      std::shared_ptr<const LanguagePack> pack,
      std::shared_ptr<const ActorCatalogue> catalogue,
      std::shared_ptr<const Gazetteer> gazetteer);

  Mentions find(const Article& article, std::span<const Sentence> sentences) const;
  const PlaceFinder& places() const { return *places_; }

 private:
  std::shared_ptr<const LanguagePack> pack_;
  std::shared_ptr<const TimeFinder> times_;
  std::shared_ptr<const FigureFinder> figures_;
  std::shared_ptr<const ActorFinder> actors_;
  std::shared_ptr<const PlaceFinder> places_;
  std::shared_ptr<const Gazetteer> gazetteer_;
  std::optional<SeatIndex> seats_;  ///< of gazetteer_
};

/// Links pronouns and descriptions of `mentions` to what they stand for, gives forces without a
/// country (l'armée, the troops) theirs, in place. Salience by grammatical function, recency, kind,
/// gender and number (Lappin and Leass 1994).
void resolve_coreference(const ActorLexicon& lexicon,
                         const Gazetteer& gazetteer,
                         const SeatIndex& seats,
                         const Article& article,
                         std::span<const Sentence> sentences,
                         Mentions& mentions);

}  // namespace vigie
