#pragma once
#include "lang/language_pack.h"
#include "mentions/actor_finder.h"
#include "mentions/mention.h"
#include "page/article.h"
#include "sentences/sentence.h"

#include <optional>
#include <span>

namespace vigie {

/// Who issues a report that is no newspaper's: an observatory's bulletin, a ministry's or an army's
/// communiqué, a situation report of the United Nations (codebook rule 21). Looked for in the
/// publisher's name and in the heading lines. Empty for the press.
std::optional<ActorMention> find_issuer(const LanguagePack& pack,
                                        const ActorFinder& finder,
                                        const Article& article,
                                        std::span<const Sentence> sentences,
                                        std::span<const ActorMention> actors);

}  // namespace vigie
