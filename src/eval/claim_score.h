#pragma once
#include "base/result.h"
#include "page/page.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vigie {

/// The roles that are scored, in the order of the table (docs/evaluation.md).
enum class Role {
  actors,
  targets,
  places,
  time,
  figures,
  sources,
  mode,
  extent,
  modality,
  polarity
};
inline constexpr int kRoles = 10;
std::string_view to_string(Role role);

/// Agreeing, predicted and wanted things.
struct Tally {
  long hit = 0;
  long predicted = 0;
  long wanted = 0;

  double precision() const { return predicted > 0 ? double(hit) / double(predicted) : 0; }
  double recall() const { return wanted > 0 ? double(hit) / double(wanted) : 0; }
  double f1() const {
    const double p = precision();
    const double r = recall();
    return p + r > 0 ? 2 * p * r / (p + r) : 0;
  }
  Tally& operator+=(const Tally& other) {
    hit += other.hit;
    predicted += other.predicted;
    wanted += other.wanted;
    return *this;
  }
};

/// How well predicted claims agree with gold claims.
struct ClaimScores {
  int documents = 0;
  int missing_documents = 0;  ///< gold documents that nothing was predicted for
  Tally claim;                ///< same type, evidence that meets
  Tally role;                 ///< all roles together
  Tally who_what_where;       ///< type, actors, targets and places all right
  std::array<Tally, kRoles> roles;
  long matched_optional = 0;    ///< predicted claims that match optional gold; count neither way
  long evidence_removed = 0;    ///< gold evidence that is not in the cleaned text
  double evidence_overlap = 0;  ///< mean intersection over union of matched evidence
  std::optional<double> calibration_error;  ///< expected, ten bins; empty without confidences
  std::vector<std::pair<std::string, Tally>> types;  ///< in the order in which they were met
  std::vector<std::pair<std::pair<std::string, std::string>, int>>
      confused;                     ///< most frequent first
  std::vector<std::string> errors;  ///< one line per miss, extra and wrong role; only on request
};

/// One gold or predicted document, read from JSON.
using ClaimDocument = nlohmann::json;

/// All gold documents of a folder (its *.json files, by name) or of one file. `text_file` is read.
/// @error missing_file, bad_json, bad_gold (a claim's evidence is not in the text)
Result<std::vector<ClaimDocument>> load_gold(const std::filesystem::path& path);

/// The report inside a gold document.
Page page_of_gold(const ClaimDocument& gold);

/// Predicted documents by `doc`, from NDJSON as `vigie read --json` writes it.
/// @error missing_file, bad_json (with the line)
Result<std::map<std::string, ClaimDocument>> load_predictions(const std::filesystem::path& path);

/// Which predicted claim stands for which gold claim: pairs of indices, by gold. One to one; most
/// pairs first, then most agreeing fillers (successive shortest augmenting paths).
std::vector<std::pair<int, int>> match_claims(const ClaimDocument& gold,
                                              const ClaimDocument& predicted);

/// Scores a set of documents by the rules of docs/evaluation.md.
ClaimScores score_claims(const std::vector<ClaimDocument>& gold,
                         const std::map<std::string, ClaimDocument>& predicted,
                         bool with_errors);

}  // namespace vigie
