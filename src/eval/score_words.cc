#include "eval/score_words.h"

#include <fmt/core.h>

#include <algorithm>

namespace vigie {
namespace {

std::string line(std::string_view name, const Tally& tally) {
  return fmt::format("{:<16} P {:.3f}  R {:.3f}  F1 {:.3f}\n", name, tally.precision(),
                     tally.recall(), tally.f1());
}

/// No more than these are of use to a reader.
constexpr std::size_t kConfusedShown = 12;

}  // namespace

std::string score_words(const ClaimScores& scores, bool by_type) {
  std::string out = fmt::format(
      "documents {}, gold claims {}, predicted {} (+{} matching optional ones), gold evidence "
      "missing from cleaned text {}\n",
      scores.documents, scores.claim.wanted, scores.claim.predicted, scores.matched_optional,
      scores.evidence_removed);
  out += line("claim", scores.claim) + line("role", scores.role) +
         line("who-what-where", scores.who_what_where);
  out += fmt::format("evidence IoU     {:.3f}   calibration error {}\n", scores.evidence_overlap,
                     scores.calibration_error ? fmt::format("{:.3f}", *scores.calibration_error)
                                              : std::string("-"));
  for (int r = 0; r < kRoles; ++r) {
    out += line("  " + std::string(to_string(Role(r))), scores.roles[std::size_t(r)]);
  }
  if (!scores.confused.empty()) {
    out += "confused types (gold -> predicted): ";
    for (std::size_t i = 0; i < std::min(kConfusedShown, scores.confused.size()); ++i) {
      const auto& [types, n] = scores.confused[i];
      out += fmt::format("{}{} -> {} {}", i == 0 ? "" : ", ", types.first, types.second, n);
    }
    out += "\n";
  }
  if (by_type) {
    auto types = scores.types;
    std::stable_sort(types.begin(), types.end(), [](const auto& a, const auto& b) {
      return a.second.wanted > b.second.wanted;
    });
    for (const auto& [type, tally] : types) {
      out += fmt::format("  {:<10} gold {:3}  predicted {:3}  matched {:3}\n", type, tally.wanted,
                         tally.predicted, tally.hit);
    }
  }
  return out;
}

nlohmann::ordered_json score_json(const ClaimScores& scores) {
  using Json = nlohmann::ordered_json;
  const auto prf = [](const Tally& t) { return Json{t.precision(), t.recall(), t.f1()}; };
  Json out;
  out["documents"] = scores.documents;
  out["gold"] = scores.claim.wanted;
  out["predicted"] = scores.claim.predicted;
  out["claim"] = prf(scores.claim);
  out["role"] = prf(scores.role);
  out["who_what_where"] = prf(scores.who_what_where);
  out["evidence_iou"] = scores.evidence_overlap;
  out["calibration_error"] =
      scores.calibration_error ? Json(*scores.calibration_error) : Json(nullptr);
  out["evidence_removed_by_cleaning"] = scores.evidence_removed;
  for (int r = 0; r < kRoles; ++r) {
    out["roles"][std::string(to_string(Role(r)))] = prf(scores.roles[std::size_t(r)]);
  }
  return out;
}

}  // namespace vigie
