#include "base/utf8.h"
#include "mentions/actor_catalogue.h"
#include "mentions/actor_lexicon.h"
#include "mentions/gazetteer.h"
#include "mentions/mention_finder.h"
#include "mentions/place_coreference.h"

#include <algorithm>
#include <map>

namespace vigie {
namespace {

/// Sentences back that a pronoun may reach; descriptions reach over the whole report.
constexpr int kPronounReach = 3;
/// Sentences back that an army of a foreign country keeps the bare word "army".
constexpr int kForeignReach = 1;

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

bool is_subject(Deprel r) {
  return r == Deprel::nsubj || r == Deprel::nsubj_pass;
}

bool is_one_person(const ActorMention& a) {
  if (a.plural) {
    return false;
  }
  return a.kind == ActorKind::person || a.form == MentionForm::person ||
         a.use == ActorUse::official || a.use == ActorUse::rank || a.use == ActorUse::member ||
         a.use == ActorUse::people || a.use == ActorUse::source;
}

bool is_armed_group(ActorKind k) {
  return k == ActorKind::rebel_group || k == ActorKind::militia || k == ActorKind::unnamed;
}

bool is_organisation(ActorKind k) {
  return k == ActorKind::rebel_group || k == ActorKind::militia || k == ActorKind::coalition ||
         k == ActorKind::international_organisation || k == ActorKind::observatory ||
         k == ActorKind::party || k == ActorKind::media;
}

class Resolver {
 public:
  Resolver(const ActorLexicon& lexicon,
           const Gazetteer& gazetteer,
           const SeatIndex& seats,
           const Article& article,
           std::span<const Sentence> sentences,
           Mentions& mentions)
      : lex_(lexicon),
        pack_(lexicon.pack()),
        gazetteer_(gazetteer),
        seats_(seats),
        article_(article),
        sentences_(sentences),
        m_(mentions) {}

  void run() {
    drop_place_names();
    find_main_country();
    link_brackets();
    complete_forces();
    // Third persons and descriptions first: whoever "we" is may be called "he" or "the group".
    for (int i = 0; i < int(m_.actors.size()); ++i) {
      ActorMention& a = m_.actors[std::size_t(i)];
      if (a.form == MentionForm::pronoun && a.use == ActorUse::people) {
        resolve_ellipsis(i);
      } else if (a.form == MentionForm::pronoun) {
        resolve_pronoun(i);
      } else if (a.form == MentionForm::description && share_tag(a.tags, "two-sides")) {
        resolve_sides(i);
      } else if (a.use == ActorUse::official && a.definite && !a.plural &&
                 a.form == MentionForm::description && a.kind != ActorKind::person) {
        resolve_office(i);
      } else if (a.form == MentionForm::description && a.id.empty() && a.definite) {
        resolve_description(i);
      }
      resolve_owned(i, false);
    }
    for (int i = 0; i < int(m_.actors.size()); ++i) {
      if (m_.actors[std::size_t(i)].form == MentionForm::pronoun) {
        resolve_first_person(i);
      }
      resolve_owned(i, true);
    }
    resolve_place_descriptions(pack_, gazetteer_, seats_, article_, sentences_, main_country_, m_);
  }

