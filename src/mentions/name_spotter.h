#pragma once
#include "mentions/actor_lexicon.h"
#include "sentences/sentence.h"

#include <string_view>
#include <vector>

namespace vigie {

/// Tokens [first, last) that are the own name of an organisation that no list knows.
struct OrganisationName {
  int first = 0;
  int last = 0;
  const RoleWord* kind = nullptr;  ///< its head word or the noun beside it; never null
  const ActorEntry* whose =
      nullptr;  ///< listed actor inside it (YPG Press Centre), null without one
};

/// Names with the head word of an organisation ("Sudan Doctors Network", "Réseau des médecins du
/// Nord") and names beside a noun for a group ("la milice Kaniyat", "the Wazalendo militia").
/// Listed actors and forces that compose with a country are left alone.
/// @param pieces  of this sentence, one reading each
std::vector<OrganisationName> spot_organisations(const ActorLexicon& lexicon,
                                                 const Sentence& sentence,
                                                 const std::vector<Piece>& pieces);

/// Tokens [first, last) of a run of capitalised names, particles inside it (Ould, al-, ben).
struct NameRun {
  int first = 0;
  int last = 0;
  int words = 0;  ///< names, without particles and hyphens
};

/// Runs of names among the tokens where `covered` is 0.
std::vector<NameRun> name_runs(const LanguagePack& pack,
                               const Sentence& sentence,
                               const std::vector<char>& covered);

/// A word that can be a part of a name: capitalised, or with an article before its capital
/// (al-Abadi).
bool is_name_word(const Token& token);

/// More than half of the letters are capitals: a heading, whose capitals say nothing.
bool is_all_capitals(const Sentence& sentence);

}  // namespace vigie
