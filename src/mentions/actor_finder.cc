#include "mentions/actor_finder.h"

#include "base/utf8.h"
#include "mentions/actor_catalogue.h"
#include "mentions/actor_composer.h"
#include "mentions/actor_lexicon.h"
#include "mentions/name_spotter.h"

#include <algorithm>
#include <map>

namespace vigie {
namespace {

/// A person's surface with title and role is printed up to this length, else the name alone.
constexpr int kLongestTitle = 6;

bool starts_upper(std::string_view s) {
  return !s.empty() && is_upper(code_point_at(s, 0).value);
}

/// "Haider al-Abadi" -> "abadi": the name by which a person is called later.
std::string surname(std::string_view name) {
  std::string folded = fold_name(name);
  const auto space = folded.rfind(' ');
  return space == std::string::npos ? folded : folded.substr(space + 1);
}

/// The letters of an acronym begin words of the name, in order (Sudan Doctors Network: SDN).
bool abbreviates(std::string_view acronym, std::string_view name) {
  const std::string letters = fold_name(acronym);
  const std::string words = fold_name(name);
  std::size_t at = 0;
  for (std::size_t i = 0; i < words.size() && at < letters.size(); ++i) {
    const bool begins = i == 0 || words[i - 1] == ' ';
    if (words[i] == letters[at] && (begins || at > 0)) {
      ++at;
    }
  }
  return at == letters.size();
}

bool is_acronym(const Token& t) {
  if (t.form.size() < 2 || t.form.size() > 12 || !starts_upper(t.form)) {
    return false;
  }
  return std::all_of(t.form.begin(), t.form.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '/';
  });
}

/// One report: pieces of all sentences, one reading each by the report's countries, mentions of
/// each sentence, then what only the whole report shows: aliases, persons, later surnames.
class ReportPass {
 public:
  ReportPass(const ActorLexicon& lexicon,
             const Article& article,
             std::span<const Sentence> sentences)
      : lex_(lexicon),
        pack_(lexicon.pack()),
        article_(article),
        sentences_(sentences) {}

  std::vector<ActorMention> run() {
    work_.resize(sentences_.size());
    for (std::size_t i = 0; i < sentences_.size(); ++i) {
      work_[i].sentence = &sentences_[i];
      work_[i].number = int(i);
      work_[i].pieces = lex_.pieces_of(sentences_[i], article_.text);
      for (const auto& p : work_[i].pieces) {
        count_countries(p);
      }
    }
    for (auto& w : work_) {
      choose_readings(*w.sentence, w.pieces);
      w.names = spot_organisations(lex_, *w.sentence, w.pieces);
      compose_actors(lex_, article_.text, w);
    }
    for (auto& w : work_) {
      collect_aliases(w);
    }
    for (auto& w : work_) {
      use_aliases(w);
    }
    for (auto& w : work_) {
      find_persons(w);
    }
    collect_surnames();
    for (auto& w : work_) {
      find_surnames(w);
      join_titles(w);
      find_ellipses(w);
    }
    share_persons();
    std::vector<ActorMention> out;
    for (auto& w : work_) {
      find_pronouns(w);
      sort_into(w.mentions, out);
    }
    return out;
  }

 private:
  void count_countries(const Piece& p) {
    switch (p.type) {
      case PieceType::country:
      case PieceType::demonym:
      case PieceType::inhabitant:
        countries_[lex_.country(p).iso] += 1;
        break;
      case PieceType::metonym:
        countries_[lex_.metonym(p).country] += 0.5;
        break;
      case PieceType::actor: {
        const ActorEntry& e = lex_.entry(p);
        if (e.theatre.size() <= 3) {
          for (const auto& c : e.theatre) {
            countries_[c] += 0.7 / double(e.theatre.size());
          }
        }
        break;
      }
      default:
        break;
    }
  }

  double reading_score(const Sentence& s, const Piece& p) const {
    const Token& word = s[p.first];
    const bool modifier = word.rel == Deprel::amod && word.head >= 0 && word.head < p.first;
    double score = double(int(p.type)) * 0.01;
    switch (p.type) {
      case PieceType::actor: {
        const ActorEntry& e = lex_.entry(p);
        for (const auto& c : e.theatre) {
          if (const auto it = countries_.find(c); it != countries_.end()) {
            score += it->second;
          }
        }
        return e.theatre.empty() ? score + 0.3 : score;
      }
      case PieceType::adjective:
        // rebelle, islamiste: a noun unless it hangs on one.
        return modifier || !lex_.french() ? 0.025 : -0.5;
      case PieceType::inhabitant:
        // "Nigerian troops", "the Nigerians": the adjective hangs on a noun to its right.
        return word.upos == Upos::ADJ || word.rel == Deprel::amod || word.rel == Deprel::compound
                   ? -0.5
                   : score;
      default:
        return score;
    }
  }

