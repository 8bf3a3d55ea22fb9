#include "claims/pattern_check.h"
#include "cli/command.h"
#include "mentions/place_finder.h"
#include "pipeline/reader.h"
#include "sentences/pack_build.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <memory>

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
  const auto step = [&](const std::string& what, const auto& make) {
    const auto start = std::chrono::steady_clock::now();
    const Result<void> done = make();
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (done) {
      fmt::print(stderr, "{} compiled in {:.1f} s\n", what, seconds);
    } else {
      session.report(done.error());
    }
  };
  step("gazetteer", [&] { return build_gazetteer(*data); });
  for (const auto& language : languages) {
    step(language + " lexicon", [&] { return build_lexicon(*data, language); });
    step(language + " weights", [&] { return unpack_weights(*data, language); });
  }
}

/// Loads every step of a pack and runs the examples of its patterns.
void check(Session& session, const std::vector<std::string>& languages, int max_failed) {
  const auto data = session.data_dir();
  if (!data) {
    return;
  }
  const auto reader = Reader::load(*data);
  if (!reader) {
    session.report(reader.error());
    return;
  }
  for (const auto& language : languages) {
    const auto& stages = (*reader)->language(language);
    if (!stages) {
      session.report(stages.error());
      continue;
    }
    const auto read = [&](const std::string& text) {
      Page page;
      page.text = text;
      auto article = (*reader)->articles().read_raw(page);
      article.language = language;
      // What grammar proposes: whether the scorer keeps it is no matter of the pattern.
      const auto sentences = stages->annotator->annotate(article);
      const auto mentions = stages->mentions->find(article, sentences);
      std::vector<Claim> claims;
      for (auto& p : stages->claims->propose(article, sentences, mentions)) {
        claims.push_back(std::move(p.claim));
      }
      return claims;
    };
    const auto found = check_patterns(*stages->pack, read);
    if (!found) {
      session.report(found.error());
      continue;
    }
    for (const auto& warning : found->warnings) {
      fmt::print(stderr, "note: {}\n", warning);
    }
    for (const auto& failure : found->failures) {
      print_out(fmt::format("{}:{}: {}: {}\n    {}\n", failure.file, failure.line, failure.rule,
                            failure.reason, failure.text));
    }
    print_out(fmt::format("pack {} {}: {} rules, {} examples, {} failed\n", language,
                          stages->pack->version(), found->rules, found->examples, found->failed));
    if (found->failed > max_failed) {
      session.exit_code = std::max(session.exit_code, kSomeFailed);
    }
  }
}

}  // namespace

void add_pack(CLI::App& app, Session& session) {
  auto* pack = app.add_subcommand("pack", "compiles and checks language packs");
  pack->require_subcommand(1);
  const std::vector<std::string> all = {"fr", "en"};

  auto to_build = std::make_shared<std::vector<std::string>>(all);
  auto* builder = pack->add_subcommand(
      "build", "compiles the gazetteer, the lexicons and the weights into data/compiled");
  builder->add_option("LANG", *to_build, "languages to compile")->capture_default_str();
  builder->callback([&session, to_build] { build(session, *to_build); });

  auto to_check = std::make_shared<std::vector<std::string>>(all);
  auto* checker = pack->add_subcommand(
      "check", "loads packs and runs every example of their patterns, with file and line");
  checker->add_option("LANG", *to_check, "languages to check")->capture_default_str();
  auto max_failed = std::make_shared<int>(0);
  checker
      ->add_option("--max-failed", *max_failed,
                   "exit with 0 as long as no language has more failed examples than this")
      ->capture_default_str();
  checker->callback([&session, to_check, max_failed] { check(session, *to_check, *max_failed); });
}

}  // namespace vigie::cli
