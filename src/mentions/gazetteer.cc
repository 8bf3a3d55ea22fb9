#include "mentions/gazetteer.h"

#include "base/utf8.h"
#include "lang/data_dir.h"
#include "mentions/place_finder.h"

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <tuple>
#include <unistd.h>

namespace vigie {
namespace {

/// Takes `n` records from the mapped bytes and moves on to the next section.
template <typename T>
std::span<const T> take(const char*& at, std::uint64_t n) {
  const std::span<const T> section(reinterpret_cast<const T*>(at), n);
  at += (n * sizeof(T) + 7) / 8 * 8;
  return section;
}

}  // namespace

Result<std::shared_ptr<const Gazetteer>> Gazetteer::open(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return fail("missing_file",
                "the compiled gazetteer cannot be opened; make it with `vigie pack build`",
                path.string());
  }
  struct stat info {};
  void* map = MAP_FAILED;
  if (::fstat(file, &info) == 0 && std::size_t(info.st_size) >= sizeof(Header)) {
    map = ::mmap(nullptr, std::size_t(info.st_size), PROT_READ, MAP_SHARED, file, 0);
  }
  ::close(file);
  const auto bad = [&](const std::string& why) {
    return fail("bad_data", why + "; make it anew with `vigie pack build`", path.string());
  };
  if (map == MAP_FAILED) {
    return bad("the compiled gazetteer cannot be mapped, it is empty or cut short");
  }
  std::shared_ptr<Gazetteer> gazetteer(new Gazetteer);
  gazetteer->map_ = map;
  gazetteer->map_size_ = std::size_t(info.st_size);
  const auto& header = *static_cast<const Header*>(map);
  if (header.magic != kMagic) {
    return bad("not a compiled gazetteer of this release");
  }
  if (header.file_size != gazetteer->map_size_) {
    return bad("the compiled gazetteer is cut short");
  }
  const char* at = static_cast<const char*>(map) + sizeof(Header);
  gazetteer->countries_ = take<CountryRecord>(at, header.n_countries);
  gazetteer->places_ = take<PlaceRecord>(at, header.n_places);
  gazetteer->names_ = take<NameRecord>(at, header.n_names);
  gazetteer->hits_ = take<std::uint32_t>(at, header.n_hits);
  gazetteer->slots_ = take<std::uint32_t>(at, header.n_slots);
  gazetteer->keys_ = take<KeyRecord>(at, header.n_keys);
  gazetteer->text_ = take<char>(at, header.n_text).data();
  if (at != static_cast<const char*>(map) + gazetteer->map_size_ || header.n_slots == 0) {
    return bad("the compiled gazetteer does not hold what its header says");
  }
  return std::shared_ptr<const Gazetteer>(std::move(gazetteer));
}

Gazetteer::~Gazetteer() {
  if (map_ != nullptr) {
    ::munmap(map_, map_size_);
  }
}

const Gazetteer::NameRecord* Gazetteer::find(std::string_view folded) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash64(folded) & mask;; slot = (slot + 1) & mask) {
    if (slots_[slot] == 0) {
      return nullptr;
    }
    const auto& name = names_[slots_[slot] - 1];
    if (text(name.text) == folded) {
      return &name;
    }
  }
}

std::span<const Gazetteer::KeyRecord> Gazetteer::keyed(std::uint16_t country,
                                                       std::string_view key) const {
  const KeyRecord wanted{.key = std::uint32_t(hash64(key) >> 32), .country = country};
  const auto [first, last] = std::equal_range(
      keys_.begin(), keys_.end(), wanted, [](const KeyRecord& a, const KeyRecord& b) {
        return std::tie(a.country, a.key) < std::tie(b.country, b.key);
      });
  return {first, last};
}

std::uint16_t Gazetteer::country(std::string_view iso2) const {
  if (iso2.size() == 2) {
    for (std::size_t i = 0; i < countries_.size(); ++i) {
      if (countries_[i].iso2[0] == iso2[0] && countries_[i].iso2[1] == iso2[1]) {
        return std::uint16_t(i);
      }
    }
  }
  return 0xFFFF;
}

std::string_view Gazetteer::country_of(PlaceIndex i) const {
  const std::uint16_t country = places_[i].country;
  return country < countries_.size() ? std::string_view(countries_[country].iso2.data(), 2)
                                     : std::string_view();
}

std::uint64_t Gazetteer::romanisation() const {
  return static_cast<const Header*>(map_)->romanisation;
}

Result<std::shared_ptr<const Gazetteer>> open_gazetteer(const DataDir& data) {
  return Gazetteer::open(data.compiled("gazetteer.bin"));
}

}  // namespace vigie
