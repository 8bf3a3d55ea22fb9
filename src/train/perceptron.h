#pragma once
#include "sentences/linear_model.h"

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace vigie {

/// Averaged weights before they are cut and rounded: by feature hash, then class.
using AverageWeights = std::map<std::uint32_t, std::vector<std::pair<std::uint8_t, float>>>;

/// Mean of several trained models, which is one linear model again: it makes up for the luck of
/// the order in which one perceptron saw its examples.
AverageWeights mean(const std::vector<AverageWeights>& models);

/// int8 weights, scaled so that the largest is 127.
/// @param keep  rows whose largest weight is smaller than this are left out
WeightRows quantise(const AverageWeights& weights, int n_classes, double keep);

/// Averaged multiclass perceptron over hashed sparse features (Collins 2002). A feature scores only
/// once it has been part of `min_updates` corrections, which keeps the model small at no loss
/// (Goldberg and Elhadad 2011).
class Perceptron final : public Scorer {
 public:
  explicit Perceptron(int n_classes, int min_updates = 2);

  int classes() const override { return n_classes_; }
  void score(const FeatureSet& features, std::span<std::int32_t> scores) const override;
  /// Moves the weights towards `good` and away from `bad`.
  void update(const FeatureSet& features, int good, int bad);
  /// Counts one example; call it after each, corrected or not. Averages weigh by it.
  void tick() { ++clock_; }

  /// The average of the weights over all examples seen.
  AverageWeights average() const;

 private:
  struct Weight {
    std::uint8_t category = 0;
    std::int32_t value = 0;
    std::int64_t total = 0;  ///< sum of change * clock, for the average
  };
  struct Row {
    std::uint32_t feature = 0;
    std::int32_t updates = 0;
    std::vector<Weight> weights;
  };
  std::size_t place_of(std::uint32_t feature) const;
  Row& row_of(std::uint32_t feature);
  static Weight& weight_of(Row& row, int category);

  int n_classes_;
  int min_updates_;
  std::int64_t clock_ = 1;
  std::vector<std::uint32_t> table_;  ///< row + 1; 0 = free
  std::vector<Row> rows_;
};

}  // namespace vigie
