#include "page/input_reader.h"

#include "base/utf8.h"
#include "lang/tsv.h"
#include "page/decode.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <unistd.h>
#include <zlib.h>

namespace vigie {
namespace fs = std::filesystem;
namespace {

enum class FileKind { text, lines, record, html, other };

bool ends_with(std::string_view s, std::string_view end) {
  return s.size() >= end.size() && s.substr(s.size() - end.size()) == end;
}

/// The file's name without folder, `.gz` and the ending that says its kind.
std::string report_name(const std::string& path) {
  std::string name = fs::path(path).filename().string();
  if (ends_with(name, ".gz")) {
    name.resize(name.size() - 3);
  }
  for (const std::string_view ending : {".html", ".htm", ".txt", ".json", ".jsonl", ".ndjson"}) {
    if (ends_with(name, ending)) {
      name.resize(name.size() - ending.size());
      break;
    }
  }
  return name;
}

FileKind kind_of(std::string path) {
  if (ends_with(path, ".gz")) {
    path.resize(path.size() - 3);
  }
  if (ends_with(path, ".jsonl") || ends_with(path, ".ndjson")) {
    return FileKind::lines;
  }
  if (ends_with(path, ".json")) {
    return FileKind::record;
  }
  if (ends_with(path, ".html") || ends_with(path, ".htm")) {
    return FileKind::html;
  }
  return ends_with(path, ".txt") ? FileKind::text : FileKind::other;
}

Error html_error() {
  return Error{"unsupported_html",
               "is a web page; this version reads plain text and JSONL, so extract the article's "
               "text first (field `text`)"};
}

bool looks_like_html(std::string_view text) {
  const auto head = to_lower(trim(text.substr(0, 512)));
  return head.rfind("<!doctype html", 0) == 0 || head.rfind("<html", 0) == 0 ||
         (head.rfind("<?xml", 0) == 0 && head.find("<html") != std::string::npos);
}

/// Reports are about the present: what is dated before print wires or after next year is a slip of
/// some database (1601 is day 0 of Windows, 2099 a usual "never").
bool is_plausible(Day day) {
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return day >= make_day(1900, 1, 1) && day <= today + std::chrono::days(366);
}

/// The `start` and `end` of each object of a list; what has none is left out.
std::vector<std::pair<std::size_t, std::size_t>> read_spans(simdjson::dom::array list) {
  std::vector<std::pair<std::size_t, std::size_t>> spans;
  for (const auto item : list) {
    std::uint64_t start = 0;
    std::uint64_t end = 0;
    if (!item["start"].get(start) && !item["end"].get(end) && start < end) {
      spans.emplace_back(start, end);
    }
  }
  return spans;
}

std::string size_in_words(std::size_t bytes) {
  return std::to_string((bytes + (std::size_t(1) << 20) - 1) >> 20) + " MiB";
}

}  // namespace

std::optional<Instant> parse_published(std::string_view s) {
  s = trim(s);
  if (const auto iso = parse_instant(s)) {
    return iso;
  }
  if (s.size() == 8 &&
      std::all_of(s.begin(), s.end(), [](char c) { return is_digit(char32_t(c)); })) {
    const std::string iso(s);
    return parse_instant(iso.substr(0, 4) + "-" + iso.substr(4, 2) + "-" + iso.substr(6, 2));
  }
  // RFC 2822, as feeds have it: [Thu, ]9 Nov 2017 16:51[:00] +0100|GMT
  static constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (const auto comma = s.find(','); comma != std::string_view::npos && comma <= 4) {
    s = trim(s.substr(comma + 1));
  }
  const auto parts = split_list(s, ' ');
  if (parts.size() < 3 || parts[0].size() > 2 || parts[1].size() != 3 || parts[2].size() != 4) {
    return std::nullopt;
  }
  const auto month = kMonths.find(parts[1]);
  if (month == std::string_view::npos || month % 3 != 0) {
    return std::nullopt;
  }
  std::string iso = parts[2] + "-" + (month < 27 ? "0" : "") + std::to_string(month / 3 + 1) + "-" +
                    (parts[0].size() == 1 ? "0" : "") + parts[0];
  if (parts.size() > 3) {
    iso += "T" + parts[3];
    if (parts.size() > 4) {
      const bool zulu = parts[4] == "GMT" || parts[4] == "UT" || parts[4] == "UTC";
      iso += zulu ? "Z" : parts[4];
    }
  }
  return parse_instant(iso);
}

/// One open input; gzip is undone on the way, anything else passes as it is.
class InputReader::File {
 public:
  enum class Got { data, end, too_large, damaged };

