#include "mentions/verb_time.h"

#include <algorithm>

namespace vigie {
namespace {

/// Heads farther up than this say nothing about a time expression.
constexpr int kMaxClimb = 12;
/// Clause words are sought this far on either side when there is no parse.
constexpr int kWordReach = 14;

bool has(const StringSet& set, std::string_view word) {
  return set.find(word) != set.end();
}

bool parts_clauses(const Atom& atom) {
  return atom.is_mark(',') || atom.is_mark(';') || atom.is_mark(':') || atom.is_mark('(') ||
         atom.is_mark(')') || atom.is_mark('"') || atom.lower == "«" || atom.lower == "»";
}

}  // namespace

VerbTime::VerbTime(const TimeGrammar& grammar)
    : grammar_(grammar),
      future_word_(grammar_.spellings("future_word")),
      future_verb_(grammar_.spellings("future_verb")),
      future_present_(grammar_.spellings("future_present")),
      future_aux_(grammar_.spellings("future_aux")),
      future_ending_(grammar_.spellings("future_ending")),
      perfect_(grammar_.spellings("perfect")),
      clause_mark_(grammar_.spellings("clause_mark")),
      future_mark_(grammar_.spellings("future_mark")) {}

int VerbTime::tense(const Sentence& sentence,
                    const std::vector<Atom>& atoms,
                    int begin,
                    int end,
                    bool bound) const {
  const int first = atoms[std::size_t(begin)].token;
  const int last = atoms[std::size_t(end) - 1].token;
  // Attendu dimanche, prévue pour lundi: the words beside it are surer than any tree.
  for (int i = begin - 1; i >= 0 && i >= begin - 3; --i) {
    if (has(future_word_, atoms[std::size_t(i)].lower)) {
      return 1;
    }
    if (!atoms[std::size_t(i)].letters) {
      break;
    }
  }
  bool parsed = false;
  for (int t = first; t <= last; ++t) {
    parsed = parsed || sentence[t].rel != Deprel::none || sentence[t].head >= 0;
  }
  return parsed ? by_tree(sentence, first, last, bound) : by_words(atoms, begin, end);
}

int VerbTime::by_tree(const Sentence& sentence, int first, int last, bool bound) const {
  int at = first;
  for (int t = first; t <= last; ++t) {
    const int head = sentence[t].head;
    if (head < first || head > last) {
      at = t;
      if (sentence[t].upos != Upos::ADP && sentence[t].upos != Upos::DET) {
        break;
      }
    }
  }
  for (int steps = 0; steps < kMaxClimb; ++steps) {
    const int head = sentence[at].head;
    if (head < 0) {
      break;
    }
    at = head;
    const Token& token = sentence[at];
    if (has(future_word_, token.lower)) {
      return 1;
    }
    if (token.upos == Upos::VERB || token.upos == Upos::AUX) {
      // Ordered a truce from Friday on: what is ordered, not the order, has its bound there.
      return bound && has(future_verb_, token.lemma) ? 1 : of_verb(sentence, at, first, 0);
    }
    // A noun or adjective with a copula is a predicate too: the talks will be in Geneva.
    for (const Token& other : sentence.tokens) {
      if (other.rel == Deprel::cop && other.head == at) {
        return of_verb(sentence, at, first, 0);
      }
    }
  }
  return 0;
}

int VerbTime::of_verb(const Sentence& sentence, int verb, int time, int depth) const {
  const Token& v = sentence[verb];
  bool perfect = false;
  bool future_aux = false;
  bool conditional = v.feats.mood == Mood::Cnd;
  bool future = v.feats.tense == Tense::Fut;
  Tense aux_tense = Tense::none;
  bool finite = v.feats.verb_form == VerbForm::Fin;
  for (int t = 0; t < sentence.size(); ++t) {
    const Token& aux = sentence[t];
    if (aux.head != verb ||
        (aux.upos != Upos::AUX && aux.rel != Deprel::aux && aux.rel != Deprel::aux_tense &&
         aux.rel != Deprel::cop && aux.rel != Deprel::aux_pass)) {
      continue;
    }
    future_aux = future_aux || has(future_aux_, aux.lemma) || has(future_aux_, aux.lower);
    future = future || aux.feats.tense == Tense::Fut;
    conditional = conditional || aux.feats.mood == Mood::Cnd;
    perfect = perfect || has(perfect_, aux.lower);
    finite = finite || aux.feats.verb_form == VerbForm::Fin;
    if (aux.feats.tense != Tense::none) {
      aux_tense = aux.feats.tense;
    }
  }
  if (future_aux) {
    return perfect ? -1 : 1;
  }
  const bool participle = v.feats.verb_form == VerbForm::Part;
  if (future) {
    return 1;
  }
  if (conditional) {
    // Aurait repris is hearsay of the past, reprendrait is a future seen from the past.
    return participle || perfect ? -1 : 1;
  }
  if (v.feats.verb_form == VerbForm::Inf) {
    // A promis lundi de partir: a day before the marker of the infinitive is the upper verb's.
    bool marked = false;
    bool before_mark = false;
    for (int t = 0; t < verb; ++t) {
      const bool mark = sentence[t].head == verb &&
                        (sentence[t].rel == Deprel::mark || sentence[t].rel == Deprel::case_);
      marked = marked || mark;
      before_mark = before_mark || (mark && depth == 0 && time < t);
    }
    int at = verb;
    for (int steps = 0; steps < 3 && depth < 4; ++steps) {
      const int head = sentence[at].head;
      if (head < 0) {
        break;
      }
      const Token& h = sentence[head];
      const bool is_verb = h.upos == Upos::VERB || h.upos == Upos::AUX;
      if (!before_mark && (has(future_verb_, h.lemma) || has(future_word_, h.lower))) {
        // A pu entrer, a dû fuir: a modal in the perfect has come true.
        const bool done = !marked && is_verb && h.feats.verb_form == VerbForm::Part;
        return done || (perfect && marked) ? -1 : 1;
      }
      if (is_verb) {
        return perfect ? -1 : of_verb(sentence, head, time, depth + 1);
      }
      at = head;
    }
    return perfect ? -1 : 0;
  }
  if (v.feats.mood == Mood::Sub && v.feats.tense != Tense::Past) {
    for (int t = 0; t < verb; ++t) {
      if (has(future_mark_, sentence[t].lower) && sentence[t].head == verb) {
        return 1;
      }
    }
  }
  if (v.feats.tense == Tense::Past || v.feats.tense == Tense::Imp || aux_tense == Tense::Past ||
      aux_tense == Tense::Imp) {
    return -1;
  }
  if (participle && v.feats.tense != Tense::Pres) {
    return -1;
  }
  if (!finite && v.head >= 0 && depth < 3) {
    int at = v.head;
    for (int steps = 0; steps < 3 && at >= 0; ++steps) {
      if (sentence[at].upos == Upos::VERB || sentence[at].upos == Upos::AUX) {
        return of_verb(sentence, at, time, depth + 1);
      }
      at = sentence[at].head;
    }
  }
  return finite && (has(future_verb_, v.lemma) || has(future_present_, v.lemma)) ? 1 : 0;
}

int VerbTime::by_words(const std::vector<Atom>& atoms, int begin, int end) const {
  const auto future = [&](int i) {
    const Atom& a = atoms[std::size_t(i)];
    // A capital inside the sentence makes a name or a month: May is no auxiliary.
    if (!a.letters || (a.upper && i > 0)) {
      return false;
    }
    if (has(future_word_, a.lower) || has(future_aux_, a.lower)) {
      return true;
    }
    if (a.lower.size() < 5) {
      return false;
    }
    return std::any_of(future_ending_.begin(), future_ending_.end(), [&](const std::string& e) {
      return a.lower.size() > e.size() + 2 && a.lower.ends_with(e);
    });
  };
  const auto stops = [&](int i) {
    const Atom& a = atoms[std::size_t(i)];
    return parts_clauses(a) || has(clause_mark_, a.lower);
  };
  for (int i = begin - 1; i >= 0 && begin - i <= kWordReach; --i) {
    if (future(i)) {
      return 1;
    }
    if (stops(i)) {
      break;
    }
  }
  for (int i = end; i < int(atoms.size()) && i - end <= kWordReach; ++i) {
    if (stops(i)) {
      break;
    }
    if (future(i)) {
      return 1;
    }
  }
  return -1;
}

bool VerbTime::perfect_before(const std::vector<Atom>& atoms, int at) const {
  for (int i = at - 1; i >= 0 && at - i <= kWordReach; --i) {
    const Atom& a = atoms[std::size_t(i)];
    if (has(perfect_, a.lower)) {
      return true;
    }
    if (parts_clauses(a)) {
      return false;
    }
  }
  return false;
}

}  // namespace vigie
