// Reads tests/cases/<language>.txt and checks the claims of each case (tests/cases/README.md).
#include "base/utf8.h"
#include "lang/tsv.h"
#include "pipeline/reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace vigie {
namespace {

struct Case {
  std::size_t line = 0;
  std::string published;
  std::string text;
  std::vector<std::string> wanted;
};

std::vector<Case> load_cases(const std::string& path) {
  const auto bytes = read_file(path);
  std::vector<Case> out;
  std::istringstream in(bytes ? *bytes : "");
  std::string line;
  Case current;
  bool claims = false;
  const auto close = [&] {
    if (!current.published.empty()) {
      out.push_back(current);
    }
    current = {};
    claims = false;
  };
  for (std::size_t n = 1; std::getline(in, line); ++n) {
    if (line.empty()) {
      close();
    } else if (line[0] == '#') {
      continue;
    } else if (line == "----") {
      claims = true;
    } else if (claims) {
      current.wanted.push_back(line);
    } else if (current.published.empty()) {
      current.published = line;
      current.line = n;
    } else {
      current.text += (current.text.empty() ? "" : "\n\n") + line;
    }
  }
  close();
  return out;
}

bool holds(std::string_view filler, std::string_view words) {
  return fold_name(filler).find(fold_name(words)) != std::string::npos;
}

template <typename Filler>
bool filled(const std::vector<Filler>& fillers, const std::string& words) {
  if (words == "-") {
    return fillers.empty();
  }
  return std::any_of(fillers.begin(), fillers.end(), [&](const Filler& f) {
    return holds(f.name, words) || holds(f.surface, words);
  });
}

/// One expected line against one claim.
bool fits(const Claim& claim, const std::string& line) {
  std::istringstream in(line);
  std::string word;
  in >> word;
  if (word != to_string(claim.type)) {
    return false;
  }
  while (in >> word) {
    const auto eq = word.find('=');
    const std::string role = word.substr(0, eq);
    std::string value = word.substr(eq + 1);
    std::replace(value.begin(), value.end(), '_', ' ');
    std::vector<ActorFiller> sources;
    for (const auto& s : claim.sources) {
      sources.push_back(s.actor);
    }
    const bool ok = role == "actor"      ? filled(claim.actors, value)
                    : role == "target"   ? filled(claim.targets, value)
                    : role == "place"    ? filled(claim.places, value)
                    : role == "source"   ? filled(sources, value)
                    : role == "polarity" ? to_string(claim.polarity) == value
                    : role == "modality" ? to_string(claim.modality) == value
                    : role == "extent"   ? to_string(claim.extent) == value
                                         : false;
    if (!ok) {
      return false;
    }
  }
  return true;
}

class Cases : public ::testing::TestWithParam<const char*> {};

TEST_P(Cases, GiveTheirClaims) {
  const std::string path = std::string(VIGIE_SOURCE_DIR) + "/tests/cases/" + GetParam() + ".txt";
  const auto cases = load_cases(path);
  ASSERT_FALSE(cases.empty());
  const auto data = find_data_dir("");
  ASSERT_TRUE(data) << data.error().to_string();
  const auto reader = Reader::load(*data);
  ASSERT_TRUE(reader) << reader.error().to_string();
  for (const auto& c : cases) {
    Article article;
    article.language = GetParam();
    article.text = c.text;
    article.published = parse_instant(c.published);
    article.paragraphs.push_back(
        {{0, static_cast<std::uint32_t>(c.text.size())}, ParagraphKind::body});
    const auto report = (*reader)->read(std::move(article));
    ASSERT_TRUE(report) << report.error().to_string();
    for (const auto& line : c.wanted) {
      const bool forbidden = line.rfind("not ", 0) == 0;
      const bool found =
          std::any_of(report->claims.begin(), report->claims.end(), [&](const Claim& claim) {
            return forbidden ? to_string(claim.type) == line.substr(4) : fits(claim, line);
          });
      EXPECT_NE(found, forbidden) << path << ":" << c.line << ": " << line << "\n" << c.text;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, Cases, ::testing::Values("fr", "en"));

}  // namespace
}  // namespace vigie
