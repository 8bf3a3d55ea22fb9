#include "eval/claim_agreement.h"

#include "base/day.h"
#include "base/utf8.h"
#include "lang/tsv.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace vigie {
namespace {
using Json = nlohmann::json;

/// Articles and particles that two spellings of one name may differ in.
constexpr std::array<std::string_view, 12> kParticles = {"le", "la",  "les", "l",  "the", "de",
                                                         "du", "des", "d",   "of", "al",  "el"};

/// Types that have no targets: a predicted one is wrong even where gold does not speak of it.
constexpr std::array<std::string_view, 9> kNoTarget = {
    "hold", "present", "withdraw", "deploy", "stockpile", "return", "protest", "riot", "advance"};

/// Names in comparison form: no marks, no case, no particles, Latin, Arabic and Cyrillic only.
std::string comparison_form(std::string_view s) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfkd = icu::Normalizer2::getNFKDInstance(status);
  const auto wide = nfkd->normalize(
      icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), int(s.size()))), status);
  std::string words;
  for (int i = 0; i < wide.length(); i = wide.moveIndex32(i, 1)) {
    const auto c = char32_t(u_tolower(wide.char32At(i)));
    if (u_getCombiningClass(UChar32(c)) != 0) {
      continue;
    }
    const bool kept = (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') ||
                      (c >= 0x600 && c <= 0x6ff) || (c >= 0x400 && c <= 0x4ff);
    if (kept) {
      append_utf8(words, c);
    } else {
      words += ' ';
    }
  }
  std::string out;
  for (const auto& word : split_list(words, ' ')) {
    if (std::find(kParticles.begin(), kParticles.end(), word) == kParticles.end()) {
      out += (out.empty() ? "" : " ") + word;
    }
  }
  return out;
}

int count_words(std::string_view s) {
  return s.empty() ? 0 : 1 + int(std::count(s.begin(), s.end(), ' '));
}

/// `words` stand in `name` as whole words, and `name` is not much longer.
bool stands_in(std::string_view words, std::string_view name) {
  if (count_words(name) > std::max(6, 2 * count_words(words))) {
    return false;
  }
  for (auto at = name.find(words); at != std::string_view::npos; at = name.find(words, at + 1)) {
    const auto end = at + words.size();
    if ((at == 0 || name[at - 1] == ' ') && (end == name.size() || name[end] == ' ')) {
      return true;
    }
  }
  return false;
}

std::size_t code_points(std::string_view s) {
  return to_code_points(s).size();
}

bool same_name(const ScoredFiller& gold, const ScoredFiller& predicted) {
  for (const auto& want : gold.names) {
    for (const auto& got : predicted.names) {
      if (want == got || (code_points(want) > 3 && stands_in(want, got))) {
        return true;
      }
    }
  }
  return false;
}

double distance_km(double lat1, double lon1, double lat2, double lon2) {
  constexpr double kRadians = 3.14159265358979323846 / 180;
  const double dlat = (lat2 - lat1) * kRadians;
  const double dlon = (lon2 - lon1) * kRadians;
  const double h = std::pow(std::sin(dlat / 2), 2) + std::cos(lat1 * kRadians) *
                                                         std::cos(lat2 * kRadians) *
                                                         std::pow(std::sin(dlon / 2), 2);
  return 12742 * std::asin(std::min(1.0, std::sqrt(h)));
}

bool same_place(const ScoredFiller& gold, const ScoredFiller& predicted) {
  if (gold.lat && gold.lon && predicted.lat && predicted.lon) {
    return distance_km(*gold.lat, *gold.lon, *predicted.lat, *predicted.lon) <= gold.within_km;
  }
  return same_name(gold, predicted);
}

bool same_figure(const ScoredFigure& gold, const ScoredFigure& predicted) {
  return gold.quantity == predicted.quantity && gold.min == predicted.min &&
         (!gold.max || gold.max == predicted.max || (gold.approx && !predicted.max));
}

bool same_time(const std::vector<ScoredTime>& gold, const ScoredTime& predicted) {
  const auto begin = predicted.begin;
  const auto end = predicted.end.empty() ? predicted.begin : predicted.end;
  for (const auto& want : gold) {
    const auto& want_end = want.end.empty() ? want.begin : want.end;
    if (want.begin == begin && want_end == end) {
      return true;
    }
    const auto a = parse_day(want.begin);
    const auto b = parse_day(begin);
    const auto c = parse_day(want_end);
    const auto d = parse_day(end);
    if (want.slack_days > 0 && a && b && c && d && std::abs((*a - *b).count()) <= want.slack_days &&
        std::abs((*c - *d).count()) <= want.slack_days) {
      return true;
    }
  }
  return false;
}

