#include "base/utf8.h"
#include "cli/command.h"
#include "page/input_reader.h"
#include "pipeline/reader.h"
#include "views/article_json.h"
#include "views/mention_json.h"
#include "views/mention_words.h"

#include <fmt/core.h>

#include <memory>

namespace vigie::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  bool json = false;
  bool no_clean = false;
  bool spans = false;
};

/// Only resolves the toponyms that the record gives.
void resolve_given(const LanguageReader& stages, const Page& page, Report& report) {
  const CodePointIndex index(report.article.text);
  std::vector<GivenToponym> given;
  for (const auto& [begin, end] : page.toponyms) {
    given.push_back({{std::uint32_t(index.byte_of(begin)), std::uint32_t(index.byte_of(end))}});
  }
  report.mentions.places = stages.mentions->places().resolve(report.article, report.sentences,
                                                             report.mentions.actors, given);
}

void find(Session& session, Reader& reader, const Options& options, const Page& page) {
  Report report;
  const auto& articles = reader.articles();
  report.article =
      options.no_clean || options.spans ? articles.read_raw(page) : articles.read(page);
  const auto& language = report.article.language;
  if (reader.has_pack(language)) {
    const auto& stages = reader.language(language);
    if (!stages) {
      session.report(stages.error());
      return;
    }
    report.sentences = stages->annotator->annotate(report.article);
    report.mentions = stages->mentions->find(report.article, report.sentences);
    if (options.spans) {
      resolve_given(*stages, page, report);
    }
  } else {
    session.note(
        {"unsupported_language",
         "'" + page.id + "' was not read: there is no language pack for '" + language + "'",
         page.file, page.line});
  }
  if (options.json) {
    auto json = mentions_json(report.article, report.sentences, report.mentions);
    if (options.spans) {  // exactly the spans that were given, whatever words they cut
      auto& toponyms = json["toponyms"];
      for (std::size_t i = 0; i < toponyms.size() && i < page.toponyms.size(); ++i) {
        toponyms[i]["start"] = page.toponyms[i].first;
        toponyms[i]["end"] = page.toponyms[i].second;
      }
    }
    print_out(to_line(json) + "\n");
    return;
  }
  print_out(report.article.id + "\n");
  for (std::size_t i = 0; i < report.sentences.size(); ++i) {
    print_out(fmt::format("{}\n{}\n", report.sentences[i].span.of(report.article.text),
                          mention_words(report.mentions, int(i))));
  }
}

void run(Session& session, const Options& options) {
  const auto data = session.data_dir();
  if (!data) {
    return;
  }
  const auto reader = Reader::load(*data);
  if (!reader) {
    session.report(reader.error());
    return;
  }
  InputReader inputs(options.files);
  while (const auto page = inputs.next()) {
    if (!*page) {
      session.report(page->error());
      continue;
    }
    for (const auto& note : (*page)->notes) {
      session.note(note);
    }
    find(session, **reader, options, **page);
  }
}

}  // namespace

void add_mentions(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "mentions", "actors, places, times and figures of reports, and what each is linked to");
  add_inputs(*command, options->files);
  command->add_flag("--json", options->json,
                    "one JSON object per report and line (docs/formats.md)");
  command->add_flag("--no-clean", options->no_clean,
                    "take the text as it stands; offsets count in the input's text");
  command->add_flag(
      "--spans", options->spans,
      "resolve exactly the spans that the record gives in `toponyms`, find no others");
  command->footer("Example:\n  vigie mentions examples/boukamal-1.txt");
  command->callback([&session, options] { run(session, *options); });
}

}  // namespace vigie::cli
