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

/// Finds time expressions and resolves them against the publication instant, with the tense of the
/// verb they hang on (a past-tense verb takes the Thursday before, a future one the Thursday
/// after). Rules: data/<lang>/times.tsv. Values are TIMEX3 (ISO 24617-1); intervals are half-open
/// days.
///
/// Thread-safe: never changes after loading.
class TimeFinder {
 public:
  /// @error missing_file, bad_data
  static Result<std::shared_ptr<const TimeFinder>> load(std::shared_ptr<const LanguagePack> pack);
  virtual ~TimeFinder() = default;

  /// Sorted by span, none overlapping. Without a publication day, what depends on it has a value
  /// such as PRESENT_REF or none, and no interval.
  virtual std::vector<TimeMention> find(const Article& article,
                                        std::span<const Sentence> sentences) const = 0;
};

}  // namespace vigie
