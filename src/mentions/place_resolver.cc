#include "mentions/place_resolver.h"

#include "base/utf8.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace vigie {
namespace {

constexpr double kEarthKm = 6371.0088;
/// Candidates of one name beyond this many are tiny places.
constexpr std::size_t kMaxCandidates = 64;
/// Known world-wide: needs no support from the report.
constexpr std::uint32_t kWorldCity = 200'000;
/// A report that says less about countries takes any place.
constexpr double kMinEvidence = 0.6;
/// What the rest of a report must say for the country of a small place.
constexpr double kMinSupport = 0.2;
/// Farthest a romanised spelling may be from the gazetteer's, by `name_distance`.
constexpr double kMaxKeyedDistance = 0.45;

enum class Sort { area, settlement, site, nature, other };

Sort sort_of(PlaceKind kind) {
  switch (kind) {
    case PlaceKind::country:
    case PlaceKind::province:
    case PlaceKind::district:
    case PlaceKind::region:
    case PlaceKind::continent:
      return Sort::area;
    case PlaceKind::city:
    case PlaceKind::village:
    case PlaceKind::neighbourhood:
    case PlaceKind::camp:
      return Sort::settlement;
    case PlaceKind::base:
    case PlaceKind::airport:
    case PlaceKind::border_post:
    case PlaceKind::road:
    case PlaceKind::bridge:
    case PlaceKind::dam:
    case PlaceKind::oil_field:
    case PlaceKind::building:
      return Sort::site;
    case PlaceKind::river:
    case PlaceKind::mountain:
    case PlaceKind::desert:
    case PlaceKind::sea:
    case PlaceKind::island:
      return Sort::nature;
    default:
      return Sort::other;
  }
}

/// A number of inhabitants for what the sources give none.
double effective_population(const PlaceRecord& record) {
  if (record.population > 0) {
    return record.population;
  }
  switch (record.kind) {
    case PlaceKind::continent:
      return 1e8;
    case PlaceKind::country:
      return 1e6;
    case PlaceKind::province:
      return 1e6;
    case PlaceKind::region:
      return 2e6;
    case PlaceKind::sea:
    case PlaceKind::desert:
    case PlaceKind::river:
      return 3e5;
    case PlaceKind::mountain:
    case PlaceKind::island:
    case PlaceKind::district:
      return 5e4;
    case PlaceKind::city:
      return 2e4;
    default:
      return 1e3;
  }
}

}  // namespace

int kind_fit(PlaceKind noun, PlaceKind entry) {
  if (noun == entry) {
    return 1;
  }
  const Sort wanted = sort_of(noun);
  const Sort found = sort_of(entry);
  const auto either = [&](PlaceKind a, PlaceKind b) {
    return (noun == a && entry == b) || (noun == b && entry == a);
  };
  if (either(PlaceKind::base, PlaceKind::airport) ||
      either(PlaceKind::mountain, PlaceKind::region) ||
      either(PlaceKind::desert, PlaceKind::region) || either(PlaceKind::river, PlaceKind::region) ||
      either(PlaceKind::river, PlaceKind::sea) || either(PlaceKind::dam, PlaceKind::building) ||
      either(PlaceKind::oil_field, PlaceKind::building)) {
    return 1;
  }
  if (noun == PlaceKind::country) {
    return 0;
  }
  if (wanted == Sort::area || wanted == Sort::settlement) {
    return wanted == found ? 1 : found == Sort::area || found == Sort::settlement ? 0 : -1;
  }
  if (wanted == Sort::site || noun == PlaceKind::mountain) {
    return found == Sort::settlement || found == Sort::area || found == Sort::site ? 0 : -1;
  }
  return -1;
}

PlaceResolver::Candidate PlaceResolver::candidate(PlaceIndex place,
                                                  NameRank rank,
                                                  const PlaceWeights& weights) const {
  const auto& record = (*gazetteer_)[place];
  Candidate c;
  c.place = place;
  c.prior = weights.population * std::log(1 + effective_population(record));
  c.prior += record.kind == PlaceKind::country || record.kind == PlaceKind::continent
                 ? weights.country_kind
             : record.kind == PlaceKind::province ? weights.province_kind
                                                  : 0;
  c.prior += weights.seat * double(record.seat);
  c.prior += rank == NameRank::other      ? weights.other_name
             : rank == NameRank::stripped ? weights.stripped
                                          : 0;
  c.prior += gazetteer_->id(place).starts_with("vp:") ? weights.own_entry : 0;
  const double lat = double(record.lat) * std::numbers::pi / 180;
  const double lon = double(record.lon) * std::numbers::pi / 180;
  c.x = float(std::cos(lat) * std::cos(lon));
  c.y = float(std::cos(lat) * std::sin(lon));
  c.z = float(std::sin(lat));
  return c;
}

