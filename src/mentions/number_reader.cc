#include "mentions/number_reader.h"

#include "base/utf8.h"
#include "lang/tsv.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace vigie {
namespace {

bool same_word(const Atom& atom, int word) {
  return word >= 0 && (atom.word == word || atom.unaccented == word);
}

/// End of `words` at `at`, or -1.
int match_words(const std::vector<int>& words, const std::vector<Atom>& atoms, int at) {
  if (at < 0 || at + int(words.size()) > int(atoms.size())) {
    return -1;
  }
  for (std::size_t k = 0; k < words.size(); ++k) {
    if (!same_word(atoms[std::size_t(at) + k], words[k])) {
      return -1;
    }
  }
  return at + int(words.size());
}

std::vector<int> add_words(Vocabulary& vocabulary, std::string_view phrase) {
  std::vector<int> out;
  for (const Atom& atom : cut_atoms(phrase)) {
    out.push_back(vocabulary.add(atom.lower));
  }
  return out;
}

bool parse_number(std::string_view s, double* out) {
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), *out);
  return error == std::errc() && end == s.data() + s.size();
}

}  // namespace

Result<NumberReader> NumberReader::load(const DataDir& data,
                                        std::string_view language,
                                        Vocabulary& vocabulary) {
  const auto file = read_tsv(data.language(language) / "numbers.tsv", {"kind", "words", "value"});
  if (!file) {
    return tl::unexpected(file.error());
  }
  NumberReader reader;
  const int kind_column = file->column("kind");
  const int words_column = file->column("words");
  const int value_column = file->column("value");
  const StringMap<Kind> kinds = {
      {"plain", Kind::plain}, {"article", Kind::article},       {"hundred", Kind::hundred},
      {"scale", Kind::scale}, {"collective", Kind::collective}, {"plural", Kind::plural},
      {"half", Kind::half},   {"quantifier", Kind::quantifier}, {"joiner", Kind::joiner},
      {"of", Kind::of},       {"scale_glued", Kind::scale}};
  for (const TsvRow& row : file->rows) {
    const std::string_view name = row[std::size_t(kind_column)];
    const std::string_view value = row[std::size_t(value_column)];
    const auto kind = kinds.find(name);
    for (const std::string& words : split_list(row[std::size_t(words_column)])) {
      if (name == "contraction") {
        reader.contractions_.emplace(words, value);
        continue;
      }
      if (kind == kinds.end()) {
        reader.phrases_[std::string(name)].push_back(
            {add_words(vocabulary, words), std::string(value)});
        reader.spellings_[std::string(name)].push_back(words);
        continue;
      }
      Entry entry;
      entry.kind = kind->second;
      entry.glued = name == "scale_glued";
      const auto dots = value.find("..");
      const bool good = value.empty() ? entry.kind == Kind::quantifier || entry.kind == Kind::of
                        : dots == std::string_view::npos
                            ? parse_number(value, &entry.min) && parse_number(value, &entry.max)
                            : parse_number(value.substr(0, dots), &entry.min) &&
                                  parse_number(value.substr(dots + 2), &entry.max);
      if (!good) {
        return tl::unexpected(
            file->error(row, "'" + std::string(value) + "' is neither a number nor low..high"));
      }
      entry.words = add_words(vocabulary, words);
      reader.entries_.push_back(std::move(entry));
    }
  }
  reader.by_word_.resize(vocabulary.size());
  for (std::size_t i = 0; i < reader.entries_.size(); ++i) {
    reader.by_word_[std::size_t(reader.entries_[i].words.front())].push_back(int(i));
  }
  const auto longer = [](const auto& a, const auto& b) { return a.words.size() > b.words.size(); };
  for (auto& list : reader.by_word_) {
    std::stable_sort(list.begin(), list.end(), [&](int a, int b) {
      return longer(reader.entries_[std::size_t(a)], reader.entries_[std::size_t(b)]);
    });
  }
  for (auto& [name, phrases] : reader.phrases_) {
    std::stable_sort(phrases.begin(), phrases.end(), longer);
  }
  return reader;
}

