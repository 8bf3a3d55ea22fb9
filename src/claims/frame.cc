#include "claims/frame.h"

#include <algorithm>
#include <array>

namespace vigie {
namespace {

/// How far grammar is followed upwards; longer chains are parser errors more often than language.
constexpr int kMaxDepth = 4;

bool is_nominal(const Token& t) {
  return t.upos == Upos::NOUN || t.upos == Upos::PROPN || t.upos == Upos::PRON ||
         t.upos == Upos::NUM || t.upos == Upos::SYM || t.upos == Upos::X || t.upos == Upos::ADJ ||
         t.upos == Upos::DET;
}

bool is_subject_rel(Deprel r) {
  return r == Deprel::nsubj || r == Deprel::nsubj_pass || r == Deprel::nsubj_caus;
}

bool is_aux_rel(Deprel r) {
  return r == Deprel::aux || r == Deprel::aux_pass || r == Deprel::aux_tense ||
         r == Deprel::aux_caus || r == Deprel::cop;
}

bool is_oblique_rel(Deprel r) {
  return r == Deprel::obl || r == Deprel::obl_agent || r == Deprel::obl_arg ||
         r == Deprel::obl_mod || r == Deprel::nmod || r == Deprel::iobj;
}

}  // namespace

bool FrameBuilder::is_verb(int token) const {
  const Token& t = view_[token];
  return t.upos == Upos::VERB || t.upos == Upos::AUX;
}

bool FrameBuilder::is_participle(int token) const {
  const Features& f = view_[token].feats;
  return f.verb_form == VerbForm::Part && f.tense != Tense::Pres;
}

std::string FrameBuilder::preposition_of(int token) const {
  std::string out;
  for (const int c : view_.tree.children(token)) {
    const Token& t = view_[c];
    const bool is_case = t.rel == Deprel::case_ || (t.rel == Deprel::mark && t.upos == Upos::ADP);
    if (!is_case || c > token) {
      continue;
    }
    if (!out.empty()) {
      out += ' ';
    }
    out += t.lemma;
    for (const int f : view_.tree.children(c)) {
      if (view_[f].rel == Deprel::fixed) {
        out += ' ' + view_[f].lemma;
      }
    }
  }
  return out;
}

int FrameBuilder::antecedent(int token) const {
  const Token& t = view_[token];
  const bool relative = t.feats.pron_type == PronType::Rel ||
                        (t.upos == Upos::PRON && pack_.in_class("relative_pronoun", t.lower)) ||
                        (t.upos == Upos::ADV && pack_.in_class("relative_place", t.lower));
  if (!relative) {
    return token;
  }
  int at = token;
  for (int step = 0; step < 8 && at >= 0; ++step) {
    if (view_[at].rel == Deprel::acl_relcl || view_[at].rel == Deprel::acl) {
      return view_[at].head >= 0 ? view_[at].head : token;
    }
    at = view_[at].head;
  }
  return token;
}

std::vector<int> FrameBuilder::coordinated(int token) const {
  std::vector<int> out = {token};
  for (std::size_t i = 0; i < out.size() && out.size() < 12; ++i) {
    for (const int c : view_.tree.children(out[i])) {
      if (view_[c].rel == Deprel::conj && is_nominal(view_[c]) &&
          view_.tree.child(c, Deprel::nsubj) < 0) {
        out.push_back(c);
      }
    }
  }
  return out;
}

std::vector<Argument> FrameBuilder::expanded(int token,
                                             std::string preposition,
                                             bool inherited) const {
  std::vector<Argument> out;
  for (const int t : coordinated(antecedent(token))) {
    out.push_back({t, preposition, inherited});
  }
  return out;
}

bool FrameBuilder::is_passive(int verb) const {
  // "sont entrés", "est tombée": the perfect of these verbs looks like a passive and is none.
  if (pack_.in_class("etre_verb", view_[verb].lemma) &&
      view_.tree.child(verb, Deprel::obl_agent) < 0) {
    return false;
  }
  bool marked = false;
  bool perfect = false;  // avoir, have
  bool be = false;       // être, be, get
  for (const int c : view_.tree.children(verb)) {
    const Token& t = view_[c];
    marked = marked || t.rel == Deprel::aux_pass || t.rel == Deprel::nsubj_pass ||
             t.rel == Deprel::csubj_pass;
    if (is_aux_rel(t.rel)) {
      perfect = perfect || t.lemma == "avoir" || t.lemma == "have";
      be = be || t.lemma == "être" || t.lemma == "be" || t.lemma == "get";
    }
  }
  // "avait brisé" and "has broken" are active whatever the parser called their subject.
  if (perfect && !be) {
    return false;
  }
  if (marked) {
    return true;
  }
  if (view_[verb].feats.voice == Voice::Pass && is_participle(verb)) {
    return !perfect && view_.tree.child(verb, Deprel::nsubj) < 0 && !has_own_object(verb);
  }
  return false;
}

int FrameBuilder::clause_above(int token) const {
  int at = view_[token].head;
  for (int step = 0; step < 6 && at >= 0; ++step) {
    if (is_verb(at)) {
      return at;
    }
    at = view_[at].head;
  }
  return -1;
}

bool FrameBuilder::has_own_object(int verb) const {
  if (french_ ? view_[verb].rel != Deprel::conj : view_[verb].rel == Deprel::advcl) {
    return false;
  }
  return view_.tree.child(verb, Deprel::obj) > verb;
}

FrameBuilder::Surface FrameBuilder::surface(int verb, int depth) const {
  Surface out;
  out.passive = is_passive(verb);
  for (const int c : view_.tree.children(verb)) {
    if (is_subject_rel(view_[c].rel)) {
      out.subjects = expanded(c, "", false);
      return out;
    }
  }
  if (depth >= kMaxDepth || view_[verb].head < 0) {
    return out;
  }
  const int head = view_[verb].head;
  const Features& f = view_[verb].feats;
  const auto inherit = [&](const Surface& from) {
    out.subjects = from.subjects;
    for (auto& s : out.subjects) {
      s.inherited = true;
    }
  };
  const auto has_aux = [&] {
    return std::any_of(view_.tree.children(verb).begin(), view_.tree.children(verb).end(),
                       [&](int c) { return is_aux_rel(view_[c].rel); });
  };
  switch (view_[verb].rel) {
    case Deprel::conj:
      if (is_verb(head)) {
        const Surface first = surface(head, depth + 1);
        // "a été attaqué et pris": a bare participle shares the auxiliary, hence the voice.
        if (is_participle(verb) && !has_aux() && !has_own_object(verb)) {
          out.passive = first.passive || out.passive;
        }
        inherit(first);
      } else if (is_participle(verb) && is_nominal(view_[head])) {
        if (has_own_object(verb) && clause_above(head) >= 0) {
          // "a tué 12 rebelles et interpellé huit suspects", hung on the noun beside it.
          inherit(surface(clause_above(head), depth + 1));
        } else {
          out.passive = true;
        }
      }
      return out;
    case Deprel::xcomp:
    case Deprel::ccomp:
    case Deprel::obl:
    case Deprel::obl_arg:
    case Deprel::obl_mod:
    case Deprel::advcl: {
      if (is_participle(verb) && !has_aux()) {
        out.passive = true;
      }
      if (view_[verb].rel == Deprel::ccomp && f.verb_form == VerbForm::Fin) {
        return out;  // a finite clause has its own subject
      }
      if (!is_verb(head)) {
        // "Soutenues par X, les troupes": a fronted participle may be hung on a noun.
        if (is_nominal(view_[head])) {
          out.subjects = expanded(head, "", true);
        }
        return out;
      }
      if (view_[verb].rel != Deprel::advcl &&
          pack_.in_class("object_control_verb", view_[head].lemma)) {
        for (const int c : view_.tree.children(head)) {
          const Deprel r = view_[c].rel;
          if (r == Deprel::obj || r == Deprel::iobj || r == Deprel::obl_arg) {
            out.subjects = expanded(c, "", true);
            return out;
          }
        }
        const Surface up = surface(head, depth + 1);
        if (up.passive || pack_.in_class("causative_verb", view_[head].lemma)) {
          inherit(up);  // "Israël a fait livrer des tentes": who has it done
        }
        return out;
      }
      inherit(surface(head, depth + 1));
      return out;
    }
    case Deprel::acl:
    case Deprel::amod:
      if (is_nominal(view_[head])) {
        const bool past = is_participle(verb) && !has_own_object(verb);
        const bool doing = !past && f.verb_form != VerbForm::Inf;
        if (past) {
          out.passive = true;
        }
        if (doing && view_.actor_at[std::size_t(head)] < 0 && clause_above(head) >= 0) {
          // "... sur la ville, blessant cinq civils" is often hung on the last noun; the doer is
          // that of the clause.
          inherit(surface(clause_above(head), depth + 1));
        } else if (past || doing) {
          out.subjects = expanded(head, "", false);
        } else if (view_[head].head >= 0 && is_verb(view_[head].head)) {
          // "a reçu l'ordre de quitter": the holder of the noun acts.
          inherit(surface(view_[head].head, depth + 1));
        }
      }
      return out;
    case Deprel::acl_relcl:
      // "Seven villagers, including a monk, were killed": a passive clause without a subject that
      // was hung on a noun is about that noun.
      if (out.passive && is_nominal(view_[head])) {
        out.subjects = expanded(head, "", false);
      }
      return out;
    default:
      return out;
  }
}

void FrameBuilder::collect_arguments(int head, Frame& frame) const {
  for (const int c : view_.tree.children(head)) {
    const Token& t = view_[c];
    if (t.rel == Deprel::iobj && t.upos == Upos::PRON) {
      frame.complements.push_back({c, french_ ? "à" : "to", false});
      continue;
    }
    if (!is_oblique_rel(t.rel) && t.rel != Deprel::advmod) {
      continue;
    }
    if (t.rel == Deprel::advmod &&
        !(t.feats.pron_type == PronType::Rel || pack_.in_class("relative_place", t.lower))) {
      continue;
    }
    if (is_verb(c) && t.feats.verb_form != VerbForm::none) {
      continue;
    }
    std::string preposition = preposition_of(c);
    if (t.rel == Deprel::advmod) {
      preposition = french_ ? "dans" : "in";
    } else if (t.lower == "dont") {
      preposition = "de";
    }
    for (auto& a : expanded(c, preposition, false)) {
      // A coordinated phrase keeps its own preposition when it has one.
      if (a.token != c) {
        if (auto own = preposition_of(a.token); !own.empty()) {
          a.preposition = std::move(own);
        }
      }
      frame.complements.push_back(std::move(a));
    }
  }
}

void FrameBuilder::add_auxiliaries(int token, Frame& frame) const {
  frame.predicate.push_back(token);
  for (const int c : view_.tree.children(token)) {
    if (is_aux_rel(view_[c].rel)) {
      frame.predicate.push_back(c);
    }
  }
}

void FrameBuilder::add_governors(int token, Frame& frame) const {
  int at = token;
  for (int step = 0; step < 12 && view_[at].head >= 0; ++step) {
    const int head = view_[at].head;
    frame.governors.push_back({head, view_[at].rel, at});
    at = head;
  }
}

Frame FrameBuilder::verb_frame(int verb) const {
  if (view_[verb].rel == Deprel::aux_caus && view_[verb].head >= 0) {
    // "ont fait venir des renforts": one predicate; its words are those of the infinitive.
    Frame both = verb_frame(view_[verb].head);
    both.trigger = verb;
    return both;
  }
  Frame frame;
  frame.trigger = verb;
  add_auxiliaries(verb, frame);
  const Surface up = surface(verb, 0);
  frame.passive = up.passive;
  frame.participle = (view_[verb].rel == Deprel::acl || view_[verb].rel == Deprel::amod) &&
                     is_participle(verb) && !has_own_object(verb);
  for (const int c : view_.tree.children(verb)) {
    const Token& t = view_[c];
    if (t.feats.reflexive || (t.rel == Deprel::expl && t.upos == Upos::PRON) ||
        t.rel == Deprel::expl_pass) {
      frame.reflexive = frame.reflexive || t.lower == "se" || t.lower == "s'" || t.feats.reflexive;
    }
  }
  collect_arguments(verb, frame);

  const auto agent = [&] {
    for (const int c : view_.tree.children(verb)) {
      // "... mais aussi par des combattants" may be hung on the verb as a conjunct.
      const bool phrase =
          is_oblique_rel(view_[c].rel) || (view_[c].rel == Deprel::conj && is_nominal(view_[c]));
      const bool by = view_[c].rel == Deprel::obl_agent ||
                      (phrase && pack_.in_class("agent_preposition", preposition_of(c)));
      if (by) {
        const auto list = expanded(c, "", false);
        frame.subjects.insert(frame.subjects.end(), list.begin(), list.end());
      }
    }
  };
  if (frame.passive) {
    frame.objects = up.subjects;
    agent();
    if (frame.subjects.empty() && verb >= 2 && view_[verb - 1].form == "-" &&
        is_nominal(view_[verb - 2])) {
      frame.subjects = expanded(verb - 2, "", false);  // rebel-held, government-controlled
    }
    if (frame.subjects.empty() && view_[verb].rel == Deprel::conj && view_[verb].head >= 0) {
      // "encerclée et prise par X": the agent may stand on the other conjunct.
      const int first = view_[verb].head;
      for (const int c : view_.tree.children(first)) {
        if (view_[c].rel == Deprel::obl_agent) {
          for (auto a : expanded(c, "", true)) {
            frame.subjects.push_back(a);
          }
        }
      }
    }
  } else {
    frame.subjects = up.subjects;
    for (const int c : view_.tree.children(verb)) {
      if (view_[c].rel == Deprel::obj || (view_[c].rel == Deprel::ccomp && is_nominal(view_[c]))) {
        const auto list = expanded(c, "", false);
        frame.objects.insert(frame.objects.end(), list.begin(), list.end());
      }
    }
    if (frame.objects.empty()) {
      // "killed at least 45 civilians", "shot down 42 drones": a bare phrase behind a verb is its
      // object, whatever the label; only times stand there without a preposition.
      for (const int c : view_.tree.children(verb)) {
        const Token& t = view_[c];
        const std::string p = preposition_of(c);
        const bool particle = verb + 1 < view_.size() && view_[verb + 1].lower == p &&
                              pack_.in_class("verb_particle", p);
        const bool oblique = t.rel == Deprel::obl || t.rel == Deprel::obl_mod;
        if (c > verb && oblique && is_nominal(t) && (p.empty() || particle) &&
            view_.time_at[std::size_t(c)] < 0) {
          frame.objects = expanded(c, "", false);
          break;
        }
      }
    }
    if (frame.objects.empty()) {
      if (view_[verb].rel == Deprel::acl_relcl && view_[verb].head >= 0) {
        // "the town IS seized": the antecedent is the object when nothing else refers to it.
        const int head = view_[verb].head;
        const bool is_subject = std::any_of(up.subjects.begin(), up.subjects.end(),
                                            [&](const Argument& a) { return a.token == head; });
        const bool is_complement = std::any_of(frame.complements.begin(), frame.complements.end(),
                                               [&](const Argument& a) { return a.token == head; });
        if (!is_subject && !is_complement) {
          frame.objects = expanded(head, "", false);
        }
      } else {
        // "encercler et prendre la ville": the object may stand on the next conjunct.
        for (const int c : view_.tree.children(verb)) {
          if (view_[c].rel != Deprel::conj || !is_verb(c)) {
            continue;
          }
          if (const int o = view_.tree.child(c, Deprel::obj); o >= 0 && o > c) {
            frame.objects = expanded(o, "", true);
            break;
          }
        }
      }
    }
  }
  add_governors(verb, frame);
  return frame;
}

Frame FrameBuilder::noun_frame(int noun) const {
  Frame frame;
  frame.trigger = noun;
  add_auxiliaries(noun, frame);
  collect_arguments(noun, frame);

  // Possessors, demonym adjectives and compounds act: Russia's attack, frappes russes, IS attack.
  for (const int c : view_.tree.children(noun)) {
    const Token& t = view_[c];
    if (is_subject_rel(t.rel)) {
      // "Ramadi est entre leurs mains": the noun is a predicate.
      const auto list = expanded(c, "", false);
      frame.subjects.insert(frame.subjects.end(), list.begin(), list.end());
      continue;
    }
    const bool possessor =
        t.rel == Deprel::nmod_poss || (t.rel == Deprel::det && t.feats.possessive);
    const bool modifier = (t.rel == Deprel::amod || t.rel == Deprel::compound ||
                           t.rel == Deprel::nmod || t.rel == Deprel::flat) &&
                          view_.actor_at[std::size_t(c)] >= 0 && preposition_of(c).empty();
    if (possessor || modifier) {
      const auto list = expanded(c, "", false);
      frame.subjects.insert(frame.subjects.end(), list.begin(), list.end());
    }
    if (possessor || modifier) {
      // ses mains, l'appui russe: genitives of another shape
      frame.complements.push_back({c, french_ ? "de" : "of", false});
    }
    // "l'offensive menée par X", "attaques attribuées à X"
    if ((t.rel == Deprel::acl || t.rel == Deprel::amod) && is_verb(c)) {
      const bool light = pack_.in_class("light_verb", t.lemma) ||
                         pack_.in_class("attribute_to_verb", t.lemma) ||
                         pack_.in_class("claim_responsibility", t.lemma);
      if (!light) {
        continue;
      }
      for (const int g : view_.tree.children(c)) {
        const std::string p = preposition_of(g);
        const bool by =
            view_[g].rel == Deprel::obl_agent || pack_.in_class("agent_preposition", p) ||
            (pack_.in_class("attribute_to_verb", t.lemma) && (p == "à" || p == "to" || p == "on"));
        if (by && is_nominal(view_[g])) {
          const auto list = expanded(g, "", false);
          frame.subjects.insert(frame.subjects.end(), list.begin(), list.end());
        }
      }
      collect_arguments(c, frame);
    }
  }

  // The support verb that the noun hangs on lends its arguments.
  int hung = noun;
  int head = view_[noun].head;
  // "une série d'attaques", "la deuxième vague de frappes"
  if (head >= 0 && view_[noun].rel == Deprel::nmod &&
      pack_.in_class("container_noun", view_[head].lemma)) {
    hung = head;
    head = view_[head].head;
  } else if (head >= 0 && view_[noun].rel == Deprel::conj && is_nominal(view_[head])) {
    hung = head;
    head = view_[head].head;
  }
  if (head >= 0 && is_verb(head)) {
    const std::string& lemma = view_[head].lemma;
    const Deprel rel = view_[hung].rel;
    const bool as_object = rel == Deprel::obj || rel == Deprel::nsubj_pass;
    const bool light = pack_.in_class("light_verb", lemma);
    const bool suffer = pack_.in_class("suffer_verb", lemma);
    const bool take_part = pack_.in_class("participate_verb", lemma);
    const bool happen = pack_.in_class("happen_verb", lemma);
    const bool hit = is_subject_rel(rel) && pack_.in_class("hit_verb", lemma);
    if (hit) {
      // "des tirs ont visé la gare": what the fire meets is what it is aimed at.
      frame.light_verb = head;
      add_auxiliaries(head, frame);
      const Frame verb = verb_frame(head);
      for (const auto& o : verb.objects) {
        if (o.token != noun) {
          frame.complements.push_back({o.token, french_ ? "sur" : "on", false});
        }
      }
      for (const auto& a : verb.complements) {
        if (a.token != noun) {
          frame.complements.push_back(a);
        }
      }
    }
    if ((as_object && (light || suffer)) || take_part || (suffer && rel != Deprel::nsubj) ||
        (happen && is_subject_rel(rel))) {
      frame.light_verb = head;
      add_auxiliaries(head, frame);
      const Frame verb = verb_frame(head);
      if (happen) {
        frame.suffers = false;
      } else if (suffer) {
        frame.suffers = true;
        frame.objects.insert(frame.objects.end(), verb.subjects.begin(), verb.subjects.end());
      } else {
        frame.subjects.insert(frame.subjects.end(), verb.subjects.begin(), verb.subjects.end());
      }
      for (const auto& a : verb.complements) {
        if (a.token != noun && a.token != hung) {
          frame.complements.push_back(a);
        }
      }
    }
  }
  // "être la cible d'offensives", "faire l'objet d'une attaque": what bears the noun is hit.
  if (frame.light_verb < 0 && head >= 0 && view_[hung].rel == Deprel::nmod &&
      pack_.in_class("suffer_noun", view_[head].lemma)) {
    const int clause = clause_above(head);
    std::vector<Argument> bearers;
    for (const int c : view_.tree.children(head)) {
      if (is_subject_rel(view_[c].rel)) {
        bearers = expanded(c, "", false);
      }
    }
    if (bearers.empty() && clause >= 0) {
      bearers = surface(clause, 1).subjects;
    }
    frame.suffers = true;
    frame.light_verb = view_.tree.child(head, Deprel::cop) >= 0 || clause < 0 ? head : clause;
    add_auxiliaries(frame.light_verb, frame);
    frame.objects.insert(frame.objects.end(), bearers.begin(), bearers.end());
  }
  if (frame.suffers) {
    // Whoever suffers an attack is whom it is made on, in the patterns' words: contre, sur.
    for (const auto& o : frame.objects) {
      for (const char* p : french_ ? std::array{"contre", "sur"} : std::array{"against", "on"}) {
        frame.complements.push_back({o.token, p, o.inherited});
      }
    }
  }
  add_governors(frame.light_verb >= 0 ? frame.light_verb : noun, frame);
  return frame;
}

int FrameBuilder::holder_of(int noun) const {
  const std::string p = preposition_of(noun);
  const int head = view_[noun].head;
  if (p.empty() || pack_.in_class("genitive_preposition", p) || head < 0) {
    return -1;
  }
  if (!is_verb(head) && view_[head].upos == Upos::NOUN) {
    // "X fait figure de dernière ville aux mains de Y": the noun is said of the subject above.
    const int clause = clause_above(head);
    if (clause >= 0 && pack_.in_class("copula_verb", view_[clause].lemma)) {
      const Surface up = surface(clause, 1);
      if (!up.subjects.empty()) {
        return up.subjects.front().token;
      }
    }
    return head;
  }
  return -1;
}

Frame FrameBuilder::adjective_frame(int adjective) const {
  Frame frame;
  frame.trigger = adjective;
  add_auxiliaries(adjective, frame);
  collect_arguments(adjective, frame);
  for (const int c : view_.tree.children(adjective)) {
    if (is_subject_rel(view_[c].rel)) {
      frame.subjects = expanded(c, "", false);
    }
  }
  const int head = view_[adjective].head;
  if (frame.subjects.empty() && head >= 0) {
    const Deprel rel = view_[adjective].rel;
    if ((rel == Deprel::amod || rel == Deprel::acl) && is_nominal(view_[head])) {
      frame.subjects = expanded(head, "", false);
    } else if ((rel == Deprel::xcomp || rel == Deprel::conj || rel == Deprel::advcl) &&
               (is_verb(head) || rel == Deprel::conj)) {
      // "left 12 people dead": the object of the verb, else its subject.
      const int o = view_.tree.child(head, Deprel::obj);
      if (o >= 0) {
        frame.subjects = expanded(o, "", false);
      } else {
        frame.subjects = surface(head, 1).subjects;
      }
    }
  }
  // "tués par X": an adjective that is a participle may have an agent; it is the doer, the noun it
  // modifies the one it is done to.
  frame.objects = frame.subjects;
  add_governors(adjective, frame);
  return frame;
}

}  // namespace vigie
