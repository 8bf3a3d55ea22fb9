#include "mentions/place_finder.h"

#include "base/utf8.h"
#include "lang/tsv.h"
#include "mentions/gazetteer.h"
#include "mentions/place_lexicon.h"
#include "mentions/place_relation.h"
#include "mentions/place_resolver.h"
#include "mentions/place_spotter.h"
#include "mentions/romanisation.h"

#include <algorithm>
#include <cmath>

namespace vigie {
namespace {

/// A country counts at most so often, or the one of the report's first lines drowns the others.
constexpr double kMaxCountryEvidence = 4;
constexpr double kActorEvidence = 0.5;
/// Countries in which romanised spellings are tried, best first.
constexpr std::size_t kMaxContext = 6;
/// A share of the report's evidence below this is a passing mention.
constexpr double kMinContext = 0.3;
/// Bytes between a place and the area beside it (", dans l'extrême est de la province de ").
constexpr std::size_t kMaxParentGap = 48;
/// What a place noun adds to the point it leans on: the airport of a town lies this far out.
constexpr double kLeaningKm = 12;
constexpr double kNearKm = 15;
/// Tokens between the place of a dateline and its dash.
constexpr int kMaxDatelineTokens = 14;

class GazetteerPlaceFinder final : public PlaceFinder {
 public:
  GazetteerPlaceFinder(PlaceLexicon lexicon,
                       Romaniser romaniser,
                       std::shared_ptr<const Gazetteer> gazetteer,
                       std::shared_ptr<const Lexicon> words,
                       std::uint8_t common_word_flag)
      : lexicon_(std::move(lexicon)),
        romaniser_(std::move(romaniser)),
        gazetteer_(std::move(gazetteer)),
        words_(std::move(words)),
        spotter_(lexicon_, *gazetteer_, romaniser_, words_.get(), common_word_flag),
        resolver_(lexicon_, *gazetteer_, romaniser_) {}

  std::vector<PlaceMention> find(const Article& article,
                                 std::span<const Sentence> sentences,
                                 std::span<const ActorMention> actors) const override;
  std::vector<PlaceMention> resolve(const Article& article,
                                    std::span<const Sentence> sentences,
                                    std::span<const ActorMention> actors,
                                    std::span<const GivenToponym> given) const override;

 private:
  std::vector<FoldedSentence> fold_all(const Article& article,
                                       std::span<const Sentence> sentences) const;
  CountryEvidence evidence_of(std::span<const PlaceSpot> spots,
                              std::span<const ActorMention> actors) const;
  std::vector<std::uint16_t> context_of(std::span<const PlaceSpot> spots,
                                        const CountryEvidence& evidence) const;
  void link_parents(const Article& article, std::vector<PlaceSpot>& spots) const;
  bool is_parent_gap(std::string_view gap) const;
  PlaceSpot given_spot(const Article& article,
                       std::span<const Sentence> sentences,
                       ByteSpan span) const;
  PlaceMention mention_of(const Article& article,
                          const PlaceSpot& spot,
                          const CountryEvidence& evidence,
                          const PlaceLink& link) const;
  void relate(std::span<const Sentence> sentences,
              std::span<const FoldedSentence> folded,
              const Article& article,
              std::vector<PlaceMention>& mentions) const;
  void mark_parents(std::span<const PlaceSpot> spots,
                    std::span<const int> mention_of_spot,
                    std::vector<PlaceMention>& mentions) const;
  void mark_dateline(const Article& article,
                     std::span<const Sentence> sentences,
                     std::span<const FoldedSentence> folded,
                     std::vector<PlaceMention>& mentions) const;
  bool holds(const PlaceMention& area, const PlaceMention& place) const;

