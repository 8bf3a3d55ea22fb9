#pragma once
#include "base/result.h"
#include "base/span.h"
#include "lang/data_dir.h"
#include "lang/language_pack.h"

#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// Form as the models and patterns compare it: lower case, every apostrophe U+0027.
std::string lower_form(std::string_view form);

/// Cuts a paragraph into words and sentences by rule, the way the Universal Dependencies treebanks
/// of the language do. What it knows of the language stands in data/<lang>/tokenizer.tsv.
///
/// Linear in bytes, a few million words per second. Thread-safe: never changes after loading.
class Tokenizer {
 public:
  /// A word of the text, or a contraction that may stand for several.
  struct Piece {
    ByteSpan span;
    bool space_before = false;
    bool is_abbreviation = false;    ///< its last dot belongs to it
    bool is_ambiguous = false;       ///< `words` only if context says so (`des` = de + les)
    std::vector<std::string> words;  ///< of a contraction; empty for plain words
  };

  /// Reads data/<lang>/tokenizer.tsv. @error missing_file, bad_data
  static Result<Tokenizer> load(const DataDir& data, std::string_view language);

  /// The pieces of text[range.begin, range.end), in order.
  std::vector<Piece> pieces(std::string_view text, ByteSpan range) const;
  /// Index of the first piece of each sentence; the first is 0 when there are pieces.
  std::vector<std::size_t> sentence_starts(std::string_view text,
                                           const std::vector<Piece>& pieces) const;

  /// True for `des`: one word here, two there.
  bool is_ambiguous_contraction(std::string_view lower) const { return ambiguous_.contains(lower); }

 private:
  std::size_t address_end(std::string_view text, std::size_t at, std::size_t end) const;
  std::size_t whole_end(std::string_view text, std::size_t begin, std::size_t end) const;
  bool only_clitics_follow(std::string_view text, std::size_t at, std::size_t end) const;
  std::size_t word_end(std::string_view text, std::size_t begin, std::size_t end) const;
  void add_word(std::string_view text, ByteSpan span, std::vector<Piece>& out) const;
  bool has_abbreviation_dot(std::string_view text,
                            ByteSpan word,
                            std::size_t dot,
                            std::size_t end) const;

  bool splits_hyphens_ = false;     ///< `anti-tank` is three words (English)
  bool spaces_in_numbers_ = false;  ///< `3 000` is one number (French)
  StringSet elisions_;              ///< `l`, `qu`: cut after the apostrophe
  StringSet whole_;                 ///< words with apostrophe or hyphen that stay whole
  StringSet clitics_;               ///< `il`: cut before the hyphen
  StringSet enclitics_;             ///< `'s`, `n't`: cut before
  StringSet abbreviations_;         ///< `etc`: may end a sentence
  StringSet number_abbreviations_;  ///< `no`: only before a figure
  StringSet domains_;               ///< `com`: last part of an internet name
  StringSet titles_;                ///< `mme`, `gen`: never end a sentence
  StringSet starters_;              ///< words that start a sentence after an abbreviation
  StringMap<std::vector<std::string>> contractions_;
  StringSet ambiguous_;  ///< contractions that are a plain word elsewhere
};

}  // namespace vigie
