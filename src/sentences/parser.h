#pragma once
#include "sentences/linear_model.h"
#include "sentences/sentence.h"
#include "sentences/syntax_model.h"

#include <cstdint>
#include <span>
#include <vector>

namespace vigie {

/// The three moves of the arc-hybrid system (Kuhlmann, Gomez-Rodriguez and Satta 2011).
enum class Move : std::uint8_t {
  shift,  ///< the next word goes onto the stack
  left,   ///< the top of the stack hangs on the next word
  right,  ///< the top of the stack hangs on the word below it
};
constexpr int kMoves = 3;

/// A tree over words 0..n-1: the head of each, n for the root, and its relation.
struct Arcs {
  std::vector<int> heads;
  std::vector<Deprel> rels;

  /// The same tree with the words counted from the other end.
  Arcs reversed() const;
};

/// The order in which a parser meets the words.
enum class Reading { forwards, backwards };

/// A parse under way. Words are 0..n-1 in the order of reading; n stands for the root, which waits
/// behind the last word.
class ParserState {
 public:
  /// @param guide  another parser's tree in the same order, for features; may be null, else it
  ///               must outlive the state
  ParserState(const Sentence& sentence, Reading reading, const Arcs* guide);

  bool done() const { return next_ == n_ && stack_.empty(); }
  bool legal(Move move) const;
  /// @param rel  the relation of the new arc; ignored for shift
  void apply(Move move, Deprel rel);
  /// Head and dependent of the arc that `left` or `right` would draw.
  std::pair<int, int> arc_of(Move move) const;

  /// Number of gold arcs that `move` puts out of reach (Goldberg and Nivre 2013). Exact for
  /// projective trees. @param gold  head of each word, n for the root
  int cost(Move move, std::span<const int> gold) const;

  /// Features that decide the move.
  void move_features(FeatureSet& out) const;
  /// Features that decide the relation of the arc from `head` to `dependent`.
  void label_features(int head, int dependent, FeatureSet& out) const;

  bool is_root(int word) const { return word == n_; }
  Arcs arcs() const;

 private:
  struct Node {
    std::uint64_t word = 0;
    std::uint64_t lemma = 0;
    std::uint64_t upos = 0;
    std::uint64_t tag = 0;
    int head = -1;
    Deprel rel = Deprel::none;
    int left = -1, left2 = -1;  ///< outermost left child and the one before
    int right = -1, right2 = -1;
    int n_left = 0, n_right = 0;
    std::uint64_t left_rels = 0, right_rels = 0;  ///< bit `1 << rel`
  };
  const Node& node(int i) const { return i < 0 || i > n_ ? none_ : nodes_[std::size_t(i)]; }
  int stack(int depth) const {
    return depth < int(stack_.size()) ? stack_[stack_.size() - 1 - std::size_t(depth)] : -1;
  }

  void guide_features(FeatureSet& out) const;

  int n_;
  const Arcs* guide_;
  int next_ = 0;
  std::vector<int> stack_;
  std::vector<Node> nodes_;
  Node none_;
};

/// Index of the best relation for an arc to a word, so never `root`.
Deprel best_relation(std::span<const std::int32_t> scores);

/// Greedy parse with two models.
/// @pre `actions` has `kMoves` classes and `labels` one per `Deprel`
Arcs parse_greedily(ParserState state, const Scorer& actions, const Scorer& labels);

/// Gives each token its head and relation with two greedy arc-hybrid parsers: the first reads the
/// sentence backwards, the second forwards and looks at the first one's tree (stacking, Nivre and
/// McDonald 2008). Linear in tokens. Thread-safe.
class Parser {
 public:
  /// @param model  must outlive the parser
  explicit Parser(const SyntaxModel& model) : model_(model) {}
  /// Needs tagged tokens; sets `head` and `rel`.
  void parse(Sentence& sentence) const;

 private:
  const SyntaxModel& model_;
};

}  // namespace vigie