 private:
  const Sentence& sentence_of(const ActorMention& a) const {
    return sentences_[std::size_t(a.at.sentence)];
  }
  const Token& head_token(const ActorMention& a) const { return sentence_of(a)[a.at.head]; }
  std::uint32_t paragraph_of(int sentence) const {
    return sentences_[std::size_t(sentence)].paragraph;
  }
  double weight_of_paragraph(int sentence) const {
    const auto p = paragraph_of(sentence);
    if (p < article_.paragraphs.size() && article_.paragraphs[p].kind == ParagraphKind::title) {
      return 2.5;
    }
    return sentence <= 3 ? 1.5 : 1.0;
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

  /// A bare pair of capitalised names that the gazetteer knows in this report's area is a place.
  void drop_place_names() {
    std::vector<int> moved(m_.actors.size(), -1);
    std::vector<ActorMention> kept;
    for (std::size_t i = 0; i < m_.actors.size(); ++i) {
      ActorMention& a = m_.actors[i];
      if (a.form == MentionForm::person && a.person.empty()) {
        bool place = false;
        for (auto& p : m_.places) {
          if (p.at.sentence == a.at.sentence && p.at.first < a.at.last && a.at.first < p.at.last &&
              p.lat && !p.demonym) {
            p.inside_actor = false;
            place = true;
          }
        }
        if (place) {
          continue;
        }
        a.person = a.name;
      }
      moved[i] = int(kept.size());
      kept.push_back(std::move(a));
    }
    for (auto& a : kept) {
      a.and_also = a.and_also < 0 ? -1 : moved[std::size_t(a.and_also)];
    }
    m_.actors = std::move(kept);
  }

  /// The country the report is about: where things happen counts more than who speaks, the title
  /// and the lead more than the rest; states and their allies abroad count little.
  void find_main_country() {
    std::map<std::string, double> score;
    for (const auto& p : m_.places) {
      if (!p.lat || p.country.empty()) {
        continue;
      }
      const double weight = p.dateline                     ? 0.6
                            : p.demonym                    ? 0.3
                            : p.inside_actor               ? 0.4
                            : p.kind == PlaceKind::country ? 0.7
                                                           : 1.0;
      score[p.country] += weight * weight_of_paragraph(p.at.sentence);
    }
    for (const auto& a : m_.actors) {
      if (a.country.empty()) {
        continue;
      }
      const double weight = a.kind == ActorKind::armed_forces || a.kind == ActorKind::police ? 0.7
                            : is_armed_group(a.kind)                                         ? 0.5
                                                                                             : 0.3;
      score[a.country] += weight * weight_of_paragraph(a.at.sentence);
    }
    double best = 0;
    for (const auto& [iso, n] : score) {
      if (n > best) {
        best = n;
        main_country_ = iso;
      }
    }
  }

  /// "groupe État islamique (EI)", "EI (État islamique)", "l'OSDH (Observatoire ...)": two mentions
  /// with only a bracket between them are one; the one with an entry lends it.
  void link_brackets() {
    for (int i = 0; i + 1 < int(m_.actors.size()); ++i) {
      ActorMention& a = m_.actors[std::size_t(i)];
      ActorMention& b = m_.actors[std::size_t(i + 1)];
      if (a.at.sentence != b.at.sentence || b.at.first - a.at.last != 1 ||
          sentence_of(a)[a.at.last].form != "(" || a.form == MentionForm::pronoun ||
          b.form == MentionForm::pronoun) {
        continue;
      }
      if (a.id.empty() && !b.id.empty()) {
        if (b.kind != ActorKind::state && a.kind != ActorKind::person) {
          take(a, i + 1);
        }
      } else if (b.id.empty() && !a.id.empty() && a.kind != ActorKind::state) {
        take(b, i);
      }
    }
  }

  /// "l'armée", "soldiers", "the government" without a country: the one named last, unless that is
  /// a foreign one named sentences ago; else that of the report's main country.
  void complete_forces() {
    std::map<std::string, std::pair<std::string, int>> last;  // prefix -> ISO, sentence
    std::map<std::string, int> named;                         // id -> how often
    for (const auto& a : m_.actors) {
      if (a.force.empty() && !a.id.empty()) {
        ++named[a.id];
      }
    }
    for (auto& a : m_.actors) {
      if (a.force.empty()) {
        if (!a.id.empty() && !a.country.empty() && a.kind != ActorKind::state &&
            a.form != MentionForm::person) {
          last[a.id.substr(0, a.id.rfind('-'))] = {a.country, a.at.sentence};
        }
        continue;
      }
      std::string iso = main_country_;
      if (const auto it = last.find(a.force); it != last.end()) {
        // A government abroad is named beside that of the report; an army fights where it is named.
        const RoleWord* role = lex_.force(a.force);
        const bool armed = role == nullptr || role->kind == ActorKind::armed_forces ||
                           role->kind == ActorKind::police;
        const bool near = armed && a.at.sentence - it->second.second <= kForeignReach;
        const bool often = named[a.force + "-" + to_lower(it->second.first)] > 1;
        if (near || often || iso.empty()) {
          iso = it->second.first;
        }
      }
      complete(a, iso);
    }
    if (m_.issuer && !m_.issuer->force.empty()) {
      complete(*m_.issuer, main_country_);
    }
  }

  void complete(ActorMention& a, const std::string& iso) const {
    if (iso.empty()) {
      return;
    }
    const ActorKind kind = a.kind;
    const std::string name = a.name;
    lex_.set_composed(a, a.force + "-" + to_lower(iso), iso);
    if (a.form == MentionForm::person || a.use == ActorUse::official || a.use == ActorUse::source) {
      a.kind = kind;
      a.name = name;
    }
  }

  // --- owners ---------------------------------------------------------------------------------

  /// "nos forces" in a quotation are the speaker's, "ses combattants" those of its antecedent.
  void resolve_owned(int index, bool first_person) {
    ActorMention& a = m_.actors[std::size_t(index)];
    const bool fights = a.use == ActorUse::force || a.use == ActorUse::member ||
                        a.use == ActorUse::unit || a.use == ActorUse::group;
    if (!fights || a.form == MentionForm::name) {
      return;
    }
    const Sentence& s = sentence_of(a);
    for (int t = a.at.first - 1; t >= 0 && t >= a.at.first - 3; --t) {
      const Token& d = s[t];
      if (d.upos == Upos::ADJ || d.upos == Upos::NUM) {
        continue;
      }
      if (d.upos != Upos::DET && d.upos != Upos::PRON) {
        return;
      }
      if (pack_.in_class("first_person", d.lower)) {
        if (first_person) {
          if (const int speaker = speaker_of(a.at.sentence, t); speaker >= 0) {
            own(a, speaker);
          }
        }
        return;
      }
      if (d.feats.possessive && !first_person) {
        const int owner = antecedent_of(a.at.sentence, t);
        if (owner >= 0) {
          own(a, owner);
        }
      }
      return;
    }
  }

  /// The organisation that a person stands for; the mention itself when it is no person.
  ActorMention organisation_of(const ActorMention& o) const {
    ActorMention out = o;
    if (o.kind != ActorKind::person) {
      return out;
    }
    out.person.clear();
    if (o.id.empty()) {
      out.name.clear();
      return out;
    }
    if (const ActorEntry* e = lex_.catalogue().entry(o.id)) {
      ActorLexicon::set_entry(out, *e);
    } else {
      lex_.set_composed(out, o.id, o.country);
    }
    return out;
  }

  /// "his government" is the country's government, "our men" its army.
  void own_force(ActorMention& a, const std::string& iso, int owner) const {
    lex_.set_composed(a, (a.force.empty() ? "army" : a.force) + "-" + to_lower(iso), iso);
    a.antecedent = owner;
  }

  /// The forces of a state's speaker are its army; those of a group are the group.
  void own(ActorMention& a, int owner) {
    const ActorMention o = organisation_of(m_.actors[std::size_t(owner)]);
    switch (o.kind) {
      case ActorKind::rebel_group:
      case ActorKind::militia:
      case ActorKind::coalition:
      case ActorKind::party:
      case ActorKind::police:
        break;
      case ActorKind::armed_forces:
        if (o.id.empty() && o.country.empty()) {
          return;
        }
        break;
      case ActorKind::state:
      case ActorKind::government:
      case ActorKind::ministry:
        if (o.country.empty()) {
          return;
        }
        own_force(a, o.country, owner);
        return;
      case ActorKind::unnamed:
        if (o.use == ActorUse::source && !o.country.empty()) {
          own_force(a, o.country, owner);
          return;
        }
        if (o.use == ActorUse::group && !o.plural) {
          break;
        }
        return;
      default:
        return;
    }
    if (o.name.empty()) {
      return;
    }
    a.id = o.id;
    a.name = o.name;
    a.kind = o.kind;
    a.country = o.country;
    a.tags = o.tags;
    a.antecedent = owner;
  }

  // --- speakers -------------------------------------------------------------------------------

  /// Who speaks the quotation that holds this word: the subject of a verb of saying or the source
  /// of an attribution phrase of this sentence, else of the paragraph's neighbours.
  int speaker_of(int sentence, int token) const {
    const auto in_sentence = [&](int number) {
      const Sentence& s = sentences_[std::size_t(number)];
      int found = -1;
      for (int i = 0; i < int(m_.actors.size()); ++i) {
        const ActorMention& a = m_.actors[std::size_t(i)];
        if (a.at.sentence != number || (a.form == MentionForm::pronoun && !a.resolved) ||
            (number == sentence && a.at.first <= token && token < a.at.last)) {
          continue;
        }
        if (says(s, a)) {
          return i;
        }
        bool source = false;
        for (int t = std::max(0, a.at.first - 4); t < a.at.first; ++t) {
          source = source || pack_.in_class("attribution_preposition", s[t].lower) ||
                   s[t].lower == "according";
        }
        if (source && found < 0) {
          found = i;
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

  bool is_speech(const Token& verb) const {
    return pack_.in_class("speech_verb", verb.lemma) || pack_.in_class("vow_verb", verb.lemma);
  }

  bool says(const Sentence& s, const ActorMention& a) const {
    const Token& h = s[a.at.head];
    return is_subject(h.rel) && h.head >= 0 && (is_speech(s[h.head]) || ends_quote(s, h.head));
  }

  /// « ... », réplique une source: whatever the verb, what stands right behind a quotation says it.
  bool ends_quote(const Sentence& s, int verb) const {
    for (int t = verb - 1; t >= 0 && t >= verb - 4; --t) {
      if (pack_.in_class("quote_close", s[t].form) ||
          (s[t].form == "\"" && t > 0 && !s[t].space_before)) {
        return true;
      }
      if (s[t].upos != Upos::PUNCT && s[t].upos != Upos::AUX && s[t].upos != Upos::PRON) {
        return false;
      }
    }
    return false;
  }

  void resolve_first_person(int index) {
    ActorMention& a = m_.actors[std::size_t(index)];
    const Token& w = head_token(a);
    if (!pack_.in_class("first_person", w.lower)) {
      return;
    }
    const int speaker = speaker_of(a.at.sentence, a.at.head);
    if (speaker < 0) {
      return;
    }
    take(a, speaker);
    // "we" is the side that the speaker stands for, "I" the speaker.
    if (pack_.in_class("plural_pronoun", w.lower)) {
      const ActorMention side = organisation_of(a);
      if (!side.name.empty()) {
        a.name = side.name;
        a.kind = side.kind;
        a.tags = side.tags;
        a.person.clear();
      }
    }
  }

  // --- pronouns -------------------------------------------------------------------------------

  /// What a pronoun or possessive asks of its antecedent.
  struct Wanted {
    enum class Sort : std::uint8_t { any, person, thing, plural } sort = Sort::any;
    Gender gender = Gender::none;
    bool possessive = false;
    bool of_speech = false;  ///< subject of a verb of saying
  };

  Wanted wanted_by(const Sentence& s, int token) const {
    const Token& w = s[token];
    Wanted out;
    out.possessive = w.feats.possessive;
    if (pack_.in_class("plural_pronoun", w.lower)) {
      out.sort = Wanted::Sort::plural;
    } else if (pack_.in_class("person_pronoun", w.lower)) {
      out.sort = Wanted::Sort::person;
    } else if (pack_.in_class("thing_pronoun", w.lower)) {
      out.sort = Wanted::Sort::thing;
    } else if (!out.possessive && w.feats.number == Number::Plur) {
      out.sort = Wanted::Sort::plural;
    }
    // The gender and number of a French possessive are those of the thing owned.
    if (lex_.french() && !out.possessive) {
      out.gender = w.feats.gender;
    }
    out.of_speech = is_subject(w.rel) && w.head >= 0 && is_speech(s[w.head]);
    return out;
  }

  bool fits(const Wanted& wanted, const ActorMention& a, const Token& head) const {
    const bool plural =
        a.plural || (head.feats.number == Number::Plur && a.form != MentionForm::name);
    switch (wanted.sort) {
      case Wanted::Sort::person:
        return is_one_person(a);
      case Wanted::Sort::thing:
        return a.kind != ActorKind::person && a.kind != ActorKind::civilians && !plural &&
               a.form != MentionForm::person && !is_one_person(a);
      case Wanted::Sort::plural:
        return plural || (!is_one_person(a) && a.kind != ActorKind::media);
      case Wanted::Sort::any:
        return !plural;
    }
    return false;
  }

  /// Gender of the noun, or of the article before a name (la Minusma).
  Gender gender_of(const ActorMention& a) const {
    const Sentence& s = sentence_of(a);
    if (const Gender g = s[a.at.head].feats.gender; g != Gender::none) {
      return g;
    }
    const int before = a.at.first - 1;
    return before >= 0 && s[before].upos == Upos::DET ? s[before].feats.gender : Gender::none;
  }

  /// The mention a pronoun stands for: agreement, nearness, subjects first (Lappin and Leass 1994).
  int antecedent_of(int sentence, int token) const {
    const Sentence& s = sentences_[std::size_t(sentence)];
    const Wanted wanted = wanted_by(s, token);
    int best = -1;
    double best_score = 0;
    for (int i = 0; i < int(m_.actors.size()); ++i) {
      const ActorMention& a = m_.actors[std::size_t(i)];
      const int back = sentence - a.at.sentence;
      if (back < 0 || (back == 0 && a.at.first >= token)) {
        break;
      }
      if (back > kPronounReach || (a.form == MentionForm::pronoun && !a.resolved) ||
          (back == 0 && a.at.last > token)) {
        continue;
      }
      const Token& h = head_token(a);
      if (h.upos == Upos::ADJ || h.rel == Deprel::amod) {
        continue;  // a demonym adjective is nobody to refer to
      }
      if (back == 0 && !wanted.possessive && h.head >= 0 && h.head == s[token].head) {
        continue;  // a pronoun is never the other argument of its own verb
      }
      if (!fits(wanted, a, h)) {
        continue;
      }
      const double score = salience(wanted, a, h, back, token, sentence);
      if (score > best_score) {
        best_score = score;
        best = i;
      }
    }
    return best;
  }

  double salience(const Wanted& wanted,
                  const ActorMention& a,
                  const Token& h,
                  int back,
                  int token,
                  int sentence) const {
    double score = 10.0 - 2.5 * back;
    if (paragraph_of(sentence) != paragraph_of(a.at.sentence)) {
      score -= 1.5;
    }
    if (wanted.sort == Wanted::Sort::plural) {
      score += a.plural || h.feats.number == Number::Plur ? 2 : -1.5;
    }
    if (wanted.gender != Gender::none) {
      const Gender g = gender_of(a);
      if (g == Gender::none) {
        score -= a.kind == ActorKind::person ? 0 : 1;
      } else if (a.kind != ActorKind::person) {
        score += g == wanted.gender ? 1.5 : -4;
      }
    }
    if (is_subject(h.rel)) {
      score += 3;
    } else if (h.rel == Deprel::obj) {
      score += 1;
    } else if (h.rel == Deprel::nmod || h.rel == Deprel::nmod_poss) {
      score -= 1;
    }
    if (wanted.of_speech && (says(sentence_of(a), a) || a.kind == ActorKind::person)) {
      score += 2;
    }
    if (a.kind == ActorKind::state) {
      score -= 1.5;
    }
    if (a.kind == ActorKind::media && !wanted.of_speech) {
      score -= 2;
    }
    return score - (back == 0 ? 0.03 * (token - a.at.first) : 0.01 * a.at.first);
  }

  void resolve_pronoun(int index) {
    ActorMention& a = m_.actors[std::size_t(index)];
    if (pack_.in_class("first_person", head_token(a).lower)) {
      return;
    }
    if (const int found = antecedent_of(a.at.sentence, a.at.head); found >= 0) {
      take(a, found);
    }
  }

  /// "three others": the people counted last, in this sentence or the one before.
  void resolve_ellipsis(int index) {
    ActorMention& a = m_.actors[std::size_t(index)];
    int found = -1;
    for (int i = index - 1; i >= 0; --i) {
      const ActorMention& b = m_.actors[std::size_t(i)];
      const int back = a.at.sentence - b.at.sentence;
      if (back > 1 || paragraph_of(b.at.sentence) != paragraph_of(a.at.sentence)) {
        break;
      }
      const bool persons = b.use == ActorUse::people || b.use == ActorUse::member ||
                           b.use == ActorUse::group || b.use == ActorUse::unit ||
                           b.use == ActorUse::rank;
      const bool plural = b.plural || head_token(b).feats.number == Number::Plur;
      // Of this sentence the last one counted, of the one before its first: the total, not a part.
      if (persons && plural && b.resolved && is_counted(b)) {
        found = i;
        if (back == 0) {
          break;
        }
      }
    }
    if (found >= 0) {
      take(a, found);
    }
  }

  /// A number or a quantity noun stands at the mention's head: "12 soldats", "dozens of civilians".
  bool is_counted(const ActorMention& b) const {
    if (b.form == MentionForm::pronoun) {
      return true;
    }
    const Sentence& s = sentence_of(b);
    for (int t = std::max(0, b.at.first - 4); t < b.at.last; ++t) {
      const bool number = s[t].upos == Upos::NUM || pack_.in_class("count_noun", s[t].lemma);
      if (number && (s[t].head == b.at.head || s[b.at.head].head == t)) {
        return true;
      }
    }
    return false;
  }

  /// "les deux camps", "both sides": the two that fight each other in the report.
  void resolve_sides(int index) {
    std::map<std::string, std::pair<double, int>> sides;  // id or name -> weight, last mention
    const int here = m_.actors[std::size_t(index)].at.sentence;
    for (int i = 0; i < int(m_.actors.size()); ++i) {
      const ActorMention& b = m_.actors[std::size_t(i)];
      const bool fights = b.kind == ActorKind::armed_forces || b.kind == ActorKind::rebel_group ||
                          b.kind == ActorKind::militia || b.kind == ActorKind::coalition;
      if (i == index || !fights || !b.resolved || (b.id.empty() && b.form != MentionForm::name)) {
        continue;
      }
      auto& side = sides[b.id.empty() ? b.name : b.id];
      const int back = here - b.at.sentence;
      side.first += back >= 0 && back <= 3 ? 2 : 1;
      if (i < index || side.second == 0) {
        side.second = i;
      }
    }
    std::vector<std::pair<double, int>> order;
    for (const auto& [id, side] : sides) {
      order.push_back(side);
    }
    std::sort(order.rbegin(), order.rend());
    if (order.size() < 2) {
      return;
    }
    ActorMention& a = m_.actors[std::size_t(index)];
    take(a, order[0].second);
    a.and_also = order[1].second;
  }

  /// "le président", "the governor": the person of the report who has this office.
  void resolve_office(int index) {
    ActorMention& a = m_.actors[std::size_t(index)];
    int found = -1;
    for (int i = 0; i < int(m_.actors.size()); ++i) {
      const ActorMention& b = m_.actors[std::size_t(i)];
      const bool same = b.form == MentionForm::person && !b.role.empty() && b.role == a.role &&
                        (a.country.empty() || b.country.empty() || a.country == b.country);
      if (same && (i < index || found < 0)) {
        found = i;
      }
    }
    if (found >= 0) {
      take(a, found);
    }
  }

  // --- descriptions ---------------------------------------------------------------------------

  /// "les jihadistes", "the group", "the attackers": the actor of the report that is described so,
  /// nearest before it, else one named later (a lead that begins with "les jihadistes").
  void resolve_description(int index) {
    const ActorMention& a = m_.actors[std::size_t(index)];
    if ((a.use != ActorUse::group && a.use != ActorUse::organisation) || has_complement(a)) {
      return;
    }
    int best = -1;
    double best_score = 0;
    for (int i = 0; i < int(m_.actors.size()); ++i) {
      const ActorMention& b = m_.actors[std::size_t(i)];
      if (i == index || b.form == MentionForm::pronoun || b.form == MentionForm::person) {
        continue;
      }
      double score = match_of(a, b, i < index);
      if (score <= 0) {
        continue;
      }
      const int back = a.at.sentence - b.at.sentence;
      score += back >= 0 && i < index ? 3.0 / (1.0 + back) : -1.5;
      score += is_subject(head_token(b).rel) ? 0.5 : 0;
      score += b.form == MentionForm::name ? 0.3 : 0;
      if (score > best_score) {
        best_score = score;
        best = i;
      }
    }
    if (best >= 0) {
      take(m_.actors[std::size_t(index)], best);
    }
  }

  /// How well b is what a describes; 0 for not at all.
  double match_of(const ActorMention& a, const ActorMention& b, bool before) const {
    const bool named = !b.id.empty() || b.form == MentionForm::name;
    if (b.kind == ActorKind::state || b.kind == ActorKind::person ||
        b.kind == ActorKind::civilians) {
      return 0;
    }
    if (named && share_tag(a.tags, b.tags)) {
      return 3;
    }
    if (a.use == ActorUse::organisation) {
      // "l'organisation" without a tag of its own: any organisation; else one of its kind.
      const bool any = share_tag(a.tags, "organisation") && is_organisation(b.kind);
      const bool same = a.kind != ActorKind::unnamed && a.kind == b.kind;
      return named && before && (any || same) ? 2 : 0;
    }
    if (!is_armed_group(a.kind)) {
      return 0;
    }
    if (a.kind != ActorKind::unnamed) {
      return named && a.kind == b.kind && b.tags.empty() ? 2 : 0;
    }
    // "the attackers", "les assaillants": whoever is armed and no army, lately.
    const bool armed = is_armed_group(b.kind) && b.use != ActorUse::official &&
                       b.use != ActorUse::source && b.use != ActorUse::organisation;
    return armed && before && (named || !b.definite) ? 2 : 0;
  }

  /// "le réseau d'ONG", "the group of soldiers", "le mouvement X": its own words say who it is.
  bool has_complement(const ActorMention& a) const {
    const Sentence& s = sentence_of(a);
    for (int t = 0; t < s.size(); ++t) {
      if (t >= a.at.first && t < a.at.last) {
        continue;
      }
      const Token& w = s[t];
      const bool own = w.head == a.at.head &&
                       ((w.rel == Deprel::nmod && t > a.at.last) || w.rel == Deprel::compound ||
                        w.rel == Deprel::flat || w.rel == Deprel::flat_name ||
                        w.rel == Deprel::nmod_poss || w.rel == Deprel::amod);
      if (own && w.upos != Upos::PRON && w.upos != Upos::DET) {
        return true;
      }
    }
    return false;
  }

  const ActorLexicon& lex_;
  const LanguagePack& pack_;
  const Gazetteer& gazetteer_;
  const SeatIndex& seats_;
  const Article& article_;
  std::span<const Sentence> sentences_;
  Mentions& m_;
  std::string main_country_;  ///< ISO of the country the report is about, "" when none shows
};

}  // namespace

void resolve_coreference(const ActorLexicon& lexicon,
                         const Gazetteer& gazetteer,
                         const SeatIndex& seats,
                         const Article& article,
                         std::span<const Sentence> sentences,
                         Mentions& mentions) {
  Resolver(lexicon, gazetteer, seats, article, sentences, mentions).run();
}

}  // namespace vigie
