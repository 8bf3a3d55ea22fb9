#include "claims/claim.h"

#include <array>
#include <utility>

namespace vigie {
namespace {

/// In the order of ClaimType; the words of the codebook.
constexpr std::array<std::string_view, 39> kTypes = {
    "capture", "hold",      "besiege",  "relieve", "withdraw", "handover", "advance",   "clash",
    "assault", "repel",     "strike",   "bomb",    "kill",     "injure",   "abuse",     "abduct",
    "detain",  "release",   "displace", "return",  "support",  "deploy",   "present",   "stockpile",
    "disrupt", "regroup",   "destroy",  "loot",    "protest",  "riot",     "crackdown", "aid",
    "agree",   "negotiate", "demand",   "reject",  "accuse",   "threaten", "sanction"};

}  // namespace

std::string_view to_string(ClaimType type) {
  return kTypes[std::size_t(type)];
}

std::optional<ClaimType> parse_claim_type(std::string_view s) {
  for (std::size_t i = 0; i < kTypes.size(); ++i) {
    if (kTypes[i] == s) {
      return ClaimType(i);
    }
  }
  return std::nullopt;
}

std::string_view to_string(Modality m) {
  constexpr std::array<std::string_view, 3> kNames = {"asserted", "hedged", "planned"};
  return kNames[std::size_t(m)];
}

std::string_view to_string(Polarity p) {
  return p == Polarity::positive ? "positive" : "negative";
}

std::string_view to_string(Extent e) {
  constexpr std::array<std::string_view, 6> kNames = {"", "full", "most", "part", "last", "none"};
  return kNames[std::size_t(e)];
}

}  // namespace vigie
