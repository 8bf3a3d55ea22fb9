#include "mentions/time_finder.h"

#include "lang/tsv.h"
#include "mentions/calendars.h"
#include "mentions/time_check.h"
#include "mentions/time_grammar.h"
#include "sentences/annotator.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace vigie {
namespace {

DataDir data_dir() {
  return *find_data_dir("");
}

std::shared_ptr<const LanguagePack> pack_of(const std::string& language) {
  auto pack = LanguagePack::load(data_dir(), language);
  EXPECT_TRUE(pack) << pack.error().to_string();
  return *pack;
}

struct Case {
  std::size_t line = 0;
  std::string published;
  bool parsed = false;  ///< only with a tree
  std::string text;
  std::vector<std::string> expected;
};

/// Reads tests/times/<language>.txt.
std::vector<Case> cases_of(const std::string& language) {
  std::ifstream in(std::string(VIGIE_SOURCE_DIR) + "/tests/times/" + language + ".txt");
  std::vector<Case> out;
  std::string raw;
  std::size_t line = 0;
  int part = 0;  // 0 day, 1 text, 2 expected
  while (std::getline(in, raw)) {
    ++line;
    const std::string s(trim(raw));
    if (s.starts_with('#')) {
      continue;
    }
    if (s.empty()) {
      part = part == 2 ? 0 : part;
      continue;
    }
    if (part == 0) {
      const auto words = split_list(s, ' ');
      out.push_back({line, words[0], words.size() > 1 && words[1] == "parsed", "", {}});
      part = 1;
    } else if (s == "----") {
      part = 2;
    } else if (part == 1) {
      out.back().text += (out.back().text.empty() ? "" : " ") + s;
    } else {
      out.back().expected.push_back(s);
    }
  }
  return out;
}

std::string told(const TimeMention& m, std::string_view text) {
  std::string out = std::string(m.span.of(text)) + " = " + m.value;
  if (m.begin && m.end) {
    out += " " + to_iso(*m.begin) + ".." + to_iso(*m.end);
  }
  return out;
}

void run_cases(const std::string& language, bool with_trees) {
  const auto pack = pack_of(language);
  const auto finder = TimeFinder::load(pack);
  ASSERT_TRUE(finder) << finder.error().to_string();
  std::shared_ptr<const Annotator> annotator;
  if (with_trees) {
    const auto loaded = Annotator::load(pack);
    ASSERT_TRUE(loaded) << loaded.error().to_string();
    annotator = *loaded;
  }
  const auto cases = cases_of(language);
  ASSERT_FALSE(cases.empty());
  for (const Case& c : cases) {
    if (c.parsed && !with_trees) {
      continue;
    }
    Article article;
    article.language = language;
    article.text = c.text;
    article.published = parse_instant(c.published);
    article.paragraphs = {{{0, std::uint32_t(c.text.size())}, ParagraphKind::body}};
    const auto found = (*finder)->find(
        article, with_trees ? annotator->annotate(article) : plain_sentences(c.text));
    std::vector<std::string> got;
    for (const TimeMention& m : found) {
      got.push_back(told(m, c.text));
    }
    EXPECT_EQ(got, c.expected) << "tests/times/" << language << ".txt:" << c.line;
  }
}

TEST(TimeFinder, FrenchCasesOnPlainWords) {
  run_cases("fr", false);
}
TEST(TimeFinder, FrenchCasesOnTrees) {
  run_cases("fr", true);
}
TEST(TimeFinder, EnglishCasesOnPlainWords) {
  run_cases("en", false);
}
TEST(TimeFinder, EnglishCasesOnTrees) {
  run_cases("en", true);
}

TEST(TimeRules, ExamplesHold) {
  for (const char* language : {"fr", "en"}) {
    const auto check = check_times(pack_of(language));
    ASSERT_TRUE(check) << check.error().to_string();
    EXPECT_GT(check->examples, 90);
    for (const Error& failure : check->failures) {
      ADD_FAILURE() << failure.to_string();
    }
  }
}

TEST(TimeFinder, WithoutPublicationNothingIsGuessed) {
  const auto finder = TimeFinder::load(pack_of("fr"));
  Article article;
  article.text = "Le pont a sauté jeudi, comme hier ; le barrage date du 4 mai 1931, à 7h30.";
  const auto found = (*finder)->find(article, plain_sentences(article.text));
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found[0].value, "XXXX-WXX-4");
  EXPECT_FALSE(found[0].begin);
  EXPECT_EQ(found[1].value, "PAST_REF");
  EXPECT_EQ(found[2].value, "1931-05-04");
  EXPECT_TRUE(found[2].begin);
  EXPECT_EQ(found[3].value, "1931-05-04T07:30");
}

