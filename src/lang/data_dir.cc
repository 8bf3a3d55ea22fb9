#include "lang/data_dir.h"

#include <cstdlib>
#include <vector>

namespace vigie {

Result<DataDir> find_data_dir(const std::string& option) {
  namespace fs = std::filesystem;
  std::vector<fs::path> places;
  if (!option.empty()) {
    places.emplace_back(option);
  } else if (const char* env = std::getenv("VIGIE_DATA"); env != nullptr && *env != '\0') {
    places.emplace_back(env);
  } else {
    std::error_code ec;
    const fs::path program = fs::read_symlink("/proc/self/exe", ec);
    if (!ec) {
      places.push_back(program.parent_path() / "data");
      places.push_back(program.parent_path() / ".." / "data");  // build/<preset>/src tests
      places.push_back(program.parent_path() / ".." / "share" / "vigie");
    }
  }
  std::string looked;
  for (const auto& place : places) {
    std::error_code ec;
    if (fs::is_directory(place / "schema", ec)) {
      return DataDir{fs::weakly_canonical(place, ec)};
    }
    looked += (looked.empty() ? "" : ", ") + place.string();
  }
  return fail("no_data", "no data folder found; looked at " + looked +
                             "; give it with --data or the environment variable VIGIE_DATA");
}

}  // namespace vigie
