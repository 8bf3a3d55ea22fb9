#include "page/decode.h"

#include "base/utf8.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace vigie {
namespace {

/// Files that people drop on a text reader by mistake, by their first bytes.
struct Magic {
  std::string_view bytes;
  std::string_view what;
};
constexpr std::array<Magic, 8> kMagic = {{
    {"%PDF-", "a PDF document"},
    {"PK\x03\x04", "a ZIP archive or an office document"},
    {"\x7f"
     "ELF",
     "a program"},
    {"\x89PNG", "a PNG image"},
    {"\xff\xd8\xff", "a JPEG image"},
    {"GIF8", "a GIF image"},
    {"\xd0\xcf\x11\xe0", "an old office document"},
    {"SQLite format 3", "an SQLite database"},
}};

/// How many of the first bytes are looked at; enough to tell a binary, cheap on a large file.
constexpr std::size_t kProbe = 64 * 1024;

bool is_control(unsigned char c) {
  return c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b;
}

Result<std::string> from_charset(std::string_view bytes, const char* charset) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(charset, &status);
  if (U_FAILURE(status)) {
    return fail("unknown_charset", std::string("ICU has no converter for ") + charset);
  }
  const icu::UnicodeString wide(bytes.data(), std::int32_t(bytes.size()), converter, status);
  ucnv_close(converter);
  std::string out;
  wide.toUTF8String(out);
  return out;
}

/// Well-formed sequences of more than one byte, and bytes that belong to none.
struct Utf8Counts {
  std::size_t good = 0;
  std::size_t broken = 0;
};

Utf8Counts count_sequences(std::string_view s) {
  Utf8Counts counts;
  for (std::size_t at = 0; at < s.size();) {
    if (static_cast<unsigned char>(s[at]) < 0x80) {
      ++at;
      continue;
    }
    const auto point = code_point_at(s, at);
    if (point.bytes > 1) {
      ++counts.good;
    } else {
      ++counts.broken;
    }
    at += std::max<std::size_t>(1, point.bytes);
  }
  return counts;
}

}  // namespace

Result<DecodedText> decode_text(std::string_view bytes) {
  for (const auto& magic : kMagic) {
    if (bytes.substr(0, magic.bytes.size()) == magic.bytes) {
      return fail("binary_input",
                  "is " + std::string(magic.what) + ", not text; extract its text first");
    }
  }
  DecodedText out;
  if (bytes.substr(0, 2) == "\xff\xfe" || bytes.substr(0, 2) == "\xfe\xff") {
    const char* charset = bytes[0] == '\xff' ? "UTF-16LE" : "UTF-16BE";
    auto text = from_charset(bytes.substr(2), charset);
    if (!text) {
      return tl::unexpected(text.error());
    }
    out.text = std::move(*text);
    out.assumed = charset;
  } else {
    if (bytes.substr(0, 3) == "\xef\xbb\xbf") {
      bytes.remove_prefix(3);
    }
    const auto probe = bytes.substr(0, kProbe);
    const auto controls = std::size_t(std::count_if(probe.begin(), probe.end(), [](char c) {
      return is_control(static_cast<unsigned char>(c));
    }));
    // A few stray NULs are an accident of some scraper; one byte in fifty is another kind of file.
    if (controls * 50 > probe.size()) {
      return fail("binary_input", "holds control characters, not text; check the file");
    }
    const auto counts = count_sequences(bytes);
    if (counts.broken == 0) {
      out.text = bytes;
    } else if (counts.good > 4 * counts.broken) {
      out.text = repair_utf8(bytes, &out.replaced);
    } else {
      auto text = from_charset(bytes, "windows-1252");
      if (!text) {
        return tl::unexpected(text.error());
      }
      out.text = std::move(*text);
      out.assumed = "windows-1252";
    }
  }
  if (out.text.find('\0') != std::string::npos) {
    std::string mended;
    mended.reserve(out.text.size());
    for (const char c : out.text) {
      if (c == '\0') {
        append_utf8(mended, U'\uFFFD');
        ++out.replaced;
      } else {
        mended += c;
      }
    }
    out.text = std::move(mended);
  }
  if (std::all_of(out.text.begin(), out.text.end(),
                  [](char c) { return is_space(char32_t(static_cast<unsigned char>(c))); })) {
    return fail("empty_input", "holds no text");
  }
  return out;
}

namespace {

struct Entity {
  std::string_view name;
  char32_t value;
};
// The ones seen in double-escaped pages; every other reference stays as it stands.
constexpr std::array<Entity, 27> kEntities = {{
    {"amp", U'&'},        {"lt", U'<'},         {"gt", U'>'},         {"quot", U'"'},
    {"apos", U'\''},      {"nbsp", U'\u00a0'},  {"comma", U','},      {"period", U'.'},
    {"colon", U':'},      {"semi", U';'},       {"lpar", U'('},       {"rpar", U')'},
    {"NewLine", U'\n'},   {"Tab", U'\t'},       {"excl", U'!'},       {"quest", U'?'},
    {"eacute", U'é'},     {"egrave", U'è'},     {"agrave", U'à'},     {"ccedil", U'ç'},
    {"rsquo", U'\u2019'}, {"lsquo", U'\u2018'}, {"rdquo", U'\u201d'}, {"ldquo", U'\u201c'},
    {"laquo", U'«'},      {"raquo", U'»'},      {"hyphen", U'-'},
}};

/// The character a reference "&...;" at the start of `s` stands for, and its length; 0 for none.
CodePoint entity_at(std::string_view s) {
  const auto end = s.substr(0, 12).find(';');
  if (end == std::string_view::npos || end < 2) {
    return {};
  }
  auto name = s.substr(1, end - 1);
  if (name.front() == '#') {
    char32_t value = 0;
    for (const char c : name.substr(1)) {
      if (c < '0' || c > '9') {
        return {};
      }
      value = value * 10 + char32_t(c - '0');
    }
    const bool fine = value >= 32 && value < 0x110000 && (value < 0xd800 || value > 0xdfff);
    return fine ? CodePoint{value, std::uint32_t(end + 1)} : CodePoint{};
  }
  const auto* found = std::find_if(kEntities.begin(), kEntities.end(),
                                   [&](const Entity& e) { return e.name == name; });
  return found == kEntities.end() ? CodePoint{} : CodePoint{found->value, std::uint32_t(end + 1)};
}

}  // namespace

void unescape_entities(std::string& text) {
  std::string out;
  std::size_t escaped = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto entity =
        text[at] == '&' ? entity_at(std::string_view(text).substr(at)) : CodePoint{};
    if (entity.bytes == 0) {
      out += text[at++];
      continue;
    }
    append_utf8(out, entity.value);
    escaped += entity.bytes;
    at += entity.bytes;
  }
  if (escaped * 100 > text.size()) {
    text = std::move(out);
  }
}

}  // namespace vigie
