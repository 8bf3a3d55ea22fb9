#pragma once
#include "base/result.h"
#include "lang/data_dir.h"
#include "page/article.h"
#include "page/language_identifier.h"
#include "page/page.h"
#include "page/page_rules.h"

namespace vigie {

/// Cleans a report: title, byline, date, agency and dateline become fields; share bars, read-also
/// lines, newsletter and paywall stubs, comments, recommendation lists and a body printed twice go;
/// what is left is the article's text (see Article). Characters are never rewritten.
///
/// The general rules are here; their words are data (data/page). Linear in the text.
/// Thread-safe: never changes after loading.
class ArticleReader {
 public:
  /// @error missing_file, bad_data
  static Result<ArticleReader> load(const DataDir& data);

  Article read(const Page& page) const;
  /// The text as it stands, one paragraph per line, nothing dropped (`mentions --no-clean`).
  Article read_raw(const Page& page) const;

 private:
  PageRules rules_;
  LanguageIdentifier languages_;
};

}  // namespace vigie
