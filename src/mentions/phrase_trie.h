#pragma once
#include "sentences/sentence.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace vigie {

/// The words of one sentence as names are compared: folded, split at hyphens and apostrophes, the
/// two words of a contraction read once as they stand (du, aux). Each word knows its tokens.
class WordLine {
 public:
  WordLine(const Sentence& sentence, std::string_view text);

  int size() const { return int(words_.size()); }
  std::uint64_t hash(int word) const { return words_[std::size_t(word)].hash; }
  /// First token of a word and the first token behind it.
  int token_first(int word) const { return words_[std::size_t(word)].first; }
  int token_last(int word) const { return words_[std::size_t(word)].last; }
  /// The word begins its token, so that a phrase may begin here.
  bool begins_token(int word) const { return words_[std::size_t(word)].begins; }
  bool ends_token(int word) const { return words_[std::size_t(word)].ends; }

 private:
  struct Word {
    std::uint64_t hash = 0;
    int first = 0;
    int last = 0;
    bool begins = false;
    bool ends = false;
  };
  std::vector<Word> words_;
};

/// Finds listed phrases in a WordLine. Values are integers of the caller's. Build, then only read.
class PhraseTrie {
 public:
  /// @param phrase  as written; folded here
  void add(std::string_view phrase, int value);

  struct Hit {
    int words = 0;  ///< length in words
    int value = 0;
  };
  /// All phrases that begin at word `at`, shorter first.
  std::vector<Hit> match(const WordLine& line, int at) const;

 private:
  std::unordered_map<std::uint64_t, int> next_;  ///< (state, word) -> state
  std::unordered_multimap<int, int> values_;     ///< state -> value
  int states_ = 1;
};

}  // namespace vigie
