#pragma once
#include "base/result.h"
#include "sentences/mapped_file.h"
#include "sentences/word_tag.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// A full-form dictionary: every form with its parts of speech, features and lemmas. Compiled by
/// `vigie pack build` to data/compiled/<lang>.lexicon and mapped from there.
///
/// Thread-safe: never changes after opening.
class Lexicon {
 public:
  struct Analysis {
    WordTag tag = 0;
    std::uint32_t lemma = 0;  ///< for `lemma()`
  };
  /// What is known of one form. Unknown forms have no analyses.
  struct Entry {
    std::uint32_t upos_set = 0;    ///< bit `1 << upos`
    std::uint32_t form_class = 0;  ///< hash of all its tags: forms that inflect alike share it
    std::span<const Analysis> analyses;

    bool has(Upos upos) const { return (upos_set >> unsigned(upos) & 1) != 0; }
  };

  /// One row of the table that the file is compiled from.
  struct Row {
    std::string form;  ///< lower case
    std::string lemma;
    WordTag tag = 0;
    auto operator<=>(const Row&) const = default;
  };

  /// @error missing_file, bad_data (cut or garbled)
  static Result<std::shared_ptr<const Lexicon>> open(const std::filesystem::path& path);
  /// The bytes of a lexicon file. Equal rows give equal bytes.
  static std::string compile(std::vector<Row> rows);

  Entry find(std::string_view lower) const;
  std::string_view lemma(const Analysis& analysis) const;
  /// Hash of the content; weights name the lexicon they were trained with by it.
  std::uint64_t hash() const { return hash_; }
  std::size_t size() const { return n_forms_; }

 private:
  struct Slot {
    std::uint64_t key = 0;  ///< hash64 of the form; 0 = free
    std::uint32_t upos_set = 0;
    std::uint32_t form_class = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };
  struct Header;

  MappedFile file_;
  std::span<const Slot> slots_;
  std::span<const Analysis> analyses_;
  std::string_view pool_;  ///< lemmas, each ended by NUL
  std::uint64_t hash_ = 0;
  std::size_t n_forms_ = 0;
};

}  // namespace vigie
