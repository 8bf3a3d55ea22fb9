#include "claims/clause_repair.h"

#include <algorithm>
#include <optional>

namespace vigie {
namespace {

/// An incise is short; a longer stretch after a verb of saying is content.
constexpr int kMaxIncise = 18;

struct Incise {
  int first = 0;  ///< behind the opening comma
  int last = 0;   ///< the closing comma or full stop
  int verb = 0;
  int subject = -1;
};

class IncisesOf {
 public:
  IncisesOf(const LanguagePack& pack, Sentence& s) : pack_(pack), s_(s) {}

  void free_all() {
    for (int t = 1; t < s_.size(); ++t) {
      if (!is_saying(t)) {
        continue;
      }
      if (const auto incise = around(t)) {
        free(*incise);
      }
    }
  }

 private:
  bool is_saying(int t) const {
    const Token& w = s_[t];
    return w.upos == Upos::VERB && w.feats.verb_form != VerbForm::Inf &&
           (pack_.in_class("speech_verb", w.lemma) || pack_.in_class("vow_verb", w.lemma) ||
            pack_.in_class("deny_verb", w.lemma));
  }
  bool is_comma(int t) const {
    const std::string& f = s_[t].form;
    return f == "," || f == "–" || f == "—" || f == "»" || f == "”" || f == "\"";
  }
  bool is_nominal(int t) const {
    const Upos u = s_[t].upos;
    return u == Upos::NOUN || u == Upos::PROPN || u == Upos::PRON;
  }
  /// Finite, or a participle with its auxiliary before it.
  bool is_finite(int verb) const {
    if (s_[verb].feats.verb_form == VerbForm::Fin) {
      return true;
    }
    for (int t = std::max(0, verb - 3); t < verb; ++t) {
      if (s_[t].upos == Upos::AUX && s_[t].head == verb) {
        return true;
      }
    }
    return verb > 0 && s_[verb - 1].upos == Upos::AUX;
  }

  std::optional<Incise> around(int verb) const {
    if (!is_finite(verb)) {
      return std::nullopt;
    }
    // Opening comma: at most a subject phrase or an auxiliary lies between it and the verb.
    int open = -1;
    for (int t = verb - 1; t >= 0 && t >= verb - 10; --t) {
      if (is_comma(t)) {
        open = t;
        break;
      }
      const Upos u = s_[t].upos;
      if (u == Upos::VERB || u == Upos::SCONJ || u == Upos::CCONJ || s_[t].form == ":") {
        return std::nullopt;
      }
    }
    if (open < 1) {
      return std::nullopt;
    }
    // There must be a clause before the comma.
    const bool content_before =
        std::any_of(s_.tokens.begin(), s_.tokens.begin() + open,
                    [](const Token& t) { return t.upos == Upos::VERB || t.upos == Upos::AUX; });
    if (!content_before) {
      return std::nullopt;
    }
    Incise out{open + 1, s_.size(), verb, -1};
    for (int t = verb + 1; t < s_.size(); ++t) {
      const std::string& f = s_[t].form;
      if (f == "." || f == ";" || f == "!" || f == "?" || f == "…") {
        out.last = t;
        break;
      }
      // A comma closes it unless an apposition to the subject follows and ends the sentence.
      if (f == ",") {
        bool clause_behind = false;
        for (int k = t + 1; k < s_.size(); ++k) {
          clause_behind = clause_behind || (s_[k].upos == Upos::VERB && is_finite(k));
        }
        if (clause_behind) {
          out.last = t;
          break;
        }
      }
      if (f == ":" || s_[t].upos == Upos::SCONJ || s_[t].lower == "that") {
        return std::nullopt;  // content follows the verb
      }
      if (s_[t].upos == Upos::VERB && is_finite(t) && s_[t].rel != Deprel::acl_relcl) {
        return std::nullopt;
      }
      if (s_[t].upos == Upos::VERB && s_[t].feats.verb_form == VerbForm::Inf && t <= verb + 2) {
        return std::nullopt;  // "dit avoir repris"
      }
    }
    if (out.last - out.first > kMaxIncise) {
      return std::nullopt;
    }
    // The subject: before the verb (English), else the first noun behind it.
    for (int t = verb - 1; t >= out.first && out.subject < 0; --t) {
      if (is_nominal(t) && s_[t].upos != Upos::AUX) {
        out.subject = top_of(t, out.first, verb);
      }
    }
    for (int t = verb + 1; t < out.last && out.subject < 0; ++t) {
      if (is_nominal(t) && s_[t].rel != Deprel::obl_tmod && s_[t].rel != Deprel::obl_mod &&
          s_[t].rel != Deprel::obl && s_[t].rel != Deprel::iobj) {
        out.subject = t;
      }
    }
    return out.subject < 0 ? std::nullopt : std::optional(out);
  }

  /// Highest word above `t` that still lies in [first, last).
  int top_of(int t, int first, int last) const {
    for (int step = 0; step < 8; ++step) {
      const int h = s_[t].head;
      if (h < first || h >= last || s_[h].upos == Upos::VERB) {
        break;
      }
      t = h;
    }
    return t;
  }

