#include "lang/language_pack.h"

#include "lang/tsv.h"

#include <toml++/toml.h>

namespace vigie {

Result<std::shared_ptr<const LanguagePack>> LanguagePack::load(const DataDir& data,
                                                               std::string_view language) {
  auto pack = std::make_shared<LanguagePack>();
  pack->language_ = language;
  pack->data_ = data;
  const auto dir = data.language(language);

  const auto toml_path = (dir / "pack.toml").string();
  const auto toml_text = read_file(toml_path);
  if (!toml_text) {
    return tl::unexpected(toml_text.error());
  }
  // Debian's library is built with exceptions; they end here.
  try {
    const auto parsed = toml::parse(*toml_text, toml_path);
    pack->version_ = parsed["version"].value_or(std::string("0"));
  } catch (const toml::parse_error& error) {
    return fail("bad_data", std::string(error.description()), toml_path, error.source().begin.line);
  }

  for (const char* list : {"classes.tsv", "grammar.tsv"}) {
    const auto file = read_tsv(dir / list, {"class", "words"});
    if (!file) {
      return tl::unexpected(file.error());
    }
    const int name = file->column("class");
    const int words = file->column("words");
    for (const auto& row : file->rows) {
      if (row[name].empty()) {
        return tl::unexpected(file->error(row, "no class name in the first column"));
      }
      auto& set = pack->classes_[std::string(row[name])];
      for (auto& word : split_list(row[words])) {
        set.insert(std::move(word));
      }
    }
  }
  return std::shared_ptr<const LanguagePack>(std::move(pack));
}

bool LanguagePack::in_class(std::string_view name, std::string_view word) const {
  const auto it = classes_.find(name);
  return it != classes_.end() && it->second.find(word) != it->second.end();
}

const StringSet& LanguagePack::words(std::string_view name) const {
  static const StringSet nothing;
  const auto it = classes_.find(name);
  return it == classes_.end() ? nothing : it->second;
}

}  // namespace vigie
