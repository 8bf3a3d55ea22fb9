#include "train/syntax_trainer.h"

#include "base/utf8.h"
#include "sentences/conllu.h"
#include "sentences/lexicon.h"
#include "sentences/parser.h"
#include "sentences/syntax_model.h"
#include "sentences/tagger.h"
#include "sentences/tokenizer.h"
#include "train/perceptron.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <future>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <unordered_map>

namespace vigie {
namespace {

bool is_closed_class(Upos upos) {
  return upos == Upos::DET || upos == Upos::PRON || upos == Upos::ADP || upos == Upos::CCONJ ||
         upos == Upos::SCONJ || upos == Upos::AUX || upos == Upos::PART || upos == Upos::ADV;
}

/// Treebanks mark these now and then; a class per mark would only teach noise.
bool is_marked_unevenly(Upos upos) {
  return upos == Upos::NUM || upos == Upos::SYM || upos == Upos::X || upos == Upos::INTJ ||
         upos == Upos::PUNCT;
}

using Sentences = std::vector<Sentence>;

/// Brings the features of several treebanks to one convention.
class Harmoniser {
 public:
  /// Counts what the reference treebanks do.
  void learn(const std::vector<ConlluSentence>& sentences) {
    for (const auto& s : sentences) {
      for (const auto& t : s.sentence.tokens) {
        ++upos_of_form_[t.lower][t.upos];
        if (t.upos == Upos::DET || t.upos == Upos::PRON) {
          ++feats_of_form_[{t.lower, t.upos}][pack_tag(t.upos, agreement(t.feats))];
        }
        if (t.upos == Upos::PROPN) {
          ++n_names_;
          n_numbered_names_ += t.feats.number != Number::none;
        }
      }
    }
  }

  void apply(Sentence& s, bool adapt) const {
    const Tree tree(s);
    for (int i = 0; i < s.size(); ++i) {
      Token& t = s[i];
      if (adapt) {
        retag(t);
        if (t.feats.verb_form == VerbForm::Part && t.feats.tense == Tense::Past &&
            t.upos == Upos::VERB) {
          const bool passive = tree.child(i, Deprel::aux_pass) >= 0;
          const bool bare = tree.child(i, Deprel::aux_tense) < 0 && t.rel == Deprel::acl;
          t.feats.voice = passive || bare ? Voice::Pass : Voice::none;
        }
      }
      if (t.feats.voice == Voice::Act) {
        t.feats.voice = Voice::none;
      }
      if (is_marked_unevenly(t.upos)) {
        t.feats = {};
      }
      if (t.upos == Upos::PROPN && n_numbered_names_ * 10 < n_names_ * 9) {
        t.feats = {};
      }
      if (t.upos == Upos::AUX && t.feats.verb_form == VerbForm::Part) {
        t.feats.gender = Gender::none;
        t.feats.number = Number::none;
      }
      if (t.upos == Upos::DET || t.upos == Upos::PRON) {
        // Gender and number of `l'` or `des` are its noun's; what the form itself says is what
        // the treebanks mostly say of it.
        const auto it = feats_of_form_.find({t.lower, t.upos});
        if (it != feats_of_form_.end()) {
          const auto most =
              std::max_element(it->second.begin(), it->second.end(),
                               [](const auto& a, const auto& b) { return a.second < b.second; });
          const auto pron_type = t.feats.pron_type;
          t.feats = features_of(most->first);
          t.feats.pron_type = pron_type;
        }
        if (t.feats.possessive) {
          t.feats.pron_type = PronType::Prs;
        }
      }
    }
  }

 private:
  static Features agreement(Features f) {
    f.pron_type = PronType::none;
    return f;
  }

  /// Retags a closed-class word in a way the reference never does.
  void retag(Token& t) const {
    const auto it = upos_of_form_.find(t.lower);
    if (it == upos_of_form_.end() || it->second.contains(t.upos)) {
      return;
    }
    int total = 0;
    auto most = it->second.begin();
    for (auto x = it->second.begin(); x != it->second.end(); ++x) {
      total += x->second;
      most = x->second > most->second ? x : most;
    }
    if (total >= 10 && most->second * 10 >= total * 9 && is_closed_class(most->first)) {
      t.upos = most->first;
    }
  }