  void free(const Incise& in) {
    const auto inside = [&](int t) { return t >= in.first && t < in.last; };
    // The main clause's head: the outside word that is root, or the first verb hung in the incise.
    int root = -1;
    for (int t = 0; t < s_.size(); ++t) {
      if (!inside(t) && s_[t].head < 0) {
        root = t;
      }
    }
    for (int pass = 0; pass < 2 && root < 0; ++pass) {
      for (int t = 0; t < s_.size() && root < 0; ++t) {
        const bool hung = !inside(t) && s_[t].head >= 0 && inside(s_[t].head);
        const bool head_like = s_[t].upos == Upos::VERB ||
                               (pass == 1 && s_[t].upos != Upos::PUNCT && s_[t].upos != Upos::ADP);
        if (hung && head_like) {
          root = t;
        }
      }
    }
    if (root < 0) {
      return;
    }
    for (int t = 0; t < s_.size(); ++t) {
      if (t == in.verb || t == root) {
        continue;
      }
      Token& w = s_[t];
      if (!inside(t) && w.head >= 0 && inside(w.head)) {
        w.head = root;
        if (w.upos == Upos::VERB && (w.rel == Deprel::ccomp || w.rel == Deprel::xcomp)) {
          w.rel = Deprel::conj;
        }
      } else if (inside(t) && (w.head < 0 || !inside(w.head))) {
        w.head = in.verb;
        w.rel = t == in.subject ? Deprel::nsubj : Deprel::obl;
      }
    }
    s_[root].head = -1;
    s_[root].rel = Deprel::root;
    s_[in.verb].head = root;
    s_[in.verb].rel = Deprel::parataxis;
    bool has_subject = false;
    for (const auto& w : s_.tokens) {
      has_subject = has_subject ||
                    (w.head == in.verb && (w.rel == Deprel::nsubj || w.rel == Deprel::nsubj_pass));
    }
    if (!has_subject) {
      s_[in.subject].head = in.verb;
      s_[in.subject].rel = Deprel::nsubj;
    }
  }

  const LanguagePack& pack_;
  Sentence& s_;
};

}  // namespace

void restore_restrictions(const LanguagePack& pack, Sentence& sentence) {
  if (!pack.has_class("restriction_word")) {
    return;
  }
  for (int q = 2; q + 1 < sentence.size(); ++q) {
    if (!pack.in_class("restriction_word", sentence[q].lower) || sentence[q].upos == Upos::PRON) {
      continue;
    }
    // The verb with its ne, at most two adverbs before que.
    int verb = -1;
    for (int t = q - 1; t > 0 && t >= q - 4; --t) {
      if (sentence[t].upos == Upos::VERB || sentence[t].upos == Upos::AUX) {
        verb = t;
        break;
      }
      if (sentence[t].upos != Upos::ADV) {
        break;
      }
    }
    bool negated = false;
    for (int t = std::max(0, verb - 4); t < verb; ++t) {
      negated = negated || sentence[t].lower == "ne" || sentence[t].lower == "n'";
    }
    if (verb < 0 || !negated) {
      continue;
    }
    for (int t = q + 1; t < sentence.size() && t <= q + 7; ++t) {
      const Upos u = sentence[t].upos;
      if (u == Upos::VERB || u == Upos::ADP || u == Upos::PUNCT || u == Upos::PRON) {
        break;
      }
      const bool nominal = u == Upos::NOUN || u == Upos::PROPN;
      const bool top = sentence[t].head <= q || sentence[t].rel == Deprel::obl ||
                       sentence[t].rel == Deprel::obl_mod;
      if (nominal && top) {
        sentence[t].head = verb;
        sentence[t].rel = Deprel::obj;
        sentence[q].head = verb;
        sentence[q].rel = Deprel::advmod;
        break;
      }
    }
  }
}

void restore_subjects(const LanguagePack& pack, Sentence& sentence) {
  for (int v = 2; v < sentence.size(); ++v) {
    Token& verb = sentence[v];
    const bool clause = verb.rel == Deprel::root || verb.rel == Deprel::ccomp;
    if (verb.upos != Upos::VERB || !clause || verb.feats.verb_form == VerbForm::Inf ||
        verb.feats.mood == Mood::Imp) {
      continue;
    }
    bool has_subject = false;
    int first_aux = v;
    for (int t = 0; t < sentence.size(); ++t) {
      const Token& w = sentence[t];
      if (w.head != v) {
        continue;
      }
      has_subject = has_subject || w.rel == Deprel::nsubj || w.rel == Deprel::nsubj_pass ||
                    w.rel == Deprel::csubj || w.rel == Deprel::expl_subj || w.rel == Deprel::expl;
      if (w.upos == Upos::AUX && t < v) {
        first_aux = std::min(first_aux, t);
      }
    }
    const bool finite = verb.feats.verb_form == VerbForm::Fin || first_aux < v;
    if (has_subject || !finite) {
      continue;
    }
    int comma = -1;
    for (int t = first_aux - 1; t > 0 && comma < 0; --t) {
      if (sentence[t].form == ",") {
        comma = t;
      }
      if (sentence[t].upos == Upos::VERB || sentence[t].upos == Upos::SCONJ) {
        break;
      }
    }
    if (comma < 1 || pack.in_class("coordination", sentence[comma + 1].lower)) {
      continue;
    }
    // The first noun behind the comma, without a preposition, hung on something before it.
    for (int t = comma + 1; t < first_aux; ++t) {
      Token& w = sentence[t];
      if (w.upos == Upos::ADP) {
        break;
      }
      if (w.upos != Upos::NOUN && w.upos != Upos::PROPN) {
        continue;
      }
      const bool before = w.head >= 0 && w.head < comma;
      if (before && (w.rel == Deprel::conj || w.rel == Deprel::appos || w.rel == Deprel::nmod ||
                     w.rel == Deprel::obl || w.rel == Deprel::obl_mod || w.rel == Deprel::dep)) {
        // Its own conjuncts were hung on the same word.
        for (int k = t + 1; k < first_aux; ++k) {
          if (sentence[k].head == w.head && sentence[k].rel == Deprel::conj) {
            sentence[k].head = t;
          }
        }
        w.head = v;
        w.rel = Deprel::nsubj;
      }
      break;
    }
  }
}

void free_incises(const LanguagePack& pack, Sentence& sentence) {
  IncisesOf(pack, sentence).free_all();
}

}  // namespace vigie
