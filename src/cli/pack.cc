#include <fmt/core.h>

#include "cli/command.h"
#ifdef VIGIE_HAVE_GAZETTEER
#include "mentions/place_finder.h"
#endif
#ifdef VIGIE_HAVE_PACK_BUILD
#include "sentences/pack_build.h"
#endif

namespace vigie::cli {
namespace {

/// Compiles gazetteer, lexicons and weights of every pack into data/compiled.
void build(Session& session, const std::vector<std::string>& languages) {
  const auto data = session.data_dir();
  if (!data) {
    return;
  }
  std::error_code ec;
  std::filesystem::create_directories(data->root / "compiled", ec);
  const auto done = [&](const Result<void>& result, std::string_view what) {
    if (result) {
      fmt::print(stderr, "{}: compiled\n", what);
    } else {
      session.report(result.error());
    }
  };
#ifdef VIGIE_HAVE_GAZETTEER
  done(build_gazetteer(*data), "gazetteer");
#endif
  for ([[maybe_unused]] const auto& language : languages) {
#ifdef VIGIE_HAVE_PACK_BUILD
    done(build_lexicon(*data, language), language + " lexicon");
    done(unpack_weights(*data, language), language + " weights");
#endif
  }
  (void)done;
}

}  // namespace

void add_pack(CLI::App& app, Session& session) {
  auto* pack = app.add_subcommand("pack", "builds and checks language packs");
  pack->require_subcommand(1);
  auto* command = pack->add_subcommand(
      "build", "compiles the gazetteer, the lexicons and the weights into data/compiled");
  auto languages = std::make_shared<std::vector<std::string>>(std::vector<std::string>{"fr", "en"});
  command->add_option("LANG", *languages, "languages to compile")->capture_default_str();
  command->callback([&session, languages] { build(session, *languages); });
}

}  // namespace vigie::cli
