#include "eval/claim_score.h"

#include "base/utf8.h"
#include "eval/claim_agreement.h"
#include "lang/tsv.h"
#include "page/input_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace vigie {
namespace {
using Json = nlohmann::json;

/// A document with its claims in scoring form.
struct Side {
  std::vector<ScoredClaim> claims;
  std::vector<ScoredClaim> joined;  ///< with the sides of clashes joined, for comparing pairs
  const Json* json = nullptr;
};

template <typename Read>
Side read_side(const Json& document, const Read& read) {
  Side side;
  side.json = &document;
  if (document.contains("claims")) {
    for (const auto& claim : document["claims"]) {
      side.claims.push_back(read(claim));
      side.joined.push_back(with_sides_joined(side.claims.back()));
    }
  }
  return side;
}

/// A pair that may be matched and what it costs; lower is better.
struct Candidate {
  int gold;
  int predicted;
  double cost;
};

/// One-to-one matching of most pairs, among those the cheapest.
class Matcher {
 public:
  Matcher(int n_gold, int n_predicted, std::vector<Candidate> candidates)
      : candidates_(std::move(candidates)),
        to_predicted_(std::size_t(n_gold), -1),
        to_gold_(std::size_t(n_predicted), -1) {}

  std::vector<std::pair<int, int>> run() {
    while (augment()) {
    }
    std::vector<std::pair<int, int>> out;
    for (std::size_t i = 0; i < to_predicted_.size(); ++i) {
      if (to_predicted_[i] >= 0) {
        out.emplace_back(int(i), to_predicted_[i]);
      }
    }
    return out;
  }

 private:
  static constexpr double kFar = 1e18;
  static constexpr double kLess = 1e-9;

  /// One cheapest augmenting path (Bellman-Ford). False when none makes the matching better.
  bool augment() {
    std::vector<double> gold_cost(to_predicted_.size(), kFar);
    std::vector<double> predicted_cost(to_gold_.size(), kFar);
    std::vector<int> back(to_gold_.size(), -1);
    for (std::size_t i = 0; i < to_predicted_.size(); ++i) {
      if (to_predicted_[i] < 0) {
        gold_cost[i] = 0;
      }
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (const auto& edge : candidates_) {
        const auto i = std::size_t(edge.gold);
        const auto j = std::size_t(edge.predicted);
        if (gold_cost[i] >= kFar || to_predicted_[i] == edge.predicted) {
          continue;
        }
        const double cost = gold_cost[i] + edge.cost;
        if (cost >= predicted_cost[j] - kLess) {
          continue;
        }
        predicted_cost[j] = cost;
        back[j] = edge.gold;
        changed = true;
        if (const int k = to_gold_[j]; k >= 0) {
          const double freed = cost - cost_of(k, edge.predicted);
          if (freed < gold_cost[std::size_t(k)] - kLess) {
            gold_cost[std::size_t(k)] = freed;
          }
        }
      }
    }
    int end = -1;
    for (std::size_t j = 0; j < to_gold_.size(); ++j) {
      if (to_gold_[j] < 0 && predicted_cost[j] < kFar &&
          (end < 0 || predicted_cost[j] < predicted_cost[std::size_t(end)])) {
        end = int(j);
      }
    }
    if (end < 0 || predicted_cost[std::size_t(end)] >= 0) {
      return false;
    }
    for (int j = end; j >= 0;) {
      const int i = back[std::size_t(j)];
      const int before = to_predicted_[std::size_t(i)];
      to_predicted_[std::size_t(i)] = j;
      to_gold_[std::size_t(j)] = i;
      j = before;
    }
    return true;
  }

  double cost_of(int gold, int predicted) const {
    const auto it = std::find_if(candidates_.begin(), candidates_.end(), [&](const Candidate& c) {
      return c.gold == gold && c.predicted == predicted;
    });
    return it->cost;
  }

