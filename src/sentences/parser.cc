#include "sentences/parser.h"

#include "base/utf8.h"
#include "sentences/tagger.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace vigie {

Arcs Arcs::reversed() const {
  const int n = int(heads.size());
  Arcs out{std::vector<int>(heads.size()), {rels.rbegin(), rels.rend()}};
  for (int i = 0; i < n; ++i) {
    const int head = heads[std::size_t(n - 1 - i)];
    out.heads[std::size_t(i)] = head == n ? n : n - 1 - head;
  }
  return out;
}

ParserState::ParserState(const Sentence& sentence, Reading reading, const Arcs* guide)
    : n_(sentence.size()),
      guide_(guide),
      nodes_(std::size_t(sentence.size()) + 1) {
  stack_.reserve(32);
  for (int i = 0; i < n_; ++i) {
    const Token& token = sentence[reading == Reading::forwards ? i : n_ - 1 - i];
    Node& node = nodes_[std::size_t(i)];
    node.word = word_hash(token.lower);
    node.lemma = word_hash(token.lemma);
    node.upos = std::uint64_t(token.upos) + 1;
    node.tag = without_gender(pack_tag(token.upos, token.feats)) + 1;
  }
  Node& root = nodes_.back();
  root.word = root.lemma = 5;
  root.upos = root.tag = 40;
  none_.word = none_.lemma = 7;
}

Arcs ParserState::arcs() const {
  Arcs out{std::vector<int>(std::size_t(n_)), std::vector<Deprel>(std::size_t(n_))};
  for (std::size_t i = 0; i < out.heads.size(); ++i) {
    out.heads[i] = nodes_[i].head;
    out.rels[i] = nodes_[i].rel;
  }
  return out;
}

bool ParserState::legal(Move move) const {
  switch (move) {
    case Move::shift:
      return next_ < n_;
    case Move::left:
      // One root per sentence: the last word left takes it.
      return !stack_.empty() && (next_ < n_ || stack_.size() == 1);
    case Move::right:
      return stack_.size() >= 2;
  }
  return false;
}

std::pair<int, int> ParserState::arc_of(Move move) const {
  return {move == Move::left ? next_ : stack(1), stack(0)};
}

void ParserState::apply(Move move, Deprel rel) {
  if (move == Move::shift) {
    stack_.push_back(next_++);
    return;
  }
  const auto [head, dependent] = arc_of(move);
  stack_.pop_back();
  Node& d = nodes_[std::size_t(dependent)];
  Node& h = nodes_[std::size_t(head)];
  d.head = head;
  d.rel = rel;
  const auto bit = std::uint64_t{1} << unsigned(rel);
  if (dependent < head) {
    h.left2 = h.left;
    h.left = dependent;
    ++h.n_left;
    h.left_rels |= bit;
  } else {
    h.right2 = h.right;
    h.right = dependent;
    ++h.n_right;
    h.right_rels |= bit;
  }
}

int ParserState::cost(Move move, std::span<const int> gold) const {
  int cost = 0;
  if (move == Move::shift) {
    // The next word loses its dependents on the stack, and its head there unless it is the top.
    for (std::size_t i = 0; i < stack_.size(); ++i) {
      cost += gold[std::size_t(stack_[i])] == next_;
      cost += gold[std::size_t(next_)] == stack_[i] && i + 1 < stack_.size();
    }
    return cost;
  }
  const int top = stack(0);
  const int head = gold[std::size_t(top)];
  for (int i = next_; i < n_; ++i) {
    cost += gold[std::size_t(i)] == top;
  }
  if (move == Move::left) {
    cost += head > next_ || (head == stack(1) && head >= 0);
  } else {
    cost += head >= next_;
  }
  return cost;
}

