#pragma once
#include "base/span.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// Universal parts of speech (Universal Dependencies v2). `none` is an untagged token.
enum class Upos : std::uint8_t {
  none,
  ADJ,
  ADP,
  ADV,
  AUX,
  CCONJ,
  DET,
  INTJ,
  NOUN,
  NUM,
  PART,
  PRON,
  PROPN,
  PUNCT,
  SCONJ,
  SYM,
  VERB,
  X
};
std::string_view to_string(Upos upos);
Upos parse_upos(std::string_view s);  ///< none when unknown

/// Universal relations with the subtypes that claims need. Subtypes that are not listed read as
/// their universal part (`nmod:tmod` -> `nmod`); what is unknown reads as `dep`.
enum class Deprel : std::uint8_t {
  none,
  acl,
  acl_relcl,
  advcl,
  advmod,
  amod,
  appos,
  aux,
  aux_pass,
  aux_tense,
  aux_caus,
  case_,
  cc,
  ccomp,
  clf,
  compound,
  compound_prt,
  conj,
  cop,
  csubj,
  csubj_pass,
  dep,
  det,
  discourse,
  dislocated,
  expl,
  expl_subj,
  expl_pass,
  fixed,
  flat,
  flat_name,
  flat_foreign,
  goeswith,
  iobj,
  list,
  mark,
  nmod,
  nmod_poss,
  nsubj,
  nsubj_pass,
  nsubj_caus,
  nummod,
  obj,
  obl,
  obl_agent,
  obl_arg,
  obl_mod,
  obl_tmod,
  orphan,
  parataxis,
  punct,
  reparandum,
  root,
  vocative,
  xcomp
};
std::string_view to_string(Deprel rel);  ///< UD spelling: `acl:relcl`
Deprel parse_deprel(std::string_view s);

/// Features that patterns and passes ask for; the value 0 (`none`) is "not marked".
enum class VerbForm : std::uint8_t { none, Fin, Inf, Part, Ger };
enum class Mood : std::uint8_t { none, Ind, Cnd, Sub, Imp };
enum class Tense : std::uint8_t { none, Pres, Past, Fut, Imp };
enum class Voice : std::uint8_t { none, Act, Pass };
enum class Number : std::uint8_t { none, Sing, Plur };
enum class Gender : std::uint8_t { none, Masc, Fem, Neut };
enum class PronType : std::uint8_t { none, Prs, Rel, Dem, Art, Int, Ind, Neg, Tot, Rcp };

struct Features {
  VerbForm verb_form = VerbForm::none;
  Mood mood = Mood::none;
  Tense tense = Tense::none;
  Voice voice = Voice::none;
  Number number = Number::none;
  Gender gender = Gender::none;
  PronType pron_type = PronType::none;
  std::uint8_t person = 0;  ///< 1..3, 0 = not marked
  bool possessive = false;  ///< Poss=Yes
  bool reflexive = false;   ///< Reflex=Yes

  bool operator==(const Features&) const = default;
};
std::string to_string(const Features& f);  ///< CoNLL-U column 6, "_" when empty
Features parse_features(std::string_view s);

/// One syntactic word. The two words of a contraction (du = de + le) share one span.
struct Token {
  ByteSpan span;      ///< in the article's text
  std::string form;   ///< the word; for words of a contraction the expanded one (`de`, `le`)
  std::string lower;  ///< lower case of `form`, apostrophe ' (U+0027)
  std::string lemma;  ///< lower case, except for proper nouns
  Upos upos = Upos::none;
  Features feats;
  int head = -1;  ///< index in the sentence; -1 for the root
  Deprel rel = Deprel::none;
  bool space_before = false;  ///< white space stands before it in the text
};

/// One sentence of an article, tagged and parsed.
struct Sentence {
  ByteSpan span;
  std::uint32_t paragraph = 0;  ///< index into Article::paragraphs
  std::vector<Token> tokens;

  int size() const { return int(tokens.size()); }
  const Token& operator[](int i) const { return tokens[std::size_t(i)]; }
  Token& operator[](int i) { return tokens[std::size_t(i)]; }
};

/// Children lists of one sentence's tree, in word order. Build once, ask often.
class Tree {
 public:
  explicit Tree(const Sentence& sentence);

  const std::vector<int>& children(int token) const { return children_[std::size_t(token)]; }
  int root() const { return root_; }
  /// First child with this relation, or -1.
  int child(int token, Deprel rel) const;
  /// Half-open token range that the subtree covers (its outermost words).
  std::pair<int, int> range(int token) const;
  /// True when `above` is `token` or one of its heads.
  bool dominates(int above, int token) const;
  const Sentence& sentence() const { return *sentence_; }

 private:
  const Sentence* sentence_;
  std::vector<std::vector<int>> children_;
  int root_ = -1;
};

}  // namespace vigie
