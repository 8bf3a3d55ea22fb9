#include "claims/report_view.h"

#include "claims/clause_repair.h"

namespace vigie {
namespace {

/// Writes `index` over the range where nothing is yet, or where it fits the word better.
template <typename M>
void lay(std::vector<int>& at, const std::vector<M>& all, int index, const TokenRange& range) {
  for (int t = range.first; t < range.last && t < int(at.size()); ++t) {
    int& old = at[std::size_t(t)];
    if (old >= 0) {
      const TokenRange& other = all[std::size_t(old)].at;
      const bool other_head = other.head == t;
      const bool mine_head = range.head == t;
      if (other_head && !mine_head) {
        continue;
      }
      if (other_head == mine_head && other.last - other.first <= range.last - range.first) {
        continue;
      }
    }
    old = index;
  }
}

/// Marks the words inside quotation marks; a quotation may run over several sentences of a
/// paragraph, so `open` is carried along.
void mark_quotes(const Sentence& sentence, bool& open, std::vector<char>& quoted) {
  for (int t = 0; t < sentence.size(); ++t) {
    const std::string& form = sentence[t].form;
    if (form == "«" || form == "“" || form == "„" || form == "``") {
      open = true;
      continue;
    }
    if (form == "»" || form == "”" || form == "''") {
      open = false;
      continue;
    }
    if (form == "\"") {
      open = !open;
      continue;
    }
    quoted[std::size_t(t)] = open ? 1 : 0;
  }
}

}  // namespace

ReportView make_report_view(const LanguagePack& pack,
                            const Article& article,
                            std::span<const Sentence> sentences,
                            const Mentions& mentions) {
  ReportView view;
  view.article = &article;
  view.mentions = &mentions;
  view.sentences.reserve(sentences.size());
  view.repaired.assign(sentences.begin(), sentences.end());
  for (auto& s : view.repaired) {
    free_incises(pack, s);
    restore_subjects(pack, s);
    restore_restrictions(pack, s);
  }
  bool open = false;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const Sentence& s = view.repaired[i];
    if (i == 0 || s.paragraph != sentences[i - 1].paragraph) {
      open = false;  // a quotation mark lost in cleaning must not swallow the rest of the report
    }
    const std::vector<int> none(s.tokens.size(), -1);
    view.sentences.push_back(
        {&s, int(i), Tree(s), none, none, none, none, std::vector<char>(s.tokens.size(), 0)});
    mark_quotes(s, open, view.sentences.back().quoted);
  }
  const auto is_filler = [](const auto& mention) {
    if constexpr (requires { mention.demonym; }) {
      return !mention.demonym && !mention.dateline;
    } else {
      return true;
    }
  };
  const auto lay_all = [&](const auto& all, auto member) {
    for (int i = 0; i < int(all.size()); ++i) {
      if (!is_filler(all[std::size_t(i)])) {
        continue;
      }
      const TokenRange& at = all[std::size_t(i)].at;
      if (at.sentence >= 0 && at.sentence < int(view.sentences.size())) {
        lay(view.sentences[std::size_t(at.sentence)].*member, all, i, at);
      }
    }
  };
  lay_all(mentions.actors, &SentenceView::actor_at);
  lay_all(mentions.places, &SentenceView::place_at);
  lay_all(mentions.times, &SentenceView::time_at);
  lay_all(mentions.figures, &SentenceView::figure_at);
  return view;
}

}  // namespace vigie