TEST(TimeFinder, SurvivesOddText) {
  const auto finder = TimeFinder::load(pack_of("en"));
  Article article;
  article.published = parse_instant("2022-05-18");
  for (const std::string& text :
       {std::string(), std::string("\xff\xfe 31 February 2022 \xc3"), std::string(3000, '1'),
        std::string("99/99/9999 32:61 0000-00-00"), std::string("Monday ") + std::string(500, '-'),
        std::string("from from from 3 to to 5 of of May")}) {
    article.text = text;
    for (const TimeMention& m : (*finder)->find(article, plain_sentences(text))) {
      EXPECT_LE(m.span.end, text.size());
      EXPECT_LT(m.span.begin, m.span.end);
    }
  }
}

/// Loads a pack of two rule files that a test writes.
class BadRules : public ::testing::Test {
 protected:
  void SetUp() override {
    dir_ = std::filesystem::temp_directory_path() / "vigie_bad_rules";
    std::filesystem::create_directories(dir_ / "xx");
    write("numbers.tsv", "kind\twords\tvalue\nplain\tone\t1\n");
    write("times.tsv", "class\twords\tvalue\nmonth\tJune\t6\n");
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(dir_ / "xx" / name) << text;
  }
  std::string error_of(const std::string& rules) const {
    write("times.txt", rules);
    const auto grammar = TimeGrammar::load({dir_}, "xx");
    return grammar ? "none" : grammar.error().to_string();
  }

  std::filesystem::path dir_;
};

TEST_F(BadRules, AreToldWithFileAndLine) {
  EXPECT_EQ(error_of("rule time.month\n  when {month}\n"), "none");
  EXPECT_NE(error_of("rule time.month\n  when {moon}\n").find("times.txt:2: no class 'moon'"),
            std::string::npos);
  EXPECT_NE(error_of("rule time.month\n  when [ {month}\n").find("']' is missing"),
            std::string::npos);
  EXPECT_NE(error_of("rule time.a\n  when <b>\n").find("no rule makes <b>"), std::string::npos);
  EXPECT_NE(error_of("rule time.a\n  when <time> {month}\n").find("calls itself"),
            std::string::npos);
  EXPECT_NE(error_of("rule time.a\n  set  month=blue\n").find("unknown value 'blue'"),
            std::string::npos);
  EXPECT_NE(error_of("  when {month}\n").find("a 'rule' line must come first"), std::string::npos);
  write("times.tsv", "class\twords\tvalue\nfeast\tGreat Day\tsomeday\n");
  EXPECT_NE(error_of("rule time.a\n  when one\n").find("times.tsv:2"), std::string::npos);
}

TEST(Calendars, GiveTheDaysThatWereKept) {
  EXPECT_EQ(to_iso(easter(2024)), "2024-03-31");
  EXPECT_EQ(to_iso(orthodox_easter(2024)), "2024-05-05");
  EXPECT_EQ(to_iso(hijri_day(1445, 9, 1)), "2024-03-11");
  EXPECT_EQ(to_iso(hijri_day(1442, 12, 10)), "2021-07-20");
  EXPECT_EQ(to_iso(hebrew_day(5784, 7, 10)), "2023-09-25");
  EXPECT_EQ(to_iso(hebrew_day(5784, 1, 15)), "2024-04-23");
  EXPECT_EQ(iso_week(make_day(2016, 1, 3)).week, 53);
  EXPECT_EQ(iso_week(make_day(2016, 1, 3)).year, 2015);
  EXPECT_EQ(hijri_year_near(make_day(2021, 5, 1)), 1442);
}

}  // namespace
}  // namespace vigie
