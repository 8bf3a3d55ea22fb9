#include "claims/stance.h"

#include <algorithm>
#include <set>

namespace vigie {
namespace {

class StanceReader {
 public:
  StanceReader(const LanguagePack& pack,
               const SentenceView& view,
               const FrameBuilder& builder,
               const Frame& frame)
      : pack_(pack),
        view_(view),
        builder_(builder),
        frame_(frame),
        french_(pack.language() == "fr") {}

  Stance read() {
    read_negation();
    read_mood();
    read_marks(frame_.light_verb >= 0 ? frame_.light_verb : frame_.trigger);
    read_adverbs();
    if (is_noun_trigger()) {
      read_noun_governor();
    }
    read_governors();
    read_question();
    return out_;
  }

 private:
  bool in(std::string_view name, int t) const {
    return pack_.in_class(name, view_[t].lemma) || pack_.in_class(name, view_[t].lower);
  }
  bool is_noun_trigger() const {
    const Upos u = view_[frame_.trigger].upos;
    return u == Upos::NOUN || u == Upos::PROPN;
  }
  void plan(int cue) {
    if (out_.modality == Modality::asserted || out_.modality == Modality::hedged) {
      out_.modality = Modality::planned;
      out_.modality_cue = view_[cue].form;
    }
  }
  void hedge(int cue) {
    if (out_.modality == Modality::asserted) {
      out_.modality = Modality::hedged;
      out_.modality_cue = view_[cue].form;
    }
  }
  void negate(int cue) {
    out_.polarity = out_.polarity == Polarity::negative ? Polarity::positive : Polarity::negative;
    out_.polarity_cue = view_[cue].form;
  }

  /// `ne ... pas`, `not`, `no longer`, `aucun`, `no civilians`.
  void read_negation() {
    bool negative = false;
    bool only = false;
    int cue = -1;
    for (const int p : frame_.predicate) {
      for (const int c : view_.tree.children(p)) {
        const Token& t = view_[c];
        if (french_) {
          if (t.lower == "ne" || t.lower == "n'") {
            // The second half decides: pas, plus, jamais negate; que leaves a part.
            const int from = std::min(c, frame_.trigger);
            bool found = false;
            for (int k = c + 1; k < view_.size() && k <= std::max(from, frame_.trigger) + 6; ++k) {
              const std::string& w = view_[k].lower;
              if ((w == "que" || w == "qu'") && view_[k].upos != Upos::PRON && k > frame_.trigger) {
                only = true;
                cue = c;
              } else if (in("negation", k) && w != "ne" && w != "n'" && w != "sans") {
                found = true;
                cue = k;
              }
              if (view_[k].upos == Upos::PUNCT) {
                break;
              }
            }
            negative = negative || found;
            if (!found && !only) {
              cue = c;
              negative = true;  // ne alone, or with a subject such as personne
            }
          }
        } else if ((t.rel == Deprel::advmod || t.upos == Upos::PART) && in("negation", c)) {
          negative = true;
          cue = c;
        } else if (t.rel == Deprel::advmod && t.lower == "longer" && c > 0 &&
                   view_[c - 1].lower == "no") {
          negative = true;
          cue = c;
        }
      }
    }
    // "no civilians were hurt", "aucune attaque": a negative determiner on an argument.
    const auto look = [&](int token) {
      for (const int c : view_.tree.children(token)) {
        const Token& t = view_[c];
        if ((t.rel == Deprel::det || t.rel == Deprel::advmod || t.rel == Deprel::amod) &&
            pack_.in_class("negative_determiner", t.lower)) {
          negative = true;
          cue = c;
        }
      }
      if (pack_.in_class("negative_pronoun", view_[token].lower)) {
        negative = true;
        cue = token;
      }
    };
    look(frame_.trigger);
    for (const auto* list : {&frame_.subjects, &frame_.objects}) {
      for (const auto& a : *list) {
        if (!a.inherited && a.token != frame_.trigger) {
          look(a.token);
        }
      }
    }
    if (only) {
      out_.extent = Extent::part;
      out_.polarity_cue = view_[cue].form;
    } else if (negative) {
      negate(cue);
    }
  }

