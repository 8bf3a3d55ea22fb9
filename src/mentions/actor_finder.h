#pragma once
#include "base/result.h"
#include "lang/language_pack.h"
#include "mentions/mention.h"
#include "page/article.h"
#include "sentences/sentence.h"

#include <memory>
#include <span>
#include <vector>

namespace vigie {

/// The world's actors: data/actors/*.tsv. One for all languages. Thread-safe.
class ActorCatalogue;
/// The phrases of one language that may be an actor.
class ActorLexicon;

/// Finds actors: listed names and acronyms, country + role noun composed by rule, descriptions,
/// persons with their organisation, pronouns that may stand for an actor (left unresolved here).
///
/// Thread-safe: never changes after loading.
class ActorFinder {
 public:
  static Result<std::shared_ptr<const ActorFinder>> load(
      std::shared_ptr<const LanguagePack> pack, std::shared_ptr<const ActorCatalogue> catalogue);
  virtual ~ActorFinder() = default;

  /// Sorted by (sentence, first); the longest of overlapping readings is kept.
  virtual std::vector<ActorMention> find(const Article& article,
                                         std::span<const Sentence> sentences) const = 0;
  virtual const ActorLexicon& lexicon() const = 0;
};

/// Reads and checks data/actors. @error missing_file, bad_data
Result<std::shared_ptr<const ActorCatalogue>> load_actor_catalogue(const DataDir& data);

}  // namespace vigie
