#include "mentions/place_spotter.h"

#include "base/utf8.h"
#include "lang/tsv.h"
#include "mentions/place_relation.h"

#include <algorithm>

namespace vigie {
namespace {

/// Longest name in tokens: República Bolivariana de Venezuela and the like are 6.
constexpr int kMaxNameTokens = 8;
/// Modifiers between a place noun and its name (la ville frontalière assiégée de, military air
/// base).
constexpr int kMaxModifiers = 3;
/// A city that readers need no introduction to.
constexpr std::uint32_t kWellKnown = 300'000;
/// Shorter runs of letters share their romanisation key with too much.
constexpr std::size_t kMinKeyedLength = 4;
/// Farthest a romanised spelling may be from the gazetteer's, by `name_distance`.
constexpr double kMaxKeyedDistance = 0.45;

bool may_be_noun(Upos upos) {
  return upos == Upos::NOUN || upos == Upos::PROPN || upos == Upos::none || upos == Upos::X;
}

bool is_modifier(const Token& token) {
  return token.upos == Upos::ADJ || token.upos == Upos::ADV ||
         (token.upos == Upos::VERB && token.feats.verb_form == VerbForm::Part);
}

}  // namespace

FoldedSentence::FoldedSentence(std::string_view text, const Sentence& sentence) {
  shapes_.resize(sentence.tokens.size());
  folded_.reserve(sentence.span.size() + 8);
  bool gap = false;
  int words = 0;
  int capitals = 0;
  for (std::size_t t = 0; t < shapes_.size(); ++t) {
    auto& shape = shapes_[t];
    const auto& token = sentence.tokens[t];
    shape.shared = t > 0 && token.span == sentence.tokens[t - 1].span;
    shape.begin = shape.end = std::uint32_t(folded_.size());
    if (shape.shared || token.span.end > text.size()) {
      continue;
    }
    gap = gap || token.space_before;
    const std::string_view raw = token.span.of(text);
    bool edge = true;  // at the start of the token or after a hyphen or apostrophe inside it
    bool all_upper = true;
    int letters = 0;
    for (std::size_t i = 0; i < raw.size();) {
      const auto cp = code_point_at(raw, i);
      i += cp.bytes;
      if (is_letter(cp.value)) {
        const bool upper = is_upper(cp.value);
        shape.capital = shape.capital || (edge && upper);
        all_upper = all_upper && upper;
        ++letters;
        edge = false;
      } else {
        edge = true;
      }
    }
    shape.letter = letters > 0;
    shape.all_capitals = letters > 1 && all_upper;
    bool first = true;
    const std::string folded = fold(raw);
    for (std::size_t i = 0; i < folded.size();) {
      const auto cp = code_point_at(folded, i);
      if (is_letter(cp.value) || is_digit(cp.value)) {
        shape.digit = shape.digit || is_digit(cp.value);
        if (gap && !folded_.empty()) {
          folded_ += ' ';
        }
        gap = false;
        if (first) {
          shape.begin = std::uint32_t(folded_.size());
          first = false;
        }
        folded_.append(folded, i, cp.bytes);
      } else if (cp.value != '\'') {
        gap = true;
      }
      i += cp.bytes;
    }
    shape.end = std::uint32_t(folded_.size());
    if (first) {
      shape.begin = shape.end;
      shape.joint = folded == "-" || folded == "'" || folded == ".";
    }
    if (letters > 3) {
      ++words;
      capitals += shape.capital ? 1 : 0;
    }
  }
  headline_ = words > 3 && capitals * 4 > words * 3;
}

std::string_view FoldedSentence::words(int first, int last) const {
  while (first < last && shapes_[std::size_t(first)].begin == shapes_[std::size_t(first)].end) {
    ++first;
  }
  if (first >= last) {
    return {};
  }
  const auto begin = shapes_[std::size_t(first)].begin;
  auto end = begin;
  for (int t = first; t < last; ++t) {
    end = std::max(end, shapes_[std::size_t(t)].end);
  }
  return std::string_view(folded_).substr(begin, end - begin);
}

/// One sentence being read, with what the report says about its tokens.
struct PlaceSpotter::Reading {
  const Article* article = nullptr;
  const Sentence* sentence = nullptr;
  const FoldedSentence* folded = nullptr;
  std::span<const ActorMention> actors;
  std::span<const std::uint16_t> context;
  int number = 0;                  ///< of the sentence
  std::vector<int> actor_at = {};  ///< actor that covers a token, -1 without one
  int next = 0;                    ///< first token not read yet

