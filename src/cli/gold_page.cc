#include "cli/gold_page.h"

#include "page/input_reader.h"

namespace vigie::cli {

Page gold_page(const ClaimDocument& gold) {
  const auto word = [&](const char* key) {
    return gold.contains(key) && gold[key].is_string() ? gold[key].get<std::string>()
                                                       : std::string();
  };
  Page page;
  page.id = word("doc");
  page.title = word("title");
  page.text = word("text");
  page.language = word("lang");
  page.publisher = word("publisher");
  page.published = parse_published(word("published"));
  return page;
}

}  // namespace vigie::cli
