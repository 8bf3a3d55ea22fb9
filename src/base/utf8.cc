#include "base/utf8.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

namespace vigie {
namespace {

/// Base letter of `c` without its marks (0 = keep as is), for the Latin blocks that news uses.
/// Built once from ICU's decompositions so that folding a token costs a table look-up.
struct FoldTable {
  std::array<char16_t, 0x2000> base{};

  FoldTable() {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
    for (char32_t c = 0; c < base.size(); ++c) {
      icu::UnicodeString out;
      if (U_FAILURE(status) || !nfkd->getDecomposition(UChar32(c), out)) {
        continue;
      }
      const UChar32 first = out.char32At(0);
      if (first < 0x10000 && u_charType(first) != U_NON_SPACING_MARK && first != ' ') {
        base[c] = char16_t(u_tolower(first));
      }
    }
  }
};

const FoldTable& fold_table() {
  static const FoldTable table;
  return table;
}

bool is_apostrophe(char32_t c) {
  return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x02BB || c == 0x02BE ||
         c == 0x02BF || c == '`' || c == 0xB4 || c == 0x2032;
}

bool is_hyphen(char32_t c) {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

/// Appends the folded form of one code point.
void append_folded(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += char(c >= 'A' && c <= 'Z' ? c + 32 : (c == '`' ? U'\'' : c));
    return;
  }
  if (is_apostrophe(c)) {
    out += '\'';
    return;
  }
  if (is_hyphen(c)) {
    out += '-';
    return;
  }
  if (is_space(c)) {
    out += ' ';
    return;
  }
  if (u_charType(UChar32(c)) == U_NON_SPACING_MARK) {
    return;
  }
  switch (c) {
    case 0x153:
    case 0x152:
      out += "oe";
      return;
    case 0xE6:
    case 0xC6:
      out += "ae";
      return;
    case 0xDF:
      out += "ss";
      return;
    case 0xF8:
    case 0xD8:
      out += 'o';
      return;
    case 0x142:
    case 0x141:
      out += 'l';
      return;
    case 0x131:
    case 0x130:
      out += 'i';
      return;
    case 0x111:
    case 0x110:
      out += 'd';
      return;
    default:
      break;
  }
  if (c < fold_table().base.size() && fold_table().base[c] != 0) {
    const char32_t b = fold_table().base[c];
    append_utf8(out, to_lower(b));
    return;
  }
  append_utf8(out, to_lower(c));
}

}  // namespace

CodePoint code_point_at(std::string_view s, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const unsigned char b0 = byte(at);
  if (b0 < 0x80) {
    return {b0, 1};
  }
  std::uint32_t n = 0;
  char32_t value = 0;
  if (b0 >= 0xC2 && b0 <= 0xDF) {
    n = 2;
    value = b0 & 0x1F;
  } else if (b0 >= 0xE0 && b0 <= 0xEF) {
    n = 3;
    value = b0 & 0x0F;
  } else if (b0 >= 0xF0 && b0 <= 0xF4) {
    n = 4;
    value = b0 & 0x07;
  } else {
    return {0xFFFD, 1};
  }
  if (at + n > s.size()) {
    return {0xFFFD, 1};
  }
  for (std::uint32_t i = 1; i < n; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) {
      return {0xFFFD, 1};
    }
    value = (value << 6) | (byte(at + i) & 0x3F);
  }
  const bool overlong = (n == 3 && value < 0x800) || (n == 4 && value < 0x10000);
  if (overlong || (value >= 0xD800 && value <= 0xDFFF) || value > 0x10FFFF) {
    return {0xFFFD, 1};
  }
  return {value, n};
}

void append_utf8(std::string& out, char32_t v) {
  if (v < 0x80) {
    out += char(v);
  } else if (v < 0x800) {
    out += char(0xC0 | (v >> 6));
    out += char(0x80 | (v & 0x3F));
  } else if (v < 0x10000) {
    out += char(0xE0 | (v >> 12));
    out += char(0x80 | ((v >> 6) & 0x3F));
    out += char(0x80 | (v & 0x3F));
  } else {
    out += char(0xF0 | (v >> 18));
    out += char(0x80 | ((v >> 12) & 0x3F));
    out += char(0x80 | ((v >> 6) & 0x3F));
    out += char(0x80 | (v & 0x3F));
  }
}

std::u32string to_code_points(std::string_view s) {
  std::u32string out;
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size();) {
    const auto cp = code_point_at(s, i);
    out += cp.value;
    i += cp.bytes;
  }
  return out;
}