void ParserState::move_features(FeatureSet& f) const {
  const int i0 = stack(0);
  const int i1 = stack(1);
  const int i2 = stack(2);
  const Node& s0 = node(i0);
  const Node& s1 = node(i1);
  const Node& s2 = node(i2);
  const Node& b0 = node(next_);
  const Node& b1 = node(next_ + 1);
  const Node& b2 = node(next_ + 2);
  const Node& s0l = node(s0.left);
  const Node& s0r = node(s0.right);
  const Node& s0l2 = node(s0.left2);
  const Node& s0r2 = node(s0.right2);
  const Node& s1l = node(s1.left);
  const Node& s1r = node(s1.right);
  const Node& s1r2 = node(s1.right2);
  const Node& b0l = node(b0.left);
  const Node& b0l2 = node(b0.left2);
  const auto label = [](const Node& n) { return std::uint64_t(n.rel) + 100; };
  const auto distance = [](int a, int b) -> std::uint64_t {
    const int d = a < 0 || b < 0 ? 0 : std::abs(a - b);
    return std::uint64_t(d < 5 ? d : d < 10 ? 5 : 6);
  };
  const auto d0 = distance(i0, next_);
  const auto d1 = distance(i1, i0);

  f.clear();
  std::uint32_t name = 0;
  const auto add1 = [&](std::uint64_t a) { f.add(++name, a); };
  const auto add2 = [&](std::uint64_t a, std::uint64_t b) { f.add(++name, join(a, b)); };
  const auto add3 = [&](std::uint64_t a, std::uint64_t b, std::uint64_t c) {
    f.add(++name, join(a, b, c));
  };
  const auto add4 = [&](std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t d) {
    f.add(++name, join(a, b, c, d));
  };

  // Single words.
  add1(s0.word);
  add1(s0.tag);
  add1(s0.lemma);
  add2(s0.word, s0.upos);
  add1(b0.word);
  add1(b0.tag);
  add1(b0.lemma);
  add2(b0.word, b0.upos);
  add1(s1.word);
  add1(s1.tag);
  add2(s1.lemma, s1.upos);
  add2(b1.word, b1.upos);
  add1(b1.tag);
  add2(b2.word, b2.upos);
  add1(b2.tag);
  add1(s2.tag);
  add2(s2.lemma, s2.upos);

  // Top of the stack and next word.
  add2(s0.word, b0.word);
  add3(s0.word, s0.upos, b0.upos);
  add3(s0.upos, b0.word, b0.upos);
  add2(s0.upos, b0.upos);
  add2(s0.tag, b0.tag);
  add2(s0.lemma, b0.lemma);
  add3(s0.lemma, b0.tag, d0);
  add3(s0.tag, b0.lemma, d0);
  add3(s0.upos, b0.upos, d0);

  // The two top words of the stack.
  add2(s1.word, s0.word);
  add3(s1.lemma, s1.upos, s0.upos);
  add3(s1.upos, s0.lemma, s0.upos);
  add2(s1.upos, s0.upos);
  add2(s1.tag, s0.tag);
  add2(s1.lemma, s0.lemma);
  add3(s1.upos, s0.upos, d1);
  add3(s1.lemma, s0.upos, d1);
  add3(s1.upos, s0.lemma, d1);

  // What comes next.
  add2(b0.tag, b1.tag);
  add2(b0.word, b1.tag);
  add2(b0.tag, b1.word);
  add2(s1.tag, b0.tag);
  add2(s1.lemma, b0.upos);
  add2(s1.upos, b0.lemma);
  add3(s0.upos, b0.upos, b1.upos);
  add3(s0.tag, b0.tag, b1.tag);
  add3(s1.upos, s0.upos, b0.upos);
  add3(s1.tag, s0.tag, b0.tag);
  add3(s2.upos, s1.upos, s0.upos);
  add4(s0.upos, b0.upos, b1.upos, b2.upos);
  add4(s1.upos, s0.upos, b0.upos, b1.upos);
  add4(s2.upos, s1.upos, s0.upos, b0.upos);
  add4(s1.upos, s0.upos, b0.upos, d1);
  add3(s0.lemma, b0.lemma, b1.upos);

  // Children already there.
  add3(s0.upos, s0l.upos, b0.upos);
  add3(s0.upos, s0r.upos, b0.upos);
  add3(s0.upos, b0.upos, b0l.upos);
  add3(s1.upos, s1r.upos, s0.upos);
  add3(s1.upos, s1l.upos, s0.upos);
  add3(s1.upos, s0.upos, s0l.upos);
  add3(s1.upos, s0.upos, s0r.upos);
  add4(s1.lemma, s0.upos, s0l.lemma, label(s0l));
  add4(s1.upos, s0.upos, s0l.lemma, b0.upos);
  add4(s1.upos, s0.lemma, s0l.lemma, label(s0l));
  add4(s0.upos, b0.upos, b0l.word, label(b0l));
  add3(s0.upos, label(s0l), label(s0r));
  add3(s1.upos, label(s1l), label(s1r));
  add4(s1.tag, s0.tag, label(s0l), d1);
  add2(s0.tag, label(s0l2));
  add2(s0.upos, label(s0r2));
  add2(s1.upos, label(s1r2));
  add3(s0.upos, s0r.lemma, b0.upos);
  add3(s1.upos, s1r.lemma, s0.upos);
  add3(s1.lemma, s0l.lemma, s0.lemma);
  add3(s2.lemma, s0.upos, s0l.lemma);
  add3(s0.word, label(s0r), b0.upos);
  add4(s1.upos, s0.upos, label(s1r), b0.upos);
  add3(b0.upos, label(b0l), label(b0l2));
  add3(s0.upos, b0.upos, label(b0l));

  // How many and which relations a word has taken (valency).
  const auto nl0 = std::uint64_t(s0.n_left);
  const auto nr0 = std::uint64_t(s0.n_right);
  add2(s0.lemma, nr0);
  add2(s0.lemma, nl0 + 50);
  add3(s0.upos, nr0, b0.upos);
  add3(s0.upos, nl0, b0.upos);
  add3(s0.upos, s0.left_rels, b0.upos);
  add3(s0.upos, s0.right_rels, b0.upos);
  add3(s0.lemma, s0.right_rels, b0.upos);
  add4(s1.upos, s0.upos, s0.left_rels, b0.upos);
  add2(s1.lemma, std::uint64_t(s1.n_right));
  add3(s1.upos, s1.right_rels, s0.upos);
  add3(s1.upos, s1.left_rels, s0.upos);
  add3(s1.lemma, s1.right_rels, s0.upos);
  add4(s1.upos, s1.right_rels, s1.left_rels, s0.upos);
  add2(b0.upos, b0.left_rels);
  add3(s0.upos, b0.upos, b0.left_rels);
  add2(b0.lemma, std::uint64_t(b0.n_left));

  // The word just before the top of the stack, often a comma or a conjunction.
  const Node& before = i0 > 0 && i0 - 1 != i1 ? node(i0 - 1) : none_;
  add3(s1.upos, s0.upos, before.upos);
  add3(s1.upos, s0.upos, before.lemma);
  add1(1);
  if (guide_ != nullptr) {
    guide_features(f);
  }
}

