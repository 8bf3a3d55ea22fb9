// Runs the stories of tests/cli/*.test; README.md beside this file explains their form.
#include "lang/tsv.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sys/wait.h>

namespace vigie {
namespace {
namespace fs = std::filesystem;

struct Story {
  std::string name;
  std::string where;  ///< file:line
  std::vector<std::pair<std::string, std::string>> steps;
};

std::vector<Story> read_stories(const fs::path& path) {
  std::vector<Story> stories;
  std::ifstream in(path);
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line[0] == '#') {
      continue;
    }
    if (line[0] == '|') {
      stories.back().steps.emplace_back("|", line.size() > 1 ? line.substr(2) : "");
      continue;
    }
    const auto space = line.find(' ');
    const auto word = line.substr(0, space);
    const auto rest =
        space == std::string::npos ? std::string() : std::string(trim(line.substr(space)));
    if (word == "story") {
      stories.push_back({rest, path.filename().string() + ":" + std::to_string(number), {}});
    } else {
      stories.back().steps.emplace_back(word, rest);
    }
  }
  return stories;
}

std::string unescaped(const std::string& s) {
  std::string out;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] != '\\') {
      out += s[i];
    } else if (s[i + 1] == 'x') {
      out += char(std::stoi(s.substr(i + 2, 2), nullptr, 16));
      i += 3;
    } else {
      out += s[i + 1] == 'n' ? '\n' : s[i + 1];
      ++i;
    }
  }
  return out;
}

std::string replaced(std::string s, const std::string& what, const std::string& by) {
  for (auto at = s.find(what); at != std::string::npos; at = s.find(what, at + by.size())) {
    s.replace(at, what.size(), by);
  }
  return s;
}

class CliStory : public ::testing::Test {
 public:
  explicit CliStory(Story story) : story_(std::move(story)) {}

  void TestBody() override {
    const auto dir = fs::temp_directory_path() / ("vigie-cli-" + replaced(story_.where, ":", "-"));
    fs::remove_all(dir);
    fs::create_directories(dir);
    std::string file;
    std::string out;
    std::string err;
    int code = -1;
    for (const auto& [word, rest] : story_.steps) {
      if (word == "file") {
        file = rest;
        std::ofstream(dir / file);
      } else if (word == "|") {
        std::ofstream(dir / file, std::ios::app) << rest << '\n';
      } else if (word == "bytes") {
        const auto space = rest.find(' ');
        std::ofstream(dir / rest.substr(0, space), std::ios::binary)
            << unescaped(rest.substr(space + 1));
      } else if (word == "run") {
        const auto arguments =
            replaced(rest, "@examples", std::string(VIGIE_SOURCE_DIR) + "/examples");
        const auto command = "cd '" + dir.string() + "' && '" VIGIE_PROGRAM "' " + arguments +
                             (rest.find('<') == std::string::npos ? " </dev/null" : "") +
                             " >.out 2>.err";
        code = WEXITSTATUS(std::system(command.c_str()));
        out = read_file(dir / ".out").value_or("");
        err = read_file(dir / ".err").value_or("");
      } else if (word == "exit") {
        EXPECT_EQ(code, std::stoi(rest)) << story_.where << "\n" << err;
      } else if (word == "out" || word == "err") {
        const auto& text = word == "out" ? out : err;
        const bool wanted = rest.substr(0, 3) == "has";
        const auto words = std::string(trim(rest.substr(3)));
        EXPECT_EQ(text.find(words) != std::string::npos, wanted)
            << story_.where << ": " << word << " " << rest << "\nstdout:\n"
            << out << "\nstderr:\n"
            << err;
      } else {
        ADD_FAILURE() << story_.where << ": unknown word '" << word << "'";
      }
    }
    fs::remove_all(dir);
  }

 private:
  Story story_;
};

/// One GoogleTest per story, so that each is counted and named.
const int kRegistered = [] {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(std::string(VIGIE_SOURCE_DIR) + "/tests/cli")) {
    if (entry.path().extension() == ".test") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  int n = 0;
  for (const auto& file : files) {
    for (const auto& story : read_stories(file)) {
      auto name = replaced(story.name, " ", "_");
      ::testing::RegisterTest(("cli_" + file.stem().string()).c_str(), name.c_str(), nullptr,
                              nullptr, __FILE__, __LINE__,
                              [story]() -> CliStory* { return new CliStory(story); });
      ++n;
    }
  }
  return n;
}();

TEST(Cli, StoriesAreThere) {
  EXPECT_GT(kRegistered, 10);
}

}  // namespace
}  // namespace vigie
