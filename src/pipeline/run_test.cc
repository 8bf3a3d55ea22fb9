#include "pipeline/run.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace vigie {
namespace {

/// Reports in a language without a pack go the whole way but for the reading, so no compiled data
/// is needed here.
class RunTest : public ::testing::Test {
 protected:
  void SetUp() override {
    file_ = std::filesystem::temp_directory_path() /
            (std::string("vigie-run-") +
             ::testing::UnitTest::GetInstance()->current_test_info()->name() + ".jsonl");
    std::ofstream out(file_);
    for (int i = 0; i < 500; ++i) {
      if (i % 50 == 7) {
        out << "no json\n";
      } else {
        out << R"({"id":"r)" << i << R"(","lang":"xx","text":"Word )" << i << "\"}\n";
      }
    }
  }
  void TearDown() override { std::filesystem::remove(file_); }

  std::filesystem::path file_;
};

struct Told {
  std::string story;  ///< outputs and errors as they were told
  RunCounts counts;
};

Told told(const std::filesystem::path& file, int threads, int window) {
  const auto reader = Reader::load(DataDir{std::string(VIGIE_SOURCE_DIR) + "/data"});
  InputReader inputs({file.string()});
  Told out;
  RunHandlers handlers;
  handlers.render = [](Report& r) { return r.article.id + " "; };
  handlers.write = [&](const std::string& s) { out.story += s; };
  handlers.failed = [&](const Error& e) { out.story += "line" + std::to_string(e.line) + " "; };
  handlers.note = [](const Error& e) { EXPECT_EQ(e.code, "unsupported_language"); };
  RunOptions options;
  options.threads = threads;
  options.window = window;
  out.counts = run(inputs, **reader, options, handlers);
  return out;
}

TEST_F(RunTest, ManyThreadsTellTheSameStoryAsOne) {
  const auto one = told(file_, 1, 256);
  EXPECT_EQ(one.counts.reports, 490U);
  EXPECT_EQ(one.counts.failed, 10U);
  EXPECT_EQ(one.counts.unread, 490U);
  EXPECT_NE(one.story.find("r6 line8 r8"), std::string::npos);
  for (const int window : {1, 3, 256}) {
    EXPECT_EQ(told(file_, 4, window).story, one.story) << window;
  }
}

TEST_F(RunTest, AWriterThatFailsStopsTheRun) {
  const auto reader = Reader::load(DataDir{std::string(VIGIE_SOURCE_DIR) + "/data"});
  InputReader inputs({file_.string()});
  RunHandlers handlers;
  int written = 0;
  handlers.render = [](Report& r) { return r.article.id; };
  handlers.write = [&](const std::string&) {
    if (++written == 20) {
      throw std::runtime_error("disk full");
    }
  };
  handlers.failed = [](const Error&) {};
  handlers.note = [](const Error&) {};
  RunOptions options;
  options.threads = 4;
  options.window = 2;
  EXPECT_THROW(run(inputs, **reader, options, handlers), std::runtime_error);
  EXPECT_EQ(written, 20);
}

}  // namespace
}  // namespace vigie