void ParserState::guide_features(FeatureSet& f) const {
  const int i0 = stack(0);
  const int i1 = stack(1);
  const Node& s0 = node(i0);
  const Node& s1 = node(i1);
  const Node& b0 = node(next_);
  const auto head_of = [&](int i) { return i < 0 || i >= n_ ? -1 : guide_->heads[std::size_t(i)]; };
  const auto rel_of = [&](int i) {
    return i < 0 || i >= n_ ? std::uint64_t{99} : std::uint64_t(guide_->rels[std::size_t(i)]);
  };
  // The moves that would rebuild the guide's tree.
  std::array<int, kMoves> costs{};
  int least = 1 << 30;
  for (int m = 0; m < kMoves; ++m) {
    if (legal(Move(m))) {
      costs[std::size_t(m)] = cost(Move(m), guide_->heads);
      least = std::min(least, costs[std::size_t(m)]);
    }
  }
  std::uint64_t moves = 0;
  for (int m = 0; m < kMoves; ++m) {
    moves |= std::uint64_t(legal(Move(m)) && costs[std::size_t(m)] == least) << m;
  }
  const int h0 = head_of(i0);
  const std::uint64_t to0 = i0 < 0 ? 0 : h0 == next_ ? 1 : h0 == i1 ? 2 : h0 > next_ ? 3 : 4;
  const int hb = head_of(next_);
  const std::uint64_t tob = next_ >= n_ ? 0 : hb == i0 ? 1 : hb == i1 ? 2 : hb > next_ ? 3 : 4;
  const auto r0 = rel_of(i0);
  const auto rb = rel_of(next_);
  f.add(301, moves);
  f.add(302, join(moves, s0.upos, b0.upos));
  f.add(303, join(moves, s1.upos, s0.upos));
  f.add(304, join(moves, s0.tag, b0.tag));
  f.add(305, join(moves, s0.lemma));
  f.add(306, join(moves, b0.lemma));
  f.add(307, join(join(moves, s1.upos), s0.upos, b0.upos));
  f.add(308, join(moves, s0.lemma, b0.upos));
  f.add(309, join(moves, s0.upos, b0.lemma));
  f.add(310, join(moves, s1.lemma, s0.upos));
  f.add(311, join(to0, r0));
  f.add(312, join(tob, rb));
  f.add(313, join(join(to0, r0), s0.upos, b0.upos));
  f.add(314, join(join(tob, rb), s0.upos, b0.upos));
  f.add(315, join(to0, r0, tob, rb));
  f.add(316, join(join(to0, r0), join(tob, rb), moves));
  f.add(317, join(join(to0, r0), s1.upos, s0.upos));
  f.add(318, join(moves, rel_of(i1), r0));
  f.add(319, join(moves, r0, s0.upos));
  f.add(320, join(moves, rb, b0.upos));
  f.add(321, join(moves, s0.right_rels, r0));
  f.add(322, join(moves, std::uint64_t(head_of(i1) == i0), std::uint64_t(head_of(i1) == next_)));
}

