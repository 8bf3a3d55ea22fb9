#include "mentions/place_coreference.h"

#include "base/utf8.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace vigie {
namespace {

/// Sentences back that a pronoun may reach.
constexpr int kPronounReach = 2;

bool is_settlement(PlaceKind k) {
  return k == PlaceKind::city || k == PlaceKind::village || k == PlaceKind::unknown;
}

bool is_area(PlaceKind k) {
  return k == PlaceKind::province || k == PlaceKind::region || k == PlaceKind::district;
}

/// Settlements answer for each other: a town is called city, town or village.
bool same_sort(PlaceKind a, PlaceKind b) {
  if (a == PlaceKind::district || b == PlaceKind::district) {
    // The district of a town bears its name more often than not.
    return a == b || is_settlement(a) || is_settlement(b);
  }
  return a == b || (is_settlement(a) && is_settlement(b)) || (is_area(a) && is_area(b));
}

class PlaceResolver {
 public:
  PlaceResolver(const LanguagePack& pack,
                const Gazetteer& gazetteer,
                const SeatIndex& seats,
                const Article& article,
                std::span<const Sentence> sentences,
                const std::string& main_country,
                std::vector<PlaceMention>& places)
      : pack_(pack),
        gazetteer_(gazetteer),
        seats_(seats),
        article_(article),
        sentences_(sentences),
        main_country_(main_country),
        places_(places) {
    for (const auto& p : places_) {
      if (is_candidate(p)) {
        ++count_[p.name];
        if (paragraph(p.at.sentence) == ParagraphKind::title) {
          in_title_.insert(p.name);
        }
      }
    }
  }

  void run() {
    for (int i = 0; i < int(places_.size()); ++i) {
      resolve_description(i);
    }
    add_pronouns();
  }

 private:
  static bool is_candidate(const PlaceMention& p) {
    // A name that no gazetteer has may be meant as well as any other.
    const bool named = p.lat.has_value() || p.form == MentionForm::name;
    return !p.demonym && !p.dateline && named && !p.inside_actor && !p.is_parent &&
           p.form != MentionForm::pronoun;
  }

  void take(PlaceMention& to, int from) const {
    const PlaceMention& p = places_[std::size_t(from)];
    to.id = p.id;
    to.name = p.name;
    to.lat = p.lat;
    to.lon = p.lon;
    to.kind = p.kind;
    to.country = p.country;
    to.parent = p.parent;
    to.radius_km = p.radius_km;
    to.antecedent = p.antecedent >= 0 ? p.antecedent : from;
  }

  void take(PlaceMention& to, PlaceIndex entry) const {
    const PlaceRecord& r = gazetteer_[entry];
    to.id = gazetteer_.id(entry);
    to.name = gazetteer_.name(entry);
    to.lat = double(r.lat);
    to.lon = double(r.lon);
    to.kind = r.kind;
    to.country = gazetteer_.country_of(entry);
    to.radius_km = double(r.radius_km);
  }

  bool is_definite(const PlaceMention& p) const {
    const Sentence& s = sentences_[std::size_t(p.at.sentence)];
    for (int t = std::min(p.at.head, p.at.first); t >= 0 && t >= p.at.first - 3; --t) {
      if (s[t].upos == Upos::DET) {
        return pack_.in_class("definite_article", s[t].lower);
      }
      if (s[t].upos == Upos::NOUN && t != p.at.head && t < p.at.first) {
        return false;
      }
    }
    return false;
  }

  void resolve_description(int index) {
    PlaceMention& p = places_[std::size_t(index)];
    if (p.form != MentionForm::description || p.lat || p.plural) {
      return;
    }
    const PlaceKind kind = p.noun_kind != PlaceKind::unknown ? p.noun_kind : p.kind;
    if (const int named = apposed(p); named >= 0) {
      take(p, named);
      return;
    }
    if (!is_definite(p) || says_which(p)) {
      return;
    }
    if (pack_.in_class("provincial_capital", to_lower(p.surface)) && take_seat(p)) {
      return;
    }
    if (pack_.in_class("national_capital", sentence_word(p)) && !has_complement(p)) {
      if (const PlaceIndex capital = seats_.of_country(main_country_); capital != kNoPlace) {
        take(p, capital);
        return;
      }
    }
    // "the border", "the front", "the countryside" are areas of their own.
    if (kind == PlaceKind::unknown || kind == PlaceKind::road || kind == PlaceKind::country ||
        (kind == PlaceKind::region && !pack_.in_class("area_word", sentence_word(p)))) {
      return;
    }
    int from = most_salient(
        p.at.sentence, p.at.first, [&](const PlaceMention& q) { return same_sort(q.kind, kind); },
        kind);
    if (from >= 0) {
      take(p, from);
      return;
    }
    // "la province": no province is named, but the town the report speaks of lies in one.
    if (kind == PlaceKind::province || kind == PlaceKind::region) {
      from = most_salient(
          p.at.sentence, p.at.first, [](const PlaceMention& q) { return is_settlement(q.kind); },
          kind);
      const PlaceIndex entry = from < 0 ? kNoPlace : entry_of(places_[std::size_t(from)]);
      if (entry != kNoPlace && gazetteer_[entry].admin1 != kNoPlace) {
        take(p, gazetteer_[entry].admin1);
      }
    }
  }

