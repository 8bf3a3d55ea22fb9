#include "cli/command.h"
#include "page/input_reader.h"
#include "pipeline/reader.h"
#include "sentences/conllu.h"
#include "views/tree_words.h"

#include <fmt/core.h>

#include <memory>

namespace vigie::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string language;
  bool conllu = false;
};

void print(const Sentence& sentence, std::string_view text, const std::string& id, bool conllu) {
  print_out(conllu ? to_conllu(sentence, text, id)
                   : fmt::format("{}  {}\n{}\n", id, sentence.span.of(text), tree_words(sentence)));
}

/// Words that are split already keep their borders and get new tags and heads.
void parse_words(Session& session,
                 Reader& reader,
                 const Options& options,
                 const std::string& file) {
  if (options.language.empty()) {
    session.report({"missing_option", "say the language of its words with --lang", file});
    return;
  }
  auto sentences = read_conllu(file);
  const auto& stages = reader.language(options.language);
  if (!sentences || !stages) {
    session.report(sentences ? stages.error() : sentences.error());
    return;
  }
  for (auto& given : *sentences) {
    stages->annotator->annotate(given.sentence);
    print(given.sentence, given.text, given.id, options.conllu);
  }
}

void parse(Session& session, const Options& options) {
  const auto data = session.data_dir();
  if (!data) {
    return;
  }
  const auto reader = Reader::load(*data);
  if (!reader) {
    session.report(reader.error());
    return;
  }
  std::vector<std::string> reports;
  for (const auto& file : options.files) {
    if (file.size() > 7 && file.substr(file.size() - 7) == ".conllu") {
      parse_words(session, **reader, options, file);
    } else {
      reports.push_back(file);
    }
  }
  InputReader inputs(reports);
  while (auto page = inputs.next()) {
    if (!*page) {
      session.report(page->error());
      continue;
    }
    auto article = (*reader)->articles().read(**page);
    if (!options.language.empty()) {
      article.language = options.language;
    }
    if (!(*reader)->has_pack(article.language)) {
      session.report(
          {"unsupported_language",
           "there is no language pack for '" + article.language + "'; say it with --lang",
           (*page)->file, (*page)->line});
      continue;
    }
    const auto& stages = (*reader)->language(article.language);
    if (!stages) {
      session.report(stages.error());
      continue;
    }
    int n = 0;
    for (const auto& sentence : stages->annotator->annotate(article)) {
      print(sentence, article.text, article.id + "-" + std::to_string(++n), options.conllu);
    }
  }
}

}  // namespace

void add_parse(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  auto* command =
      app.add_subcommand("parse", "sentences, words, parts of speech, lemmas and dependency trees");
  add_inputs(*command, options->files);
  command->add_flag("--conllu", options->conllu, "CoNLL-U (universaldependencies.org/format)");
  command->add_option("--lang", options->language,
                      "language of the reports, instead of telling it");
  command->footer(
      "A file that ends in .conllu is taken as words that are split already: its borders stay,\n"
      "tags, lemmas and heads are made anew (give --lang).\n"
      "Examples:\n"
      "  vigie parse examples/boukamal-1.txt\n"
      "  vigie parse --conllu report.txt > report.conllu");
  command->callback([&session, options] { parse(session, *options); });
}

}  // namespace vigie::cli
