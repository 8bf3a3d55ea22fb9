#include <array>

#include "mentions/mention.h"

namespace vigie {
namespace {

/// In the order of ActorKind; meanings in data/schema/kinds.tsv.
constexpr std::array<std::string_view, 15> kKinds = {
    "unnamed",   "state",      "armed_forces", "police",
    "militia",   "rebel_group", "coalition",   "government",
    "ministry",  "international_organisation", "observatory", "media",
    "civilians", "party",      "person"};

}  // namespace

std::string_view to_string(ActorKind kind) { return kKinds[std::size_t(kind)]; }

std::optional<ActorKind> parse_actor_kind(std::string_view s) {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (kKinds[i] == s) {
      return ActorKind(i);
    }
  }
  return std::nullopt;
}

}  // namespace vigie