/// Greedy one-to-one count of agreeing fillers.
template <typename F, typename Same>
long pairs(const std::vector<F>& gold, const std::vector<F>& predicted, const Same& same) {
  std::vector<bool> used(predicted.size());
  long hit = 0;
  for (const auto& g : gold) {
    for (std::size_t i = 0; i < predicted.size(); ++i) {
      if (!used[i] && same(g, predicted[i])) {
        used[i] = true;
        ++hit;
        break;
      }
    }
  }
  return hit;
}

/// Longest common subsequence of agreeing sources: the order of the chain counts.
long in_order(const std::vector<ScoredFiller>& gold, const std::vector<ScoredFiller>& predicted) {
  std::vector<long> row(predicted.size() + 1);
  for (const auto& g : gold) {
    const auto old = row;
    for (std::size_t j = 1; j <= predicted.size(); ++j) {
      row[j] =
          std::max({row[j - 1], old[j], old[j - 1] + (same_name(g, predicted[j - 1]) ? 1 : 0)});
    }
  }
  return row.back();
}

void add_name(std::vector<std::string>& names, std::string_view s) {
  auto name = comparison_form(s);
  if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
    names.push_back(std::move(name));
  }
}

ScoredFiller read_gold_filler(const Json& json) {
  ScoredFiller out;
  const Json* names = &json;
  if (json.is_object()) {
    names = &json.at("names");
    out.optional = json.value("optional", false);
    if (json.contains("lat") && json["lat"].is_number()) {
      out.lat = json["lat"].get<double>();
      out.lon = json.at("lon").get<double>();
      out.within_km = json.value("km", 25.0);
    }
  }
  if (names->is_string()) {
    add_name(out.names, names->get<std::string>());
  } else {
    for (const auto& name : *names) {
      add_name(out.names, name.get<std::string>());
    }
  }
  return out;
}

void add_strings(std::vector<std::string>& names, const Json& filler) {
  if (filler.is_string()) {
    add_name(names, filler.get<std::string>());
    return;
  }
  for (const char* key : {"id", "name", "surface", "actor", "text", "description"}) {
    if (filler.contains(key) && (filler[key].is_string() || filler[key].is_object())) {
      add_strings(names, filler[key]);
    }
  }
}

ScoredFiller read_predicted_filler(const Json& json) {
  ScoredFiller out;
  add_strings(out.names, json);
  if (json.is_object() && json.contains("lat") && json["lat"].is_number() && json.contains("lon") &&
      json["lon"].is_number()) {
    out.lat = json["lat"].get<double>();
    out.lon = json["lon"].get<double>();
  }
  return out;
}

ScoredFigure read_figure(const Json& json) {
  ScoredFigure out;
  out.quantity = json.value("quantity", std::string());
  const auto number = [&](const char* key) -> std::optional<double> {
    if (json.contains(key) && json[key].is_number()) {
      return json[key].get<double>();
    }
    return std::nullopt;
  };
  out.min = number("min");
  out.max = number("max");
  out.approx = json.contains("approx") && json["approx"].is_boolean() && json["approx"].get<bool>();
  out.optional =
      json.contains("optional") && json["optional"].is_boolean() && json["optional"].get<bool>();
  return out;
}

ScoredTime read_time(const Json& json) {
  const auto day = [&](const char* key) {
    return json.contains(key) && json[key].is_string() ? json[key].get<std::string>().substr(0, 10)
                                                       : std::string();
  };
  ScoredTime out{day("begin"), day("end")};
  if (json.contains("slack_days") && json["slack_days"].is_number_integer()) {
    out.slack_days = json["slack_days"].get<int>();
  }
  return out;
}

std::string word(const Json& json, const char* key, std::string otherwise) {
  if (!json.contains(key)) {
    return otherwise;
  }
  return json[key].is_string() ? json[key].get<std::string>() : std::string();
}

template <typename Read>
ScoredClaim read_claim(const Json& json, const Read& filler) {
  ScoredClaim out;
  out.type = json.value("type", std::string());
  const auto list = [&](const char* key, Role role, auto& into, const auto& read) {
    if (!json.contains(key)) {
      return;
    }
    out.judged[int(role)] = true;
    if (json[key].is_array()) {
      for (const auto& item : json[key]) {
        into.push_back(read(item));
      }
    }
  };
  list("actors", Role::actors, out.actors, filler);
  list("targets", Role::targets, out.targets, filler);
  list("places", Role::places, out.places, filler);
  list("sources", Role::sources, out.sources, filler);
  list("figures", Role::figures, out.figures, read_figure);
  list("time", Role::time, out.times, read_time);
  if (json.contains("time") && json["time"].is_object()) {
    out.times.push_back(read_time(json["time"]));
  }
  for (const auto& [key, role, into] : {std::tuple{"mode", Role::mode, &out.mode},
                                        std::tuple{"extent", Role::extent, &out.extent}}) {
    out.judged[int(role)] = json.contains(key);
    *into = word(json, key, {});
  }
  out.modality = word(json, "modality", "asserted");
  out.polarity = word(json, "polarity", "positive");
  return out;
}

