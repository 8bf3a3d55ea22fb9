#pragma once
#include "base/result.h"
#include "claims/claim.h"
#include "lang/language_pack.h"

#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// One property of a proposed claim, by a readable name ("rule=capture.liberer", "by_chunks").
using ClaimFeatures = std::vector<std::string>;

/// Says how likely a proposed claim is right: logistic regression over named features (Berger et
/// al. 1996), fitted by `vigie train claims`. Grammar proposes, the scorer weighs.
///
/// The weights are a plain table, data/<lang>/weights/claims.tsv (feature, weight), so that
/// `vigie explain` can show what counted. Thread-safe: never changes after loading.
class ClaimScorer {
 public:
  /// Without a weight file the scorer is empty and claims keep their rule's own probability.
  /// @error bad_data
  static Result<ClaimScorer> load(const LanguagePack& pack);

  bool empty() const { return weights_.empty(); }
  /// Probability that the claim is right. @pre !empty()
  double probability(const ClaimFeatures& features) const;
  /// Claims below this probability are not printed.
  double threshold() const { return threshold_; }
  double weight(std::string_view feature) const;

 private:
  StringMap<double> weights_;
  double threshold_ = 0;
};

}  // namespace vigie
