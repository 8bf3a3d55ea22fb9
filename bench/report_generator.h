#pragma once
#include "base/result.h"
#include "lang/data_dir.h"

#include <filesystem>
#include <string>
#include <vector>

namespace vigie {

/// Makes reports for speed measurements out of the project's own sentences: the paragraphs of
/// examples/ and the examples of the patterns. Every report has a title, a byline and eight to
/// sixteen paragraphs of one language, mixed by a seeded generator, so that any machine measures
/// the same texts. They mean nothing as news.
///
/// @return one JSONL record per report @error missing_file
Result<std::vector<std::string>> generate_reports(const DataDir& data,
                                                  const std::filesystem::path& examples,
                                                  int n_reports,
                                                  unsigned seed);

}  // namespace vigie
