#include "cli/command.h"
#include "eval/claim_score.h"
#include "pipeline/reader.h"
#include "train/claim_trainer.h"
#include "views/claim_json.h"

#include <fmt/core.h>

#include <map>
#include <memory>

namespace vigie::cli {
namespace {

struct Options {
  std::string language;
  std::vector<std::string> gold;
  std::string out;
  ClaimTrainOptions train;
};

/// Proposes claims for one gold report and marks those that gold has, optional ones too.
/// @return how many claims gold counts there
int add_examples(const LanguageReader& language,
                 const ArticleReader& articles,
                 const ClaimDocument& gold,
                 int report,
                 std::vector<ScorerExample>& out) {
  const Article article = articles.read(page_of_gold(gold));
  const auto sentences = language.annotator->annotate(article);
  const auto mentions = language.mentions->find(article, sentences);
  const auto proposed = language.claims->propose(article, sentences, mentions);
  std::vector<Claim> claims;
  for (const auto& p : proposed) {
    claims.push_back(p.claim);
  }
  const auto predicted = ClaimDocument::parse(report_json(article, claims).dump());
  std::vector<bool> right(claims.size(), false);
  for (const auto& [g, p] : match_claims(gold, predicted)) {
    right[std::size_t(p)] = true;
  }
  for (std::size_t i = 0; i < proposed.size(); ++i) {
    out.push_back({proposed[i].features, right[i], report});
  }
  int counted = 0;
  for (const auto& c : gold.at("claims")) {
    counted += c.value("optional", false) ? 0 : 1;
  }
  return counted;
}

void train_scorer(Session& session, const Options& options) {
  const auto data = session.data_dir();
  if (!data) {
    return;
  }
  auto reader = Reader::load(*data);
  if (!reader) {
    session.report(reader.error());
    return;
  }
  const auto& language = (*reader)->language(options.language);
  if (!language) {
    session.report(language.error());
    return;
  }
  std::vector<ScorerExample> examples;
  int wanted = 0;
  int report = 0;
  for (const auto& folder : options.gold) {
    const auto gold = load_gold(folder);
    if (!gold) {
      session.report(gold.error());
      return;
    }
    for (const auto& document : *gold) {
      if (document.value("lang", "") == options.language) {
        wanted += add_examples(*language, (*reader)->articles(), document, report++, examples);
      }
    }
  }
  const auto out = options.out.empty() ? data->language(options.language) / "weights" / "claims.tsv"
                                       : std::filesystem::path(options.out);
  const std::string recipe = fmt::format(
      "vigie train claims {} GOLD... (l2 {}, {} epochs, {} folds, {} reports)", options.language,
      options.train.l2, options.train.epochs, options.train.folds, report);
  const auto done = train_claim_scorer(examples, wanted, options.train, recipe, out);
  if (!done) {
    session.report(done.error());
    return;
  }
  print_out(
      fmt::format("{} proposed claims of {} reports, {} right, {} features\n"
                  "held-out folds at threshold {:.2f}: precision {:.3f}, recall {:.3f}, "
                  "calibration error {:.3f}\n"
                  "written to {}\n",
                  done->examples, report, done->right, done->features, done->threshold,
                  done->precision, done->recall, done->calibration_error, out.string()));
}

}  // namespace

void add_train_claims(CLI::App& train, Session& session) {
  auto options = std::make_shared<Options>();
  auto* claims = train.add_subcommand(
      "claims", "how likely a proposed claim is right, from gold reports (docs/evaluation.md)");
  claims->add_option("LANG", options->language, "language of the scorer")->required();
  claims->add_option("GOLD", options->gold, "folders of gold reports; other languages are skipped")
      ->required();
  claims->add_option("--out", options->out,
                     "weight table (default: the pack's weights/claims.tsv)");
  claims->add_option("--l2", options->train.l2, "strength of the prior")->capture_default_str();
  claims->add_option("--folds", options->train.folds)->capture_default_str();
  claims->add_option("--epochs", options->train.epochs)->capture_default_str();
  claims->callback([&session, options] { train_scorer(session, *options); });
}

}  // namespace vigie::cli
