#pragma once
#include "base/result.h"
#include "lang/language_pack.h"
#include "sentences/sentence.h"

#include <memory>
#include <string_view>
#include <vector>

namespace vigie {

/// What running the examples of data/<lang>/times.txt gave.
struct TimeCheck {
  int examples = 0;
  std::vector<Error> failures;  ///< file, line and what was found instead
};

/// Runs every `example` and `not` line of the time rules, on untagged words, so that a rule is
/// right before any parser has its say. @error missing_file, bad_data  the rules cannot be loaded
Result<TimeCheck> check_times(std::shared_ptr<const LanguagePack> pack);

/// Cuts a text into sentences and words by blanks and punctuation alone, without tags or heads: for
/// the examples of rules, and for tests that need no weights.
std::vector<Sentence> plain_sentences(std::string_view text);

}  // namespace vigie
