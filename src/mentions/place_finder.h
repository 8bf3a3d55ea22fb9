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

/// The compiled gazetteer, mapped read-only. One for all languages. Thread-safe.
class Gazetteer;

/// @error missing_file  says to run `vigie pack build`
Result<std::shared_ptr<const Gazetteer>> open_gazetteer(const DataDir& data);

/// Joins the installable sources, our own alias files (data/places/*.tsv) and the country table by
/// GeoNames id into data/compiled/gazetteer.bin. @error missing_file  names the package to install
Result<void> build_gazetteer(const DataDir& data);

/// A toponym given by the caller (`mentions --spans`): only resolve it.
struct GivenToponym {
  ByteSpan span;
};

/// Finds place names, place nouns (la ville, trois villages, the airport) and demonyms, and links
/// names to the gazetteer by the report's context: countries and provinces named, "X, Y" parents,
/// distance to the other places, the actors' theatre, population and feature kind; a romanisation
/// key inside the context's countries where no spelling fits.
///
/// Thread-safe: never changes after loading.
class PlaceFinder {
 public:
  static Result<std::shared_ptr<const PlaceFinder>> load(
      std::shared_ptr<const LanguagePack> pack, std::shared_ptr<const Gazetteer> gazetteer);
  virtual ~PlaceFinder() = default;

  /// Sorted by (sentence, first). @param actors  gives the theatre and marks `inside_actor`
  virtual std::vector<PlaceMention> find(const Article& article,
                                         std::span<const Sentence> sentences,
                                         std::span<const ActorMention> actors) const = 0;
  /// Resolves exactly these spans, one mention each, in order.
  virtual std::vector<PlaceMention> resolve(const Article& article,
                                            std::span<const Sentence> sentences,
                                            std::span<const ActorMention> actors,
                                            std::span<const GivenToponym> given) const = 0;
};

}  // namespace vigie
