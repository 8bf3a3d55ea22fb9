#pragma once
#include <span>
#include <string>

#include "lang/language_pack.h"
#include "mentions/gazetteer.h"
#include "mentions/mention.h"
#include "page/article.h"
#include "sentences/sentence.h"

namespace vigie {

/// Gives descriptions (la ville, the camp, la capitale provinciale) and pronouns (l'encercler, y, it)
/// the place they stand for: the most salient one of the sort - often named, lately named, in the
/// title or the lead, in the report's main country - or the one they are apposed to. Adds mentions
/// for the pronouns. What nothing fits keeps its words.
/// @param main_country  ISO 3166-1 alpha-2 of the country the report is about, or ""
void resolve_place_descriptions(const LanguagePack& pack,
                                const Gazetteer& gazetteer,
                                const Article& article,
                                std::span<const Sentence> sentences,
                                const std::string& main_country,
                                Mentions& mentions);

}  // namespace vigie