  std::vector<Candidate> candidates_;
  std::vector<int> to_predicted_;
  std::vector<int> to_gold_;
};

constexpr Role kAllRoles[] = {Role::actors,   Role::targets, Role::places, Role::time,
                              Role::figures,  Role::sources, Role::mode,   Role::extent,
                              Role::modality, Role::polarity};

std::vector<std::pair<int, int>> match(const Side& gold,
                                       const Side& predicted,
                                       const EvidenceSpans& spans) {
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < gold.claims.size(); ++i) {
    const auto& g = gold.joined[i];
    for (std::size_t j = 0; j < predicted.claims.size(); ++j) {
      const auto& p = predicted.joined[j];
      const bool type = p.type == g.type ||
                        std::find(g.or_types.begin(), g.or_types.end(), p.type) != g.or_types.end();
      if (!type || !spans.gold[i] || !evidence_meets(*spans.gold[i], spans.predicted[j])) {
        continue;
      }
      double agree = 0;
      for (const auto role : kAllRoles) {
        const auto tally = role_tally(role, g, p);
        agree += double(tally.hit) - 0.1 * double(tally.predicted - tally.hit);
      }
      const double distance = std::abs(double(spans.predicted[j].first - spans.gold[i]->first));
      // More pairs beat everything (10000), claims that count beat optional ones (1000), then
      // agreeing fillers, then nearness.
      candidates.push_back(
          {int(i), int(j),
           (g.optional ? 1000.0 : 0.0) - 10 * agree + std::min(distance, 900.0) / 1000 - 10000});
    }
  }
  return Matcher(int(gold.claims.size()), int(predicted.claims.size()), std::move(candidates))
      .run();
}

std::string clipped(const std::u32string& s, std::size_t n) {
  std::string out;
  for (const auto c : s.substr(0, n)) {
    append_utf8(out, c);
  }
  return out;
}

std::string flat_words(const Json& document, const ScoredClaim& claim) {
  const auto text = to_code_points(document.value("text", std::string()));
  const auto begin = std::min(claim.span.first, text.size());
  const auto end = std::min(std::max(claim.span.second, begin), text.size());
  return clipped(flat_text(std::u32string_view(text).substr(begin, end - begin)), 110);
}

std::string field(const Json& claim, Role role) {
  const std::string key(to_string(role));
  return claim.contains(key) ? claim[key].dump() : "null";
}

/// Adds up the documents.
class Scoring {
 public:
  explicit Scoring(bool with_errors) : with_errors_(with_errors) {}

  void add(const Json& gold_json, const Json& predicted_json) {
    const auto gold = read_side(gold_json, read_gold_claim);
    const auto predicted = read_side(predicted_json, read_predicted_claim);
    const auto spans =
        evidence_spans(gold.claims, predicted.claims, predicted_json.value("text", std::string()));
    const auto matched = match(gold, predicted, spans);
    const std::string doc = gold_json.value("doc", std::string());
    ++scores_.documents;
    scores_.evidence_removed += std::count(spans.gold.begin(), spans.gold.end(), std::nullopt);

    std::vector<bool> gold_hit(gold.claims.size());
    std::vector<bool> predicted_hit(predicted.claims.size());
    for (const auto& [i, j] : matched) {
      gold_hit[std::size_t(i)] = true;
      predicted_hit[std::size_t(j)] = true;
      const auto& g = gold.joined[std::size_t(i)];
      const auto& p = predicted.joined[std::size_t(j)];
      if (g.optional) {
        ++scores_.matched_optional;
        continue;
      }
      add_overlap(*spans.gold[std::size_t(i)], spans.predicted[std::size_t(j)]);
      ++scores_.claim.hit;
      ++type_tally(g.type).hit;
      bool right = true;
      for (const auto role : kAllRoles) {
        const auto tally = role_tally(role, g, p);
        scores_.roles[std::size_t(role)] += tally;
        const bool wrong = tally.hit < tally.wanted || tally.predicted > tally.hit;
        if (wrong && (role == Role::actors || role == Role::targets || role == Role::places)) {
          right = false;
        }
        if (wrong && with_errors_) {
          scores_.errors.push_back(fmt::format(
              "ROLE  {} {:<9} {:<8} want {} got {} | {}", doc, g.type, to_string(role),
              field(gold_json["claims"][std::size_t(i)], role),
              field(predicted_json["claims"][std::size_t(j)], role), clipped(g.evidence, 80)));
        }
      }
      scores_.who_what_where.hit += right ? 1 : 0;
      note_confidence(p, true);
    }
    for (std::size_t i = 0; i < gold.claims.size(); ++i) {
      const auto& g = gold.claims[i];
      if (g.optional) {
        continue;
      }
      ++scores_.claim.wanted;
      ++type_tally(g.type).wanted;
      if (gold_hit[i]) {
        continue;
      }
      for (const auto role : kAllRoles) {
        scores_.roles[std::size_t(role)].wanted += wanted_fillers(role, g);
      }
      if (with_errors_) {
        scores_.errors.push_back(
            fmt::format("MISS  {} {:<9} | {}", doc, g.type, clipped(g.evidence, 110)));
      }
    }
    scores_.claim.predicted += long(predicted.claims.size());
    for (std::size_t j = 0; j < predicted.claims.size(); ++j) {
      const auto& p = predicted.claims[j];
      ++type_tally(p.type).predicted;
      if (predicted_hit[j]) {
        continue;
      }
      note_confidence(p, false);
      for (std::size_t i = 0; i < gold.claims.size(); ++i) {
        const auto& g = gold.claims[i];
        if (!gold_hit[i] && !g.optional && spans.gold[i] &&
            evidence_meets(*spans.gold[i], spans.predicted[j])) {
          note_confusion(g.type, p.type);
        }
      }
      for (const auto role : kAllRoles) {
        scores_.roles[std::size_t(role)].predicted += predicted_fillers(role, p);
      }
      if (with_errors_) {
        scores_.errors.push_back(
            fmt::format("EXTRA {} {:<9} | {}", doc, p.type, flat_words(predicted_json, p)));
      }
    }
  }

