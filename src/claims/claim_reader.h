#pragma once
#include "base/result.h"
#include "claims/claim.h"
#include "claims/claim_scorer.h"
#include "lang/language_pack.h"
#include "mentions/mention.h"
#include "page/article.h"
#include "sentences/sentence.h"

#include <memory>
#include <span>
#include <vector>

namespace vigie {

/// A claim that grammar proposes, with what the scorer weighs it by.
struct ProposedClaim {
  Claim claim;
  ClaimFeatures features;
};

/// Reads the claims of one article, in text order.
///
/// Patterns of data/<lang>/patterns (docs/patterns.md) run on the dependency tree; grammar is in
/// code, once; modality, polarity, extent and attribution are passes of their own. Linear in
/// tokens for a fixed number of patterns. Thread-safe: never changes after loading.
class ClaimReader {
 public:
  /// @error missing_file, bad_pattern (file and line)
  static Result<std::shared_ptr<const ClaimReader>> load(std::shared_ptr<const LanguagePack> pack);
  virtual ~ClaimReader() = default;

  /// @param sentences  all sentences of one article, in order
  /// @return claims whose evidence lies inside one sentence; empty when nothing is asserted
  virtual std::vector<Claim> read(const Article& article,
                                  std::span<const Sentence> sentences,
                                  const Mentions& mentions) const = 0;
  /// Everything that grammar proposes, before the scorer drops what is likely wrong; confidence is
  /// the rule's own. For training and for `vigie explain`.
  virtual std::vector<ProposedClaim> propose(const Article& article,
                                             std::span<const Sentence> sentences,
                                             const Mentions& mentions) const = 0;
};

}  // namespace vigie
