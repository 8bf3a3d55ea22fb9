#include "cli/command.h"
#include "page/input_reader.h"
#include "pipeline/reader.h"
#include "views/claim_words.h"
#include "views/mention_words.h"
#include "views/tree_words.h"

#include <fmt/core.h>

#include <filesystem>
#include <memory>

namespace vigie::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  int claim = -1;
};

/// The pattern file where it is edited, not the link to it beside the program.
std::string editable(const std::string& file) {
  std::error_code ec;
  const auto real = std::filesystem::canonical(file, ec);
  return ec ? file : std::filesystem::proximate(real, ec).string();
}

void print_claim(const Report& report, std::size_t number, const WordsStyle& style) {
  const auto& claim = report.claims[number];
  const auto& trace = claim.trace;
  std::string out = fmt::format("claim {}  {}\n", number, claim_line(claim, style));
  const auto field = [&out](std::string_view name, const std::string& value) {
    if (!value.empty()) {
      out += fmt::format("  {:<12}{}\n", name, value);
    }
  };
  field("sources", sources_words(claim));
  field("confidence", fmt::format("{:.3f}", claim.confidence));
  field("evidence", std::string(claim.evidence.of(report.article.text)));
  field("rule", trace.rule + (trace.file.empty() ? ""
                                                 : "  " + editable(trace.file) + ":" +
                                                       std::to_string(trace.line)));
  field("found by",
        trace.by_chunks ? "order of the words (the tree was doubtful)" : "the dependency tree");
  field("modality", trace.modality_cue.empty() ? "" : "from '" + trace.modality_cue + "'");
  field("polarity", trace.polarity_cue.empty() ? "" : "from '" + trace.polarity_cue + "'");
  field("attribution", trace.source_cue.empty() ? "" : "from '" + trace.source_cue + "'");
  if (trace.sentence >= 0 && std::size_t(trace.sentence) < report.sentences.size()) {
    const auto& sentence = report.sentences[std::size_t(trace.sentence)];
    out += fmt::format("  sentence    {}\n\n{}\n", sentence.span.of(report.article.text),
                       tree_words(sentence, trace.trigger));
    out += mention_words(report.mentions, trace.sentence) + "\n";
  }
  print_out(out);
}

void explain(Session& session, const Options& options) {
  const auto data = session.data_dir();
  if (!data) {
    return;
  }
  const auto reader = Reader::load(*data);
  if (!reader) {
    session.report(reader.error());
    return;
  }
  const WordsStyle style{output_has_color()};
  InputReader inputs(options.files);
  while (auto page = inputs.next()) {
    if (!*page) {
      session.report(page->error());
      continue;
    }
    const auto report = (*reader)->read(**page);
    if (!report) {
      session.report(report.error());
      continue;
    }
    if (!report->unread.empty()) {
      session.note({"unsupported_language", report->unread, (*page)->file, (*page)->line});
    }
    if (options.claim >= int(report->claims.size())) {
      session.report({"no_such_claim",
                      "'" + report->article.id + "' has " + std::to_string(report->claims.size()) +
                          " claims, numbered from 0",
                      (*page)->file, (*page)->line});
      continue;
    }
    print_out(fmt::format(
        "{}\n\n", report->article.title.empty() ? report->article.id : report->article.title));
    for (std::size_t i = 0; i < report->claims.size(); ++i) {
      if (options.claim < 0 || options.claim == int(i)) {
        print_claim(*report, i, style);
      }
    }
  }
}

}  // namespace

void add_explain(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "explain", "why each claim was made: sentence, tree, mentions, pattern and cue words");
  add_inputs(*command, options->files);
  command->add_option("--claim", options->claim, "only this claim, numbered from 0 as in --json")
      ->check(CLI::NonNegativeNumber);
  command->footer(
      "Example:\n"
      "  vigie explain examples/boukamal-1.txt --claim 2\n"
      "The arrow in the tree points at the word that made the claim; `rule` names the pattern and\n"
      "the line of its file, so that it can be mended there.");
  command->callback([&session, options] { explain(session, *options); });
}

}  // namespace vigie::cli