  std::string_view sentence_word(const PlaceMention& p) const {
    return sentences_[std::size_t(p.at.sentence)][p.at.head].lower;
  }

  /// "la capitale de la province": not the country's.
  bool has_complement(const PlaceMention& p) const {
    const Sentence& s = sentences_[std::size_t(p.at.sentence)];
    return std::any_of(s.tokens.begin(), s.tokens.end(), [&](const Token& t) {
      return t.head == p.at.head && (t.rel == Deprel::nmod || t.rel == Deprel::nmod_poss);
    });
  }

  /// "la localité voisine", "the other bank", "the town of X": another place than those named, or
  /// one with its own name.
  bool says_which(const PlaceMention& p) const {
    const Sentence& s = sentences_[std::size_t(p.at.sentence)];
    for (int t = std::max(0, p.at.first - 2); t < std::min(s.size(), p.at.last + 3); ++t) {
      const bool hangs = s[t].head == p.at.head;
      if (hangs && pack_.in_class("other_place", s[t].lemma)) {
        return true;
      }
      if (hangs && t >= p.at.last && s[t].upos == Upos::PROPN &&
          (s[t].rel == Deprel::nmod || s[t].rel == Deprel::flat || s[t].rel == Deprel::appos ||
           s[t].rel == Deprel::flat_name)) {
        return true;
      }
    }
    return false;
  }

  /// "Djibo, district qui ...", "Chef-lieu du Soum, Djibo est ...": the name on the other side of
  /// the comma.
  int apposed(const PlaceMention& p) const {
    const Sentence& s = sentences_[std::size_t(p.at.sentence)];
    for (int i = 0; i < int(places_.size()); ++i) {
      const PlaceMention& q = places_[std::size_t(i)];
      if (&q == &p || q.at.sentence != p.at.sentence || q.form != MentionForm::name || !q.lat ||
          q.demonym) {
        continue;
      }
      const bool below = s[p.at.head].rel == Deprel::appos && s[p.at.head].head >= q.at.first &&
                         s[p.at.head].head < q.at.last;
      const bool above = s[q.at.head].rel == Deprel::appos && s[q.at.head].head == p.at.head;
      const bool opens = p.at.first <= 1 && q.at.first == p.at.last + 1 && s[p.at.last].form == ",";
      if ((below && p.at.first - q.at.last <= 3) || (above && q.at.first - p.at.last <= 3) ||
          opens) {
        return i;
      }
    }
    return -1;
  }

  template <typename Fits>
  int most_salient(int sentence, int token, Fits fits, PlaceKind kind) const {
    int best = -1;
    double best_score = -100;
    const bool in_title = paragraph(sentence) == ParagraphKind::title;
    for (int i = 0; i < int(places_.size()); ++i) {
      const PlaceMention& q = places_[std::size_t(i)];
      if (!is_candidate(q) || !fits(q)) {
        continue;
      }
      const int back = sentence - q.at.sentence;
      const bool before = back > 0 || (back == 0 && q.at.first < token);
      double score = before ? 5.0 * std::exp(-back / 2.5) : -1.5;
      if (before && back == 0) {
        score -= 0.5;  // the noun would rather be a pronoun
      }
      if (before && sentences_[std::size_t(sentence)].paragraph ==
                        sentences_[std::size_t(q.at.sentence)].paragraph) {
        score += 1;
      }
      const auto n = count_.find(q.name);
      score += 0.7 * std::min(n == count_.end() ? 0 : n->second, 5);
      if (!in_title && in_title_.find(q.name) != in_title_.end()) {
        score += 2;
      }
      if (q.at.sentence <= 2) {
        score += 0.7;
      }
      if (!main_country_.empty() && !q.country.empty() && q.country != main_country_) {
        score -= 2.5;
      }
      if (q.kind == kind) {
        score += 0.8;
      }
      if (q.relation != "at" && q.relation != "in_part") {
        score -= 0.8;  // a landmark for somewhere else
      }
      if (score > best_score) {
        best_score = score;
        best = i;
      }
    }
    return best;
  }

