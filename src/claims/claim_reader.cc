#include "claims/claim_reader.h"

#include "claims/attribution.h"
#include "claims/circumstance.h"
#include "claims/frame.h"
#include "claims/matcher.h"
#include "claims/pattern.h"
#include "claims/report_view.h"
#include "claims/stance.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace vigie {
namespace {

bool is_territory(ClaimType t) {
  return t <= ClaimType::advance;
}

bool is_politics(ClaimType t) {
  return t >= ClaimType::agree && t <= ClaimType::sanction;
}

bool is_state(ClaimType t) {
  return t == ClaimType::hold || t == ClaimType::present;
}

/// Types whose target role is empty by the codebook: whoever fills it stands elsewhere.
bool has_no_target(ClaimType t) {
  switch (t) {
    case ClaimType::hold:
    case ClaimType::present:
    case ClaimType::withdraw:
    case ClaimType::deploy:
    case ClaimType::stockpile:
    case ClaimType::return_:
    case ClaimType::protest:
    case ClaimType::riot:
    case ClaimType::advance:
      return true;
    default:
      return false;
  }
}

/// Breadth of a place kind: of two places of one clause, the broader is where the narrower lies.
int breadth(PlaceKind k) {
  switch (k) {
    case PlaceKind::continent:
      return 6;
    case PlaceKind::country:
      return 5;
    case PlaceKind::region:
    case PlaceKind::desert:
    case PlaceKind::sea:
      return 4;
    case PlaceKind::province:
      return 3;
    case PlaceKind::district:
      return 2;
    case PlaceKind::city:
    case PlaceKind::unknown:
      return 1;
    default:
      return 0;
  }
}

bool same_actor(const ActorFiller& a, const ActorFiller& b) {
  return a.id.empty() && b.id.empty() ? a.name == b.name : a.id == b.id;
}

void add_actor(std::vector<ActorFiller>& list, ActorFiller filler) {
  const bool there = std::any_of(list.begin(), list.end(),
                                 [&](const ActorFiller& f) { return same_actor(f, filler); });
  if (!there) {
    list.push_back(std::move(filler));
  }
}

/// A match on its way to a claim.
struct Draft {
  Match match;
  Claim claim;
  std::vector<int> place_mentions;
  std::vector<int> figure_mentions;
  int time_mention = -1;
  std::uint32_t paragraph = 0;
  bool place_inherited = false;
  bool dropped = false;
};

class PatternClaimReader : public ClaimReader {
 public:
  PatternClaimReader(std::shared_ptr<const LanguagePack> pack,
                     PatternSet patterns,
                     TypeTable types,
                     ClaimScorer scorer)
      : pack_(std::move(pack)),
        patterns_(std::move(patterns)),
        types_(std::move(types)),
        scorer_(std::move(scorer)) {}

  std::vector<Claim> read(const Article& article,
                          std::span<const Sentence> sentences,
                          const Mentions& mentions) const override {
    std::vector<Claim> claims;
    for (auto& p : propose(article, sentences, mentions)) {
      if (!scorer_.empty()) {
        p.claim.confidence = scorer_.probability(p.features);
        if (p.claim.confidence < scorer_.threshold()) {
          continue;
        }
      }
      claims.push_back(std::move(p.claim));
    }
    return claims;
  }

  std::vector<ProposedClaim> propose(const Article& article,
                                     std::span<const Sentence> sentences,
                                     const Mentions& mentions) const override {
    const ReportView report = make_report_view(*pack_, article, sentences, mentions);
    const auto attributions = find_attributions(*pack_, report);
    const Matcher matcher(*pack_, patterns_);
    std::vector<Draft> all;
    for (const auto& view : report.sentences) {
      if (!carries_claims(article, view)) {
        continue;
      }
      auto drafts = draft_sentence(report, view, matcher.match(report, view));
      share_between(view, drafts, all);
      inherit_places(view, drafts, all);
      for (auto& d : drafts) {
        if (!d.dropped) {
          attribute(report, attributions[std::size_t(view.number)], d);
          all.push_back(std::move(d));
        }
      }
    }
    drop_repeats(article, report, all);
    std::erase_if(all, [](const Draft& d) { return d.dropped; });
    std::stable_sort(all.begin(), all.end(), [](const Draft& a, const Draft& b) {
      return a.claim.evidence.begin < b.claim.evidence.begin;
    });
    std::vector<ProposedClaim> out;
    for (const auto& d : all) {
      out.push_back({d.claim, features_of(article, report, all, d)});
    }
    return out;
  }