  File(std::string path, gzFile gz, std::uint64_t size)
      : path_(std::move(path)),
        gz_(gz),
        size_(size) {
    gzbuffer(gz_, 1 << 17);
  }
  ~File() { gzclose_r(gz_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  const std::string& path() const { return path_; }
  std::uint64_t size() const { return size_; }
  std::size_t line() const { return line_; }
  std::uint64_t offset() const { return std::uint64_t(std::max<z_off_t>(0, gzoffset(gz_))); }

  /// First byte that is no white space, or 0 at the end; nothing is consumed.
  char first_character() {
    for (std::size_t at = 0;; ++at) {
      if (begin_ + at >= end_ && !fill()) {
        return 0;
      }
      const char c = buffer_[begin_ + at];
      if (c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != '\xef' && c != '\xbb' &&
          c != '\xbf') {
        return c;
      }
      if (at > 4096) {
        return 0;
      }
    }
  }

  /// The next line without its end. A line over `limit` is skipped to its end, not kept.
  Got next_line(std::string& out, std::size_t limit) {
    out.clear();
    ++line_;
    bool too_large = false;
    bool any = false;
    while (true) {
      if (begin_ == end_ && !fill()) {
        if (damaged_) {
          return Got::damaged;
        }
        return too_large ? Got::too_large : any ? Got::data : Got::end;
      }
      any = true;
      const char* from = buffer_.data() + begin_;
      const auto* stop = static_cast<const char*>(std::memchr(from, '\n', end_ - begin_));
      const std::size_t n = stop != nullptr ? std::size_t(stop - from) : end_ - begin_;
      skipped_ += n;
      if (!too_large && out.size() + n > limit) {
        too_large = true;
        skipped_ = out.size() + n;
        out.clear();
        out.shrink_to_fit();
      }
      if (!too_large) {
        out.append(from, n);
      }
      begin_ += n + (stop != nullptr ? 1 : 0);
      if (stop != nullptr) {
        return too_large ? Got::too_large : Got::data;
      }
    }
  }

  /// All that is left.
  Got rest(std::string& out, std::size_t limit) {
    out.clear();
    while (begin_ != end_ || fill()) {
      out.append(buffer_.data() + begin_, end_ - begin_);
      begin_ = end_;
      if (out.size() > limit) {
        return Got::too_large;
      }
    }
    return damaged_ ? Got::damaged : Got::data;
  }

  /// Length of the line that was too large.
  std::size_t skipped() const { return skipped_; }

 private:
  bool fill() {
    if (begin_ == end_) {
      begin_ = end_ = 0;
    }
    if (buffer_.size() < end_ + kChunk) {
      buffer_.resize(end_ + kChunk);
    }
    const int n = gzread(gz_, buffer_.data() + end_, unsigned(kChunk));
    if (n <= 0) {
      int code = Z_OK;
      gzerror(gz_, &code);
      // A gzip file that stops before its check sum reads as an end with Z_BUF_ERROR.
      damaged_ = n < 0 || code == Z_BUF_ERROR;
      return false;
    }
    end_ += std::size_t(n);
    return true;
  }

  static constexpr std::size_t kChunk = std::size_t(1) << 17;
  std::string path_;
  gzFile gz_;
  std::uint64_t size_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t line_ = 0;
  std::size_t skipped_ = 0;
  bool damaged_ = false;

 public:
  FileKind kind = FileKind::text;
};

InputReader::InputReader(std::vector<std::string> paths) {
  for (auto& path : paths) {
    std::error_code ec;
    if (path == "-" || !fs::is_directory(path, ec)) {
      waiting_.push_back(std::move(path));
      continue;
    }
    std::vector<std::string> found;
    for (auto it = fs::recursive_directory_iterator(
             path, fs::directory_options::skip_permission_denied, ec);
         !ec && it != fs::recursive_directory_iterator(); it.increment(ec)) {
      const auto name = it->path().filename().string();
      if (name.front() == '.') {
        if (it->is_directory(ec)) {
          it.disable_recursion_pending();
        }
      } else if (it->is_regular_file(ec) && kind_of(name) != FileKind::other) {
        found.push_back(it->path().string());
      }
    }
    if (found.empty()) {
      failed_.push_back(Error{"empty_folder",
                              "holds no .txt, .json, .jsonl or .ndjson file (or .gz of one); name "
                              "other files one by one",
                              path});
    }
    std::sort(found.begin(), found.end());
    waiting_.insert(waiting_.end(), found.begin(), found.end());
  }
  for (const auto& path : waiting_) {
    std::error_code ec;
    if (const auto size = fs::file_size(path, ec); !ec) {
      bytes_total_ += size;
    }
  }
  std::reverse(failed_.begin(), failed_.end());
}

InputReader::~InputReader() = default;

void InputReader::open_next() {
  const std::string path = waiting_.front();
  waiting_.pop_front();
  std::error_code ec;
  gzFile gz = nullptr;
  std::uint64_t size = 0;
  if (path == "-") {
    gz = gzdopen(dup(STDIN_FILENO), "rb");
  } else {
    if (!fs::exists(path, ec)) {
      failed_.push_back(Error{"missing_file", "there is no such file; check the name", path});
      return;
    }
    const auto on_disk = fs::file_size(path, ec);
    size = ec ? 0 : on_disk;
    gz = gzopen(path.c_str(), "rb");
  }
  if (gz == nullptr) {
    failed_.push_back(Error{"unreadable_file", "cannot be opened; check the permissions", path});
    return;
  }
  file_ = std::make_unique<File>(path, gz, size);
  file_->kind = kind_of(path);
  if (path == "-" || file_->kind == FileKind::other) {
    file_->kind = file_->first_character() == '{' ? FileKind::lines : FileKind::text;
  }
}

std::optional<Result<Page>> InputReader::next() {
  while (true) {
    if (!failed_.empty()) {
      auto error = std::move(failed_.back());
      failed_.pop_back();
      return tl::unexpected(std::move(error));
    }
    if (file_ == nullptr) {
      if (waiting_.empty()) {
        return std::nullopt;
      }
      open_next();
      continue;
    }
    std::optional<Result<Page>> page;
    if (file_->kind == FileKind::lines) {
      page = next_line();
      if (page) {
        bytes_done_ = bytes_before_ + file_->offset();
      }
    } else {
      page = whole_file();
    }
    if (!page || file_->kind != FileKind::lines) {
      bytes_before_ += file_->size();
      bytes_done_ = bytes_before_;
      file_.reset();
    }
    if (page) {
      return page;
    }
  }
}

std::optional<Result<Page>> InputReader::next_line() {
  std::string line;
  while (true) {
    const auto got = file_->next_line(line, kMaxReportBytes);
    const auto at = file_->line();
    switch (got) {
      case File::Got::end:
        return std::nullopt;
      case File::Got::damaged:
        file_->kind = FileKind::text;  // nothing more can be read from it
        return fail("damaged_gzip", "breaks off in the middle; fetch the file again", file_->path(),
                    at);
      case File::Got::too_large:
        return fail("too_large",
                    "line of " + size_in_words(file_->skipped()) + ", more than the " +
                        size_in_words(kMaxReportBytes) +
                        " a report may have; put one report on each line",
                    file_->path(), at);
      case File::Got::data:
        break;
    }
    if (!trim(line).empty()) {
      return from_json(line, at);
    }
  }
}

Result<Page> InputReader::whole_file() {
  std::string bytes;
  switch (file_->rest(bytes, kMaxReportBytes)) {
    case File::Got::too_large:
      return fail("too_large",
                  "is more than the " + size_in_words(kMaxReportBytes) +
                      " a report may have; if it holds many reports, make it JSONL",
                  file_->path());
    case File::Got::damaged:
      return fail("damaged_gzip", "breaks off in the middle; fetch the file again", file_->path());
    default:
      break;
  }
  if (file_->kind == FileKind::record) {
    if (trim(bytes).empty()) {
      return fail("empty_input", "holds no text", file_->path());
    }
    return from_json(bytes, 0);
  }
  if (file_->kind == FileKind::html) {
    auto error = html_error();
    error.file = file_->path();
    return tl::unexpected(std::move(error));
  }
  auto decoded = decode_text(bytes);
  if (decoded && looks_like_html(decoded->text)) {
    decoded = tl::unexpected(html_error());
  }
  if (!decoded) {
    auto error = decoded.error();
    error.file = file_->path();
    return tl::unexpected(std::move(error));
  }
  Page page;
  page.file = file_->path();
  page.id = page.file == "-" ? "stdin" : report_name(page.file);
  page.text = std::move(decoded->text);
  if (!decoded->assumed.empty()) {
    page.notes.push_back(Error{
        "assumed_charset",
        "is not UTF-8; read as " + decoded->assumed + "; save it as UTF-8 if letters look wrong",
        page.file});
  }
  if (decoded->replaced > 0) {
    page.notes.push_back(Error{
        "replaced_bytes",
        std::to_string(decoded->replaced) + " broken bytes were replaced by U+FFFD", page.file});
  }
  return accept(std::move(page));
}

Result<Page> InputReader::from_json(std::string_view json, std::size_t line) {
  const auto refuse = [&](std::string code, std::string message) {
    return fail(std::move(code), std::move(message), file_->path(), line);
  };
  std::string mended;
  std::size_t broken = 0;
  if (!is_valid_utf8(json)) {
    mended = repair_utf8(json, &broken);
    json = mended;
  }
  if (json.substr(0, 3) == "\xef\xbb\xbf") {
    json.remove_prefix(3);
  }
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (const auto error = parser.parse(json.data(), json.size()).get(root); error) {
    const bool nul = json.find('\0') != std::string_view::npos;
    return refuse("bad_json", std::string("is no JSON: ") + simdjson::error_message(error) +
                                  (nul ? "; it holds NUL bytes, so the file may be damaged"
                                       : "; check for a missing quote or a cut line"));
  }
  simdjson::dom::object object;
  if (root.get(object)) {
    return refuse("bad_record",
                  "is no JSON object; write one {\"id\", \"text\", ...} per report, not a list");
  }
  Page page;
  page.file = file_->path();
  page.line = line;
  bool has_text = false;
  bool has_html = false;
  std::string published;
  std::string id_of_doc;
  for (const auto field : object) {
    const std::string_view key = field.key;
    std::string_view value;
    if (field.value.get(value)) {
      std::int64_t number = 0;
      if (simdjson::dom::array list; key == "toponyms" && !field.value.get(list)) {
        page.toponyms = read_spans(list);
      } else if (key == "id" && !field.value.get(number)) {
        page.id = std::to_string(number);
      } else if (key == "text" && !field.value.is_null()) {
        return refuse("bad_record", "the field `text` is no string");
      } else if ((key == "published" || key == "dct") && !field.value.is_null()) {
        return refuse("bad_date", "the field `" + std::string(key) +
                                      "` is no string; write it as \"2017-11-09T16:51\"");
      }
      continue;
    }
    if (key == "id") {
      page.id = value;
    } else if (key == "doc") {
      id_of_doc = value;
    } else if (key == "title") {
      page.title = trim(value);
    } else if (key == "published" || (key == "dct" && published.empty())) {
      published = trim(value);
    } else if (key == "url") {
      page.url = value;
    } else if (key == "publisher") {
      page.publisher = trim(value);
    } else if (key == "lang" || key == "language") {
      page.language = to_lower(trim(value)).substr(0, 2);  // fr-FR, fr_CA: the language is enough
    } else if (key == "text") {
      page.text = value;
      has_text = true;
    } else if (key == "html") {
      has_html = true;
    }
  }
  if (page.id.empty()) {
    page.id = id_of_doc;
  }
  if (page.id.empty()) {
    page.id = page.file == "-" ? "stdin" : report_name(page.file);
    if (line > 0) {
      page.id += ":" + std::to_string(line);
    }
  }
  if (!has_text || trim(page.text).empty()) {
    if (has_html) {
      return refuse("unsupported_html", html_error().message);
    }
    return refuse(has_text ? "empty_input" : "bad_record",
                  has_text ? "the field `text` is empty"
                           : "has no field `text`; it is the one field that must be there");
  }
  auto decoded = decode_text(page.text);
  if (!decoded) {
    return refuse(decoded.error().code, "the field `text` " + decoded.error().message);
  }
  page.text = std::move(decoded->text);
  broken += decoded->replaced;
  if (broken > 0) {
    page.notes.push_back(Error{"replaced_bytes",
                               std::to_string(broken) + " broken bytes were replaced by U+FFFD",
                               page.file, line});
  }
  if (!published.empty()) {
    page.published = parse_published(published);
    if (!page.published) {
      return refuse("bad_date", "cannot read the publication date '" + published.substr(0, 40) +
                                    "'; write it as 2017-11-09 or 2017-11-09T16:51+01:00");
    }
  }
  return accept(std::move(page));
}

Result<Page> InputReader::accept(Page page) {
  unescape_entities(page.text);
  if (page.published && !is_plausible(page.published->day)) {
    return fail("bad_date",
                "published on " + to_iso(page.published->day) +
                    ", which no report can be; correct the date or leave the field out",
                page.file, page.line);
  }
  const std::string where =
      page.file + (page.line > 0 ? ":" + std::to_string(page.line) : std::string());
  const auto [at, fresh] = seen_.emplace(page.id, where);
  if (!fresh) {
    return fail("duplicate_id",
                "the id '" + page.id.substr(0, 80) + "' was already used by " + at->second +
                    "; give each report its own",
                page.file, page.line);
  }
  return page;
}

}  // namespace vigie
