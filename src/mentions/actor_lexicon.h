#pragma once
#include "base/result.h"
#include "lang/language_pack.h"
#include "mentions/actor_catalogue.h"
#include "mentions/mention.h"
#include "mentions/phrase_trie.h"
#include "sentences/sentence.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// What a listed phrase is. `named` is no listed one: an organisation's name found by its form.
enum class PieceType : std::uint8_t {
  role,
  adjective,
  demonym,
  inhabitant,
  country,
  metonym,
  person,
  actor,
  named
};

/// One line of actor_words.tsv.
struct RoleWord {
  ActorKind kind = ActorKind::unnamed;
  std::string id;  ///< prefix of composed ids: army, police; "" for none
  std::string english;
  ActorUse use = ActorUse::people;
  std::string tags;
};

/// A listed phrase found in one sentence: tokens [first, last).
struct Piece {
  PieceType type = PieceType::role;
  int value = 0;  ///< index into the table of its type
  int first = 0;
  int last = 0;
  bool used = false;
};

/// Every phrase that may be an actor or a part of one, in one language: the nouns of
/// data/<lang>/actor_words.tsv, the countries' names and adjectives, and the actors, persons and
/// metonyms of data/actors. Thread-safe: never changes after loading.
class ActorLexicon {
 public:
  /// @error missing_file, bad_data (unknown kind or use, with file and line)
  static Result<std::shared_ptr<const ActorLexicon>> load(
      std::shared_ptr<const LanguagePack> pack, std::shared_ptr<const ActorCatalogue> catalogue);

  /// The longest phrases from left to right. Several readings of the same words stand in a row.
  std::vector<Piece> pieces_of(const Sentence& sentence, std::string_view text) const;

  const LanguagePack& pack() const { return *pack_; }
  const ActorCatalogue& catalogue() const { return *catalogue_; }
  bool french() const { return french_; }

  const RoleWord& role(const Piece& p) const { return roles_[std::size_t(p.value)]; }
  const CountryWords& country(const Piece& p) const {
    return catalogue_->countries()[std::size_t(p.value)];
  }
  const ActorEntry& entry(const Piece& p) const {
    return catalogue_->entries()[std::size_t(p.value)];
  }
  const MetonymEntry& metonym(const Piece& p) const {
    return catalogue_->metonyms()[std::size_t(p.value)];
  }
  const PersonEntry& person(const Piece& p) const {
    return catalogue_->persons()[std::size_t(p.value)];
  }

  /// The force that composes ids with this prefix, or null.
  const RoleWord* force(std::string_view prefix) const;
  /// The kind of organisation whose name has this word as its head (Network, Brigade), or null.
  const RoleWord* name_head(std::string_view word) const;

  /// Gives a mention the identity of an entry.
  static void set_entry(ActorMention& m, const ActorEntry& e);
  /// Gives a mention the identity "army-ml" and the like; a catalogue entry with this id wins.
  void set_composed(ActorMention& m, const std::string& id, const std::string& iso) const;

 private:
  struct Phrase {
    PieceType type = PieceType::role;
    int value = 0;
    std::string exact;     ///< acronyms and short names: the letters must stand like this
    bool capital = false;  ///< the text must begin with a capital
  };

  Result<bool> read_words();
  void add(const std::string& words, Phrase phrase);
  bool holds(
      const Phrase& phrase, const Sentence& s, std::string_view text, int first, int last) const;

  std::shared_ptr<const LanguagePack> pack_;
  std::shared_ptr<const ActorCatalogue> catalogue_;
  bool french_ = false;
  PhraseTrie trie_;
  std::vector<Phrase> phrases_;
  std::vector<RoleWord> roles_;
  StringMap<int> name_heads_;  ///< folded word -> role
  StringMap<int> forces_;      ///< id prefix -> role
};

}  // namespace vigie
