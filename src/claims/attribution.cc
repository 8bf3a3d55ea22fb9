#include "claims/attribution.h"

#include "claims/frame.h"
#include "claims/matcher.h"

#include <algorithm>
#include <optional>

namespace vigie {
namespace {

/// Words an unlisted source may take from the text; longer phrases are cut at their head.
constexpr int kMaxSourceWords = 6;

std::string source_kind(const ActorMention& m) {
  switch (m.kind) {
    case ActorKind::media:
      return "media";
    case ActorKind::observatory:
    case ActorKind::international_organisation:
      return "observer";
    case ActorKind::government:
    case ActorKind::ministry:
    case ActorKind::police:
    case ActorKind::state:
      return "official";
    case ActorKind::civilians:
      return "witness";
    case ActorKind::person:
      return "person";
    case ActorKind::unnamed:
      return "anonymous";
    default:
      return "party";
  }
}

class AttributionFinder {
 public:
  AttributionFinder(const LanguagePack& pack, const ReportView& report)
      : pack_(pack),
        report_(report) {}

  std::vector<std::vector<Attribution>> find() {
    out_.resize(report_.sentences.size());
    for (const auto& view : report_.sentences) {
      find_in(view);
    }
    extend_quotations();
    return std::move(out_);
  }

 private:
  bool in(const SentenceView& view, std::string_view name, int t) const {
    return pack_.in_class(name, view[t].lemma) || pack_.in_class(name, view[t].lower);
  }

  bool is_statement(const SentenceView& view, int t) const {
    return in(view, "speech_verb", t) || in(view, "deny_verb", t) || in(view, "vow_verb", t) ||
           in(view, "claim_responsibility", t);
  }

  /// Compact words of a phrase: its own modifiers before the head and the nearest behind.
  std::string words_of(const SentenceView& view, int head) const {
    int first = head;
    int last = head + 1;
    for (const int c : view.tree.children(head)) {
      const Deprel r = view[c].rel;
      if (r == Deprel::amod || r == Deprel::compound || r == Deprel::flat ||
          r == Deprel::flat_name || r == Deprel::nummod) {
        first = std::min(first, c);
        last = std::max(last, c + 1);
      }
    }
    if (last - first > kMaxSourceWords) {
      first = head;
      last = head + 1;
    }
    const ByteSpan span = {view[first].span.begin, view[last - 1].span.end};
    return std::string(span.of(report_.article->text));
  }

  /// The channel that a statement noun or a place of speech names: communiqué, televised, post.
  std::string channel_of(const SentenceView& view, int t) const {
    for (const auto& [name, channel] :
         {std::pair{"channel_communique", "communique"},
          std::pair{"channel_broadcast", "broadcast"}, std::pair{"channel_social", "social"},
          std::pair{"channel_interview", "interview"},
          std::pair{"channel_press_conference", "press_conference"}}) {
      if (in(view, name, t)) {
        return channel;
      }
    }
    return "";
  }

  std::optional<Source> source_of_mention(int mention) const {
    const ActorMention& m = report_.mentions->actors[std::size_t(mention)];
    if (!m.resolved && m.form == MentionForm::pronoun) {
      return std::nullopt;
    }
    return to_source(m);
  }

