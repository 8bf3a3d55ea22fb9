#include "cli/command.h"
#include "eval/claim_score.h"
#include "eval/score_words.h"
#include "page/input_reader.h"
#include "pipeline/reader.h"
#include "train/syntax_eval.h"
#include "views/claim_json.h"

#include <fmt/core.h>

#include <memory>

namespace vigie::cli {
namespace {

struct Options {
  std::string gold;
  std::string predicted;
  bool by_type = false;
  bool errors = false;
  bool json = false;
};

/// Reads the gold reports with the program itself.
Result<std::map<std::string, ClaimDocument>> predict(Session& session,
                                                     const std::vector<ClaimDocument>& gold) {
  const auto data = session.data_dir();
  if (!data) {
    return tl::unexpected(data.error());
  }
  auto reader = Reader::load(*data);
  if (!reader) {
    return tl::unexpected(reader.error());
  }
  std::map<std::string, ClaimDocument> out;
  for (const auto& document : gold) {
    auto report = (*reader)->read(page_of_gold(document));
    if (!report) {
      return tl::unexpected(report.error());
    }
    out[report->article.id] =
        ClaimDocument::parse(report_json(report->article, report->claims).dump());
  }
  return out;
}

void score(Session& session, const Options& options) {
  const auto gold = load_gold(options.gold);
  if (!gold) {
    session.report(gold.error());
    return;
  }
  const auto predicted =
      options.predicted.empty() ? predict(session, *gold) : load_predictions(options.predicted);
  if (!predicted) {
    session.report(predicted.error());
    return;
  }
  const auto scores = score_claims(*gold, *predicted, options.errors);
  if (scores.missing_documents > 0) {
    session.note({"missing_document",
                  std::to_string(scores.missing_documents) + " gold reports have no prediction"});
  }
  for (const auto& error : scores.errors) {
    print_out(error + "\n");
  }
  print_out(options.json ? score_json(scores).dump() + "\n" : score_words(scores, options.by_type));
}

struct SyntaxOptions {
  std::string language;
  std::vector<std::string> files;
  bool raw = false;
};

void score_syntax(Session& session, const SyntaxOptions& options) {
  const auto data = session.data_dir();
  if (!data) {
    return;
  }
  const auto pack = LanguagePack::load(*data, options.language);
  const auto annotator = pack ? Annotator::load(*pack) : tl::unexpected(pack.error());
  if (!annotator) {
    session.report(annotator.error());
    return;
  }
  print_out(fmt::format("{:<44} {:>7} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>9}\n", "file",
                        "words", "sent", "UPOS", "feats", "lemma", "UAS", "LAS", "LAS+",
                        "tokens/s"));
  for (const auto& file : options.files) {
    const auto s = evaluate_syntax(**annotator, file, options.raw);
    if (!s) {
      session.report(s.error());
      continue;
    }
    print_out(fmt::format(
        "{:<44} {:>7} {:>6.2f} {:>6.2f} {:>6.2f} {:>6.2f} {:>6.2f} {:>6.2f} {:>6.2f} {:>9.0f}\n",
        file.size() > 44 ? file.substr(file.size() - 44) : file, s->n_words, s->sentences, s->upos,
        s->feats, s->lemmas, s->uas, s->las, s->las_full, s->tokens_per_second));
  }
}

}  // namespace

void add_eval(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  auto* eval = app.add_subcommand(
      "eval", "how well claims (or, with `syntax`, trees) agree with gold (docs/evaluation.md)");
  eval->add_option("GOLD", options->gold, "folder of gold reports (*.json), or one of them");
  eval->add_option("--pred", options->predicted,
                   "score this output of `vigie read --json` instead of reading the gold reports");
  eval->add_flag("--by-type", options->by_type, "one more line per claim type");
  eval->add_flag("--errors", options->errors, "every missed, surplus and wrong filler");
  eval->add_flag("--json", options->json, "the figures as one JSON object");

  auto syntax_options = std::make_shared<SyntaxOptions>();
  auto* syntax = eval->add_subcommand("syntax", "words, tags and trees against CoNLL-U treebanks");
  syntax->add_option("LANG", syntax_options->language, "language of the treebanks")->required();
  syntax->add_option("FILE", syntax_options->files, "CoNLL-U files")->required();
  syntax->add_flag("--raw", syntax_options->raw,
                   "split the raw text too, instead of taking its words");
  syntax->callback([&session, syntax_options] { score_syntax(session, *syntax_options); });

  eval->callback([&session, options, syntax] {
    if (syntax->parsed()) {
      return;
    }
    if (options->gold.empty()) {
      throw CLI::RequiredError("GOLD");
    }
    score(session, *options);
  });
}

}  // namespace vigie::cli
