#include "claims/claim_scorer.h"

#include "lang/tsv.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>

namespace vigie {

Result<ClaimScorer> ClaimScorer::load(const LanguagePack& pack) {
  ClaimScorer scorer;
  const auto path = pack.data().language(pack.language()) / "weights" / "claims.tsv";
  std::error_code ec;
  if (!std::filesystem::exists(path, ec)) {
    return scorer;
  }
  const auto file = read_tsv(path, {"feature", "weight"});
  if (!file) {
    return tl::unexpected(file.error());
  }
  const auto feature = std::size_t(file->column("feature"));
  const auto weight = std::size_t(file->column("weight"));
  for (const auto& row : file->rows) {
    const std::string text(row[weight]);
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (end == text.c_str() || !std::isfinite(value)) {
      return tl::unexpected(file->error(row, "'" + text +
                                                 "' is no number; train again with "
                                                 "`vigie train claims`"));
    }
    if (row[feature] == "threshold") {
      scorer.threshold_ = value;
    } else {
      scorer.weights_.emplace(row[feature], value);
    }
  }
  return scorer;
}

double ClaimScorer::weight(std::string_view feature) const {
  const auto it = weights_.find(feature);
  return it == weights_.end() ? 0 : it->second;
}

double ClaimScorer::probability(const ClaimFeatures& features) const {
  double z = weight("bias");
  for (const auto& f : features) {
    z += weight(f);
  }
  return 1 / (1 + std::exp(-z));
}

}  // namespace vigie