  /// The sources that a noun phrase names, origin first: "un communiqué de l'armée repris par les
  /// médias officiels" is army, then official media.
  std::vector<Source> sources_of(const SentenceView& view, int head) const {
    const FrameBuilder builder(pack_, view);
    std::vector<Source> chain;
    const std::string channel = in(view, "speech_noun", head) ? channel_of(view, head) : "";
    const bool statement = in(view, "speech_noun", head) && view.actor_at[std::size_t(head)] < 0;
    if (statement) {
      for (const int c : view.tree.children(head)) {
        const Deprel r = view[c].rel;
        const bool owner = r == Deprel::nmod || r == Deprel::nmod_poss || r == Deprel::compound ||
                           r == Deprel::amod || r == Deprel::det;
        if (!owner) {
          continue;
        }
        if (const int m = actor_of(pack_, view, builder, c); m >= 0) {
          if (auto s = source_of_mention(m)) {
            s->channel = channel;
            chain.push_back(*s);
            break;
          }
        }
      }
    } else if (const int m = actor_of(pack_, view, builder, head); m >= 0) {
      for (const int t : builder.coordinated(head)) {
        const int each = t == head ? m : actor_of(pack_, view, builder, t);
        if (each >= 0) {
          if (auto s = source_of_mention(each)) {
            chain.push_back(*s);
          }
        }
      }
    }
    if (chain.empty() && view[head].upos != Upos::PRON && view[head].upos != Upos::DET &&
        (in(view, "unnamed_source_noun", head) || in(view, "speech_noun", head) ||
         view[head].upos == Upos::PROPN)) {
      Source s;
      s.actor.name = words_of(view, head);
      s.actor.surface = s.actor.name;
      s.kind = view[head].upos == Upos::PROPN ? "person" : "anonymous";
      s.channel = channel;
      chain.push_back(s);
    }
    // cité par X, repris par X, quoted by X, cited on state television
    std::vector<int> hosts = {head};
    for (const int c : view.tree.children(head)) {
      if (view[c].rel == Deprel::nmod || view[c].rel == Deprel::appos ||
          view[c].rel == Deprel::flat_name) {
        hosts.push_back(c);
      }
    }
    for (const int host : hosts) {
      for (const int c : view.tree.children(host)) {
        if ((view[c].rel == Deprel::acl || view[c].rel == Deprel::amod ||
             view[c].rel == Deprel::advcl) &&
            in(view, "cited_verb", c)) {
          add_relays(view, builder, c, chain);
        }
      }
    }
    return chain;
  }

  /// Agents of `cited`, and the media that a statement was made to.
  void add_relays(const SentenceView& view,
                  const FrameBuilder& builder,
                  int verb,
                  std::vector<Source>& chain) const {
    for (const int c : view.tree.children(verb)) {
      const Deprel r = view[c].rel;
      if (r != Deprel::obl_agent && r != Deprel::obl && r != Deprel::obl_mod &&
          r != Deprel::obl_arg) {
        continue;
      }
      for (const int t : builder.coordinated(c)) {
        if (const int m = actor_of(pack_, view, builder, t); m >= 0) {
          if (auto s = source_of_mention(m); s && !has(chain, *s)) {
            chain.push_back(*s);
          }
        }
      }
    }
  }

  static bool has(const std::vector<Source>& chain, const Source& s) {
    return std::any_of(chain.begin(), chain.end(), [&](const Source& o) {
      return o.actor.id == s.actor.id && o.actor.name == s.actor.name;
    });
  }

  void cover_subtree(const SentenceView& view, int token, std::vector<char>& covers) const {
    covers[std::size_t(token)] = 1;
    for (const int c : view.tree.children(token)) {
      cover_subtree(view, c, covers);
    }
  }

  void add(const SentenceView& view, Attribution attribution) {
    attribution.covered = int(std::count(attribution.covers.begin(), attribution.covers.end(), 1));
    if (!attribution.chain.empty() && attribution.covered > 0) {
      out_[std::size_t(view.number)].push_back(std::move(attribution));
    }
  }

  void find_in(const SentenceView& view) {
    for (int t = 0; t < view.size(); ++t) {
      if (view[t].upos == Upos::VERB && is_statement(view, t)) {
        read_speech_verb(view, t);
      }
    }
    read_prepositions(view);
  }