  ParagraphKind paragraph(int sentence) const {
    const auto at = sentences_[std::size_t(sentence)].paragraph;
    return at < article_.paragraphs.size() ? article_.paragraphs[at].kind : ParagraphKind::body;
  }

  PlaceIndex entry_of(const PlaceMention& p) const {
    PlaceIndex found = kNoPlace;
    gazetteer_.visit_named(fold_name(p.name), [&](NameHit hit) {
      if (gazetteer_.id(hit.place) == p.id) {
        found = hit.place;
      }
    });
    return found;
  }

  /// The seat of the province that the report speaks of.
  bool take_seat(PlaceMention& to) const {
    const int from = most_salient(
        to.at.sentence, to.at.first,
        [](const PlaceMention& q) {
          return is_settlement(q.kind) || q.kind == PlaceKind::province;
        },
        PlaceKind::province);
    const PlaceIndex entry = from < 0 ? kNoPlace : entry_of(places_[std::size_t(from)]);
    if (entry == kNoPlace) {
      return false;
    }
    const PlaceIndex seat = seats_.of_province(
        gazetteer_[entry].kind == PlaceKind::province ? entry : gazetteer_[entry].admin1);
    if (seat == kNoPlace) {
      return false;
    }
    take(to, seat);
    return true;
  }

  /// Pronouns that may stand for a place: l'encercler, la prendre, y entrer, it fell.
  void add_pronouns() {
    std::vector<PlaceMention> added;
    for (int i = 0; i < int(sentences_.size()); ++i) {
      const Sentence& s = sentences_[std::size_t(i)];
      for (int t = 0; t < s.size(); ++t) {
        const Token& w = s[t];
        if ((w.upos != Upos::PRON && w.upos != Upos::ADV) || w.head < 0) {
          continue;
        }
        const bool object = w.upos == Upos::PRON && w.rel == Deprel::obj &&
                            pack_.in_class("object_pronoun", w.lower);
        const bool adverb = pack_.in_class("place_pronoun", w.lower);
        const bool subject = w.upos == Upos::PRON &&
                             (w.rel == Deprel::nsubj || w.rel == Deprel::nsubj_pass) &&
                             pack_.in_class("place_subject_pronoun", w.lower);
        if (!object && !adverb && !subject) {
          continue;
        }
        const auto fits = [&](const PlaceMention& q) {
          const int back = i - q.at.sentence;
          return back >= 0 && back <= kPronounReach && (back > 0 || q.at.first < t) &&
                 q.kind != PlaceKind::country && q.kind != PlaceKind::continent &&
                 q.kind != PlaceKind::region;
        };
        const int from = most_salient(i, t, fits, PlaceKind::city);
        if (from < 0) {
          continue;
        }
        PlaceMention p;
        p.at = {i, t, t + 1, t};
        p.surface = std::string(w.span.of(article_.text));
        p.form = MentionForm::pronoun;
        take(p, from);
        added.push_back(std::move(p));
      }
    }
    places_.insert(places_.end(), added.begin(), added.end());
  }

  const LanguagePack& pack_;
  const Gazetteer& gazetteer_;
  const SeatIndex& seats_;
  const Article& article_;
  std::span<const Sentence> sentences_;
  const std::string& main_country_;
  std::vector<PlaceMention>& places_;
  std::map<std::string, int> count_;  ///< name -> how often it stands
  std::set<std::string> in_title_;    ///< names that stand in the title
};

}  // namespace

SeatIndex::SeatIndex(const Gazetteer& gazetteer) {
  for (PlaceIndex i = 0; i < gazetteer.size(); ++i) {
    const PlaceRecord& r = gazetteer[i];
    if (r.seat == Seat::country) {
      countries_.emplace(gazetteer.country_of(i), i);
    }
    if ((r.seat == Seat::province || r.seat == Seat::country) && r.admin1 != kNoPlace) {
      provinces_.emplace(r.admin1, i);
    }
  }
}

PlaceIndex SeatIndex::of_province(PlaceIndex province) const {
  const auto it = provinces_.find(province);
  return it == provinces_.end() ? kNoPlace : it->second;
}

PlaceIndex SeatIndex::of_country(std::string_view iso) const {
  const auto it = countries_.find(iso);
  return it == countries_.end() ? kNoPlace : it->second;
}

void resolve_place_descriptions(const LanguagePack& pack,
                                const Gazetteer& gazetteer,
                                const SeatIndex& seats,
                                const Article& article,
                                std::span<const Sentence> sentences,
                                const std::string& main_country,
                                Mentions& mentions) {
  PlaceResolver(pack, gazetteer, seats, article, sentences, main_country, mentions.places).run();
}

}  // namespace vigie
