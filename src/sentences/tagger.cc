#include "sentences/tagger.h"

#include "base/utf8.h"

#include <algorithm>

namespace vigie {
namespace {

enum Flag : std::uint32_t {
  kCapital = 1,
  kFirst = 2,  ///< first word of the sentence
  kHyphen = 4,
  kAllCapitals = 8,
  kDigit = 16,
};

}  // namespace

std::uint64_t word_hash(std::string_view lower) {
  // Straight quotes and zeros, as in the training texts, without a copy in the usual case.
  const bool plain = std::none_of(lower.begin(), lower.end(),
                                  [](char c) { return (c >= '0' && c <= '9') || c == '\xE2'; });
  if (plain) {
    return hash64(lower);
  }
  std::string s;
  for (std::size_t i = 0; i < lower.size();) {
    const auto c = code_point_at(lower, i);
    i += c.bytes;
    if (c.value >= U'0' && c.value <= U'9') {
      s += '0';
    } else if (c.value == 0x201C || c.value == 0x201D || c.value == 0x201E) {
      s += '"';
    } else if (c.value == 0x2018 || c.value == 0x2019) {
      s += '\'';
    } else {
      append_utf8(s, c.value);
    }
  }
  return hash64(s);
}

WordFeatures::WordFeatures(const Sentence& sentence,
                           const SyntaxModel& model,
                           const Lexicon& lexicon)
    : words_(std::size_t(sentence.size())) {
  before_.hash = before_.guess = before_.shape = 11;
  after_.hash = after_.guess = after_.shape = 13;
  std::vector<char32_t> letters;
  std::vector<char32_t> lower;
  // A sentence in capitals (headline) says nothing by its capitals.
  for (int i = 0; i < sentence.size(); ++i) {
    const Token& token = sentence[i];
    Word& word = words_[std::size_t(i)];
    word.hash = word_hash(token.lower);
    word.seen = model.find_form(word.hash);
    word.entry = lexicon.find(token.lower);

    letters.clear();
    lower.clear();
    for (std::size_t b = 0; b < token.form.size();) {
      const auto c = code_point_at(token.form, b);
      b += c.bytes;
      letters.push_back(c.value);
    }
    for (std::size_t b = 0; b < token.lower.size();) {
      const auto c = code_point_at(token.lower, b);
      b += c.bytes;
      lower.push_back(c.value >= U'0' && c.value <= U'9' ? U'0' : c.value);
    }
    std::uint64_t h = 3;
    for (std::size_t k = 0; k < word.suffix.size(); ++k) {
      h = k < lower.size() ? join(h, lower[lower.size() - 1 - k]) : 0;
      word.suffix[k] = h;
    }
    h = 5;
    for (std::size_t k = 0; k < word.prefix.size(); ++k) {
      h = k < lower.size() ? join(h, lower[k]) : 0;
      word.prefix[k] = h;
    }
    // Shape: kinds of characters without repeats, `Deir-Ezzor` = `Aa-Aa`.
    word.shape = 7;
    std::uint64_t last = 0;
    bool all_capitals = letters.size() > 1;
    for (const auto c : letters) {
      const std::uint64_t kind = is_upper(c) ? 1 : is_digit(c) ? 2 : is_letter(c) ? 3 : c;
      all_capitals = all_capitals && kind != 3;
      if (kind == 2) {
        word.flags |= kDigit;
      }
      if (c == U'-') {
        word.flags |= kHyphen;
      }
      if (kind != last) {
        word.shape = join(word.shape, kind);
        last = kind;
      }
    }
    if (!letters.empty() && is_upper(letters[0])) {
      word.flags |= kCapital | (all_capitals ? std::uint32_t(kAllCapitals) : 0U);
    }
    if (i == 0) {
      word.flags |= kFirst;
    }
    word.guess = word.seen.upos_set != 0 ? word.seen.upos_set : join(99, word.suffix[2]);
  }
}

const WordFeatures::Word& WordFeatures::at(int i) const {
  return i < 0 ? before_ : i < int(words_.size()) ? words_[std::size_t(i)] : after_;
}

void WordFeatures::tag_features(int i, int previous, int second, FeatureSet& f) const {
  const Word& w = at(i);
  const Word& p1 = at(i - 1);
  const Word& p2 = at(i - 2);
  const Word& n1 = at(i + 1);
  const Word& n2 = at(i + 2);
  const std::uint64_t known = w.entry.upos_set;
  const std::uint64_t cls = w.entry.form_class;
  f.clear();
  f.add(1, w.hash);
  f.add(2, p1.hash);
  f.add(3, n1.hash);
  f.add(4, p2.hash);
  f.add(5, n2.hash);
  f.add(6, join(p1.hash, w.hash));
  f.add(7, join(w.hash, n1.hash));
  for (std::uint32_t k = 0; k < 5; ++k) {
    if (w.suffix[k] != 0) {
      f.add(10 + k, w.suffix[k]);
    }
  }
  for (std::uint32_t k = 0; k < 4; ++k) {
    if (w.prefix[k] != 0) {
      f.add(20 + k, w.prefix[k]);
    }
  }
  f.add(25, join(w.shape, w.flags & kFirst));
  f.add(26, join(w.flags, w.suffix[2]));
  f.add(27, w.guess);
  f.add(28, n1.guess);
  f.add(29, join(n1.guess, n2.guess));
  f.add(30, join(w.guess, n1.guess));
  f.add(31, join(p1.guess, w.guess));
  f.add(32, n1.suffix[2]);
  f.add(33, n1.shape);
  f.add(34, p1.suffix[2]);
  f.add(35, p1.shape);
  f.add(40, known);
  f.add(41, join(known, n1.entry.upos_set));
  f.add(42, join(p1.entry.upos_set, known));
  f.add(43, join(known, w.flags));
  f.add(44, n1.entry.upos_set);
  f.add(45, cls);
  f.add(46, join(cls, n1.guess));
  f.add(47, n1.entry.form_class);
  f.add(49, 1);

  const auto t1 = std::uint64_t(previous + 1);
  const auto t2 = std::uint64_t(second + 1);
  f.add(60, t1);
  f.add(61, join(t1, t2));
  f.add(62, join(t1, w.hash));
  f.add(63, join(t1, n1.guess));
  f.add(64, join(t1, t2, w.hash));
  f.add(65, join(t1, cls));
  f.add(66, join(t1, w.suffix[2]));
  f.add(67, join(t1, t2, w.guess));
  f.add(68, join(t1, w.guess, n1.guess));
}

std::uint32_t WordFeatures::genders_of(int i, Upos upos) const {
  std::uint32_t out = 0;
  for (const auto& analysis : at(i).entry.analyses) {
    const auto u = upos_of(analysis.tag);
    if (u == upos || upos == Upos::none || (upos == Upos::AUX && u == Upos::VERB)) {
      out |= 1U << unsigned(features_of(analysis.tag).gender);
    }
  }
  return out;
}

void WordFeatures::gender_features(int i, WordTag tag, Gender previous, FeatureSet& f) const {
  const Word& w = at(i);
  const auto upos = upos_of(tag);
  const std::uint64_t genders = genders_of(i, upos);
  const auto before = std::uint64_t(previous);
  f.clear();
  f.add(1, tag);
  f.add(2, join(w.hash, tag));
  f.add(3, w.hash);
  f.add(4, join(genders, tag));
  f.add(5, join(genders, std::uint64_t(upos), before));
  f.add(6, join(std::uint64_t(upos), at(i - 1).hash));
  f.add(7, join(std::uint64_t(upos), at(i + 1).hash));
  f.add(8, join(genders, at(i - 1).hash));
  f.add(9, join(genders, genders_of(i + 1, Upos::none)));
  f.add(10, join(genders, genders_of(i - 1, Upos::none), std::uint64_t(upos)));
  f.add(11, join(genders, at(i + 1).suffix[1], std::uint64_t(upos)));
  f.add(12, join(std::uint64_t(upos), w.flags & kCapital, before));
  for (std::uint32_t k = 0; k < 5; ++k) {
    if (w.suffix[k] != 0) {
      f.add(20 + k, join(w.suffix[k], std::uint64_t(upos)));
      f.add(30 + k, join(w.suffix[k], tag));
    }
  }
}

void WordFeatures::lemma_features(int i, WordTag tag, FeatureSet& f) const {
  const Word& w = at(i);
  const auto upos = std::uint64_t(upos_of(tag));
  f.clear();
  f.add(1, upos);
  for (std::uint32_t k = 0; k < w.suffix.size(); ++k) {
    if (w.suffix[k] != 0) {
      f.add(10 + k, join(w.suffix[k], upos));
      if (k < 4) {
        f.add(30 + k, join(w.suffix[k], tag));
      }
    }
  }
  for (std::uint32_t k = 0; k < 3; ++k) {
    if (w.prefix[k] != 0) {
      f.add(50 + k, join(w.prefix[k], upos));
    }
  }
  f.add(40, join(w.hash, upos));
  f.add(41, join(upos, w.flags & (kCapital | kAllCapitals)));
  f.add(42, join(tag, w.flags & kCapital));
  f.add(43, join(tag, w.entry.upos_set));
}

void WordFeatures::contraction_features(int i, FeatureSet& f) const {
  const Word& w = at(i);
  const Word& p1 = at(i - 1);
  const Word& n1 = at(i + 1);
  f.clear();
  f.add(1, w.hash);
  f.add(2, join(w.hash, p1.hash));
  f.add(3, join(w.hash, n1.hash));
  f.add(4, join(w.hash, p1.hash, at(i - 2).hash));
  f.add(5, join(w.hash, p1.guess));
  f.add(6, join(w.hash, n1.guess));
  f.add(7, join(w.hash, p1.guess, n1.guess));
  f.add(8, join(w.hash, p1.entry.form_class));
  f.add(9, join(w.hash, n1.entry.form_class));
  f.add(10, join(w.hash, p1.entry.upos_set, at(i - 2).entry.upos_set));
  f.add(11, join(w.hash, p1.entry.upos_set, n1.entry.upos_set));
  f.add(12, join(w.hash, p1.suffix[2]));
  f.add(13, join(w.hash, p1.shape));
  f.add(14, join(w.hash, n1.shape));
  f.add(15, join(w.hash, at(i - 2).hash));
  f.add(16, join(w.hash, p1.guess, at(i - 2).guess));
  f.add(17, join(w.hash, n1.guess, at(i + 2).guess));
}

int best_allowed(std::span<const std::int32_t> scores, std::span<const std::uint8_t> allowed) {
  if (allowed.empty()) {
    return best_of(scores);
  }
  int best = allowed[0];
  for (const auto tag : allowed) {
    best = scores[tag] > scores[std::size_t(best)] ? tag : best;
  }
  return best;
}

void Tagger::tag(Sentence& sentence) const {
  const WordFeatures words(sentence, model_, lexicon_);
  FeatureSet features;
  std::array<std::int32_t, LinearModel::kMaxClasses> buffer;
  const std::span scores(buffer.data(), model_.tags.size());
  const std::span gender_scores(buffer.data(), std::size_t(model_.genders.classes()));
  int previous = -1;
  int second = -1;
  std::vector<int> tags(std::size_t(sentence.size()));
  for (int i = 0; i < sentence.size(); ++i) {
    const auto allowed = words.allowed(i);
    int tag = 0;
    if (allowed.size() == 1) {
      tag = allowed[0];
    } else {
      words.tag_features(i, previous, second, features);
      model_.tagger.score(features, scores);
      tag = best_allowed(scores, allowed);
    }
    tags[std::size_t(i)] = tag;
    second = previous;
    previous = tag;
  }
  Gender before = Gender::none;
  for (int i = 0; i < sentence.size(); ++i) {
    const WordTag tag = model_.tags[std::size_t(tags[std::size_t(i)])];
    Token& token = sentence[i];
    token.upos = upos_of(tag);
    token.feats = features_of(tag);
    if (may_have_gender(token.upos)) {
      words.gender_features(i, tag, before, features);
      model_.genders.score(features, gender_scores);
      token.feats.gender = Gender(best_of(gender_scores) & 3);
      before = token.feats.gender != Gender::none ? token.feats.gender : before;
    } else if (token.upos == Upos::PUNCT || token.upos == Upos::ADP) {
      before = Gender::none;
    }
    token.lemma = lemma(words, sentence, i);
  }
}

bool Tagger::may_have_gender(Upos upos) {
  return upos == Upos::NOUN || upos == Upos::ADJ || upos == Upos::DET || upos == Upos::PRON ||
         upos == Upos::PROPN || upos == Upos::VERB || upos == Upos::AUX || upos == Upos::NUM;
}

bool Tagger::is_contraction(const WordFeatures& words, int i) const {
  FeatureSet features;
  words.contraction_features(i, features);
  std::array<std::int32_t, 2> scores;
  model_.contractions.score(features, scores);
  return scores[1] > scores[0];
}

std::uint64_t lemma_exception_key(std::string_view form, WordTag tag) {
  return combine64(hash64(form), without_gender(tag));
}

LemmaScript lemma_script(const Token& token, std::string_view lemma) {
  const auto lower_lemma = to_lower(lemma);
  std::size_t same = 0;
  while (same < token.lower.size() && same < lower_lemma.size() &&
         token.lower[same] == lower_lemma[same]) {
    ++same;
  }
  while (same > 0 && same < token.lower.size() &&
         (static_cast<unsigned char>(token.lower[same]) & 0xC0) == 0x80) {
    --same;  // never inside a character
  }
  LemmaScript script;
  script.strip = std::uint8_t(std::min<std::size_t>(token.lower.size() - same, 255));
  script.suffix = lower_lemma.substr(same);
  script.as_written = lower_lemma != lemma;
  return script;
}

std::string apply_script(const LemmaScript& script, const Token& token) {
  if (script.strip > token.lower.size() ||
      (script.strip == token.lower.size() && script.suffix.empty())) {
    return {};
  }
  const auto kept = token.lower.size() - script.strip;
  if (!script.as_written || token.form.size() != token.lower.size()) {
    return token.lower.substr(0, kept) + script.suffix;
  }
  return token.form.substr(0, kept) + script.suffix;
}

std::string Tagger::lemma(const WordFeatures& words,
                          const Sentence& sentence,
                          int i,
                          bool use_exceptions) const {
  const Token& token = sentence[i];
  const WordTag tag = pack_tag(token.upos, token.feats);
  if (use_exceptions) {
    const auto exception = model_.find_exception(lemma_exception_key(token.form, tag));
    if (!exception.empty()) {
      return std::string(exception);
    }
  }
  // The lexicon decides when all its readings of this part of speech, best those with the same
  // features, agree on one lemma.
  std::string_view found;
  bool agree = true;
  int best_match = -1;
  const Upos wanted = token.upos == Upos::AUX ? Upos::VERB : token.upos;
  const WordTag wanted_tag = without_gender(pack_tag(wanted, token.feats)) & ~(WordTag{3} << 14);
  for (const auto& analysis : words.lexicon_entry(i).analyses) {
    if (upos_of(analysis.tag) != wanted || wanted == Upos::PROPN) {
      continue;
    }
    const auto differs = without_gender(analysis.tag) ^ wanted_tag;
    int match = 0;
    for (const auto field : {7U << 5, 7U << 8, 7U << 11, 3U << 16, 3U << 24}) {
      match += (differs & field) == 0;
    }
    const auto lemma = lexicon_.lemma(analysis);
    if (match > best_match) {
      best_match = match;
      found = lemma;
      agree = true;
    } else if (match == best_match) {
      agree = agree && lemma == found;
    }
  }
  if (agree && !found.empty()) {
    return std::string(found);
  }
  FeatureSet features;
  words.lemma_features(i, tag, features);
  std::vector<std::int32_t> scores(model_.scripts.size());
  model_.lemmas.score(features, scores);
  std::string best = token.lower;
  bool any = false;
  std::int32_t best_score = 0;
  for (const auto s : model_.scripts_of[std::size_t(token.upos)]) {
    if (!any || scores[s] > best_score) {
      auto lemma = apply_script(model_.scripts[s], token);
      if (!lemma.empty()) {
        best = std::move(lemma);
        best_score = scores[s];
        any = true;
      }
    }
  }
  return best;
}

}  // namespace vigie
