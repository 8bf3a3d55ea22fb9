#pragma once
#include "sentences/sentence.h"

#include <cstdint>

namespace vigie {

/// Part of speech and features in one number. The bit places are a promise: lexicon and weight
/// files hold these numbers.
using WordTag = std::uint32_t;

constexpr WordTag pack_tag(Upos upos, const Features& f) {
  return WordTag(upos) | WordTag(f.verb_form) << 5 | WordTag(f.mood) << 8 | WordTag(f.tense) << 11 |
         WordTag(f.voice) << 14 | WordTag(f.number) << 16 | WordTag(f.gender) << 18 |
         WordTag(f.pron_type) << 20 | WordTag(f.person & 3) << 24 | WordTag(f.possessive) << 26 |
         WordTag(f.reflexive) << 27;
}

constexpr Upos upos_of(WordTag tag) {
  return Upos(tag & 31);
}

constexpr Features features_of(WordTag tag) {
  Features f;
  f.verb_form = VerbForm(tag >> 5 & 7);
  f.mood = Mood(tag >> 8 & 7);
  f.tense = Tense(tag >> 11 & 7);
  f.voice = Voice(tag >> 14 & 3);
  f.number = Number(tag >> 16 & 3);
  f.gender = Gender(tag >> 18 & 3);
  f.pron_type = PronType(tag >> 20 & 15);
  f.person = std::uint8_t(tag >> 24 & 3);
  f.possessive = (tag >> 26 & 1) != 0;
  f.reflexive = (tag >> 27 & 1) != 0;
  return f;
}

/// True when every field holds an enumerator; tags read from files are checked with it.
constexpr bool is_valid_tag(WordTag tag) {
  return (tag & 31) <= WordTag(Upos::X) && (tag >> 5 & 7) <= WordTag(VerbForm::Ger) &&
         (tag >> 8 & 7) <= WordTag(Mood::Imp) && (tag >> 11 & 7) <= WordTag(Tense::Imp) &&
         (tag >> 14 & 3) <= WordTag(Voice::Pass) && (tag >> 16 & 3) <= WordTag(Number::Plur) &&
         (tag >> 20 & 15) <= WordTag(PronType::Rcp) && tag >> 28 == 0;
}

}  // namespace vigie