  std::unordered_map<std::string, std::map<Upos, int>> upos_of_form_;
  std::map<std::pair<std::string, Upos>, std::map<WordTag, int>> feats_of_form_;
  int n_names_ = 0;
  int n_numbered_names_ = 0;
};

/// Fills the tables of `weights` that need no training by example.
class TableBuilder {
 public:
  explicit TableBuilder(SyntaxWeights& weights) : w_(weights) {}

  void build(const Sentences& sentences) {
    std::map<WordTag, int> tag_counts;
    for (const auto& s : sentences) {
      for (const auto& t : s.tokens) {
        ++tag_counts[class_tag(t)];
      }
    }
    // The most frequent tags; the tail maps to the nearest of them when examples are read.
    std::vector<std::pair<int, WordTag>> order;
    for (const auto& [tag, n] : tag_counts) {
      order.emplace_back(-n, tag);
    }
    std::sort(order.begin(), order.end());
    for (const auto& [n, tag] : order) {
      if (w_.tags.size() < LinearModel::kMaxClasses) {
        class_of_[tag] = int(w_.tags.size());
        w_.tags.push_back(tag);
      }
    }
    for (const auto& [n, tag] : order) {
      if (!class_of_.contains(tag)) {
        class_of_[tag] = nearest(tag);
      }
    }
    build_forms(sentences);
    build_scripts(sentences);
  }

  int class_of(const Token& t) const { return class_of_.at(class_tag(t)); }
  int script_of(const Token& t) const {
    const auto it = script_index_.find(lemma_script(t, t.lemma));
    return it == script_index_.end() ? -1 : it->second;
  }

 private:
  static WordTag class_tag(const Token& t) { return without_gender(pack_tag(t.upos, t.feats)); }

  int nearest(WordTag tag) const {
    for (std::size_t i = 0; i < w_.tags.size(); ++i) {
      if (upos_of(w_.tags[i]) == upos_of(tag)) {
        return int(i);
      }
    }
    return 0;
  }

  void build_forms(const Sentences& sentences) {
    std::map<std::uint32_t, std::map<int, int>> seen;
    for (const auto& s : sentences) {
      for (const auto& t : s.tokens) {
        ++seen[std::uint32_t(word_hash(t.lower) >> 32)][class_of(t)];
      }
    }
    for (const auto& [form, classes] : seen) {
      const int total = std::accumulate(classes.begin(), classes.end(), 0,
                                        [](int n, const auto& c) { return n + c.second; });
      if (total < 2) {
        continue;
      }
      SeenForm out;
      out.form = form;
      for (const auto& [c, n] : classes) {
        if (n * 50 >= total) {
          out.upos_set |= 1U << unsigned(upos_of(w_.tags[std::size_t(c)]));
        }
        if (total >= 20) {
          out.allowed.push_back(std::uint8_t(c));
        }
      }
      w_.forms.push_back(std::move(out));
    }
  }

  void build_scripts(const Sentences& sentences) {
    std::map<LemmaScript, int> counts;
    for (const auto& s : sentences) {
      for (const auto& t : s.tokens) {
        ++counts[lemma_script(t, t.lemma)];
      }
    }
    std::vector<std::pair<int, LemmaScript>> order;
    for (const auto& [script, n] : counts) {
      order.emplace_back(-n, script);
    }
    std::sort(order.begin(), order.end());
    for (const auto& [n, script] : order) {
      if (w_.scripts.size() < LinearModel::kMaxClasses && -n >= 2) {
        script_index_[script] = int(w_.scripts.size());
        w_.scripts.push_back(script);
      }
    }
    std::vector<std::set<std::uint8_t>> of(std::size_t(Upos::X) + 1);
    for (const auto& s : sentences) {
      for (const auto& t : s.tokens) {
        if (const int script = script_of(t); script >= 0) {
          of[std::size_t(t.upos)].insert(std::uint8_t(script));
        }
      }
    }
    for (const auto& set : of) {
      w_.scripts_of.emplace_back(set.begin(), set.end());
    }
  }

