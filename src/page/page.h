#pragma once
#include "base/day.h"
#include "base/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vigie {

/// One report as it came in, decoded to UTF-8 and not yet cleaned. Fields that the input does not
/// give are empty.
struct Page {
  std::string id;  ///< the record's id, else the file name without .gz, .html, .txt, .json
  std::string url;
  std::string publisher;
  std::string language;  ///< ISO 639-1
  std::string title;
  std::string text;
  std::optional<Instant> published;
  std::string file;      ///< as given by the user; `-` for standard input
  std::size_t line = 0;  ///< 1-based line of a JSONL record; 0 for a whole file
  /// Toponyms that the record gives (`mentions --spans`): code points into `text`, end not
  /// included.
  std::vector<std::pair<std::size_t, std::size_t>> toponyms;
  std::vector<Error>
      notes;  ///< what had to be mended on the way in; the report is read all the same
};

}  // namespace vigie
