#include "cli/command.h"
#include "train/syntax_trainer.h"

#include <fmt/core.h>

#include <memory>

namespace vigie::cli {
namespace {

struct SyntaxOptions {
  SyntaxTrainOptions train;
  std::vector<std::string> files;
  std::vector<std::string> adapt;
  std::string out;
};

void train_trees(Session& session, SyntaxOptions& options) {
  auto data = session.data_dir();
  if (!data) {
    return;
  }
  options.train.data = std::move(*data);
  options.train.train.assign(options.files.begin(), options.files.end());
  options.train.adapt.assign(options.adapt.begin(), options.adapt.end());
  options.train.out = options.out.empty() ? options.train.data.language(options.train.language) /
                                                "weights" / "syntax.bin.zst"
                                          : std::filesystem::path(options.out);
  options.train.log = [](const std::string& line) { fmt::print(stderr, "{}\n", line); };
  if (const auto done = train_syntax(options.train); !done) {
    session.report(done.error());
  }
}

}  // namespace

void add_train(CLI::App& app, Session& session) {
  auto* train = app.add_subcommand("train", "fits the weights that reading uses");
  train->require_subcommand(1);
  auto options = std::make_shared<SyntaxOptions>();
  auto* syntax = train->add_subcommand("syntax", "tagger, lemmatiser and parser, from treebanks");
  syntax->add_option("LANG", options->train.language, "language (its lexicon must be compiled)")
      ->required();
  syntax->add_option("FILE", options->files, "CoNLL-U files whose conventions are kept")
      ->required();
  syntax->add_option("--adapt", options->adapt,
                     "CoNLL-U files with other conventions; closed-class words are retagged");
  syntax->add_option("--out", options->out,
                     "weight file (default: the pack's weights/syntax.bin.zst)");
  syntax->add_option("--seed", options->train.seed, "seed of the random order")
      ->capture_default_str();
  syntax->add_option("--tagger-epochs", options->train.tagger_epochs)->capture_default_str();
  syntax->add_option("--parser-epochs", options->train.parser_epochs)->capture_default_str();
  syntax
      ->add_option("--folds", options->train.folds, "jackknife of the tags the parser learns from")
      ->capture_default_str();
  syntax->callback([&session, options] { train_trees(session, *options); });
  add_train_claims(*train, session);
}

}  // namespace vigie::cli
