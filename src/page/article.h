#pragma once
#include "base/day.h"
#include "base/span.h"

#include <optional>
#include <string>
#include <vector>

namespace vigie {

enum class ParagraphKind { title, lead, body, caption, quote };

struct Paragraph {
  ByteSpan span;
  ParagraphKind kind = ParagraphKind::body;
};

/// One cleaned report. `text` is title, blank line, body paragraphs parted by blank lines; cleaning
/// drops spans and never rewrites characters, so every span of it can be found in the input.
struct Article {
  std::string id;  ///< `doc` of every output: the input's id, else the file name
  std::string url;
  std::string publisher;
  std::string language;  ///< ISO 639-1, or "" when not known
  std::string title;
  std::string text;
  std::vector<std::string> authors;
  std::string agency;  ///< wire agency of dateline or sign-off, as written
  std::string
      dateline;  ///< place of the dateline, as written; where it was written, not where it happened
  std::optional<Instant> published;
  bool truncated = false;  ///< cut by a paywall or a teaser; the last sentence may be broken
  std::vector<Paragraph> paragraphs;  ///< in text order, the title first when there is one
};

}  // namespace vigie
