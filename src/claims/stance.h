#pragma once
#include "claims/claim.h"
#include "claims/frame.h"

#include <optional>
#include <string>

namespace vigie {

/// How a clause is meant: done, hoped for, hearsay, denied, or not said at all.
struct Stance {
  bool no_claim = false;  ///< purpose, condition or question (codebook rule 19)
  Modality modality = Modality::asserted;
  Polarity polarity = Polarity::positive;
  std::optional<Extent> extent;  ///< `ne ... que` leaves a part
  std::string modality_cue;
  std::string polarity_cue;
  bool attempted = false;  ///< planned by a verb of trying
};

/// Reads mood, tense, negation and the verbs above a clause. The scope of a denial or a plan is the
/// clause below its verb and no more.
Stance read_stance(const LanguagePack& pack,
                   const SentenceView& view,
                   const FrameBuilder& builder,
                   const Frame& frame);

}  // namespace vigie
