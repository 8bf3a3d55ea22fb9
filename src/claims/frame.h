#pragma once
#include "claims/report_view.h"
#include "lang/language_pack.h"

#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// A phrase that hangs on a predicate, by its head word.
struct Argument {
  int token = -1;
  std::string preposition;  ///< lemma(s) of its case words, "" for none
  bool inherited = false;   ///< shared through coordination or control, not the word's own
};

/// How the trigger's own clause hangs in the sentence, from the trigger outwards.
struct Governor {
  int token = -1;            ///< the governing verb or noun
  Deprel by = Deprel::none;  ///< relation of the lower word to it
  int lower = -1;            ///< the word that hangs on it
};

/// The arguments of one trigger word with the grammar undone: passive, relative clause, participle,
/// infinitive under a control verb, coordination, support verb and possessive all end in the same
/// three lists, so that a pattern need not know them.
struct Frame {
  int trigger = -1;
  bool passive = false;
  bool reflexive = false;
  bool participle = false;            ///< participle that modifies a noun
  std::vector<Argument> subjects;     ///< who does it
  std::vector<Argument> objects;      ///< to whom it is done
  std::vector<Argument> complements;  ///< with their preposition
  int light_verb = -1;                ///< support verb of a noun trigger (mener une offensive)
  bool suffers = false;               ///< the support verb makes its subject the target (subir)
  std::vector<int>
      predicate;  ///< trigger, auxiliaries, support verb: where mood and negation stand
  std::vector<Governor> governors;  ///< verbs above the predicate, nearest first
};

/// Builds frames for one sentence. Borrows pack and view.
class FrameBuilder {
 public:
  FrameBuilder(const LanguagePack& pack, const SentenceView& view)
      : pack_(pack),
        view_(view),
        french_(pack.language() == "fr") {}

  Frame verb_frame(int verb) const;
  Frame noun_frame(int noun) const;
  Frame adjective_frame(int adjective) const;

  /// The phrase and what is coordinated with it, heads only.
  std::vector<int> coordinated(int token) const;
  /// Lemmas of the case words of a phrase, joined by a space: "de", "près de", "out of".
  std::string preposition_of(int token) const;
  /// The word that a relative pronoun stands for; the token itself when it is none.
  int antecedent(int token) const;
  /// The noun that a prepositional predicate is said of: "la ville aux mains de Y"; -1 for none.
  int holder_of(int noun) const;
  bool is_verb(int token) const;
  bool is_participle(int token) const;

 private:
  struct Surface {
    std::vector<Argument> subjects;
    bool passive = false;
  };
  /// Grammatical subject of a verb and its voice, looked for along conj, xcomp, advcl and acl.
  Surface surface(int verb, int depth) const;
  bool is_passive(int verb) const;
  /// A bare participle with an object behind it is active whatever the tagger said: "The militia
  /// destroyed nine vehicles", "a mené neuf raids et largué deux barils".
  bool has_own_object(int verb) const;
  /// The nearest verb above a noun, -1 when there is none.
  int clause_above(int token) const;
  void collect_arguments(int head, Frame& frame) const;
  void add_governors(int token, Frame& frame) const;
  void add_auxiliaries(int token, Frame& frame) const;
  std::vector<Argument> expanded(int token, std::string preposition, bool inherited) const;

  const LanguagePack& pack_;
  const SentenceView& view_;
  const bool french_;
};

}  // namespace vigie