template <typename F>
long count_needed(const std::vector<F>& fillers) {
  return std::count_if(fillers.begin(), fillers.end(), [](const F& f) { return !f.optional; });
}

/// Optional fillers neither help nor hurt.
template <typename F, typename Count>
Tally list_tally(const std::vector<F>& gold, const std::vector<F>& predicted, const Count& count) {
  std::vector<F> needed;
  std::copy_if(gold.begin(), gold.end(), std::back_inserter(needed),
               [](const F& f) { return !f.optional; });
  const long hit = count(gold, predicted);
  const long hit_needed = count(needed, predicted);
  const long spare = long(gold.size() - needed.size());
  return {hit_needed,
          std::max(hit_needed, long(predicted.size()) - std::min(spare, hit - hit_needed)),
          long(needed.size())};
}

std::string_view default_of(Role role) {
  return role == Role::modality ? "asserted" : "positive";
}

const std::string& word_of(Role role, const ScoredClaim& claim) {
  return role == Role::modality   ? claim.modality
         : role == Role::polarity ? claim.polarity
         : role == Role::mode     ? claim.mode
                                  : claim.extent;
}

}  // namespace

std::string_view to_string(Role role) {
  static constexpr std::array<std::string_view, kRoles> kNames = {
      "actors",  "targets", "places", "time",     "figures",
      "sources", "mode",    "extent", "modality", "polarity"};
  return kNames[std::size_t(role)];
}

ScoredClaim read_gold_claim(const Json& json) {
  auto out = read_claim(json, read_gold_filler);
  if (json.contains("or_type")) {
    for (const auto& type : json["or_type"]) {
      out.or_types.push_back(type.get<std::string>());
    }
  }
  out.optional =
      json.contains("optional") && json["optional"].is_boolean() && json["optional"].get<bool>();
  out.evidence = flat_text(to_code_points(json.at("evidence").get<std::string>()));
  out.nth = json.value("nth", 0);
  return out;
}

ScoredClaim read_predicted_claim(const Json& json) {
  auto out = read_claim(json, read_predicted_filler);
  if (out.times.size() > 1) {
    out.times.resize(1);
  }
  if (json.contains("confidence") && json["confidence"].is_number()) {
    out.confidence = json["confidence"].get<double>();
  }
  if (json.contains("evidence") && json["evidence"].is_object()) {
    out.span = {json["evidence"].value("begin", std::size_t(0)),
                json["evidence"].value("end", std::size_t(0))};
  }
  return out;
}

ScoredClaim with_sides_joined(ScoredClaim claim) {
  if (claim.type == "clash" && !claim.targets.empty()) {
    claim.actors.insert(claim.actors.end(), claim.targets.begin(), claim.targets.end());
    claim.targets.clear();
    claim.judged[int(Role::actors)] = true;
  }
  return claim;
}

Tally role_tally(Role role, const ScoredClaim& gold, const ScoredClaim& predicted) {
  if (role == Role::modality || role == Role::polarity) {
    const auto usual = default_of(role);
    const auto& g = word_of(role, gold);
    const auto& p = word_of(role, predicted);
    if (g == p) {
      return g != usual ? Tally{1, 1, 1} : Tally{};
    }
    return {0, p != usual ? 1 : 0, g != usual ? 1 : 0};
  }
  if (!gold.judged[int(role)]) {
    const bool none = role == Role::targets &&
                      std::find(kNoTarget.begin(), kNoTarget.end(), gold.type) != kNoTarget.end();
    return {0, none ? long(predicted.targets.size()) : 0, 0};
  }
  switch (role) {
    case Role::mode:
    case Role::extent: {
      const auto& g = word_of(role, gold);
      const auto& p = word_of(role, predicted);
      return g.empty() ? Tally{} : Tally{g == p ? 1 : 0, p.empty() ? 0 : 1, 1};
    }
    case Role::time:
      if (predicted.times.empty() ||
          (predicted.times[0].begin.empty() && predicted.times[0].end.empty())) {
        return {0, 0, 1};
      }
      return {same_time(gold.times, predicted.times[0]) ? 1 : 0, 1, 1};
    case Role::figures:
      return list_tally(gold.figures, predicted.figures,
                        [](const auto& g, const auto& p) { return pairs(g, p, same_figure); });
    case Role::places:
      return list_tally(gold.places, predicted.places,
                        [](const auto& g, const auto& p) { return pairs(g, p, same_place); });
    case Role::sources:
      return list_tally(gold.sources, predicted.sources, in_order);
    case Role::actors:
      return list_tally(gold.actors, predicted.actors,
                        [](const auto& g, const auto& p) { return pairs(g, p, same_name); });
    default:
      return list_tally(gold.targets, predicted.targets,
                        [](const auto& g, const auto& p) { return pairs(g, p, same_name); });
  }
}