  void miss_document() { ++scores_.missing_documents; }

  ClaimScores finish() {
    scores_.claim.predicted -= scores_.matched_optional;
    scores_.who_what_where.predicted = scores_.claim.predicted;
    scores_.who_what_where.wanted = scores_.claim.wanted;
    for (const auto& tally : scores_.roles) {
      scores_.role += tally;
    }
    if (scores_.claim.hit > 0) {
      scores_.evidence_overlap = overlap_ / double(scores_.claim.hit);
    }
    long said = 0;
    double off = 0;
    for (const auto& bin : bins_) {
      said += bin.n;
      off += std::abs(bin.confidence - double(bin.right));
    }
    if (said > 0) {
      scores_.calibration_error = off / double(said);
    }
    std::stable_sort(scores_.confused.begin(), scores_.confused.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return std::move(scores_);
  }

 private:
  struct Bin {
    long n = 0;
    long right = 0;
    double confidence = 0;
  };

  Tally& type_tally(const std::string& type) {
    auto it = std::find_if(scores_.types.begin(), scores_.types.end(),
                           [&](const auto& entry) { return entry.first == type; });
    if (it == scores_.types.end()) {
      it = scores_.types.insert(it, {type, {}});
    }
    return it->second;
  }

  void note_confusion(const std::string& gold, const std::string& predicted) {
    const std::pair key{gold, predicted};
    auto it = std::find_if(scores_.confused.begin(), scores_.confused.end(),
                           [&](const auto& entry) { return entry.first == key; });
    if (it == scores_.confused.end()) {
      it = scores_.confused.insert(it, {key, 0});
    }
    ++it->second;
  }

  void note_confidence(const ScoredClaim& claim, bool right) {
    if (!claim.confidence) {
      return;
    }
    auto& bin = bins_[std::size_t(std::clamp(int(10 * *claim.confidence), 0, 9))];
    ++bin.n;
    bin.right += right ? 1 : 0;
    bin.confidence += *claim.confidence;
  }

  void add_overlap(std::pair<long, long> gold, std::pair<long, long> predicted) {
    const long shared =
        std::min(gold.second, predicted.second) - std::max(gold.first, predicted.first);
    const long both =
        std::max(gold.second, predicted.second) - std::min(gold.first, predicted.first);
    overlap_ += double(std::max(0L, shared)) / double(both);
  }

  bool with_errors_;
  ClaimScores scores_;
  double overlap_ = 0;
  std::array<Bin, 10> bins_;
};

Result<Json> parse_json(const std::string& bytes, const std::string& file, std::size_t line) {
  auto json = Json::parse(bytes, nullptr, false);
  if (json.is_discarded() || !json.is_object()) {
    return fail("bad_json", "is no JSON object; check for a missing quote or a cut line", file,
                line);
  }
  return json;
}

}  // namespace