  SyntaxWeights& w_;
  std::map<WordTag, int> class_of_;
  std::map<LemmaScript, int> script_index_;
};

WeightRows empty_rows(std::size_t n_classes) {
  WeightRows rows;
  rows.n_classes = std::uint32_t(n_classes);
  return rows;
}

class SyntaxTrainer {
 public:
  explicit SyntaxTrainer(const SyntaxTrainOptions& options) : options_(options) {}

  Result<void> run() {
    auto lexicon = Lexicon::open(options_.data.compiled(options_.language + ".lexicon"));
    if (!lexicon) {
      return tl::unexpected(lexicon.error());
    }
    lexicon_ = *lexicon;
    if (auto read = read_treebanks(); !read) {
      return read;
    }
    weights_.language = options_.language;
    weights_.lexicon_hash = lexicon_->hash();
    TableBuilder tables(weights_);
    tables.build(sentences_);
    tables_ = &tables;
    weights_.contractions = empty_rows(2);
    weights_.tagger = empty_rows(weights_.tags.size());
    weights_.genders = empty_rows(4);
    weights_.lemmas = empty_rows(weights_.scripts.size());
    weights_.actions = weights_.guide_actions = empty_rows(kMoves);
    weights_.labels = weights_.guide_labels = empty_rows(std::size_t(Deprel::xcomp) + 1);
    say(fmt::format("{} sentences, {} words, {} tags, {} lemma scripts, {} frequent forms",
                    sentences_.size(), n_words(), weights_.tags.size(), weights_.scripts.size(),
                    weights_.forms.size()));
    train_contractions();
    train_genders();
    train_lemmas();
    train_taggers();
    train_parsers();

    const auto packed = pack_weights(weights_);
    const auto compressed = compress(packed);
    say(fmt::format("{} bytes packed, {} compressed, {} mapped", packed.size(), compressed.size(),
                    map_weights(weights_).size()));
    return write_whole_file(options_.out, compressed);
  }

 private:
  void say(const std::string& line) const {
    if (options_.log) {
      options_.log(line);
    }
  }

  std::size_t n_words() const {
    std::size_t n = 0;
    for (const auto& s : sentences_) {
      n += s.tokens.size();
    }
    return n;
  }

  Result<void> read_treebanks() {
    Harmoniser harmoniser;
    std::vector<std::pair<std::vector<ConlluSentence>, bool>> files;
    for (const bool adapt : {false, true}) {
      for (const auto& path : adapt ? options_.adapt : options_.train) {
        auto file = read_conllu(path);
        if (!file) {
          return tl::unexpected(file.error());
        }
        if (!adapt) {
          harmoniser.learn(*file);
        }
        files.emplace_back(std::move(*file), adapt);
      }
    }
    for (auto& [file, adapt] : files) {
      for (auto& s : file) {
        harmoniser.apply(s.sentence, adapt);
        sentences_.push_back(std::move(s.sentence));
        texts_.push_back(std::move(s.text));
      }
    }
    if (sentences_.empty()) {
      return fail("bad_data", "there is no sentence to train with; give --train FILE.conllu");
    }
    return {};
  }

  /// The weights so far as a model; training of one part reads the tables and the parts before.
  std::shared_ptr<const SyntaxModel> model_so_far() const {
    return *SyntaxModel::from_bytes(map_weights(weights_));
  }

  std::vector<std::size_t> shuffled(std::size_t n, std::mt19937_64& random) const {
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    // std::shuffle's draws differ between libraries; this one is the same everywhere.
    for (std::size_t i = n; i > 1; --i) {
      std::swap(order[i - 1], order[random() % i]);
    }
    return order;
  }

  // -- Contractions: is `des` one word or two?
  // -----------------------------------------------------

