#pragma once
#include "eval/claim_score.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vigie {

/// Somebody or somewhere, by every string it may be known by, in comparison form.
struct ScoredFiller {
  std::vector<std::string> names;
  std::optional<double> lat;
  std::optional<double> lon;
  double within_km = 25;  ///< gold only
  bool optional = false;  ///< gold only: may be there or not
};

struct ScoredFigure {
  std::string quantity;
  std::optional<double> min;
  std::optional<double> max;
  bool approx = false;
  bool optional = false;
};

struct ScoredTime {
  std::string begin;  ///< ISO day, "" when not said
  std::string end;
  int slack_days = 0;
};

/// A claim as the scorer sees it. `judged` tells for each role whether gold has the key at all:
/// what it leaves out is not judged.
struct ScoredClaim {
  std::string type;
  std::vector<std::string> or_types;  ///< gold: also accepted
  bool optional = false;
  std::array<bool, kRoles> judged{};
  std::vector<ScoredFiller> actors, targets, places, sources;
  std::vector<ScoredFigure> figures;
  std::vector<ScoredTime> times;  ///< gold: alternatives; predicted: at most one
  std::string mode, extent, modality = "asserted", polarity = "positive";
  std::optional<double> confidence;
  std::u32string evidence;                     ///< gold: the words
  int nth = 0;                                 ///< gold: which of several places with these words
  std::pair<std::size_t, std::size_t> span{};  ///< predicted: code points
};

ScoredClaim read_gold_claim(const nlohmann::json& json);
ScoredClaim read_predicted_claim(const nlohmann::json& json);

/// The sides of a clash are interchangeable: where pairs are compared, both count as actors.
ScoredClaim with_sides_joined(ScoredClaim claim);

/// Agreeing, predicted and wanted fillers of one role of a matched pair.
Tally role_tally(Role role, const ScoredClaim& gold, const ScoredClaim& predicted);
/// What an unmatched predicted claim adds to `predicted` of a role.
long predicted_fillers(Role role, const ScoredClaim& predicted);
/// What a missed gold claim adds to `wanted` of a role.
long wanted_fillers(Role role, const ScoredClaim& gold);

/// White space, quotation marks and dashes folded; for comparing words of a text.
std::u32string flat_text(std::u32string_view s);

/// Where gold evidence and predicted evidence lie in the predicted text, both in its flat form.
struct EvidenceSpans {
  std::vector<std::optional<std::pair<long, long>>> gold;  ///< empty: cleaning removed it
  std::vector<std::pair<long, long>> predicted;
};
EvidenceSpans evidence_spans(const std::vector<ScoredClaim>& gold,
                             const std::vector<ScoredClaim>& predicted,
                             std::string_view predicted_text);
std::optional<std::pair<long, long>> locate(const std::u32string& text,
                                            const std::u32string& words,
                                            int nth);
/// A third of the shorter span is shared, and the predicted one is no whole paragraph.
bool evidence_meets(std::pair<long, long> gold, std::pair<long, long> predicted);

}  // namespace vigie