long predicted_fillers(Role role, const ScoredClaim& predicted) {
  switch (role) {
    case Role::actors:
      return long(predicted.actors.size());
    case Role::targets:
      return long(predicted.targets.size());
    case Role::places:
      return long(predicted.places.size());
    case Role::sources:
      return long(predicted.sources.size());
    case Role::figures:
      return long(predicted.figures.size());
    case Role::time:
      return !predicted.times.empty() && !predicted.times[0].begin.empty() ? 1 : 0;
    case Role::modality:
    case Role::polarity:
      return word_of(role, predicted) != default_of(role) ? 1 : 0;
    default:
      return 0;  // a mode or extent is not wrong by itself
  }
}

long wanted_fillers(Role role, const ScoredClaim& gold) {
  switch (role) {
    case Role::actors:
      return count_needed(gold.actors);
    case Role::targets:
      return count_needed(gold.targets);
    case Role::places:
      return count_needed(gold.places);
    case Role::sources:
      return count_needed(gold.sources);
    case Role::figures:
      return count_needed(gold.figures);
    case Role::time:
      return gold.times.empty() ? 0 : 1;
    case Role::modality:
    case Role::polarity:
      return word_of(role, gold) != default_of(role) ? 1 : 0;
    default:
      return word_of(role, gold).empty() ? 0 : 1;
  }
}

namespace {

char32_t folded_mark(char32_t c) {
  switch (c) {
    case U'\u00a0':
    case U'\u202f':
      return U' ';
    case U'\u2018':
    case U'\u2019':
      return U'\'';
    case U'\u201c':
    case U'\u201d':
    case U'\u00ab':
    case U'\u00bb':
      return U'"';
    case U'\u2013':
    case U'\u2014':
    case U'\u2011':
      return U'-';
    default:
      return c;
  }
}

}  // namespace

std::u32string flat_text(std::u32string_view s) {
  std::u32string out;
  bool blank = true;
  for (const char32_t c : s) {
    if (is_space(c)) {
      if (!blank) {
        out += U' ';
      }
      blank = true;
    } else {
      out += folded_mark(c);
      blank = false;
    }
  }
  while (!out.empty() && out.back() == U' ') {
    out.pop_back();
  }
  return out;
}

std::optional<std::pair<long, long>> locate(const std::u32string& text,
                                            const std::u32string& words,
                                            int nth) {
  std::size_t from = 0;
  std::size_t at = std::u32string::npos;
  for (int i = 0; i <= nth; ++i) {
    at = text.find(words, from);
    if (at == std::u32string::npos) {
      return std::nullopt;
    }
    from = at + 1;
  }
  return std::pair{long(at), long(at + words.size())};
}

EvidenceSpans evidence_spans(const std::vector<ScoredClaim>& gold,
                             const std::vector<ScoredClaim>& predicted,
                             std::string_view predicted_text) {
  const auto raw = to_code_points(predicted_text);
  std::u32string text;
  std::vector<long> place(raw.size() + 1);  // code point of the text -> code point of the flat form
  bool blank = true;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    place[i] = long(text.size());
    if (!is_space(raw[i])) {
      text += folded_mark(raw[i]);
      blank = false;
    } else {
      if (!blank) {
        text += U' ';
      }
      blank = true;
    }
  }
  place[raw.size()] = long(text.size());
  EvidenceSpans out;
  for (const auto& claim : gold) {
    out.gold.push_back(locate(text, claim.evidence, claim.nth));
  }
  for (const auto& claim : predicted) {
    out.predicted.emplace_back(place[std::min(claim.span.first, raw.size())],
                               place[std::min(claim.span.second, raw.size())]);
  }
  return out;
}

bool evidence_meets(std::pair<long, long> gold, std::pair<long, long> predicted) {
  const long shared =
      std::min(gold.second, predicted.second) - std::max(gold.first, predicted.first);
  const long shorter = std::min(gold.second - gold.first, predicted.second - predicted.first);
  return shorter > 0 && shared * 3 >= shorter &&
         predicted.second - predicted.first <= std::max(400L, 4 * (gold.second - gold.first));
}

}  // namespace vigie
