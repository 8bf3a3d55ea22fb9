#pragma once
#include "lang/data_dir.h"
#include "lang/language_pack.h"
#include "mentions/gazetteer.h"
#include "mentions/mention_finder.h"
#include "sentences/annotator.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>

namespace vigie {

/// One report of a test with all its mentions.
struct TestReport {
  Article article;
  std::vector<Sentence> sentences;
  Mentions mentions;

  /// The first actor whose words are these, or null.
  const ActorMention* actor(std::string_view surface) const {
    for (const auto& m : mentions.actors) {
      if (m.surface == surface) {
        return &m;
      }
    }
    return nullptr;
  }
  /// The name behind these words, "" when there is no such actor.
  std::string name(std::string_view surface) const {
    const ActorMention* m = actor(surface);
    return m != nullptr && m->resolved ? m->name : "";
  }
  std::string id(std::string_view surface) const {
    const ActorMention* m = actor(surface);
    return m != nullptr ? m->id : "";
  }
  /// The place behind these words.
  std::string place(std::string_view surface) const {
    for (const auto& p : mentions.places) {
      if (p.surface == surface) {
        return p.name;
      }
    }
    return "";
  }
};

/// Reads a report through the real annotator and finders; null when data/compiled is not there,
/// so that the test can be skipped. Title and body are parted by a blank line.
inline std::unique_ptr<TestReport> read_test_report(const std::string& language,
                                                    const std::string& text) {
  struct Steps {
    std::shared_ptr<const Annotator> annotator;
    std::shared_ptr<const MentionFinder> finder;
  };
  static std::map<std::string, Steps> loaded;
  if (loaded.find(language) == loaded.end()) {
    Steps steps;
    if (const auto data = find_data_dir("")) {
      const auto pack = LanguagePack::load(*data, language);
      const auto catalogue = load_actor_catalogue(*data);
      const auto gazetteer = Gazetteer::open(data->compiled("gazetteer.bin"));
      if (pack && catalogue && gazetteer) {
        if (const auto annotator = Annotator::load(*pack)) {
          if (const auto finder = MentionFinder::load(*pack, *catalogue, *gazetteer)) {
            steps = {*annotator, *finder};
          }
        }
      }
    }
    loaded[language] = steps;
  }
  const Steps& steps = loaded[language];
  if (!steps.finder) {
    return nullptr;
  }
  auto report = std::make_unique<TestReport>();
  report->article.language = language;
  report->article.text = text;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find("\n\n", at), text.size());
    report->article.paragraphs.push_back({{std::uint32_t(at), std::uint32_t(end)},
                                          at == 0 ? ParagraphKind::title : ParagraphKind::body});
    at = end + 2;
  }
  report->sentences = steps.annotator->annotate(report->article);
  report->mentions = steps.finder->find(report->article, report->sentences);
  return report;
}

}  // namespace vigie

/// `report` from the text, or the test is skipped.
#define VIGIE_READ(report, language, text)                                \
  const auto report##_ptr = vigie::read_test_report(language, text);      \
  if (!report##_ptr) {                                                    \
    GTEST_SKIP() << "data/compiled is not there: run `vigie pack build`"; \
  }                                                                       \
  const vigie::TestReport& report = *report##_ptr
