#include "sentences/tokenizer.h"

#include "base/utf8.h"
#include "lang/tsv.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

namespace vigie {
namespace {

bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == 0x2019 || c == 0x02BC;
}
bool is_closer(char32_t c) {
  return c == 0xBB || c == 0x201D || c == U')' || c == U']' || c == U'}';
}
bool is_opener(char32_t c) {
  return c == 0xAB || c == 0x201C || c == 0x201E || c == U'(' || c == U'[';
}
bool is_final(char32_t c) {
  return c == U'.' || c == U'!' || c == U'?' || c == 0x2026;
}
bool is_dash(char32_t c) {
  return c == U'-' || c == 0x2013 || c == 0x2014;
}

CodePoint peek(std::string_view text, std::size_t at, std::size_t end) {
  return at < end ? code_point_at(text, at) : CodePoint{};
}

bool is_word_start(char32_t c) {
  return is_letter(c) || is_digit(c);
}

/// True when piece `i` is a capitalised word glued to the full stop of the sentence before
/// (`la ville.Les habitants`), as scraped text has it.
bool is_glued_start(std::string_view text,
                    const std::vector<Tokenizer::Piece>& pieces,
                    std::size_t i) {
  if (i < 2 || pieces[i - 1].span.of(text) != "." || pieces[i].span.size() < 2) {
    return false;
  }
  const auto before = pieces[i - 2].span.of(text);
  const auto word = pieces[i].span.of(text);
  const auto first = code_point_at(word, 0);
  const auto last_of = [](std::string_view s) {
    std::size_t at = s.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(s[at]) & 0xC0) == 0x80) {
      --at;
    }
    return code_point_at(s, at).value;
  };
  const auto end_before = last_of(before);
  const auto end_word = last_of(word);
  return before.size() >= 3 && is_letter(end_before) && !is_upper(end_before) &&
         is_upper(first.value) && (word.size() == 2 || !is_upper(end_word));
}

std::size_t letters_end(std::string_view text, std::size_t at, std::size_t end) {
  while (at < end && is_letter(code_point_at(text, at).value)) {
    at += code_point_at(text, at).bytes;
  }
  return at;
}

std::size_t digits_end(std::string_view text, std::size_t at, std::size_t end) {
  while (at < end && is_digit(code_point_at(text, at).value)) {
    at += code_point_at(text, at).bytes;
  }
  return at;
}

}  // namespace

std::string lower_form(std::string_view form) {
  std::string out;
  const auto lower = to_lower(form);
  if (lower.find('\xE2') == std::string::npos && lower.find('\xCA') == std::string::npos) {
    return lower;
  }
  for (std::size_t i = 0; i < lower.size();) {
    const auto c = code_point_at(lower, i);
    i += c.bytes;
    append_utf8(out, is_apostrophe(c.value) || c.value == 0x2018 ? U'\'' : c.value);
  }
  return out;
}

Result<Tokenizer> Tokenizer::load(const DataDir& data, std::string_view language) {
  const auto file = read_tsv(data.language(language) / "tokenizer.tsv", {"kind", "form", "words"});
  if (!file) {
    return tl::unexpected(file.error());
  }
  Tokenizer out;
  const auto kind_column = std::size_t(file->column("kind"));
  const auto form_column = std::size_t(file->column("form"));
  const auto words_column = std::size_t(file->column("words"));
  for (const auto& row : file->rows) {
    const auto kind = row[kind_column];
    for (const auto& form : split_list(row[form_column])) {
      if (kind == "setting") {
        out.splits_hyphens_ |= form == "split_hyphens";
        out.spaces_in_numbers_ |= form == "spaces_in_numbers";
      } else if (kind == "elision") {
        out.elisions_.insert(form);
      } else if (kind == "whole") {
        out.whole_.insert(form);
      } else if (kind == "clitic") {
        out.clitics_.insert(form);
      } else if (kind == "enclitic") {
        out.enclitics_.insert(form);
      } else if (kind == "abbreviation") {
        out.abbreviations_.insert(form);
      } else if (kind == "title") {
        out.titles_.insert(form);
      } else if (kind == "number_abbreviation") {
        out.number_abbreviations_.insert(form);
      } else if (kind == "domain") {
        out.domains_.insert(form);
      } else if (kind == "starter") {
        out.starters_.insert(form);
      } else if (kind == "contraction" || kind == "contraction?") {
        auto words = split_list(row[words_column], ' ');
        if (words.size() < 2) {
          return tl::unexpected(
              file->error(row, "a contraction needs its words, parted by blanks"));
        }
        out.contractions_[form] = std::move(words);
        if (kind == "contraction?") {
          out.ambiguous_.insert(form);
        }
      } else {
        return tl::unexpected(file->error(row, "unknown kind '" + std::string(kind) + "'"));
      }
    }
  }
  return out;
}