  PlaceLexicon lexicon_;
  Romaniser romaniser_;
  std::shared_ptr<const Gazetteer> gazetteer_;
  std::shared_ptr<const Lexicon> words_;
  PlaceSpotter spotter_;
  PlaceResolver resolver_;
};

/// The token on which the mention hangs in its sentence: the one whose head lies outside.
int head_of(const Sentence& sentence, int first, int last, int fallback) {
  bool parsed = false;
  for (int i = first; i < last; ++i) {
    parsed = parsed || sentence[i].head >= 0;
  }
  if (!parsed) {
    return fallback;
  }
  for (int i = first; i < last; ++i) {
    const int head = sentence[i].head;
    const bool word = sentence[i].upos != Upos::PUNCT && sentence[i].upos != Upos::DET &&
                      sentence[i].upos != Upos::ADP;
    if (word && (head < first || head >= last)) {
      return i;
    }
  }
  return fallback;
}

bool is_area(PlaceKind kind) {
  return kind == PlaceKind::country || kind == PlaceKind::province || kind == PlaceKind::region ||
         kind == PlaceKind::district || kind == PlaceKind::continent;
}

std::vector<FoldedSentence> GazetteerPlaceFinder::fold_all(
    const Article& article, std::span<const Sentence> sentences) const {
  std::vector<FoldedSentence> folded;
  folded.reserve(sentences.size());
  for (const auto& sentence : sentences) {
    folded.emplace_back(article.text, sentence);
  }
  return folded;
}

CountryEvidence GazetteerPlaceFinder::evidence_of(std::span<const PlaceSpot> spots,
                                                  std::span<const ActorMention> actors) const {
  CountryEvidence evidence(gazetteer_->countries().size());
  const auto add = [&](std::uint16_t country, double weight) {
    if (country < evidence.weight.size()) {
      weight = std::min(weight, kMaxCountryEvidence - evidence.weight[country]);
      evidence.add(country, std::max(0.0, weight));
    }
  };
  for (const auto& actor : actors) {
    add(gazetteer_->country(actor.country), kActorEvidence);
  }
  for (const auto& spot : spots) {
    if (spot.demonym != nullptr) {
      for (const auto& iso2 : *spot.demonym) {
        add(gazetteer_->country(iso2), 1.0 / double(spot.demonym->size()));
      }
    } else if (spot.name_first >= 0 && !spot.doubtful) {
      // Repeated country names; a group counts once in the resolver.
      PlaceIndex country = kNoPlace;
      gazetteer_->visit_named(spot.name, [&](NameHit hit) {
        if ((*gazetteer_)[hit.place].kind == PlaceKind::country && hit.rank <= NameRank::listed &&
            country == kNoPlace) {
          country = hit.place;
        }
      });
      if (country != kNoPlace) {
        add((*gazetteer_)[country].country, 0.5);
      }
    }
  }
  return evidence;
}

std::vector<std::uint16_t> GazetteerPlaceFinder::context_of(std::span<const PlaceSpot> spots,
                                                            const CountryEvidence& given) const {
  const auto links = resolver_.resolve(spots, given, {});
  CountryEvidence evidence = given;
  for (std::size_t s = 0; s < spots.size(); ++s) {
    if (links[s].place != kNoPlace && !spots[s].doubtful && links[s].in_context) {
      evidence.add((*gazetteer_)[links[s].place].country, 0.5);
    }
  }
  std::vector<std::uint16_t> context;
  for (std::uint16_t c = 0; c < evidence.weight.size(); ++c) {
    if (evidence.weight[c] >= kMinContext) {
      context.push_back(c);
    }
  }
  std::stable_sort(context.begin(), context.end(),
                   [&](auto a, auto b) { return evidence.weight[a] > evidence.weight[b]; });
  if (context.size() > kMaxContext) {
    context.resize(kMaxContext);
  }
  return context;
}

bool GazetteerPlaceFinder::is_parent_gap(std::string_view gap) const {
  if (gap.size() > kMaxParentGap || gap.find_first_of(".;:!?\n\"") != std::string_view::npos) {
    return false;
  }
  bool joined = gap.find_first_of(",(") != std::string_view::npos;
  // Articles and prepositions may be glued by an apostrophe (dans l'est de l'Irak).
  std::string parted;
  for (const char c : fold(gap)) {
    parted += c;
    if (c == '\'') {
      parted += ' ';
    }
  }
  const std::string words = fold_name(parted);
  for (std::size_t at = 0; at < words.size();) {
    auto end = words.find(' ', at);
    end = end == std::string::npos ? words.size() : end;
    const std::string_view word = std::string_view(words).substr(at, end - at);
    const auto next_end =
        end == words.size() ? end : std::min(words.find(' ', end + 1), words.size());
    const std::string_view two = std::string_view(words).substr(at, next_end - at);
    if (!lexicon_.value("direction", two).empty() ||
        !lexicon_.value("direction_adjective", two).empty()) {
      at = next_end + 1;
      continue;
    }
    const bool preposition = lexicon_.in("parent", word);
    const bool other = lexicon_.in("article", word) || lexicon_.in("of", word) ||
                       !lexicon_.value("direction", word).empty() ||
                       !lexicon_.value("direction_adjective", word).empty();
    if (!preposition && !other) {
      return false;
    }
    joined = joined || preposition;
    at = end + 1;
  }
  return joined;
}

void GazetteerPlaceFinder::link_parents(const Article& article,
                                        std::vector<PlaceSpot>& spots) const {
  std::vector<std::size_t> order;
  for (std::size_t s = 0; s < spots.size(); ++s) {
    order.push_back(s);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return spots[a].span.begin < spots[b].span.begin;
  });
  for (std::size_t i = 0; i + 1 < order.size(); ++i) {
    auto& place = spots[order[i]];
    auto& area = spots[order[i + 1]];
    if (place.demonym != nullptr || area.demonym != nullptr || area.name_first == -1 ||
        place.span.end > area.span.begin || area.span.end > article.text.size() ||
        place.name == area.name) {
      continue;
    }
    const auto gap = ByteSpan{place.span.end, area.span.begin}.of(article.text);
    // "The school, Deraa": a comma alone does not say where a described place is.
    if (place.name_first < 0 && fold_name(gap).empty()) {
      continue;
    }
    if (is_parent_gap(gap)) {
      place.parent = int(order[i + 1]);
      area.parent_of = true;
    }
  }
}

PlaceMention GazetteerPlaceFinder::mention_of(const Article& article,
                                              const PlaceSpot& spot,
                                              const CountryEvidence& evidence,
                                              const PlaceLink& link) const {
  PlaceMention mention;
  mention.at = spot.at;
  mention.surface = spot.span.of(article.text);
  mention.name = mention.surface;
  mention.name_span = spot.name_span;
  mention.inside_actor = spot.inside_actor;
  if (spot.noun != nullptr) {
    mention.noun_kind = spot.noun->kind;
    mention.kind = spot.noun->kind;
    mention.plural = spot.noun->plural;
  }
  PlaceIndex place = link.place;
  if (spot.demonym != nullptr) {
    mention.demonym = true;
    double best = -1;
    for (const auto& iso2 : *spot.demonym) {
      const auto country = gazetteer_->country(iso2);
      if (country < evidence.weight.size() && evidence.weight[country] > best) {
        best = evidence.weight[country];
        place = gazetteer_->countries()[country].place;
      }
    }
  } else if (spot.name_first < 0) {
    mention.form = MentionForm::description;
  }
  if (place == kNoPlace) {
    return mention;
  }
  const auto& record = (*gazetteer_)[place];
  mention.lat = double(record.lat);
  mention.lon = double(record.lon);
  mention.country = gazetteer_->country_of(place);
  mention.radius_km = double(record.radius_km);
  if (link.nearby_only) {
    mention.parent = gazetteer_->name(place);
    mention.radius_km = std::max(kLeaningKm, mention.radius_km);
    return mention;
  }
  mention.id = gazetteer_->id(place);
  mention.name = gazetteer_->name(place);
  const bool keep_noun = spot.noun != nullptr && !is_area(record.kind) &&
                         kind_fit(spot.noun->kind, record.kind) > 0 && !is_area(spot.noun->kind);
  mention.kind = keep_noun ? spot.noun->kind : record.kind;
  if (record.admin1 != kNoPlace) {
    mention.parent = gazetteer_->name(record.admin1);
  } else if (record.kind != PlaceKind::country && record.country < evidence.weight.size()) {
    mention.parent = gazetteer_->name(gazetteer_->countries()[record.country].place);
  }
  return mention;
}

bool GazetteerPlaceFinder::holds(const PlaceMention& area, const PlaceMention& place) const {
  if (!area.lat || area.id == place.id) {
    return false;
  }
  if (!place.lat) {
    return is_area(area.kind);
  }
  if (area.kind == PlaceKind::country) {
    return area.country == place.country;
  }
  if (area.name == place.parent) {
    return true;
  }
  const double cos_lat = std::cos(*place.lat * 3.14159265 / 180);
  const double distance =
      std::hypot((*area.lat - *place.lat) * 111.2, (*area.lon - *place.lon) * 111.2 * cos_lat);
  return distance <= area.radius_km * 1.5 + 3 && area.radius_km > place.radius_km;
}

void GazetteerPlaceFinder::mark_parents(std::span<const PlaceSpot> spots,
                                        std::span<const int> mention_of_spot,
                                        std::vector<PlaceMention>& mentions) const {
  for (std::size_t s = 0; s < spots.size(); ++s) {
    const int parent = spots[s].parent;
    if (parent < 0 || mention_of_spot[s] < 0 || mention_of_spot[std::size_t(parent)] < 0) {
      continue;
    }
    auto& place = mentions[std::size_t(mention_of_spot[s])];
    auto& area = mentions[std::size_t(mention_of_spot[std::size_t(parent)])];
    if (!holds(area, place)) {
      continue;
    }
    place.parent = area.name;
    place.parent_mention = mention_of_spot[std::size_t(parent)];
    // A description takes its place from the area, which then stays a place of its own.
    area.is_parent = area.is_parent || place.form == MentionForm::name;
    if (place.country.empty()) {
      place.country = area.country;
    }
  }
}

void GazetteerPlaceFinder::relate(std::span<const Sentence> sentences,
                                  std::span<const FoldedSentence> folded,
                                  const Article& article,
                                  std::vector<PlaceMention>& mentions) const {
  for (std::size_t m = 0; m < mentions.size(); ++m) {
    auto& mention = mentions[m];
    const auto& sentence = sentences[std::size_t(mention.at.sentence)];
    const int fallback = mention.at.head;
    if (!mention.demonym) {
      auto relation = read_relation(lexicon_, sentence, folded[std::size_t(mention.at.sentence)],
                                    mention.at.first);
      // "Au nord du Mali" is the north of Mali; "au nord de Palmyre" is not Palmyra.
      if (relation.outside && relation.distance_km == 0 && is_area(mention.kind)) {
        relation.relation = "in_part";
      }
      const int floor =
          m > 0 && mentions[m - 1].at.sentence == mention.at.sentence ? mentions[m - 1].at.last : 0;
      if (relation.first >= floor && relation.first < mention.at.first) {
        mention.at.first = relation.first;
        const ByteSpan span =
            sentence[relation.first].span.joined(sentence[mention.at.last - 1].span);
        const bool unresolved = mention.id.empty() && mention.name == mention.surface;
        mention.surface = span.of(article.text);
        if (unresolved) {
          mention.name = mention.surface;
        }
      }
      mention.relation = relation.relation;
      if (mention.lat && relation.outside && relation.distance_km > 0) {
        shift_point(relation.direction, relation.distance_km, *mention.lat, *mention.lon);
        mention.radius_km = 3 + relation.distance_km * 0.25;
      } else if (relation.distance_km > 0) {
        mention.radius_km = std::max(mention.radius_km, relation.distance_km);
      } else if (relation.relation != "at" && relation.relation != "in_part") {
        mention.radius_km = std::max(mention.radius_km, kNearKm);
      }
      // Près de Harasta et d'Arbine.
      if (mention.relation == "at" && m > 0 && floor > 0 && !mentions[m - 1].demonym &&
          (mentions[m - 1].relation == "near" || mentions[m - 1].relation == "toward") &&
          mention.at.first - floor <= 3) {
        bool list = mention.at.first > floor;
        bool join = false;
        for (int i = floor; i < mention.at.first; ++i) {
          const auto word = fold_name(sentence[i].form);
          join = join || word.empty() || lexicon_.in("join", word);
          list = list && (word.empty() || lexicon_.in("join", word) || lexicon_.in("of", word) ||
                          lexicon_.in("article", word));
        }
        if (list && join) {
          mention.relation = mentions[m - 1].relation;
        }
      }
    }
    mention.at.head = head_of(sentence, mention.at.first, mention.at.last, fallback);
  }
}

void GazetteerPlaceFinder::mark_dateline(const Article& article,
                                         std::span<const Sentence> sentences,
                                         std::span<const FoldedSentence> folded,
                                         std::vector<PlaceMention>& mentions) const {
  const std::string dateline = fold_name(article.dateline);
  int previous_last = -1;
  int in_sentence = -1;
  for (auto& mention : mentions) {
    const auto s = std::size_t(mention.at.sentence);
    if (in_sentence >= 0 && mention.at.sentence != in_sentence) {
      return;
    }
    const auto& sentence = sentences[s];
    const bool title = sentence.paragraph < article.paragraphs.size() &&
                       article.paragraphs[sentence.paragraph].kind == ParagraphKind::title;
    const bool first_of_paragraph = s == 0 || sentences[s - 1].paragraph != sentence.paragraph;
    if (title || mention.form != MentionForm::name || mention.demonym) {
      continue;
    }
    if (!first_of_paragraph) {
      return;
    }
    const bool opens =
        mention.at.first == 0 || (mention.at.first == 1 && folded[s].word(0).empty());
    const bool follows = previous_last >= 0 && mention.at.first - previous_last <= 2;
    if (!opens && !follows) {
      return;
    }
    // DAMAS, 5 juin 2013 (AFP) - ... ; words in lower case before the dash end the search.
    bool dash = false;
    for (int i = mention.at.last;
         i < std::min(sentence.size(), mention.at.last + kMaxDatelineTokens); ++i) {
      const auto& form = sentence[i].form;
      if (form == "-" || form == "–" || form == "—" || form == "--") {
        dash = sentence[i].space_before || folded[s].all_capitals(mention.at.first);
        break;
      }
    }
    const bool told =
        !dateline.empty() &&
        dateline.find(fold_name(mention.name_span.of(article.text))) != std::string::npos;
    if (!dash && !told) {
      return;
    }
    mention.dateline = true;
    previous_last = mention.at.last;
    in_sentence = mention.at.sentence;
  }
}

std::vector<PlaceMention> GazetteerPlaceFinder::find(const Article& article,
                                                     std::span<const Sentence> sentences,
                                                     std::span<const ActorMention> actors) const {
  const auto folded = fold_all(article, sentences);
  auto spots = spotter_.find(article, sentences, folded, actors, {});
  link_parents(article, spots);
  auto evidence = evidence_of(spots, actors);
  const auto context = context_of(spots, evidence);
  const bool romanised = std::any_of(context.begin(), context.end(), [&](std::uint16_t c) {
    return gazetteer_->countries()[c].romanisation >= 0;
  });
  if (romanised) {
    // Now that the countries are known, spellings that no entry has can be tried.
    spots = spotter_.find(article, sentences, folded, actors, context);
    link_parents(article, spots);
    evidence = evidence_of(spots, actors);
  }
  auto links = resolver_.resolve(spots, evidence, context);

  // A doubtful name is a place when the report uses the same name beyond doubt.
  StringSet sure;
  for (const auto& spot : spots) {
    if (spot.name_first >= 0 && !spot.doubtful) {
      sure.insert(spot.name);
    }
  }
  std::vector<PlaceMention> mentions;
  std::vector<int> mention_of_spot(spots.size(), -1);
  for (std::size_t s = 0; s < spots.size(); ++s) {
    const auto& spot = spots[s];
    auto& link = links[s];
    if (spot.name_first >= 0) {
      if (spot.doubtful && sure.find(spot.name) == sure.end()) {
        continue;
      }
      if (!link.in_context) {
        link = PlaceLink{};
      }
      if (link.place == kNoPlace && !spot.strong) {
        continue;
      }
    }
    mention_of_spot[s] = int(mentions.size());
    mentions.push_back(mention_of(article, spot, evidence, link));
  }
  relate(sentences, folded, article, mentions);
  mark_parents(spots, mention_of_spot, mentions);
  mark_dateline(article, sentences, folded, mentions);
  return mentions;
}

PlaceSpot GazetteerPlaceFinder::given_spot(const Article& article,
                                           std::span<const Sentence> sentences,
                                           ByteSpan span) const {
  PlaceSpot spot;
  spot.given = true;
  spot.strong = true;
  spot.span = span;
  spot.name_span = span;
  spot.phrase = fold_name(span.of(article.text));
  spot.name = spot.phrase;
  spot.name_first = spot.name_last = 0;
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    if (!sentences[s].span.meets(span)) {
      continue;
    }
    spot.at = {int(s), -1, -1, -1};
    for (int t = 0; t < sentences[s].size(); ++t) {
      if (sentences[s][t].span.meets(span)) {
        spot.at.first = spot.at.first < 0 ? t : spot.at.first;
        spot.at.last = t + 1;
      }
    }
    break;
  }
  if (spot.at.first < 0 || spot.at.last < 0) {
    spot.at = {0, 0, 0, 0};
  }
  if (gazetteer_->has_name(spot.name)) {
    return spot;
  }
  if (const auto* demonym = lexicon_.demonym(spot.name)) {
    spot.demonym = demonym;
    return spot;
  }
  // "Granville County", "northern Iraq", "the Gaza Strip": words around the bare name.
  auto words = split_list(spot.name, ' ');
  const auto join = [](auto first, auto last) {
    std::string out;
    for (; first != last; ++first) {
      out += (out.empty() ? "" : " ") + *first;
    }
    return out;
  };
  while (words.size() > 1 && (lexicon_.in("article", words.front()) ||
                              !lexicon_.value("direction", words.front()).empty() ||
                              !lexicon_.value("direction_adjective", words.front()).empty())) {
    words.erase(words.begin());
  }
  for (std::size_t n = std::min<std::size_t>(words.size() - 1, 3); n > 0; --n) {
    const auto end = words.end() - std::ptrdiff_t(n);
    if (const auto* noun = lexicon_.noun(join(end, words.end()))) {
      spot.noun = noun;
      words.erase(end, words.end());
      break;
    }
    if (const auto* noun = lexicon_.noun(join(words.begin(), words.begin() + std::ptrdiff_t(n)))) {
      spot.noun = noun;
      words.erase(words.begin(), words.begin() + std::ptrdiff_t(n));
      while (words.size() > 1 &&
             (lexicon_.in("article", words.front()) || lexicon_.in("of", words.front()))) {
        words.erase(words.begin());
      }
      break;
    }
  }
  spot.name = join(words.begin(), words.end());
  return spot;
}