 private:
  static bool carries_claims(const Article& article, const SentenceView& view) {
    const auto p = view.sentence->paragraph;
    return p >= article.paragraphs.size() || article.paragraphs[p].kind != ParagraphKind::caption;
  }

  std::vector<Draft> draft_sentence(const ReportView& report,
                                    const SentenceView& view,
                                    std::vector<Match> matches) const {
    const FrameBuilder builder(*pack_, view);
    const CircumstanceReader circumstances(*pack_, types_, report, view, builder);
    std::vector<Draft> out;
    for (auto& match : matches) {
      const Stance stance = read_stance(*pack_, view, builder, match.frame);
      if (stance.no_claim || vetoed(view, match)) {
        continue;
      }
      out.push_back(make_draft(report, view, builder, circumstances, std::move(match), stance));
    }
    return out;
  }

  /// Sport, culture and economy use the same words (docs/patterns.md); a telling word beside the
  /// trigger rules the claim out.
  bool vetoed(const SentenceView& view, const Match& match) const {
    int hits = 0;
    for (int t = 0; t < view.size(); ++t) {
      for (const auto* name : {"sport_word", "culture_word", "economy_word"}) {
        if (t != match.frame.trigger && pack_->in_class(name, view[t].lemma) &&
            std::abs(t - match.frame.trigger) <= 12) {
          ++hits;
        }
      }
    }
    return hits >= 2;
  }

  /// "Witnesses said troops ..., carried out an attack": a deed hung beside a verb of saying takes
  /// its subject by mistake when that is one who only speaks.
  bool speaks_above(const SentenceView& view, const Match& match, const ActorMention& actor) const {
    const bool only_speaks = actor.kind == ActorKind::civilians ||
                             actor.kind == ActorKind::observatory || actor.kind == ActorKind::media;
    return only_speaks &&
           std::any_of(match.frame.governors.begin(), match.frame.governors.end(),
                       [&](const Governor& g) {
                         return pack_->in_class("speech_verb", view[g.token].lemma) &&
                                (g.by == Deprel::conj || g.by == Deprel::advcl ||
                                 g.by == Deprel::xcomp || g.by == Deprel::parataxis);
                       });
  }

