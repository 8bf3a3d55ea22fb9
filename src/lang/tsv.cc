#include "lang/tsv.h"

#include "base/utf8.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace vigie {

int TsvFile::column(std::string_view name) const {
  const auto it = std::find(columns.begin(), columns.end(), name);
  return it == columns.end() ? -1 : int(it - columns.begin());
}

Error TsvFile::error(const TsvRow& row, std::string message) const {
  return Error{"bad_data", std::move(message), path, row.line};
}

std::string_view trim(std::string_view s) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!s.empty() && blank(s.front())) {
    s.remove_prefix(1);
  }
  while (!s.empty() && blank(s.back())) {
    s.remove_suffix(1);
  }
  return s;
}

std::vector<std::string> split_list(std::string_view s, char separator) {
  std::vector<std::string> out;
  while (!s.empty()) {
    const auto at = s.find(separator);
    const auto part = trim(s.substr(0, at));
    if (!part.empty()) {
      out.emplace_back(part);
    }
    if (at == std::string_view::npos) {
      break;
    }
    s.remove_prefix(at + 1);
  }
  return out;
}

Result<std::string> read_file(const std::filesystem::path& path) {
  std::error_code ec;
  if (std::filesystem::is_directory(path, ec)) {
    return fail("unreadable_file", "is a folder, not a file", path.string());
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return fail(std::filesystem::exists(path, ec) ? "unreadable_file" : "missing_file",
                "cannot be opened; check the name and the permissions", path.string());
  }
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (in.bad()) {
    return fail("unreadable_file", "reading broke off; the disk or the link may be at fault",
                path.string());
  }
  return std::move(bytes).str();
}

Result<TsvFile> read_tsv(const std::filesystem::path& path,
                         const std::vector<std::string>& columns) {
  auto bytes = read_file(path);
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  TsvFile file;
  file.path = path.string();
  std::size_t line_number = 0;
  std::string_view rest = *bytes;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    ++line_number;
    if (!line.empty() && line.back() == '\r') {
      line.remove_suffix(1);
    }
    if (trim(line).empty() || line.front() == '#') {
      continue;
    }
    if (!is_valid_utf8(line)) {
      return fail("bad_utf8", "line is not UTF-8; save the file as UTF-8", file.path, line_number);
    }
    TsvRow row;
    row.line = line_number;
    while (true) {
      const auto tab = line.find('\t');
      row.cells.emplace_back(trim(line.substr(0, tab)));
      if (tab == std::string_view::npos) {
        break;
      }
      line.remove_prefix(tab + 1);
    }
    if (file.columns.empty()) {
      file.columns = std::move(row.cells);
    } else {
      file.rows.push_back(std::move(row));
    }
  }
  for (const auto& name : columns) {
    if (file.column(name) < 0) {
      return fail("missing_column", "no column '" + name + "' in the first line", file.path, 1);
    }
  }
  return file;
}

}  // namespace vigie
