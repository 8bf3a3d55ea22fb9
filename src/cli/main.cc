#include "cli/command.h"

#include <fmt/core.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <unistd.h>

namespace vigie::cli {

void Session::report(const Error& error) {
  fmt::print(stderr, "vigie: {}\n", error.to_string());
  exit_code = kSomeFailed;
}

void Session::note(const Error& what) const {
  fmt::print(stderr, "note: {}\n", what.to_string());
}

Result<DataDir> Session::data_dir() {
  auto found = find_data_dir(data);
  if (!found) {
    report(found.error());
    exit_code = kUsage;
  }
  return found;
}

void add_inputs(CLI::App& command, std::vector<std::string>& files) {
  command
      .add_option("FILE", files,
                  "reports: .txt, .jsonl, .json, any of them with .gz, folders of these, or - for "
                  "standard input (docs/formats.md)")
      ->required();
}

bool output_has_color() {
  const char* no_color = std::getenv("NO_COLOR");  // https://no-color.org
  return isatty(STDOUT_FILENO) == 1 && (no_color == nullptr || *no_color == '\0');
}

void print_out(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size()) {
    throw std::runtime_error("standard output cannot be written; is the disk full?");
  }
}

}  // namespace vigie::cli

int main(int argc, char** argv) {
  using namespace vigie::cli;
  CLI::App app{
      "vigie reads reports on armed conflict into sourced claims: who did what, to whom, where,\n"
      "when, according to whom. Results go to standard output, messages to standard error.",
      "vigie"};
  app.set_version_flag("--version", VIGIE_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(
      "Exit codes: 0 done, 1 some inputs failed (each is named, the rest is done), 2 usage.\n"
      "`vigie COMMAND --help` explains a command; docs/manual.md has examples.");

  Session session;
  app.add_option(
         "--data", session.data,
         "folder with the data files (default: $VIGIE_DATA, else `data` beside the program, "
         "else share/vigie of its prefix)")
      ->type_name("DIR");
  add_read(app, session);
  add_explain(app, session);
  add_mentions(app, session);
  add_parse(app, session);
  add_page(app, session);
  add_eval(app, session);
  add_train(app, session);
  add_pack(app, session);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  } catch (const std::exception& error) {
    fmt::print(stderr, "vigie: cannot go on: {}\n", error.what());
    return kSomeFailed;
  }
  if (std::fflush(stdout) != 0) {
    fmt::print(stderr,
               "vigie: cannot go on: standard output cannot be written; is the disk full?\n");
    return kSomeFailed;
  }
  return session.exit_code;
}