std::vector<PlaceMention> GazetteerPlaceFinder::resolve(const Article& article,
                                                        std::span<const Sentence> sentences,
                                                        std::span<const ActorMention> actors,
                                                        std::span<const GivenToponym> given) const {
  const auto folded = fold_all(article, sentences);
  std::vector<PlaceSpot> spots;
  for (const auto& toponym : given) {
    spots.push_back(given_spot(article, sentences, toponym.span));
  }
  // Demonyms and names that the caller does not ask about still tell where the report plays.
  for (auto& spot : spotter_.find(article, sentences, folded, actors, {})) {
    const bool asked = std::any_of(given.begin(), given.end(), [&](const GivenToponym& toponym) {
      return toponym.span.meets(spot.span);
    });
    if (!asked && !spot.doubtful) {
      spots.push_back(std::move(spot));
    }
  }
  link_parents(article, spots);
  const auto evidence = evidence_of(spots, actors);
  const auto context = context_of(spots, evidence);
  const auto links = resolver_.resolve(spots, evidence, context);
  std::vector<PlaceMention> mentions;
  for (std::size_t s = 0; s < given.size(); ++s) {
    mentions.push_back(mention_of(article, spots[s], evidence, links[s]));
  }
  return mentions;
}

}  // namespace

Result<std::shared_ptr<const PlaceFinder>> PlaceFinder::load(
    std::shared_ptr<const LanguagePack> pack, std::shared_ptr<const Gazetteer> gazetteer) {
  auto lexicon = PlaceLexicon::load(pack->data(), pack->language());
  if (!lexicon) {
    return tl::unexpected(lexicon.error());
  }
  auto romaniser = Romaniser::load(pack->data());
  if (!romaniser) {
    return tl::unexpected(romaniser.error());
  }
  if (romaniser->fingerprint() != gazetteer->romanisation()) {
    return fail("weights_mismatch",
                "the gazetteer was compiled with another romanisation.tsv; run `vigie pack build`",
                pack->data().compiled("gazetteer.bin").string());
  }
  // Without the dictionary (a language that has none) unlisted names only count less surely.
  const auto words = Lexicon::open(pack->data().compiled(pack->language() + ".lexicon"));
  const std::uint8_t flag = pack->language() == "fr" ? common_in_french : common_in_english;
  return std::shared_ptr<const PlaceFinder>(
      std::make_shared<GazetteerPlaceFinder>(std::move(*lexicon), std::move(*romaniser),
                                             std::move(gazetteer), words ? *words : nullptr, flag));
}

}  // namespace vigie
