#pragma once
#include "base/result.h"
#include "claims/claim.h"
#include "lang/language_pack.h"

#include <functional>
#include <string>
#include <vector>

namespace vigie {

/// One example or `not` line that the program does not read as the pattern says.
struct PatternFailure {
  std::string file;
  std::size_t line = 0;
  std::string rule;
  std::string text;
  std::string reason;  ///< "no claim of type capture", "place is 'X', wanted 'Y'" ...
};

struct PatternCheckReport {
  int rules = 0;
  int examples = 0;  ///< example and not lines together
  int failed = 0;
  std::vector<PatternFailure> failures;
  std::vector<std::string> warnings;  ///< rules without example, triggers listed twice
};

/// Reads one sentence as a report of its own and returns its claims. Given by the caller, so that
/// claims/ need not know how sentences and mentions are made.
using ReadSentence = std::function<std::vector<Claim>(const std::string& text)>;

/// Runs every `example` and `not` line of the pack's patterns. @error bad_pattern
Result<PatternCheckReport> check_patterns(const LanguagePack& pack, const ReadSentence& read);

}  // namespace vigie
