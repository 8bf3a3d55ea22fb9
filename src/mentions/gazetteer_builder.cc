#include "mentions/gazetteer_builder.h"

#include "base/utf8.h"
#include "lang/tsv.h"
#include "mentions/place_finder.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <numbers>

namespace vigie {
namespace {

namespace fs = std::filesystem;

const fs::path kTimezonemapFolder = "/usr/share/libtimezonemap/ui";
const fs::path kLocaleFolder = "/usr/share/locale";
const fs::path kSubdivisions = "/usr/share/iso-codes/json/iso_3166-2.json";
const fs::path kHunspellFrench = "/usr/share/hunspell/fr.dic";
const fs::path kWordnet = "/usr/share/wordnet";

/// Locales of libgeonames-common whose names are worth looking up in French and English reports;
/// the first two are the languages of the packs.
constexpr std::array<const char*, 14> kLocales = {"en", "fr", "de", "es", "it", "pt", "nl",
                                                  "tr", "pl", "ar", "uk", "ru", "fa", "ku"};

constexpr double kKmPerDegree = 111.195;

std::string gn_id(std::uint32_t geonames) {
  return "gn:" + std::to_string(geonames);
}

/// Names of a GeoNames table that are codes or spellings nobody prints.
bool is_useful_name(std::string_view name) {
  if (name.empty()) {
    return false;
  }
  const auto first = code_point_at(name, 0).value;
  const bool known_script =
      first < 0x250 || (first >= 0x400 && first < 0x530) || (first >= 0x600 && first < 0x700) ||
      (first >= 0x1E00 && first < 0x2000) || first == 0x2018 || first == 0x2BF;
  if (!known_script) {
    return false;
  }
  // Transliterations of Chinese and the like come in lower case.
  if (first < 0x250 && is_letter(first) && !is_upper(first)) {
    return false;
  }
  const bool all_upper = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
  return !all_upper;  // airport codes
}

/// "Ga.", "N.Y.", "TX".
bool is_abbreviation(std::string_view name) {
  return name.ends_with('.') ||
         (name.size() == 2 && name[0] >= 'A' && name[0] <= 'Z' && name[1] >= 'A' && name[1] <= 'Z');
}

double area_km2_of(const std::vector<std::pair<double, double>>& hull, double cos_lat) {
  double twice = 0;
  for (std::size_t i = 0; i < hull.size(); ++i) {
    const auto& a = hull[i];
    const auto& b = hull[(i + 1) % hull.size()];
    twice += a.first * b.second - b.first * a.second;
  }
  return std::abs(twice) / 2 * kKmPerDegree * kKmPerDegree * cos_lat;
}

/// Convex hull of (lat, lon) points, counter-clockwise (Andrew 1979).
std::vector<std::pair<double, double>> convex_hull(std::vector<std::pair<double, double>> points) {
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  if (points.size() < 3) {
    return points;
  }
  const auto cross = [](const auto& o, const auto& a, const auto& b) {
    return (a.first - o.first) * (b.second - o.second) -
           (a.second - o.second) * (b.first - o.first);
  };
  std::vector<std::pair<double, double>> hull(2 * points.size());
  std::size_t k = 0;
  for (const auto& point : points) {
    while (k >= 2 && cross(hull[k - 2], hull[k - 1], point) <= 0) {
      --k;
    }
    hull[k++] = point;
  }
  const std::size_t lower = k + 1;
  for (auto it = points.rbegin() + 1; it != points.rend(); ++it) {
    while (k >= lower && cross(hull[k - 2], hull[k - 1], *it) <= 0) {
      --k;
    }
    hull[k++] = *it;
  }
  hull.resize(k - 1);
  return hull;
}

std::pair<double, double> centroid_of(const std::vector<std::pair<double, double>>& hull) {
  double twice = 0;
  double lat = 0;
  double lon = 0;
  for (std::size_t i = 0; i < hull.size(); ++i) {
    const auto& a = hull[i];
    const auto& b = hull[(i + 1) % hull.size()];
    const double cross = a.first * b.second - b.first * a.second;
    twice += cross;
    lat += (a.first + b.first) * cross;
    lon += (a.second + b.second) * cross;
  }
  if (std::abs(twice) < 1e-9) {
    lat = lon = 0;
    for (const auto& point : hull) {
      lat += point.first / double(hull.size());
      lon += point.second / double(hull.size());
    }
    return {lat, lon};
  }
  return {lat / (3 * twice), lon / (3 * twice)};
}

std::optional<double> parse_number(std::string_view s) {
  double value = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), value);
  if (s.empty() || error != std::errc() || end != s.data() + s.size()) {
    return std::nullopt;
  }
  return value;
}

