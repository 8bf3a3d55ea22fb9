#pragma once
#include "base/result.h"
#include "lang/data_dir.h"
#include "mentions/atoms.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// A number as the text writes it. Exact numbers have min = max.
struct NumberReading {
  int end = 0;  ///< first atom after it
  double min = 0;
  double max = 0;
  bool approx = false;   ///< une vingtaine, a couple: about `min`
  bool vague = false;    ///< des dizaines, quelques, several: `min`..`max`; 0..0 when unbounded
  bool article = false;  ///< `un`, `une`, `a` alone: may be an article
  bool digits = false;   ///< written in digits
  double factor = 1;     ///< of a closing scale word: 1e6 in `1,5 million`
  bool leading_zero = false;  ///< 05
};

/// Reads numerals (3.000, 3 000, 1,5 million, 02), number words (vingt-deux, two hundred and five)
/// and collective words (une vingtaine, des dizaines de milliers, several hundred).
/// Words: data/<lang>/numbers.tsv. Thread-safe: never changes after loading.
class NumberReader {
 public:
  /// Adds its words to `vocabulary`, which must be the one the atoms are cut with.
  /// @error missing_file, missing_column, bad_data
  static Result<NumberReader> load(const DataDir& data,
                                   std::string_view language,
                                   Vocabulary& vocabulary);

  /// The longest number that begins at atom `at`.
  std::optional<NumberReading> read(const std::vector<Atom>& atoms, int at) const;
  /// Digits with their separators only.
  std::optional<NumberReading> read_digits(const std::vector<Atom>& atoms, int at) const;
  /// True when a number can begin with this word.
  bool can_begin(int word) const;
  /// Words of a modifier class (`at_least`, `about`, `part` ...) that stand at `at`; the end of the
  /// longest, or -1.
  int skip(std::string_view name, const std::vector<Atom>& atoms, int at) const;
  /// The same, reading backwards: begin of the longest that ends before `end`, or -1.
  int skip_back(std::string_view name, const std::vector<Atom>& atoms, int end) const;
  /// Value that the file gives to the longest words of a class at `at`; `end` is set. Else empty.
  std::string_view value(std::string_view name,
                         const std::vector<Atom>& atoms,
                         int at,
                         int* end) const;
  /// The words of a class as the file writes them.
  const std::vector<std::string>& spellings(std::string_view name) const;
  const Contractions& contractions() const { return contractions_; }

 private:
  enum class Kind : std::uint8_t {
    plain,
    article,
    hundred,
    scale,
    collective,
    plural,
    quantifier,
    half,
    joiner,
    of
  };
  struct Entry {
    std::vector<int> words;
    Kind kind = Kind::plain;
    double min = 0;
    double max = 0;
    bool glued = false;  ///< a scale that only follows digits without a blank (12k)
  };
  const Entry* find(const std::vector<Atom>& atoms, int at, Kind kind, int* end) const;
  std::optional<NumberReading> read_words(const std::vector<Atom>& atoms, int at) const;
  std::optional<NumberReading> read_collective(const std::vector<Atom>& atoms, int at) const;
  void read_scales(const std::vector<Atom>& atoms, NumberReading& number) const;

  std::vector<Entry> entries_;
  std::vector<std::vector<int>>
      by_word_;  ///< vocabulary id -> entries that begin with it, longest first
  struct Phrase {
    std::vector<int> words;
    std::string value;
  };
  StringMap<std::vector<Phrase>> phrases_;
  StringMap<std::vector<std::string>> spellings_;
  Contractions contractions_;
};

}  // namespace vigie