  Draft make_draft(const ReportView& report,
                   const SentenceView& view,
                   const FrameBuilder& builder,
                   const CircumstanceReader& circumstances,
                   Match match,
                   const Stance& stance) const {
    const auto& mentions = *report.mentions;
    const Pattern& pattern = patterns_.patterns()[std::size_t(match.pattern)];
    const Rule& rule = patterns_.rules()[std::size_t(pattern.rule)];
    Draft d;
    Claim& c = d.claim;
    c.type = rule.type;
    c.mode = rule.mode;
    for (const auto& fill : match.fills) {
      if (fill.mention < 0) {
        continue;
      }
      if (fill.role == SlotRole::place) {
        d.place_mentions.push_back(fill.mention);
        continue;
      }
      const ActorMention& actor = mentions.actors[std::size_t(fill.mention)];
      if (!actor.resolved && actor.form == MentionForm::pronoun) {
        continue;
      }
      if (fill.inherited && fill.role == SlotRole::actor && speaks_above(view, match, actor)) {
        continue;
      }
      if (fill.role == SlotRole::actor && !rule.no_actor) {
        add_actor(c.actors, to_filler(actor));
      } else if (fill.role == SlotRole::target && !has_no_target(rule.type)) {
        add_actor(c.targets, to_filler(actor));
      }
    }
    // The same party on both sides is a misreading of the tree: the surer side keeps it.
    std::erase_if(c.targets, [&](const ActorFiller& t) {
      return std::any_of(c.actors.begin(), c.actors.end(),
                         [&](const ActorFiller& a) { return same_actor(a, t); });
    });

    // "three villages", "the camp": a place noun without a name leaves room for a named place.
    const bool slot_has_place =
        std::any_of(d.place_mentions.begin(), d.place_mentions.end(), [&](int m) {
          const PlaceMention& p = mentions.places[std::size_t(m)];
          return p.lat.has_value() || p.form == MentionForm::name;
        });
    std::vector<int> free;
    if (rule.free_place) {
      free = circumstances.free_places(match, slot_has_place);
    }
    set_places(report, circumstances, free, d);

    d.time_mention = circumstances.time_of(match);
    set_time(report, view, d);
    c.figures = circumstances.figures(match, rule, d.figure_mentions);
    c.extent = rule.extent            ? *rule.extent
               : stance.extent        ? *stance.extent
               : is_territory(c.type) ? circumstances.extent(match, d.place_mentions)
                                      : Extent::unsaid;
    c.modality =
        stance.modality == Modality::asserted && rule.modality ? *rule.modality : stance.modality;
    c.polarity = stance.polarity;
    if (rule.polarity && *rule.polarity == Polarity::negative) {
      c.polarity = c.polarity == Polarity::negative ? Polarity::positive : Polarity::negative;
    }
    c.trace.rule = rule.name;
    c.trace.file = rule.file;
    c.trace.line = pattern.line;
    c.trace.sentence = view.number;
    c.trace.trigger = match.frame.trigger;
    c.trace.by_chunks = match.by_chunks;
    c.trace.modality_cue = stance.modality_cue;
    c.trace.polarity_cue = stance.polarity_cue;
    c.confidence = rule.weight - (match.by_chunks ? 0.15 : 0) - (match.odd_subject ? 0.15 : 0);
    c.confidence = std::clamp(c.confidence, 0.05, 0.99);
    d.paragraph = view.sentence->paragraph;
    d.match = std::move(match);
    c.evidence = evidence_of(report, view, builder, d);
    return d;
  }

  static void set_places(const ReportView& report,
                         const CircumstanceReader& circumstances,
                         const std::vector<int>& free,
                         Draft& d) {
    const auto& all = report.mentions->places;
    std::vector<int> picked = d.place_mentions;
    for (const int m : free) {
      picked.push_back(m);
    }
    // A broader area beside a narrower place is its parent, no second place (codebook section 4).
    std::vector<int> kept;
    for (const int m : picked) {
      const PlaceMention& p = all[std::size_t(m)];
      const bool parent_of_other = std::any_of(picked.begin(), picked.end(), [&](int o) {
        const PlaceMention& q = all[std::size_t(o)];
        if (o == m) {
          return false;
        }
        const bool inside = p.country.empty() || q.country.empty() || p.country == q.country;
        return inside && breadth(p.kind) > breadth(q.kind) && q.form != MentionForm::description;
      });
      const bool from_slot =
          std::find(d.place_mentions.begin(), d.place_mentions.end(), m) != d.place_mentions.end();
      const bool vague = p.form == MentionForm::description && !p.lat &&
                         (!from_slot || std::any_of(picked.begin(), picked.end(), [&](int o) {
                           return o != m && all[std::size_t(o)].lat.has_value();
                         }));
      if (!parent_of_other && !vague) {
        kept.push_back(m);
      }
    }
    d.place_mentions = kept;
    d.claim.places.clear();
    for (const int m : kept) {
      const PlaceMention& p = all[std::size_t(m)];
      const bool there = std::any_of(
          d.claim.places.begin(), d.claim.places.end(),
          [&](const PlaceFiller& f) { return p.id.empty() ? f.name == p.name : f.id == p.id; });
      if (there) {
        continue;
      }
      PlaceFiller f;
      f.id = p.id;
      f.name = p.name.empty() ? p.surface : p.name;
      f.surface = p.surface;
      f.lat = p.lat;
      f.lon = p.lon;
      f.kind = p.kind;
      f.parent = p.parent;
      f.relation = circumstances.relation_of(m, d.claim.type);
      d.claim.places.push_back(std::move(f));
    }
  }