bool NumberReader::can_begin(int word) const {
  return word >= 0 && word < int(by_word_.size()) && !by_word_[std::size_t(word)].empty();
}

const NumberReader::Entry* NumberReader::find(const std::vector<Atom>& atoms,
                                              int at,
                                              Kind kind,
                                              int* end) const {
  if (at >= int(atoms.size())) {
    return nullptr;
  }
  for (const int word : {atoms[std::size_t(at)].word, atoms[std::size_t(at)].unaccented}) {
    if (!can_begin(word)) {
      continue;
    }
    for (const int i : by_word_[std::size_t(word)]) {
      const Entry& entry = entries_[std::size_t(i)];
      if (entry.kind != kind) {
        continue;
      }
      const int after = match_words(entry.words, atoms, at);
      if (after >= 0) {
        *end = after;
        return &entry;
      }
    }
  }
  return nullptr;
}

std::optional<NumberReading> NumberReader::read_digits(const std::vector<Atom>& atoms,
                                                       int at) const {
  const int n = int(atoms.size());
  if (at >= n || atoms[std::size_t(at)].value < 0) {
    return std::nullopt;
  }
  const auto digits_at = [&](int i, std::size_t length) {
    return i < n && atoms[std::size_t(i)].value >= 0 &&
           atoms[std::size_t(i)].lower.size() == length;
  };
  const Atom& first = atoms[std::size_t(at)];
  NumberReading out;
  out.digits = true;
  out.leading_zero = first.lower.size() > 1 && first.lower[0] == '0';
  double value = double(first.value);
  int end = at + 1;
  bool grouped = false;
  if (first.lower.size() <= 3 && !out.leading_zero) {
    while (true) {
      // 3 000 (a blank on the left only), 3.000 and 3,000 and 3'000 (no blank at all).
      if (digits_at(end, 3) && atoms[std::size_t(end)].space_before) {
        value = value * 1000 + double(atoms[std::size_t(end)].value);
        end += 1;
      } else if (digits_at(end + 1, 3) && !atoms[std::size_t(end)].space_before &&
                 !atoms[std::size_t(end) + 1].space_before &&
                 (atoms[std::size_t(end)].is_mark('.') || atoms[std::size_t(end)].is_mark(',') ||
                  atoms[std::size_t(end)].is_mark('\''))) {
        value = value * 1000 + double(atoms[std::size_t(end) + 1].value);
        end += 2;
      } else {
        break;
      }
      grouped = true;
    }
  }
  if (!grouped && end + 1 < n && atoms[std::size_t(end) + 1].value >= 0 &&
      atoms[std::size_t(end) + 1].lower.size() <= 2 && !atoms[std::size_t(end)].space_before &&
      !atoms[std::size_t(end) + 1].space_before &&
      (atoms[std::size_t(end)].is_mark('.') || atoms[std::size_t(end)].is_mark(','))) {
    const Atom& part = atoms[std::size_t(end) + 1];
    value += double(part.value) / std::pow(10.0, double(part.lower.size()));
    end += 2;
  }
  out.end = end;
  out.min = out.max = value;
  return out;
}

void NumberReader::read_scales(const std::vector<Atom>& atoms, NumberReading& number) const {
  int end = 0;
  while (const Entry* scale = find(atoms, number.end, Kind::scale, &end)) {
    const bool blank = atoms[std::size_t(number.end)].space_before;
    if (scale->glued == blank) {
      return;
    }
    number.min *= scale->min;
    number.max *= scale->min;
    number.factor *= scale->min;
    number.end = end;
  }
}