  int size() const { return sentence->size(); }
  std::string_view word(int token) const { return folded->word(token); }
  const Token& token(int i) const { return (*sentence)[i]; }

  /// First token that cannot stand inside a name, at or after `from`.
  int stop(int from) const {
    int i = from;
    while (
        i < size() && i < from + kMaxNameTokens + 2 &&
        (folded->has_letter(i) || folded->has_digit(i) || folded->joint(i) || folded->shared(i))) {
      ++i;
    }
    return i;
  }
  bool is_initial(int token_index) const {
    for (int i = 0; i < token_index; ++i) {
      if (folded->has_letter(i) || folded->has_digit(i)) {
        return false;
      }
    }
    return true;
  }
  bool tagged() const { return size() > 0 && token(0).upos != Upos::none; }
  bool any_propn(int first, int last) const {
    for (int i = first; i < last; ++i) {
      if (token(i).upos == Upos::PROPN) {
        return true;
      }
    }
    return false;
  }
  /// The actor whose mention covers all of [first, last), or null.
  const ActorMention* actor_over(int first, int last) const {
    const int actor = first < size() ? actor_at[std::size_t(first)] : -1;
    if (actor < 0 || actors[std::size_t(actor)].at.last < last) {
      return nullptr;
    }
    return &actors[std::size_t(actor)];
  }
};

PlaceSpotter::PlaceSpotter(const PlaceLexicon& lexicon,
                           const Gazetteer& gazetteer,
                           const Romaniser& romaniser,
                           const Lexicon* words,
                           std::uint8_t common_word_flag)
    : lexicon_(&lexicon),
      gazetteer_(&gazetteer),
      romaniser_(&romaniser),
      words_(words),
      common_word_flag_(common_word_flag) {}

std::vector<PlaceSpot> PlaceSpotter::find(const Article& article,
                                          std::span<const Sentence> sentences,
                                          std::span<const FoldedSentence> folded,
                                          std::span<const ActorMention> actors,
                                          std::span<const std::uint16_t> context) const {
  std::vector<PlaceSpot> spots;
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    Reading reading{.article = &article,
                    .sentence = &sentences[s],
                    .folded = &folded[s],
                    .actors = actors,
                    .context = context,
                    .number = int(s)};
    reading.actor_at.assign(sentences[s].tokens.size(), -1);
    for (std::size_t a = 0; a < actors.size(); ++a) {
      const auto& at = actors[a].at;
      if (at.sentence != int(s)) {
        continue;
      }
      for (int t = std::max(0, at.first); t < std::min(at.last, reading.size()); ++t) {
        reading.actor_at[std::size_t(t)] = int(a);
      }
    }
    read_sentence(reading, spots);
  }
  return spots;
}

void PlaceSpotter::read_sentence(Reading& reading, std::vector<PlaceSpot>& spots) const {
  const std::size_t from = spots.size();
  while (reading.next < reading.size()) {
    const int at = reading.next;
    reading.next = at + 1;
    if (reading.folded->shared(at) ||
        !(reading.folded->has_letter(at) || reading.folded->has_digit(at))) {
      continue;
    }
    if (read_road_code(reading, at, spots) || read_noun(reading, at, spots) ||
        read_demonym(reading, at, spots)) {
      continue;
    }
    read_name(reading, at, spots);
  }
  share_nouns(reading, from, spots);
}

