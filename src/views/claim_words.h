#pragma once
#include "claims/claim.h"
#include "page/article.h"

#include <span>
#include <string>

namespace vigie {

/// "killed 26", "displaced 20000-99999 (about)", "wounded at least 12".
std::string figure_words(const Figure& figure);

/// How claims are written for people.
struct WordsStyle {
  bool color = false;  ///< ANSI colours; only for a terminal
};

/// A report as a journalist reads it: a heading, then for each claim the day, what is said to have
/// happened, who says so, how sure the program is, and the words it rests on.
std::string report_words(const Article& article,
                         std::span<const Claim> claims,
                         const WordsStyle& style);

/// One claim without its report: "2017-11-09  capture  A -> B @ P, full".
std::string claim_line(const Claim& claim, const WordsStyle& style);

/// "according to A (communique), told by B"; empty when the publisher speaks for itself.
std::string sources_words(const Claim& claim);

}  // namespace vigie