std::optional<NumberReading> NumberReader::read_words(const std::vector<Atom>& atoms,
                                                      int at) const {
  NumberReading out;
  double total = 0;
  double current = 0;
  double last_scale = 1e18;
  int i = at;
  out.end = -1;
  out.factor = 1;
  // True when `value` may follow the words read so far: cent vingt, vingt-deux, soixante-dix.
  const auto adds_up = [&](double value) {
    if (current == 0) {
      return true;
    }
    const int tail = int(std::fmod(current, 100));
    if (tail == 0) {
      return value < 100;
    }
    return (tail % 10 == 0 && tail >= 20 && value < 10) ||
           ((tail == 60 || tail == 80) && value < 20);
  };
  bool any = false;
  while (true) {
    int start = i;
    int end = 0;
    if (any && start < int(atoms.size())) {
      if (atoms[std::size_t(start)].is_mark('-') && !atoms[std::size_t(start)].space_before) {
        ++start;
      } else if (const Entry* joiner = find(atoms, start, Kind::joiner, &end)) {
        // `et` joins only 1 and 11 to a ten (vingt et un), `and` what follows a hundred or
        // thousand: elsewhere both list two numbers.
        int after = 0;
        const Entry* next = find(atoms, end, Kind::plain, &after);
        const bool to_ten = current > 0 && std::fmod(current, 100) >= 20;
        const bool to_hundred = std::fmod(current, 100) == 0 && current + total > 0;
        if (next == nullptr || !adds_up(next->min) ||
            !(joiner->min > 0 ? to_ten && (next->min == 1 || next->min == 11) : to_hundred)) {
          break;
        }
        start = end;
      }
    }
    if (const Entry* scale = find(atoms, start, Kind::scale, &end);
        scale != nullptr && !scale->glued && scale->min < last_scale) {
      total += (current == 0 ? (any ? 0 : 1) : current) * scale->min;
      current = 0;
      last_scale = scale->min;
      out.factor = scale->min;
    } else if (const Entry* hundred = find(atoms, start, Kind::hundred, &end);
               hundred != nullptr && current < 100) {
      current = (current == 0 ? 1 : current) * hundred->min;
      out.factor = hundred->min;
    } else if (const Entry* plain = find(atoms, start, Kind::plain, &end);
               plain != nullptr && adds_up(plain->min)) {
      current += plain->min;
      out.factor = 1;
    } else {
      break;
    }
    any = true;
    i = end;
    out.end = i;
  }
  if (!any) {
    return std::nullopt;
  }
  out.min = out.max = total + current;
  return out;
}

std::optional<NumberReading> NumberReader::read_collective(const std::vector<Atom>& atoms,
                                                           int at) const {
  // [several | a | deux | half a] (dozen | vingtaine | centaines) [of (thousands | milliers)]
  int i = at;
  int end = 0;
  double times = 1;
  bool counted = false;
  bool quantified = false;
  bool singular = false;
  if (find(atoms, i, Kind::quantifier, &end) != nullptr) {
    quantified = true;
    i = end;
  } else if (const Entry* half = find(atoms, i, Kind::half, &end)) {
    times = half->min;
    singular = true;
    i = end;
  } else if (find(atoms, i, Kind::article, &end) != nullptr) {
    singular = true;
    i = end;
  } else if (const auto count = read_words(atoms, i); count && count->factor == 1) {
    times = count->min;
    counted = true;
    i = count->end;
  }
  NumberReading out;
  if (const Entry* one = find(atoms, i, Kind::collective, &end)) {
    if (quantified) {
      // `several dozen`, `plusieurs dizaine`: as the plural.
      out.min = one->min * 2;
      out.max = one->min * 10 - 1;
      out.vague = true;
    } else if (counted || singular) {
      out.min = out.max = one->min * times;
      out.approx = true;
    } else {
      return std::nullopt;
    }
    out.factor = one->min;
    i = end;
  } else if (const Entry* many = find(atoms, i, Kind::plural, &end)) {
    if (counted) {
      out.min = out.max = many->min / 2 * times;  // deux douzaines, trois milliers
      out.approx = true;
    } else {
      out.min = many->min;
      out.max = many->max;
      out.vague = true;
    }
    i = end;
  } else if (quantified) {
    // several hundred, quelques mille: a scale word in the singular.
    const Entry* scale = find(atoms, i, Kind::hundred, &end);
    if (scale == nullptr) {
      scale = find(atoms, i, Kind::scale, &end);
    }
    if (scale != nullptr && !scale->glued) {
      out.min = scale->min * 2;
      out.max = scale->min * 10 - 1;
      i = end;
    }
    out.vague = true;
    out.end = i;
    return out;
  } else if (times != 1 || singular) {
    // half a million, un demi-million
    const Entry* scale = find(atoms, i, Kind::scale, &end);
    if (scale == nullptr || scale->glued || times == 1) {
      return std::nullopt;
    }
    out.min = out.max = scale->min * times;
    out.factor = scale->min;
    out.approx = true;
    out.end = end;
    return out;
  } else {
    return std::nullopt;
  }
  // des dizaines de milliers, tens of thousands, une centaine de millions
  int after = 0;
  if (find(atoms, i, Kind::of, &after) != nullptr) {
    const Entry* unit = find(atoms, after, Kind::plural, &end);
    double factor = unit != nullptr ? unit->min / 2 : 0;
    if (unit == nullptr) {
      unit = find(atoms, after, Kind::scale, &end);
      factor = unit != nullptr && !unit->glued ? unit->min : 0;
    }
    if (factor >= 1000) {
      if (out.vague) {
        out.max = (out.max + 1) * factor - 1;
      } else {
        out.max *= factor;
      }
      out.min *= factor;
      i = end;
    }
  }
  out.end = i;
  return out;
}

