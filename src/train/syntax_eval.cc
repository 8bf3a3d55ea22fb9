#include "train/syntax_eval.h"

#include "sentences/conllu.h"

#include <algorithm>
#include <ctime>
#include <map>
#include <set>

namespace vigie {
namespace {

/// Place of a word in the whole text; `part` numbers the words that share a span.
struct Place {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t part = 0;
  auto operator<=>(const Place&) const = default;
};

struct Word {
  const Token* token = nullptr;
  Place head;
  bool is_root = false;
};

std::string_view universal(Deprel rel) {
  const auto name = to_string(rel);
  return name.substr(0, name.find(':'));
}

/// What can be compared: marks that treebanks of one language set differently are left out.
Features comparable(const Token& t) {
  auto f = t.feats;
  if (f.voice == Voice::Act) {
    f.voice = Voice::none;
  }
  if (f.possessive) {
    f.pron_type = PronType::Prs;
  }
  return f;
}

using Words = std::map<Place, Word>;

void add_words(const Sentence& s, std::uint32_t offset, Words& out) {
  std::vector<Place> places;
  for (int i = 0; i < s.size(); ++i) {
    const std::uint32_t part = i > 0 && s[i].span == s[i - 1].span ? places.back().part + 1 : 0;
    places.push_back({s[i].span.begin + offset, s[i].span.end + offset, part});
  }
  for (int i = 0; i < s.size(); ++i) {
    const int head = s[i].head;
    out[places[std::size_t(i)]] = {&s[i], head < 0 ? Place{} : places[std::size_t(head)], head < 0};
  }
}

}  // namespace

Result<SyntaxScores> evaluate_syntax(const Annotator& annotator,
                                     const std::filesystem::path& file,
                                     bool from_raw) {
  const auto gold = read_conllu(file);
  if (!gold) {
    return tl::unexpected(gold.error());
  }
  // One article out of all sentences, so that both ways compare places in one text.
  Article article;
  Words gold_words;
  std::set<std::pair<std::uint32_t, std::uint32_t>> gold_sentences;
  std::vector<Sentence> system;
  std::vector<std::uint32_t> offsets;
  for (const auto& s : *gold) {
    if (article.paragraphs.empty() || s.starts_paragraph) {
      article.text += article.paragraphs.empty() ? "" : "\n\n";
      const auto at = std::uint32_t(article.text.size());
      article.paragraphs.push_back({{at, at}, ParagraphKind::body});
    } else {
      article.text += ' ';
    }
    const auto offset = std::uint32_t(article.text.size());
    article.text += s.text;
    article.paragraphs.back().span.end = std::uint32_t(article.text.size());
    add_words(s.sentence, offset, gold_words);
    gold_sentences.emplace(s.sentence.tokens.front().span.begin + offset,
                           s.sentence.tokens.back().span.end + offset);
    if (!from_raw) {
      Sentence words = s.sentence;
      for (auto& t : words.tokens) {
        t.upos = Upos::none;
        t.feats = {};
        t.lemma.clear();
        t.head = -1;
        t.rel = Deprel::none;
      }
      system.push_back(std::move(words));
      offsets.push_back(offset);
    }
  }
  // Processor time, so that a busy machine does not make the parser look slow.
  const auto start = std::clock();
  if (from_raw) {
    system = annotator.annotate(article);
    offsets.assign(system.size(), 0);
  } else {
    for (auto& s : system) {
      annotator.annotate(s);
    }
  }
  const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;

  Words system_words;
  std::size_t right_sentences = 0;
  for (std::size_t k = 0; k < system.size(); ++k) {
    add_words(system[k], offsets[k], system_words);
    right_sentences += gold_sentences.count({system[k].tokens.front().span.begin + offsets[k],
                                             system[k].tokens.back().span.end + offsets[k]});
  }
  SyntaxScores out;
  std::size_t both = 0, upos = 0, feats = 0, lemmas = 0, uas = 0, las = 0, full = 0;
  for (const auto& [place, mine] : system_words) {
    const auto it = gold_words.find(place);
    if (it == gold_words.end()) {
      continue;
    }
    const Token& a = *mine.token;
    const Token& b = *it->second.token;
    ++both;
    upos += a.upos == b.upos;
    feats += comparable(a) == comparable(b);
    lemmas += a.lemma == b.lemma || b.lemma.empty();
    if (mine.is_root == it->second.is_root && mine.head == it->second.head) {
      ++uas;
      las += universal(a.rel) == universal(b.rel);
      full += a.rel == b.rel;
    }
  }
  const auto f1 = [](std::size_t right, std::size_t x, std::size_t y) {
    return x + y == 0 ? 0.0 : 200.0 * double(right) / double(x + y);
  };
  const auto share = [&](std::size_t right) {
    return f1(right, system_words.size(), gold_words.size());
  };
  out.n_words = gold_words.size();
  out.words = share(both);
  out.sentences = f1(right_sentences, system.size(), gold_sentences.size());
  out.upos = share(upos);
  out.feats = share(feats);
  out.lemmas = share(lemmas);
  out.uas = share(uas);
  out.las = share(las);
  out.las_full = share(full);
  out.tokens_per_second = double(system_words.size()) / std::max(seconds, 1e-9);
  return out;
}

}  // namespace vigie
