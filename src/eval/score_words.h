#pragma once
#include "eval/claim_score.h"

#include <nlohmann/json.hpp>

#include <string>

namespace vigie {

/// The table that `vigie eval` prints. @param by_type  one more line per claim type
std::string score_words(const ClaimScores& scores, bool by_type);

/// The same figures as one JSON object (docs/evaluation.md).
nlohmann::ordered_json score_json(const ClaimScores& scores);

}  // namespace vigie
