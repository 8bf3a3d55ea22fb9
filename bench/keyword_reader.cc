#include "keyword_reader.h"

#include "base/utf8.h"
#include "lang/tsv.h"

namespace vigie {
namespace {

/// Sentences by their stops: no abbreviations, no quotations; a rival is not to be helped.
std::vector<ByteSpan> sentences_of(const Article& article, ByteSpan paragraph) {
  std::vector<ByteSpan> out;
  std::uint32_t from = paragraph.begin;
  for (std::uint32_t i = paragraph.begin; i < paragraph.end; ++i) {
    const char c = article.text[i];
    const bool last = i + 1 == paragraph.end;
    if (last || ((c == '.' || c == '!' || c == '?') && article.text[i + 1] == ' ')) {
      out.push_back({from, i + 1});
      from = std::min(i + 2, paragraph.end);
    }
  }
  return out;
}

}  // namespace

Result<KeywordReader> KeywordReader::load(const std::filesystem::path& table) {
  const auto file = read_tsv(table, {"lang", "type", "expression"});
  if (!file) {
    return tl::unexpected(file.error());
  }
  KeywordReader reader;
  for (const auto& row : file->rows) {
    const auto type = parse_claim_type(row[1]);
    if (!type) {
      return tl::unexpected(file->error(row, "unknown claim type '" + std::string(row[1]) + "'"));
    }
    try {
      reader.rows_.push_back(
          {std::string(row[0]), *type, std::regex(std::string(row[2]), std::regex::optimize)});
    } catch (const std::regex_error& error) {
      return tl::unexpected(file->error(row, error.what()));
    }
  }
  return reader;
}

std::vector<Claim> KeywordReader::read(const Article& article) const {
  std::vector<Claim> claims;
  for (const auto& paragraph : article.paragraphs) {
    if (paragraph.kind == ParagraphKind::title || paragraph.kind == ParagraphKind::caption) {
      continue;
    }
    for (const auto span : sentences_of(article, paragraph.span)) {
      const auto folded = fold(span.of(article.text));
      for (const auto& row : rows_) {
        if (row.language != article.language || !std::regex_search(folded, row.expression)) {
          continue;
        }
        Claim claim;
        claim.type = row.type;
        claim.evidence = span;
        claims.push_back(std::move(claim));
      }
    }
  }
  return claims;
}

}  // namespace vigie