Result<std::vector<ClaimDocument>> load_gold(const std::filesystem::path& path) {
  namespace fs = std::filesystem;
  std::vector<fs::path> files;
  std::error_code ec;
  if (fs::is_directory(path, ec)) {
    for (const auto& entry : fs::directory_iterator(path, ec)) {
      if (entry.path().extension() == ".json") {
        files.push_back(entry.path());
      }
    }
    std::sort(files.begin(), files.end());
    if (files.empty()) {
      return fail("empty_folder", "holds no gold report (*.json)", path.string());
    }
  } else {
    files.push_back(path);
  }
  std::vector<ClaimDocument> documents;
  for (const auto& file : files) {
    auto bytes = read_file(file);
    if (!bytes) {
      return tl::unexpected(bytes.error());
    }
    auto json = parse_json(*bytes, file.string(), 0);
    if (!json) {
      return tl::unexpected(json.error());
    }
    if (!json->contains("text") && json->contains("text_file")) {
      auto text = read_file(file.parent_path() / (*json)["text_file"].get<std::string>());
      if (!text) {
        return tl::unexpected(text.error());
      }
      (*json)["text"] = *text;
    }
    if (!json->contains("doc") || !json->contains("text") || !json->contains("claims")) {
      return fail("bad_gold", "has no `doc`, `text` or `claims`", file.string());
    }
    const auto text = flat_text(to_code_points((*json)["text"].get<std::string>()));
    for (std::size_t i = 0; i < (*json)["claims"].size(); ++i) {
      const auto claim = read_gold_claim((*json)["claims"][i]);
      if (!locate(text, claim.evidence, claim.nth)) {
        return fail("bad_gold",
                    "claim " + std::to_string(i) + ": its evidence is not in the text: '" +
                        clipped(claim.evidence, 80) + "'",
                    file.string());
      }
    }
    documents.push_back(std::move(*json));
  }
  return documents;
}

Page page_of_gold(const ClaimDocument& gold) {
  const auto word = [&](const char* key) {
    return gold.contains(key) && gold[key].is_string() ? gold[key].get<std::string>()
                                                       : std::string();
  };
  Page page;
  page.id = word("doc");
  page.title = word("title");
  page.text = word("text");
  page.language = word("lang");
  page.publisher = word("publisher");
  page.published = parse_published(word("published"));
  return page;
}

Result<std::map<std::string, ClaimDocument>> load_predictions(const std::filesystem::path& path) {
  const auto bytes = read_file(path);
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  std::map<std::string, ClaimDocument> out;
  std::size_t line = 0;
  for (std::size_t at = 0; at < bytes->size();) {
    const auto end = std::min(bytes->find('\n', at), bytes->size());
    const std::string text = bytes->substr(at, end - at);
    at = end + 1;
    ++line;
    if (trim(text).empty()) {
      continue;
    }
    auto json = parse_json(text, path.string(), line);
    if (!json) {
      return tl::unexpected(json.error());
    }
    const auto doc = json->value("doc", std::string());
    out[doc] = std::move(*json);
  }
  return out;
}

std::vector<std::pair<int, int>> match_claims(const ClaimDocument& gold,
                                              const ClaimDocument& predicted) {
  const auto g = read_side(gold, read_gold_claim);
  const auto p = read_side(predicted, read_predicted_claim);
  return match(g, p, evidence_spans(g.claims, p.claims, predicted.value("text", std::string())));
}

ClaimScores score_claims(const std::vector<ClaimDocument>& gold,
                         const std::map<std::string, ClaimDocument>& predicted,
                         bool with_errors) {
  Scoring scoring(with_errors);
  for (const auto& document : gold) {
    const auto it = predicted.find(document.value("doc", std::string()));
    if (it == predicted.end()) {
      scoring.miss_document();
      const Json nothing = {{"text", document["text"]}, {"claims", Json::array()}};
      scoring.add(document, nothing);
    } else {
      scoring.add(document, it->second);
    }
  }
  return scoring.finish();
}

}  // namespace vigie
