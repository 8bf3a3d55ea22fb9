#pragma once
#include "base/result.h"
#include "lang/data_dir.h"
#include "mentions/atoms.h"
#include "mentions/number_reader.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// What a time expression can say. Rules fill fields; time_value.h gives them a day.
/// The names in rule files are these.
enum class TimeField : std::uint8_t {
  year,
  month,
  day,
  weekday,
  hour,
  minute,
  second,
  part,
  season,
  quarter,
  half,
  decade,
  century,
  feast,
  hijri_month,
  week,
  meridiem,
  zone,
  n,        ///< a count; kVague for `several`
  unit,     ///< TimeUnit
  more,     ///< halves to add: two and a half
  shift,    ///< units from the base, signed
  sign,     ///< -1 or 1: the shift is sign * n
  base,     ///< TimeBase
  dir,      ///< -1 last, 0 this, 1 next
  mod,      ///< TimeMod: start, mid, end of it
  type,     ///< TimeKind
  anchor,   ///< of a duration: -1 ends at publication, 1 begins there
  literal,  ///< index into TimeGrammar::literals(): the value itself
  single,   ///< 1: a pair of dates makes one mention (the night of Monday to Tuesday)
  whole,    ///< 1: the parts of a list keep their own days, the pair is no range
  ordinal,  ///< 1-based: the third week of, the last day of (-1)
  approx,
  count_
};

/// Units and grains, finest first.
enum class TimeUnit : std::uint8_t {
  second,
  minute,
  hour,
  day,
  weekend,
  week,
  month,
  quarter,
  half,
  season,
  year,
  decade,
  century
};
enum class TimeBase : std::uint8_t { publication, last, clause };
enum class TimeMod : std::uint8_t { none, start, mid, end, early, late };
enum class TimeKind : std::uint8_t { date, duration, set, ref };
enum class DayPart : std::uint8_t { MO, MI, AF, EV, NI, DT };
enum class Season : std::uint8_t { SP, SU, FA, WI };

inline constexpr int kUnset = INT16_MIN;
inline constexpr int kVague = -9999;

struct TimeFields {
  /// Narrow on purpose: the matcher copies them at every fork.
  std::array<std::int16_t, std::size_t(TimeField::count_)> values;

  TimeFields() { values.fill(kUnset); }
  bool has(TimeField f) const { return values[std::size_t(f)] != kUnset; }
  int get(TimeField f, int otherwise = 0) const {
    return has(f) ? values[std::size_t(f)] : otherwise;
  }
  void set(TimeField f, int value) { values[std::size_t(f)] = std::int16_t(value); }
  void clear(TimeField f) { values[std::size_t(f)] = kUnset; }
  /// Takes over what `other` says; what both say becomes the other's.
  void merge(const TimeFields& other);
};

/// A range of atoms that stands for one time.
struct TimePiece {
  int begin = 0;
  int end = 0;
  TimeFields fields;
};

/// One reading of the words. `begin`..`end` is what the rule consumed, context included; the pieces
/// are what becomes mentions: one, or the two ends of a range.
struct TimeReading {
  int rule = -1;
  int begin = 0;
  int end = 0;
  std::vector<TimePiece> pieces;
};

/// A feast: its words are class `feast` of times.tsv, its day is told by `how`.
struct Feast {
  enum class Calendar : std::uint8_t { gregorian, easter, orthodox_easter, hijri, hebrew };
  Calendar calendar = Calendar::gregorian;
  int month = 0;   ///< of its calendar
  int day = 0;     ///< of its month; days after Easter for the two Easters
  int length = 1;  ///< in days; 0 = the whole month
};

/// The rules of data/<lang>/times.txt over the words of data/<lang>/times.tsv: a grammar of short
/// phrases whose categories call each other, matched top-down with memory of what each category
/// gave at each place (Ford 2002), all readings kept.
///
/// Thread-safe: never changes after loading.
class TimeGrammar {
 public:
  /// @error missing_file, missing_column, bad_data  with file and line
  static Result<TimeGrammar> load(const DataDir& data, std::string_view language);

  /// Readings of category `time` anywhere in the sentence: the longest where they overlap, in
  /// order. Where a reading of category `not` is longer, there is none. @param atoms  cut with
  /// vocabulary()
  std::vector<TimeReading> read(const std::vector<Atom>& atoms, const Sentence* sentence) const;

  const Vocabulary& vocabulary() const;
  const NumberReader& numbers() const;
  const std::vector<std::string>& literals() const;
  const std::vector<Feast>& feasts() const;
  std::string rule_name(int rule) const;

  /// Words of a class that stand at `at`: end of the longest and its value; nullopt when none do.
  struct Word {
    int begin = 0;
    int end = 0;
    int value = 0;
  };
  int class_id(std::string_view name) const;  ///< -1 when there is no such class
  std::optional<Word> word_at(int klass, const std::vector<Atom>& atoms, int at) const;
  /// The longest that ends before atom `end`.
  std::optional<Word> word_before(int klass, const std::vector<Atom>& atoms, int end) const;

  /// The words of a class as its file writes them; empty when there is no such class.
  const StringSet& spellings(std::string_view name) const;

  /// A rule's own tests, as written after `example` and `not`.
  struct Example {
    std::string rule;
    std::string text;
    std::string expected;
    bool positive = true;
    std::size_t line = 0;
  };
  const std::vector<Example>& examples() const;
  const std::string& path() const;  ///< of times.txt, as messages print it

 private:
  struct Tables;
  struct Run;
  friend class TimeGrammarLoader;
  std::shared_ptr<const Tables> tables_;
};

}  // namespace vigie
