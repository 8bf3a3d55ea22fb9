#include "mentions/figure_finder.h"

#include "lang/tsv.h"
#include "mentions/number_reader.h"
#include "mentions/time_check.h"
#include "mentions/time_finder.h"
#include "sentences/annotator.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace vigie {
namespace {

DataDir data_dir() {
  return *find_data_dir("");
}

std::string told(const FigureMention& m, std::string_view text) {
  std::string out = std::string(m.span.of(text)) + " = ";
  out += m.min ? std::to_string(*m.min) : "";
  out += "..";
  out += m.max ? std::to_string(*m.max) : "";
  for (const auto& word :
       {m.unit_lemma, std::string(m.approx ? "approx" : ""), std::string(m.part ? "part" : ""),
        std::string(m.article ? "article" : "")}) {
    out += (word.empty() ? "" : " ") + word;
  }
  return out;
}

void run_cases(const std::string& language) {
  const auto pack = LanguagePack::load(data_dir(), language);
  ASSERT_TRUE(pack) << pack.error().to_string();
  const auto figures = FigureFinder::load(*pack);
  ASSERT_TRUE(figures) << figures.error().to_string();
  const auto times = TimeFinder::load(*pack);
  const auto annotator = Annotator::load(*pack);
  ASSERT_TRUE(annotator) << annotator.error().to_string();
  std::ifstream in(std::string(VIGIE_SOURCE_DIR) + "/tests/figures/" + language + ".txt");
  std::string raw;
  std::string text;
  std::vector<std::string> expected;
  std::size_t line = 0;
  int n_cases = 0;
  bool results = false;
  const auto run = [&] {
    if (text.empty()) {
      return;
    }
    ++n_cases;
    Article article;
    article.text = text;
    article.language = language;
    article.paragraphs = {{{0, std::uint32_t(text.size())}, ParagraphKind::body}};
    const auto sentences = (*annotator)->annotate(article);
    std::vector<std::string> got;
    for (const FigureMention& m : (*figures)->find(sentences, (*times)->find(article, sentences))) {
      got.push_back(told(m, text));
    }
    EXPECT_EQ(got, expected) << "tests/figures/" << language << ".txt before line " << line;
    text.clear();
    expected.clear();
    results = false;
  };
  while (std::getline(in, raw)) {
    ++line;
    const std::string s(trim(raw));
    if (s.empty()) {
      run();
    } else if (s == "----") {
      results = true;
    } else if (results) {
      expected.push_back(s);
    } else if (!s.starts_with('#')) {
      text += s;
    }
  }
  run();
  EXPECT_GT(n_cases, 5);
}

TEST(FigureFinder, FrenchCases) {
  run_cases("fr");
}
TEST(FigureFinder, EnglishCases) {
  run_cases("en");
}

/// Reads `text` as one number; -1 when it is none.
double number_of(const std::string& language, const std::string& text) {
  Vocabulary vocabulary;
  const auto reader = NumberReader::load(data_dir(), language, vocabulary);
  EXPECT_TRUE(reader) << reader.error().to_string();
  const auto sentences = plain_sentences(text);
  const auto atoms = cut_atoms(sentences.at(0), text, vocabulary, reader->contractions());
  const auto number = reader->read(atoms, 0);
  return number && number->end == int(atoms.size()) ? number->min : -1;
}

TEST(NumberReader, ReadsFrenchWords) {
  const std::vector<std::pair<std::string, double>> numbers = {{"vingt et un", 21},
                                                               {"soixante-dix-sept", 77},
                                                               {"soixante et onze", 71},
                                                               {"quatre-vingts", 80},
                                                               {"quatre-vingt-onze", 91},
                                                               {"deux cent trois", 203},
                                                               {"mille neuf cents", 1900},
                                                               {"vingt-trois mille", 23000},
                                                               {"un million", 1e6},
                                                               {"1,5 million", 1.5e6},
                                                               {"3 000", 3000},
                                                               {"12.900", 12900},
                                                               {"une trentaine", 30},
                                                               {"deux douzaines", 24},
                                                               {"un millier", 1000},
                                                               {"02", 2},
                                                               {"vingt et trente", -1},
                                                               {"4000 000", -1}};
  for (const auto& [text, value] : numbers) {
    EXPECT_EQ(number_of("fr", text), value) << text;
  }
}

TEST(NumberReader, ReadsEnglishWords) {
  const std::vector<std::pair<std::string, double>> numbers = {
      {"twenty-two", 22},       {"two hundred and five", 205},
      {"a hundred", 100},       {"a dozen", 12},
      {"three dozen", 36},      {"half a million", 5e5},
      {"twelve hundred", 1200}, {"2.3 million", 2.3e6},
      {"12k", 12000},           {"several hundred", 200},
      {"forty-six", 46},        {"five and six", -1}};
  for (const auto& [text, value] : numbers) {
    EXPECT_EQ(number_of("en", text), value) << text;
  }
}

}  // namespace
}  // namespace vigie
