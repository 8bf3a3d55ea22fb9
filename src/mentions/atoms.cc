#include "mentions/atoms.h"

#include "base/utf8.h"

#include <algorithm>

namespace vigie {
namespace {

enum class Shape { letters, digits, blank, mark };

Shape shape_of(char32_t c) {
  if (is_letter(c)) {
    return Shape::letters;
  }
  // Only ASCII digits: what else counts as a digit is no part of French or English numerals.
  if (c >= '0' && c <= '9') {
    return Shape::digits;
  }
  if (is_space(c) || c == '_') {
    return Shape::blank;
  }
  return Shape::mark;
}

/// Cuts `s`; `at` is the place of its first byte, `exact` says that bytes of `s` are bytes of the
/// text (not so for the expanded words of a contraction, which all keep the whole span).
void cut(std::string_view s,
         ByteSpan at,
         bool exact,
         int token,
         bool space_before,
         std::vector<Atom>& out) {
  bool blank = space_before;
  for (std::size_t i = 0; i < s.size();) {
    const CodePoint first = code_point_at(s, i);
    const Shape shape = shape_of(first.value);
    std::size_t end = i + first.bytes;
    if (shape == Shape::blank) {
      blank = true;
      i = end;
      continue;
    }
    if (shape == Shape::letters || shape == Shape::digits) {
      while (end < s.size()) {
        const CodePoint next = code_point_at(s, end);
        if (shape_of(next.value) != shape) {
          break;
        }
        end += next.bytes;
      }
    }
    Atom atom;
    const std::string_view part = s.substr(i, end - i);
    atom.letters = shape == Shape::letters;
    atom.digits = shape == Shape::digits;
    atom.upper = atom.letters && is_upper(first.value);
    atom.lower = atom.letters ? to_lower(part) : fold(part);
    if (atom.digits && part.size() <= 15) {
      atom.value = 0;
      for (const char c : part) {
        atom.value = atom.value * 10 + (c - '0');
      }
    }
    atom.span = exact ? ByteSpan{at.begin + std::uint32_t(i), at.begin + std::uint32_t(end)} : at;
    atom.token = token;
    atom.space_before = blank;
    blank = false;
    out.push_back(std::move(atom));
    i = end;
  }
}

}  // namespace

int Vocabulary::add(std::string_view lower) {
  const auto it = ids_.find(lower);
  if (it != ids_.end()) {
    return it->second;
  }
  const int id = int(n_++);
  ids_.emplace(std::string(lower), id);
  std::string folded = fold(lower);
  if (folded != lower) {
    folded_.emplace(std::move(folded), id);
  }
  return id;
}

int Vocabulary::find(std::string_view lower) const {
  const auto it = ids_.find(lower);
  return it == ids_.end() ? -1 : it->second;
}

int Vocabulary::find_folded(std::string_view folded) const {
  const auto it = folded_.find(folded);
  return it == folded_.end() ? -1 : it->second;
}

std::vector<Atom> cut_atoms(const Sentence& sentence,
                            std::string_view text,
                            const Vocabulary& vocabulary,
                            const Contractions& contractions) {
  std::vector<Atom> out;
  out.reserve(sentence.tokens.size() + sentence.tokens.size() / 4);
  for (int i = 0; i < sentence.size();) {
    const Token& token = sentence[i];
    int next = i + 1;
    while (next < sentence.size() && sentence[next].span == token.span) {
      ++next;
    }
    const bool apart =
        token.space_before || (!out.empty() && out.back().span.end < token.span.begin);
    if (!text.empty() && token.span.end <= text.size()) {
      cut(token.span.of(text), token.span, true, i, apart, out);
    } else if (next == i + 1) {
      cut(token.form, token.span, token.form.size() == token.span.size(), i, apart, out);
    } else {
      std::string joined;
      for (int k = i; k < next; ++k) {
        joined += (k > i ? " " : "") + to_lower(sentence[k].form);
      }
      const auto it = contractions.find(joined);
      cut(it == contractions.end() ? joined : it->second, token.span, false, i, apart, out);
    }
    i = next;
  }
  for (Atom& atom : out) {
    if (!atom.digits) {
      atom.word = vocabulary.find(atom.lower);
      if (atom.upper) {
        atom.unaccented = vocabulary.find_folded(fold(atom.lower));
        if (atom.unaccented == atom.word) {
          atom.unaccented = -1;
        }
      }
    }
  }
  return out;
}

std::vector<Atom> cut_atoms(std::string_view words) {
  std::vector<Atom> out;
  cut(words, {0, std::uint32_t(words.size())}, true, 0, false, out);
  return out;
}

}  // namespace vigie