  static void set_time(const ReportView& report, const SentenceView& view, Draft& d) {
    const auto& published = report.article->published;
    if (d.time_mention >= 0) {
      const TimeMention& t = report.mentions->times[std::size_t(d.time_mention)];
      ClaimTime time;
      time.begin = *t.begin;
      time.end = *t.end - std::chrono::days{1};
      if (time.end < time.begin) {
        time.end = time.begin;
      }
      const auto days = (time.end - time.begin).count();
      time.precision = t.approximate ? "vague" : days == 0 ? "day" : days <= 31 ? "month" : "year";
      if (is_state(d.claim.type) && published && t.type == TimeType::DATE &&
          time.end > published->day && time.begin <= published->day) {
        time.end = published->day;
      }
      d.claim.time = time;
      return;
    }
    if (published && (is_state(d.claim.type) || is_present(view, d.match))) {
      d.claim.time = ClaimTime{published->day, published->day, "day"};  // codebook rule 25
    }
  }

  /// The clause says that it is so now: "la route est coupée", "les combats se poursuivent".
  static bool is_present(const SentenceView& view, const Match& match) {
    for (const int p : match.frame.predicate) {
      const Token& t = view[p];
      const bool finite = t.feats.verb_form == VerbForm::Fin && t.feats.tense == Tense::Pres;
      const bool perfect = t.rel == Deprel::aux_tense || t.lemma == "have" ||
                           (t.rel == Deprel::aux && t.lemma == "avoir");
      if (finite && !perfect) {
        return view[match.frame.trigger].upos == Upos::VERB || match.frame.light_verb >= 0 ||
               t.rel == Deprel::cop;
      }
    }
    return false;
  }

  ByteSpan evidence_of(const ReportView& report,
                       const SentenceView& view,
                       const FrameBuilder& builder,
                       const Draft& d) const {
    const auto& match = d.match;
    int first = match.frame.trigger;
    int last = match.frame.trigger + 1;
    const auto widen = [&](int from, int to) {
      first = std::min(first, from);
      last = std::max(last, to);
    };
    for (const int p : match.frame.predicate) {
      widen(p, p + 1);
    }
    for (const int w : match.required_words) {
      widen(w, w + 1);
    }
    const auto near = [&](const TokenRange& at, int reach) {
      if (at.sentence != view.number) {
        return;
      }
      const int gap = at.last <= first ? first - at.last : at.first >= last ? at.first - last : 0;
      if (gap <= reach) {
        widen(at.first, at.last);
      }
    };
    const auto& mentions = *report.mentions;
    for (const auto& f : match.fills) {
      if (f.inherited) {
        continue;
      }
      const int gap = f.token < first ? first - f.token : f.token >= last ? f.token - last : 0;
      if (gap > 12) {
        continue;
      }
      widen(f.token, f.token + 1);
      if (f.mention < 0) {
        continue;
      }
      near(f.role == SlotRole::place ? mentions.places[std::size_t(f.mention)].at
                                     : mentions.actors[std::size_t(f.mention)].at,
           8);
    }
    for (const auto& o : match.frame.objects) {
      if (!o.inherited && std::abs(o.token - match.frame.trigger) <= 12) {
        widen(o.token, o.token + 1);
      }
    }
    for (const int m : d.figure_mentions) {
      near(mentions.figures[std::size_t(m)].at, 4);
    }
    for (const int m : d.place_mentions) {
      near(mentions.places[std::size_t(m)].at, 6);
    }
    if (d.time_mention >= 0) {
      near(mentions.times[std::size_t(d.time_mention)].at, 4);
    }
    // Articles and prepositions that the outermost words bring along.
    (void)builder;
    while (first > 0 && (view[first - 1].upos == Upos::DET ||
                         (view[first - 1].upos == Upos::PART && first - 1 > 0))) {
      --first;
    }
    return {view[first].span.begin, view[last - 1].span.end};
  }

