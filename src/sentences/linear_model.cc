#include "sentences/linear_model.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace vigie {
namespace {

constexpr std::uint32_t kSmall = 4;  ///< up to so many classes a row lies in the slot itself

}  // namespace

std::string map_rows(const WeightRows& rows) {
  const auto n_slots =
      std::uint32_t(std::max<std::size_t>(std::bit_ceil(rows.features.size() * 3 / 2 + 1), 2));
  LinearModel::Header header{rows.n_classes, n_slots, 0, 0};
  std::vector<LinearModel::Slot> slots(n_slots);
  std::vector<LinearModel::Entry> entries;
  const int shift = 32 - std::countr_zero(n_slots);
  std::size_t at = 0;
  for (std::size_t r = 0; r < rows.features.size(); ++r) {
    LinearModel::Slot slot{rows.features[r], 0};
    if (rows.n_classes <= kSmall) {
      for (std::size_t i = at; i < at + rows.lengths[r]; ++i) {
        slot.row |= std::uint32_t(std::uint8_t(rows.weights[i])) << (8 * rows.classes[i]);
      }
    } else {
      slot.row = std::uint32_t(entries.size()) << 8 | rows.lengths[r];
      for (std::size_t i = at; i < at + rows.lengths[r]; ++i) {
        entries.push_back({rows.classes[i], rows.weights[i]});
      }
    }
    at += rows.lengths[r];
    if (slot.row == 0) {
      continue;
    }
    auto place = std::size_t(slot.feature * 2654435769U >> shift);
    while (slots[place].row != 0) {
      place = (place + 1) & (n_slots - 1);
    }
    slots[place] = slot;
  }
  header.n_entries = std::uint32_t(entries.size());
  std::string out(reinterpret_cast<const char*>(&header), sizeof header);
  out.append(reinterpret_cast<const char*>(slots.data()), slots.size() * sizeof slots[0]);
  out.append(reinterpret_cast<const char*>(entries.data()), entries.size() * 2);
  out.resize((out.size() + 7) / 8 * 8);
  return out;
}

Result<LinearModel> LinearModel::view(std::string_view bytes) {
  Header header{};
  if (bytes.size() < sizeof header) {
    return fail("bad_data", "a model is cut");
  }
  std::memcpy(&header, bytes.data(), sizeof header);
  const std::size_t slot_bytes = std::size_t(header.n_slots) * sizeof(Slot);
  const std::size_t entry_bytes = std::size_t(header.n_entries) * sizeof(Entry);
  if (header.n_classes == 0 || header.n_classes > kMaxClasses ||
      !std::has_single_bit(header.n_slots) || header.n_slots < 2 ||
      bytes.size() < sizeof header + slot_bytes + entry_bytes) {
    return fail("bad_data", "a model is garbled");
  }
  LinearModel out;
  out.n_classes_ = int(header.n_classes);
  out.shift_ = 32 - std::countr_zero(header.n_slots);
  out.slots_ = {reinterpret_cast<const Slot*>(bytes.data() + sizeof header), header.n_slots};
  out.entries_ = {reinterpret_cast<const Entry*>(bytes.data() + sizeof header + slot_bytes),
                  header.n_entries};
  return out;
}

void LinearModel::score(const FeatureSet& features, std::span<std::int32_t> scores) const {
  std::fill(scores.begin(), scores.end(), 0);
  const auto hashes = features.hashes();
  const auto mask = slots_.size() - 1;
  for (const auto feature : hashes) {
    __builtin_prefetch(&slots_[home_of(feature)]);
  }
  std::array<std::uint32_t, FeatureSet::kMax> rows;
  int n_rows = 0;
  for (const auto feature : hashes) {
    for (auto at = home_of(feature); slots_[at].row != 0; at = (at + 1) & mask) {
      if (slots_[at].feature == feature) {
        const auto row = slots_[at].row;
        if (n_classes_ > int(kSmall)) {
          __builtin_prefetch(entries_.data() + (row >> 8));
        }
        rows[std::size_t(n_rows++)] = row;
        break;
      }
    }
  }
  if (n_classes_ <= int(kSmall)) {
    for (int r = 0; r < n_rows; ++r) {
      for (int c = 0; c < n_classes_; ++c) {
        scores[std::size_t(c)] += std::int8_t(rows[std::size_t(r)] >> (8 * c));
      }
    }
    return;
  }
  for (int r = 0; r < n_rows; ++r) {
    const Entry* entry = entries_.data() + (rows[std::size_t(r)] >> 8);
    const Entry* end = entry + (rows[std::size_t(r)] & 255);
    for (; entry != end; ++entry) {
      scores[entry->category] += entry->weight;
    }
  }
}

}  // namespace vigie
