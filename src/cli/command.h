#pragma once
#include "base/result.h"
#include "lang/data_dir.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

namespace vigie::cli {

/// Exit codes of every command (docs/errors.md).
inline constexpr int kDone = 0;
inline constexpr int kSomeFailed = 1;  ///< each failed input is named on stderr, the rest is done
inline constexpr int kUsage = 2;

/// What the commands share: options given before or after the sub-command, and the exit code.
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

/// Files, folders or `-`, as every command that reads reports takes them.
void add_inputs(CLI::App& command, std::vector<std::string>& files);

/// True when standard output is a terminal that shows colours.
bool output_has_color();
/// Writes to standard output. Throws when it cannot (a full disk, a closed pipe).
void print_out(std::string_view bytes);

// One file per sub-command; each adds itself with its options, help and callback.
void add_read(CLI::App& app, Session& session);
void add_explain(CLI::App& app, Session& session);
void add_page(CLI::App& app, Session& session);
void add_parse(CLI::App& app, Session& session);
void add_mentions(CLI::App& app, Session& session);
void add_pack(CLI::App& app, Session& session);
void add_eval(CLI::App& app, Session& session);
void add_train(CLI::App& app, Session& session);
void add_train_claims(CLI::App& train, Session& session);  ///< below `train`

}  // namespace vigie::cli
