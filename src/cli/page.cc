#include "cli/command.h"

namespace vigie::cli {

void add_page(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand("page", "cleans reports: title, byline, date, body");
  command->callback([&session] { session.exit_code = kDone; });
}

}  // namespace vigie::cli
