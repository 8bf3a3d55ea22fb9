#pragma once
#include "base/result.h"

#include <string>
#include <string_view>

namespace vigie {

/// Text decoded to UTF-8.
struct DecodedText {
  std::string text;          ///< valid UTF-8 without a byte order mark and without NULs
  std::string assumed;       ///< charset taken because the bytes are not UTF-8; "" when they are
  std::size_t replaced = 0;  ///< broken bytes and NULs that became U+FFFD
};

/// Turns the bytes of a text file into UTF-8: UTF-16 by its byte order mark; UTF-8 when it is valid
/// or broken in a few places only; otherwise windows-1252, which has a character for nearly every
/// byte and is what old French and English sites sent.
/// @error empty_input   nothing but white space
/// @error binary_input  an image, an archive, an office document, a program
Result<DecodedText> decode_text(std::string_view bytes);

/// Undoes double-escaped markup ("&amp;eacute;" is left, "&period;" and "&#233;" become characters)
/// when more than 1 % of the text is made of such runs. Otherwise the text stays as it is.
void unescape_entities(std::string& text);

}  // namespace vigie
