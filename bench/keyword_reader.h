#pragma once
#include "base/result.h"
#include "claims/claim.h"
#include "page/article.h"

#include <filesystem>
#include <regex>
#include <string>
#include <utility>
#include <vector>

namespace vigie {

/// The rival of the benchmark: one regular expression per claim type (keywords.tsv), looked for in
/// every sentence. No words about who, where or when but the capitalised words after a preposition.
class KeywordReader {
 public:
  /// @error missing_file, bad_data
  static Result<KeywordReader> load(const std::filesystem::path& table);

  std::vector<Claim> read(const Article& article) const;

 private:
  struct Row {
    std::string language;
    ClaimType type;
    std::regex expression;
  };
  std::vector<Row> rows_;
};

}  // namespace vigie