void ParserState::label_features(int head, int dependent, FeatureSet& f) const {
  const Node& h = node(head);
  const Node& d = node(dependent);
  const Node& c1 = node(d.left);
  const Node& c2 = node(d.left2);
  const Node& r1 = node(d.right);
  const Node& hl = node(h.left);
  const Node& hr = node(h.right);
  const Node& dp = node(dependent - 1);
  const Node& dn = node(dependent + 1);
  const Node& hp = node(head - 1);
  const Node& hn = node(head + 1);
  const std::uint64_t side = head < dependent ? 1 : 2;
  const int gap = std::abs(head - dependent);
  const auto distance = std::uint64_t(gap < 5 ? gap : gap < 9 ? 5 : 6);
  const auto label = [](const Node& n) { return std::uint64_t(n.rel) + 100; };

  f.clear();
  std::uint32_t name = 0;
  const auto add1 = [&](std::uint64_t a) { f.add(++name, join(a, side)); };
  const auto add2 = [&](std::uint64_t a, std::uint64_t b) { f.add(++name, join(a, b, side)); };
  const auto add3 = [&](std::uint64_t a, std::uint64_t b, std::uint64_t c) {
    f.add(++name, join(a, b, c, side));
  };
  const auto add4 = [&](std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t e) {
    f.add(++name, join(join(a, b, c, e), side));
  };
  add1(d.word);
  add1(d.lemma);
  add1(d.tag);
  add1(d.upos);
  add1(h.lemma);
  add1(h.tag);
  add2(h.upos, d.upos);
  add2(h.tag, d.tag);
  add2(h.lemma, d.upos);
  add2(h.upos, d.lemma);
  add2(h.upos, d.word);
  add2(h.lemma, d.lemma);
  add2(h.tag, d.lemma);
  add2(h.lemma, d.tag);
  add3(h.upos, d.upos, distance);
  add3(h.tag, d.tag, distance);
  add3(h.upos, d.upos, c1.lemma);
  add3(h.lemma, d.upos, c1.lemma);
  add3(h.upos, d.lemma, c1.lemma);
  add3(h.lemma, d.lemma, c1.lemma);
  add3(h.tag, d.upos, label(c1));
  add4(h.upos, d.upos, label(c1), label(r1));
  add4(h.lemma, d.upos, c1.lemma, c2.lemma);
  add3(d.upos, d.left_rels, h.upos);
  add3(d.tag, d.left_rels, h.upos);
  add3(d.upos, d.right_rels, h.upos);
  add3(h.upos, h.left_rels, d.upos);
  add3(h.tag, h.left_rels, d.tag);
  add3(h.upos, h.right_rels, d.upos);
  add3(h.lemma, h.right_rels, d.upos);
  add4(h.upos, d.upos, h.right_rels, c1.lemma);
  add4(h.upos, d.upos, h.left_rels, d.left_rels);
  add4(h.tag, d.tag, h.left_rels, c1.lemma);
  add3(dp.upos, d.upos, dn.upos);
  add3(hp.upos, h.upos, hn.upos);
  add4(dp.upos, d.upos, h.upos, dn.upos);
  add2(d.upos, dn.word);
  add2(d.upos, dp.word);
  add2(h.upos, hp.lemma);
  add4(h.upos, d.upos, hr.upos, label(hr));
  add4(h.upos, d.upos, hl.upos, label(hl));
  add3(h.upos, d.lemma, label(hl));
  add4(h.tag, d.tag, c1.lemma, label(c1));
  add3(d.lemma, d.tag, label(c1));
  add3(h.upos, d.upos, dp.lemma);
  add1(9);
  if (guide_ != nullptr) {
    const auto i = std::size_t(dependent);
    const auto rel = join(std::uint64_t(guide_->rels[i]), std::uint64_t(guide_->heads[i] == head));
    add1(rel);
    add3(rel, h.upos, d.upos);
    add2(rel, d.lemma);
    add2(rel, h.lemma);
    add3(rel, h.tag, d.tag);
    add3(rel, h.upos, c1.lemma);
    add3(rel, h.left_rels, d.upos);
    add3(rel, h.right_rels, d.upos);
    add3(rel, d.left_rels, h.upos);
  }
}