bool Tokenizer::has_abbreviation_dot(std::string_view text,
                                     ByteSpan word,
                                     std::size_t dot,
                                     std::size_t end) const {
  const auto w = word.of(text);
  // U.S., J.-C.: letters and dots in turn.
  if (w.size() >= 3 && w[w.size() - 2] == '.') {
    return true;
  }
  std::size_t after = dot + 1;
  if (after < end && !is_space(code_point_at(text, after).value) && text[after] != ',' &&
      text[after] != ')') {
    return false;
  }
  while (after < end && is_space(code_point_at(text, after).value)) {
    after += code_point_at(text, after).bytes;
  }
  const auto first = code_point_at(w, 0);
  const bool initial = first.bytes == w.size() && is_upper(first.value);
  if (after >= end) {
    return false;  // the paragraph's full stop
  }
  const auto lower = lower_form(w);
  if (titles_.contains(lower) || initial) {
    return true;
  }
  if (number_abbreviations_.contains(lower) && is_digit(code_point_at(text, after).value)) {
    return true;
  }
  return abbreviations_.contains(lower);
}

std::size_t Tokenizer::address_end(std::string_view text, std::size_t at, std::size_t end) const {
  const auto rest = text.substr(at, end - at);
  const bool is_link =
      rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.");
  const bool is_tag =
      (rest[0] == '#' || rest[0] == '@') && is_letter(peek(text, at + 1, end).value);
  std::size_t stop = at;
  bool mail = false;
  for (; stop < end; ++stop) {
    const auto c = static_cast<unsigned char>(text[stop]);
    mail = mail || (c == '@' && stop > at);
    const bool inside = std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_' || c == '@';
    if (is_link ? is_space(code_point_at(text, stop).value) || c == '>' : !inside) {
      break;
    }
  }
  while (stop > at && std::strchr(".,;:!?)\"'-", text[stop - 1]) != nullptr) {
    --stop;
  }
  const auto found = text.substr(at, stop - at);
  const auto dot = found.rfind('.');
  const bool has_domain = dot != std::string_view::npos && dot > 0 &&
                          domains_.contains(to_lower(found.substr(dot + 1)));
  const bool has_name = dot != std::string_view::npos && mail;
  return is_link || is_tag || has_domain || has_name ? stop : at;
}

std::size_t Tokenizer::whole_end(std::string_view text, std::size_t begin, std::size_t end) const {
  // The run of letters, apostrophes and hyphens, then back joint by joint.
  std::array<std::size_t, 8> joints;
  std::size_t n = 0;
  std::size_t at = begin;
  while (at < end && n < joints.size()) {
    while (at < end && is_word_start(code_point_at(text, at).value)) {
      at += code_point_at(text, at).bytes;
    }
    joints[n++] = at;
    const auto c = peek(text, at, end);
    if (!(is_apostrophe(c.value) || c.value == U'-') ||
        !is_word_start(peek(text, at + c.bytes, end).value)) {
      break;
    }
    at += c.bytes;
  }
  for (; n > 1; --n) {
    if (whole_.contains(lower_form(text.substr(begin, joints[n - 1] - begin)))) {
      return joints[n - 1];
    }
  }
  return begin;
}

bool Tokenizer::only_clitics_follow(std::string_view text, std::size_t at, std::size_t end) const {
  while (at < end && text[at] == '-') {
    const auto stop = letters_end(text, at + 1, end);
    const auto part = lower_form(text.substr(at + 1, stop - at - 1));
    if (!clitics_.contains(part)) {
      return false;
    }
    at = stop;
  }
  // -la-2 and the like are no clitics.
  return at >= end || !is_word_start(code_point_at(text, at).value);
}

std::size_t Tokenizer::word_end(std::string_view text, std::size_t begin, std::size_t end) const {
  if (const auto stop = whole_end(text, begin, end); stop > begin) {
    return stop;
  }
  std::size_t at = begin;
  while (at < end) {
    const auto c = code_point_at(text, at);
    if (is_word_start(c.value)) {
      at += c.bytes;
      continue;
    }
    const auto next = peek(text, at + c.bytes, end);
    if (at == begin) {
      break;
    }
    if (is_apostrophe(c.value) && is_word_start(next.value)) {
      const auto lower = lower_form(text.substr(begin, at - begin));
      at += c.bytes;
      if (elisions_.contains(lower)) {
        break;
      }
      continue;
    }
    if (c.value == U'-' && is_word_start(next.value)) {
      const bool stays = whole_.contains(lower_form(text.substr(begin, at - begin)) + "-");
      if (splits_hyphens_ ? !stays : only_clitics_follow(text, at, end)) {
        break;
      }
      at += 1;
      continue;
    }
    if (c.value == U'.' && is_letter(next.value)) {
      // U.S, J.-C. : single letters between dots.
      const auto length = at - begin;
      const bool single = length == 1 || (length >= 3 && text[at - 2] == '.');
      if (single && is_upper(code_point_at(text, at - 1).value)) {
        at += 1;
        continue;
      }
      if (single && is_letter(code_point_at(text, at - 1).value) &&
          peek(text, at + 1 + next.bytes, end).value == U'.') {
        at += 1;  // a.m., i.e.
        continue;
      }
    }
    if ((c.value == 0xB0 || c.value == 0xBA) && at == begin + 1 && (text[begin] | 32) == 'n') {
      at += c.bytes;  // n°
      break;
    }
    if (c.value == U'&' && is_upper(next.value) && is_upper(code_point_at(text, at - 1).value)) {
      at += 1;  // P&O
      continue;
    }
    break;
  }
  return at;
}

