#pragma once
#include "base/result.h"
#include "lang/data_dir.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace vigie {

/// What `vigie train syntax` needs to know.
struct SyntaxTrainOptions {
  DataDir data;          ///< compiled/<language>.lexicon must be there
  std::string language;  ///< ISO 639-1
  /// CoNLL-U files whose conventions are kept.
  std::vector<std::filesystem::path> train;
  /// CoNLL-U files with other conventions: closed-class words are retagged as `train` tags them.
  std::vector<std::filesystem::path> adapt;
  std::filesystem::path out;  ///< e.g. data/fr/weights/syntax.bin.zst
  std::uint64_t seed = 1;
  int tagger_epochs = 10;
  int guide_epochs = 8;  ///< of the parser that reads backwards
  int parser_epochs = 12;
  int runs = 1;              ///< tagger and parser are the mean of so many trainings
  int folds = 5;             ///< of the jackknife that gives the parser predicted tags
  int min_updates = 2;       ///< corrections before a feature counts
  double keep_tagger = 0.3;  ///< averaged weight below which a row is left out
  double keep_parser = 0.3;
  /// Receives one line per step; may be empty.
  std::function<void(const std::string&)> log = {};
};

/// Trains tokeniser decisions, tagger, lemmatiser and parser of one language and writes one packed
/// weight file. Same options and files give the same bytes.
///
/// Takes minutes and up to 2 GB. @error missing_file, bad_data, unwritable_file
Result<void> train_syntax(const SyntaxTrainOptions& options);

}  // namespace vigie
