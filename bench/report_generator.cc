#include "report_generator.h"

#include "base/day.h"
#include "lang/tsv.h"
#include "page/article_reader.h"
#include "page/input_reader.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <random>

namespace vigie {
namespace {
namespace fs = std::filesystem;

/// Sentences and paragraphs of one language.
struct Material {
  std::string language;
  std::vector<std::string> titles;
  std::vector<std::string> paragraphs;
};

/// The example sentences of the pattern files.
Result<void> add_pattern_examples(const DataDir& data, Material& material) {
  std::vector<fs::path> files;
  std::error_code ec;
  for (const auto& entry :
       fs::directory_iterator(data.language(material.language) / "patterns", ec)) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    const auto bytes = read_file(file);
    if (!bytes) {
      return tl::unexpected(bytes.error());
    }
    for (const auto& line : split_list(*bytes, '\n')) {
      const auto trimmed = trim(line);
      if (trimmed.rfind("example ", 0) != 0) {
        continue;
      }
      const auto text = trim(trimmed.substr(8, trimmed.find("=>") - 8));
      if (!text.empty()) {
        material.paragraphs.push_back(std::string(text) + (text.back() == '.' ? "" : "."));
      }
    }
  }
  return {};
}

}  // namespace

Result<std::vector<std::string>> generate_reports(const DataDir& data,
                                                  const fs::path& examples,
                                                  int n_reports,
                                                  unsigned seed) {
  std::array<Material, 2> materials{{{"fr", {}, {}}, {"en", {}, {}}}};
  const auto reader = ArticleReader::load(data);
  if (!reader) {
    return tl::unexpected(reader.error());
  }
  InputReader inputs({examples.string()});
  while (const auto page = inputs.next()) {
    if (!*page) {
      return tl::unexpected(page->error());
    }
    const auto article = reader->read(**page);
    for (auto& material : materials) {
      if (material.language != article.language) {
        continue;
      }
      for (const auto& paragraph : article.paragraphs) {
        auto& into = paragraph.kind == ParagraphKind::title ? material.titles : material.paragraphs;
        into.emplace_back(paragraph.span.of(article.text));
      }
    }
  }
  for (auto& material : materials) {
    if (const auto added = add_pattern_examples(data, material); !added) {
      return tl::unexpected(added.error());
    }
    if (material.paragraphs.empty() || material.titles.empty()) {
      return fail("missing_file", "no reports in '" + material.language + "'", examples.string());
    }
  }

  std::mt19937 random(seed);
  const auto pick = [&](const std::vector<std::string>& list) -> const std::string& {
    return list[random() % list.size()];
  };
  std::vector<std::string> out;
  for (int i = 0; i < n_reports; ++i) {
    const auto& material = materials[std::size_t(i) % materials.size()];
    const auto day = make_day(2012, 1, 1) + std::chrono::days(random() % 4500);
    std::string text;
    const int n = 8 + int(random() % 9);
    for (int k = 0; k < n; ++k) {
      text += pick(material.paragraphs) + "\n\n";
    }
    const nlohmann::ordered_json record = {{"id", fmt::format("g{:06}", i)},
                                           {"title", pick(material.titles)},
                                           {"published", to_iso(day)},
                                           {"lang", material.language},
                                           {"text", text}};
    out.push_back(record.dump());
  }
  return out;
}

}  // namespace vigie
