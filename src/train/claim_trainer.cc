#include "train/claim_trainer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <numeric>
#include <random>

namespace vigie {
namespace {

struct Row {
  std::vector<int> features;
  bool right = false;
  int report = 0;
};

double sigmoid(double z) {
  return 1 / (1 + std::exp(-z));
}

double score(const std::vector<double>& w, const Row& row) {
  double z = w[0];
  for (const int f : row.features) {
    z += w[std::size_t(f)];
  }
  return z;
}

/// Weights of the rows outside `fold` (-1 for all rows).
std::vector<double> fit(const std::vector<Row>& rows,
                        std::size_t n_features,
                        int fold,
                        const ClaimTrainOptions& options) {
  std::vector<double> w(n_features, 0);
  std::vector<double> g2(n_features, 1e-6);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (fold < 0 || rows[i].report % options.folds != fold) {
      order.push_back(i);
    }
  }
  if (order.empty()) {
    return w;
  }
  std::mt19937 random(7);
  const double decay = options.l2 / double(order.size());
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    std::shuffle(order.begin(), order.end(), random);
    const double rate = 0.3 / std::sqrt(1.0 + epoch);
    for (const std::size_t i : order) {
      const Row& row = rows[i];
      const double error = sigmoid(score(w, row)) - (row.right ? 1 : 0);
      const auto step = [&](std::size_t f, double prior) {
        const double g = error + prior * w[f];
        g2[f] += g * g;
        w[f] -= rate * g / std::sqrt(g2[f]);
      };
      step(0, 0);
      for (const int f : row.features) {
        // A rare feature is seen rarely: its share of the prior comes with each sight.
        step(std::size_t(f), decay * 10);
      }
    }
  }
  return w;
}

}  // namespace

Result<ClaimTrainReport> train_claim_scorer(std::span<const ScorerExample> examples,
                                            int gold_claims,
                                            const ClaimTrainOptions& options,
                                            const std::string& recipe,
                                            const std::filesystem::path& out) {
  if (examples.empty()) {
    return fail("bad_data", "no proposed claims to train on; check the gold folders given");
  }
  std::map<std::string, int> count;
  for (const auto& e : examples) {
    for (const auto& f : e.features) {
      ++count[f];
    }
  }
  std::map<std::string, int> index;
  for (const auto& [name, n] : count) {
    if (n >= options.min_count) {
      index.emplace(name, int(index.size()) + 1);  // 0 is the bias
    }
  }
  std::vector<Row> rows;
  for (const auto& e : examples) {
    Row row;
    row.right = e.right;
    row.report = e.report;
    for (const auto& f : e.features) {
      if (const auto it = index.find(f); it != index.end()) {
        row.features.push_back(it->second);
      }
    }
    rows.push_back(std::move(row));
  }

  const std::size_t n_features = index.size() + 1;
  std::vector<double> held_out(rows.size());
  for (int fold = 0; fold < options.folds; ++fold) {
    const auto w = fit(rows, n_features, fold, options);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].report % options.folds == fold) {
        held_out[i] = sigmoid(score(w, rows[i]));
      }
    }
  }
  ClaimTrainReport report;
  report.examples = int(rows.size());
  report.features = int(index.size());
  report.right = int(std::count_if(rows.begin(), rows.end(), [](const Row& r) { return r.right; }));
  double best = -1;
  for (int step = 5; step <= 70; ++step) {
    const double threshold = step / 100.0;
    int said = 0;
    int right = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      said += held_out[i] >= threshold ? 1 : 0;
      right += held_out[i] >= threshold && rows[i].right ? 1 : 0;
    }
    const double p = said > 0 ? double(right) / said : 0;
    const double r = gold_claims > 0 ? double(right) / gold_claims : 0;
    const double f1 = p + r > 0 ? 2 * p * r / (p + r) : 0;
    if (f1 > best) {
      best = f1;
      report.threshold = threshold;
      report.precision = p;
      report.recall = r;
    }
  }
  std::vector<std::array<double, 3>> bins(10, {0, 0, 0});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& bin = bins[std::size_t(std::min(9.0, held_out[i] * 10))];
    bin[0] += 1;
    bin[1] += held_out[i];
    bin[2] += rows[i].right ? 1 : 0;
  }
  for (const auto& bin : bins) {
    report.calibration_error += std::abs(bin[1] - bin[2]) / double(rows.size());
  }

  const auto w = fit(rows, n_features, -1, options);
  const auto temporary = out.string() + ".new";
  {
    std::ofstream file(temporary);
    file << "# Weights of the claim scorer, written by:\n# " << recipe << "\n";
    file << fmt::format(
        "# {} proposed claims, {} right, {} features; held-out folds: precision {:.3f}, recall "
        "{:.3f}, calibration error {:.3f}\n",
        report.examples, report.right, report.features, report.precision, report.recall,
        report.calibration_error);
    file << "feature\tweight\n";
    file << fmt::format("threshold\t{:.2f}\n", report.threshold);
    file << fmt::format("bias\t{:.4f}\n", w[0]);
    for (const auto& [name, i] : index) {
      if (std::abs(w[std::size_t(i)]) >= 0.005) {
        file << fmt::format("{}\t{:.4f}\n", name, w[std::size_t(i)]);
      }
    }
    if (!file.flush()) {
      return fail("unwritable_file", "cannot be written; check the folder and the disk", temporary);
    }
  }
  std::error_code ec;
  std::filesystem::rename(temporary, out, ec);
  if (ec) {
    return fail("unwritable_file", "cannot be put in place: " + ec.message(), out.string());
  }
  return report;
}

}  // namespace vigie
