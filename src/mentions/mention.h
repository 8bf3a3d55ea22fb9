#pragma once
#include "base/day.h"
#include "base/span.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vigie {

/// Kinds of actor; the words are those of data/schema/kinds.tsv.
enum class ActorKind : std::uint8_t {
  unnamed,
  state,
  armed_forces,
  police,
  militia,
  rebel_group,
  coalition,
  government,
  ministry,
  international_organisation,
  observatory,
  media,
  civilians,
  party,
  person
};
std::string_view to_string(ActorKind kind);
std::optional<ActorKind> parse_actor_kind(std::string_view s);

/// How a mention came to its entry. Later ones are surer of the words, earlier ones of the entry.
enum class MentionForm : std::uint8_t {
  name,         ///< a listed name or acronym
  composed,     ///< country word + role noun (l'armee malienne)
  description,  ///< definite or indefinite description (le groupe jihadiste, des miliciens
                ///< irakiens)
  pronoun,      ///< elle, ils, who, and possessives when they stand for the actor
  person        ///< a person, with the organisation when it is known
};

/// How the noun of an actor behaves; column `use` of data/<lang>/actor_words.tsv.
enum class ActorUse : std::uint8_t {
  none,          ///< a name, a country, a pronoun
  force,         ///< composes an identity with a country: armée malienne
  member,        ///< persons of such a force: soldats maliens
  rank,          ///< one of them by rank: colonel, commander
  unit,          ///< says nothing without an owner: forces, hommes, units, fighters of X
  group,         ///< an armed group or its people: jihadistes, rebelles
  people,        ///< persons who do not fight: civils, habitants
  official,      ///< office holders and spokespersons; stand for their organisation
  source,        ///< speakers without a name: témoins, sources
  organisation,  ///< nouns that stand for an organisation named before: le groupe, l'ONG
  adjective,     ///< describes a group without naming a country: kurde, chiite
  head           ///< last or first word of an organisation's own name: Network, Croix-Rouge
};
std::optional<ActorUse> parse_actor_use(std::string_view s);

/// A stretch of tokens of one sentence: [first, last), `head` inside it.
struct TokenRange {
  int sentence = 0;
  int first = 0;
  int last = 0;
  int head = 0;
};

/// Somebody who can act, speak or be hit.
struct ActorMention {
  TokenRange at;
  std::string surface;  ///< the words as they stand
  std::string id;       ///< stable id of data/actors, "" when there is no entry
  std::string name;     ///< canonical English name; the described words when there is no entry
  ActorKind kind = ActorKind::unnamed;
  std::string country;  ///< ISO 3166-1 alpha-2, "" when unknown
  MentionForm form = MentionForm::name;
  std::string person;    ///< the person's name when the mention is a person
  int antecedent = -1;   ///< index of the mention it refers to, -1 when it is none or unresolved
  bool resolved = true;  ///< false: a pronoun or description that found no antecedent
  bool plural = false;
  bool definite = false;  ///< a definite or demonstrative description, which may refer back
  std::string tags;       ///< words that describe it (data/actors tags), joined by ';'
  ActorUse use = ActorUse::none;
  std::string role;   ///< English of its noun, or of the title beside a person: president
  std::string force;  ///< id prefix of a force whose country the words do not say (army):
                      ///< coreference completes it
  int and_also = -1;  ///< next mention that stands in the same phrase, where the tree shows
                      ///< only one (combattants de A et de B, police and army officers)
};

enum class PlaceKind : std::uint8_t {
  unknown,
  country,
  province,
  district,
  city,
  village,
  neighbourhood,
  border_post,
  base,
  airport,
  road,
  bridge,
  dam,
  oil_field,
  river,
  mountain,
  desert,
  camp,
  region,
  sea,
  island,
  continent,
  building
};
std::string_view to_string(PlaceKind kind);
std::optional<PlaceKind> parse_place_kind(std::string_view s);

/// Somewhere. Words that no entry fits keep `surface` and have no coordinates.
struct PlaceMention {
  TokenRange at;
  std::string surface;
  std::string id;             ///< "gn:<GeoNames id>" or "vp:<our own>"; "" when unresolved
  std::string name;           ///< main name of the entry; the surface when unresolved
  std::optional<double> lat;  ///< WGS84 degrees
  std::optional<double> lon;
  PlaceKind kind = PlaceKind::unknown;
  std::string country;  ///< ISO 3166-1 alpha-2
  std::string
      parent;  ///< name of the containing area that the text gives beside it, or the gazetteer's
  std::string relation = "at";  ///< near, toward, from, in_part, east_of, ... from the words around
  double radius_km = 0;         ///< honest precision; 0 = the entry's own
  MentionForm form = MentionForm::name;
  int antecedent = -1;   ///< for descriptions (la ville): index of the place they stand for
  bool demonym = false;  ///< an adjective or inhabitant noun (syrienne): no place of an event
  bool dateline = false;
  bool inside_actor = false;  ///< part of an actor's name or description (l'armee syrienne)
  ByteSpan name_span =
      {};  ///< the name alone, without place noun and direction; empty for descriptions
  PlaceKind noun_kind =
      PlaceKind::unknown;   ///< kind of the place noun in the mention, unknown without one
  bool plural = false;      ///< trois villages, les quartiers de Machhad
  int parent_mention = -1;  ///< index of the mention of the area that holds it (Boukamal, en Syrie)
  bool is_parent = false;   ///< named only to say where another place is: no second place
};

enum class TimeType : std::uint8_t { DATE, TIME, DURATION, SET };

/// A time expression, TIMEX3 (ISO 24617-1) value plus the half-open interval of days it covers.
struct TimeMention {
  TokenRange at;
  ByteSpan span;
  TimeType type = TimeType::DATE;
  std::string value;            ///< TIMEX3 value
  std::optional<Day> begin;     ///< first day covered; empty for unanchored durations and sets
  std::optional<Day> end;       ///< first day no longer covered; `since X` ends after publication,
                                ///< and both ends of a range (from 3 to 5 May) cover all of it
  std::optional<Instant> from;  ///< the same for these words alone, with the hours where they are
  std::optional<Instant> to;    ///< said: what `mentions --json` prints
  bool approximate = false;     ///< vers, about, "these last days"
  bool anaphoric = false;  ///< relative to another date of the text (la veille), not to publication
  bool since = false;      ///< depuis, since: from then to publication
  bool until = false;      ///< jusqu'à, until
  int pair = -1;           ///< index of the other end of a range or list, -1 when there is none
  std::string rule;        ///< of data/<lang>/times.txt, for `vigie explain`
};

/// A number with what it counts: exact min = max; `au moins 12` min only; `des dizaines` 20..99.
struct FigureMention {
  TokenRange at;
  ByteSpan span;
  std::optional<std::int64_t> min;
  std::optional<std::int64_t> max;
  bool approx = false;
  int unit = -1;           ///< token index of the counted noun in the sentence, -1 when none
  std::string unit_lemma;  ///< its lemma, or the unit word (km, %)
  bool part = false;       ///< a part of another figure (dont 34 civils, including 12 children)
  bool article = false;    ///< only `un`, `une`, `a` before a noun that can be counted
};

/// Everything found in one article; indices into these vectors are stable.
struct Mentions {
  std::vector<ActorMention> actors;
  std::vector<PlaceMention> places;
  std::vector<TimeMention> times;
  std::vector<FigureMention> figures;
  /// Who issues the text, where that is no newspaper (codebook rule 21); speaks its own voice.
  std::optional<ActorMention> issuer;
};

}  // namespace vigie
