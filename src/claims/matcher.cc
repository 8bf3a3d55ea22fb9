#include "claims/matcher.h"

#include <algorithm>
#include <map>

namespace vigie {
namespace {

/// How many words after (before) a trigger the word-order fallback looks at.
constexpr int kChunkReach = 8;

bool is_armed(ActorKind kind) {
  switch (kind) {
    case ActorKind::armed_forces:
    case ActorKind::police:
    case ActorKind::militia:
    case ActorKind::rebel_group:
    case ActorKind::coalition:
    case ActorKind::unnamed:
    case ActorKind::state:
    case ActorKind::government:
      return true;
    default:
      return false;
  }
}

bool is_people(ActorKind kind) {
  return kind == ActorKind::civilians || kind == ActorKind::person || kind == ActorKind::media ||
         kind == ActorKind::unnamed || kind == ActorKind::police ||
         kind == ActorKind::armed_forces || kind == ActorKind::rebel_group ||
         kind == ActorKind::militia;
}

bool has_preposition(const std::string& preposition, const std::vector<std::string>& wanted) {
  if (preposition.empty()) {
    return false;
  }
  const std::string first = preposition.substr(0, preposition.find(' '));
  return std::any_of(wanted.begin(), wanted.end(),
                     [&](const std::string& w) { return w == preposition || w == first; });
}

/// `[case=out of]` asks for the whole preposition, `[case=out]` also takes its first word.
bool has_case(const std::string& preposition, const std::string& wanted) {
  return wanted.empty() || preposition == wanted || preposition.rfind(wanted + ' ', 0) == 0;
}

/// A required word below the trigger (three steps at most), or the word it is compounded with.
int find_below(const SentenceView& view,
               const FrameBuilder& builder,
               int trigger,
               const WordSet& wanted,
               int depth) {
  for (const int c : view.tree.children(trigger)) {
    if (wanted.holds(view[c]) && has_case(builder.preposition_of(c), wanted.case_word)) {
      return c;
    }
  }
  if (depth > 1) {
    for (const int c : view.tree.children(trigger)) {
      const Deprel r = view[c].rel;
      // Clauses of their own and the subject's words are not the trigger's.
      if (r == Deprel::nsubj || r == Deprel::nsubj_pass || r == Deprel::acl_relcl ||
          r == Deprel::parataxis || r == Deprel::advcl) {
        continue;
      }
      if (const int found = find_below(view, builder, c, wanted, depth - 1); found >= 0) {
        return found;
      }
    }
  }
  return -1;
}

bool breaks_clause(const Token& t) {
  return (t.upos == Upos::PUNCT && t.form != "," && t.form != "-") ||
         (t.upos == Upos::VERB && t.feats.verb_form == VerbForm::Fin);
}

}  // namespace

int actor_of(const LanguagePack& pack,
             const SentenceView& view,
             const FrameBuilder& builder,
             int token) {
  int at = token;
  for (int step = 0; step < 3 && at >= 0; ++step) {
    if (const int m = view.actor_at[std::size_t(at)]; m >= 0) {
      return m;
    }
    const Token& t = view[at];
    if (!(pack.in_class("container_noun", t.lemma) || t.upos == Upos::NUM)) {
      return -1;
    }
    int next = -1;
    for (const int c : view.tree.children(at)) {
      const Deprel r = view[c].rel;
      const bool portion = r == Deprel::nmod || r == Deprel::amod || r == Deprel::compound ||
                           r == Deprel::obl || r == Deprel::obl_arg;
      if (portion && (view.actor_at[std::size_t(c)] >= 0 ||
                      pack.in_class("genitive_preposition", builder.preposition_of(c)))) {
        next = c;
        break;
      }
    }
    at = next;
  }
  return -1;
}

int place_of(const LanguagePack& pack,
             const SentenceView& view,
             const FrameBuilder& builder,
             int token) {
  int at = token;
  int first = -1;
  for (int step = 0; step < 4 && at >= 0; ++step) {
    const int m = view.place_at[std::size_t(at)];
    if (m >= 0 && first < 0) {
      first = m;
    }
    const Token& t = view[at];
    if (m >= 0 && !pack.in_class("place_container", t.lemma)) {
      return m;
    }
    if (!(pack.in_class("place_container", t.lemma) || pack.in_class("container_noun", t.lemma) ||
          t.upos == Upos::NUM || t.upos == Upos::ADV || m >= 0)) {
      return first;
    }
    int next = -1;
    for (const int c : view.tree.children(at)) {
      const Deprel r = view[c].rel;
      if ((r == Deprel::nmod || r == Deprel::obl || r == Deprel::obl_arg ||
           r == Deprel::nmod_poss || r == Deprel::appos || r == Deprel::compound ||
           r == Deprel::flat || r == Deprel::flat_name) &&
          (pack.in_class("genitive_preposition", builder.preposition_of(c)) ||
           (view.place_at[std::size_t(c)] >= 0 && builder.preposition_of(c).empty()))) {
        next = c;
        break;
      }
    }
    at = next;
  }
  return first;
}

std::optional<Match> Matcher::try_pattern(const ReportView& report,
                                          const SentenceView& view,
                                          const FrameBuilder& builder,
                                          const Frame& frame,
                                          int index) const {
  const Pattern& pattern = patterns_.patterns()[std::size_t(index)];
  const auto& mentions = *report.mentions;
  if (pattern.trigger_pos == Upos::VERB && !frame.participle &&
      pattern.reflexive != frame.reflexive) {
    // A reflexive that the parser missed still shows as a clitic before the verb.
    return std::nullopt;
  }
  if (pattern.reflexive && frame.participle) {
    return std::nullopt;
  }
  if (!pattern.trigger.form.empty() && view[frame.trigger].lower != pattern.trigger.form) {
    return std::nullopt;
  }
  if (pattern.trigger.number != Number::none && !pattern.trigger.holds(view[frame.trigger])) {
    return std::nullopt;
  }
  Match match;
  match.pattern = index;
  if (!pattern.particle.empty()) {
    int particle = -1;
    for (const int c : view.tree.children(frame.trigger)) {
      if (view[c].lower == pattern.particle) {
        particle = c;
      }
    }
    for (int t = frame.trigger + 1; particle < 0 && t < view.size() && t <= frame.trigger + 4;
         ++t) {
      if (view[t].lower == pattern.particle &&
          (view[t].upos == Upos::ADP || view[t].upos == Upos::ADV)) {
        particle = t;
      }
      if (breaks_clause(view[t])) {
        break;
      }
    }
    if (particle < 0) {
      return std::nullopt;
    }
    match.required_words.push_back(particle);
  }
  if (!has_case(builder.preposition_of(frame.trigger), pattern.trigger.case_word)) {
    return std::nullopt;
  }
  for (const auto& word : pattern.with) {
    int found = find_below(view, builder, frame.trigger, word, 3);
    if (found < 0 && frame.light_verb >= 0) {
      found = find_below(view, builder, frame.light_verb, word, 2);
    }
    if (found < 0 && view[frame.trigger].rel == Deprel::aux_caus) {
      const int infinitive = view[frame.trigger].head;
      found = word.holds(view[infinitive]) ? infinitive
                                           : find_below(view, builder, infinitive, word, 3);
    }
    if (found < 0) {
      // Passive or relative: the object stands above ("le contrôle pris par").
      for (const auto& o : frame.objects) {
        if (word.holds(view[o.token])) {
          found = o.token;
        }
      }
    }
    if (found < 0) {
      // Word order: close behind the trigger (before it for nouns) within the clause.
      for (int t = frame.trigger + 1; t < view.size() && t <= frame.trigger + 5; ++t) {
        if (word.holds(view[t]) && has_case(builder.preposition_of(t), word.case_word)) {
          found = t;
          break;
        }
        if (breaks_clause(view[t])) {
          break;
        }
      }
      if (found < 0 && frame.trigger > 0 && word.case_word.empty() &&
          word.holds(view[frame.trigger - 1])) {
        found = frame.trigger - 1;
      }
    }
    if (found < 0 || found == frame.trigger) {
      return std::nullopt;
    }
    match.required_words.push_back(found);
  }
  for (const auto& word : pattern.near) {
    bool found = false;
    for (int t = 0; t < view.size() && !found; ++t) {
      found = t != frame.trigger && word.holds(view[t]) && std::abs(t - frame.trigger) <= 25;
    }
    if (!found) {
      return std::nullopt;
    }
  }
  for (const auto& word : pattern.without) {
    if (find_below(view, builder, frame.trigger, word, 3) >= 0) {
      return std::nullopt;
    }
    for (const auto& g : frame.governors) {
      if (&g == frame.governors.data() && word.holds(view[g.token])) {
        return std::nullopt;
      }
    }
    for (const auto* list : {&frame.subjects, &frame.objects}) {
      for (const auto& a : *list) {
        if (word.holds(view[a.token])) {
          return std::nullopt;
        }
      }
    }
  }

  double fit = 2.0 * double(pattern.with.size()) + double(pattern.near.size()) +
               (pattern.reflexive ? 0.5 : 0) + (pattern.particle.empty() ? 0 : 1.5) +
               (pattern.trigger.case_word.empty() ? 0 : 1) + (pattern.trigger.form.empty() ? 0 : 1);

  const auto fits_class = [&](const Slot& slot, int token, SlotFill& fill) {
    fill.role = slot.role;
    fill.function = slot.function;
    fill.token = token;
    switch (slot.wanted) {
      case SlotClass::anything:
        return true;
      case SlotClass::word: {
        if (slot.words->find(view[token].lemma) != slot.words->end() ||
            slot.words->find(view[token].lower) != slot.words->end()) {
          break;
        }
        // "des centaines d'obus", "stocks of ammunition": the noun behind the portioning one.
        bool inside = false;
        for (const int c : view.tree.children(token)) {
          inside = inside || ((view[c].rel == Deprel::nmod || view[c].rel == Deprel::compound ||
                               view[c].rel == Deprel::conj || view[c].rel == Deprel::flat) &&
                              slot.words->find(view[c].lemma) != slot.words->end());
        }
        if (!inside) {
          return false;
        }
        break;
      }
      case SlotClass::place:
        fill.mention = place_of(pack_, view, builder, token);
        return fill.mention >= 0;
      case SlotClass::any_actor:
      case SlotClass::armed:
      case SlotClass::people: {
        fill.mention = actor_of(pack_, view, builder, token);
        if (fill.mention < 0) {
          return false;
        }
        const ActorKind kind = mentions.actors[std::size_t(fill.mention)].kind;
        return slot.wanted == SlotClass::any_actor ||
               (slot.wanted == SlotClass::armed ? is_armed(kind) : is_people(kind));
      }
    }
    // A word-class slot may still name an actor or place for its role.
    if (slot.role == SlotRole::place) {
      fill.mention = place_of(pack_, view, builder, token);
    } else if (slot.role != SlotRole::unfilled) {
      fill.mention = actor_of(pack_, view, builder, token);
    }
    return true;
  };

  for (const auto& slot : pattern.slots) {
    const std::vector<Argument>* arguments =
        slot.function == SlotFunction::subject  ? &frame.subjects
        : slot.function == SlotFunction::object ? &frame.objects
                                                : &frame.complements;
    std::vector<SlotFill> found;
    bool seen_any = false;
    if (slot.function == SlotFunction::complement) {
      std::vector<Argument> all = frame.complements;
      // A complement may hang on a required word or on the object instead of the trigger.
      std::vector<int> hosts = match.required_words;
      // The genitive of the object is the object's: "le nord du Mali est tombé sous la coupe de X".
      const bool genitive = std::any_of(
          slot.prepositions.begin(), slot.prepositions.end(),
          [&](const std::string& p) { return pack_.in_class("genitive_preposition", p); });
      if (!genitive || match.required_words.empty()) {
        for (const auto& o : frame.objects) {
          hosts.push_back(o.token);
        }
      }
      for (const int host : hosts) {
        for (const int c : view.tree.children(host)) {
          const Deprel r = view[c].rel;
          if (r == Deprel::nmod || r == Deprel::obl || r == Deprel::obl_arg ||
              r == Deprel::obl_mod) {
            for (const int t : builder.coordinated(c)) {
              all.push_back({t, builder.preposition_of(c), false});
            }
          } else if (view[c].feats.possessive || r == Deprel::nmod_poss ||
                     ((r == Deprel::amod || r == Deprel::compound) &&
                      view.actor_at[std::size_t(c)] >= 0)) {
            // "entre ses mains", "fell into rebel hands", "under Russian control": genitives all.
            all.push_back({c, pack_.language() == "fr" ? "de" : "of", false});
          }
        }
      }
      for (const auto& a : all) {
        if (!has_preposition(a.preposition, slot.prepositions)) {
          continue;
        }
        SlotFill fill;
        if (fits_class(slot, a.token, fill)) {
          fill.inherited = a.inherited;
          found.push_back(fill);
        }
      }
      if (found.empty()) {
        // Word order: the preposition close behind the trigger or the last required word.
        int from = frame.trigger;
        for (const int w : match.required_words) {
          from = std::max(from, w);
        }
        for (int t = from + 1; t < view.size() && t <= from + kChunkReach; ++t) {
          if (breaks_clause(view[t])) {
            break;
          }
          if (view[t].upos != Upos::ADP || !has_preposition(view[t].lemma, slot.prepositions)) {
            continue;
          }
          if (!slot.required && t > from + 1 &&
              pack_.in_class("genitive_preposition", view[t].lemma)) {
            continue;  // a genitive belongs to the noun just before it
          }
          for (int k = t + 1; k < view.size() && k <= t + 4; ++k) {
            SlotFill fill;
            if (view[k].upos != Upos::DET && view[k].upos != Upos::ADJ &&
                fits_class(slot, k, fill)) {
              fill.by_chunks = true;
              found.push_back(fill);
              break;
            }
            if (view[k].upos == Upos::ADP || breaks_clause(view[k])) {
              break;
            }
          }
          if (!found.empty()) {
            break;
          }
        }
      }
    } else {
      for (const auto& a : *arguments) {
        SlotFill fill;
        seen_any = true;
        if (std::find(match.required_words.begin(), match.required_words.end(), a.token) !=
            match.required_words.end()) {
          continue;
        }
        if (fits_class(slot, a.token, fill)) {
          fill.inherited = a.inherited;
          found.push_back(fill);
        }
      }
      if (found.empty() && slot.function == SlotFunction::subject && slot.role == SlotRole::place &&
          pattern.trigger_pos == Upos::NOUN) {
        if (const int holder = builder.holder_of(frame.trigger); holder >= 0) {
          SlotFill fill;
          if (fits_class(slot, holder, fill)) {
            found.push_back(fill);
          }
        }
      }
      // A noun trigger names its doer and its object by genitives as well; which of the two is the
      // pattern's to say, with "de {role}".
      if (found.empty() && slot.function == SlotFunction::object && slot.required && !seen_any &&
          !frame.passive && pattern.trigger_pos == Upos::VERB) {
        for (int t = frame.trigger + 1; t < view.size() && t <= frame.trigger + kChunkReach; ++t) {
          if (breaks_clause(view[t]) || view[t].upos == Upos::ADP || view[t].upos == Upos::SCONJ) {
            break;
          }
          SlotFill fill;
          if (view[t].upos != Upos::DET && view[t].upos != Upos::ADJ && view[t].upos != Upos::ADV &&
              view[t].upos != Upos::PUNCT && fits_class(slot, t, fill)) {
            fill.by_chunks = true;
            found.push_back(fill);
            break;
          }
        }
      }
    }
    if (found.empty()) {
      if (slot.required) {
        return std::nullopt;
      }
      if (slot.function == SlotFunction::subject && seen_any && pattern.trigger_pos == Upos::VERB) {
        match.odd_subject = true;
        fit -= 0.7;
      }
      continue;
    }
    // "a chassé les civils et l'armée": each filler once.
    for (auto& fill : found) {
      const bool twice =
          std::any_of(match.fills.begin(), match.fills.end(), [&](const SlotFill& f) {
            return f.role == fill.role && f.mention == fill.mention && fill.mention >= 0;
          });
      if (!twice) {
        match.by_chunks = match.by_chunks || fill.by_chunks;
        match.fills.push_back(fill);
      }
    }
    const bool names_somebody = slot.role != SlotRole::unfilled && found.front().mention >= 0;
    const bool any = slot.wanted == SlotClass::any_actor || slot.wanted == SlotClass::anything;
    fit += (names_somebody ? 1.0 : 0.6) + (any ? 0 : 0.3);
    if (slot.function == SlotFunction::complement) {
      fit += 0.3;
    }
  }
  fit += patterns_.rules()[std::size_t(pattern.rule)].weight;
  match.fit = fit - (match.by_chunks ? 0.5 : 0);
  return match;
}

std::vector<Match> Matcher::match(const ReportView& report, const SentenceView& view) const {
  const FrameBuilder builder(pack_, view);
  std::map<int, Match> best;
  for (int t = 0; t < view.size(); ++t) {
    const Token& token = view[t];
    const auto& candidates = patterns_.triggered_by(token);
    if (candidates.empty()) {
      continue;
    }
    std::optional<Frame> verb;
    std::optional<Frame> noun;
    std::optional<Frame> adjective;
    for (const int index : candidates) {
      const Pattern& pattern = patterns_.patterns()[std::size_t(index)];
      std::optional<Frame>* frame = nullptr;
      if (pattern.trigger_pos == Upos::VERB &&
          (token.upos == Upos::VERB || token.upos == Upos::AUX)) {
        frame = &verb;
        if (!verb) {
          verb = builder.verb_frame(t);
        }
      } else if (pattern.trigger_pos == Upos::NOUN &&
                 (token.upos == Upos::NOUN || token.upos == Upos::PROPN)) {
        frame = &noun;
        if (!noun) {
          noun = builder.noun_frame(t);
        }
      } else if (pattern.trigger_pos == Upos::ADJ &&
                 (token.upos == Upos::ADJ || token.upos == Upos::VERB ||
                  token.upos == Upos::NOUN)) {
        frame = &adjective;
        if (!adjective) {
          adjective = builder.adjective_frame(t);
        }
      }
      if (frame == nullptr) {
        continue;
      }
      auto match = try_pattern(report, view, builder, **frame, index);
      if (!match) {
        continue;
      }
      const auto it = best.find(t);
      if (it == best.end() || match->fit > it->second.fit) {
        match->frame = **frame;
        best[t] = std::move(*match);
      }
    }
  }
  std::vector<Match> out;
  for (auto& [t, match] : best) {
    const bool taken = std::any_of(best.begin(), best.end(), [&](const auto& other) {
      const auto& words = other.second.required_words;
      const bool verb = view[other.first].upos == Upos::VERB;  // reprendre le contrôle is one deed
      return other.first != t && (verb || other.second.fit >= match.fit) &&
             std::find(words.begin(), words.end(), t) != words.end();
    });
    if (!taken) {
      out.push_back(match);
    }
  }
  return out;
}

}  // namespace vigie
