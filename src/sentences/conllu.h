#pragma once
#include "base/result.h"
#include "sentences/sentence.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vigie {

/// One sentence of a CoNLL-U file (universaldependencies.org/format). Spans of the tokens count
/// bytes of `text`; the words of a contraction share one span, unless they are its parts
/// (`do` + `n't`).
struct ConlluSentence {
  std::string id;
  std::string text;
  bool starts_paragraph = false;  ///< # newpar, # newdoc
  Sentence sentence;
};

/// Parts of speech, features and relations are read as `Upos`, `Features`, `Deprel` know them.
/// @error missing_file, bad_data  with the line
Result<std::vector<ConlluSentence>> read_conllu(const std::filesystem::path& path);
Result<std::vector<ConlluSentence>> parse_conllu(std::string_view bytes,
                                                 const std::string& name = {});

/// One sentence as CoNLL-U, comments and closing blank line included.
/// @param text  the text that the sentence's spans count in
std::string to_conllu(const Sentence& sentence, std::string_view text, std::string_view id);

}  // namespace vigie
