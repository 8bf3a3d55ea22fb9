#pragma once
#include "base/result.h"
#include "lang/data_dir.h"
#include "lang/language_pack.h"
#include "mentions/mention.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// How a proper name joins a place noun; a set of bits.
enum PlaceNounJoin : std::uint8_t {
  join_of = 1,      ///< la ville de Palmyre, the town of Bakhmut
  join_before = 2,  ///< le lac Tchad, Mount Sinjar
  join_after = 4,   ///< Idlib province
  join_only = 8     ///< the noun is a place only beside a name (state, house)
};

struct PlaceNoun {
  PlaceKind kind = PlaceKind::unknown;
  bool plural = false;
  std::uint8_t joins = 0;
  std::string form = {};  ///< lower case, accents kept: a côté is no côte
};

/// Words right before a place, and what they say of it.
struct RelationCue {
  std::vector<std::string> words;  ///< folded, in text order
  std::string relation;
};

/// The words of one language that go with place names: data/<lang>/place_words.tsv,
/// data/<lang>/place_cues.tsv and the demonyms of data/places/countries.tsv.
///
/// Expressions are held as `fold_name` gives them. Thread-safe: never changes after loading.
class PlaceLexicon {
 public:
  /// @error missing_file, bad_data
  static Result<PlaceLexicon> load(const DataDir& data, std::string_view language);

  /// @param folded   the words as `fold_name` gives them
  /// @param written  the words as they stand, to tell côte from côté; empty to skip that check
  const PlaceNoun* noun(std::string_view folded, std::string_view written = {}) const;
  /// Countries whose adjective or inhabitant this is (ISO 3166-1 alpha-2), or null.
  const std::vector<std::string>* demonym(std::string_view folded) const;
  /// Words of a cue class (article, of, locative, parent, join, title, never ...).
  bool in(std::string_view cue, std::string_view folded) const;
  const StringSet& words(std::string_view cue) const;
  /// The value of a word in a cue class with values (direction, unit ...), or empty.
  std::string_view value(std::string_view cue, std::string_view folded) const;

  /// Longest first, so that the first that fits is the right one.
  const std::vector<RelationCue>& relations() const { return relations_; }
  int max_noun_words() const { return max_noun_words_; }
  int max_demonym_words() const { return max_demonym_words_; }

 private:
  StringMap<PlaceNoun> nouns_;
  StringMap<std::vector<std::string>> demonyms_;
  StringMap<StringSet> cues_;
  StringMap<StringMap<std::string>> values_;
  std::vector<RelationCue> relations_;
  int max_noun_words_ = 1;
  int max_demonym_words_ = 1;
};

}  // namespace vigie
