#include "mentions/issuer.h"

#include "base/utf8.h"

#include <algorithm>

namespace vigie {
namespace {

/// Heading lines are short; what is longer is text.
constexpr int kHeadingWords = 16;

/// Kinds whose own texts are statements of a side or of an observer; the press reports others.
bool issues_texts(ActorKind kind) {
  switch (kind) {
    case ActorKind::observatory:
    case ActorKind::international_organisation:
    case ActorKind::armed_forces:
    case ActorKind::police:
    case ActorKind::ministry:
    case ActorKind::government:
    case ActorKind::coalition:
    case ActorKind::rebel_group:
    case ActorKind::militia:
      return true;
    default:
      return false;
  }
}

/// The words of a name as a sentence without a tree, which is all that listed names need.
Sentence plain_sentence(std::string_view text) {
  Sentence s;
  s.span = {0, std::uint32_t(text.size())};
  std::size_t at = 0;
  while (at < text.size()) {
    while (at < text.size() && is_space(code_point_at(text, at).value)) {
      at += code_point_at(text, at).bytes;
    }
    std::size_t end = at;
    while (end < text.size() && !is_space(code_point_at(text, end).value)) {
      const auto cp = code_point_at(text, end);
      end += cp.bytes;
      // An elided article or preposition is a word of its own.
      if (cp.value == '\'' || cp.value == 0x2019) {
        break;
      }
    }
    if (end > at) {
      Token t;
      t.span = {std::uint32_t(at), std::uint32_t(end)};
      t.form = std::string(text.substr(at, end - at));
      t.lower = to_lower(t.form);
      t.lemma = t.lower;
      t.upos = Upos::PROPN;
      s.tokens.push_back(std::move(t));
    }
    at = end;
  }
  return s;
}

}  // namespace

std::optional<ActorMention> find_issuer(const LanguagePack& pack,
                                        const ActorFinder& finder,
                                        const Article& article,
                                        std::span<const Sentence> sentences,
                                        std::span<const ActorMention> actors) {
  if (!article.publisher.empty()) {
    Article name;
    name.text = article.publisher;
    const Sentence words = plain_sentence(name.text);
    if (!words.tokens.empty()) {
      const auto found = finder.find(name, {&words, 1});
      for (const auto& m : found) {
        if (issues_texts(m.kind) && !m.id.empty()) {
          return m;
        }
      }
    }
  }
  for (const auto& a : actors) {
    if (a.at.sentence > 2 || a.id.empty() || !issues_texts(a.kind) ||
        a.form == MentionForm::pronoun) {
      continue;
    }
    const Sentence& s = sentences[std::size_t(a.at.sentence)];
    if (s.size() > kHeadingWords || a.at.first > 1) {
      continue;
    }
    // "OCHA | Flash Update", "Observatoire syrien - bulletin du 15", or the name alone. A colon
    // names whom the headline quotes, not who wrote it.
    int behind = a.at.last;
    while (behind < s.size() &&
           (s[behind].form == "(" || s[behind].form == ")" || s[behind].upos == Upos::PROPN)) {
      ++behind;
    }
    const bool alone = behind >= s.size();
    const std::string next = alone ? "" : s[behind].form;
    const bool ruled = next == "|" || next == "-" || next == "–" || next == "—" || next == "/";
    const bool named_paper = !alone && (pack.in_class("issue_noun", s[behind].lemma) ||
                                        pack.in_class("issue_noun", s[behind].lower));
    if (alone || ruled || named_paper) {
      return a;
    }
  }
  return std::nullopt;
}

}  // namespace vigie
