#pragma once
#include "base/result.h"
#include "mentions/mention.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace vigie {

/// Number of an entry in one compiled gazetteer; not stable across builds, ids are.
using PlaceIndex = std::uint32_t;
inline constexpr PlaceIndex kNoPlace = 0xFFFFFFFF;

/// How a name belongs to its place, best first. Values are stored in the file: only append.
enum class NameRank : std::uint8_t {
  main = 0,    ///< the name that outputs print, or the source's own main name
  listed,      ///< French and English names, and every name of our own files
  other,       ///< any other language's name
  stripped,    ///< without its article (Caire for Le Caire)
  abbreviated  ///< Ga., NY: only beside a place that lies in it
};

/// What a dictionary says about a name's words. Bits are stored in the file: only append.
enum NameFlag : std::uint8_t {
  common_in_french = 1,   ///< also an ordinary word (Tours, Marche)
  common_in_english = 2,  ///< also an ordinary word (Reading, Most)
  first_name = 4          ///< also a first name (Omar, Sydney)
};

/// What the seat of a place is. Stored in the file: only append.
enum class Seat : std::uint8_t { none = 0, lesser, district, province, country };

/// One place as it lies in the file.
struct PlaceRecord {
  float lat = 0;  ///< WGS84 degrees
  float lon = 0;
  std::uint32_t population = 0;  ///< 0 when the source gives none
  std::uint32_t id = 0;          ///< offsets into the strings
  std::uint32_t name = 0;
  PlaceIndex admin1 = kNoPlace;    ///< province it lies in
  std::uint16_t country = 0xFFFF;  ///< index into the countries
  PlaceKind kind = PlaceKind::unknown;
  Seat seat = Seat::none;
  float radius_km = 0;  ///< how far from the point the place reaches, or is known
};
static_assert(sizeof(PlaceRecord) == 32);

struct CountryRecord {
  std::array<char, 2> iso2{};
  std::int16_t romanisation = -1;  ///< family of the Romaniser, -1 when names are not romanised
  PlaceIndex place = kNoPlace;
};

/// A place that bears a looked-up name.
struct NameHit {
  PlaceIndex place = kNoPlace;
  NameRank rank = NameRank::main;
};

/// The compiled gazetteer: places, an open-addressing hash table over folded names, and
/// romanisation keys sorted by country. Mapped read-only and shared by all workers; opening it
/// reads the header only.
///
/// Thread-safe: never changes after opening.
class Gazetteer {
 public:
  /// @error missing_file  says to run `vigie pack build`
  /// @error bad_data      not a gazetteer, or of another release
  static Result<std::shared_ptr<const Gazetteer>> open(const std::filesystem::path& path);
  Gazetteer(const Gazetteer&) = delete;
  Gazetteer& operator=(const Gazetteer&) = delete;
  ~Gazetteer();

  /// Calls `visit(NameHit)` for each place with this name, the most populous first.
  /// @param folded  a name as `fold_name` gives it
  /// @return the name's flags; empty when no place has the name
  template <typename Visit>
  std::optional<std::uint8_t> visit_named(std::string_view folded, Visit&& visit) const {
    const NameRecord* name = find(folded);
    if (name == nullptr) {
      return std::nullopt;
    }
    for (std::uint32_t i = 0; i < name->n_hits; ++i) {
      const std::uint32_t hit = hits_[name->hits + i];
      visit(NameHit{hit & kPlaceMask, NameRank(hit >> kRankShift)});
    }
    return name->flags;
  }
  bool has_name(std::string_view folded) const { return find(folded) != nullptr; }

  /// Calls `visit(NameHit)` for each name of the country whose romanisation key is `key`.
  template <typename Visit>
  void visit_keyed(std::uint16_t country, std::string_view key, Visit&& visit) const {
    const auto range = keyed(country, key);
    for (const auto& record : range) {
      visit(NameHit{record.place, NameRank::other}, text(record.name));
    }
  }

  std::size_t size() const { return places_.size(); }
  const PlaceRecord& operator[](PlaceIndex i) const { return places_[i]; }
  std::string_view id(PlaceIndex i) const { return text(places_[i].id); }
  std::string_view name(PlaceIndex i) const { return text(places_[i].name); }

  std::span<const CountryRecord> countries() const { return countries_; }
  /// Index of a country by ISO 3166-1 alpha-2, 0xFFFF when there is none.
  std::uint16_t country(std::string_view iso2) const;
  /// ISO 3166-1 alpha-2 of the place's country, "" for seas, continents and the like.
  std::string_view country_of(PlaceIndex i) const;

  /// `Romaniser::fingerprint()` of the rules that made the keys.
  std::uint64_t romanisation() const;

  static constexpr std::uint32_t kRankShift = 29;
  static constexpr std::uint32_t kPlaceMask = (1U << kRankShift) - 1;

  struct NameRecord {
    std::uint32_t text = 0;
    std::uint32_t hits = 0;
    std::uint16_t n_hits = 0;
    std::uint8_t flags = 0;
    std::uint8_t unused = 0;
  };
  struct KeyRecord {
    std::uint32_t key = 0;  ///< high word of the key's hash
    std::uint32_t name = 0;
    PlaceIndex place = kNoPlace;
    std::uint32_t country = 0;
  };
  /// Start of the file; each section follows in this order, aligned to 8 bytes.
  struct Header {
    std::array<char, 8> magic{};
    std::uint64_t romanisation = 0;
    std::uint64_t file_size = 0;
    std::uint32_t n_countries = 0;
    std::uint32_t n_places = 0;
    std::uint32_t n_names = 0;
    std::uint32_t n_hits = 0;
    std::uint32_t n_slots = 0;  ///< power of two; a slot holds 1 + index of a name, or 0
    std::uint32_t n_keys = 0;
    std::uint64_t n_text = 0;
  };
  static constexpr std::array<char, 8> kMagic = {'V', 'G', 'A', 'Z', '0', '0', '0', '2'};

 private:
  Gazetteer() = default;
  const NameRecord* find(std::string_view folded) const;
  std::span<const KeyRecord> keyed(std::uint16_t country, std::string_view key) const;
  std::string_view text(std::uint32_t offset) const { return std::string_view(text_ + offset); }

  void* map_ = nullptr;
  std::size_t map_size_ = 0;
  std::span<const CountryRecord> countries_;
  std::span<const PlaceRecord> places_;
  std::span<const NameRecord> names_;
  std::span<const std::uint32_t> hits_;
  std::span<const std::uint32_t> slots_;
  std::span<const KeyRecord> keys_;
  const char* text_ = nullptr;  ///< zero-terminated strings
};

}  // namespace vigie