bool is_valid_utf8(std::string_view s) {
  for (std::size_t i = 0; i < s.size();) {
    const auto cp = code_point_at(s, i);
    if (cp.value == 0xFFFD && cp.bytes == 1) {
      return false;
    }
    i += cp.bytes;
  }
  return true;
}

std::string repair_utf8(std::string_view s, std::size_t* broken) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size();) {
    const auto cp = code_point_at(s, i);
    if (cp.value == 0xFFFD && cp.bytes == 1) {
      if (broken != nullptr) {
        ++*broken;
      }
      append_utf8(out, 0xFFFD);
    } else {
      out.append(s, i, cp.bytes);
    }
    i += cp.bytes;
  }
  return out;
}

char32_t to_lower(char32_t c) {
  if (c < 0x80) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }
  return char32_t(u_tolower(UChar32(c)));
}

bool is_upper(char32_t c) {
  return c < 0x80 ? (c >= 'A' && c <= 'Z') : u_isupper(UChar32(c)) != 0;
}

bool is_letter(char32_t c) {
  return c < 0x80 ? ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) : u_isalpha(UChar32(c)) != 0;
}

bool is_digit(char32_t c) {
  return c < 0x80 ? (c >= '0' && c <= '9') : u_isdigit(UChar32(c)) != 0;
}

bool is_space(char32_t c) {
  return c < 0x80 ? (c == ' ' || (c >= 9 && c <= 13)) : u_isUWhiteSpace(UChar32(c)) != 0;
}

std::string to_lower(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size();) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (c < 0x80) {
      out += char(to_lower(char32_t(c)));
      ++i;
      continue;
    }
    const auto cp = code_point_at(s, i);
    append_utf8(out, to_lower(cp.value));
    i += cp.bytes;
  }
  return out;
}

std::string fold(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size();) {
    const auto cp = code_point_at(s, i);
    append_folded(out, cp.value);
    i += cp.bytes;
  }
  return out;
}

std::string fold_name(std::string_view s) {
  const std::string folded = fold(s);
  std::string out;
  out.reserve(folded.size());
  bool gap = false;
  for (std::size_t i = 0; i < folded.size();) {
    const auto cp = code_point_at(folded, i);
    if (is_letter(cp.value) || is_digit(cp.value)) {
      if (gap && !out.empty()) {
        out += ' ';
      }
      gap = false;
      out.append(folded, i, cp.bytes);
    } else if (cp.value != '\'') {
      gap = true;
    }
    i += cp.bytes;
  }
  return out;
}

CodePointIndex::CodePointIndex(std::string_view text) : text_(text) {
  every_.reserve(text.size() / 64 + 1);
  std::uint32_t n = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % 64 == 0) {
      every_.push_back(n);
    }
    n += (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 ? 1 : 0;
  }
  if (text.size() % 64 == 0) {
    every_.push_back(n);
  }
}

std::size_t CodePointIndex::code_points_before(std::size_t byte) const {
  byte = std::min(byte, text_.size());
  std::size_t n = every_[byte / 64];
  for (std::size_t i = byte / 64 * 64; i < byte; ++i) {
    n += (static_cast<unsigned char>(text_[i]) & 0xC0) != 0x80 ? 1 : 0;
  }
  return n;
}

std::size_t CodePointIndex::byte_of(std::size_t code_point) const {
  const auto it = std::upper_bound(every_.begin(), every_.end(), code_point);
  std::size_t block = std::size_t(it - every_.begin());
  block = block == 0 ? 0 : block - 1;
  std::size_t n = every_[block];
  std::size_t i = block * 64;
  // Step over the tail of a code point that began in the block before.
  while (i < text_.size() && (static_cast<unsigned char>(text_[i]) & 0xC0) == 0x80) {
    ++i;
  }
  while (i < text_.size() && n < code_point) {
    ++i;
    while (i < text_.size() && (static_cast<unsigned char>(text_[i]) & 0xC0) == 0x80) {
      ++i;
    }
    ++n;
  }
  return i;
}

std::uint64_t mix64(std::uint64_t h) {
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93ULL;
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93ULL;
  h ^= h >> 32;
  return h;
}

std::uint64_t hash64(std::string_view s) {
  std::uint64_t h = 1469598103934665603ULL;
  for (const char c : s) {
    h ^= static_cast<unsigned char>(c);
    h *= 1099511628211ULL;
  }
  return mix64(h);
}

}  // namespace vigie
