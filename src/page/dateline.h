#pragma once
#include "page/page_rules.h"

#include <optional>
#include <string>
#include <string_view>

namespace vigie {

/// What stands before the first words of a wire report: "BEIRUT (Reuters) -", "MAPUTO, 5 avr. 2021
/// –".
struct Dateline {
  std::size_t length = 0;  ///< bytes of the paragraph it takes, with the blank after it
  std::string place;       ///< as written; empty for a bare genre word (ANALYSE -)
  std::string agency;      ///< as written; empty when none is named
  std::optional<FoundDate> date;
};

/// The dateline a paragraph begins with. Only names, dates, agencies and small words may stand
/// before its dash, and one of these must speak for it: capitals, a date, a bracket, or the dash
/// right after at most three names.
std::optional<Dateline> find_dateline(const PageRules& rules, std::string_view paragraph);

/// True when every letter is a capital and there are at least two.
bool is_all_caps(std::string_view s);

}  // namespace vigie