  /// What neighbouring events of one sentence lend each other: an attack that kills lends its
  /// doer and its place to the killing.
  void share_between(const SentenceView& view,
                     std::vector<Draft>& drafts,
                     const std::vector<Draft>& before) const {
    const auto event_at = [&](int token) -> Draft* {
      for (auto& d : drafts) {
        if (d.match.frame.trigger == token) {
          return &d;
        }
      }
      return nullptr;
    };
    // "Deux soldats ont été tués et trois blessés": the wounded are of the same people.
    const auto counts_victims = [](const Draft& d) {
      return d.claim.type == ClaimType::kill || d.claim.type == ClaimType::injure;
    };
    for (auto& d : drafts) {
      if (!counts_victims(d) || !d.claim.targets.empty()) {
        continue;
      }
      const Draft* nearest = nullptr;
      for (const auto& o : drafts) {
        if (&o != &d && counts_victims(o) && !o.claim.targets.empty() &&
            (nearest == nullptr ||
             std::abs(o.match.frame.trigger - d.match.frame.trigger) <
                 std::abs(nearest->match.frame.trigger - d.match.frame.trigger))) {
          nearest = &o;
        }
      }
      if (nearest == nullptr && !d.claim.figures.empty() && !before.empty() &&
          counts_victims(before.back()) && before.back().claim.trace.sentence == view.number - 1 &&
          before.back().paragraph == view.sentence->paragraph) {
        nearest = &before.back();
      }
      if (nearest != nullptr) {
        d.claim.targets = nearest->claim.targets;
        if (d.claim.actors.empty()) {
          d.claim.actors = nearest->claim.actors;
        }
      }
    }
    for (auto& d : drafts) {
      if (is_politics(d.claim.type)) {
        continue;
      }
      std::vector<int> linked;
      if (d.claim.actors.empty()) {
        for (const auto& s : d.match.frame.subjects) {
          linked.push_back(s.token);
        }
        for (const auto& a : d.match.frame.complements) {
          if (pack_->in_class("event_preposition", a.preposition)) {
            linked.push_back(a.token);
          }
        }
      }
      for (const int token : linked) {
        Draft* other = event_at(token);
        if (other == nullptr || other == &d) {
          continue;
        }
        if (takes_doer_of_event(d.claim.type)) {
          for (const auto& a : other->claim.actors) {
            add_actor(d.claim.actors, a);
          }
        }
        if (d.claim.places.empty()) {
          d.claim.places = other->claim.places;
        }
        if (!d.claim.time) {
          d.claim.time = other->claim.time;
        }
      }
    }
  }

  /// A deed without a place happens where its sentence or the one before it says (codebook rule
  /// 30).
  static void inherit_places(const SentenceView& view,
                             std::vector<Draft>& drafts,
                             const std::vector<Draft>& before) {
    std::vector<bool> own;
    for (const auto& d : drafts) {
      own.push_back(!d.claim.places.empty());
    }
    for (std::size_t i = 0; i < drafts.size(); ++i) {
      Draft& d = drafts[i];
      if (own[i] || is_politics(d.claim.type)) {
        continue;
      }
      const Draft* from = nullptr;
      int best = 1000;
      for (std::size_t k = 0; k < drafts.size(); ++k) {
        const int distance = std::abs(drafts[k].match.frame.trigger - d.match.frame.trigger);
        if (k != i && own[k] && !is_politics(drafts[k].claim.type) && distance < best) {
          from = &drafts[k];
          best = distance;
        }
      }
      if (from == nullptr && !before.empty()) {
        const Draft& last = before.back();
        const bool next_sentence = last.claim.trace.sentence == view.number - 1 &&
                                   last.paragraph == view.sentence->paragraph;
        if (next_sentence && !is_politics(last.claim.type)) {
          from = &last;
        }
      }
      if (from == nullptr) {
        continue;
      }
      for (const auto& p : from->claim.places) {
        if (p.lat) {
          d.claim.places.push_back(p);
          d.place_inherited = true;
        }
      }
    }
  }

  static bool takes_doer_of_event(ClaimType t) {
    switch (t) {
      case ClaimType::kill:
      case ClaimType::injure:
      case ClaimType::destroy:
      case ClaimType::abduct:
      case ClaimType::abuse:
        return true;
      default:
        return false;
    }
  }

