#pragma once
#include "base/result.h"
#include "lang/data_dir.h"
#include "lang/language_pack.h"
#include "mentions/gazetteer.h"
#include "mentions/gazetteer_sources.h"
#include "mentions/romanisation.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace vigie {

/// Joins the sources of the gazetteer by GeoNames id and writes the compiled file.
///
/// A place of our own files (data/places/*.tsv) with an id "gn:123" adds names to that GeoNames
/// entry and, where it says them, replaces its point, kind and main name; with "vp:..." it is a
/// place of its own. Used once per build of the data; not thread-safe.
class GazetteerBuilder {
 public:
  explicit GazetteerBuilder(const DataDir& data) : data_(data) {}

  /// Reads every source. @error missing_file (names the package), bad_data (file and line)
  Result<void> read_sources();
  /// @error unreadable_file  the disk is full or the folder cannot be written
  Result<void> write(const std::filesystem::path& path) const;

 private:
  struct Place {
    PlaceRecord record;
    std::string id;
    std::string name;
    std::string country;
    std::string admin1;  ///< GeoNames first-order code
    std::vector<std::pair<std::string, NameRank>> names;
  };
  using Point = std::pair<double, double>;

  Result<void> read_word_lists();
  Result<void> read_countries();
  Result<void> read_populated_places();
  Result<void> read_divisions();
  Result<void> read_translations();
  Result<void> read_own_file(const std::filesystem::path& path);
  void name_divisions();
  void find_provinces_of_own_places();

  Place& add(const std::string& id);
  Place& merge(const SourcePlace& source);
  static void add_name(Place& place, std::string_view name, NameRank rank);
  /// A division's name without the words for province (Aleppo Governorate -> Aleppo).
  std::string without_area_words(std::string_view folded) const;
  std::uint8_t flags_of(std::string_view folded) const;

  DataDir data_;
  Romaniser romaniser_;
  std::vector<Place> places_;
  StringMap<PlaceIndex> by_id_;
  StringMap<PlaceIndex> divisions_;                             ///< "SY.07" -> place
  StringMap<std::vector<Point>> points_in_;                     ///< "SY.07" -> its populated places
  std::vector<std::pair<std::string, std::string>> countries_;  ///< iso2, romanisation family
  StringMap<PlaceIndex> country_places_;
  StringSet articles_;
  StringSet area_words_;
  StringSet common_french_;
  StringSet common_english_;
  StringSet first_names_;
};

}  // namespace vigie
