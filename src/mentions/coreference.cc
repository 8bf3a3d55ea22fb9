#include <algorithm>

#include "base/utf8.h"
#include "mentions/actor_catalogue.h"
#include "mentions/gazetteer.h"
#include "mentions/mention_finder.h"

namespace vigie {
namespace {

/// Sentences back that a pronoun may reach; descriptions reach over the whole report.
constexpr int kPronounReach = 3;

bool share_tag(std::string_view a, std::string_view b) {
  while (!a.empty()) {
    const auto at = a.find(';');
    const auto tag = a.substr(0, at);
    std::string_view rest = b;
    while (!tag.empty() && !rest.empty()) {
      const auto end = rest.find(';');
      if (rest.substr(0, end) == tag) {
        return true;
      }
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    a.remove_prefix(at == std::string_view::npos ? a.size() : at + 1);
  }
  return false;
}

bool is_subject(Deprel r) { return r == Deprel::nsubj || r == Deprel::nsubj_pass; }

bool can_be_group(ActorKind k) {
  return k != ActorKind::person && k != ActorKind::state && k != ActorKind::media;
}

/// Settlements answer for each other: a town is called city, town or village.
bool same_sort(PlaceKind a, PlaceKind b) {
  const auto settlement = [](PlaceKind k) {
    return k == PlaceKind::city || k == PlaceKind::village || k == PlaceKind::unknown ||
           k == PlaceKind::neighbourhood;
  };
  const auto area = [](PlaceKind k) {
    return k == PlaceKind::province || k == PlaceKind::region || k == PlaceKind::district;
  };
  return a == b || (settlement(a) && settlement(b)) || (area(a) && area(b));
}

class Resolver {
 public:
  Resolver(const LanguagePack& pack, const ActorCatalogue& catalogue, const Gazetteer& gazetteer,
           const Article& article, std::span<const Sentence> sentences, Mentions& mentions)
      : pack_(pack), catalogue_(catalogue), gazetteer_(gazetteer), article_(article),
        sentences_(sentences), m_(mentions) {}

  void run() {
    link_brackets();
    for (int i = 0; i < int(m_.actors.size()); ++i) {
      ActorMention& a = m_.actors[std::size_t(i)];
      if (a.form == MentionForm::pronoun) {
        resolve_pronoun(i);
      } else {
        resolve_owned(i);
        if (a.form == MentionForm::description && a.id.empty() && a.definite) {
          resolve_description(i);
        }
      }
    }
    resolve_places();
    std::stable_sort(m_.actors.begin(), m_.actors.end(), by_position<ActorMention>);
  }

 private:
  template <typename M>
  static bool by_position(const M& a, const M& b) {
    return std::pair(a.at.sentence, a.at.first) < std::pair(b.at.sentence, b.at.first);
  }

  const Token& head_token(const TokenRange& at) const {
    return sentences_[std::size_t(at.sentence)][at.head];
  }
  std::uint32_t paragraph_of(int sentence) const {
    return sentences_[std::size_t(sentence)].paragraph;
  }

  void take(ActorMention& to, int from) {
    const ActorMention& a = m_.actors[std::size_t(from)];
    to.id = a.id;
    to.name = a.name;
    to.kind = a.kind;
    to.country = a.country;
    to.tags = a.tags;
    to.person = a.person;
    to.antecedent = a.antecedent >= 0 ? a.antecedent : from;
    to.resolved = true;
  }

  /// "groupe État islamique (EI)", "EI (État islamique)", "l'OSDH (Observatoire ...)": two mentions
  /// with only a bracket between them are one; the one with an entry lends it.
  void link_brackets() {
    for (int i = 0; i + 1 < int(m_.actors.size()); ++i) {
      ActorMention& a = m_.actors[std::size_t(i)];
      ActorMention& b = m_.actors[std::size_t(i + 1)];
      if (a.at.sentence != b.at.sentence || b.at.first - a.at.last != 1) {
        continue;
      }
      const Sentence& s = sentences_[std::size_t(a.at.sentence)];
      if (s[a.at.last].form != "(") {
        continue;
      }
      if (a.id.empty() && !b.id.empty()) {
        const bool state = b.kind == ActorKind::state;
        if (!state && a.kind != ActorKind::person) {
          take(a, i + 1);
        }
      } else if (b.id.empty() && !a.id.empty()) {
        take(b, i);
      }
    }
  }

  /// "nos forces" in a quotation are the speaker's, "ses combattants" those of its antecedent.
  void resolve_owned(int index) {
    ActorMention& a = m_.actors[std::size_t(index)];
    if (a.form == MentionForm::person || a.form == MentionForm::name) {
      return;
    }
    const Sentence& s = sentences_[std::size_t(a.at.sentence)];
    for (int t = a.at.first - 1; t >= 0 && t >= a.at.first - 2; --t) {
      const Token& d = s[t];
      if (d.upos != Upos::DET && d.upos != Upos::PRON) {
        if (d.upos == Upos::ADJ || d.upos == Upos::NUM) {
          continue;
        }
        return;
      }
      if (pack_.in_class("first_person", d.lower)) {
        if (const int speaker = speaker_of(a.at.sentence, t); speaker >= 0) {
          own(a, speaker);
        }
        return;
      }
      if (d.feats.possessive && is_fighting(a)) {
        const int owner = antecedent_of(a.at.sentence, t, Gender::none, Number::none, true);
        if (owner >= 0 && m_.actors[std::size_t(owner)].kind != ActorKind::civilians) {
          own(a, owner);
        }
        return;
      }
    }
  }

  static bool is_fighting(const ActorMention& a) {
    return a.kind == ActorKind::armed_forces || a.kind == ActorKind::unnamed ||
           a.kind == ActorKind::police;
  }

  /// The forces of a state's speaker are its army; those of a group are the group.
  void own(ActorMention& a, int owner) {
    const ActorMention& o = m_.actors[std::size_t(owner)];
    const bool fights = o.kind == ActorKind::armed_forces || o.kind == ActorKind::rebel_group ||
                        o.kind == ActorKind::militia || o.kind == ActorKind::coalition;
    if (fights && !o.id.empty()) {
      take(a, owner);
      return;
    }
    if (o.country.empty() || a.kind != ActorKind::armed_forces) {
      if (o.kind == ActorKind::person && !o.id.empty() && o.id.rfind("state", 0) != 0) {
        take(a, owner);
      }
      return;
    }
    if (const CountryWords* c = catalogue_.country(o.country)) {
      a.id = "army-" + to_lower(o.country);
      a.country = o.country;
      if (const ActorEntry* e = catalogue_.entry(a.id)) {
        a.name = e->name;
      } else {
        a.name = c->adjective + " army";
      }
      a.antecedent = owner;
    }
  }

  /// Who speaks the quotation that holds this word: the subject of a verb of saying or the source of
  /// an attribution phrase of this sentence, else of the paragraph's neighbours.
  int speaker_of(int sentence, int token) const {
    const auto in_sentence = [&](int number) {
      const Sentence& s = sentences_[std::size_t(number)];
      int found = -1;
      for (int i = 0; i < int(m_.actors.size()); ++i) {
        const ActorMention& a = m_.actors[std::size_t(i)];
        if (a.at.sentence != number || a.form == MentionForm::pronoun ||
            (number == sentence && a.at.first <= token && token < a.at.last)) {
          continue;
        }
        const Token& h = s[a.at.head];
        const bool says = is_subject(h.rel) && h.head >= 0 &&
                          (pack_.in_class("speech_verb", s[h.head].lemma) ||
                           pack_.in_class("vow_verb", s[h.head].lemma));
        bool source = false;
        for (int t = std::max(0, a.at.first - 6); t < a.at.first; ++t) {
          source = source || pack_.in_class("attribution_preposition", s[t].lower) ||
                   s[t].lower == "according";
        }
        if (says || source) {
          found = i;
          if (says) {
            return found;
          }
          break;
        }
      }
      return found;
    };
    if (const int here = in_sentence(sentence); here >= 0) {
      return here;
    }
    for (const int other : {sentence - 1, sentence + 1, sentence - 2, sentence + 2}) {
      if (other < 0 || other >= int(sentences_.size()) ||
          paragraph_of(other) != paragraph_of(sentence)) {
        continue;
      }
      if (const int there = in_sentence(other); there >= 0) {
        return there;
      }
    }
    return -1;
  }

  /// The mention a pronoun stands for: agreement, nearness, subjects first (Lappin and Leass 1994).
  int antecedent_of(int sentence, int token, Gender gender, Number number, bool possessive) const {
    int best = -1;
    double best_score = 0;
    for (int i = 0; i < int(m_.actors.size()); ++i) {
      const ActorMention& a = m_.actors[std::size_t(i)];
      const int back = sentence - a.at.sentence;
      if (back < 0 || back > kPronounReach || (back == 0 && a.at.first >= token)) {
        continue;
      }
      if (a.form == MentionForm::pronoun && !a.resolved) {
        continue;
      }
      const Token& h = head_token(a.at);
      if (h.upos == Upos::ADJ || h.rel == Deprel::amod) {
        continue;  // a demonym adjective is nobody to refer to
      }
      const Sentence& s = sentences_[std::size_t(sentence)];
      if (back == 0 && !possessive && h.head >= 0 && h.head == s[token].head) {
        continue;  // a pronoun is never the other argument of its own verb
      }
      const bool group = can_be_group(a.kind);
      if (number == Number::Plur && h.feats.number == Number::Sing && !a.plural && !group) {
        continue;
      }
      if (number == Number::Sing && (h.feats.number == Number::Plur || a.plural) &&
          a.form != MentionForm::name) {
        continue;
      }
      double score = 10.0 - 2.5 * back;
      if (paragraph_of(sentence) != paragraph_of(a.at.sentence)) {
        score -= 1.5;
      }
      if (number == Number::Plur) {
        const bool plural = h.feats.number == Number::Plur || a.plural;
        score += plural ? 2 : -1.5;
      }
      if (gender != Gender::none && h.feats.gender != Gender::none) {
        score += h.feats.gender == gender ? 1.5 : -3.5;
      }
      if (is_subject(h.rel)) {
        score += 3;
      } else if (h.rel == Deprel::obj) {
        score += 1;
      } else if (h.rel == Deprel::nmod || h.rel == Deprel::nmod_poss) {
        score -= 1;
      }
      if (a.kind == ActorKind::state) {
        score -= 1.5;
      }
      if (a.kind == ActorKind::media) {
        score -= 2;
      }
      if (back == 0) {
        score -= 0.03 * (token - a.at.first);
      } else {
        score += 0.01 * a.at.first * -1;
      }
      if (score > best_score) {
        best_score = score;
        best = i;
      }
    }
    return best;
  }

  void resolve_pronoun(int index) {
    ActorMention& a = m_.actors[std::size_t(index)];
    const Token& w = head_token(a.at);
    if (pack_.in_class("first_person", w.lower)) {
      if (const int speaker = speaker_of(a.at.sentence, a.at.head); speaker >= 0) {
        take(a, speaker);
      }
      return;
    }
    Number number = w.feats.number;
    if (pack_.in_class("plural_pronoun", w.lower)) {
      number = Number::Plur;
    }
    const bool possessive = w.feats.possessive;
    // The number of a French possessive is that of the thing owned; leur says a plural owner.
    if (possessive && pack_.language() == "fr") {
      number = w.lower == "leur" || w.lower == "leurs" ? Number::Plur : Number::Sing;
    }
    const Gender gender = possessive && pack_.language() == "fr" ? Gender::none : w.feats.gender;
    const int found = antecedent_of(a.at.sentence, a.at.head, gender, number, possessive);
    if (found >= 0) {
      take(a, found);
    }
  }

  /// "les jihadistes", "the group": the last actor that is described so.
  void resolve_description(int index) {
    ActorMention& a = m_.actors[std::size_t(index)];
    if (a.tags.empty() || a.kind == ActorKind::civilians || !can_be_group(a.kind)) {
      return;
    }
    for (int i = index - 1; i >= 0; --i) {
      const ActorMention& b = m_.actors[std::size_t(i)];
      const bool entry = !b.id.empty() && b.kind != ActorKind::state &&
                         b.kind != ActorKind::person && b.form != MentionForm::pronoun;
      if (entry && share_tag(a.tags, b.tags)) {
        take(a, i);
        return;
      }
    }
    // Named only later: a lead that begins with "les jihadistes".
    for (int i = index + 1; i < int(m_.actors.size()); ++i) {
      const ActorMention& b = m_.actors[std::size_t(i)];
      if (!b.id.empty() && b.form == MentionForm::name && b.kind != ActorKind::state &&
          b.kind != ActorKind::media && share_tag(a.tags, b.tags)) {
        take(a, i);
        return;
      }
    }
  }

  void take_place(PlaceMention& to, int from) {
    const PlaceMention& p = m_.places[std::size_t(from)];
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

  /// The last named place of the sort before a word, this sentence first; the report's first one
  /// when none stands before.
  int last_place(PlaceKind kind, int sentence, int token, bool any_settlement) const {
    int best = -1;
    for (int i = 0; i < int(m_.places.size()); ++i) {
      const PlaceMention& p = m_.places[std::size_t(i)];
      if (p.demonym || p.dateline || !p.lat || p.inside_actor || p.is_parent) {
        continue;
      }
      const bool fits = any_settlement ? p.kind != PlaceKind::country && p.kind != PlaceKind::continent &&
                                             p.kind != PlaceKind::region
                                       : same_sort(p.kind, kind);
      if (!fits) {
        continue;
      }
      const bool before = p.at.sentence < sentence ||
                          (p.at.sentence == sentence && p.at.first < token);
      if (before) {
        best = i;
      } else if (best < 0) {
        return i;  // nothing before it: a lead that says "la ville"
      }
    }
    return best;
  }

  /// The seat of the province that the report speaks of.
  bool provincial_capital(PlaceMention& to) const {
    for (const auto& p : m_.places) {
      if (!p.lat || p.demonym || p.country.empty() || p.kind == PlaceKind::country) {
        continue;
      }
      PlaceIndex found = kNoPlace;
      gazetteer_.visit_named(fold_name(p.name), [&](NameHit hit) {
        if (gazetteer_.id(hit.place) == p.id) {
          found = hit.place;
        }
      });
      if (found == kNoPlace) {
        continue;
      }
      const PlaceIndex province =
          p.kind == PlaceKind::province ? found : gazetteer_[found].admin1;
      if (province == kNoPlace) {
        continue;
      }
      for (PlaceIndex i = 0; i < gazetteer_.size(); ++i) {
        const PlaceRecord& r = gazetteer_[i];
        if (r.admin1 == province && (r.seat == Seat::province || r.seat == Seat::country)) {
          to.id = gazetteer_.id(i);
          to.name = gazetteer_.name(i);
          to.lat = double(r.lat);
          to.lon = double(r.lon);
          to.kind = r.kind;
          to.country = gazetteer_.country_of(i);
          to.radius_km = double(r.radius_km);
          return true;
        }
      }
    }
    return false;
  }

  void resolve_places() {
    for (auto& p : m_.places) {
      if (p.form != MentionForm::description || p.lat || p.plural || !is_definite(p)) {
        continue;
      }
      if (pack_.in_class("provincial_capital", to_lower(p.surface)) && provincial_capital(p)) {
        continue;
      }
      const PlaceKind kind = p.noun_kind != PlaceKind::unknown ? p.noun_kind : p.kind;
      if (kind == PlaceKind::unknown || kind == PlaceKind::region || kind == PlaceKind::road) {
        continue;
      }
      const int from = last_place(kind, p.at.sentence, p.at.first, false);
      if (from >= 0) {
        take_place(p, from);
      }
    }
    // Clitics that may stand for a place: l'encercler, la prendre, y entrer, l'en chasser.
    std::vector<PlaceMention> added;
    for (int i = 0; i < int(sentences_.size()); ++i) {
      const Sentence& s = sentences_[std::size_t(i)];
      for (int t = 0; t < s.size(); ++t) {
        const Token& w = s[t];
        if (w.upos != Upos::PRON && w.upos != Upos::ADV) {
          continue;
        }
        const bool object = w.upos == Upos::PRON && w.rel == Deprel::obj &&
                            pack_.in_class("object_pronoun", w.lower);
        const bool adverb = pack_.in_class("place_pronoun", w.lower);
        const bool subject = w.upos == Upos::PRON && is_subject(w.rel) &&
                             pack_.in_class("place_subject_pronoun", w.lower);
        if ((!object && !adverb && !subject) || w.head < 0) {
          continue;
        }
        const int from = last_place(PlaceKind::city, i, t, true);
        if (from < 0 || i - m_.places[std::size_t(from)].at.sentence > 2) {
          continue;
        }
        PlaceMention p;
        p.at = {i, t, t + 1, t};
        p.surface = std::string(w.span.of(article_.text));
        p.form = MentionForm::pronoun;
        take_place(p, from);
        added.push_back(std::move(p));
      }
    }
    m_.places.insert(m_.places.end(), added.begin(), added.end());
  }

  const LanguagePack& pack_;
  const ActorCatalogue& catalogue_;
  const Gazetteer& gazetteer_;
  const Article& article_;
  std::span<const Sentence> sentences_;
  Mentions& m_;
};

}  // namespace

void resolve_coreference(const LanguagePack& pack,
                         const ActorCatalogue& catalogue,
                         const Gazetteer& gazetteer,
                         const Article& article,
                         std::span<const Sentence> sentences,
                         Mentions& mentions) {
  Resolver(pack, catalogue, gazetteer, article, sentences, mentions).run();
}

}  // namespace vigie
