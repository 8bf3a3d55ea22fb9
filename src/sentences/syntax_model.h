#pragma once
#include "base/result.h"
#include "sentences/linear_model.h"
#include "sentences/mapped_file.h"
#include "sentences/word_tag.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vigie {

/// How a lemma comes from its form: cut `strip` bytes off the lower-cased form's end, append
/// `suffix`. `as_written` keeps the capitals of the form (Chrupala 2006, without inner edits).
struct LemmaScript {
  std::uint8_t strip = 0;
  bool as_written = false;
  std::string suffix;
  bool operator==(const LemmaScript&) const = default;
  auto operator<=>(const LemmaScript&) const = default;
};

/// What training saw of one form (lower case, digits as 0).
struct SeenForm {
  std::uint32_t form = 0;             ///< upper half of its hash
  std::uint32_t upos_set = 0;         ///< bit `1 << upos`
  std::vector<std::uint8_t> allowed;  ///< for frequent forms: the only tags it may get
  bool operator==(const SeenForm&) const = default;
};

/// A lemma that neither lexicon nor scripts give.
struct LemmaException {
  std::uint64_t key = 0;  ///< hash of form and tag
  std::string lemma;
  bool operator==(const LemmaException&) const = default;
};

/// Everything `vigie train syntax` learns for one language, in memory.
struct SyntaxWeights {
  std::string language;
  std::uint64_t lexicon_hash = 0;                     ///< of the lexicon it was trained with
  std::vector<WordTag> tags;                          ///< class -> tag
  std::vector<SeenForm> forms;                        ///< ascending by `form`
  std::vector<LemmaScript> scripts;                   ///< class -> script
  std::vector<std::vector<std::uint8_t>> scripts_of;  ///< upos -> scripts seen with it
  std::vector<LemmaException> exceptions;             ///< ascending by `key`
  WeightRows contractions, tagger, genders, lemmas;
  WeightRows guide_actions, guide_labels;  ///< of the parser that reads backwards
  WeightRows actions, labels;

  bool operator==(const SyntaxWeights&) const = default;
};

/// The weight file of the source tree, before zstd: small, in no hurry.
std::string pack_weights(const SyntaxWeights& weights);
/// @error bad_data  cut or garbled, or of another version
Result<SyntaxWeights> read_packed_weights(std::string_view bytes);
/// The bytes of data/compiled/<lang>.syntax: larger, ready to be mapped.
std::string map_weights(const SyntaxWeights& weights);

/// zstd with a checksum, level 19. @error bad_data
std::string compress(std::string_view bytes);
Result<std::string> decompress(std::string_view bytes);

/// View of data/compiled/<lang>.syntax. Thread-safe: never changes after loading.
class SyntaxModel {
 public:
  /// @error missing_file, bad_data (checksum, cut file, other version)
  static Result<std::shared_ptr<const SyntaxModel>> open(const std::filesystem::path& path);
  /// For training, which makes models that are never files. @param bytes  from `map_weights`
  static Result<std::shared_ptr<const SyntaxModel>> from_bytes(std::string bytes);

  const std::string& language() const { return language_; }
  std::uint64_t lexicon_hash() const { return lexicon_hash_; }

  LinearModel contractions;
  LinearModel tagger;
  LinearModel genders;
  LinearModel lemmas;
  LinearModel guide_actions;
  LinearModel guide_labels;
  LinearModel actions;
  LinearModel labels;
  std::vector<WordTag> tags;
  std::vector<LemmaScript> scripts;
  std::vector<std::vector<std::uint8_t>> scripts_of;

  struct Form {
    std::uint32_t upos_set = 0;  ///< 0 = never seen
    std::span<const std::uint8_t> allowed;
  };
  Form find_form(std::uint64_t form_hash) const;
  /// Empty when there is none.
  std::string_view find_exception(std::uint64_t key) const;

 private:
  struct FormSlot {
    std::uint32_t form = 0;
    std::uint32_t upos_set = 0;  ///< 0 = free
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };
  struct ExceptionSlot {
    std::uint64_t key = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };
  friend std::string map_weights(const SyntaxWeights& weights);
  Result<void> read(std::string_view bytes);

  std::string language_;
  std::uint64_t lexicon_hash_ = 0;
  std::span<const FormSlot> forms_;
  std::string_view allowed_;
  std::span<const ExceptionSlot> exceptions_;
  std::string_view exception_pool_;
  MappedFile file_;
  std::string owned_;
};

}  // namespace vigie