  void attribute(const ReportView& report,
                 const std::vector<Attribution>& attributions,
                 Draft& d) const {
    const int trigger = d.match.frame.trigger;
    std::vector<const Attribution*> covering;
    for (const auto& a : attributions) {
      const bool own_verb = a.speech_verb >= 0 &&
                            (a.speech_verb == trigger || a.speech_verb == d.match.frame.light_verb);
      if (a.covers[std::size_t(trigger)] != 0 && !own_verb) {
        covering.push_back(&a);
      }
    }
    std::stable_sort(
        covering.begin(), covering.end(),
        [](const Attribution* a, const Attribution* b) { return a->covered < b->covered; });
    Claim& c = d.claim;
    for (const auto* a : covering) {
      for (const auto& s : a->chain) {
        // In accuse, demand, threaten the speaker is the actor (codebook rule 18).
        const bool speaker_acts =
            is_politics(c.type) &&
            std::any_of(c.actors.begin(), c.actors.end(),
                        [&](const ActorFiller& f) { return same_actor(f, s.actor); });
        const bool there = std::any_of(c.sources.begin(), c.sources.end(), [&](const Source& o) {
          return same_actor(o.actor, s.actor);
        });
        if (!speaker_acts && !there) {
          c.sources.push_back(s);
        }
      }
      if (c.trace.source_cue.empty()) {
        c.trace.source_cue = a->cue;
      }
    }
    if (c.sources.empty() && report.mentions->issuer) {
      const ActorMention& issuer = *report.mentions->issuer;
      const ActorFiller filler = to_filler(issuer);
      const bool acts = is_politics(c.type) &&
                        std::any_of(c.actors.begin(), c.actors.end(),
                                    [&](const ActorFiller& f) { return same_actor(f, filler); });
      if (!acts) {
        c.sources.push_back(to_source(issuer));
        c.trace.source_cue = issuer.surface;
      }
    }
  }

  /// What the scorer weighs: how the pattern fitted, what was filled, where it stands.
  ClaimFeatures features_of(const Article& article,
                            const ReportView& report,
                            const std::vector<Draft>& all,
                            const Draft& d) const {
    const Claim& c = d.claim;
    const SentenceView& view = report.sentences[std::size_t(c.trace.sentence)];
    const Match& m = d.match;
    const Pattern& pattern = patterns_.patterns()[std::size_t(m.pattern)];
    const Rule& rule = patterns_.rules()[std::size_t(pattern.rule)];
    const Token& trigger = view[m.frame.trigger];
    const std::string type(to_string(c.type));
    ClaimFeatures f;
    const auto add = [&](bool on, std::string name) {
      if (on) {
        f.push_back(std::move(name));
      }
    };
    f.push_back("type=" + type);
    f.push_back("rule=" + rule.name);
    f.push_back("trigger=" + trigger.lemma + "/" + std::string(to_string(trigger.upos)) + ">" +
                type);
    f.push_back("weight=" + std::to_string(int(std::lround(rule.weight * 5))));
    f.push_back("pos=" + std::string(to_string(pattern.trigger_pos)));
    f.push_back("hangs=" + std::string(to_string(trigger.rel)));
    add(m.by_chunks, "by_chunks");
    add(m.odd_subject, "odd_subject");
    add(m.frame.light_verb >= 0, "light_verb");
    add(m.frame.passive, "passive");
    add(!m.required_words.empty(), "required_words");
    const bool noun = pattern.trigger_pos == Upos::NOUN;
    const std::string kind = noun ? "noun." : "verb.";
    add(!c.actors.empty(), kind + "actor");
    add(!c.targets.empty(), kind + "target");
    add(!c.places.empty() && !d.place_inherited, kind + "place");
    add(!c.figures.empty(), kind + "figure");
    add(c.time && d.time_mention >= 0, kind + "time");
    add(c.actors.empty() && c.targets.empty() && c.places.empty() && c.figures.empty(),
        kind + "bare");
    add(!c.actors.empty(), type + ".actor");
    add(!c.targets.empty(), type + ".target");
    add(!c.places.empty(), type + ".place");
    add(!c.figures.empty(), type + ".figure");
    for (const auto& a : c.actors) {
      f.push_back("actor_kind=" + std::string(to_string(a.kind)));
      add(a.id.empty(), "actor_open");
      break;
    }
    for (const auto& a : c.targets) {
      f.push_back("target_kind=" + std::string(to_string(a.kind)));
      break;
    }
    for (const auto& p : c.places) {
      add(p.lat.has_value(), "place_resolved");
      add(!p.lat.has_value(), "place_open");
      break;
    }
    f.push_back("modality=" + std::string(to_string(c.modality)));
    f.push_back("polarity=" + std::string(to_string(c.polarity)));
    add(!c.sources.empty(), "sourced");
    add(view.quoted[std::size_t(m.frame.trigger)] != 0, "quoted");
    const auto p = view.sentence->paragraph;
    add(p < article.paragraphs.size() && article.paragraphs[p].kind == ParagraphKind::title,
        "title");
    f.push_back("paragraph=" + std::to_string(std::min<std::uint32_t>(p, 4)));
    for (const auto& g : m.frame.governors) {
      f.push_back("governor=" + std::string(to_string(g.by)));
      add(noun, "noun_governor=" + view[g.token].lemma);
      break;
    }
    int same_sentence = 0;
    int same_type = 0;
    for (const auto& o : all) {
      if (&o == &d) {
        continue;
      }
      same_sentence += o.claim.trace.sentence == c.trace.sentence ? 1 : 0;
      same_type += o.claim.trace.sentence == c.trace.sentence && o.claim.type == c.type ? 1 : 0;
      add(o.claim.evidence.contains(c.evidence), "inside_other");
    }
    f.push_back("beside=" + std::to_string(std::min(same_sentence, 3)));
    add(same_type > 0, "same_type_beside");
    f.push_back("report=" + std::to_string(std::min<int>(int(all.size()) / 4, 4)));
    return f;
  }

