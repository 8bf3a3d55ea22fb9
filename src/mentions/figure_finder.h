#pragma once
#include "base/result.h"
#include "lang/language_pack.h"
#include "mentions/mention.h"
#include "sentences/sentence.h"

#include <memory>
#include <span>
#include <vector>

namespace vigie {

/// Finds counts: numerals, number words, ranges, `une vingtaine`, `des dizaines de milliers`,
/// `at least 12`, `some 300`, `between 3 and 5`, with the noun they count (codebook rule 9).
///
/// Thread-safe: never changes after loading.
class FigureFinder {
 public:
  static Result<std::shared_ptr<const FigureFinder>> load(std::shared_ptr<const LanguagePack> pack);
  virtual ~FigureFinder() = default;

  /// Sorted by span. Numbers inside `times` (dates, clock times, ages) are no figures.
  virtual std::vector<FigureMention> find(std::span<const Sentence> sentences,
                                          std::span<const TimeMention> times) const = 0;
};

}  // namespace vigie
