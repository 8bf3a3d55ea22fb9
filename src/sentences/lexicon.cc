#include "sentences/lexicon.h"

#include "base/utf8.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <unordered_map>

namespace vigie {
namespace {

constexpr char kMagic[8] = {'V', 'I', 'G', 'I', 'E', 'L', 'X', '1'};

std::uint64_t nonzero(std::uint64_t key) {
  return key == 0 ? 1 : key;
}

}  // namespace

struct Lexicon::Header {
  char magic[8];
  std::uint64_t hash;
  std::uint32_t n_slots;  ///< a power of two
  std::uint32_t n_analyses;
  std::uint32_t n_pool_bytes;
  std::uint32_t n_forms;
};

Result<std::shared_ptr<const Lexicon>> Lexicon::open(const std::filesystem::path& path) {
  auto file = MappedFile::open(path);
  if (!file) {
    return tl::unexpected(file.error());
  }
  const auto damaged = [&](const char* what) {
    return fail("bad_data", std::string(what) + "; make it anew with `vigie pack build`",
                path.string());
  };
  const auto bytes = file->bytes();
  Header header{};
  if (bytes.size() < sizeof(Header)) {
    return damaged("the lexicon file is cut");
  }
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0) {
    return damaged("this is not a lexicon file of this version");
  }
  const std::size_t slot_bytes = std::size_t(header.n_slots) * sizeof(Slot);
  const std::size_t analysis_bytes = std::size_t(header.n_analyses) * sizeof(Analysis);
  if (!std::has_single_bit(header.n_slots) || header.n_forms >= header.n_slots ||
      header.n_pool_bytes == 0 ||
      bytes.size() != sizeof header + slot_bytes + analysis_bytes + header.n_pool_bytes ||
      bytes.back() != '\0') {
    return damaged("the lexicon file is cut");
  }
  auto out = std::make_shared<Lexicon>();
  const char* at = bytes.data() + sizeof header;
  out->slots_ = {reinterpret_cast<const Slot*>(at), header.n_slots};
  out->analyses_ = {reinterpret_cast<const Analysis*>(at + slot_bytes), header.n_analyses};
  out->pool_ = bytes.substr(sizeof header + slot_bytes + analysis_bytes);
  out->hash_ = header.hash;
  out->n_forms_ = header.n_forms;
  out->file_ = std::move(*file);
  return std::shared_ptr<const Lexicon>(std::move(out));
}

std::string Lexicon::compile(std::vector<Row> rows) {
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());

  std::string pool(1, '\0');
  std::unordered_map<std::string_view, std::uint32_t> lemma_at;
  std::vector<Analysis> analyses;
  analyses.reserve(rows.size());
  std::size_t n_forms = 0;
  std::uint64_t hash = hash64("lexicon 1");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    n_forms += std::size_t(i == 0 || rows[i].form != rows[i - 1].form);
    hash = combine64(hash, combine64(hash64(rows[i].form), hash64(rows[i].lemma)) + rows[i].tag);
    const auto [it, is_new] = lemma_at.try_emplace(rows[i].lemma, std::uint32_t(pool.size()));
    if (is_new) {
      pool.append(rows[i].lemma).push_back('\0');
    }
    analyses.push_back({rows[i].tag, it->second});
  }

  std::vector<Slot> slots(std::bit_ceil(std::max<std::size_t>(n_forms * 2, 2)));
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t end = i;
    Slot slot;
    slot.key = nonzero(hash64(rows[i].form));
    slot.first = std::uint32_t(i);
    std::vector<WordTag> tags;
    for (; end < rows.size() && rows[end].form == rows[i].form; ++end) {
      slot.upos_set |= 1U << unsigned(upos_of(rows[end].tag));
      tags.push_back(rows[end].tag);
    }
    slot.count = std::uint32_t(end - i);
    std::sort(tags.begin(), tags.end());
    tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
    std::uint64_t form_class = 17;
    for (const auto tag : tags) {
      form_class = combine64(form_class, tag);
    }
    slot.form_class = std::uint32_t(form_class >> 32) | 1U;
    auto at = slot.key & (slots.size() - 1);
    while (slots[at].key != 0) {
      at = (at + 1) & (slots.size() - 1);
    }
    slots[at] = slot;
    i = end;
  }

  Header header{};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.hash = hash;
  header.n_slots = std::uint32_t(slots.size());
  header.n_analyses = std::uint32_t(analyses.size());
  header.n_pool_bytes = std::uint32_t(pool.size());
  header.n_forms = std::uint32_t(n_forms);
  std::string out(reinterpret_cast<const char*>(&header), sizeof header);
  out.append(reinterpret_cast<const char*>(slots.data()), slots.size() * sizeof(Slot));
  out.append(reinterpret_cast<const char*>(analyses.data()), analyses.size() * sizeof(Analysis));
  return out + pool;
}

Lexicon::Entry Lexicon::find(std::string_view lower) const {
  const auto key = nonzero(hash64(lower));
  // The bound keeps a garbled table without a free slot from looping.
  for (std::size_t at = key & (slots_.size() - 1), n = 0; n < slots_.size(); ++n) {
    const Slot& slot = slots_[at];
    if (slot.key == 0) {
      break;
    }
    if (slot.key == key) {
      if (std::size_t(slot.first) + slot.count > analyses_.size()) {
        break;
      }
      return {slot.upos_set, slot.form_class, analyses_.subspan(slot.first, slot.count)};
    }
    at = (at + 1) & (slots_.size() - 1);
  }
  return {};
}

std::string_view Lexicon::lemma(const Analysis& analysis) const {
  // The pool ends with NUL, which `open` has checked.
  return analysis.lemma < pool_.size() ? std::string_view(pool_.data() + analysis.lemma)
                                       : std::string_view();
}

}  // namespace vigie