  void read_speech_verb(const SentenceView& view, int verb) {
    const FrameBuilder builder(pack_, view);
    const Frame frame = builder.verb_frame(verb);
    Attribution a;
    a.speech_verb = verb;
    a.covers.assign(std::size_t(view.size()), 0);
    for (const auto& s : frame.subjects) {
      if (s.inherited && s.token == verb) {
        continue;
      }
      auto chain = sources_of(view, s.token);
      for (auto& source : chain) {
        if (!has(a.chain, source)) {
          a.chain.push_back(std::move(source));
        }
      }
    }
    if (a.chain.empty()) {
      return;
    }
    a.cue = view[verb].form;
    // a déclaré X à l'AFP; told Reuters; dans un communiqué; sur X
    std::vector<Argument> around = frame.complements;
    around.insert(around.end(), frame.objects.begin(), frame.objects.end());
    for (const auto& c : around) {
      if (const auto channel = channel_of(view, c.token); !channel.empty()) {
        a.chain.front().channel = channel;
      }
      const int m = actor_of(pack_, view, builder, c.token);
      if (m < 0 || report_.mentions->actors[std::size_t(m)].kind != ActorKind::media) {
        continue;
      }
      if (auto s = source_of_mention(m); s && !has(a.chain, *s)) {
        a.chain.push_back(*s);
      }
    }

    bool content = false;
    for (const int c : view.tree.children(verb)) {
      const Deprel r = view[c].rel;
      const bool clause = r == Deprel::ccomp || r == Deprel::xcomp || r == Deprel::csubj;
      const bool phrase = (r == Deprel::obj || r == Deprel::obl_arg) && !frame.passive &&
                          view[c].upos != Upos::PRON;
      const bool loose = (r == Deprel::parataxis || r == Deprel::dislocated) &&
                         builder.is_verb(c) && !is_statement(view, c);
      if (clause || phrase || loose) {
        cover_subtree(view, c, a.covers);
        content = content || clause || loose;
      }
      // "dit avoir repris": an infinitive may be hung as advcl or obl.
      if ((r == Deprel::advcl || r == Deprel::obl || r == Deprel::obl_mod) &&
          view[c].feats.verb_form == VerbForm::Inf && builder.preposition_of(c).empty() &&
          c > verb) {
        cover_subtree(view, c, a.covers);
        content = true;
      }
    }
    if (!content) {
      const auto [first, last] = view.tree.range(verb);
      const bool incise = view[verb].rel == Deprel::parataxis;
      const bool as_said = view[verb].rel == Deprel::advcl;
      const bool quoted_before =
          std::any_of(view.quoted.begin(), view.quoted.end(), [](char q) { return q != 0; });
      if (incise || as_said) {
        for (int t = 0; t < view.size(); ++t) {
          a.covers[std::size_t(t)] = t < first || t >= last ? 1 : a.covers[std::size_t(t)];
        }
      }
      if (quoted_before) {
        for (int t = 0; t < view.size(); ++t) {
          if (view.quoted[std::size_t(t)] != 0) {
            a.covers[std::size_t(t)] = 1;
          }
        }
      }
      const bool any = std::any_of(a.covers.begin(), a.covers.end(), [](char c) { return c != 0; });
      if (!any && view[verb].head < 0 && frame.subjects.front().token > verb) {
        // Content, comma, verb, subject: everything before the verb is said.
        for (int t = 0; t < verb; ++t) {
          a.covers[std::size_t(t)] = 1;
        }
      }
    }
    a.covers[std::size_t(verb)] = 0;
    add(view, std::move(a));
  }

  /// Longest sequence of words at `t` that is in the class; 0 when none.
  int sequence_at(const SentenceView& view, std::string_view name, int t) const {
    std::string joined;
    int found = 0;
    for (int n = 1; n <= 4 && t + n <= view.size(); ++n) {
      const std::string& w = view[t + n - 1].lower;
      if (!joined.empty() && joined.back() != '\'') {
        joined += ' ';
      }
      joined += w;
      if (pack_.in_class(name, joined)) {
        found = n;
      }
    }
    return found;
  }

