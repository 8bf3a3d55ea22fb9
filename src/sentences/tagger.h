#pragma once
#include "sentences/lexicon.h"
#include "sentences/linear_model.h"
#include "sentences/sentence.h"
#include "sentences/syntax_model.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace vigie {

/// Hash of a form as the models know it: lower case, every digit 0, curly quotes straight.
std::uint64_t word_hash(std::string_view lower);

/// What the tagger, the gender model and the lemmatiser may look at in one sentence. Shared by
/// training and reading, so that the two cannot drift apart.
class WordFeatures {
 public:
  /// All three must outlive the object; the sentence needs `form` and `lower` only.
  WordFeatures(const Sentence& sentence, const SyntaxModel& model, const Lexicon& lexicon);

  /// Features that decide the tag of token `i`. `previous` and `second` are the classes given to
  /// the two tokens before it, -1 before the sentence.
  void tag_features(int i, int previous, int second, FeatureSet& out) const;
  /// Tags that token `i` may get; empty when any.
  std::span<const std::uint8_t> allowed(int i) const { return at(i).seen.allowed; }

  /// Features that decide the gender of token `i`, whose tag without gender is `tag`.
  void gender_features(int i, WordTag tag, Gender previous, FeatureSet& out) const;
  /// Features that decide the lemma script of token `i`.
  void lemma_features(int i, WordTag tag, FeatureSet& out) const;
  /// Features that decide whether token `i` (`des`, `du`) is two words.
  void contraction_features(int i, FeatureSet& out) const;

  const Lexicon::Entry& lexicon_entry(int i) const { return at(i).entry; }

 private:
  struct Word {
    std::uint64_t hash = 0;
    std::uint64_t shape = 0;
    std::uint64_t guess = 0;  ///< parts of speech it was seen with, else its ending
    std::uint32_t flags = 0;
    std::array<std::uint64_t, 7> suffix{};
    std::array<std::uint64_t, 4> prefix{};
    SyntaxModel::Form seen;
    Lexicon::Entry entry;
  };
  const Word& at(int i) const;
  std::uint32_t genders_of(int i, Upos upos) const;

  std::vector<Word> words_;
  Word before_;
  Word after_;
};

/// Gives each token of a sentence its part of speech, features and lemma: averaged perceptron,
/// greedy from left to right (Collins 2002), then one small model for gender, then lemmas from
/// exceptions, lexicon or edit scripts.
///
/// Thread-safe: holds no state of its own.
class Tagger {
 public:
  /// Both must outlive the tagger.
  Tagger(const SyntaxModel& model, const Lexicon& lexicon) : model_(model), lexicon_(lexicon) {}

  /// Needs `form` and `lower` of each token; sets `upos`, `feats` and `lemma`.
  void tag(Sentence& sentence) const;
  /// Lemma of token `i`, whose tag is set. @param use_exceptions  false while they are learnt
  std::string lemma(const WordFeatures& words,
                    const Sentence& sentence,
                    int i,
                    bool use_exceptions = true) const;
  /// True when token `i` stands for the two words that its form can be cut into.
  bool is_contraction(const WordFeatures& words, int i) const;
  /// Parts of speech that the gender model is asked about.
  static bool may_have_gender(Upos upos);

 private:
  const SyntaxModel& model_;
  const Lexicon& lexicon_;
};

/// The tag classes leave gender to its own model.
constexpr WordTag without_gender(WordTag tag) {
  return tag & ~(WordTag{3} << 18);
}

std::uint64_t lemma_exception_key(std::string_view form, WordTag tag);
/// Shortest script that turns the form into the lemma.
LemmaScript lemma_script(const Token& token, std::string_view lemma);
/// Empty when the form is too short for the script.
std::string apply_script(const LemmaScript& script, const Token& token);
/// Highest score among `allowed`, or among all when it is empty.
int best_allowed(std::span<const std::int32_t> scores, std::span<const std::uint8_t> allowed);

}  // namespace vigie