/// Reach of a place whose file says none.
double default_radius_km(PlaceKind kind, std::uint32_t population) {
  switch (kind) {
    case PlaceKind::city:
      return 3 + std::sqrt(double(population) / 1e5);
    case PlaceKind::village:
      return 3;
    case PlaceKind::neighbourhood:
      return 2;
    case PlaceKind::district:
      return 25;
    case PlaceKind::province:
      return 80;
    case PlaceKind::country:
      return 300;
    case PlaceKind::region:
    case PlaceKind::desert:
    case PlaceKind::river:
    case PlaceKind::mountain:
      return 60;
    case PlaceKind::sea:
      return 300;
    case PlaceKind::continent:
      return 2000;
    default:
      return 5;
  }
}

/// Appends a section of the file, aligned to 8 bytes.
template <typename T>
void append_section(std::string& out, const std::vector<T>& records) {
  if (!records.empty()) {
    out.append(reinterpret_cast<const char*>(records.data()), records.size() * sizeof(T));
  }
  out.resize((out.size() + 7) / 8 * 8, '\0');
}

/// Zero-terminated strings, each kept once.
class Strings {
 public:
  std::uint32_t add(const std::string& s) {
    const auto [it, is_new] = offsets_.try_emplace(s, std::uint32_t(text_.size()));
    if (is_new) {
      text_.insert(text_.end(), s.begin(), s.end());
      text_.push_back('\0');
    }
    return it->second;
  }
  const std::vector<char>& text() const { return text_; }

 private:
  std::unordered_map<std::string, std::uint32_t> offsets_;
  std::vector<char> text_;
};

}  // namespace

GazetteerBuilder::Place& GazetteerBuilder::add(const std::string& id) {
  const auto [it, is_new] = by_id_.try_emplace(id, PlaceIndex(places_.size()));
  if (is_new) {
    places_.emplace_back().id = id;
  }
  return places_[it->second];
}

void GazetteerBuilder::add_name(Place& place, std::string_view name, NameRank rank) {
  std::string folded = fold_name(name);
  if (!folded.empty()) {
    place.names.emplace_back(std::move(folded), rank);
  }
}

Result<void> GazetteerBuilder::read_sources() {
  auto romaniser = Romaniser::load(data_);
  if (!romaniser) {
    return tl::unexpected(romaniser.error());
  }
  romaniser_ = std::move(*romaniser);
  for (auto step : {&GazetteerBuilder::read_word_lists, &GazetteerBuilder::read_countries,
                    &GazetteerBuilder::read_populated_places, &GazetteerBuilder::read_divisions,
                    &GazetteerBuilder::read_translations}) {
    if (const auto result = (this->*step)(); !result) {
      return result;
    }
  }
  name_divisions();
  std::vector<fs::path> own;
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(data_.root / "places", ec)) {
    const auto name = entry.path().filename();
    if (entry.path().extension() == ".tsv" && name != "countries.tsv" &&
        name != "romanisation.tsv") {
      own.push_back(entry.path());
    }
  }
  std::sort(own.begin(), own.end());
  for (const auto& path : own) {
    if (const auto result = read_own_file(path); !result) {
      return result;
    }
  }
  find_provinces_of_own_places();
  return {};
}

