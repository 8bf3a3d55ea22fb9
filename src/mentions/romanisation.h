#pragma once
#include "base/result.h"
#include "lang/data_dir.h"
#include "lang/language_pack.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// Keys under which the spellings of one Arabic or Cyrillic name meet: Boukamal, Abu Kamal and
/// Albu Kamal; Zaporijia and Zaporizhzhia. The rules are data/places/romanisation.tsv.
///
/// A key is coarse (one in ten places of Syria and Iraq shares its key with another), so it is
/// asked only inside the countries a report is about, after every exact spelling, and what it finds
/// is ranked by `name_distance`.
///
/// Thread-safe: never changes after loading.
class Romaniser {
 public:
  /// @error missing_file, bad_data
  static Result<Romaniser> load(const DataDir& data);

  /// Number of a family (the word of countries.tsv), -1 when there is no such family.
  int family(std::string_view name) const;

  /// @param folded  a name as `fold_name` gives it
  /// @return the key; empty when fewer than two consonants are left, too few to tell names apart
  std::string key(int family, std::string_view folded) const;

  /// True for a word that a key leaves out (al, ez), in the form of `fold_name`.
  bool is_article(int family, std::string_view word) const;

  /// The name without the words that a key leaves out (al, ez, la), for `name_distance`.
  std::string bare(int family, std::string_view folded) const;

  /// Changes with the rules; a compiled gazetteer holds the one it was made with.
  std::uint64_t fingerprint() const { return fingerprint_; }

 private:
  struct Rule {
    std::string before;
    std::string letters;
    std::string after;
    std::string key;
  };
  struct Family {
    std::string name;
    StringSet articles;
    StringMap<std::string> openings;
    std::array<std::vector<Rule>, 256> rules;  ///< by first byte of `letters`, in file order
  };

  void append_word(const Family& family, std::string_view word, std::string& key) const;

  std::vector<Family> families_;
  std::uint64_t fingerprint_ = 0;
};

/// How unlike two folded names are: edit distance over the longer length, 0 same, 1 nothing shared.
double name_distance(std::string_view a, std::string_view b);

}  // namespace vigie
