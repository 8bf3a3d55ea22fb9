#include "cli/command.h"
#include "page/article_reader.h"
#include "page/input_reader.h"
#include "views/article_json.h"

#include <fmt/core.h>

#include <cstdio>
#include <memory>

namespace vigie::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  bool json = false;
  std::string score_form;
};

void print_for_people(const Article& article) {
  fmt::print("== {} ==\n", article.id);
  const auto field = [](std::string_view name, std::string_view value) {
    if (!value.empty()) {
      fmt::print("{:<10} {}\n", name, value);
    }
  };
  field("published", article.published ? to_iso(*article.published) : "");
  field("publisher", article.publisher);
  field("agency", article.agency);
  field("dateline", article.dateline);
  for (const auto& author : article.authors) {
    field("author", author);
  }
  field("language", article.language);
  if (article.truncated) {
    field("note", "the report is cut off");
  }
  fmt::print("\n{}\n\n", article.text);
}

void run(Session& session, const Options& options) {
  const auto data = session.data_dir();
  if (!data) {
    return;
  }
  const auto reader = ArticleReader::load(*data);
  if (!reader) {
    session.report(reader.error());
    return;
  }
  nlohmann::ordered_json all = nlohmann::ordered_json::object();
  InputReader inputs(options.files);
  while (const auto page = inputs.next()) {
    if (!*page) {
      session.report(page->error());
      continue;
    }
    for (const auto& note : (*page)->notes) {
      session.note(note);
    }
    const auto article = reader->read(**page);
    if (options.score_form == "aeb") {
      all[article.id] = {{"articleBody", article.text},
                         {"title", article.title},
                         {"author", article.authors},
                         {"date", article.published ? to_iso(*article.published) : ""}};
    } else if (options.json) {
      fmt::print("{}\n", to_line(article_json(article)));
    } else {
      print_for_people(article);
    }
  }
  if (options.score_form == "aeb") {
    fmt::print("{}\n", to_line(all));
  }
}

}  // namespace

void add_page(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("page",
                                     "cleans reports: title, byline, date, dateline and agency "
                                     "become fields, and what is no part\n"
                                     "of the article goes");
  command
      ->add_option("FILE", options->files,
                   "reports: .txt, .jsonl, .json, .gz of one, folders, or -")
      ->required();
  command->add_flag("--json", options->json, "one JSON object per article (docs/formats.md)");
  command->add_option("--score-form", options->score_form, "one JSON object for the whole run")
      ->check(CLI::IsMember({"aeb"}));
  command->callback([&session, options] { run(session, *options); });
}

}  // namespace vigie::cli
