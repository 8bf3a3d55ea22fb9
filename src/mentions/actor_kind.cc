#include "mentions/mention.h"

#include <array>

namespace vigie {
namespace {

/// In the order of ActorKind; meanings in data/schema/kinds.tsv.
constexpr std::array<std::string_view, 15> kKinds = {
    "unnamed",     "state",     "armed_forces", "police",   "militia",
    "rebel_group", "coalition", "government",   "ministry", "international_organisation",
    "observatory", "media",     "civilians",    "party",    "person"};

/// In the order of ActorUse; meanings at the head of data/<lang>/actor_words.tsv.
constexpr std::array<std::string_view, 12> kUses = {
    "none",   "force",    "member", "rank",         "unit",      "group",
    "people", "official", "source", "organisation", "adjective", "head"};

}  // namespace

std::string_view to_string(ActorKind kind) {
  return kKinds[std::size_t(kind)];
}

std::optional<ActorKind> parse_actor_kind(std::string_view s) {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (kKinds[i] == s) {
      return ActorKind(i);
    }
  }
  return std::nullopt;
}

std::optional<ActorUse> parse_actor_use(std::string_view s) {
  for (std::size_t i = 1; i < kUses.size(); ++i) {
    if (kUses[i] == s) {
      return ActorUse(i);
    }
  }
  return std::nullopt;
}

}  // namespace vigie
