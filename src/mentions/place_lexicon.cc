#include "mentions/place_lexicon.h"

#include "base/utf8.h"
#include "lang/tsv.h"

#include <algorithm>

namespace vigie {
namespace {

/// The words of an expression as a tokeniser would part them (l'est -> l est).
std::vector<std::string> split_words(std::string_view expression) {
  std::string parted;
  for (const char c : fold(expression)) {
    parted += c;
    if (c == '\'') {
      parted += ' ';
    }
  }
  return split_list(fold_name(parted), ' ');
}

/// Lower case with one kind of apostrophe and hyphen; accents stay.
std::string plain_lower(std::string_view s) {
  std::string out;
  for (std::size_t i = 0; i < s.size();) {
    const auto cp = code_point_at(s, i);
    i += cp.bytes;
    if (cp.value == 0x2019) {
      out += '\'';
    } else if (cp.value == 0x2010 || cp.value == 0x2011) {
      out += '-';
    } else {
      append_utf8(out, is_space(cp.value) ? U' ' : to_lower(cp.value));
    }
  }
  return out;
}

int count_words(std::string_view folded) {
  return 1 + int(std::count(folded.begin(), folded.end(), ' '));
}

}  // namespace

Result<PlaceLexicon> PlaceLexicon::load(const DataDir& data, std::string_view language) {
  PlaceLexicon lexicon;

  const auto words =
      read_tsv(data.language(language) / "place_words.tsv", {"kind", "singular", "plural", "name"});
  if (!words) {
    return tl::unexpected(words.error());
  }
  const int kind_column = words->column("kind");
  const int singular = words->column("singular");
  const int plural = words->column("plural");
  const int name = words->column("name");
  for (const auto& row : words->rows) {
    const auto kind = parse_place_kind(row[kind_column]);
    if (!kind) {
      return tl::unexpected(
          words->error(row, "unknown place kind '" + std::string(row[kind_column]) + "'"));
    }
    std::uint8_t joins = 0;
    for (const auto& join : split_list(row[name])) {
      if (join == "of") {
        joins |= join_of;
      } else if (join == "before") {
        joins |= join_before;
      } else if (join == "after") {
        joins |= join_after;
      } else if (join == "only") {
        joins |= join_only;
      } else {
        return tl::unexpected(words->error(
            row, "unknown way to join a name '" + join + "'; it is of, before, after or only"));
      }
    }
    for (const bool is_plural : {false, true}) {
      for (const auto& form : split_list(row[is_plural ? plural : singular])) {
        const std::string folded = fold_name(form);
        lexicon.max_noun_words_ = std::max(lexicon.max_noun_words_, count_words(folded));
        lexicon.nouns_.emplace(folded, PlaceNoun{*kind, is_plural, joins, plain_lower(form)});
      }
    }
  }

  const auto cues = read_tsv(data.language(language) / "place_cues.tsv", {"cue", "value", "words"});
  if (!cues) {
    return tl::unexpected(cues.error());
  }
  const int cue_column = cues->column("cue");
  const int value_column = cues->column("value");
  const int words_column = cues->column("words");
  for (const auto& row : cues->rows) {
    const std::string cue(row[cue_column]);
    for (const auto& expression : split_list(row[words_column])) {
      const std::string folded = fold_name(expression);
      if (cue == "near" || cue == "toward" || cue == "from" || cue == "in_part") {
        lexicon.relations_.push_back({split_words(expression), cue});
      } else if (!row[value_column].empty()) {
        lexicon.values_[cue].insert_or_assign(folded, std::string(row[value_column]));
      }
      lexicon.cues_[cue].insert(folded);
    }
  }
  std::stable_sort(
      lexicon.relations_.begin(), lexicon.relations_.end(),
      [](const RelationCue& a, const RelationCue& b) { return a.words.size() > b.words.size(); });

  const auto adjectives_name = "adjectives_" + std::string(language);
  const auto inhabitants_name = "inhabitants_" + std::string(language);
  const auto countries =
      read_tsv(data.root / "places" / "countries.tsv", {"iso2", adjectives_name, inhabitants_name});
  if (!countries) {
    return tl::unexpected(countries.error());
  }
  const int iso2 = countries->column("iso2");
  for (const auto& row : countries->rows) {
    for (const auto& column : {adjectives_name, inhabitants_name}) {
      for (const auto& word : split_list(row[countries->column(column)])) {
        const std::string folded = fold_name(word);
        auto& list = lexicon.demonyms_[folded];
        if (std::find(list.begin(), list.end(), row[iso2]) == list.end()) {
          list.emplace_back(row[iso2]);
        }
        lexicon.max_demonym_words_ = std::max(lexicon.max_demonym_words_, count_words(folded));
      }
    }
  }
  return lexicon;
}

const PlaceNoun* PlaceLexicon::noun(std::string_view folded, std::string_view written) const {
  const auto it = nouns_.find(folded);
  if (it == nouns_.end()) {
    return nullptr;
  }
  const auto& noun = it->second;
  if (!written.empty() && noun.form != fold(noun.form)) {
    // Accents may be missing on capitals (Etat, HOPITAL), never be others than the noun's.
    const std::string lower = plain_lower(written);
    if (lower != noun.form &&
        (lower != fold(lower) || !is_upper(code_point_at(written, 0).value))) {
      return nullptr;
    }
  }
  if (!written.empty() && noun.form == fold(noun.form)) {
    const std::string lower = plain_lower(written);
    if (lower != fold(lower)) {
      return nullptr;
    }
  }
  return &noun;
}

const std::vector<std::string>* PlaceLexicon::demonym(std::string_view folded) const {
  const auto it = demonyms_.find(folded);
  return it == demonyms_.end() ? nullptr : &it->second;
}

bool PlaceLexicon::in(std::string_view cue, std::string_view folded) const {
  return words(cue).find(folded) != words(cue).end();
}

const StringSet& PlaceLexicon::words(std::string_view cue) const {
  static const StringSet nothing;
  const auto it = cues_.find(cue);
  return it == cues_.end() ? nothing : it->second;
}

std::string_view PlaceLexicon::value(std::string_view cue, std::string_view folded) const {
  const auto values = values_.find(cue);
  if (values == values_.end()) {
    return {};
  }
  const auto it = values->second.find(folded);
  return it == values->second.end() ? std::string_view() : std::string_view(it->second);
}

}  // namespace vigie
