#include "train/perceptron.h"

#include <algorithm>
#include <cmath>

namespace vigie {

Perceptron::Perceptron(int n_classes, int min_updates)
    : n_classes_(n_classes),
      min_updates_(min_updates),
      table_(1 << 16) {}

std::size_t Perceptron::place_of(std::uint32_t feature) const {
  const auto mask = table_.size() - 1;
  auto at = std::size_t(feature * 2654435769U) & mask;
  while (table_[at] != 0 && rows_[table_[at] - 1].feature != feature) {
    at = (at + 1) & mask;
  }
  return at;
}

Perceptron::Row& Perceptron::row_of(std::uint32_t feature) {
  auto at = place_of(feature);
  if (table_[at] == 0) {
    if (rows_.size() * 2 > table_.size()) {
      table_.assign(table_.size() * 4, 0);
      for (std::size_t r = 0; r < rows_.size(); ++r) {
        table_[place_of(rows_[r].feature)] = std::uint32_t(r + 1);
      }
      at = place_of(feature);
    }
    rows_.push_back({feature, 0, {}});
    table_[at] = std::uint32_t(rows_.size());
  }
  return rows_[table_[at] - 1];
}

Perceptron::Weight& Perceptron::weight_of(Row& row, int category) {
  for (auto& w : row.weights) {
    if (w.category == category) {
      return w;
    }
  }
  row.weights.push_back({std::uint8_t(category), 0, 0});
  return row.weights.back();
}

void Perceptron::score(const FeatureSet& features, std::span<std::int32_t> scores) const {
  std::fill(scores.begin(), scores.end(), 0);
  for (const auto feature : features.hashes()) {
    const auto at = table_[place_of(feature)];
    if (at == 0 || rows_[at - 1].updates < min_updates_) {
      continue;
    }
    for (const auto& w : rows_[at - 1].weights) {
      scores[w.category] += w.value;
    }
  }
}

void Perceptron::update(const FeatureSet& features, int good, int bad) {
  for (const auto feature : features.hashes()) {
    Row& row = row_of(feature);
    ++row.updates;
    auto& up = weight_of(row, good);
    ++up.value;
    up.total += clock_;
    auto& down = weight_of(row, bad);
    --down.value;
    down.total -= clock_;
  }
}

AverageWeights Perceptron::average() const {
  AverageWeights out;
  for (const auto& row : rows_) {
    if (row.updates < min_updates_) {
      continue;
    }
    auto& to = out[row.feature];
    for (const auto& w : row.weights) {
      to.emplace_back(w.category, float(double(w.value) - double(w.total) / double(clock_)));
    }
    std::sort(to.begin(), to.end());
  }
  return out;
}

AverageWeights mean(const std::vector<AverageWeights>& models) {
  AverageWeights out;
  const auto share = 1.0F / float(models.size());
  for (const auto& model : models) {
    for (const auto& [feature, weights] : model) {
      auto& to = out[feature];
      for (const auto& [category, weight] : weights) {
        const auto at = std::lower_bound(
            to.begin(), to.end(), category,
            [](const auto& entry, std::uint8_t wanted) { return entry.first < wanted; });
        if (at != to.end() && at->first == category) {
          at->second += weight * share;
        } else {
          to.insert(at, {category, weight * share});
        }
      }
    }
  }
  return out;
}

WeightRows quantise(const AverageWeights& weights, int n_classes, double keep) {
  float largest = 1e-9F;
  for (const auto& [feature, row] : weights) {
    for (const auto& [category, weight] : row) {
      largest = std::max(largest, std::abs(weight));
    }
  }
  WeightRows out;
  out.n_classes = std::uint32_t(n_classes);
  for (const auto& [feature, row] : weights) {
    float most = 0;
    for (const auto& [category, weight] : row) {
      most = std::max(most, std::abs(weight));
    }
    if (most < keep) {
      continue;
    }
    std::size_t n = 0;
    for (const auto& [category, weight] : row) {
      if (const auto q = std::lround(weight / largest * 127); q != 0) {
        out.classes.push_back(category);
        out.weights.push_back(std::int8_t(q));
        ++n;
      }
    }
    if (n > 0) {
      out.features.push_back(feature);
      out.lengths.push_back(std::uint8_t(n));
    }
  }
  return out;
}

}  // namespace vigie
