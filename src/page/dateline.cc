#include "page/dateline.h"

#include "base/utf8.h"
#include "lang/tsv.h"

#include <array>

namespace vigie {
namespace {

/// No dateline on record is longer than this many bytes.
constexpr std::size_t kLongest = 100;

std::vector<std::string_view> words_of(std::string_view s) {
  std::vector<std::string_view> out;
  std::size_t from = 0;
  const auto flush = [&](std::size_t to) {
    if (to > from) {
      out.push_back(s.substr(from, to - from));
    }
  };
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (std::string_view(" ,/()").find(s[i]) != std::string_view::npos) {
      flush(i);
      from = i + 1;
    }
  }
  flush(s.size());
  return out;
}

/// What the words before the dash are.
struct Head {
  int names = 0;
  int words = 0;
  bool caps_first = false;
  bool fine = true;
};

Head look(const PageRules& rules, std::string_view head) {
  Head seen;
  for (auto word : words_of(head)) {
    while (!word.empty() && word.back() == '.') {
      word.remove_suffix(1);
    }
    if (word.empty()) {
      continue;
    }
    ++seen.words;
    const auto folded = fold(word);
    const auto first = code_point_at(word, 0).value;
    const bool number = first >= U'0' && first <= U'9';
    const bool date_word =
        rules.is_weekday(folded) || rules.is_month(folded) || rules.is_zone(folded);
    const bool desk = rules.is(LineWords::desk, folded) || rules.is(LineWords::agency, folded);
    if (is_upper(first) && !date_word && !desk) {
      if (seen.names == 0) {
        seen.caps_first = is_all_caps(word);
      }
      ++seen.names;
    } else if (!number && !date_word && !desk && !rules.is(LineWords::small, folded)) {
      seen.fine = false;
    }
  }
  return seen;
}

/// The name part: up to the first bracket, or the first comma or stop before a date.
std::string place_of(const PageRules& rules, std::string_view head) {
  std::string_view place = head.substr(0, head.find('('));
  for (auto at = place.find_first_of(",."); at != std::string_view::npos;
       at = place.find_first_of(",.", at + 1)) {
    if (const auto date = rules.find_date(fold(place.substr(at + 1)));
        date && date->other_words == 0) {
      place = place.substr(0, at);
      break;
    }
  }
  return std::string(trim(place));
}

std::string agency_in(const PageRules& rules, std::string_view head) {
  for (std::size_t open = head.find('('); open != std::string_view::npos;
       open = head.find('(', open + 1)) {
    const auto close = head.find(')', open);
    if (close == std::string_view::npos) {
      break;
    }
    const auto inside = trim(head.substr(open + 1, close - open - 1));
    if (rules.is(LineWords::agency, fold(inside))) {
      return std::string(inside);
    }
  }
  return {};
}

struct Separator {
  std::string_view text;
  bool dash;  ///< a typographic dash speaks for a dateline more than a hyphen does
};
// The longer ones first: "). –" before " – ".
constexpr std::array<Separator, 11> kSeparators = {{{". – ", true},
                                                    {". — ", true},
                                                    {". - ", true},
                                                    {" -- ", true},
                                                    {" – ", true},
                                                    {" — ", true},
                                                    {"— ", true},
                                                    {" - ", false},
                                                    {": ", false},
                                                    {". ", false},
                                                    {") ", false}}};

}  // namespace

bool is_all_caps(std::string_view s) {
  int letters = 0;
  for (std::size_t at = 0; at < s.size();) {
    const auto point = code_point_at(s, at);
    if (is_letter(point.value)) {
      if (!is_upper(point.value)) {
        return false;
      }
      ++letters;
    }
    at += point.bytes;
  }
  return letters >= 2;
}

std::optional<Dateline> find_dateline(const PageRules& rules, std::string_view paragraph) {
  const auto start = paragraph.substr(0, kLongest);
  for (const auto& separator : kSeparators) {
    const auto at = start.find(separator.text);
    if (at == std::string_view::npos || at == 0) {
      continue;
    }
    const bool bracket = separator.text == ") ";
    const auto head = paragraph.substr(0, bracket ? at + 1 : at);
    const auto length = at + separator.text.size();
    if (length >= paragraph.size()) {
      continue;
    }
    const auto folded = fold(trim(head));
    const bool plain_stop = separator.text == ". ";
    const bool colon = separator.text == ": ";
    if (!plain_stop && !bracket && is_all_caps(head) && rules.contains(LineWords::genre, folded)) {
      return Dateline{length, {}, {}, {}};
    }
    const auto seen = look(rules, head);
    const auto date = rules.find_date(folded);
    const auto agency = agency_in(rules, head);
    const bool has_bracket = head.find('(') != std::string_view::npos;
    if (!seen.fine || seen.names == 0 || seen.words > 10) {
      continue;
    }
    // After the head an article begins: a capital, a quotation mark, a figure - no small letter.
    const auto next = code_point_at(paragraph, length).value;
    if (is_letter(next) && !is_upper(next)) {
      continue;
    }
    bool speaks = false;
    if (bracket) {
      speaks = head.front() == '(' && seen.words <= 4;
    } else if (plain_stop || colon) {
      speaks = date.has_value() && date->other_words <= 4;
    } else {
      speaks = seen.caps_first || date || has_bracket || seen.words <= (separator.dash ? 4 : 2);
    }
    if (!speaks) {
      continue;
    }
    Dateline out;
    out.length = length;
    out.place =
        bracket ? std::string(trim(head.substr(1, head.size() - 2))) : place_of(rules, head);
    out.agency = agency;
    out.date = date;
    if (out.date) {
      out.date->before = {};
    }
    return out;
  }
  return std::nullopt;
}

}  // namespace vigie