  /// Conditional of hearsay, future, English modals.
  void read_mood() {
    for (const int p : frame_.predicate) {
      const Token& t = view_[p];
      const bool auxiliary = p != frame_.trigger;
      if (t.feats.mood == Mood::Cnd) {
        const bool compound = auxiliary && p != frame_.light_verb;
        if (compound || !under_speech_verb()) {
          hedge(p);
        } else {
          plan(p);  // future in the past (codebook rule 6)
        }
      } else if (t.feats.tense == Tense::Fut) {
        plan(p);
      }
      if (!french_ && auxiliary && t.upos == Upos::AUX) {
        if (t.lemma == "will" || t.lemma == "shall" || t.lower == "'ll" || t.lemma == "would" ||
            t.lemma == "should" || t.lemma == "must") {
          plan(p);
        } else if (t.lemma == "may" || t.lemma == "might" || t.lemma == "could") {
          hedge(p);
        }
      }
    }
  }

  bool under_speech_verb() const {
    for (const auto& g : frame_.governors) {
      if (g.by == Deprel::ccomp) {
        return pack_.in_class("speech_verb", view_[g.token].lemma) ||
               pack_.in_class("intention_verb", view_[g.token].lemma);
      }
    }
    return false;
  }

  /// Markers of the clause itself: pour, sans, si.
  void read_marks(int clause) {
    const Token& head = view_[clause];
    const bool infinitive =
        head.feats.verb_form == VerbForm::Inf || (!french_ && has_child(clause, "to"));
    for (const int c : view_.tree.children(clause)) {
      const Token& t = view_[c];
      if (t.rel != Deprel::mark && t.rel != Deprel::case_) {
        continue;
      }
      if (in("without_mark", c)) {
        negate(c);
      } else if (in("condition_mark", c) && t.upos == Upos::SCONJ && t.rel == Deprel::mark) {
        out_.no_claim = out_.no_claim || t.lower != "whether";
      } else if (infinitive && in("purpose_mark", c) && clause == frame_.trigger &&
                 (head.rel == Deprel::advcl || head.rel == Deprel::acl ||
                  (french_ && t.lemma == "pour"))) {
        const int g = view_[clause].head;
        const bool noun_of_plan =
            g >= 0 && (in("plan_noun", g) || in("attempt_noun", g) || controls(g, clause));
        const bool completed = french_ && has_following_aux(clause);  // pour avoir repris: a reason
        if (!noun_of_plan && !completed) {
          out_.no_claim = true;
        }
      }
    }
  }

  /// "vowed to retake": an infinitive just behind a verb of intention is its complement, though the
  /// parser calls it a purpose.
  bool controls(int governor, int infinitive) const {
    const bool verb = in("intention_verb", governor) || in("attempt_verb", governor) ||
                      in("vow_verb", governor) || in("fail_verb", governor) ||
                      in("success_verb", governor);
    return verb && builder_.is_verb(governor) && infinitive > governor &&
           infinitive - governor <= 3;
  }

  bool has_child(int token, std::string_view lower) const {
    const auto& children = view_.tree.children(token);
    return std::any_of(children.begin(), children.end(),
                       [&](int c) { return view_[c].lower == lower; });
  }
  bool has_following_aux(int verb) const {
    const auto& children = view_.tree.children(verb);
    return std::any_of(children.begin(), children.end(), [&](int c) {
      return view_[c].rel == Deprel::aux || view_[c].rel == Deprel::aux_tense;
    });
  }

