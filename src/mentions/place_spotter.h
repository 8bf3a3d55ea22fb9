#pragma once
#include "mentions/gazetteer.h"
#include "mentions/mention.h"
#include "mentions/place_lexicon.h"
#include "mentions/romanisation.h"
#include "page/article.h"
#include "sentences/lexicon.h"
#include "sentences/sentence.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace vigie {

/// A stretch of words that may name or describe a place, before it is linked to an entry.
struct PlaceSpot {
  TokenRange at;        ///< with its place noun
  int name_first = -1;  ///< tokens of the name alone, -1 for descriptions
  int name_last = -1;
  ByteSpan span;  ///< of the whole mention
  ByteSpan name_span;
  std::string phrase;  ///< folded: the whole mention
  std::string name;    ///< folded: the name alone
  const PlaceNoun* noun = nullptr;
  const std::vector<std::string>* demonym = nullptr;  ///< its countries
  bool listed = false;                                ///< the gazetteer has the name or the phrase
  bool strong = false;    ///< a place noun, preposition or list makes it a place anyway
  bool initial = false;   ///< at the start of a sentence, where the capital says nothing
  bool doubtful = false;  ///< also a common word or first name, or part of a longer name
  bool inside_actor = false;
  bool given = false;      ///< the caller says that it is a toponym
  int parent = -1;         ///< index of the spot of the area beside it
  bool parent_of = false;  ///< it stands beside a place as its area
};

/// A sentence's words as names are compared: one folded text and each token's place in it, so that
/// any run of tokens is a piece of it and nothing is folded twice.
class FoldedSentence {
 public:
  FoldedSentence(std::string_view text, const Sentence& sentence);

  /// Tokens [first, last), as `fold_name` would give their stretch of the article.
  std::string_view words(int first, int last) const;
  std::string_view word(int token) const { return words(token, token + 1); }

  bool capital(int token) const { return shapes_[std::size_t(token)].capital; }
  bool all_capitals(int token) const { return shapes_[std::size_t(token)].all_capitals; }
  bool has_letter(int token) const { return shapes_[std::size_t(token)].letter; }
  bool has_digit(int token) const { return shapes_[std::size_t(token)].digit; }
  /// A hyphen, dot or apostrophe, which may stand inside a name.
  bool joint(int token) const { return shapes_[std::size_t(token)].joint; }
  /// The second word of a contraction: its bytes belong to the word before.
  bool shared(int token) const { return shapes_[std::size_t(token)].shared; }
  /// Capitals say nothing here: a headline in title case or a line in capitals.
  bool headline() const { return headline_; }

 private:
  struct Shape {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool capital = false;
    bool all_capitals = false;
    bool letter = false;
    bool digit = false;
    bool joint = false;
    bool shared = false;
  };
  std::string folded_;
  std::vector<Shape> shapes_;
  bool headline_ = false;
};

/// Finds the spots of one article. Names are the longest stretch that the gazetteer has; a
/// capitalised run that it does not have counts after a place noun or preposition. Whether a listed
/// name is that place, and which, is the resolver's task.
class PlaceSpotter {
 public:
  /// @param words  dictionary of the language, null where none is compiled
  PlaceSpotter(const PlaceLexicon& lexicon,
               const Gazetteer& gazetteer,
               const Romaniser& romaniser,
               const Lexicon* words,
               std::uint8_t common_word_flag);

  /// @param context  countries whose romanisation keys are tried for capitalised runs
  /// @return sorted by (sentence, first), none overlapping
  std::vector<PlaceSpot> find(const Article& article,
                              std::span<const Sentence> sentences,
                              std::span<const FoldedSentence> folded,
                              std::span<const ActorMention> actors,
                              std::span<const std::uint16_t> context) const;

 private:
  struct Reading;  ///< one sentence being read

  void read_sentence(Reading& reading, std::vector<PlaceSpot>& spots) const;
  bool read_noun(Reading& reading, int at, std::vector<PlaceSpot>& spots) const;
  bool read_name(Reading& reading, int at, std::vector<PlaceSpot>& spots) const;
  bool read_demonym(Reading& reading, int at, std::vector<PlaceSpot>& spots) const;
  bool read_road_code(Reading& reading, int at, std::vector<PlaceSpot>& spots) const;

  int longest_listed(const Reading& reading, int first, int limit) const;
  int noun_length(const Reading& reading, int first, bool capital_too) const;
  int run_end(const Reading& reading, int first) const;
  bool starts_name(const Reading& reading, int token) const;
  /// An article, preposition or conjunction of the language.
  bool function_word(std::string_view folded) const;
  bool keyed(const Reading& reading, int first, int last) const;
  /// A country, capital or big city has the name.
  bool well_known(std::string_view folded) const;
  const PlaceNoun* noun_at(const Reading& reading, int first, int last) const;
  /// True when the dictionary has every word of [first, last) as an ordinary one.
  bool common_words(const Reading& reading, int first, int last) const;
  void share_nouns(const Reading& reading, std::size_t from, std::vector<PlaceSpot>& spots) const;
  bool locative_before(const Reading& reading, int token) const;
  int skip_after_noun(const Reading& reading, int token, bool& of) const;
  PlaceSpot make(const Reading& reading, int first, int last, int name_first, int name_last) const;

  const PlaceLexicon* lexicon_;
  const Gazetteer* gazetteer_;
  const Romaniser* romaniser_;
  const Lexicon* words_;
  std::uint8_t common_word_flag_;
};

}  // namespace vigie
