#pragma once
#include "base/result.h"
#include "lang/data_dir.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace vigie {

/// Lets unordered containers of std::string be searched with a string_view without a copy.
struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
};
template <typename V>
using StringMap = std::unordered_map<std::string, V, StringHash, std::equal_to<>>;
using StringSet = std::unordered_set<std::string, StringHash, std::equal_to<>>;

/// The word classes and settings of one language: `data/<lang>/pack.toml` and
/// `data/<lang>/classes.tsv` and `grammar.tsv` (columns class, words; words are lemmas, or word
/// sequences joined by a space, separated by ';'). Every step asks this for its lists, so that a
/// list is data; a class may be spread over several lines and both files.
///
/// Thread-safe: never changes after loading.
class LanguagePack {
 public:
  /// @error missing_file, bad_data
  static Result<std::shared_ptr<const LanguagePack>> load(const DataDir& data,
                                                          std::string_view language);

  const std::string& language() const { return language_; }
  const std::string& version() const { return version_; }
  const DataDir& data() const { return data_; }

  /// True when `word` is listed in class `name`. Unknown classes hold nothing.
  bool in_class(std::string_view name, std::string_view word) const;
  /// The words of a class; empty when there is no such class.
  const StringSet& words(std::string_view name) const;
  bool has_class(std::string_view name) const { return classes_.find(name) != classes_.end(); }

 private:
  std::string language_;
  std::string version_;
  DataDir data_;
  StringMap<StringSet> classes_;
};

}  // namespace vigie
