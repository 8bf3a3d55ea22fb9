#pragma once
#include "page/input_reader.h"
#include "pipeline/reader.h"

#include <cstdint>
#include <functional>
#include <string>

namespace vigie {

struct RunOptions {
  int threads = 1;
  /// Reports that may be finished before their turn to be written; bounds the memory.
  int window = 256;
};

struct RunCounts {
  std::uint64_t reports = 0;
  std::uint64_t failed = 0;  ///< inputs that gave no report
  std::uint64_t unread = 0;  ///< reports in a language without a pack
  std::uint64_t sentences = 0;
  std::uint64_t claims = 0;
  std::uint64_t without_place = 0;  ///< claims
};

/// What a run does with what it read.
struct RunHandlers {
  /// Makes a report's output. Called from many threads at once.
  std::function<std::string(Report&)> render;
  /// Takes the outputs, in the order of the inputs, one at a time.
  std::function<void(const std::string&)> write;
  /// Takes errors in the same order, one at a time.
  std::function<void(const Error&)> failed;
  /// Takes what was mended in an input or why a report was not read, in the same order.
  std::function<void(const Error&)> note;
  /// Called after each input, in order. Empty: not wanted.
  std::function<void(const InputReader&, const RunCounts&)> progress = {};
};

/// Reads all inputs with `threads` threads and writes in input order.
/// Throws std::runtime_error when a language pack cannot be loaded, and what `write` throws.
RunCounts run(InputReader& inputs,
              Reader& reader,
              const RunOptions& options,
              const RunHandlers& handlers);

}  // namespace vigie
