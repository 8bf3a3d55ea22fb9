#pragma once
#include "lang/language_pack.h"
#include "sentences/sentence.h"

namespace vigie {

/// Sets incises free from what they interrupt: in "Gunmen overran the camp, security sources said"
/// and "L'armée a repris la ville, a indiqué la télévision" the parser often hangs one clause in
/// the other. Word order is surer here: a verb of saying between a comma and the end of the
/// sentence (or the next comma), with its subject and no content of its own, is a parataxis of the
/// main clause.
void free_incises(const LanguagePack& pack, Sentence& sentence);

/// "ne contrôle plus que quelques villages": what is left behind que is the verb's object.
void restore_restrictions(const LanguagePack& pack, Sentence& sentence);

/// Gives a finite verb its subject back when the parser glued it to the phrase before the comma:
/// "Soutenues par des raids de l'aviation, les troupes avaient progressé".
void restore_subjects(const LanguagePack& pack, Sentence& sentence);

}  // namespace vigie