  void read_prepositions(const SentenceView& view) {
    std::vector<Attribution> found;
    std::vector<int> heads;
    for (int t = 0; t < view.size(); ++t) {
      const int n = sequence_at(view, "attribution_preposition", t);
      if (n == 0 || (n == 1 && view[t].lower == "pour")) {
        continue;
      }
      // The phrase's head: the noun whose subtree begins with the preposition.
      int head = -1;
      for (int k = t + n; k < view.size() && k <= t + n + 5; ++k) {
        const Upos u = view[k].upos;
        if (u == Upos::NOUN || u == Upos::PROPN || u == Upos::PRON) {
          head = k;
          break;
        }
        if (u == Upos::VERB || u == Upos::PUNCT) {
          if (view[k].form != "«" && view[k].form != "\"" && view[k].form != "“") {
            break;
          }
        }
      }
      if (head < 0) {
        continue;
      }
      Attribution a;
      a.chain = sources_of(view, head);
      a.cue =
          std::string(ByteSpan{view[t].span.begin, view[head].span.end}.of(report_.article->text));
      if (a.chain.empty()) {
        if (pack_.in_class("same_source", view[head].lower) ||
            sequence_at(view, "same_source", head - 1) > 0) {
          a.chain = last_chain_;
        }
      }
      if (a.chain.empty()) {
        continue;
      }
      last_chain_ = a.chain;
      a.covers.assign(std::size_t(view.size()), 0);
      found.push_back(std::move(a));
      heads.push_back(head);
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (found.size() == 1) {
        std::fill(found[i].covers.begin(), found[i].covers.end(), 1);
      } else {
        // Each covers the clause it hangs in.
        int verb = view[heads[i]].head;
        while (verb >= 0 && view[verb].upos != Upos::VERB) {
          verb = view[verb].head;
        }
        if (verb >= 0) {
          cover_subtree(view, verb, found[i].covers);
        }
      }
      add(view, std::move(found[i]));
    }
  }

  /// A quotation that nobody of its own sentence is said to speak belongs to the speaker of the
  /// sentence before it in the paragraph, else of the one after it.
  void extend_quotations() {
    for (std::size_t i = 0; i < report_.sentences.size(); ++i) {
      const auto& view = report_.sentences[i];
      const bool quoted =
          std::any_of(view.quoted.begin(), view.quoted.end(), [](char q) { return q != 0; });
      if (!quoted) {
        continue;
      }
      std::vector<char> left = view.quoted;
      for (const auto& a : out_[i]) {
        for (std::size_t t = 0; t < left.size(); ++t) {
          left[t] = char(left[t] != 0 && a.covers[t] == 0);
        }
      }
      const auto open = std::count(left.begin(), left.end(), 1);
      if (open < 3) {
        continue;  // scare quotes, titles
      }
      const Attribution* speaker = nullptr;
      const auto paragraph = view.sentence->paragraph;
      for (std::size_t k = i; k > 0 && speaker == nullptr && i - k < 3; --k) {
        if (report_.sentences[k - 1].sentence->paragraph != paragraph) {
          break;
        }
        for (const auto& a : out_[k - 1]) {
          if (a.speech_verb >= 0) {
            speaker = &a;
          }
        }
      }
      for (std::size_t k = i + 1; k < report_.sentences.size() && speaker == nullptr && k < i + 3;
           ++k) {
        if (report_.sentences[k].sentence->paragraph != paragraph) {
          break;
        }
        for (const auto& a : out_[k]) {
          if (a.speech_verb >= 0 && speaker == nullptr) {
            speaker = &a;
          }
        }
      }
      if (speaker != nullptr) {
        Attribution a;
        a.chain = speaker->chain;
        a.cue = speaker->cue;
        a.covers = left;
        a.speech_verb = -1;
        add(view, std::move(a));
      }
    }
  }

  const LanguagePack& pack_;
  const ReportView& report_;
  std::vector<std::vector<Attribution>> out_;
  std::vector<Source> last_chain_;
};

}  // namespace

ActorFiller to_filler(const ActorMention& m) {
  ActorFiller out;
  out.id = m.id;
  out.name = m.name.empty() ? m.surface : m.name;
  out.surface = m.surface;
  out.kind = m.kind;
  out.country = m.country;
  return out;
}

Source to_source(const ActorMention& mention) {
  return Source{to_filler(mention), source_kind(mention), ""};
}

std::vector<std::vector<Attribution>> find_attributions(const LanguagePack& pack,
                                                        const ReportView& report) {
  return AttributionFinder(pack, report).find();
}

}  // namespace vigie
