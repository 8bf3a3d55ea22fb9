#include "page/language_identifier.h"

#include "base/utf8.h"
#include "lang/tsv.h"

#include <algorithm>

namespace vigie {
namespace {

/// Reading more changes no answer.
constexpr std::size_t kEnoughBytes = 8000;

/// The language that a script alone stands for in our data; "" for Latin and for the rest.
std::string_view by_script(char32_t c) {
  if (c >= 0x0400 && c <= 0x04ff) {
    return "ru";
  }
  if (c >= 0x0600 && c <= 0x06ff) {
    return "ar";
  }
  if (c >= 0x0590 && c <= 0x05ff) {
    return "he";
  }
  if (c >= 0x0370 && c <= 0x03ff) {
    return "el";
  }
  if (c >= 0x1200 && c <= 0x137f) {
    return "am";
  }
  if (c >= 0x4e00 && c <= 0x9fff) {
    return "zh";
  }
  return {};
}

}  // namespace

Result<LanguageIdentifier> LanguageIdentifier::load(const DataDir& data) {
  const auto file = read_tsv(data.root / "page" / "stopwords.tsv", {"lang", "words"});
  if (!file) {
    return tl::unexpected(file.error());
  }
  LanguageIdentifier identifier;
  const int lang = file->column("lang");
  const int words = file->column("words");
  for (const auto& row : file->rows) {
    StringSet set;
    for (const auto& word : split_list(row[words])) {
      set.insert(fold(word));
    }
    identifier.words_.emplace_back(std::string(row[lang]), std::move(set));
  }
  return identifier;
}

std::string LanguageIdentifier::identify(std::string_view text) const {
  text = text.substr(0, kEnoughBytes);
  StringMap<int> scripts;
  int letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    at += point.bytes;
    if (is_letter(point.value)) {
      ++letters;
      if (const auto script = by_script(point.value); !script.empty()) {
        ++scripts[std::string(script)];
      }
    }
  }
  for (const auto& [language, count] : scripts) {
    if (2 * count > letters) {
      return language;
    }
  }
  std::vector<int> hits(words_.size());
  int n = 0;
  for (const auto& word : split_list(fold_name(text), ' ')) {
    ++n;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      hits[i] += words_[i].second.find(word) != words_[i].second.end() ? 1 : 0;
    }
  }
  const auto best = std::max_element(hits.begin(), hits.end());
  // In running text of a language a third of the words are small ones; in a table or a list of
  // names there are next to none, and then nothing is known.
  if (best == hits.end() || *best < 2 || *best * 12 < n) {
    return {};
  }
  return words_[std::size_t(best - hits.begin())].first;
}

}  // namespace vigie
