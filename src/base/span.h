#pragma once
#include <algorithm>
#include <compare>
#include <cstdint>
#include <string_view>

namespace vigie {

/// Half-open range of bytes in the cleaned text of one article. Output turns it into code points.
struct ByteSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  auto operator<=>(const ByteSpan&) const = default;

  std::uint32_t size() const { return end - begin; }
  bool empty() const { return end <= begin; }
  bool contains(ByteSpan other) const { return begin <= other.begin && other.end <= end; }
  bool meets(ByteSpan other) const { return begin < other.end && other.begin < end; }

  /// The smallest span that holds both.
  ByteSpan joined(ByteSpan other) const {
    return {std::min(begin, other.begin), std::max(end, other.end)};
  }
  /// The words themselves. @pre the span lies inside `text`
  std::string_view of(std::string_view text) const { return text.substr(begin, size()); }
};

}  // namespace vigie