bool PlaceResolver::lies_in(PlaceIndex place, PlaceIndex area) const {
  if (place == area) {
    return false;
  }
  const auto& inner = (*gazetteer_)[place];
  const auto& outer = (*gazetteer_)[area];
  switch (outer.kind) {
    case PlaceKind::country:
      return inner.country == outer.country && inner.kind != PlaceKind::country;
    case PlaceKind::province:
      return inner.admin1 == area;
    case PlaceKind::district:
    case PlaceKind::region:
    case PlaceKind::desert:
    case PlaceKind::city: {
      if (inner.kind == PlaceKind::country || inner.kind == PlaceKind::province ||
          (outer.kind == PlaceKind::city && inner.kind == PlaceKind::city)) {
        return false;
      }
      const double cos_lat = std::cos(double(outer.lat) * std::numbers::pi / 180);
      const double north = double(inner.lat - outer.lat) * 111.2;
      const double east = double(inner.lon - outer.lon) * 111.2 * cos_lat;
      return std::hypot(north, east) <= double(outer.radius_km) * 1.3 + 3;
    }
    default:
      return false;
  }
}

void PlaceResolver::keep_best(const Candidate& candidate, Group& group) {
  for (auto& known : group.candidates) {
    if (known.place == candidate.place) {
      known.prior = std::max(known.prior, candidate.prior);
      return;
    }
  }
  if (group.candidates.size() < kMaxCandidates) {
    group.candidates.push_back(candidate);
  }
}

void PlaceResolver::add_listed(std::string_view name,
                               double bonus,
                               bool short_names,
                               const PlaceWeights& weights,
                               Group& group) const {
  gazetteer_->visit_named(name, [&](NameHit hit) {
    // IN, LA, Miss.: letters name a province only beside a place in it.
    const bool abbreviated =
        hit.rank == NameRank::abbreviated ||
        (name.size() <= 2 && (*gazetteer_)[hit.place].kind != PlaceKind::country);
    if (abbreviated && !short_names) {
      return;
    }
    auto c = candidate(hit.place, hit.rank, weights);
    c.prior += bonus;
    keep_best(c, group);
  });
}

void PlaceResolver::add_keyed(std::string_view name,
                              std::span<const std::uint16_t> context,
                              const PlaceWeights& weights,
                              Group& group) const {
  for (const std::uint16_t country : context) {
    const int family = gazetteer_->countries()[country].romanisation;
    const std::string key = romaniser_->key(family, name);
    if (key.empty()) {
      continue;
    }
    const std::string bare = romaniser_->bare(family, name);
    gazetteer_->visit_keyed(country, key, [&](NameHit hit, std::string_view spelling) {
      const double unlike = name_distance(bare, romaniser_->bare(family, spelling));
      if (unlike <= kMaxKeyedDistance) {
        auto c = candidate(hit.place, NameRank::listed, weights);
        c.prior += weights.distance * unlike;
        c.keyed = true;
        keep_best(c, group);
      }
    });
  }
}