  /// One claim per deed: two triggers of one clause, and the title when the body says it too
  /// (codebook rule 34).
  static void drop_repeats(const Article& article,
                           const ReportView& report,
                           std::vector<Draft>& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t k = i + 1; k < all.size() && !all[i].dropped; ++k) {
        if (all[k].dropped) {
          continue;
        }
        Claim& a = all[i].claim;
        Claim& b = all[k].claim;
        if (a.type != b.type || a.trace.sentence != b.trace.sentence) {
          continue;
        }
        const std::uint32_t shared =
            std::min(a.evidence.end, b.evidence.end) > std::max(a.evidence.begin, b.evidence.begin)
                ? std::min(a.evidence.end, b.evidence.end) -
                      std::max(a.evidence.begin, b.evidence.begin)
                : 0;
        const bool overlap = shared * 2 > std::min(a.evidence.size(), b.evidence.size());
        if (!overlap) {
          continue;
        }
        const auto clash = [](const std::vector<Figure>& x, const std::vector<Figure>& y) {
          return !x.empty() && !y.empty() && (x[0].min != y[0].min || x[0].max != y[0].max);
        };
        if (clash(a.figures, b.figures)) {
          continue;
        }
        const auto worth = [](const Draft& d) {
          return double(d.claim.actors.size() + d.claim.targets.size() + d.claim.places.size() +
                        d.claim.figures.size()) +
                 d.match.fit;
        };
        (worth(all[i]) >= worth(all[k]) ? all[k] : all[i]).dropped = true;
      }
    }
    const auto in_title = [&](const Draft& d) {
      const auto p = report.sentences[std::size_t(d.claim.trace.sentence)].sentence->paragraph;
      return p < article.paragraphs.size() && article.paragraphs[p].kind == ParagraphKind::title;
    };
    for (auto& d : all) {
      if (d.dropped || !in_title(d)) {
        continue;
      }
      d.dropped = std::any_of(all.begin(), all.end(), [&](const Draft& o) {
        return &o != &d && !o.dropped && !in_title(o) && o.claim.type == d.claim.type;
      });
    }
  }

  std::shared_ptr<const LanguagePack> pack_;
  PatternSet patterns_;
  TypeTable types_;
  ClaimScorer scorer_;
};

}  // namespace

Result<std::shared_ptr<const ClaimReader>> ClaimReader::load(
    std::shared_ptr<const LanguagePack> pack) {
  auto patterns = PatternSet::load(*pack);
  if (!patterns) {
    return tl::unexpected(patterns.error());
  }
  auto types = TypeTable::load(pack->data());
  if (!types) {
    return tl::unexpected(types.error());
  }
  auto scorer = ClaimScorer::load(*pack);
  if (!scorer) {
    return tl::unexpected(scorer.error());
  }
  return std::make_shared<const PatternClaimReader>(std::move(pack), std::move(*patterns),
                                                    std::move(*types), std::move(*scorer));
}

}  // namespace vigie