Result<void> GazetteerBuilder::read_word_lists() {
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(data_.root, ec)) {
    const auto words_path = entry.path() / "place_words.tsv";
    const auto cues_path = entry.path() / "place_cues.tsv";
    if (!fs::exists(words_path, ec) || !fs::exists(cues_path, ec)) {
      continue;
    }
    const auto words = read_tsv(words_path, {"kind", "singular"});
    const auto cues = read_tsv(cues_path, {"cue", "words"});
    if (!words || !cues) {
      return tl::unexpected(!words ? words.error() : cues.error());
    }
    for (const auto& row : words->rows) {
      const auto kind = parse_place_kind(row[words->column("kind")]);
      if (kind == PlaceKind::province || kind == PlaceKind::district || kind == PlaceKind::region ||
          kind == PlaceKind::country) {
        for (const auto& word : split_list(row[words->column("singular")])) {
          area_words_.insert(fold_name(word));
        }
      }
    }
    for (const auto& row : cues->rows) {
      const auto cue = row[cues->column("cue")];
      for (const auto& word : split_list(row[cues->column("words")])) {
        if (cue == "article") {
          articles_.insert(fold_name(word));
        } else if (cue == "of") {
          area_words_.insert(fold_name(word));
        }
      }
    }
  }
  read_hunspell(kHunspellFrench, common_french_, first_names_);
  read_wordnet(kWordnet, common_english_);
  return {};
}

Result<void> GazetteerBuilder::read_countries() {
  const auto info = vigie::read_countries(kTimezonemapFolder / "countryInfo.txt");
  if (!info) {
    return tl::unexpected(info.error());
  }
  const auto file = read_tsv(
      data_.root / "places" / "countries.tsv",
      {"iso2", "name_en", "name_fr", "aliases_en", "aliases_fr", "lat", "lon", "romanisation"});
  if (!file) {
    return tl::unexpected(file.error());
  }
  for (const auto& row : file->rows) {
    const std::string iso2(row[file->column("iso2")]);
    const auto it = info->find(iso2);
    const auto lat = parse_number(row[file->column("lat")]);
    const auto lon = parse_number(row[file->column("lon")]);
    if (iso2.size() != 2 || !lat || !lon) {
      return tl::unexpected(file->error(row, "a country needs iso2, lat and lon"));
    }
    auto& place = add(it != info->end() ? gn_id(it->second.geonames) : "vp:country-" + iso2);
    place.name = row[file->column("name_en")];
    place.country = iso2;
    place.record.lat = float(*lat);
    place.record.lon = float(*lon);
    place.record.kind = PlaceKind::country;
    if (it != info->end()) {
      place.record.population = it->second.population;
      place.record.radius_km =
          float(std::max(5.0, std::sqrt(it->second.area_km2 / std::numbers::pi)));
    } else {
      place.record.radius_km = float(default_radius_km(PlaceKind::country, 0));
    }
    add_name(place, place.name, NameRank::main);
    add_name(place, row[file->column("name_fr")], NameRank::main);
    for (const char* column : {"aliases_en", "aliases_fr"}) {
      for (const auto& alias : split_list(row[file->column(column)])) {
        add_name(place, alias, NameRank::listed);
      }
    }
    country_places_.emplace(iso2, by_id_.at(place.id));
    countries_.emplace_back(iso2, row[file->column("romanisation")]);
  }
  return {};
}

GazetteerBuilder::Place& GazetteerBuilder::merge(const SourcePlace& source) {
  auto& place = add(gn_id(source.geonames));
  if (place.name.empty()) {
    place.name = source.name;
  }
  place.country = source.country;
  place.admin1 = source.admin1;
  place.record.lat = float(source.lat);
  place.record.lon = float(source.lon);
  place.record.population = std::max(place.record.population, source.population);
  const std::string_view feature = source.feature;
  place.record.seat = feature == "PPLC"             ? Seat::country
                      : feature == "PPLA"           ? Seat::province
                      : feature == "PPLA2"          ? Seat::district
                      : feature.starts_with("PPLA") ? Seat::lesser
                                                    : Seat::none;
  // GeoNames does not part towns from villages; a seat or 5,000 people make a town here.
  place.record.kind = feature == "PPLX" ? PlaceKind::neighbourhood
                      : place.record.seat >= Seat::district || place.record.population >= 5000
                          ? PlaceKind::city
                          : PlaceKind::village;
  place.record.radius_km = float(default_radius_km(place.record.kind, place.record.population));
  add_name(place, source.name, NameRank::main);
  for (const auto& name : source.other_names) {
    if (is_useful_name(name)) {
      add_name(place, name, NameRank::other);
    }
  }
  return place;
}