  /// Of several readings of the same words the one at home in the report's countries stays.
  void choose_readings(const Sentence& s, std::vector<Piece>& pieces) const {
    std::vector<Piece> out;
    for (std::size_t i = 0; i < pieces.size();) {
      std::size_t best = i;
      double best_score = -1;
      std::size_t k = i;
      for (; k < pieces.size() && pieces[k].first == pieces[i].first; ++k) {
        if (const double score = reading_score(s, pieces[k]); score > best_score) {
          best_score = score;
          best = k;
        }
      }
      out.push_back(pieces[best]);
      i = k;
    }
    pieces = std::move(out);
  }

  std::string words(const Sentence& s, int first, int last) const {
    return std::string(ByteSpan{s[first].span.begin, s[last - 1].span.end}.of(article_.text));
  }

  ActorMention& add(SentenceActors& w, int first, int last) const {
    ActorMention m;
    m.at = {w.number, first, last, head_of(*w.sentence, first, last)};
    m.surface = words(*w.sentence, first, last);
    std::fill(w.covered.begin() + first, w.covered.begin() + last, char(1));
    w.mentions.push_back(std::move(m));
    return w.mentions.back();
  }

  // --- acronyms in brackets -------------------------------------------------------------------

  static bool is_organisation(const ActorMention& m) {
    return m.kind != ActorKind::person && m.kind != ActorKind::state &&
           m.form != MentionForm::pronoun && m.use != ActorUse::people &&
           m.use != ActorUse::source && m.use != ActorUse::official && m.use != ActorUse::rank;
  }

  /// "Front X (FX)": FX is the front wherever it stands; and "FX (Front X)".
  void collect_aliases(SentenceActors& w) {
    const Sentence& s = *w.sentence;
    for (const auto& m : w.mentions) {
      const int open = m.at.last;
      if (!is_organisation(m) || open + 2 >= s.size() || s[open].form != "(" ||
          s[open + 2].form != ")" || w.covered[std::size_t(open + 1)] != 0) {
        continue;
      }
      const Token& a = s[open + 1];
      if (is_acronym(a) || (starts_upper(a.form) && abbreviates(a.form, m.surface))) {
        aliases_.emplace(a.form, m);
      }
    }
    for (const auto& m : w.mentions) {
      const int before = m.at.first - 2;
      if (m.form == MentionForm::name && is_organisation(m) && before >= 0 &&
          s[before + 1].form == "(" && w.covered[std::size_t(before)] == 0 &&
          is_acronym(s[before])) {
        aliases_.emplace(s[before].form, m);
      }
    }
  }

  void use_aliases(SentenceActors& w) {
    if (aliases_.empty()) {
      return;
    }
    const Sentence& s = *w.sentence;
    for (int t = 0; t < s.size(); ++t) {
      const auto it = w.covered[std::size_t(t)] == 0 ? aliases_.find(s[t].form) : aliases_.end();
      if (it == aliases_.end()) {
        continue;
      }
      ActorMention& m = add(w, t, t + 1);
      const ActorMention& from = it->second;
      m.id = from.id;
      m.name = from.name;
      m.kind = from.kind;
      m.country = from.country;
      m.tags = from.tags;
      m.force = from.force;
      m.form = MentionForm::name;
    }
  }

  // --- persons --------------------------------------------------------------------------------

  /// Nouns for one person, whose name may stand beside them.
  static bool is_title(const ActorMention& m) {
    return m.use == ActorUse::official || m.use == ActorUse::rank || m.use == ActorUse::member ||
           m.use == ActorUse::source || m.use == ActorUse::people ||
           m.kind == ActorKind::ministry || m.kind == ActorKind::government;
  }

  bool is_locative(const Sentence& s, int token) const {
    for (int t = std::max(0, token - 3); t < token; ++t) {
      if (s[t].head == token && s[t].rel == Deprel::case_ &&
          pack_.in_class("place_preposition", s[t].lemma)) {
        return true;
      }
    }
    return false;
  }

