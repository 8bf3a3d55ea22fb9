#pragma once
#include "lang/language_pack.h"
#include "mentions/mention.h"
#include "page/article.h"
#include "sentences/sentence.h"

#include <span>
#include <vector>

namespace vigie {

/// One sentence with its tree and, for each word, the mention it belongs to (index, -1 for none).
/// Where mentions overlap, a word belongs to the one whose head it is, else to the shortest.
struct SentenceView {
  const Sentence* sentence = nullptr;
  int number = 0;  ///< index in the article
  Tree tree;
  std::vector<int> actor_at;
  std::vector<int> place_at;
  std::vector<int> time_at;
  std::vector<int> figure_at;  ///< by the figure's own words, not by what it counts
  std::vector<char> quoted;    ///< the word stands inside quotation marks

  const Token& operator[](int token) const { return (*sentence)[token]; }
  int size() const { return sentence->size(); }
};

/// One report as the claim passes see it. Borrows article and mentions; may be moved, not copied.
struct ReportView {
  const Article* article = nullptr;
  const Mentions* mentions = nullptr;
  std::vector<Sentence> repaired;       ///< the sentences with incises set free
  std::vector<SentenceView> sentences;  ///< into `repaired`

  ReportView() = default;
  ReportView(const ReportView&) = delete;
  ReportView& operator=(const ReportView&) = delete;
  ReportView(ReportView&&) = default;
  ReportView& operator=(ReportView&&) = default;
};

ReportView make_report_view(const LanguagePack& pack,
                            const Article& article,
                            std::span<const Sentence> sentences,
                            const Mentions& mentions);

}  // namespace vigie
