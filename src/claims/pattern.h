#pragma once
#include "base/result.h"
#include "claims/claim.h"
#include "lang/language_pack.h"
#include "sentences/sentence.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vigie {

/// A lemma, alternatives of lemmas, and word classes (docs/patterns.md).
struct WordSet {
  std::vector<std::string> lemmas;
  std::vector<const StringSet*> classes;
  std::string case_word;         ///< `[case=...]`: the preposition it must have, "" for any
  std::string form;              ///< `[form=...]`
  Number number = Number::none;  ///< `[num=...]`

  bool empty() const { return lemmas.empty() && classes.empty(); }
  bool holds(const Token& token) const;
};

enum class SlotRole : std::uint8_t { actor, target, place, unfilled };
enum class SlotFunction : std::uint8_t { subject, object, complement };
/// What may stand in a slot.
enum class SlotClass : std::uint8_t { any_actor, armed, people, place, word, anything };

struct Slot {
  SlotRole role = SlotRole::actor;
  SlotFunction function = SlotFunction::subject;
  SlotClass wanted = SlotClass::any_actor;
  const StringSet* words = nullptr;       ///< for SlotClass::word
  std::vector<std::string> prepositions;  ///< for complements
  bool required = false;
};

/// One `when` line, compiled.
struct Pattern {
  WordSet trigger;
  Upos trigger_pos = Upos::VERB;  ///< VERB, NOUN or ADJ
  bool reflexive = false;
  std::string particle;          ///< English: `out` of pull_out
  std::vector<WordSet> with;     ///< required words that hang on the trigger
  std::vector<WordSet> near;     ///< `+word`: anywhere in the clause
  std::vector<WordSet> without;  ///< `-word`
  std::vector<Slot> slots;
  int rule = 0;  ///< index into PatternSet::rules
  std::size_t line = 0;
};

struct PatternExample {
  std::string text;
  /// Role name and the words that one of its fillers must contain; "-" asks for an empty role.
  std::vector<std::pair<std::string, std::string>> wanted;
  bool negative = false;
  std::size_t line = 0;
};

struct Rule {
  std::string name;
  ClaimType type = ClaimType::capture;
  std::string file;
  std::size_t line = 0;
  std::string mode;
  std::string figure;  ///< quantity of the counted argument
  std::optional<Extent> extent;
  std::optional<Modality> modality;
  std::optional<Polarity> polarity;
  bool free_place = true;
  bool no_actor = false;
  double weight = 0.8;  ///< prior probability that a match is right
  std::vector<PatternExample> examples;
};

/// All patterns of one language. Thread-safe: never changes after loading.
class PatternSet {
 public:
  /// Reads every data/<lang>/patterns/*.txt. @error bad_pattern  file, line, reason
  static Result<PatternSet> load(const LanguagePack& pack);
  /// Compiles one file's text; `name` is its path in messages, its stem the claim type.
  Result<bool> add_file(const LanguagePack& pack, std::string_view name, std::string_view text);

  const std::vector<Rule>& rules() const { return rules_; }
  const std::vector<Pattern>& patterns() const { return patterns_; }
  /// Indices of the patterns that this word may trigger.
  const std::vector<int>& triggered_by(const Token& token) const;

 private:
  std::vector<Rule> rules_;
  std::vector<Pattern> patterns_;
  StringMap<std::vector<int>> by_lemma_;
};

}  // namespace vigie
