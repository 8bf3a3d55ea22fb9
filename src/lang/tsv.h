#pragma once
#include "base/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// One line of a data file. `file` and `line` go into messages and into `vigie explain`.
struct TsvRow {
  std::vector<std::string> cells;
  std::size_t line = 0;

  /// Cell `i`, empty when the row is shorter.
  std::string_view operator[](std::size_t i) const {
    return i < cells.size() ? std::string_view(cells[i]) : std::string_view();
  }
};

/// A tab-separated data file: UTF-8, '#' starts a comment line, blank lines are skipped, the first
/// other line names the columns.
struct TsvFile {
  std::string path;  ///< as printed in messages
  std::vector<std::string> columns;
  std::vector<TsvRow> rows;

  /// Index of a column, or -1.
  int column(std::string_view name) const;
  Error error(const TsvRow& row, std::string message) const;
};

/// @param columns  the columns that must be there, in any order
/// @error missing_file, missing_column, bad_utf8
Result<TsvFile> read_tsv(const std::filesystem::path& path,
                         const std::vector<std::string>& columns);

/// "a;b; c" -> {"a","b","c"}; blanks trimmed, empty parts dropped.
std::vector<std::string> split_list(std::string_view s, char separator = ';');
std::string_view trim(std::string_view s);

/// Whole file as bytes. @error missing_file, unreadable_file
Result<std::string> read_file(const std::filesystem::path& path);

}  // namespace vigie
