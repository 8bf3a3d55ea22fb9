#pragma once
#include "base/span.h"
#include "lang/language_pack.h"
#include "sentences/sentence.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// A run of letters, a run of digits, or one other character: the grain at which numbers and time
/// expressions are matched. Finer than a token, so that `16h51`, `3.000`, `l'été`, `mi-octobre` and
/// `24-hour` read the same whatever the tokeniser makes of them.
struct Atom {
  std::string lower;  ///< lower case; apostrophes and hyphens in their ASCII form
  ByteSpan span;
  int token = 0;        ///< index of the token it belongs to
  int word = -1;        ///< Vocabulary id, -1 when the vocabulary does not know it
  int unaccented = -1;  ///< second id of a capitalised word written without accents (A 20 h, Noel)
  std::int64_t value = -1;  ///< of a run of at most 15 digits
  bool space_before = false;
  bool upper = false;  ///< begins with a capital letter
  bool letters = false;
  bool digits = false;

  bool is(std::string_view s) const { return lower == s; }
  bool is_mark(char c) const { return lower.size() == 1 && lower[0] == c; }
};

/// Words known to one set of rules, as small numbers. Filled while loading, then only read.
class Vocabulary {
 public:
  int add(std::string_view lower);
  int find(std::string_view lower) const;          ///< -1 when unknown
  int find_folded(std::string_view folded) const;  ///< first accented word that folds to this
  std::size_t size() const { return n_; }

 private:
  StringMap<int> ids_;
  StringMap<int> folded_;
  std::size_t n_ = 0;
};

/// Joins the words of a contraction (à le -> au) when the text itself is not at hand.
using Contractions = StringMap<std::string>;

/// Cuts a sentence into atoms, in text order.
/// @param text  the article's text; may be empty, then token forms and `contractions` are used
std::vector<Atom> cut_atoms(const Sentence& sentence,
                            std::string_view text,
                            const Vocabulary& vocabulary,
                            const Contractions& contractions);

/// Cuts a stretch of a rule file; `_` reads as a blank.
std::vector<Atom> cut_atoms(std::string_view words);

}  // namespace vigie