void PlaceSpotter::share_nouns(const Reading& reading,
                               std::size_t from,
                               std::vector<PlaceSpot>& spots) const {
  // "Les provinces d'Alep et d'Idleb", "Raqqa and Aleppo governorates": a plural noun is that of
  // every name of the list.
  const auto listed_together = [&](const PlaceSpot& a, const PlaceSpot& b) {
    if (b.at.first - a.at.last > 3 || a.name_first < 0 || b.name_first < 0) {
      return false;
    }
    bool join = false;
    for (int i = a.at.last; i < b.at.first; ++i) {
      const auto word = fold_name(reading.token(i).form);
      if (word.empty() || lexicon_->in("join", word)) {
        join = true;
      } else if (!lexicon_->in("of", word) && !lexicon_->in("article", word)) {
        return false;
      }
    }
    return join;
  };
  for (std::size_t i = from; i < spots.size(); ++i) {
    const auto* noun = spots[i].noun;
    if (noun == nullptr || !noun->plural || spots[i].name_first < 0) {
      continue;
    }
    if (spots[i].name_first > spots[i].at.first) {
      for (std::size_t j = i + 1;
           j < spots.size() && spots[j].noun == nullptr && listed_together(spots[j - 1], spots[j]);
           ++j) {
        spots[j].noun = noun;
        spots[j].strong = true;
      }
    } else {
      for (std::size_t j = i;
           j-- > from && spots[j].noun == nullptr && listed_together(spots[j], spots[j + 1]);) {
        spots[j].noun = noun;
        spots[j].strong = true;
      }
    }
  }
}

PlaceSpot PlaceSpotter::make(
    const Reading& reading, int first, int last, int name_first, int name_last) const {
  PlaceSpot spot;
  spot.at = {reading.number, first, last, first};
  spot.name_first = name_first;
  spot.name_last = name_last;
  spot.span = reading.token(first).span.joined(reading.token(last - 1).span);
  spot.phrase = reading.folded->words(first, last);
  spot.initial = reading.is_initial(first);
  if (name_first >= 0) {
    spot.name_span = reading.token(name_first).span.joined(reading.token(name_last - 1).span);
    spot.name = reading.folded->words(name_first, name_last);
    spot.listed = gazetteer_->has_name(spot.name) || gazetteer_->has_name(spot.phrase);
  }
  spot.inside_actor = reading.actor_over(first, last) != nullptr;
  return spot;
}

bool PlaceSpotter::starts_name(const Reading& reading, int token) const {
  if (token >= reading.size() || reading.folded->shared(token)) {
    return false;
  }
  if (reading.folded->capital(token)) {
    return true;
  }
  // al-Qaim, ez Zor: a lower-case Arabic article before the capital. Some are words of the
  // language too (et, en, as): those need their hyphen.
  const auto word = reading.word(token);
  if (token + 1 >= reading.size() || !romaniser_->is_article(0, word)) {
    return false;
  }
  const bool glued = reading.folded->joint(token + 1) && token + 2 < reading.size() &&
                     reading.folded->capital(token + 2) && !reading.token(token + 1).space_before;
  return glued || (reading.folded->capital(token + 1) && !function_word(word));
}

bool PlaceSpotter::function_word(std::string_view folded) const {
  for (const char* cue : {"article", "of", "join", "locative", "parent", "clause_word"}) {
    if (lexicon_->in(cue, folded)) {
      return true;
    }
  }
  return false;
}