Result<void> GazetteerBuilder::read_populated_places() {
  const auto cities = read_cities(kTimezonemapFolder / "cities15000.txt");
  if (!cities) {
    return tl::unexpected(cities.error());
  }
  for (const auto& city : *cities) {
    merge(city);
  }
  if (const auto path = find_cities_pbf(data_); !path.empty()) {
    const auto towns = read_cities_pbf(path);
    if (!towns) {
      return tl::unexpected(towns.error());
    }
    for (const auto& town : *towns) {
      merge(town);
    }
  }
  for (const auto& place : places_) {
    if (place.record.kind != PlaceKind::country) {
      points_in_[place.country + "." + place.admin1].emplace_back(place.record.lat,
                                                                  place.record.lon);
    }
  }
  return {};
}

Result<void> GazetteerBuilder::read_divisions() {
  const auto divisions = vigie::read_divisions(kTimezonemapFolder / "admin1Codes.txt");
  if (!divisions) {
    return tl::unexpected(divisions.error());
  }
  for (const auto& division : *divisions) {
    const std::string code = division.country + "." + division.admin1;
    const auto points = points_in_.find(code);
    if (points == points_in_.end()) {
      continue;  // no point to stand for it
    }
    // The source has no coordinates: the middle of the towns' hull lies near the middle of the
    // area, where the mean of the towns would lie near the biggest city.
    const auto hull = convex_hull(points->second);
    const auto [lat, lon] = centroid_of(hull);
    const double area = area_km2_of(hull, std::cos(lat * std::numbers::pi / 180));
    auto& place = add(gn_id(division.geonames));
    place.name = division.name;
    place.country = division.country;
    place.admin1 = division.admin1;
    place.record.lat = float(lat);
    place.record.lon = float(lon);
    place.record.kind = PlaceKind::province;
    place.record.radius_km = float(15 + std::sqrt(area / std::numbers::pi));
    add_name(place, division.name, NameRank::main);
    divisions_.emplace(code, by_id_.at(place.id));
  }
  return {};
}

Result<void> GazetteerBuilder::read_translations() {
  bool any = false;
  for (const char* locale : kLocales) {
    const auto names = read_gettext(kLocaleFolder / locale / "LC_MESSAGES" / "geonames.mo");
    if (!names) {
      continue;
    }
    any = true;
    const std::string_view language = locale;
    const auto rank = language == "en" || language == "fr" ? NameRank::listed : NameRank::other;
    for (const auto& [key, name] : *names) {
      PlaceIndex index = kNoPlace;
      if (key[0] >= '0' && key[0] <= '9') {
        const auto it = by_id_.find("gn:" + key);
        index = it == by_id_.end() ? kNoPlace : it->second;
      } else {
        const auto it = divisions_.find(key);
        index = it == divisions_.end() ? kNoPlace : it->second;
      }
      if (index == kNoPlace) {
        continue;
      }
      if (language == "en") {
        places_[index].name = name;
      }
      add_name(places_[index], name, rank);
    }
  }
  if (!any) {
    return fail("missing_file", "cannot be read; install the Debian package libgeonames-common",
                (kLocaleFolder / "en" / "LC_MESSAGES" / "geonames.mo").string());
  }
  return {};
}

std::string GazetteerBuilder::without_area_words(std::string_view folded) const {
  std::string out;
  for (const auto& word : split_list(folded, ' ')) {
    if (area_words_.find(word) == area_words_.end()) {
      out += (out.empty() ? "" : " ") + word;
    }
  }
  return out;
}

