#pragma once
#include "base/result.h"
#include "sentences/annotator.h"

#include <filesystem>

namespace vigie {

/// Scores of one CoNLL-U file, in percent. With gold words each figure is an accuracy; from raw
/// text each is the F1 over words aligned by place, as in the CoNLL 2018 shared task.
struct SyntaxScores {
  std::size_t n_words = 0;
  double words = 0;      ///< words found (100 with gold words)
  double sentences = 0;  ///< sentences found
  double upos = 0;
  double feats = 0;  ///< the features that `Features` holds, all right at once
  double lemmas = 0;
  double uas = 0;
  double las = 0;       ///< universal part of the relation (`nsubj:pass` counts as `nsubj`)
  double las_full = 0;  ///< subtypes included, as far as `Deprel` has them
  double tokens_per_second = 0;  ///< one core, tokenising included when from raw text
};

/// @param from_raw  tokenise the text of the file too; paragraphs are kept
/// @error missing_file, bad_data
Result<SyntaxScores> evaluate_syntax(const Annotator& annotator,
                                     const std::filesystem::path& file,
                                     bool from_raw);

}  // namespace vigie
