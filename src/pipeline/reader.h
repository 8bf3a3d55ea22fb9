#pragma once
#include "base/result.h"
#include "claims/claim_reader.h"
#include "lang/data_dir.h"
#include "mentions/mention_finder.h"
#include "page/article_reader.h"
#include "page/page.h"
#include "sentences/annotator.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace vigie {

/// One report with everything that was found in it, step by step.
struct Report {
  Article article;
  std::vector<Sentence> sentences;
  Mentions mentions;
  std::vector<Claim> claims;
  /// Why the report was cleaned but not read: its language has no pack. Empty when it was read.
  std::string unread;
};

/// The stages of one language.
struct LanguageReader {
  std::shared_ptr<const LanguagePack> pack;
  std::shared_ptr<const Annotator> annotator;
  std::shared_ptr<const MentionFinder> mentions;
  std::shared_ptr<const ClaimReader> claims;
};

/// The whole way from a page to its claims. Catalogue, gazetteer and language packs are loaded when
/// the first report needs them, and shared.
///
/// Thread-safe.
class Reader {
 public:
  /// @error missing_file, bad_data  of data/page; packs are looked at when they are needed
  static Result<std::shared_ptr<Reader>> load(const DataDir& data);

  /// page -> article -> sentences -> mentions -> claims.
  /// @error missing_file, bad_data, bad_pattern, weights_mismatch  a pack that cannot be loaded
  Result<Report> read(const Page& page);
  /// The same for an article that is cleaned already, or must not be cleaned.
  Result<Report> read(Article article);

  const ArticleReader& articles() const { return articles_; }
  const DataDir& data() const { return data_; }
  /// True when data/<language>/pack.toml exists.
  bool has_pack(const std::string& language) const;
  /// Loads the pack at the first call. The result is kept, a failure too.
  const Result<LanguageReader>& language(const std::string& language);

 private:
  Result<LanguageReader> load_language(const std::string& language);

  DataDir data_;
  ArticleReader articles_;
  std::mutex mutex_;  ///< guards what follows
  std::shared_ptr<const ActorCatalogue> catalogue_;
  std::shared_ptr<const Gazetteer> gazetteer_;
  std::map<std::string, Result<LanguageReader>> languages_;
};

}  // namespace vigie
