#pragma once
#include "base/result.h"

#include <filesystem>
#include <string>

namespace vigie {

/// Where the data files are. The text files a political scientist edits lie under `root`
/// (schema/, actors/, places/, fr/, en/); files compiled from them or from Debian's packages by
/// `vigie pack build` lie under `root`/compiled.
struct DataDir {
  std::filesystem::path root;

  std::filesystem::path language(std::string_view lang) const { return root / lang; }
  std::filesystem::path compiled(std::string_view file) const { return root / "compiled" / file; }
};

/// Looks in this order: `option` (the --data flag), $VIGIE_DATA, `data` beside the program,
/// ../share/vigie of the program. @error no_data  names every place looked at
Result<DataDir> find_data_dir(const std::string& option);

}  // namespace vigie