void GazetteerBuilder::name_divisions() {
  // French names of ISO 3166-2 and, where a province is called after its seat, the seat's names
  // (gouvernorat d'Alep: the source only has Aleppo Governorate).
  const auto french = read_gettext(kLocaleFolder / "fr" / "LC_MESSAGES" / "iso_3166-2.mo");
  const auto subdivisions = read_subdivisions(kSubdivisions);
  StringMap<PlaceIndex> seats;
  for (PlaceIndex i = 0; i < places_.size(); ++i) {
    const auto& place = places_[i];
    if (place.record.seat >= Seat::province) {
      seats.insert_or_assign(place.country + "." + place.admin1, i);
    }
  }
  for (const auto& [code, index] : divisions_) {
    auto& place = places_[index];
    StringSet known;
    for (std::size_t n = place.names.size(), i = 0; i < n; ++i) {
      const std::string bare = without_area_words(place.names[i].first);
      if (!bare.empty() && bare != place.names[i].first) {
        place.names.emplace_back(bare, std::max(place.names[i].second, NameRank::listed));
      }
      known.insert(place.names[i].first);
      known.insert(bare);
    }
    if (french && subdivisions) {
      const auto names = subdivisions->find(place.country);
      if (names != subdivisions->end()) {
        for (const auto& name : names->second) {
          const auto translated = french->find(name);
          if (translated == french->end() || known.find(fold_name(name)) == known.end()) {
            continue;
          }
          add_name(place, translated->second, NameRank::listed);
        }
      }
    }
    const auto seat = seats.find(code);
    if (seat == seats.end()) {
      continue;
    }
    const auto& names = places_[seat->second].names;
    const bool same = std::any_of(names.begin(), names.end(), [&](const auto& name) {
      return name.second <= NameRank::listed && known.find(name.first) != known.end();
    });
    if (same) {
      for (const auto& name : std::vector(names)) {
        place.names.emplace_back(name.first, std::max(name.second, NameRank::listed));
      }
    }
  }
}

Result<void> GazetteerBuilder::read_own_file(const fs::path& path) {
  const auto file = read_tsv(path, {"id", "name", "names_fr", "names_en", "lat", "lon", "kind",
                                    "country", "admin1", "precision_km"});
  if (!file) {
    return tl::unexpected(file.error());
  }
  for (const auto& row : file->rows) {
    const std::string id(row[file->column("id")]);
    if (!id.starts_with("gn:") && !id.starts_with("vp:")) {
      return tl::unexpected(file->error(row, "an id is gn: and a GeoNames id, or vp: and a word"));
    }
    const auto lat = parse_number(row[file->column("lat")]);
    const auto lon = parse_number(row[file->column("lon")]);
    const bool is_new = by_id_.find(id) == by_id_.end();
    if (is_new && (!lat || !lon)) {
      // A GeoNames entry of a source that is not installed: its aliases have nothing to name.
      if (id.starts_with("gn:")) {
        continue;
      }
      return tl::unexpected(file->error(row, "a place of our own needs lat and lon"));
    }
    auto& place = add(id);
    if (lat && lon) {
      place.record.lat = float(*lat);
      place.record.lon = float(*lon);
    }
    const auto kind_word = row[file->column("kind")];
    if (!kind_word.empty()) {
      const auto kind = parse_place_kind(kind_word);
      if (!kind) {
        return tl::unexpected(
            file->error(row, "unknown place kind '" + std::string(kind_word) + "'"));
      }
      place.record.kind = *kind;
    }
    const auto codes = split_list(row[file->column("country")]);
    for (const auto& code : codes) {
      if (country_places_.find(code) == country_places_.end()) {
        return tl::unexpected(
            file->error(row, "unknown country '" + code + "'; it is ISO 3166-1 alpha-2"));
      }
    }
    if (is_new && codes.size() == 1) {
      place.country = codes[0];  // a place of several countries belongs to none
    }
    if (const auto admin1 = row[file->column("admin1")]; !admin1.empty()) {
      place.admin1 = admin1;
    }
    const auto radius = parse_number(row[file->column("precision_km")]);
    if (radius || place.record.radius_km == 0) {
      place.record.radius_km =
          float(radius.value_or(default_radius_km(place.record.kind, place.record.population)));
    }
    if (const auto name = row[file->column("name")]; !name.empty()) {
      place.name = name;
      add_name(place, name, NameRank::main);
    }
    for (const char* column : {"names_fr", "names_en"}) {
      for (const auto& name : split_list(row[file->column(column)])) {
        add_name(place, name, is_abbreviation(name) ? NameRank::abbreviated : NameRank::listed);
      }
    }
    if (place.name.empty()) {
      return tl::unexpected(file->error(row, "the place has no name"));
    }
  }
  return {};
}

