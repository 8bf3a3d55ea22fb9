#pragma once
#include "base/span.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// One code point and the bytes it took. Broken bytes read as U+FFFD of one byte.
struct CodePoint {
  char32_t value = 0;
  std::uint32_t bytes = 0;
};

/// @pre at < s.size()
CodePoint code_point_at(std::string_view s, std::size_t at);
void append_utf8(std::string& out, char32_t value);
std::u32string to_code_points(std::string_view s);

/// True when every byte belongs to a well-formed, shortest-form code point (RFC 3629).
bool is_valid_utf8(std::string_view s);
/// Replaces each broken byte by U+FFFD. @param broken  counts them when not null
std::string repair_utf8(std::string_view s, std::size_t* broken = nullptr);

char32_t to_lower(char32_t c);
bool is_upper(char32_t c);
bool is_letter(char32_t c);
bool is_digit(char32_t c);
/// ASCII white space, U+00A0, U+2009, U+202F and the like.
bool is_space(char32_t c);

std::string to_lower(std::string_view s);

/// Search form: lower case, no diacritics, ligatures opened, every apostrophe and hyphen variant
/// folded to ' and -, so that `Déir ez-Zör` and `deir ez-zor` are equal.
std::string fold(std::string_view s);

/// Name form: `fold`, then apostrophes dropped, every run of anything but letters and digits is one
/// space, ends trimmed. The form in which gazetteer and actor names are compared.
std::string fold_name(std::string_view s);

/// Turns byte offsets of one text into code point offsets, in O(log n) each.
class CodePointIndex {
 public:
  /// @param text  must outlive the index
  explicit CodePointIndex(std::string_view text);
  std::size_t code_points_before(std::size_t byte) const;
  std::size_t byte_of(std::size_t code_point) const;  ///< clamped to the text's end

 private:
  std::string_view text_;
  std::vector<std::uint32_t> every_;  ///< code points before byte 64*i
};

/// 64-bit FNV-1a, finished with a mix; stable across machines and releases (weight files hold it).
std::uint64_t hash64(std::string_view s);
std::uint64_t mix64(std::uint64_t h);
inline std::uint64_t combine64(std::uint64_t a, std::uint64_t b) {
  return mix64((a * 0x9E3779B97F4A7C15ULL) ^ (b + 0x7F4A7C159E3779B9ULL + (a << 6) + (a >> 3)));
}

}  // namespace vigie
