#pragma once
#include "claims/claim.h"
#include "page/article.h"

#include <nlohmann/json.hpp>

#include <span>

namespace vigie {

/// A report with its claims, as `vigie read --json` prints it: one object per line, the form of
/// docs/formats.md. Evidence offsets are Unicode code points into `text`. Modality and polarity are
/// always there; what the text does not say (mode, extent, time, cause) is left out.
nlohmann::ordered_json report_json(const Article& article, std::span<const Claim> claims);

}  // namespace vigie
