#include "page/page_rules.h"

#include "base/utf8.h"
#include "lang/tsv.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace vigie {
namespace {

constexpr std::array<std::string_view, kLineWordKinds> kKindNames = {
    "read_also", "cut",    "comments", "stub",   "paywall", "share", "legal",      "caption",
    "credit",    "byline", "desk",     "agency", "signoff", "genre", "letterhead", "small"};

/// Letters, digits and every byte of a longer code point.
bool is_word_byte(char c) {
  const auto u = static_cast<unsigned char>(c);
  return (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || u >= 0x80;
}

bool word_ends_at(std::string_view s, std::size_t at) {
  return at >= s.size() || at == 0 || !is_word_byte(s[at]) || !is_word_byte(s[at - 1]);
}

/// After a label: nothing more, or a colon, a dash, a bracket.
bool stop_follows(std::string_view rest) {
  while (!rest.empty() && rest.front() == ' ') {
    rest.remove_prefix(1);
  }
  return rest.empty() || rest.front() == ':' || rest.front() == '-' || rest.front() == '(' ||
         rest.substr(0, 3) == "…" || rest.substr(0, 3) == "..." || rest.substr(0, 2) == "»" ||
         rest.front() == '>';
}

/// One piece of a line: a number, a run of letters, or one other character.
struct Piece {
  std::string_view text;
  int number = -1;
  bool word = false;
  bool used = false;
  std::size_t at = 0;
};

std::vector<Piece> pieces_of(std::string_view s) {
  std::vector<Piece> out;
  for (std::size_t i = 0; i < s.size();) {
    const auto digit = [&](std::size_t k) { return k < s.size() && s[k] >= '0' && s[k] <= '9'; };
    std::size_t end = i + 1;
    Piece piece;
    piece.at = i;
    if (digit(i)) {
      while (digit(end)) {
        ++end;
      }
      if (end - i <= 4) {
        std::from_chars(s.data() + i, s.data() + end, piece.number);
      }
    } else if (is_word_byte(s[i])) {
      while (end < s.size() && is_word_byte(s[end]) && !digit(end)) {
        ++end;
      }
      piece.word = true;
    } else if (s[i] == ' ' || s[i] == '\t') {
      ++i;
      continue;
    }
    piece.text = s.substr(i, end - i);
    out.push_back(piece);
    i = end;
  }
  return out;
}

}  // namespace

Result<PageRules> PageRules::load(const DataDir& data) {
  PageRules rules;
  const auto words = read_tsv(data.root / "page" / "boilerplate.tsv", {"kind", "lang", "words"});
  if (!words) {
    return tl::unexpected(words.error());
  }
  const int kind_column = words->column("kind");
  const int words_column = words->column("words");
  for (const auto& row : words->rows) {
    const auto* kind = std::find(kKindNames.begin(), kKindNames.end(), row[kind_column]);
    if (kind == kKindNames.end()) {
      return tl::unexpected(words->error(row, "unknown kind '" + std::string(row[kind_column]) +
                                                  "'; kinds are listed at the head of the file"));
    }
    for (const auto& phrase : split_list(row[words_column])) {
      Phrase p{fold(phrase)};
      if (p.words.size() > 1 && p.words.back() == ':') {
        p.words.pop_back();
        p.needs_stop = true;
      }
      rules.phrases_[kind - kKindNames.begin()].push_back(std::move(p));
    }
  }
  for (auto& list : rules.phrases_) {  // the longest first, so that the first hit is the longest
    std::stable_sort(list.begin(), list.end(), [](const Phrase& a, const Phrase& b) {
      return a.words.size() > b.words.size();
    });
  }

  const auto dates = read_tsv(data.root / "page" / "dates.tsv", {"kind", "value", "words"});
  if (!dates) {
    return tl::unexpected(dates.error());
  }
  const int date_kind = dates->column("kind");
  const int date_value = dates->column("value");
  const int date_words = dates->column("words");
  for (const auto& row : dates->rows) {
    int value = 0;
    const auto cell = row[date_value];
    if (std::from_chars(cell.data(), cell.data() + cell.size(), value).ec != std::errc()) {
      return tl::unexpected(dates->error(row, "the value is no number"));
    }
    for (const auto& word : split_list(row[date_words])) {
      const auto key = fold(word);
      if (row[date_kind] == "month") {
        rules.months_.emplace(key, value);
      } else if (row[date_kind] == "weekday") {
        rules.weekdays_.emplace(key, value);
      } else if (row[date_kind] == "zone") {
        rules.zones_.emplace(key, value);
      } else if (row[date_kind] == "filler") {
        for (auto& part : split_list(key, ' ')) {
          rules.fillers_.insert(std::move(part));
        }
      } else {
        return tl::unexpected(
            dates->error(row, "unknown kind '" + std::string(row[date_kind]) +
                                  "'; it is one of month, weekday, zone, filler"));
      }
    }
  }
  return rules;
}

std::size_t PageRules::starts(LineWords kind, std::string_view folded) const {
  for (const auto& phrase : phrases_[int(kind)]) {
    const auto n = phrase.words.size();
    if (folded.substr(0, n) == phrase.words && word_ends_at(folded, n) &&
        (!phrase.needs_stop || stop_follows(folded.substr(n)))) {
      return n;
    }
  }
  return 0;
}

bool PageRules::contains(LineWords kind, std::string_view folded) const {
  for (const auto& phrase : phrases_[int(kind)]) {
    for (auto at = folded.find(phrase.words); at != std::string_view::npos;
         at = folded.find(phrase.words, at + 1)) {
      const auto end = at + phrase.words.size();
      if (word_ends_at(folded, at) && word_ends_at(folded, end) &&
          (!phrase.needs_stop || stop_follows(folded.substr(end)))) {
        return true;
      }
    }
  }
  return false;
}

bool PageRules::is(LineWords kind, std::string_view folded) const {
  const auto& list = phrases_[int(kind)];
  return std::any_of(list.begin(), list.end(), [&](const Phrase& p) { return p.words == folded; });
}

double PageRules::coverage(LineWords kind, std::string_view folded) const {
  int covered = 0;
  int all = 0;
  for (std::size_t at = 0; at < folded.size();) {
    if (!is_word_byte(folded[at])) {
      ++at;
      continue;
    }
    std::size_t n = starts(kind, folded.substr(at));
    const bool hit = n > 0;
    if (!hit) {
      while (at + n < folded.size() && is_word_byte(folded[at + n])) {
        ++n;
      }
    }
    const auto phrase = folded.substr(at, n);
    // Counters stand beside buttons (1.4k views, Comments (214)): numbers are free.
    const bool number = !hit && phrase.front() >= '0' && phrase.front() <= '9';
    const int words = 1 + int(std::count(phrase.begin(), phrase.end(), ' '));
    all += number ? 0 : words;
    covered += hit ? words : 0;
    at += n;
  }
  return all == 0 ? 0.0 : double(covered) / all;
}

bool PageRules::is_weekday(std::string_view folded_word) const {
  return weekdays_.find(folded_word) != weekdays_.end();
}

bool PageRules::is_month(std::string_view folded_word) const {
  return months_.find(folded_word) != months_.end();
}

bool PageRules::is_zone(std::string_view folded_word) const {
  return zones_.find(folded_word) != zones_.end();
}

std::optional<FoundDate> PageRules::find_date(std::string_view folded) const {
  auto pieces = pieces_of(folded);
  const int n = int(pieces.size());
  const auto number = [&](int i, int low, int high) {
    return i >= 0 && i < n && pieces[std::size_t(i)].number >= low &&
           pieces[std::size_t(i)].number <= high;
  };
  const auto text = [&](int i) {
    return i >= 0 && i < n ? pieces[std::size_t(i)].text : std::string_view();
  };
  const auto month = [&](int i) {
    const auto it = i < n ? months_.find(text(i)) : months_.end();
    return it == months_.end() ? 0 : it->second;
  };
  const auto use = [&](int from, int to) {
    for (int i = from; i < to && i < n; ++i) {
      pieces[std::size_t(i)].used = true;
    }
  };
  const auto skip = [&](int i, std::string_view one) { return text(i) == one ? i + 1 : i; };
  const auto year_at = [&](int i, int* next) {  // [, . ( de of] 2017
    int k = i;
    for (const std::string_view between : {".", ",", "(", "de", "of"}) {
      k = skip(k, between);
    }
    if (number(k, 1900, 2100) && text(k).size() == 4) {
      *next = skip(k + 1, ")");
      return pieces[std::size_t(k)].number;
    }
    *next = i;
    return 0;
  };

  FoundDate found;
  int end = 0;
  int first = -1;
  for (int i = 0; i < n && first < 0; ++i) {
    int year = 0;
    int mon = 0;
    int day = 0;
    if (number(i, 1, 31) && text(i).size() <= 2) {
      int k = i + 1;
      for (const std::string_view suffix : {"st", "nd", "rd", "th", "er", "of", "de", "."}) {
        k = skip(k, suffix);
      }
      const auto sep = text(i + 1);
      if (month(k) > 0) {
        day = pieces[std::size_t(i)].number;
        mon = month(k);
        year = year_at(k + 1, &end);
      } else if ((sep == "/" || sep == "." || sep == "-") && text(i + 3) == sep &&
                 number(i + 2, 1, 31) && number(i + 4, 1900, 2100)) {
        day = pieces[std::size_t(i)].number;
        mon = pieces[std::size_t(i + 2)].number;
        if (mon > 12) {  // 08/27/2024 can only be month first
          std::swap(day, mon);
        }
        year = pieces[std::size_t(i + 4)].number;
        end = i + 5;
      }
    } else if (number(i, 1900, 2100) && (text(i + 1) == "-" || text(i + 1) == "/") &&
               text(i + 3) == text(i + 1) && number(i + 2, 1, 12) && number(i + 4, 1, 31)) {
      year = pieces[std::size_t(i)].number;
      mon = pieces[std::size_t(i + 2)].number;
      day = pieces[std::size_t(i + 4)].number;
      end = skip(i + 5, "t");
    } else if (month(i) > 0) {
      const int k = skip(i + 1, ".");
      if (number(k, 1, 31) && text(k).size() <= 2) {
        mon = month(i);
        day = pieces[std::size_t(k)].number;
        int next = k + 1;
        for (const std::string_view suffix : {"st", "nd", "rd", "th"}) {
          next = skip(next, suffix);
        }
        year = year_at(next, &end);
      }
    }
    if (mon < 1 || mon > 12 || day < 1) {
      continue;
    }
    first = i;
    found.has_year = year > 0;
    const std::chrono::year_month_day ymd{std::chrono::year{year > 0 ? year : 2000},
                                          std::chrono::month{unsigned(mon)},
                                          std::chrono::day{unsigned(day)}};
    if (!ymd.ok()) {
      return std::nullopt;
    }
    found.instant.day = Day{ymd};
  }
  if (first < 0) {
    return std::nullopt;
  }
  use(first, end);
  if (text(first - 1) == "-" && number(first - 2, 1, 31)) {  // 20-21 October
    use(first - 2, first);
    first -= 2;
  }
  if (first > 0 && is_weekday(text(first - 1))) {
    --first;
  } else if (first > 1 && text(first - 1) == "," && is_weekday(text(first - 2))) {
    first -= 2;
  }
  found.before = folded.substr(0, pieces[std::size_t(first)].at);

  for (int i = 0; i < n; ++i) {  // a clock time, before or after the date
    if (pieces[std::size_t(i)].used || !number(i, 0, 23)) {
      continue;
    }
    int minute = 0;
    int next = 0;
    if ((text(i + 1) == ":" || text(i + 1) == "h" || text(i + 1) == ".") && number(i + 2, 0, 59) &&
        text(i + 2).size() == 2) {
      minute = pieces[std::size_t(i + 2)].number;
      next = i + 3;
      if (text(next) == ":" && number(next + 1, 0, 59)) {
        next += 2;
      }
    } else if (text(i + 1) == "h") {
      next = i + 2;
    } else if (text(i + 1) == "am" || text(i + 1) == "pm") {
      next = i + 1;
    } else {
      continue;
    }
    int hour = pieces[std::size_t(i)].number;
    if (text(next) == "am" || text(next) == "pm") {
      hour = hour % 12 + (text(next) == "pm" ? 12 : 0);
      ++next;
    }
    found.instant.seconds_of_day = hour * 3600 + minute * 60;
    if (const auto zone = zones_.find(text(next)); zone != zones_.end()) {
      found.instant.utc_offset_minutes = zone->second;
      ++next;
    }
    use(i, next);
    break;
  }
  for (const auto& piece : pieces) {
    if (piece.word && !piece.used && fillers_.find(piece.text) == fillers_.end() &&
        !is_weekday(piece.text)) {
      ++found.other_words;
    }
  }
  return found;
}

}  // namespace vigie
