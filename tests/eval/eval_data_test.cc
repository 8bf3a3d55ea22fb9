// Measures reading on gold reports against tests/eval/thresholds.tsv.
#include "eval/claim_score.h"
#include "eval/score_words.h"
#include "lang/tsv.h"
#include "pipeline/reader.h"
#include "views/claim_json.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>

namespace vigie {
namespace {
namespace fs = std::filesystem;

struct Limit {
  std::string measure;
  double value = 0;
};

std::map<std::string, std::vector<Limit>> limits_by_set() {
  std::map<std::string, std::vector<Limit>> out;
  const auto file = read_tsv(std::string(VIGIE_SOURCE_DIR) + "/tests/eval/thresholds.tsv",
                             {"set", "measure", "limit"});
  for (const auto& row : file->rows) {
    out[row.cells[0]].push_back({row.cells[1], std::stod(row.cells[2])});
  }
  return out;
}

/// The folder of a set; empty when it is not on this machine.
fs::path folder_of(const std::string& set) {
  if (set.rfind("own/", 0) == 0) {
    return fs::path(VIGIE_SOURCE_DIR) / "tests" / "reports" / set.substr(4);
  }
  const char* data = std::getenv("VIGIE_EVAL_DATA");
  return data == nullptr ? fs::path() : fs::path(data) / "gold" / set.substr(5);
}

double measured(const ClaimScores& scores, const std::string& measure) {
  if (measure == "claim") {
    return scores.claim.f1();
  }
  if (measure == "role") {
    return scores.role.f1();
  }
  if (measure == "who_what_where") {
    return scores.who_what_where.f1();
  }
  if (measure == "evidence_overlap") {
    return scores.evidence_overlap;
  }
  if (measure == "evidence_removed") {
    return double(scores.evidence_removed);
  }
  if (measure == "calibration_error") {
    return scores.calibration_error.value_or(1);
  }
  for (int r = 0; r < kRoles; ++r) {
    if (measure == to_string(Role(r))) {
      return scores.roles[std::size_t(r)].f1();
    }
  }
  ADD_FAILURE() << "thresholds.tsv: unknown measure '" << measure << "'";
  return 0;
}

class GoldSet : public ::testing::TestWithParam<std::string> {};

TEST_P(GoldSet, IsReadWellEnough) {
  const auto folder = folder_of(GetParam());
  if (folder.empty()) {
    GTEST_SKIP() << "VIGIE_EVAL_DATA is not set; " << GetParam() << " was not measured";
  }
  if (!fs::exists(folder)) {
    GTEST_SKIP() << folder << " is not there; " << GetParam() << " was not measured";
  }
  const auto gold = load_gold(folder);
  ASSERT_TRUE(gold) << gold.error().to_string();
  const auto data = find_data_dir("");
  ASSERT_TRUE(data) << data.error().to_string();
  auto reader = Reader::load(*data);
  ASSERT_TRUE(reader) << reader.error().to_string();
  std::map<std::string, ClaimDocument> predicted;
  for (const auto& document : *gold) {
    const auto page = page_of_gold(document);
    auto report = (*reader)->read(page);
    ASSERT_TRUE(report) << report.error().to_string();
    predicted[page.id] = ClaimDocument::parse(report_json(report->article, report->claims).dump());
  }
  const auto scores = score_claims(*gold, predicted, false);
  std::printf("%s: %s", GetParam().c_str(), score_words(scores, false).c_str());
  const auto limits = limits_by_set();
  for (const auto& limit : limits.at(GetParam())) {
    const double value = measured(scores, limit.measure);
    if (limit.measure == "evidence_removed" || limit.measure == "calibration_error") {
      EXPECT_LE(value, limit.value) << GetParam() << " " << limit.measure;
    } else {
      EXPECT_GE(value, limit.value) << GetParam() << " " << limit.measure;
    }
  }
}

std::vector<std::string> set_names() {
  std::vector<std::string> names;
  for (const auto& [name, limits] : limits_by_set()) {
    names.push_back(name);
  }
  return names;
}

INSTANTIATE_TEST_SUITE_P(Eval, GoldSet, ::testing::ValuesIn(set_names()), [](const auto& test) {
  auto name = test.param;
  for (auto& c : name) {
    c = c == '/' ? '_' : c;
  }
  return name;
});

}  // namespace
}  // namespace vigie