void GazetteerBuilder::find_provinces_of_own_places() {
  // The province of the nearest town is right but for places at a border.
  std::map<std::string, std::vector<PlaceIndex>> towns;
  for (PlaceIndex i = 0; i < places_.size(); ++i) {
    if (places_[i].id.starts_with("gn:") && !places_[i].admin1.empty() &&
        places_[i].record.kind != PlaceKind::province) {
      towns[places_[i].country].push_back(i);
    }
  }
  for (auto& place : places_) {
    if (!place.admin1.empty() || place.country.empty() || place.record.kind == PlaceKind::country ||
        place.record.kind == PlaceKind::province) {
      continue;
    }
    const double cos_lat = std::cos(double(place.record.lat) * std::numbers::pi / 180);
    double nearest = 1e9;
    for (const PlaceIndex i : towns[place.country]) {
      const double north = double(places_[i].record.lat - place.record.lat);
      const double east = double(places_[i].record.lon - place.record.lon) * cos_lat;
      const double distance = north * north + east * east;
      if (distance < nearest) {
        nearest = distance;
        place.admin1 = places_[i].admin1;
      }
    }
  }
}

std::uint8_t GazetteerBuilder::flags_of(std::string_view folded) const {
  // Dictionaries list the singular only.
  const auto listed = [&](const StringSet& words) {
    return words.find(folded) != words.end() ||
           (folded.size() > 3 && folded.back() == 's' &&
            words.find(folded.substr(0, folded.size() - 1)) != words.end());
  };
  std::uint8_t flags = 0;
  flags |= listed(common_french_) ? common_in_french : 0;
  flags |= listed(common_english_) ? common_in_english : 0;
  flags |= first_names_.find(folded) != first_names_.end() ? first_name : 0;
  return flags;
}

