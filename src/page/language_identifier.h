#pragma once
#include "base/result.h"
#include "lang/data_dir.h"
#include "lang/language_pack.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vigie {

/// Tells the language of a report by its small words (data/page/stopwords.tsv), and by its script
/// where it is not Latin. Two sentences are enough. Thread-safe.
class LanguageIdentifier {
 public:
  /// @error missing_file, bad_data
  static Result<LanguageIdentifier> load(const DataDir& data);

  /// ISO 639-1 code, or "" when no language stands out.
  std::string identify(std::string_view text) const;

 private:
  std::vector<std::pair<std::string, StringSet>> words_;
};

}  // namespace vigie
