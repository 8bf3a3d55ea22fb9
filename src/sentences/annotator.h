#pragma once
#include "base/result.h"
#include "lang/language_pack.h"
#include "page/article.h"
#include "sentences/sentence.h"

#include <memory>
#include <vector>

namespace vigie {

/// Splits an article into sentences and words and gives each word its part of speech, features,
/// lemma and head: rule tokeniser, averaged-perceptron tagger (Collins 2002), edit-script
/// lemmatiser (Chrupala 2006), greedy transition parser with a dynamic oracle (Goldberg and Nivre
/// 2013).
///
/// Thread-safe: never changes after loading; weights are mapped read-only and shared.
class Annotator {
 public:
  /// @error missing_file, weights_mismatch (trained with another lexicon; says how to mend it)
  static Result<std::shared_ptr<const Annotator>> load(std::shared_ptr<const LanguagePack> pack);
  /// The same without a pack; reads data/<lang>/tokenizer.tsv and data/compiled/<lang>.*.
  static Result<std::shared_ptr<const Annotator>> load(const DataDir& data,
                                                       std::string_view language);
  virtual ~Annotator() = default;

  /// All sentences of the article in text order. No sentence crosses a paragraph.
  virtual std::vector<Sentence> annotate(const Article& article) const = 0;
  /// Tags, lemmas and heads for words that are already split (gold tokens).
  virtual void annotate(Sentence& sentence) const = 0;
};

}  // namespace vigie