std::vector<PlaceLink> PlaceResolver::resolve(std::span<const PlaceSpot> spots,
                                              const CountryEvidence& given_evidence,
                                              std::span<const std::uint16_t> context,
                                              const PlaceWeights& weights) const {
  std::vector<PlaceLink> links(spots.size());

  // One group per name and sort of place noun: "la province de Deir Ezzor" is not the town.
  std::vector<Group> groups;
  std::vector<int> group_of(spots.size(), -1);
  std::map<std::pair<std::string_view, int>, int> known;
  for (std::size_t s = 0; s < spots.size(); ++s) {
    const auto& spot = spots[s];
    if (spot.name_first < 0 || spot.demonym != nullptr) {
      continue;
    }
    int sort = 0;
    if (spot.noun != nullptr && sort_of(spot.noun->kind) != Sort::settlement) {
      sort = 1 + int(spot.noun->kind);
    }
    const auto [it, is_new] = known.try_emplace({spot.name, sort}, int(groups.size()));
    if (is_new) {
      groups.emplace_back();
    }
    auto& group = groups[std::size_t(it->second)];
    group.spots.push_back(s);
    group_of[s] = it->second;
    if (group.noun == nullptr) {
      group.noun = spot.noun;
    }
  }

  CountryEvidence evidence = given_evidence;
  for (auto& group : groups) {
    const auto& spot = spots[group.spots.front()];
    for (const std::size_t s : group.spots) {
      if (spots[s].phrase != spots[s].name) {
        add_listed(spots[s].phrase, weights.noun, true, weights, group);
      }
    }
    add_listed(spot.name, 0, spot.given || spot.parent_of, weights, group);
    const bool in_context =
        std::any_of(group.candidates.begin(), group.candidates.end(), [&](const Candidate& c) {
          const auto country = (*gazetteer_)[c.place].country;
          return country >= evidence.weight.size() ||
                 std::find(context.begin(), context.end(), country) != context.end();
        });
    if (!in_context) {
      add_keyed(spot.name, context, weights, group);
    }
    if (group.noun == nullptr || sort_of(group.noun->kind) != Sort::area) {
      for (auto& c : group.candidates) {
        const bool twin =
            (*gazetteer_)[c.place].kind == PlaceKind::province &&
            std::any_of(group.candidates.begin(), group.candidates.end(), [&](const auto& other) {
              return (*gazetteer_)[other.place].admin1 == c.place &&
                     (*gazetteer_)[other.place].seat >= Seat::province;
            });
        c.prior += twin ? weights.twin : 0;
      }
    }
    if (group.noun != nullptr) {
      for (auto& c : group.candidates) {
        const int fit = kind_fit(group.noun->kind, (*gazetteer_)[c.place].kind);
        c.prior += fit > 0 ? weights.noun : fit < 0 ? weights.wrong_noun * 2 : weights.wrong_noun;
      }
    }
    // Doubtful words count little for the others.
    const bool sure = std::any_of(group.spots.begin(), group.spots.end(),
                                  [&](std::size_t s) { return !spots[s].doubtful; });
    group.weight = sure ? 1.0 : 0.1;
  }

  // The parent's candidates that hold the place decide at once, whatever else the report says.
  std::vector<std::vector<char>> held(groups.size());
  for (std::size_t g = 0; g < groups.size(); ++g) {
    held[g].assign(groups[g].candidates.size(), 0);
    for (const std::size_t s : groups[g].spots) {
      const int parent = spots[s].parent;
      if (parent < 0 || group_of[std::size_t(parent)] < 0) {
        continue;
      }
      const auto& areas = groups[std::size_t(group_of[std::size_t(parent)])];
      for (std::size_t c = 0; c < groups[g].candidates.size(); ++c) {
        for (const auto& area : areas.candidates) {
          if (lies_in(groups[g].candidates[c].place, area.place)) {
            held[g][c] = 1;
          }
        }
      }
    }
  }
  // ... and a place beside it points to the parent's reading that holds it (Albany, Georgia).
  std::vector<std::vector<char>> holds(groups.size());
  for (std::size_t g = 0; g < groups.size(); ++g) {
    holds[g].assign(groups[g].candidates.size(), 0);
  }
  for (std::size_t s = 0; s < spots.size(); ++s) {
    if (spots[s].parent < 0 || group_of[s] < 0 || group_of[std::size_t(spots[s].parent)] < 0) {
      continue;
    }
    const auto& inner = groups[std::size_t(group_of[s])];
    const auto g = std::size_t(group_of[std::size_t(spots[s].parent)]);
    for (std::size_t c = 0; c < groups[g].candidates.size(); ++c) {
      for (const auto& place : inner.candidates) {
        if (lies_in(place.place, groups[g].candidates[c].place)) {
          holds[g][c] = 1;
          break;
        }
      }
    }
  }

  const auto choose = [&](Group& group) {
    group.best = 0;
    for (std::size_t c = 1; c < group.candidates.size(); ++c) {
      if (group.candidates[c].score > group.candidates[group.best].score) {
        group.best = c;
      }
    }
  };
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (std::size_t c = 0; c < groups[g].candidates.size(); ++c) {
      auto& candidate = groups[g].candidates[c];
      if (held[g][c] != 0 || holds[g][c] != 0) {
        candidate.prior += weights.parent;
      }
      candidate.score = candidate.prior;
    }
    choose(groups[g]);
  }

  const double near_chord = weights.near_km / kEarthKm;
  std::vector<double> shares(groups.size(), 0.0);
  for (int round = 0; round < 3; ++round) {
    evidence = given_evidence;
    std::map<PlaceIndex, double> provinces;
    const auto share = [&](const Group& group) {
      // How far the best stands above the second tells how much it may say to the others.
      double total = 0;
      const double top = group.candidates[group.best].score;
      for (const auto& c : group.candidates) {
        total += std::exp(c.score - top);
      }
      return group.weight / total;
    };
    for (std::size_t g = 0; g < groups.size(); ++g) {
      if (groups[g].candidates.empty()) {
        continue;
      }
      shares[g] = share(groups[g]);
      const auto& record = (*gazetteer_)[groups[g].candidates[groups[g].best].place];
      evidence.add(record.country, shares[g]);
      const PlaceIndex province = record.kind == PlaceKind::province
                                      ? groups[g].candidates[groups[g].best].place
                                      : record.admin1;
      if (province != kNoPlace) {
        provinces[province] += shares[g];
      }
    }
    std::vector<std::vector<double>> scores(groups.size());
    for (std::size_t g = 0; g < groups.size(); ++g) {
      auto& group = groups[g];
      if (group.candidates.empty()) {
        continue;
      }
      const auto& own = (*gazetteer_)[group.candidates[group.best].place];
      const PlaceIndex own_province =
          own.kind == PlaceKind::province ? group.candidates[group.best].place : own.admin1;
      for (const auto& c : group.candidates) {
        const auto& record = (*gazetteer_)[c.place];
        double country =
            record.country < evidence.weight.size() ? evidence.weight[record.country] : 0.0;
        country -= record.country == own.country ? shares[g] : 0;
        const PlaceIndex province_of = record.kind == PlaceKind::province ? c.place : record.admin1;
        double province = 0;
        if (province_of != kNoPlace) {
          const auto it = provinces.find(province_of);
          province = it == provinces.end() ? 0 : it->second;
          province -= province_of == own_province ? shares[g] : 0;
        }
        double near = 0;
        if (group.candidates.size() > 1) {
          for (std::size_t h = 0; h < groups.size(); ++h) {
            if (h == g || groups[h].candidates.empty()) {
              continue;
            }
            const auto& other = groups[h].candidates[groups[h].best];
            if ((*gazetteer_)[other.place].kind == PlaceKind::country) {
              continue;
            }
            const float dx = c.x - other.x;
            const float dy = c.y - other.y;
            const float dz = c.z - other.z;
            near +=
                shares[h] * std::exp(-std::sqrt(double(dx * dx + dy * dy + dz * dz)) / near_chord);
          }
        }
        scores[g].push_back(c.prior + weights.country * std::log1p(std::max(0.0, country)) +
                            weights.admin1 * std::log1p(std::max(0.0, province)) +
                            weights.near * std::log1p(near));
      }
    }
    for (std::size_t g = 0; g < groups.size(); ++g) {
      for (std::size_t c = 0; c < groups[g].candidates.size(); ++c) {
        groups[g].candidates[c].score = scores[g][c];
      }
      if (!groups[g].candidates.empty()) {
        choose(groups[g]);
      }
    }
  }

  for (std::size_t s = 0; s < spots.size(); ++s) {
    if (group_of[s] < 0 || groups[std::size_t(group_of[s])].candidates.empty()) {
      continue;
    }
    const auto g = std::size_t(group_of[s]);
    const auto& group = groups[g];
    const auto& best = group.candidates[group.best];
    const auto& record = (*gazetteer_)[best.place];
    PlaceLink link;
    link.place = best.place;
    // What the rest of the report says; the group's own vote does not count.
    const double own = shares[g];
    const double support =
        record.country < evidence.weight.size() ? evidence.weight[record.country] - own : 1.0;
    const bool says_nothing = evidence.total - own < kMinEvidence;
    link.in_context = support > kMinSupport || says_nothing || held[g][group.best] != 0 ||
                      holds[g][group.best] != 0 || record.kind == PlaceKind::country ||
                      record.kind == PlaceKind::continent || record.seat == Seat::country ||
                      record.population >= kWorldCity;
    // The only place of that name, and the words say that it is one.
    if (!link.in_context && group.candidates.size() == 1 && spots[s].strong && !best.keyed &&
        spots[s].noun != nullptr) {
      link.in_context = true;
    }
    if (group.noun != nullptr && kind_fit(group.noun->kind, record.kind) <= 0) {
      link.nearby_only = true;
      // A like spelling of a place of another kind is no ground to lean on.
      if (kind_fit(group.noun->kind, record.kind) < 0 || best.keyed ||
          sort_of(record.kind) == Sort::area) {
        link.place = kNoPlace;
      }
    }
    links[s] = link;
  }
  return links;
}

}  // namespace vigie
