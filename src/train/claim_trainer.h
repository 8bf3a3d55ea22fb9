#pragma once
#include "base/result.h"
#include "claims/claim_scorer.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace vigie {

/// One proposed claim of a training report and whether gold has it.
struct ScorerExample {
  ClaimFeatures features;
  bool right = false;
  int report = 0;  ///< folds never part the claims of one report
};

struct ClaimTrainOptions {
  double l2 = 1.0;  ///< strength of the Gaussian prior on each weight
  int folds = 10;
  int epochs = 60;
  int min_count = 2;  ///< rarer features are left out
};

struct ClaimTrainReport {
  int examples = 0;
  int right = 0;
  int features = 0;
  double threshold = 0;          ///< keeps the best F1 of held-out folds
  double precision = 0;          ///< of held-out folds at the threshold
  double recall = 0;             ///< likewise, against all gold claims
  double calibration_error = 0;  ///< of held-out folds, ten bins
};

/// Fits the weights by stochastic gradient with AdaGrad steps (Duchi et al. 2011) and writes them
/// with their recipe to `out`. Deterministic. @param gold_claims  all claims that gold counts
/// @error unwritable_file, bad_data (no examples)
Result<ClaimTrainReport> train_claim_scorer(std::span<const ScorerExample> examples,
                                            int gold_claims,
                                            const ClaimTrainOptions& options,
                                            const std::string& recipe,
                                            const std::filesystem::path& out);

}  // namespace vigie