void Tokenizer::add_word(std::string_view text, ByteSpan span, std::vector<Piece>& out) const {
  Piece piece;
  piece.span = span;
  const auto lower = lower_form(span.of(text));
  if (const auto it = contractions_.find(lower); it != contractions_.end()) {
    std::size_t length = 0;
    for (const auto& word : it->second) {
      length += word.size();
    }
    if (length == lower.size() && length == span.size()) {
      // cannot = can + not: each word keeps its own letters.
      std::uint32_t at = span.begin;
      for (const auto& word : it->second) {
        Piece part;
        part.span = {at, at + std::uint32_t(word.size())};
        at = part.span.end;
        out.push_back(std::move(part));
      }
      return;
    }
    piece.words = it->second;
    piece.is_ambiguous = ambiguous_.contains(lower);
    // The first word takes the capital of the text, as treebanks do.
    const auto first = code_point_at(text, span.begin);
    if (is_upper(first.value) && !piece.words[0].empty()) {
      piece.words[0][0] = char(std::toupper(static_cast<unsigned char>(piece.words[0][0])));
    }
    out.push_back(std::move(piece));
    return;
  }
  // 's, n't: the longest ending that is listed.
  if (!enclitics_.empty()) {
    const auto letters = span.of(text);
    for (std::size_t at = 1; at < letters.size(); ++at) {
      if ((static_cast<unsigned char>(letters[at]) & 0xC0) == 0x80) {
        continue;
      }
      if (enclitics_.contains(lower_form(letters.substr(at)))) {
        const auto cut = span.begin + std::uint32_t(at);
        piece.span = {span.begin, cut};
        out.push_back(piece);
        piece.span = {cut, span.end};
        out.push_back(piece);
        return;
      }
    }
  }
  out.push_back(std::move(piece));
}

std::vector<Tokenizer::Piece> Tokenizer::pieces(std::string_view text, ByteSpan range) const {
  std::vector<Piece> out;
  const std::size_t end = std::min<std::size_t>(range.end, text.size());
  std::size_t at = range.begin;
  bool space = false;
  const auto add = [&](std::size_t to, bool as_word) {
    const auto first = out.size();
    const ByteSpan span{std::uint32_t(at), std::uint32_t(to)};
    if (as_word) {
      add_word(text, span, out);
    } else {
      Piece piece;
      piece.span = span;
      out.push_back(std::move(piece));
    }
    out[first].space_before = space;
    space = false;
    at = to;
  };
  while (at < end) {
    const auto c = code_point_at(text, at);
    if (is_space(c.value) || c.value == 0x200B || c.value == 0xFEFF || c.value == 0x200E) {
      space = true;
      at += c.bytes;
      continue;
    }
    if (const auto stop = address_end(text, at, end); stop > at) {
      add(stop, false);
      continue;
    }
    if (is_digit(c.value)) {
      std::size_t stop = at;
      std::size_t group = 0;  // digits since the last blank
      while (stop < end) {
        const auto d = code_point_at(text, stop);
        const auto next = peek(text, stop + d.bytes, end);
        if (is_digit(d.value)) {
          ++group;
        } else if ((d.value == U'.' || d.value == U',' || d.value == U':' || d.value == U'/') &&
                   is_digit(next.value)) {
          group = 4;
        } else if (spaces_in_numbers_ && is_space(d.value) && group <= 3 && group > 0) {
          // 3 000: blank, exactly three digits, no fourth.
          const auto k = stop + d.bytes;
          if (digits_end(text, k, end) != k + 3) {
            break;
          }
          group = 0;
        } else {
          break;
        }
        stop += d.bytes;
      }
      // 2017-11-09, 555-12-34; two years only where hyphens do not split.
      int parts = 0;
      std::size_t k = stop;
      while (k + 1 < end && text[k] == '-' && is_digit(code_point_at(text, k + 1).value)) {
        k = digits_end(text, k + 1, end);
        ++parts;
      }
      if (parts >= (splits_hyphens_ ? 2 : 1) &&
          (k >= end || !is_word_start(code_point_at(text, k).value))) {
        stop = k;
      }
      // 12h30, 1er, 20th, 4x4; not the hyphen.
      while (stop < end && is_word_start(code_point_at(text, stop).value)) {
        stop += code_point_at(text, stop).bytes;
      }
      add(stop, false);
      continue;
    }
    if (is_letter(c.value)) {
      auto stop = word_end(text, at, end);
      bool abbreviation = false;
      if (stop < end && text[stop] == '.' &&
          has_abbreviation_dot(text, {std::uint32_t(at), std::uint32_t(stop)}, stop, end)) {
        ++stop;
        abbreviation = true;
      }
      add(stop, !abbreviation);
      out.back().is_abbreviation = abbreviation;
      // The clitic after a verb with its hyphens: -il, -t-il.
      while (!splits_hyphens_ && at < end && text[at] == '-' &&
             is_letter(peek(text, at + 1, end).value) && only_clitics_follow(text, at, end)) {
        auto clitic = letters_end(text, at + 1, end);
        if (lower_form(text.substr(at + 1, clitic - at - 1)) == "t" && clitic < end &&
            text[clitic] == '-') {
          clitic = letters_end(text, clitic + 1, end);
        }
        add(clitic, false);
      }
      continue;
    }
    // Marks: runs of the same one stay together where they mean one thing.
    std::size_t stop = at + c.bytes;
    if (std::strchr(".-!?*=_<>$~+", int(c.value < 128 ? c.value : U'a')) != nullptr) {
      while (stop < end && text[stop] == char(c.value)) {
        ++stop;
      }
    } else if (is_apostrophe(c.value) && splits_hyphens_) {
      // A possessive after another token: `Reuters' 's`, or a year: '90s.
      const auto letters = letters_end(text, stop, end);
      if (!space && letters > stop &&
          enclitics_.contains(lower_form(text.substr(at, letters - at)))) {
        stop = letters;
      }
    }
    add(stop, false);
  }
  return out;
}

