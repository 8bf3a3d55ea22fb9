#include "mentions/romanisation.h"

#include "base/utf8.h"
#include "lang/tsv.h"

#include <algorithm>

namespace vigie {
namespace {

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

bool is_latin(char c) {
  return c >= 'a' && c <= 'z';
}

/// Whether the letter at `i` (or the word's edge) is what a rule's `before` or `after` asks for.
bool context_fits(std::string_view wanted, std::string_view word, std::ptrdiff_t i) {
  if (wanted.empty()) {
    return true;
  }
  const bool edge = i < 0 || i >= std::ptrdiff_t(word.size());
  if (wanted == "^" || wanted == "$") {
    return edge;
  }
  if (edge) {
    return false;
  }
  const char c = word[std::size_t(i)];
  if (wanted == "V") {
    return is_vowel(c);
  }
  if (wanted == "C") {
    return is_latin(c) && !is_vowel(c);
  }
  return wanted.find(c) != std::string_view::npos;
}

}  // namespace

Result<Romaniser> Romaniser::load(const DataDir& data) {
  const auto path = data.root / "places" / "romanisation.tsv";
  const auto file = read_tsv(path, {"family", "kind", "before", "letters", "after", "key"});
  if (!file) {
    return tl::unexpected(file.error());
  }
  const int family_column = file->column("family");
  const int kind = file->column("kind");
  const int before = file->column("before");
  const int letters = file->column("letters");
  const int after = file->column("after");
  const int key = file->column("key");

  Romaniser romaniser;
  for (const auto& row : file->rows) {
    int index = romaniser.family(row[family_column]);
    if (index < 0) {
      index = int(romaniser.families_.size());
      romaniser.families_.emplace_back().name = row[family_column];
    }
    auto& family = romaniser.families_[std::size_t(index)];
    const std::string word(row[letters]);
    if (word.empty()) {
      return tl::unexpected(file->error(row, "column 'letters' is empty"));
    }
    if (row[kind] == "article") {
      family.articles.insert(word);
    } else if (row[kind] == "opening") {
      family.openings.emplace(word, row[key]);
    } else if (row[kind] == "letters") {
      family.rules[static_cast<unsigned char>(word[0])].push_back(
          {std::string(row[before]), word, std::string(row[after]), std::string(row[key])});
    } else {
      return tl::unexpected(file->error(
          row, "unknown kind '" + std::string(row[kind]) + "'; it is article, opening or letters"));
    }
    for (const auto& cell : row.cells) {
      romaniser.fingerprint_ = combine64(romaniser.fingerprint_, hash64(cell));
    }
  }
  return romaniser;
}

int Romaniser::family(std::string_view name) const {
  for (std::size_t i = 0; i < families_.size(); ++i) {
    if (families_[i].name == name) {
      return int(i);
    }
  }
  return -1;
}

void Romaniser::append_word(const Family& family, std::string_view word, std::string& key) const {
  // The last sign of the key may double the next one only when a vowel stood between them.
  bool vowel_between = true;
  const auto append = [&](std::string_view signs) {
    for (const char sign : signs) {
      if (vowel_between || key.empty() || key.back() != sign) {
        key += sign;
      }
      vowel_between = false;
    }
  };
  for (std::size_t i = 0; i < word.size();) {
    const Rule* found = nullptr;
    for (const auto& rule : family.rules[static_cast<unsigned char>(word[i])]) {
      if (word.substr(i, rule.letters.size()) == rule.letters &&
          context_fits(rule.before, word, std::ptrdiff_t(i) - 1) &&
          context_fits(rule.after, word, std::ptrdiff_t(i + rule.letters.size()))) {
        found = &rule;
        break;
      }
    }
    if (found != nullptr) {
      append(found->key);
      i += found->letters.size();
    } else if ((is_latin(word[i]) && !is_vowel(word[i])) || (word[i] >= '0' && word[i] <= '9')) {
      append(word.substr(i, 1));
      ++i;
    } else {
      vowel_between = true;
      i += code_point_at(word, i).bytes;
    }
  }
}

std::string Romaniser::key(int family_index, std::string_view folded) const {
  if (family_index < 0 || std::size_t(family_index) >= families_.size()) {
    return {};
  }
  const auto& family = families_[std::size_t(family_index)];
  const auto words = split_list(folded, ' ');
  std::string key;
  bool first = true;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (words.size() > 1 && family.articles.find(word) != family.articles.end()) {
      continue;
    }
    if (const auto it = family.openings.find(word);
        it != family.openings.end() && i + 1 < words.size()) {
      key += it->second;
      first = false;
      continue;
    }
    // A vowel at the start tells Adra from Dara; a glued article (Ezzor, Arraqqa) does not count.
    const bool glued = word.size() > 4 && word[1] == word[2];
    if (first && is_vowel(word[0]) && word[0] != 'y' && !glued) {
      key += '*';
    }
    first = false;
    append_word(family, word, key);
  }
  const auto consonants = std::count_if(key.begin(), key.end(), [](char c) { return c != '*'; });
  return consonants < 2 ? std::string() : key;
}

bool Romaniser::is_article(int family_index, std::string_view word) const {
  if (family_index < 0 || std::size_t(family_index) >= families_.size()) {
    return false;
  }
  const auto& articles = families_[std::size_t(family_index)].articles;
  return articles.find(word) != articles.end();
}

std::string Romaniser::bare(int family_index, std::string_view folded) const {
  if (family_index < 0 || std::size_t(family_index) >= families_.size()) {
    return std::string(folded);
  }
  const auto& articles = families_[std::size_t(family_index)].articles;
  std::string out;
  for (const auto& word : split_list(folded, ' ')) {
    if (articles.find(word) == articles.end()) {
      out += word;
    }
  }
  return out.empty() ? std::string(folded) : out;
}

double name_distance(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) {
    return a.size() == b.size() ? 0.0 : 1.0;
  }
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    row[j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return double(row[b.size()]) / double(std::max(a.size(), b.size()));
}

}  // namespace vigie
