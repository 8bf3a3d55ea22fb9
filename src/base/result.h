#pragma once
#include <tl/expected.hpp>

#include <cstddef>
#include <string>
#include <utility>

namespace vigie {

/// Bad input, told so that the reader can act. Codes are listed in docs/errors.md.
/// "Not said in the text" is never an Error but an empty optional; "cannot go on" is an exception.
struct Error {
  std::string code;       ///< stable word, e.g. `bad_json`
  std::string message;    ///< one sentence: reason and next step, without the place
  std::string file = {};  ///< file it came from; empty when there is none
  std::size_t line = 0;   ///< 1-based; 0 when the whole file is meant

  /// "file:line: message [code]", the form every command prints on stderr.
  std::string to_string() const {
    std::string out = file;
    if (line > 0) {
      out += ":" + std::to_string(line);
    }
    if (!out.empty()) {
      out += ": ";
    }
    return out + message + " [" + code + "]";
  }
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(std::string code,
                                  std::string message,
                                  std::string file = {},
                                  std::size_t line = 0) {
  return tl::unexpected<Error>(Error{std::move(code), std::move(message), std::move(file), line});
}

}  // namespace vigie