Deprel best_relation(std::span<const std::int32_t> scores) {
  auto best = Deprel::dep;
  for (std::size_t i = 1; i < scores.size(); ++i) {
    if (Deprel(i) != Deprel::root && scores[i] > scores[std::size_t(best)]) {
      best = Deprel(i);
    }
  }
  return best;
}

Arcs parse_greedily(ParserState state, const Scorer& actions, const Scorer& labels) {
  FeatureSet features;
  std::array<std::int32_t, kMoves> moves;
  std::array<std::int32_t, std::size_t(Deprel::xcomp) + 1> relations;
  while (!state.done()) {
    state.move_features(features);
    actions.score(features, moves);
    int best = -1;
    for (int m = 0; m < kMoves; ++m) {
      if (state.legal(Move(m)) && (best < 0 || moves[std::size_t(m)] > moves[std::size_t(best)])) {
        best = m;
      }
    }
    const auto move = Move(best);
    auto rel = Deprel::none;
    if (move != Move::shift) {
      const auto [head, dependent] = state.arc_of(move);
      if (state.is_root(head)) {
        rel = Deprel::root;
      } else {
        state.label_features(head, dependent, features);
        labels.score(features, relations);
        rel = best_relation(relations);
      }
    }
    state.apply(move, rel);
  }
  return state.arcs();
}

void Parser::parse(Sentence& sentence) const {
  const auto guide = parse_greedily(ParserState(sentence, Reading::backwards, nullptr),
                                    model_.guide_actions, model_.guide_labels)
                         .reversed();
  const auto arcs = parse_greedily(ParserState(sentence, Reading::forwards, &guide), model_.actions,
                                   model_.labels);
  for (int i = 0; i < sentence.size(); ++i) {
    const int head = arcs.heads[std::size_t(i)];
    sentence[i].head = head == sentence.size() ? -1 : head;
    sentence[i].rel = arcs.rels[std::size_t(i)];
  }
}

}  // namespace vigie
