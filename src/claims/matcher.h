#pragma once
#include "claims/frame.h"
#include "claims/pattern.h"
#include "claims/report_view.h"

#include <optional>
#include <vector>

namespace vigie {

/// What fills one slot: a mention, or only a word where no mention is asked for.
struct SlotFill {
  SlotRole role = SlotRole::actor;
  SlotFunction function = SlotFunction::subject;
  int token = -1;          ///< head word of the argument
  int mention = -1;        ///< index into Mentions::actors or ::places by role, -1 for none
  bool by_chunks = false;  ///< found by word order, not by the tree
  bool inherited = false;
};

/// A pattern that fits at one trigger word.
struct Match {
  int pattern = -1;
  Frame frame;
  std::vector<SlotFill> fills;
  std::vector<int> required_words;  ///< tokens taken by the pattern's required words
  bool odd_subject = false;         ///< the clause has a subject that no actor slot could take
  bool by_chunks = false;           ///< some slot was filled by word order
  double fit = 0;                   ///< how specific and well filled; higher wins at one trigger
};

/// Runs the patterns of one language over sentences. Thread-safe: borrows what never changes.
class Matcher {
 public:
  Matcher(const LanguagePack& pack, const PatternSet& patterns)
      : pack_(pack),
        patterns_(patterns) {}

  /// The best match at each trigger word, in word order; a word taken as required word by a better
  /// match triggers nothing of its own.
  std::vector<Match> match(const ReportView& report, const SentenceView& view) const;

 private:
  std::optional<Match> try_pattern(const ReportView& report,
                                   const SentenceView& view,
                                   const FrameBuilder& builder,
                                   const Frame& frame,
                                   int pattern) const;

  const LanguagePack& pack_;
  const PatternSet& patterns_;
};

/// The actor mention that an argument word stands for, looking through portioning nouns ("des
/// dizaines de combattants"); -1 for none.
int actor_of(const LanguagePack& pack,
             const SentenceView& view,
             const FrameBuilder& builder,
             int token);
/// Likewise for a place ("la majeure partie de la ville").
int place_of(const LanguagePack& pack,
             const SentenceView& view,
             const FrameBuilder& builder,
             int token);

}  // namespace vigie