  void read_adverbs() {
    for (const int p : frame_.predicate) {
      for (const int c : view_.tree.children(p)) {
        if ((view_[c].rel == Deprel::advmod || view_[c].rel == Deprel::obl_mod) &&
            in("hedge_adverb", c)) {
          hedge(c);
        }
        if (p == frame_.trigger && is_noun_trigger() && view_[c].rel == Deprel::amod &&
            in("hedge_adjective", c)) {
          hedge(c);
        }
      }
    }
    // A suspected perpetrator hedges the claim, a suspected victim does not (codebook rule 31).
    for (const auto& a : frame_.subjects) {
      for (const int c : view_.tree.children(a.token)) {
        if (view_[c].rel == Deprel::amod && in("hedge_adjective", c)) {
          hedge(c);
        }
      }
    }
  }

  /// What the word above a noun of event makes of it: tentative de prise, préparer une offensive.
  void read_noun_governor() {
    if (frame_.light_verb >= 0) {
      return;
    }
    int at = frame_.trigger;
    for (int step = 0; step < 2; ++step) {
      const int h = view_[at].head;
      if (h < 0) {
        return;
      }
      const Deprel r = view_[at].rel;
      if (r == Deprel::conj || (r == Deprel::nmod && in("container_noun", h))) {
        at = h;
        continue;
      }
      const bool complement = r == Deprel::obj || r == Deprel::nmod || r == Deprel::obl ||
                              r == Deprel::obl_arg || r == Deprel::xcomp || r == Deprel::nsubj_pass;
      if (!complement) {
        return;
      }
      const bool asked = builder_.is_verb(h) && (in("demand_verb", h) || in("intention_verb", h));
      apply(h, asked ? Deprel::obj : r);  // "called for a ceasefire"
      return;
    }
  }

  /// Effect of one governing word on the clause below it.
  void apply(int h, Deprel by) {
    const bool direct = by != Deprel::obl && by != Deprel::obl_mod && by != Deprel::advcl;
    if (!direct && !builder_.is_verb(h)) {
      return;
    }
    if (by == Deprel::obl || by == Deprel::obl_mod || by == Deprel::advcl) {
      return;
    }
    if (in("deny_verb", h)) {
      negate(h);
      return;
    }
    const bool negated_governor = is_negated(h);
    if (in("attempt_verb", h) || in("attempt_noun", h)) {
      plan(h);
      out_.attempted = true;
      if (fails(h)) {
        out_.modality = Modality::asserted;
        negate(h);
      }
    } else if (in("intention_verb", h) || in("plan_noun", h) || in("demand_verb", h)) {
      plan(h);
    } else if (in("fail_verb", h) || in("prevent_verb", h)) {
      negate(h);
    } else if (in("hedge_verb", h)) {
      if (in("obligation_verb", h)) {
        plan(h);
      } else {
        hedge(h);
      }
    } else if (in("obligation_verb", h) || in("future_aux", h)) {
      if (view_[h].feats.tense != Tense::Past || in("future_aux", h)) {
        plan(h);
      }
    }
    if (negated_governor && (in("success_verb", h) || in("hedge_verb", h))) {
      negate(h);
    }
    if (view_[h].feats.mood == Mood::Cnd && in("obligation_verb", h)) {
      plan(h);
    }
  }

  bool is_negated(int verb) const {
    const auto& children = view_.tree.children(verb);
    return std::any_of(children.begin(), children.end(), [&](int c) {
      const Token& t = view_[c];
      return (french_ && (t.lower == "ne" || t.lower == "n'")) ||
             (!french_ && (t.lower == "not" || t.lower == "n't" || t.lower == "never"));
    });
  }

  /// "tentative ... échoué", "failed attempt", "tried without success".
  bool fails(int h) const {
    for (const int c : view_.tree.children(h)) {
      if (in("fail_verb", c) || in("fail_adjective", c)) {
        return true;
      }
    }
    const int up = view_[h].head;
    return up >= 0 && in("fail_verb", up);
  }