Result<void> GazetteerBuilder::write(const fs::path& path) const {
  Strings strings;
  std::map<std::string, std::vector<std::pair<PlaceIndex, NameRank>>, std::less<>> by_name;
  std::vector<PlaceRecord> records;
  std::vector<CountryRecord> countries;
  std::unordered_map<std::string, std::uint16_t> country_index;
  for (const auto& [iso2, family] : countries_) {
    country_index.emplace(iso2, std::uint16_t(countries.size()));
    countries.push_back(
        {{iso2[0], iso2[1]}, std::int16_t(romaniser_.family(family)), country_places_.at(iso2)});
  }

  std::vector<Gazetteer::KeyRecord> keys;
  for (PlaceIndex i = 0; i < places_.size(); ++i) {
    const auto& place = places_[i];
    auto record = place.record;
    record.id = strings.add(place.id);
    record.name = strings.add(place.name);
    if (const auto it = country_index.find(place.country); it != country_index.end()) {
      record.country = it->second;
    }
    if (const auto it = divisions_.find(place.country + "." + place.admin1);
        it != divisions_.end() && it->second != i) {
      record.admin1 = it->second;
    }
    records.push_back(record);

    std::map<std::string, NameRank> names;
    const auto keep_best = [&](const std::string& name, NameRank rank) {
      const auto [it, is_new] = names.emplace(name, rank);
      it->second = is_new ? rank : std::min(it->second, rank);
    };
    const int family =
        record.country < countries.size() ? countries[record.country].romanisation : -1;
    for (const auto& [name, rank] : place.names) {
      keep_best(name, rank);
      const auto blank = name.find(' ');
      if (blank != std::string::npos && rank <= NameRank::listed) {
        const std::string_view first = std::string_view(name).substr(0, blank);
        if (articles_.find(first) != articles_.end() || romaniser_.is_article(family, first)) {
          keep_best(name.substr(blank + 1), NameRank::stripped);
        }
      }
    }
    StringSet keyed;
    for (const auto& [name, rank] : names) {
      // Two letters name too many things.
      if ((rank == NameRank::other || rank == NameRank::stripped) && name.size() < 3) {
        continue;
      }
      by_name[name].emplace_back(i, rank);
      const std::string key = romaniser_.key(family, name);
      if (!key.empty() && rank < NameRank::stripped && keyed.insert(key).second) {
        keys.push_back({std::uint32_t(hash64(key) >> 32), strings.add(name), i, record.country});
      }
    }
  }

  std::vector<Gazetteer::NameRecord> names;
  std::vector<std::uint32_t> hits;
  for (auto& [name, places] : by_name) {
    std::sort(places.begin(), places.end(), [&](const auto& a, const auto& b) {
      return records[a.first].population != records[b.first].population
                 ? records[a.first].population > records[b.first].population
                 : a.first < b.first;
    });
    names.push_back({strings.add(name), std::uint32_t(hits.size()),
                     std::uint16_t(std::min<std::size_t>(places.size(), 0xFFFF)), flags_of(name),
                     0});
    for (std::size_t i = 0; i < names.back().n_hits; ++i) {
      hits.push_back(places[i].first | (std::uint32_t(places[i].second) << Gazetteer::kRankShift));
    }
  }
  std::size_t n_slots = 1024;
  while (n_slots < names.size() * 2) {
    n_slots *= 2;
  }
  std::vector<std::uint32_t> slots(n_slots, 0);
  std::uint32_t number = 0;
  for (const auto& [name, places] : by_name) {
    std::size_t slot = hash64(name) & (n_slots - 1);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (n_slots - 1);
    }
    slots[slot] = ++number;
  }
  std::sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) {
    return std::tie(a.country, a.key, a.place, a.name) <
           std::tie(b.country, b.key, b.place, b.name);
  });

  Gazetteer::Header header;
  header.magic = Gazetteer::kMagic;
  header.romanisation = romaniser_.fingerprint();
  header.n_countries = std::uint32_t(countries.size());
  header.n_places = std::uint32_t(records.size());
  header.n_names = std::uint32_t(names.size());
  header.n_hits = std::uint32_t(hits.size());
  header.n_slots = std::uint32_t(n_slots);
  header.n_keys = std::uint32_t(keys.size());
  header.n_text = strings.text().size();
  std::string out(sizeof header, '\0');
  append_section(out, countries);
  append_section(out, records);
  append_section(out, names);
  append_section(out, hits);
  append_section(out, slots);
  append_section(out, keys);
  append_section(out, strings.text());
  header.file_size = out.size();
  std::memcpy(out.data(), &header, sizeof header);

  // A reader that has the old file mapped keeps it: write beside it, then rename.
  std::error_code ec;
  fs::create_directories(path.parent_path(), ec);
  const fs::path beside = path.string() + ".new";
  {
    std::ofstream file(beside, std::ios::binary | std::ios::trunc);
    file.write(out.data(), std::streamsize(out.size()));
    file.flush();
    if (!file) {
      return fail("unreadable_file", "cannot be written; the disk may be full", beside.string());
    }
  }
  fs::rename(beside, path, ec);
  if (ec) {
    return fail("unreadable_file", "cannot be written: " + ec.message(), path.string());
  }
  return {};
}

Result<void> build_gazetteer(const DataDir& data) {
  GazetteerBuilder builder(data);
  if (const auto read = builder.read_sources(); !read) {
    return read;
  }
  return builder.write(data.compiled("gazetteer.bin"));
}

}  // namespace vigie
