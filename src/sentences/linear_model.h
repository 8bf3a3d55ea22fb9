#pragma once
#include "base/result.h"
#include "base/utf8.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// The features that fire on one example: 32-bit hashes of template number and value.
class FeatureSet {
 public:
  static constexpr int kMax = 224;

  void clear() { size_ = 0; }
  /// Adds the feature of template number `name` (any number, unique within one model) with `value`.
  void add(std::uint32_t name, std::uint64_t value) {
    if (size_ < kMax) {
      hashes_[std::size_t(size_++)] =
          std::uint32_t(mix64(value + name * 0x9E3779B97F4A7C15ULL) >> 32);
    }
  }
  int size() const { return size_; }
  void resize(int n) { size_ = n; }  ///< @pre n <= size(): forgets what was added later
  std::span<const std::uint32_t> hashes() const { return {hashes_.data(), std::size_t(size_)}; }

 private:
  std::array<std::uint32_t, kMax> hashes_;
  int size_ = 0;
};

/// Order-dependent hash of a few values, for conjoined features.
inline std::uint64_t join(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t h = (a ^ (a >> 29)) * 0xBF58476D1CE4E5B9ULL;
  return (h ^ (h >> 32)) + b * 0x94D049BB133111EBULL;
}
inline std::uint64_t join(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  return join(join(a, b), c);
}
inline std::uint64_t join(std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t d) {
  return join(join(join(a, b), c), d);
}

/// Anything that gives every class a score for a set of features: shipped weights, or a
/// perceptron in training.
class Scorer {
 public:
  virtual ~Scorer() = default;
  virtual int classes() const = 0;
  /// @param scores  overwritten; one per class
  virtual void score(const FeatureSet& features, std::span<std::int32_t> scores) const = 0;
};

/// Index of the highest score; the first one among equals.
inline int best_of(std::span<const std::int32_t> scores) {
  int best = 0;
  for (int i = 1; i < int(scores.size()); ++i) {
    best = scores[std::size_t(i)] > scores[std::size_t(best)] ? i : best;
  }
  return best;
}

/// The weights of one linear model as they travel in a weight file: sparse rows of int8 weights,
/// sorted by feature hash.
struct WeightRows {
  std::uint32_t n_classes = 0;
  std::vector<std::uint32_t> features;  ///< ascending, one per row
  std::vector<std::uint8_t> lengths;    ///< entries of each row
  std::vector<std::uint8_t> classes;    ///< of all entries, row by row, ascending inside a row
  std::vector<std::int8_t> weights;

  bool operator==(const WeightRows&) const = default;
};

/// Linear model with int8 weights over a memory block that `map_rows` has laid out: an
/// open-addressed table from feature hash to row. Copies are cheap views.
///
/// Thread-safe. About 5 ns per feature that is in the cache, one cache miss otherwise.
class LinearModel final : public Scorer {
 public:
  static constexpr std::uint32_t kMaxClasses = 255;

  LinearModel() = default;
  /// @param bytes  aligned to 8; must outlive the model
  /// @error bad_data  sizes or places that do not fit the block
  static Result<LinearModel> view(std::string_view bytes);

  int classes() const override { return n_classes_; }
  void score(const FeatureSet& features, std::span<std::int32_t> scores) const override;

 private:
  friend std::string map_rows(const WeightRows& rows);
  struct Entry {
    std::uint8_t category;
    std::int8_t weight;
  };
  /// `row` is the first entry << 8 | number of entries; for models of up to 4 classes the four
  /// weights themselves. 0 = free in the first case; free slots of the second have a zero row too,
  /// which scores the same as an absent feature.
  struct Slot {
    std::uint32_t feature;
    std::uint32_t row;
  };
  struct Header {
    std::uint32_t n_classes;
    std::uint32_t n_slots;  ///< a power of two
    std::uint32_t n_entries;
    std::uint32_t reserved;
  };

  std::size_t home_of(std::uint32_t feature) const {
    return std::size_t(feature * 2654435769U >> shift_);
  }

  int n_classes_ = 0;
  int shift_ = 0;
  std::span<const Slot> slots_;
  std::span<const Entry> entries_;
};

/// Lays rows out for `LinearModel::view`.
std::string map_rows(const WeightRows& rows);

}  // namespace vigie
