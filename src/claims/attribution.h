#pragma once
#include "claims/claim.h"
#include "claims/report_view.h"
#include "lang/language_pack.h"

#include <string>
#include <vector>

namespace vigie {

/// Who says a stretch of one sentence: a chain of sources, origin first, and the words it covers.
struct Attribution {
  std::vector<Source> chain;
  std::vector<char> covers;  ///< per word of the sentence
  int covered = 0;           ///< how many words; the narrowest cover is the nearest speaker
  int speech_verb = -1;      ///< token, -1 for a prepositional attribution
  std::string cue;           ///< words that say so
};

/// All attributions of a report, per sentence: speech verbs with their content, incises, `selon X`,
/// `according to X`, quotations (also over several sentences) with their speaker, relays.
std::vector<std::vector<Attribution>> find_attributions(const LanguagePack& pack,
                                                        const ReportView& report);

/// A filler as output prints it.
ActorFiller to_filler(const ActorMention& mention);
/// The mention as a source, with its kind.
Source to_source(const ActorMention& mention);

}  // namespace vigie
