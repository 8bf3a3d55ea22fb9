#pragma once
#include "base/day.h"
#include "base/result.h"
#include "lang/data_dir.h"
#include "lang/language_pack.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// What a line around an article can be; the words are in data/page/boilerplate.tsv, which also
/// says what happens to each kind.
enum class LineWords : std::uint8_t {
  read_also,
  cut,
  comments,
  stub,
  paywall,
  share,
  legal,
  caption,
  credit,
  byline,
  desk,
  agency,
  signoff,
  genre,
  letterhead,
  small
};
inline constexpr int kLineWordKinds = 16;

/// A date found in a byline or dateline.
struct FoundDate {
  Instant instant;
  bool has_year = false;    ///< false: `instant.day` has the year 2000 and means nothing
  int other_words = 0;      ///< words of the line that are no part of the date and no filler
  std::string_view before;  ///< what stands before it in the line that was asked about
};

/// The words by which cleaning tells an article from what stands around it. Loaded from data/page;
/// one for all languages. Every question is about a folded line (base/utf8.h, fold()).
///
/// Thread-safe: never changes after loading.
class PageRules {
 public:
  /// @error missing_file, bad_data
  static Result<PageRules> load(const DataDir& data);

  /// Length in bytes of the longest phrase of this kind at the start of `folded`; 0 when none.
  std::size_t starts(LineWords kind, std::string_view folded) const;
  /// True when a phrase of this kind stands anywhere in `folded`, at word boundaries.
  bool contains(LineWords kind, std::string_view folded) const;
  /// True when `folded` as a whole is a phrase of this kind.
  bool is(LineWords kind, std::string_view folded) const;
  /// Share of the words of `folded` that phrases of this kind cover, 0..1.
  double coverage(LineWords kind, std::string_view folded) const;
  /// The first date with a day and a month, and the clock time beside it.
  std::optional<FoundDate> find_date(std::string_view folded) const;
  bool is_weekday(std::string_view folded_word) const;
  bool is_month(std::string_view folded_word) const;
  bool is_zone(std::string_view folded_word) const;

 private:
  struct Phrase {
    std::string words;
    bool needs_stop = false;  ///< counts only before a colon, a dash or the end
  };
  std::vector<Phrase> phrases_[kLineWordKinds];
  StringMap<int> months_;
  StringMap<int> weekdays_;
  StringMap<int> zones_;
  StringSet fillers_;
};

}  // namespace vigie
