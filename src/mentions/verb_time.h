#pragma once
#include "mentions/atoms.h"
#include "mentions/time_grammar.h"
#include "sentences/sentence.h"

#include <vector>

namespace vigie {

/// Tells past from future for a time expression: by the verb it hangs on when the sentence is
/// parsed, else by the words of its clause. Word lists are classes of data/<lang>/times.tsv.
class VerbTime {
 public:
  explicit VerbTime(const TimeGrammar& grammar);

  /// Of the atoms [begin, end). @param bound  before, by, from or until stands before them
  /// @return -1 past, 1 future, 0 not known
  int tense(const Sentence& sentence,
            const std::vector<Atom>& atoms,
            int begin,
            int end,
            bool bound) const;
  /// True when a perfect stands before atom `at` in its clause: has been cut off for a week.
  bool perfect_before(const std::vector<Atom>& atoms, int at) const;

 private:
  int by_tree(const Sentence& sentence, int first, int last, bool bound) const;
  int of_verb(const Sentence& sentence, int verb, int time, int depth) const;
  int by_words(const std::vector<Atom>& atoms, int begin, int end) const;

  TimeGrammar grammar_;
  const StringSet& future_word_;     ///< forms: attendu, prévues, due, scheduled
  const StringSet& future_verb_;     ///< lemmas that turn what hangs on them to the future: devoir
  const StringSet& future_present_;  ///< lemmas whose present tense looks ahead: expirer
  const StringSet& future_aux_;      ///< lemmas: will, shall
  const StringSet& future_ending_;  ///< endings of verbs, for sentences without a parse: -ra, -ront
  const StringSet& perfect_;        ///< forms: has, had, avoir
  const StringSet& clause_mark_;    ///< words that part clauses: que, qui, after
  const StringSet& future_mark_;    ///< before a subjunctive that looks ahead: avant (que), pour
};

}  // namespace vigie