  void train_contractions() {
    const auto tokenizer = Tokenizer::load(options_.data, options_.language);
    if (!tokenizer) {
      return;  // a language without tokeniser data has no contractions to learn
    }
    struct Example {
      std::size_t sentence;
      int index;
      bool split;
    };
    // Sentences of surface words: a contraction is one token again.
    Sentences surfaces;
    std::vector<Example> examples;
    for (std::size_t k = 0; k < sentences_.size(); ++k) {
      const auto& s = sentences_[k];
      Sentence surface;
      for (int i = 0; i < s.size(); ++i) {
        const bool shares = i > 0 && s[i].span == s[i - 1].span;
        if (shares) {
          continue;
        }
        Token t;
        t.form = s[i].span.of(texts_[k]);
        t.lower = lower_form(t.form);
        if (tokenizer->is_ambiguous_contraction(t.lower)) {
          const bool split = i + 1 < s.size() && s[i + 1].span == s[i].span;
          examples.push_back({k, surface.size(), split});
        }
        surface.tokens.push_back(std::move(t));
      }
      surfaces.push_back(std::move(surface));
    }
    if (examples.empty()) {
      return;
    }
    const auto model = model_so_far();
    Perceptron perceptron(2, 1);
    std::mt19937_64 random(options_.seed);
    std::vector<FeatureSet> features(examples.size());
    for (std::size_t e = 0; e < examples.size(); ++e) {
      const WordFeatures words(surfaces[examples[e].sentence], *model, *lexicon_);
      words.contraction_features(examples[e].index, features[e]);
    }
    std::array<std::int32_t, 2> scores;
    for (int epoch = 0; epoch < options_.tagger_epochs; ++epoch) {
      for (const auto e : shuffled(examples.size(), random)) {
        perceptron.score(features[e], scores);
        const bool split = scores[1] > scores[0];
        if (split != examples[e].split) {
          perceptron.update(features[e], int(examples[e].split), int(split));
        }
        perceptron.tick();
      }
    }
    weights_.contractions = quantise(perceptron.average(), 2, 0);
    say(fmt::format("contractions: {} examples, {} rows", examples.size(),
                    weights_.contractions.features.size()));
  }

  // -- Gender
  // ----------------------------------------------------------------------------------------

  void train_genders() {
    const auto model = model_so_far();
    Perceptron perceptron(4, options_.min_updates);
    std::mt19937_64 random(options_.seed + 1);
    FeatureSet features;
    std::array<std::int32_t, 4> scores;
    for (int epoch = 0; epoch < options_.tagger_epochs; ++epoch) {
      for (const auto k : shuffled(sentences_.size(), random)) {
        const auto& s = sentences_[k];
        const WordFeatures words(s, *model, *lexicon_);
        Gender before = Gender::none;
        for (int i = 0; i < s.size(); ++i) {
          const auto& t = s[i];
          if (!Tagger::may_have_gender(t.upos)) {
            before = t.upos == Upos::PUNCT || t.upos == Upos::ADP ? Gender::none : before;
            continue;
          }
          words.gender_features(i, without_gender(pack_tag(t.upos, t.feats)), before, features);
          perceptron.score(features, scores);
          const int guess = best_of(scores);
          if (guess != int(t.feats.gender)) {
            perceptron.update(features, int(t.feats.gender), guess);
          }
          perceptron.tick();
          before = guess != 0 ? Gender(guess) : before;
        }
      }
    }
    weights_.genders = quantise(perceptron.average(), 4, options_.keep_tagger);
    say(fmt::format("genders: {} rows", weights_.genders.features.size()));
  }

  // -- Lemmas
  // ----------------------------------------------------------------------------------------

