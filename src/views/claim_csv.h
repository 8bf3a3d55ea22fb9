#pragma once
#include "claims/claim.h"
#include "page/article.h"

#include <span>
#include <string>
#include <string_view>

namespace vigie {

/// First line of the table, with its end of line.
std::string claim_csv_header();

/// One line per claim (RFC 4180, UTF-8). Several fillers of a role are parted by "; ", in order;
/// ids and coordinates stand in the same order as the names.
std::string claim_csv(const Article& article, std::span<const Claim> claims);

}  // namespace vigie