int PlaceSpotter::run_end(const Reading& reading, int first) const {
  int last = first;
  for (int i = first; i < reading.size();) {
    const auto& folded = *reading.folded;
    if (folded.shared(i)) {
      break;
    }
    if (folded.capital(i)) {
      const auto word = folded.word(i);
      if (i > first && (lexicon_->in("never", word) || lexicon_->in("title", word))) {
        break;
      }
      last = ++i;
      continue;
    }
    const bool adjacent = !reading.token(i).space_before;
    if (i > first && folded.joint(i) && adjacent && i + 1 < reading.size() &&
        !reading.token(i + 1).space_before) {
      ++i;
      if (folded.has_letter(i) && !folded.shared(i)) {
        // The parts of a hyphenated name may be in lower case (Mazar-i-Sharif, Al-badi).
        last = ++i;
      }
      continue;
    }
    if (starts_name(reading, i)) {
      ++i;  // an Arabic article
      continue;
    }
    if (i > first && folded.has_digit(i) && !folded.has_letter(i) && i == last) {
      break;
    }
    break;
  }
  return last;
}

int PlaceSpotter::longest_listed(const Reading& reading, int first, int limit) const {
  limit = std::min({limit, reading.stop(first), first + kMaxNameTokens});
  for (int last = limit; last > first; --last) {
    if (!reading.folded->has_letter(last - 1) && !reading.folded->has_digit(last - 1)) {
      continue;
    }
    if (gazetteer_->has_name(reading.folded->words(first, last))) {
      return last;
    }
  }
  return first;
}

const PlaceNoun* PlaceSpotter::noun_at(const Reading& reading, int first, int last) const {
  const ByteSpan span = reading.token(first).span.joined(reading.token(last - 1).span);
  return lexicon_->noun(reading.folded->words(first, last), span.of(reading.article->text));
}

bool PlaceSpotter::common_words(const Reading& reading, int first, int last) const {
  if (words_ == nullptr) {
    return false;
  }
  for (int i = first; i < last; ++i) {
    if (!reading.folded->has_letter(i)) {
      continue;
    }
    const auto entry = words_->find(reading.token(i).lower);
    if (entry.upos_set == 0 || entry.has(Upos::PROPN)) {
      return false;
    }
  }
  return true;
}

bool PlaceSpotter::well_known(std::string_view folded) const {
  bool known = false;
  gazetteer_->visit_named(folded, [&](NameHit hit) {
    const auto& record = (*gazetteer_)[hit.place];
    known = known || (hit.rank <= NameRank::listed &&
                      (record.seat == Seat::country || record.kind == PlaceKind::country ||
                       record.population >= kWellKnown));
  });
  return known;
}

int PlaceSpotter::noun_length(const Reading& reading, int first, bool capital_too) const {
  const int limit = std::min(reading.stop(first) - first, lexicon_->max_noun_words() + 2);
  for (int n = limit; n > 0; --n) {
    const int last = first + n;
    if (!reading.folded->has_letter(last - 1)) {
      continue;
    }
    if (noun_at(reading, first, last) == nullptr) {
      continue;
    }
    bool noun = false;
    for (int i = first; i < last; ++i) {
      noun = noun || may_be_noun(reading.token(i).upos);
    }
    const bool capital = reading.folded->capital(first) && !reading.is_initial(first) &&
                         !reading.folded->all_capitals(first);
    if (noun && (capital_too || !capital)) {
      return n;
    }
  }
  return 0;
}

bool PlaceSpotter::keyed(const Reading& reading, int first, int last) const {
  const auto folded = reading.folded->words(first, last);
  if (folded.size() < kMinKeyedLength) {
    return false;
  }
  // Franco-malienne, US-Saudi: countries and their people are spelt one way.
  for (const auto& word : split_list(folded, ' ')) {
    if (lexicon_->demonym(word) != nullptr) {
      return false;
    }
  }
  for (const std::uint16_t country : reading.context) {
    const int family = gazetteer_->countries()[country].romanisation;
    const std::string key = romaniser_->key(family, folded);
    if (key.empty()) {
      continue;
    }
    const std::string bare = romaniser_->bare(family, folded);
    bool found = false;
    gazetteer_->visit_keyed(country, key, [&](NameHit, std::string_view name) {
      found = found || name_distance(bare, romaniser_->bare(family, name)) <= kMaxKeyedDistance;
    });
    if (found) {
      return true;
    }
  }
  return false;
}