  /// Capitalised names that no list knows. Sure with a title, a role or an age beside them or a
  /// verb of saying above; a bare first and last name is kept as likely: `person` stays empty until
  /// coreference has seen that no place has this name.
  void find_persons(SentenceActors& w) {
    const Sentence& s = *w.sentence;
    if (is_all_capitals(s)) {
      return;
    }
    for (const auto& run : name_runs(pack_, s, w.covered)) {
      const int before = run.first - 1;
      const bool title = before >= 0 && pack_.in_class("person_title", s[before].lower) &&
                         w.covered[std::size_t(before)] == 0;
      const bool sure = title || has_role(w, run) || speaks(s, run) || has_age(s, run);
      const bool likely = run.words >= 2 && run.words <= 4 && acts(s, run);
      if (!sure && !likely) {
        continue;
      }
      ActorMention& m = add(w, title ? before : run.first, run.last);
      m.name = words(s, run.first, run.last);
      m.kind = ActorKind::person;
      m.form = MentionForm::person;
      if (sure) {
        m.person = m.name;
      }
    }
  }

  bool has_role(const SentenceActors& w, const NameRun& run) const {
    const Sentence& s = *w.sentence;
    return std::any_of(w.mentions.begin(), w.mentions.end(), [&](const ActorMention& m) {
      if (!is_title(m) || m.plural) {
        return false;
      }
      const bool people =
          m.use == ActorUse::people || m.use == ActorUse::source || m.use == ActorUse::member;
      const bool linked = s[m.at.head].head >= run.first && s[m.at.head].head < run.last;
      const int head = head_of(s, run.first, run.last);
      const bool hangs = s[head].head == m.at.head || linked;
      if (m.at.last == run.first) {
        return hangs || !people;
      }
      if (m.at.last + 1 == run.first && s[m.at.last].form == ",") {
        return hangs || !people;
      }
      // "Sani Usman, porte-parole de l'armée"
      int gap = run.last;
      if (gap >= s.size() || s[gap].form != ",") {
        return false;
      }
      ++gap;
      while (gap < m.at.first && (s[gap].upos == Upos::DET || s[gap].upos == Upos::ADJ)) {
        ++gap;
      }
      return gap == m.at.first && (hangs || !people);
    });
  }

  bool speaks(const Sentence& s, const NameRun& run) const {
    const Token& h = s[head_of(s, run.first, run.last)];
    return h.rel == Deprel::nsubj && h.head >= 0 && run.words <= 4 &&
           pack_.in_class("speech_verb", s[h.head].lemma);
  }

  /// "Hussein Tripoli, 41 ans"
  static bool has_age(const Sentence& s, const NameRun& run) {
    return run.words >= 2 && run.last + 2 < s.size() && s[run.last].form == "," &&
           s[run.last + 1].upos == Upos::NUM && s[run.last + 1].form.size() == 2 &&
           (s[run.last + 2].form == "," || s[run.last + 2].upos == Upos::NOUN);
  }

  /// Stands where somebody who acts, is hit or is named may stand, and not as a place.
  bool acts(const Sentence& s, const NameRun& run) const {
    const int head = head_of(s, run.first, run.last);
    if (is_locative(s, head)) {
      return false;
    }
    const Deprel r = s[head].rel;
    return r == Deprel::nsubj || r == Deprel::nsubj_pass || r == Deprel::obj || r == Deprel::iobj ||
           r == Deprel::obl_agent || r == Deprel::obl_arg || r == Deprel::conj ||
           r == Deprel::appos || r == Deprel::nmod || r == Deprel::nmod_poss || r == Deprel::obl;
  }

  /// Every name of a person but the first may stand alone later: Déby for Idriss Déby Itno.
  void collect_surnames() {
    for (const auto& w : work_) {
      for (const auto& m : w.mentions) {
        if (m.form != MentionForm::person) {
          continue;
        }
        const std::string folded = fold_name(m.name);
        for (std::size_t at = folded.find(' '); at != std::string::npos;) {
          const std::size_t end = folded.find(' ', at + 1);
          const std::string word = folded.substr(at + 1, end - at - 1);
          if (word.size() >= 3 && !pack_.in_class("name_particle", word)) {
            full_names_.emplace(word, m.name);
          }
          at = end;
        }
      }
    }
  }

  /// "Abadi", "M. Déby": a surname stands for the person named in full.
  void find_surnames(SentenceActors& w) {
    const Sentence& s = *w.sentence;
    for (const auto& run : name_runs(pack_, s, w.covered)) {
      const std::string written = words(s, run.first, run.last);
      const auto known = full_names_.find(surname(written));
      if (known == full_names_.end() || run.words > 1) {
        continue;
      }
      const int before = run.first - 1;
      const bool title = before >= 0 && pack_.in_class("person_title", s[before].lower) &&
                         w.covered[std::size_t(before)] == 0;
      ActorMention& m = add(w, title ? before : run.first, run.last);
      m.name = known->second;
      m.person = m.name;
      m.kind = ActorKind::person;
      m.form = MentionForm::person;
    }
    for (auto& m : w.mentions) {
      if (m.form == MentionForm::person && fold_name(m.name).find(' ') == std::string::npos) {
        if (const auto known = full_names_.find(surname(m.name)); known != full_names_.end()) {
          m.name = known->second;
          m.person = m.name;
        }
      }
    }
  }

