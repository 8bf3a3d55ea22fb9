#include "views/tree_words.h"

#include "base/utf8.h"

#include <fmt/core.h>

#include <algorithm>

namespace vigie {
namespace {

/// Pads to a column; fmt counts wide letters right but combining marks wrong, which is rare here.
void add_word(const Tree& tree, int token, int depth, int mark, std::string& out) {
  const auto& sentence = tree.sentence();
  const auto& word = sentence[token];
  out += fmt::format("{} {:<34} {:<6} {:<12} {:<16} {}\n", token == mark ? "->" : "  ",
                     std::string(std::size_t(2 * std::min(depth, 12)), ' ') + word.form,
                     to_string(word.upos), to_string(word.rel), word.lemma, to_string(word.feats));
  for (const int child : tree.children(token)) {
    add_word(tree, child, depth + 1, mark, out);
  }
}

}  // namespace

std::string tree_words(const Sentence& sentence, int mark) {
  const Tree tree(sentence);
  std::string out;
  for (int i = 0; i < sentence.size(); ++i) {
    if (sentence[i].head < 0) {
      add_word(tree, i, 0, mark, out);
    }
  }
  return out;
}

}  // namespace vigie