bool PlaceSpotter::locative_before(const Reading& reading, int token) const {
  int i = token - 1;
  while (i >= 0 && lexicon_->in("article", reading.word(i))) {
    --i;
  }
  if (i < 0) {
    return false;
  }
  // Contractions: the words are in `form`, the bytes belong to the first.
  const auto word = [&](int t) { return fold_name(reading.token(t).form); };
  if (lexicon_->in("locative", word(i))) {
    return true;
  }
  return relation_cue_before(*lexicon_, *reading.sentence, *reading.folded, token);
}

int PlaceSpotter::skip_after_noun(const Reading& reading, int token, bool& of) const {
  of = false;
  int i = token;
  const auto word = [&](int t) { return fold_name(reading.token(t).form); };
  for (int skipped = 0; i < reading.size() && skipped <= kMaxModifiers; ++i, ++skipped) {
    if (lexicon_->in("of", word(i))) {
      of = true;
      ++i;
      break;
    }
    if (!is_modifier(reading.token(i)) && lexicon_->demonym(reading.word(i)) == nullptr) {
      return token;
    }
  }
  if (!of) {
    return token;
  }
  while (i < reading.size() && (lexicon_->in("article", word(i)) || reading.folded->shared(i))) {
    ++i;
  }
  return i;
}

bool PlaceSpotter::read_road_code(Reading& reading, int at, std::vector<PlaceSpot>& spots) const {
  static const PlaceNoun road{PlaceKind::road, false, join_before};
  const auto word = reading.word(at);
  if (!reading.folded->capital(at)) {
    return false;
  }
  const auto digits = word.find_first_of("0123456789");
  const std::string_view letters = word.substr(0, digits);
  if (letters.empty() || !lexicon_->in("road_code", letters)) {
    return false;
  }
  int last = at + 1;
  if (digits == std::string_view::npos) {
    // "RN 4", "PK-12"; a single letter needs its number attached.
    if (last < reading.size() && reading.folded->joint(last)) {
      ++last;
    }
    if (letters.size() < 2 || last >= reading.size() || !reading.folded->has_digit(last) ||
        reading.folded->has_letter(last)) {
      return false;
    }
    ++last;
  } else if (word.find_first_not_of("0123456789", digits) != std::string_view::npos) {
    return false;
  }
  auto spot = make(reading, at, last, at, last);
  spot.noun = &road;
  spot.strong = true;
  spots.push_back(std::move(spot));
  reading.next = last;
  return true;
}

