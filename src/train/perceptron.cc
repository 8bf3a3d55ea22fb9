#include "train/perceptron.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vigie {

Perceptron::Perceptron(int n_classes, int min_updates)
    : n_classes_(n_classes), min_updates_(min_updates), table_(1 << 16) {}

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

WeightRows Perceptron::finish(double keep) const {
  const auto average = [&](const Weight& w) {
    return double(w.value) - double(w.total) / double(clock_);
  };
  double largest = 1e-9;
  for (const auto& row : rows_) {
    for (const auto& w : row.weights) {
      largest = std::max(largest, std::abs(average(w)));
    }
  }
  std::vector<std::size_t> order(rows_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](auto a, auto b) { return rows_[a].feature < rows_[b].feature; });
  WeightRows out;
  out.n_classes = std::uint32_t(n_classes_);
  for (const auto r : order) {
    if (rows_[r].updates < min_updates_) {
      continue;
    }
    auto weights = rows_[r].weights;
    std::sort(weights.begin(), weights.end(),
              [](const auto& a, const auto& b) { return a.category < b.category; });
    double most = 0;
    for (const auto& w : weights) {
      most = std::max(most, std::abs(average(w)));
    }
    std::size_t n = 0;
    for (const auto& w : weights) {
      const auto q = std::lround(average(w) / largest * 127);
      if (q != 0 && most >= keep) {
        out.classes.push_back(w.category);
        out.weights.push_back(std::int8_t(q));
        ++n;
      }
    }
    if (n > 0) {
      out.features.push_back(rows_[r].feature);
      out.lengths.push_back(std::uint8_t(n));
    }
  }
  return out;
}

}  // namespace vigie