  void train_lemmas() {
    const auto tables_only = model_so_far();
    Perceptron perceptron(int(weights_.scripts.size()), options_.min_updates);
    std::mt19937_64 random(options_.seed + 2);
    FeatureSet features;
    std::vector<std::int32_t> scores(weights_.scripts.size());
    for (int epoch = 0; epoch < options_.tagger_epochs; ++epoch) {
      // A form that comes a thousand times teaches no more than one that comes thrice.
      std::unordered_map<std::uint64_t, int> times;
      for (const auto k : shuffled(sentences_.size(), random)) {
        const auto& s = sentences_[k];
        const WordFeatures words(s, *tables_only, *lexicon_);
        for (int i = 0; i < s.size(); ++i) {
          const auto& t = s[i];
          const int gold = tables_->script_of(t);
          const auto tag = pack_tag(t.upos, t.feats);
          if (gold < 0 || ++times[lemma_exception_key(t.form, tag) + std::uint64_t(gold)] > 3) {
            continue;
          }
          words.lemma_features(i, tag, features);
          perceptron.score(features, scores);
          int guess = -1;
          for (const auto c : weights_.scripts_of[std::size_t(t.upos)]) {
            if ((guess < 0 || scores[c] > scores[std::size_t(guess)]) &&
                !apply_script(weights_.scripts[c], t).empty()) {
              guess = c;
            }
          }
          if (guess != gold && guess >= 0) {
            perceptron.update(features, gold, guess);
          }
          perceptron.tick();
        }
      }
    }
    weights_.lemmas = quantise(perceptron.average(), perceptron.classes(), options_.keep_tagger);

    // What lexicon and scripts get wrong more often than right is learnt by heart.
    const auto model = model_so_far();
    const Tagger tagger(*model, *lexicon_);
    std::map<std::uint64_t, std::map<std::string, int>> gold_of;
    std::map<std::uint64_t, std::string> guess_of;
    for (const auto& s : sentences_) {
      const WordFeatures words(s, *model, *lexicon_);
      for (int i = 0; i < s.size(); ++i) {
        const auto key = lemma_exception_key(s[i].form, pack_tag(s[i].upos, s[i].feats));
        ++gold_of[key][s[i].lemma];
        if (!guess_of.contains(key)) {
          guess_of[key] = tagger.lemma(words, s, i, false);
        }
      }
    }
    for (const auto& [key, lemmas] : gold_of) {
      const auto most =
          std::max_element(lemmas.begin(), lemmas.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      if (most->first != guess_of[key] && !most->first.empty()) {
        weights_.exceptions.push_back({key, most->first});
      }
    }
    say(fmt::format("lemmas: {} rows, {} exceptions", weights_.lemmas.features.size(),
                    weights_.exceptions.size()));
  }

  // -- Tagger
  // ----------------------------------------------------------------------------------------

  /// Trains on the sentences whose fold is not `left_out`.
  AverageWeights train_tagger(const SyntaxModel& model,
                              const std::vector<int>& fold_of,
                              int left_out,
                              int epochs,
                              std::uint64_t seed) const {
    Perceptron perceptron(int(weights_.tags.size()), options_.min_updates);
    std::mt19937_64 random(seed);
    FeatureSet features;
    std::vector<std::int32_t> scores(weights_.tags.size());
    for (int epoch = 0; epoch < epochs; ++epoch) {
      for (const auto k : shuffled(sentences_.size(), random)) {
        if (fold_of[k] == left_out) {
          continue;
        }
        const auto& s = sentences_[k];
        const WordFeatures words(s, model, *lexicon_);
        int previous = -1;
        int second = -1;
        for (int i = 0; i < s.size(); ++i) {
          const int gold = tables_->class_of(s[i]);
          words.tag_features(i, previous, second, features);
          perceptron.score(features, scores);
          const int guess = best_allowed(scores, words.allowed(i));
          if (guess != gold) {
            perceptron.update(features, gold, guess);
          }
          perceptron.tick();
          second = previous;
          previous = guess;
        }
      }
    }
    return perceptron.average();
  }

  WeightRows tagger_rows(const AverageWeights& weights) const {
    return quantise(weights, int(weights_.tags.size()), options_.keep_tagger);
  }

  void train_taggers() {
    std::mt19937_64 random(options_.seed + 3);
    std::vector<int> fold_of(sentences_.size());
    for (auto& fold : fold_of) {
      fold = int(random() % std::uint64_t(options_.folds));
    }
    predicted_ = sentences_;
    const auto base = model_so_far();
    const auto jackknife = [&](int fold) {
      auto weights = weights_;
      weights.tagger =
          tagger_rows(train_tagger(*base, fold_of, fold, std::max(4, options_.tagger_epochs / 2),
                                   options_.seed + 10 + std::uint64_t(fold)));
      const auto model = *SyntaxModel::from_bytes(map_weights(weights));
      const Tagger tagger(*model, *lexicon_);
      for (std::size_t k = 0; k < predicted_.size(); ++k) {
        if (fold_of[k] == fold) {
          tagger.tag(predicted_[k]);
        }
      }
    };
    auto whole = std::async(std::launch::async, [&] {
      std::vector<AverageWeights> runs;
      for (int run = 0; run < options_.runs; ++run) {
        runs.push_back(train_tagger(*base, fold_of, -1, options_.tagger_epochs,
                                    options_.seed + 100 + std::uint64_t(run)));
      }
      return tagger_rows(mean(runs));
    });
    for (int fold = 0; fold < options_.folds; ++fold) {
      jackknife(fold);
    }
    weights_.tagger = whole.get();
    std::size_t right = 0;
    for (std::size_t k = 0; k < sentences_.size(); ++k) {
      for (int i = 0; i < sentences_[k].size(); ++i) {
        right += sentences_[k][i].upos == predicted_[k][i].upos;
      }
    }
    say(fmt::format("tagger: {} rows, {} weights; parts of speech right in the jackknife {:.2f} %",
                    weights_.tagger.features.size(), weights_.tagger.weights.size(),
                    100.0 * double(right) / double(n_words())));
  }

  // -- Parser
  // ----------------------------------------------------------------------------------------

  struct ParserWeights {
    AverageWeights moves;
    AverageWeights labels;
  };

  void train_parsers() {
    std::array<std::size_t, std::size_t(Deprel::xcomp) + 1> counts{};
    for (const auto& s : sentences_) {
      Arcs arcs;
      for (const auto& t : s.tokens) {
        arcs.heads.push_back(t.head < 0 ? s.size() : t.head);
        arcs.rels.push_back(t.rel);
        ++counts[std::size_t(t.rel)];
      }
      gold_.push_back(std::move(arcs));
    }
    obl_is_open_ = counts[std::size_t(Deprel::obl_arg)] + counts[std::size_t(Deprel::obl_mod)] >
                   counts[std::size_t(Deprel::obl)];

    // The forward parser learns from guides that have not seen the sentence, as when reading.
    guides_.resize(sentences_.size());
    std::vector<std::vector<std::size_t>> folds(std::size_t(options_.folds));
    std::mt19937_64 random(options_.seed + 5);
    for (std::size_t k = 0; k < sentences_.size(); ++k) {
      folds[random() % folds.size()].push_back(k);
    }
    const auto guide_fold = [&](std::size_t fold) {
      std::vector<bool> left_out(sentences_.size());
      for (const auto k : folds[fold]) {
        left_out[k] = true;
      }
      const auto weights = train_parser(Reading::backwards, left_out, options_.seed + 300 + fold,
                                        options_.guide_epochs);
      const auto actions = map_rows(move_rows(weights.moves));
      const auto labels = map_rows(label_rows(weights.labels));
      const auto action_model = *LinearModel::view(actions);
      const auto label_model = *LinearModel::view(labels);
      for (const auto k : folds[fold]) {
        guides_[k] = parse_greedily(ParserState(predicted_[k], Reading::backwards, nullptr),
                                    action_model, label_model)
                         .reversed();
      }
    };
    auto guide = std::async(std::launch::async, [&] {
      return train_runs(Reading::backwards, options_.seed + 400, options_.guide_epochs);
    });
    for (std::size_t fold = 0; fold < folds.size(); ++fold) {
      guide_fold(fold);
    }
    const auto guide_weights = guide.get();
    weights_.guide_actions = move_rows(guide_weights.moves);
    weights_.guide_labels = label_rows(guide_weights.labels);
    say(fmt::format("guide: {} rows for moves, {} rows for relations",
                    weights_.guide_actions.features.size(), weights_.guide_labels.features.size()));

    const auto weights = train_runs(Reading::forwards, options_.seed + 500, options_.parser_epochs);
    weights_.actions = move_rows(weights.moves);
    weights_.labels = label_rows(weights.labels);
    say(fmt::format("parser: {} rows for moves, {} rows and {} weights for relations",
                    weights_.actions.features.size(), weights_.labels.features.size(),
                    weights_.labels.weights.size()));
  }

  WeightRows move_rows(const AverageWeights& weights) const {
    return quantise(weights, kMoves, options_.keep_parser);
  }
  WeightRows label_rows(const AverageWeights& weights) const {
    return quantise(weights, int(Deprel::xcomp) + 1, options_.keep_parser);
  }

  ParserWeights train_runs(Reading reading, std::uint64_t seed, int epochs) const {
    std::vector<AverageWeights> moves;
    std::vector<AverageWeights> labels;
    const std::vector<bool> nothing_left_out(sentences_.size());
    for (int run = 0; run < options_.runs; ++run) {
      auto weights = train_parser(reading, nothing_left_out, seed + std::uint64_t(run), epochs);
      moves.push_back(std::move(weights.moves));
      labels.push_back(std::move(weights.labels));
    }
    return {mean(moves), mean(labels)};
  }

  /// Relation to learn where the gold one may stand for several: where most obliques carry a
  /// subtype, a plain `obl` comes from a treebank without them and stands for any.
  Deprel wanted_relation(Deprel gold, std::span<const std::int32_t> scores) const {
    if (gold != Deprel::obl || !obl_is_open_) {
      return gold;
    }
    auto best = Deprel::obl_mod;
    for (const auto r : {Deprel::obl_arg, Deprel::obl_agent}) {
      best = scores[std::size_t(r)] > scores[std::size_t(best)] ? r : best;
    }
    return best;
  }

  /// Goldberg and Nivre's training with exploration: after the first epoch the parser mostly
  /// follows its own moves, and any move that loses no reachable gold arc is right.
  ParserWeights train_parser(Reading reading,
                             const std::vector<bool>& left_out,
                             std::uint64_t seed,
                             int epochs) const {
    Perceptron moves(kMoves, options_.min_updates);
    Perceptron labels(int(Deprel::xcomp) + 1, options_.min_updates);
    std::mt19937_64 random(seed);
    FeatureSet features;
    std::array<std::int32_t, kMoves> scores;
    std::array<std::int32_t, std::size_t(Deprel::xcomp) + 1> relation_scores;
    for (int epoch = 0; epoch < epochs; ++epoch) {
      for (const auto k : shuffled(sentences_.size(), random)) {
        if (left_out[k]) {
          continue;
        }
        const auto gold = reading == Reading::forwards ? gold_[k] : gold_[k].reversed();
        const Arcs* guide = reading == Reading::forwards ? &guides_[k] : nullptr;
        ParserState state(predicted_[k], reading, guide);
        while (!state.done()) {
          state.move_features(features);
          moves.score(features, scores);
          std::array<int, kMoves> costs{};
          int guess = -1;
          int least = 1 << 30;
          for (int m = 0; m < kMoves; ++m) {
            if (state.legal(Move(m))) {
              costs[std::size_t(m)] = state.cost(Move(m), gold.heads);
              least = std::min(least, costs[std::size_t(m)]);
              if (guess < 0 || scores[std::size_t(m)] > scores[std::size_t(guess)]) {
                guess = m;
              }
            }
          }
          int best = -1;
          for (int m = 0; m < kMoves; ++m) {
            if (state.legal(Move(m)) && costs[std::size_t(m)] == least &&
                (best < 0 || scores[std::size_t(m)] > scores[std::size_t(best)])) {
              best = m;
            }
          }
          if (costs[std::size_t(guess)] > least) {
            moves.update(features, best, guess);
          }
          moves.tick();
          const bool explore = epoch >= 1 && random() % 10 != 0;
          const auto move = Move(explore ? guess : best);
          auto rel = Deprel::none;
          if (move != Move::shift) {
            const auto [head, dependent] = state.arc_of(move);
            rel = Deprel::root;
            if (!state.is_root(head)) {
              state.label_features(head, dependent, features);
              labels.score(features, relation_scores);
              rel = best_relation(relation_scores);
              if (gold.heads[std::size_t(dependent)] == head) {
                const auto wanted =
                    wanted_relation(gold.rels[std::size_t(dependent)], relation_scores);
                if (rel != wanted) {
                  labels.update(features, int(wanted), int(rel));
                }
              }
              labels.tick();
            }
          }
          state.apply(move, rel);
        }
      }
    }
    return {moves.average(), labels.average()};
  }

  const SyntaxTrainOptions& options_;
  std::shared_ptr<const Lexicon> lexicon_;
  Sentences sentences_;
  Sentences predicted_;       ///< the same with tags from the jackknife
  std::vector<Arcs> gold_;    ///< the trees of the treebanks
  std::vector<Arcs> guides_;  ///< trees of the backward parser, from its jackknife
  bool obl_is_open_ = false;
  std::vector<std::string> texts_;
  SyntaxWeights weights_;
  const TableBuilder* tables_ = nullptr;
};

}  // namespace

Result<void> train_syntax(const SyntaxTrainOptions& options) {
  return SyntaxTrainer(options).run();
}

}  // namespace vigie