  /// "le directeur de l'OSDH, Rami Abdel Rahmane", "General X, a spokesman for Y": one mention.
  void join_titles(SentenceActors& w) {
    const Sentence& s = *w.sentence;
    for (auto& person : w.mentions) {
      if (person.form != MentionForm::person) {
        continue;
      }
      for (int round = 0; round < 2; ++round) {
        for (auto& role : w.mentions) {
          if (role.name.empty() || role.form == MentionForm::person || !is_title(role) ||
              role.plural || !beside(s, role, person)) {
            continue;
          }
          const bool front = role.at.first < person.at.first;
          person.person = person.name;
          person.role = role.role;
          if (person.id.empty() && role.form != MentionForm::name) {
            person.id = role.id;
            person.force = role.force;
            person.country = role.country;
            person.tags = role.tags;
          }
          person.at.first = std::min(person.at.first, role.at.first);
          person.at.last = std::max(person.at.last, role.at.last);
          person.at.head = head_of(s, person.at.first, person.at.last);
          if (front && person.at.last - person.at.first <= kLongestTitle) {
            person.surface = words(s, person.at.first, person.at.last);
          }
          role.name.clear();
        }
      }
    }
    std::vector<int> moved(w.mentions.size(), -1);
    int n_kept = 0;
    for (std::size_t i = 0; i < w.mentions.size(); ++i) {
      moved[i] = w.mentions[i].name.empty() ? -1 : n_kept++;
    }
    std::erase_if(w.mentions, [](const ActorMention& m) { return m.name.empty(); });
    for (auto& m : w.mentions) {
      m.and_also = m.and_also < 0 ? -1 : moved[std::size_t(m.and_also)];
    }
  }

  bool beside(const Sentence& s, const ActorMention& role, const ActorMention& person) const {
    const bool people = role.use == ActorUse::people || role.use == ActorUse::source;
    const bool hangs =
        s[person.at.head].head == role.at.head || s[role.at.head].head == person.at.head;
    if (role.at.last == person.at.first) {
      return hangs || !people;
    }
    if (role.at.last + 1 == person.at.first && s[role.at.last].form == ",") {
      return hangs || !people;
    }
    int gap = person.at.last;
    if (gap >= s.size() || s[gap].form != ",") {
      return false;
    }
    ++gap;
    while (gap < role.at.first && (s[gap].upos == Upos::DET || s[gap].upos == Upos::ADJ)) {
      ++gap;
    }
    // Behind the name the role must close like an apposition, not begin a list.
    const int end = role.at.last;
    const bool closed = end >= s.size() || s[end].upos == Upos::PUNCT;
    return gap == role.at.first && gap > person.at.last && (hangs || (!people && closed));
  }

  /// Every mention of one person knows the organisation that one of them tells.
  void share_persons() {
    std::map<std::string, ActorMention> known;
    for (const auto& w : work_) {
      for (const auto& m : w.mentions) {
        if (m.form == MentionForm::person && (!m.id.empty() || !m.force.empty())) {
          known.emplace(m.name, m);
        }
      }
    }
    for (auto& w : work_) {
      for (auto& m : w.mentions) {
        if (m.form != MentionForm::person || !m.id.empty() || !m.force.empty()) {
          continue;
        }
        if (const auto it = known.find(m.name); it != known.end()) {
          m.id = it->second.id;
          m.force = it->second.force;
          m.country = it->second.country;
          m.tags = it->second.tags;
        }
      }
    }
  }