bool PlaceSpotter::read_noun(Reading& reading, int at, std::vector<PlaceSpot>& spots) const {
  const int n = noun_length(reading, at, true);
  if (n == 0) {
    return false;
  }
  const PlaceNoun* noun = noun_at(reading, at, at + n);
  const int after = at + n;

  int name_first = -1;
  if ((noun->joins & join_of) != 0) {
    bool of = false;
    const int i = skip_after_noun(reading, after, of);
    if (of && starts_name(reading, i)) {
      name_first = i;
    }
  }
  if (name_first < 0 && (noun->joins & join_before) != 0 && after < reading.size()) {
    const bool number = noun->kind == PlaceKind::road && reading.folded->has_digit(after);
    if (number || starts_name(reading, after)) {
      name_first = after;
    }
  }
  if (name_first >= 0) {
    const int run = std::max(run_end(reading, name_first), name_first + 1);
    const int listed = longest_listed(reading, name_first, reading.size());
    int name_last = listed > name_first ? listed : run;
    if (listed > name_first && listed < run && keyed(reading, name_first, run)) {
      name_last = run;
    }
    const auto name = reading.folded->words(name_first, name_last);
    const bool other_actor = listed == name_first &&
                             reading.actor_over(name_first, name_last) != nullptr &&
                             !reading.actor_over(at, name_last);
    const bool people = listed == name_first && lexicon_->demonym(name) != nullptr;
    const bool word = listed == name_first && lexicon_->in("never", name) &&
                      !reading.folded->has_digit(name_first);
    if (!other_actor && !people && !word) {
      // A name of the gazetteer that begins with the noun may reach farther (Port Said Road).
      const int whole = longest_listed(reading, at, reading.size());
      if (whole > name_last && reading.folded->capital(at)) {
        return false;
      }
      auto spot = make(reading, at, name_last, name_first, name_last);
      spot.noun = noun;
      spot.strong = true;
      spots.push_back(std::move(spot));
      reading.next = name_last;
      return true;
    }
  }

  // A description; capitals inside a sentence belong to some organisation's name.
  if ((noun->joins & join_only) != 0 || noun_length(reading, at, false) != n) {
    return false;
  }
  int first = at;
  int last = after;
  const int floor =
      spots.empty() || spots.back().at.sentence != reading.number ? 0 : spots.back().at.last;
  while (first > floor && at - first < 2 && !reading.folded->shared(first - 1) &&
         (reading.token(first - 1).upos == Upos::ADJ ||
          (reading.token(first - 1).upos == Upos::NOUN &&
           reading.token(first - 1).rel == Deprel::compound)) &&
         !reading.folded->capital(first - 1) && reading.folded->has_letter(first - 1) &&
         lexicon_->demonym(reading.word(first - 1)) == nullptr) {
    --first;
  }
  while (last < reading.size() && last - after < 2 && reading.token(last).upos == Upos::ADJ &&
         !reading.folded->capital(last) && lexicon_->demonym(reading.word(last)) == nullptr) {
    ++last;
  }
  auto spot = make(reading, first, last, -1, -1);
  spot.at.head = at;
  spot.noun = noun;
  spots.push_back(std::move(spot));
  reading.next = last;
  return true;
}

bool PlaceSpotter::read_demonym(Reading& reading, int at, std::vector<PlaceSpot>& spots) const {
  const int limit = std::min(reading.stop(at), at + lexicon_->max_demonym_words() + 1);
  for (int last = limit; last > at; --last) {
    if (!reading.folded->has_letter(last - 1)) {
      continue;
    }
    const auto words = reading.folded->words(at, last);
    const auto* countries = lexicon_->demonym(words);
    if (countries == nullptr) {
      continue;
    }
    // Argentine, Suisse: with a capital the country, else its adjective.
    if (reading.folded->capital(at)) {
      bool country = false;
      gazetteer_->visit_named(words, [&](NameHit hit) {
        country = country || (*gazetteer_)[hit.place].kind == PlaceKind::country;
      });
      if (country || longest_listed(reading, at, reading.size()) > last) {
        return false;
      }
    } else if (!lexicon_->in("lower_case_demonyms", "yes")) {
      return false;
    }
    auto spot = make(reading, at, last, -1, -1);
    spot.demonym = countries;
    spots.push_back(std::move(spot));
    reading.next = last;
    return true;
  }
  return false;
}