std::optional<NumberReading> NumberReader::read(const std::vector<Atom>& atoms, int at) const {
  if (at >= int(atoms.size())) {
    return std::nullopt;
  }
  const Atom& first = atoms[std::size_t(at)];
  if (first.digits) {
    auto out = read_digits(atoms, at);
    if (out) {
      read_scales(atoms, *out);
    }
    return out;
  }
  if (!can_begin(first.word) && !can_begin(first.unaccented)) {
    return std::nullopt;
  }
  auto best = read_collective(atoms, at);
  auto plain = read_words(atoms, at);
  int end = 0;
  if (find(atoms, at, Kind::article, &end) != nullptr) {
    // `a hundred`, `un million`; else the article alone, which callers judge by what follows.
    auto scaled = end < int(atoms.size()) ? read_words(atoms, end) : std::nullopt;
    if (scaled && scaled->factor > 1 && std::fmod(scaled->min, scaled->factor) == 0 &&
        scaled->min / scaled->factor < 2) {
      plain = scaled;
    } else if (!plain || plain->end == end) {
      plain = NumberReading{.end = end, .min = 1, .max = 1, .article = true};
    }
  }
  if (!best || (plain && plain->end > best->end)) {
    best = plain;
  }
  return best;
}

int NumberReader::skip(std::string_view name, const std::vector<Atom>& atoms, int at) const {
  const auto it = phrases_.find(name);
  if (it == phrases_.end()) {
    return -1;
  }
  for (const Phrase& phrase : it->second) {
    const int end = match_words(phrase.words, atoms, at);
    if (end >= 0) {
      return end;
    }
  }
  return -1;
}

std::string_view NumberReader::value(std::string_view name,
                                     const std::vector<Atom>& atoms,
                                     int at,
                                     int* end) const {
  const auto it = phrases_.find(name);
  if (it == phrases_.end()) {
    return {};
  }
  for (const Phrase& phrase : it->second) {
    const int after = match_words(phrase.words, atoms, at);
    if (after >= 0) {
      *end = after;
      return phrase.value;
    }
  }
  return {};
}

const std::vector<std::string>& NumberReader::spellings(std::string_view name) const {
  static const std::vector<std::string> nothing;
  const auto it = spellings_.find(name);
  return it == spellings_.end() ? nothing : it->second;
}

int NumberReader::skip_back(std::string_view name, const std::vector<Atom>& atoms, int end) const {
  const auto it = phrases_.find(name);
  if (it == phrases_.end()) {
    return -1;
  }
  for (const Phrase& phrase : it->second) {
    const int begin = end - int(phrase.words.size());
    if (match_words(phrase.words, atoms, begin) >= 0) {
      return begin;
    }
  }
  return -1;
}

}  // namespace vigie
