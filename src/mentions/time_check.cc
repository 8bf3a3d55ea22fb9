#include "mentions/time_check.h"

#include "base/day.h"
#include "base/utf8.h"
#include "lang/tsv.h"
#include "mentions/time_finder.h"
#include "mentions/time_grammar.h"
#include "page/article.h"

#include <algorithm>
#include <string>

namespace vigie {
namespace {

/// A stretch of the example in brackets, and what it must be.
struct Wanted {
  ByteSpan span;
  std::string value;
  std::string interval;  ///< begin..end, half-open; empty = not asked
};

std::string interval_of(const TimeMention& m) {
  return m.begin && m.end ? to_iso(*m.begin) + ".." + to_iso(*m.end) : std::string();
}

/// Takes the brackets out of `text` and returns what they held.
std::vector<Wanted> take_brackets(std::string& text) {
  std::vector<Wanted> out;
  std::string plain;
  for (const char c : text) {
    if (c == '[') {
      out.push_back({{std::uint32_t(plain.size()), 0}, {}, {}});
    } else if (c == ']') {
      if (!out.empty()) {
        out.back().span.end = std::uint32_t(plain.size());
      }
    } else {
      plain += c;
    }
  }
  text = plain;
  return out;
}

std::string told(const std::vector<TimeMention>& mentions, std::string_view text) {
  std::string out;
  for (const auto& m : mentions) {
    out += (out.empty() ? "" : "; ") + std::string(m.span.of(text)) + " = " + m.value + " " +
           interval_of(m) + " by " + m.rule;
  }
  return out.empty() ? "no time" : out;
}

/// Empty when the example is as its line says.
std::string run_example(const TimeFinder& finder, const TimeGrammar::Example& example) {
  const auto bar = example.text.find('|');
  const auto day = bar == std::string::npos
                       ? std::nullopt
                       : parse_instant(trim(std::string_view(example.text).substr(0, bar)));
  if (!day) {
    return "an example begins with the day of publication and |";
  }
  Article article;
  article.published = day;
  article.text = trim(std::string_view(example.text).substr(bar + 1));
  auto wanted = take_brackets(article.text);
  const auto found = finder.find(article, plain_sentences(article.text));
  if (!example.positive) {
    return found.empty() ? "" : "found " + told(found, article.text);
  }
  const auto values = split_list(example.expected);
  if (values.size() != wanted.size() || wanted.empty()) {
    return "as many values as brackets are needed, parted by ;";
  }
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto parts = split_list(values[i], ' ');
    const auto it = std::find_if(found.begin(), found.end(), [&](const TimeMention& m) {
      return m.span.meets(wanted[i].span) && m.value == parts[0] &&
             (parts.size() < 2 || interval_of(m) == parts[1]);
    });
    if (it == found.end()) {
      return "wanted " + values[i] + ", found " + told(found, article.text);
    }
  }
  return "";
}

}  // namespace

Result<TimeCheck> check_times(std::shared_ptr<const LanguagePack> pack) {
  const auto grammar = TimeGrammar::load(pack->data(), pack->language());
  if (!grammar) {
    return tl::unexpected(grammar.error());
  }
  const auto finder = TimeFinder::load(std::move(pack));
  if (!finder) {
    return tl::unexpected(finder.error());
  }
  TimeCheck out;
  for (const auto& example : grammar->examples()) {
    ++out.examples;
    std::string wrong = run_example(**finder, example);
    if (!wrong.empty()) {
      out.failures.push_back(
          {"bad_example", example.rule + ": " + wrong, grammar->path(), example.line});
    }
  }
  return out;
}

std::vector<Sentence> plain_sentences(std::string_view text) {
  std::vector<Sentence> out;
  Sentence sentence;
  bool blank = false;
  const auto close = [&] {
    if (!sentence.tokens.empty()) {
      sentence.span = sentence.tokens.front().span.joined(sentence.tokens.back().span);
      out.push_back(std::move(sentence));
      sentence = Sentence{};
    }
  };
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint first = code_point_at(text, at);
    if (is_space(first.value)) {
      blank = true;
      at += first.bytes;
      continue;
    }
    std::size_t end = at + first.bytes;
    const bool word = is_letter(first.value) || is_digit(first.value);
    while (word && end < text.size()) {
      const CodePoint next = code_point_at(text, end);
      if (!is_letter(next.value) && !is_digit(next.value) && next.value != '-') {
        break;
      }
      end += next.bytes;
    }
    Token token;
    token.span = {std::uint32_t(at), std::uint32_t(end)};
    token.form = text.substr(at, end - at);
    token.lower = to_lower(token.form);
    token.space_before = blank;
    blank = false;
    sentence.tokens.push_back(std::move(token));
    at = end;
    // A full stop ends the sentence when a capital follows and no short abbreviation stands before.
    if ((first.value == '.' || first.value == '!' || first.value == '?') && at + 1 < text.size() &&
        text[at] == ' ' && is_upper(code_point_at(text, at + 1).value) &&
        sentence.tokens.size() > 1 && sentence.tokens[sentence.tokens.size() - 2].form.size() > 4) {
      close();
    }
  }
  close();
  return out;
}

}  // namespace vigie
