#pragma once
#include "sentences/annotator.h"
#include "sentences/lexicon.h"
#include "sentences/parser.h"
#include "sentences/syntax_model.h"
#include "sentences/tagger.h"
#include "sentences/tokenizer.h"

#include <memory>
#include <string>
#include <vector>

namespace vigie {

/// The annotator that `Annotator::load` gives; training builds it from parts.
class SyntaxAnnotator final : public Annotator {
 public:
  SyntaxAnnotator(Tokenizer tokenizer,
                  std::shared_ptr<const Lexicon> lexicon,
                  std::shared_ptr<const SyntaxModel> model);

  std::vector<Sentence> annotate(const Article& article) const override;
  void annotate(Sentence& sentence) const override;

 private:
  Sentence make_sentence(std::string_view text, std::span<const Tokenizer::Piece> pieces) const;

  Tokenizer tokenizer_;
  std::shared_ptr<const Lexicon> lexicon_;
  std::shared_ptr<const SyntaxModel> model_;
  Tagger tagger_;
  Parser parser_;
};

}  // namespace vigie
