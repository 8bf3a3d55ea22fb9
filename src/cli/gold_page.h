#pragma once
#include "eval/claim_score.h"
#include "page/page.h"

namespace vigie::cli {

/// The report inside a gold document, as an input to be read.
Page gold_page(const ClaimDocument& gold);

}  // namespace vigie::cli