  /// "seven others", "une cinquantaine ont été blessés", "Two were killed": what is counted stands
  /// before. Left to coreference; `use` people tells them from pronouns.
  void find_ellipses(SentenceActors& w) const {
    const Sentence& s = *w.sentence;
    for (int t = 0; t < s.size(); ++t) {
      const Token& word = s[t];
      const bool argument = word.rel == Deprel::nsubj || word.rel == Deprel::nsubj_pass ||
                            word.rel == Deprel::obj || word.rel == Deprel::obl_agent ||
                            word.rel == Deprel::conj;
      if (!argument || w.covered[std::size_t(t)] != 0 || word.upos == Upos::VERB) {
        continue;
      }
      const bool other = pack_.in_class("other_word", word.lower);
      const bool count = pack_.in_class("count_noun", word.lemma) || word.upos == Upos::NUM;
      const bool whole = std::none_of(s.tokens.begin(), s.tokens.end(), [&](const Token& c) {
        return c.head == t && (c.rel == Deprel::nmod || c.rel == Deprel::flat ||
                               c.rel == Deprel::obl || c.rel == Deprel::flat_name);
      });
      const bool portion =
          t + 1 < s.size() && pack_.in_class("genitive_preposition", s[t + 1].lemma);
      const bool the_other = t > 0 && word.feats.number != Number::Plur &&
                             pack_.in_class("definite_article", s[t - 1].lower);
      const bool of_verb = word.head >= 0 && s[word.head].upos == Upos::VERB;
      if (portion || the_other) {
        continue;
      }
      if (!other && !(count && whole && of_verb && word.rel != Deprel::conj)) {
        continue;
      }
      ActorMention& m = add(w, t, t + 1);
      m.at.head = t;
      m.form = MentionForm::pronoun;
      m.use = ActorUse::people;
      m.name = word.form;
      m.resolved = false;
      m.plural = true;
    }
  }

  // --- pronouns -------------------------------------------------------------------------------

  void find_pronouns(SentenceActors& w) const {
    const Sentence& s = *w.sentence;
    for (int t = 0; t < s.size(); ++t) {
      const Token& word = s[t];
      if (w.covered[std::size_t(t)] != 0) {
        continue;
      }
      const bool possessive =
          word.feats.possessive && (word.upos == Upos::DET || word.upos == Upos::PRON);
      const bool personal = word.upos == Upos::PRON &&
                            pack_.in_class("actor_pronoun", word.lower) &&
                            word.rel != Deprel::expl && word.rel != Deprel::expl_subj &&
                            word.rel != Deprel::expl_pass;
      const bool first_person = pack_.in_class("first_person", word.lower) &&
                                (word.upos == Upos::PRON || word.upos == Upos::DET);
      if (!possessive && !personal && !first_person) {
        continue;
      }
      ActorMention& m = add(w, t, t + 1);
      m.at.head = t;
      m.form = MentionForm::pronoun;
      m.name = word.form;
      m.resolved = false;
      m.plural = word.feats.number == Number::Plur || pack_.in_class("plural_pronoun", word.lower);
      m.definite = true;
    }
  }

  /// Text order; `and_also` becomes an index into `out`.
  static void sort_into(std::vector<ActorMention>& from, std::vector<ActorMention>& out) {
    std::vector<int> order(from.size());
    for (int i = 0; i < int(order.size()); ++i) {
      order[std::size_t(i)] = i;
    }
    std::sort(order.begin(), order.end(), [&](int a, int b) {
      const auto& x = from[std::size_t(a)].at;
      const auto& y = from[std::size_t(b)].at;
      return std::tuple(x.first, -x.last, a) < std::tuple(y.first, -y.last, b);
    });
    std::vector<int> place(from.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      place[std::size_t(order[i])] = int(out.size() + i);
    }
    for (const int i : order) {
      ActorMention& m = from[std::size_t(i)];
      m.and_also = m.and_also < 0 ? -1 : place[std::size_t(m.and_also)];
      out.push_back(std::move(m));
    }
  }

  const ActorLexicon& lex_;
  const LanguagePack& pack_;
  const Article& article_;
  std::span<const Sentence> sentences_;
  std::vector<SentenceActors> work_;
  std::map<std::string, double> countries_;        ///< ISO -> how much the report speaks of it
  std::map<std::string, ActorMention> aliases_;    ///< acronym -> what it stands for
  std::map<std::string, std::string> full_names_;  ///< surname -> full name
};

class LexiconActorFinder : public ActorFinder {
 public:
  explicit LexiconActorFinder(std::shared_ptr<const ActorLexicon> lexicon)
      : lexicon_(std::move(lexicon)) {}

  std::vector<ActorMention> find(const Article& article,
                                 std::span<const Sentence> sentences) const override {
    return ReportPass(*lexicon_, article, sentences).run();
  }
  const ActorLexicon& lexicon() const override { return *lexicon_; }

 private:
  std::shared_ptr<const ActorLexicon> lexicon_;
};

}  // namespace

Result<std::shared_ptr<const ActorFinder>> ActorFinder::load(
    std::shared_ptr<const LanguagePack> pack, std::shared_ptr<const ActorCatalogue> catalogue) {
  auto lexicon = ActorLexicon::load(std::move(pack), std::move(catalogue));
  if (!lexicon) {
    return tl::unexpected(lexicon.error());
  }
  return std::shared_ptr<const ActorFinder>(std::make_shared<LexiconActorFinder>(*lexicon));
}

}  // namespace vigie