bool PlaceSpotter::read_name(Reading& reading, int at, std::vector<PlaceSpot>& spots) const {
  const auto& folded = *reading.folded;
  if (!starts_name(reading, at)) {
    return false;
  }
  const int run = std::max(run_end(reading, at), at + 1);
  int listed = longest_listed(reading, at, reading.size());
  const bool initial = reading.is_initial(at);
  if (lexicon_->in("article", folded.word(at)) || lexicon_->in("locative", folded.word(at)) ||
      lexicon_->in("never", folded.word(at))) {
    // La Jordanie, In Aleppo: the article or preposition is not the name's, unless the name is
    // not known without it (La Haye, Le Caire).
    bool bare = listed <= at + 1;
    if (!bare) {
      PlaceIndex whole = kNoPlace;
      gazetteer_->visit_named(folded.words(at, listed),
                              [&](NameHit hit) { whole = whole == kNoPlace ? hit.place : whole; });
      gazetteer_->visit_named(folded.words(at + 1, listed), [&](NameHit hit) {
        bare = bare || (hit.place == whole && hit.rank != NameRank::stripped);
      });
    }
    if (bare) {
      return false;
    }
    // L'Union: an article and a word of the language.
    if (listed == at + 2 && !locative_before(reading, at) &&
        (common_words(reading, at + 1, listed) || lexicon_->in("never", folded.word(at + 1)))) {
      return false;
    }
  }

  // Persons: by the actors, by a title, by a first name that opens a longer run.
  int before = at - 1;
  while (before >= 0 && folded.joint(before)) {
    --before;
  }
  const bool titled = before >= 0 && lexicon_->in("title", folded.word(before));
  const ActorMention* actor = reading.actor_over(at, at + 1);
  if (actor != nullptr && actor->form == MentionForm::person && actor->id.empty()) {
    // A guess from capitals alone gives way where the whole run is the name of a place.
    if (listed >= run && listed >= actor->at.last) {
      actor = nullptr;
    } else if (fold_name(actor->person + actor->name).find(folded.word(at)) != std::string::npos) {
      return false;
    }
  } else if (actor != nullptr && !actor->person.empty() &&
             fold_name(actor->person).find(folded.word(at)) != std::string::npos) {
    return false;
  }
  const bool guessed_person = actor == nullptr && reading.actor_over(at, at + 1) != nullptr;
  const auto flags_of = [&](std::string_view name) {
    return gazetteer_->visit_named(name, [](NameHit) {}).value_or(0);
  };
  const bool locative = locative_before(reading, at);
  const bool strong_locative =
      locative && !lexicon_->in("weak_locative", folded.word(std::max(0, before)));
  const bool opens_person =
      run > at + 1 && listed < run && !locative && (flags_of(folded.word(at)) & first_name) != 0;
  // Khaled ben al-Walid: what the run breaks off at goes on with the name.
  const bool goes_on = run < reading.size() && !folded.has_digit(run) &&
                       lexicon_->in("name_link", folded.word(run)) && run + 1 < reading.size() &&
                       starts_name(reading, run + 1);
  if (titled || opens_person || goes_on) {
    reading.next = std::max(run, at + 1);
    return false;
  }
  const bool left_part = before >= 0 && before == at - 1 && folded.capital(before) &&
                         !reading.is_initial(before) && !folded.shared(before) &&
                         !function_word(folded.word(before)) &&
                         lexicon_->value("direction_adjective", folded.word(before)).empty() &&
                         lexicon_->demonym(folded.word(before)) == nullptr &&
                         (spots.empty() || spots.back().at.sentence != reading.number ||
                          spots.back().at.last <= before);

  int last = at;
  bool strong = false;
  bool doubtful = false;
  bool is_keyed = false;
  if (listed > at) {
    last = listed;
    const auto name = folded.words(at, last);
    const bool never = last == at + 1 && lexicon_->in("never", name);
    if (never) {
      return false;
    }
    const bool right_part = last < run && noun_length(reading, last, true) == 0;
    if (!folded.headline() && (left_part || right_part)) {
      const int n = right_part ? noun_length(reading, run, true) : 0;
      const bool noun_after = n > 0 && (noun_at(reading, run, run + n)->joins & join_after) != 0;
      if (right_part && keyed(reading, at, run)) {
        last = run;
        is_keyed = true;
      } else if (right_part && (strong_locative || noun_after) && !left_part) {
        last = run;  // the words are a place, but not the one that the first of them names
        strong = true;
      } else if (actor == nullptr) {
        return false;
      } else {
        doubtful = true;
      }
    }
    if (last == at + 1) {
      const auto flags = flags_of(name);
      const bool propn = !reading.tagged() || reading.token(at).upos == Upos::PROPN;
      const bool word = (flags & (common_word_flag_ | first_name)) != 0;
      // DAMAS, 5 juin: a dateline in capitals.
      const bool dateline = initial && folded.all_capitals(at) && !folded.headline();
      const bool sure_of_word = !initial && !folded.headline() && propn;
      if (word && !locative && !dateline && !sure_of_word && !(propn && well_known(name))) {
        doubtful = true;
      }
      if (initial && reading.tagged() && !propn && !locative && !dateline) {
        doubtful = true;
      }
      // SANA, AFP: letters of an organisation, unless a country goes by them.
      if (folded.all_capitals(at) && name.size() <= 5 && !initial && !folded.headline()) {
        bool country = false;
        gazetteer_->visit_named(name, [&](NameHit hit) {
          country = country || (*gazetteer_)[hit.place].kind == PlaceKind::country;
        });
        doubtful = doubtful || !country;
      }
    }
    strong = strong || locative;
  } else {
    const auto name = folded.words(at, run);
    if (actor != nullptr || folded.headline() || name.size() < 3 || left_part ||
        (folded.all_capitals(at) && name.size() <= 5) || lexicon_->in("never", name) ||
        lexicon_->demonym(name) != nullptr || (reading.tagged() && !reading.any_propn(at, run))) {
      return false;
    }
    last = run;
    const int n = noun_length(reading, last, true);
    const bool noun_after = n > 0 && (noun_at(reading, last, last + n)->joins & join_after) != 0;
    // The next of a list: "Harasta, Arbine et Zamalka".
    bool conjunct = false;
    if (!spots.empty() && spots.back().at.sentence == reading.number &&
        spots.back().name_first >= 0 && spots.back().strong) {
      conjunct = true;
      bool comma = false;
      for (int i = spots.back().at.last; i < at; ++i) {
        const auto word = fold_name(reading.token(i).form);
        comma = comma || word.empty();
        conjunct =
            conjunct && (word.empty() || lexicon_->in("join", word) || lexicon_->in("of", word) ||
                         lexicon_->in("article", word) || lexicon_->in("locative", word));
      }
      conjunct = conjunct && at - spots.back().at.last <= 3;
    }
    if (keyed(reading, at, run) &&
        !(initial && run == at + 1 && reading.tagged() && reading.token(at).upos != Upos::PROPN)) {
      is_keyed = true;
      strong = locative || noun_after || conjunct;
    } else if (common_words(reading, at, run) || (initial && !noun_after)) {
      return false;
    } else if (strong_locative || noun_after || conjunct) {
      strong = true;
    } else {
      return false;
    }
  }

  // The noun that follows in English: Idlib province, Menagh military air base.
  const PlaceNoun* noun = nullptr;
  int noun_last = last;
  for (int i = last; i <= last + 2 && i < reading.size(); ++i) {
    const int n = noun_length(reading, i, true);
    if (n > 0) {
      const auto* found = noun_at(reading, i, i + n);
      if ((found->joins & join_after) != 0) {
        noun = found;
        noun_last = i + n;
      }
      break;
    }
    if (!folded.has_letter(i) || folded.capital(i) ||
        (reading.token(i).upos != Upos::ADJ && reading.token(i).upos != Upos::NOUN)) {
      break;
    }
  }
  auto spot = make(reading, at, noun_last, at, last);
  spot.noun = noun;
  spot.strong = strong || noun != nullptr;
  spot.doubtful = doubtful && noun == nullptr;
  spot.listed = spot.listed || is_keyed;
  if (guessed_person) {
    spot.inside_actor = false;
  }
  if (const auto* over = reading.actor_over(at, noun_last);
      over != nullptr && over->at.first == at && over->at.last <= noun_last && locative) {
    spot.inside_actor = false;  // a capital as government elsewhere, a place here: à Damas
  }
  spots.push_back(std::move(spot));
  reading.next = noun_last;
  return true;
}

}  // namespace vigie
