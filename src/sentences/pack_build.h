#pragma once
#include "base/result.h"
#include "lang/data_dir.h"

#include <string_view>

namespace vigie {

/// Makes data/compiled/<lang>.lexicon from Debian's packages (hunspell-fr, wordnet-base).
/// @error missing_file  names the package to install
Result<void> build_lexicon(const DataDir& data, std::string_view language);

/// Unpacks data/<lang>/weights/syntax.bin.zst to data/compiled/<lang>.syntax so that it can be
/// mapped. @error missing_file, bad_data
Result<void> unpack_weights(const DataDir& data, std::string_view language);

}  // namespace vigie
