#include "mentions/mention.h"

#include <array>

namespace vigie {
namespace {

/// In the order of the enumerators; the words are those of the data files and of every output.
constexpr std::array<std::string_view, 23> kPlaceKinds = {
    "unknown",       "country",     "province", "district",  "city",    "village",
    "neighbourhood", "border_post", "base",     "airport",   "road",    "bridge",
    "dam",           "oil_field",   "river",    "mountain",  "desert",  "camp",
    "region",        "sea",         "island",   "continent", "building"};
static_assert(kPlaceKinds.size() == std::size_t(PlaceKind::building) + 1);

}  // namespace

std::string_view to_string(PlaceKind kind) {
  return kPlaceKinds[std::size_t(kind)];
}

std::optional<PlaceKind> parse_place_kind(std::string_view s) {
  for (std::size_t i = 0; i < kPlaceKinds.size(); ++i) {
    if (kPlaceKinds[i] == s) {
      return PlaceKind(i);
    }
  }
  return std::nullopt;
}

}  // namespace vigie
