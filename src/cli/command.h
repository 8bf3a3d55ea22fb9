#pragma once
#include <string>

#include <CLI/CLI.hpp>

#include "base/result.h"
#include "lang/data_dir.h"

namespace vigie::cli {

/// Exit codes of every command (docs/errors.md).
inline constexpr int kDone = 0;
inline constexpr int kSomeFailed = 1;  ///< each failed input is named on stderr, the rest is done
inline constexpr int kUsage = 2;

/// What the commands share: options given before the sub-command, and the exit code they leave.
struct Session {
  std::string data;  ///< --data
  int exit_code = kDone;

  /// Prints "file:line: reason [code]" on stderr and notes that something failed.
  void report(const Error& error);
  /// Prints what was mended in an input; nothing failed.
  void note(const Error& what) const;
  /// The data folder; prints the error and leaves exit code 2 when there is none.
  Result<DataDir> data_dir();
};

// One file per sub-command; each adds itself with its options, help and callback.
void add_page(CLI::App& app, Session& session);
void add_pack(CLI::App& app, Session& session);

}  // namespace vigie::cli