  void read_governors() {
    bool through_content = false;  // a finite complement clause ends the reach of plans
    for (const auto& g : frame_.governors) {
      if (g.by == Deprel::acl_relcl || g.by == Deprel::parataxis || g.by == Deprel::root) {
        return;
      }
      if (g.by == Deprel::conj) {
        if (builder_.is_verb(g.token) && !shares_form(g.lower, g.token)) {
          return;
        }
        continue;
      }
      if (g.by == Deprel::advcl && controls(g.token, g.lower)) {
        apply(g.token, Deprel::xcomp);
        continue;
      }
      if (g.by == Deprel::advcl) {
        // The clause is circumstance of what stands above: its own marks were read already.
        if (g.lower != frame_.trigger && g.lower != frame_.light_verb) {
          read_marks_of_governor(g.lower);
        }
        return;
      }
      const bool content = g.by == Deprel::ccomp;
      const bool infinitive_content = g.by == Deprel::xcomp || g.by == Deprel::obj ||
                                      g.by == Deprel::obl_arg || g.by == Deprel::acl ||
                                      g.by == Deprel::nmod || g.by == Deprel::obl || content ||
                                      g.by == Deprel::csubj;
      if (!infinitive_content) {
        return;
      }
      const bool lower_is_verb = builder_.is_verb(g.lower);
      if (!lower_is_verb) {
        return;  // inside a noun phrase: only the phrase's own governor was asked
      }
      if (content && view_[g.lower].feats.verb_form == VerbForm::Fin) {
        if (in("deny_verb", g.token)) {
          negate(g.token);
        } else if (!through_content && in("demand_verb", g.token)) {
          plan(g.token);
        }
        through_content = true;
        continue;
      }
      if (through_content && !in("deny_verb", g.token)) {
        continue;
      }
      apply(g.token, g.by == Deprel::obl ? Deprel::xcomp : g.by);
      const Token& up = view_[g.token];
      if (up.feats.tense == Tense::Fut) {
        plan(g.token);
      }
      read_governing_mood(g.token);
    }
  }

  /// "would try to", "aurait réussi à": the mood of a control verb is that of its infinitive.
  void read_governing_mood(int verb) {
    if (!in("success_verb", verb) && !in("attempt_verb", verb)) {
      return;
    }
    for (const int c : view_.tree.children(verb)) {
      if (view_[c].feats.mood == Mood::Cnd &&
          (view_[c].rel == Deprel::aux || view_[c].rel == Deprel::aux_tense)) {
        hedge(c);
      }
    }
    if (is_negated(verb) && in("attempt_verb", verb)) {
      negate(verb);
    }
  }

  void read_marks_of_governor(int clause) {
    for (const int c : view_.tree.children(clause)) {
      if (view_[c].rel == Deprel::mark && in("condition_mark", c) && view_[c].upos == Upos::SCONJ) {
        out_.no_claim = true;
      }
    }
  }

  bool shares_form(int a, int b) const {
    return view_[a].feats.verb_form == view_[b].feats.verb_form &&
           view_.tree.child(a, Deprel::nsubj) < 0;
  }

  void read_question() {
    const Sentence& s = *view_.sentence;
    // "It was not clear how many fighters were killed": an indirect question states nothing.
    for (int t = std::max(0, frame_.trigger - 8); t < frame_.trigger; ++t) {
      const bool asks = pack_.in_class("question_word", s[t].lower);
      bool inside = false;
      for (int at = t; at >= 0 && asks && !inside; at = s[at].head) {
        inside = at == frame_.trigger;
      }
      if (inside) {
        out_.no_claim = true;
      }
    }
    for (int t = s.size() - 1; t >= 0 && t >= s.size() - 3; --t) {
      if (s[t].form == "?") {
        out_.no_claim = true;
      }
    }
  }

  const LanguagePack& pack_;
  const SentenceView& view_;
  const FrameBuilder& builder_;
  const Frame& frame_;
  const bool french_;
  Stance out_;
};

}  // namespace

Stance read_stance(const LanguagePack& pack,
                   const SentenceView& view,
                   const FrameBuilder& builder,
                   const Frame& frame) {
  return StanceReader(pack, view, builder, frame).read();
}

}  // namespace vigie
