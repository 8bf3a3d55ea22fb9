#pragma once
#include "mentions/actor_lexicon.h"
#include "mentions/mention.h"
#include "mentions/name_spotter.h"
#include "sentences/sentence.h"

#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// One sentence while its actors are found.
struct SentenceActors {
  const Sentence* sentence = nullptr;
  int number = 0;  ///< index in the article
  std::vector<Piece> pieces;
  std::vector<OrganisationName> names;
  std::vector<char> covered;  ///< 1 where a mention stands
  std::vector<ActorMention> mentions;
};

/// Composes the pieces of one sentence into mentions: country + role noun, role noun + the
/// organisation it belongs to, describing adjectives, names. Fills `work.mentions` and
/// `work.covered`; mentions without a name are left out.
void compose_actors(const ActorLexicon& lexicon, std::string_view text, SentenceActors& work);

/// The word of [first, last) that stands for all of it: its head lies outside, a subject or object
/// before anything else.
int head_of(const Sentence& sentence, int first, int last);

}  // namespace vigie
