#pragma once
#include "base/result.h"
#include "lang/language_pack.h"
#include "mentions/mention.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace vigie {

/// One entry of data/actors/<theatre>.tsv.
struct ActorEntry {
  std::string id;
  std::string name;  ///< canonical English name
  std::vector<std::string> names_fr;
  std::vector<std::string> names_en;
  std::vector<std::string> acronyms;
  ActorKind kind = ActorKind::unnamed;
  std::string country;               ///< ISO 3166-1 alpha-2, "" when none
  std::vector<std::string> theatre;  ///< countries where it acts
  std::string parent;
  std::vector<std::string> tags;  ///< words that describe it: jihadist, kurdish ...
};

/// One country of data/places/countries.tsv, as actors need it.
struct CountryWords {
  std::string iso;
  std::string name_en;
  std::vector<std::string> names_fr;
  std::vector<std::string> names_en;
  std::vector<std::string> adjectives_fr;  ///< lower case, all inflections
  std::vector<std::string> adjectives_en;
  std::vector<std::string> inhabitants_fr;
  std::vector<std::string> inhabitants_en;
  std::string adjective;  ///< English adjective with its capital: "Malian"
};

struct PersonEntry {
  std::vector<std::string> names;
  std::string organisation;  ///< id of an entry, or a composed id (government-sy)
  std::string country;
};

struct MetonymEntry {
  std::vector<std::string> names;
  std::string country;
  std::string id;  ///< composed id: government-ru
};

/// All listed actors. One for all languages. Thread-safe: never changes after loading.
class ActorCatalogue {
 public:
  static Result<std::shared_ptr<const ActorCatalogue>> load(const DataDir& data);

  const std::vector<ActorEntry>& entries() const { return entries_; }
  const std::vector<CountryWords>& countries() const { return countries_; }
  const std::vector<PersonEntry>& persons() const { return persons_; }
  const std::vector<MetonymEntry>& metonyms() const { return metonyms_; }
  const ActorEntry* entry(std::string_view id) const;
  const CountryWords* country(std::string_view iso) const;

 private:
  std::vector<ActorEntry> entries_;
  std::vector<CountryWords> countries_;
  std::vector<PersonEntry> persons_;
  std::vector<MetonymEntry> metonyms_;
  StringMap<int> by_id_;
  StringMap<int> by_iso_;
};

}  // namespace vigie