std::vector<std::size_t> Tokenizer::sentence_starts(std::string_view text,
                                                    const std::vector<Piece>& pieces) const {
  std::vector<std::size_t> out;
  bool ended = false;   // a final mark came, only closing marks since
  bool unsure = false;  // the final mark was the dot of an abbreviation
  int depth = 0;        // open brackets
  bool quoted = false;  // a straight quotation mark is open
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto word = pieces[i].span.of(text);
    const auto first = code_point_at(word, 0).value;
    if (i == 0) {
      out.push_back(0);
    } else if (ended) {
      const bool straight_closer =
          (first == U'"' && (quoted || !pieces[i].space_before)) ||
          (is_apostrophe(first) && word.size() <= 3 && !pieces[i].space_before);
      if (is_closer(first) || straight_closer) {
        depth -= first == U')' || first == U']';
        quoted = quoted && first != U'"';
        continue;
      }
      // The next thing must look like a start: a capital, a figure, an opening mark.
      std::size_t k = i;
      while (k + 1 < pieces.size() && (is_opener(code_point_at(pieces[k].span.of(text), 0).value) ||
                                       is_dash(code_point_at(pieces[k].span.of(text), 0).value) ||
                                       pieces[k].span.of(text) == "\"")) {
        ++k;
      }
      const auto start = pieces[k].span.of(text);
      const auto c = code_point_at(start, 0).value;
      const bool lower = is_letter(c) && !is_upper(c);
      bool starts = (pieces[i].space_before || is_glued_start(text, pieces, i)) && !lower &&
                    (is_word_start(c) || k == i);
      if (first == U',' || first == U';' || first == U':' || is_final(first)) {
        starts = false;
      }
      if (unsure) {
        starts = starts && starters_.contains(lower_form(start));
      }
      if (depth > 0 && is_letter(c) && !is_upper(c)) {
        starts = false;
      }
      if (starts) {
        out.push_back(i);
        depth = 0;
      }
      ended = false;
    }
    quoted = quoted != (first == U'"');
    if (first == U'(' || first == U'[') {
      ++depth;
    } else if (first == U')' || first == U']') {
      depth = std::max(0, depth - 1);
    }
    // (...) stands for words left out.
    const bool bracketed = i > 0 && word.size() > 1 && depth > 0 &&
                           is_opener(code_point_at(pieces[i - 1].span.of(text), 0).value);
    unsure =
        pieces[i].is_abbreviation && !titles_.contains(lower_form(word.substr(0, word.size() - 1)));
    const bool alone = word == "." && i == out.back() + 1 &&
                       is_digit(code_point_at(pieces[i - 1].span.of(text), 0).value);
    ended = unsure || (is_final(first) && !alone && !bracketed);
  }
  return out;
}

}  // namespace vigie
