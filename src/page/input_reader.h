#pragma once
#include "base/result.h"
#include "page/page.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace vigie {

/// Reads reports from files, folders and standard input, one after the other, in order:
///
///     InputReader inputs({"reports/", "more.jsonl.gz", "-"});
///     while (auto page = inputs.next()) { ... }
///
/// - `.txt` and unknown endings: one plain text report per file;
/// - `.jsonl`, `.ndjson`: one record per line (docs/formats.md);
/// - `.json`: one record;
/// - `-`: standard input, records when the first character is '{', else one plain text;
/// - a folder: every file of these kinds below it, in the order of their names;
/// - any of them packed with gzip (`.gz`).
///
/// A bad file or record is one error with file, line, reason and next step; reading goes on with
/// the next. Memory is bounded by one report, however long the file. Not thread-safe.
class InputReader {
 public:
  /// A longer report is refused: no report on record is longer than some hundred kilobytes, and
  /// what is longer is a dump in the wrong format.
  static constexpr std::size_t kMaxReportBytes = std::size_t(16) << 20;

  explicit InputReader(std::vector<std::string> paths);
  ~InputReader();
  InputReader(const InputReader&) = delete;
  InputReader& operator=(const InputReader&) = delete;

  /// The next report, or what is wrong with it; empty when all are read.
  /// @error missing_file, unreadable_file, empty_input, empty_folder, binary_input, too_large,
  ///        damaged_gzip, bad_json, bad_record, bad_date, duplicate_id, unsupported_html
  std::optional<Result<Page>> next();

  /// Bytes of the files as they lie on the disk; what is done of them, for a progress bar.
  std::uint64_t bytes_total() const { return bytes_total_; }
  std::uint64_t bytes_done() const { return bytes_done_; }

 private:
  class File;

  void open_next();
  std::optional<Result<Page>> next_line();
  Result<Page> whole_file();
  Result<Page> from_json(std::string_view json, std::size_t line);
  Result<Page> accept(Page page);

  std::deque<std::string> waiting_;
  std::vector<Error> failed_;  ///< names that could not be listed; told first
  std::unique_ptr<File> file_;
  std::unordered_map<std::string, std::string> seen_;  ///< id -> where it came from
  std::uint64_t bytes_total_ = 0;
  std::uint64_t bytes_before_ = 0;             ///< of the files that are done
  std::atomic<std::uint64_t> bytes_done_ = 0;  ///< a progress bar may ask from another thread
};

/// A publication date as records give it: ISO 8601 with or without fractions and zone, "20171109",
/// or RFC 2822 ("Thu, 09 Nov 2017 16:51:00 +0100"). Empty when it is none of these.
std::optional<Instant> parse_published(std::string_view s);

}  // namespace vigie
