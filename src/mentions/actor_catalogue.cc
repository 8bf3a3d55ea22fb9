#include "mentions/actor_catalogue.h"

#include "base/utf8.h"
#include "lang/tsv.h"
#include "mentions/actor_finder.h"

#include <algorithm>
#include <filesystem>

namespace vigie {
namespace {

/// "malian" -> "Malian"
std::string capitalised(std::string_view s) {
  std::string out(s);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') {
    out[0] = char(out[0] - 'a' + 'A');
  }
  return out;
}

/// Cells of one row by column name; the columns were checked when the file was read.
struct Cells {
  const TsvFile& file;
  const TsvRow& row;

  std::string_view operator[](std::string_view column) const {
    const int i = file.column(column);
    return i < 0 ? std::string_view() : row[std::size_t(i)];
  }
};

}  // namespace

Result<std::shared_ptr<const ActorCatalogue>> ActorCatalogue::load(const DataDir& data) {
  namespace fs = std::filesystem;
  auto out = std::make_shared<ActorCatalogue>();

  const auto countries =
      read_tsv(data.root / "places" / "countries.tsv",
               {"iso2", "name_en", "name_fr", "aliases_en", "aliases_fr", "adjectives_en",
                "adjectives_fr", "inhabitants_en", "inhabitants_fr"});
  if (!countries) {
    return tl::unexpected(countries.error());
  }
  for (const auto& row : countries->rows) {
    const Cells c{*countries, row};
    CountryWords w;
    w.iso = c["iso2"];
    w.name_en = c["name_en"];
    w.names_en = split_list(c["aliases_en"]);
    w.names_en.emplace_back(c["name_en"]);
    w.names_fr = split_list(c["aliases_fr"]);
    w.names_fr.emplace_back(c["name_fr"]);
    w.adjectives_fr = split_list(c["adjectives_fr"]);
    w.adjectives_en = split_list(c["adjectives_en"]);
    w.inhabitants_fr = split_list(c["inhabitants_fr"]);
    w.inhabitants_en = split_list(c["inhabitants_en"]);
    w.adjective = w.adjectives_en.empty() ? w.name_en : capitalised(w.adjectives_en.front());
    out->by_iso_[w.iso] = int(out->countries_.size());
    out->countries_.push_back(std::move(w));
  }

  std::error_code ec;
  std::vector<fs::path> files;
  for (const auto& file : fs::directory_iterator(data.root / "actors", ec)) {
    const auto stem = file.path().stem().string();
    if (file.path().extension() == ".tsv" && stem != "persons" && stem != "metonyms") {
      files.push_back(file.path());
    }
  }
  std::sort(files.begin(), files.end());
  for (const auto& path : files) {
    const auto file = read_tsv(path, {"id", "name", "names_fr", "names_en", "acronyms", "kind",
                                      "country", "theatre", "tags"});
    if (!file) {
      return tl::unexpected(file.error());
    }
    for (const auto& row : file->rows) {
      const Cells c{*file, row};
      ActorEntry e;
      e.id = c["id"];
      e.name = c["name"];
      e.names_fr = split_list(c["names_fr"]);
      e.names_en = split_list(c["names_en"]);
      e.acronyms = split_list(c["acronyms"]);
      const auto kind = parse_actor_kind(c["kind"]);
      if (!kind) {
        return tl::unexpected(file->error(row, "unknown kind '" + std::string(c["kind"]) +
                                                   "'; kinds are listed in data/schema/kinds.tsv"));
      }
      e.kind = *kind;
      e.country = c["country"];
      e.theatre = split_list(c["theatre"]);
      e.parent = c["parent"];
      e.tags = split_list(c["tags"]);
      if (e.id.empty() || e.name.empty()) {
        return tl::unexpected(file->error(row, "an actor needs an id and a name"));
      }
      if (out->by_id_.find(e.id) != out->by_id_.end()) {
        return tl::unexpected(file->error(row, "id '" + e.id + "' is there twice"));
      }
      out->by_id_[e.id] = int(out->entries_.size());
      out->entries_.push_back(std::move(e));
    }
  }

  const auto persons =
      read_tsv(data.root / "actors" / "persons.tsv", {"names", "organisation", "country"});
  if (!persons) {
    return tl::unexpected(persons.error());
  }
  for (const auto& row : persons->rows) {
    const Cells c{*persons, row};
    out->persons_.push_back(
        {split_list(c["names"]), std::string(c["organisation"]), std::string(c["country"])});
  }
  const auto metonyms = read_tsv(data.root / "actors" / "metonyms.tsv", {"names", "country", "id"});
  if (!metonyms) {
    return tl::unexpected(metonyms.error());
  }
  for (const auto& row : metonyms->rows) {
    const Cells c{*metonyms, row};
    out->metonyms_.push_back(
        {split_list(c["names"]), std::string(c["country"]), std::string(c["id"])});
  }
  return std::shared_ptr<const ActorCatalogue>(std::move(out));
}

const ActorEntry* ActorCatalogue::entry(std::string_view id) const {
  const auto it = by_id_.find(id);
  return it == by_id_.end() ? nullptr : &entries_[std::size_t(it->second)];
}

const CountryWords* ActorCatalogue::country(std::string_view iso) const {
  const auto it = by_iso_.find(iso);
  return it == by_iso_.end() ? nullptr : &countries_[std::size_t(it->second)];
}

Result<std::shared_ptr<const ActorCatalogue>> load_actor_catalogue(const DataDir& data) {
  return ActorCatalogue::load(data);
}

}  // namespace vigie
