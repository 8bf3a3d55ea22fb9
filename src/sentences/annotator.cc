#include "sentences/annotator.h"

#include "lang/tsv.h"
#include "sentences/pack_build.h"
#include "sentences/syntax_annotator.h"

#include <span>

namespace vigie {
namespace {

/// A parser is linear, but a "sentence" of a table or of binary rubbish would still be one tree;
/// longer ones are cut.
constexpr std::size_t kMostPieces = 400;

}  // namespace

SyntaxAnnotator::SyntaxAnnotator(Tokenizer tokenizer,
                                 std::shared_ptr<const Lexicon> lexicon,
                                 std::shared_ptr<const SyntaxModel> model)
    : tokenizer_(std::move(tokenizer)),
      lexicon_(std::move(lexicon)),
      model_(std::move(model)),
      tagger_(*model_, *lexicon_),
      parser_(*model_) {}

void SyntaxAnnotator::annotate(Sentence& sentence) const {
  for (auto& token : sentence.tokens) {
    if (token.lower.empty()) {
      token.lower = lower_form(token.form);
    }
  }
  tagger_.tag(sentence);
  parser_.parse(sentence);
}

Sentence SyntaxAnnotator::make_sentence(std::string_view text,
                                        std::span<const Tokenizer::Piece> pieces) const {
  Sentence raw;
  raw.span = pieces.front().span.joined(pieces.back().span);
  bool any_ambiguous = false;
  bool any_words = false;
  for (const auto& piece : pieces) {
    Token token;
    token.span = piece.span;
    token.form = piece.span.of(text);
    token.lower = lower_form(token.form);
    token.space_before = piece.space_before;
    raw.tokens.push_back(std::move(token));
    any_ambiguous |= piece.is_ambiguous;
    any_words |= !piece.words.empty();
  }
  if (!any_words) {
    return raw;
  }
  std::vector<bool> stays(pieces.size());
  if (any_ambiguous) {
    const WordFeatures words(raw, *model_, *lexicon_);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      stays[i] = pieces[i].is_ambiguous && !tagger_.is_contraction(words, int(i));
    }
  }
  Sentence out;
  out.span = raw.span;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    Token& token = raw.tokens[i];
    if (pieces[i].words.empty() || stays[i]) {
      out.tokens.push_back(std::move(token));
      continue;
    }
    for (std::size_t k = 0; k < pieces[i].words.size(); ++k) {
      Token word;
      word.span = token.span;
      word.form = pieces[i].words[k];
      word.lower = lower_form(word.form);
      word.space_before = k == 0 && token.space_before;
      out.tokens.push_back(std::move(word));
    }
  }
  return out;
}

std::vector<Sentence> SyntaxAnnotator::annotate(const Article& article) const {
  std::vector<Sentence> out;
  for (std::size_t p = 0; p < article.paragraphs.size(); ++p) {
    const auto pieces = tokenizer_.pieces(article.text, article.paragraphs[p].span);
    const auto starts = tokenizer_.sentence_starts(article.text, pieces);
    for (std::size_t s = 0; s < starts.size(); ++s) {
      const auto end = s + 1 < starts.size() ? starts[s + 1] : pieces.size();
      for (auto begin = starts[s]; begin < end; begin += kMostPieces) {
        const auto n = std::min(kMostPieces, end - begin);
        auto sentence = make_sentence(article.text, std::span(pieces).subspan(begin, n));
        sentence.paragraph = std::uint32_t(p);
        annotate(sentence);
        out.push_back(std::move(sentence));
      }
    }
  }
  return out;
}

Result<std::shared_ptr<const Annotator>> Annotator::load(std::shared_ptr<const LanguagePack> pack) {
  return load(pack->data(), pack->language());
}

Result<std::shared_ptr<const Annotator>> Annotator::load(const DataDir& data,
                                                         std::string_view language) {
  auto tokenizer = Tokenizer::load(data, language);
  if (!tokenizer) {
    return tl::unexpected(tokenizer.error());
  }
  const std::string name(language);
  auto lexicon = Lexicon::open(data.compiled(name + ".lexicon"));
  if (!lexicon) {
    return tl::unexpected(lexicon.error());
  }
  const auto path = data.compiled(name + ".syntax");
  auto model = SyntaxModel::open(path);
  if (!model) {
    return tl::unexpected(model.error());
  }
  if ((*model)->language() != language || (*model)->lexicon_hash() != (*lexicon)->hash()) {
    return fail("weights_mismatch",
                "the weights were trained with another lexicon than data/compiled/" + name +
                    ".lexicon; run `vigie pack build`, and if that does not help install the "
                    "dictionary version named in data/" +
                    name + "/weights/README.md or train anew with the command given there",
                path.string());
  }
  return std::shared_ptr<const Annotator>(std::make_shared<SyntaxAnnotator>(
      std::move(*tokenizer), std::move(*lexicon), std::move(*model)));
}

Result<void> unpack_weights(const DataDir& data, std::string_view language) {
  const auto source = data.language(language) / "weights" / "syntax.bin.zst";
  const auto packed = read_file(source);
  if (!packed) {
    return tl::unexpected(packed.error());
  }
  const auto in_file = [&](Error error) {
    error.file = source.string();
    return tl::unexpected(std::move(error));
  };
  const auto bytes = decompress(*packed);
  if (!bytes) {
    return in_file(bytes.error());
  }
  const auto weights = read_packed_weights(*bytes);
  if (!weights) {
    return in_file(weights.error());
  }
  const auto path = data.compiled(std::string(language) + ".syntax");
  return write_whole_file(path, map_weights(*weights));
}

}  // namespace vigie
