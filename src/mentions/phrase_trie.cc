#include "mentions/phrase_trie.h"

#include "base/utf8.h"

namespace vigie {

WordLine::WordLine(const Sentence& sentence, std::string_view text) {
  for (int t = 0; t < sentence.size();) {
    int last = t + 1;
    while (last < sentence.size() && sentence[last].span == sentence[t].span) {
      ++last;  // contraction: several syntactic words, one written word
    }
    const std::string folded = fold_name(sentence[t].span.of(text));
    std::string_view rest = folded;
    const std::size_t before = words_.size();
    while (!rest.empty()) {
      const auto space = rest.find(' ');
      words_.push_back({hash64(rest.substr(0, space)), t, last, false, false});
      if (space == std::string_view::npos) {
        break;
      }
      rest.remove_prefix(space + 1);
    }
    if (words_.size() > before) {
      words_[before].begins = true;
      words_.back().ends = true;
    }
    t = last;
  }
}

void PhraseTrie::add(std::string_view phrase, int value) {
  std::string spaced(phrase);
  // An elided article or preposition is a word of its own in the text: l'armée, d'Alep.
  for (std::size_t i = 0; i + 1 < spaced.size(); ++i) {
    const bool elision = (spaced[i] == '\'' && i > 0 && (i == 1 || spaced[i - 2] == ' ')) ||
                         (i > 1 && spaced[i] == '\'' && spaced[i - 1] == 'u');
    if (elision) {
      spaced.insert(i + 1, " ");
    }
  }
  const std::string folded = fold_name(spaced);
  std::string_view rest = folded;
  int state = 0;
  while (!rest.empty()) {
    const auto space = rest.find(' ');
    const auto key = combine64(std::uint64_t(state), hash64(rest.substr(0, space)));
    const auto [it, fresh] = next_.emplace(key, states_);
    if (fresh) {
      ++states_;
    }
    state = it->second;
    if (space == std::string_view::npos) {
      break;
    }
    rest.remove_prefix(space + 1);
  }
  if (state != 0) {
    values_.emplace(state, value);
  }
}

std::vector<PhraseTrie::Hit> PhraseTrie::match(const WordLine& line, int at) const {
  std::vector<Hit> out;
  int state = 0;
  for (int i = at; i < line.size(); ++i) {
    const auto it = next_.find(combine64(std::uint64_t(state), line.hash(i)));
    if (it == next_.end()) {
      break;
    }
    state = it->second;
    if (line.ends_token(i)) {
      const auto [first, last] = values_.equal_range(state);
      for (auto v = first; v != last; ++v) {
        out.push_back({i - at + 1, v->second});
      }
    }
  }
  return out;
}

}  // namespace vigie
