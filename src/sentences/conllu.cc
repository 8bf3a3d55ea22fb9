#include "sentences/conllu.h"

#include "base/utf8.h"
#include "lang/tsv.h"
#include "sentences/tokenizer.h"

#include <array>
#include <charconv>
#include <optional>

namespace vigie {
namespace {

std::optional<int> number(std::string_view s) {
  int n = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), n);
  return error == std::errc{} && end == s.data() + s.size() ? std::optional(n) : std::nullopt;
}

/// Gives tokens [begin, end) the place of one surface form: each its own part when their forms
/// make up the surface, else all the whole of it.
void place_words(Sentence& s, int begin, int end, ByteSpan surface, std::string_view text) {
  std::string joined;
  for (int i = begin; i < end; ++i) {
    joined += s[i].form;
  }
  const bool parts = joined == surface.of(text);
  auto at = surface.begin;
  for (int i = begin; i < end; ++i) {
    s[i].span = surface;
    if (parts) {
      s[i].span = {at, at + std::uint32_t(s[i].form.size())};
      at = s[i].span.end;
    }
  }
}

class ConlluReader {
 public:
  ConlluReader(std::string_view bytes, std::string name) : rest_(bytes), name_(std::move(name)) {}

  Result<std::vector<ConlluSentence>> read() {
    std::vector<ConlluSentence> out;
    start();
    while (!rest_.empty()) {
      const auto end = std::min(rest_.find('\n'), rest_.size());
      auto line = rest_.substr(0, end);
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      ++line_;
      if (line.ends_with('\r')) {
        line.remove_suffix(1);
      }
      if (line.empty()) {
        if (!finish(out)) {
          return tl::unexpected(error_);
        }
      } else if (line.front() == '#') {
        comment(line);
      } else if (!token(line)) {
        return tl::unexpected(error_);
      }
    }
    if (!finish(out)) {
      return tl::unexpected(error_);
    }
    return out;
  }

 private:
  struct Surface {
    int begin;
    int end;
    std::string form;
  };

  void start() {
    now_ = {};
    surfaces_.clear();
    has_text_ = false;
  }

  bool bad(std::string message) {
    error_ = {"bad_data", std::move(message), name_, line_};
    return false;
  }

  void comment(std::string_view line) {
    const auto value = [&](std::string_view key) -> std::optional<std::string_view> {
      return line.starts_with(key) ? std::optional(line.substr(key.size())) : std::nullopt;
    };
    if (const auto text = value("# text = ")) {
      now_.text = *text;
      has_text_ = true;
    } else if (const auto id = value("# sent_id = ")) {
      now_.id = *id;
    } else if (line.starts_with("# newpar") || line.starts_with("# newdoc")) {
      now_.starts_paragraph = true;
    }
  }

  bool token(std::string_view line) {
    std::array<std::string_view, 10> column;
    std::size_t n = 0;
    for (; n < 10; ++n) {
      const auto tab = line.find('\t');
      column[n] = line.substr(0, tab);
      if (tab == std::string_view::npos) {
        ++n;
        break;
      }
      line.remove_prefix(tab + 1);
    }
    if (n < 8) {
      return bad("a CoNLL-U line has ten columns parted by tabs");
    }
    if (column[0].find('.') != std::string_view::npos) {
      return true;  // empty nodes of the enhanced graph
    }
    auto& tokens = now_.sentence.tokens;
    if (const auto dash = column[0].find('-'); dash != std::string_view::npos) {
      const auto first = number(column[0].substr(0, dash));
      const auto last = number(column[0].substr(dash + 1));
      if (!first || !last || *first != int(tokens.size()) + 1 || *last < *first) {
        return bad("this range of words does not follow the words before it");
      }
      surfaces_.push_back({*first - 1, *last, std::string(column[1])});
      return true;
    }
    const auto id = number(column[0]);
    if (!id || *id != int(tokens.size()) + 1) {
      return bad("words must be numbered 1, 2, 3 ...");
    }
    if (surfaces_.empty() || surfaces_.back().end < *id) {
      surfaces_.push_back({*id - 1, *id, std::string(column[1])});
    }
    Token t;
    t.form = column[1];
    t.lower = lower_form(t.form);
    t.lemma = column[2] == "_" && t.form != "_" ? "" : std::string(column[2]);
    t.upos = parse_upos(column[3]);
    t.feats = parse_features(column[5]);
    t.head = column[6] == "_" ? -1 : number(column[6]).value_or(0) - 1;
    t.rel = parse_deprel(column[7]);
    tokens.push_back(std::move(t));
    return true;
  }

  bool finish(std::vector<ConlluSentence>& out) {
    auto& s = now_.sentence;
    if (s.tokens.empty()) {
      return true;  // comments of the next sentence may follow a blank line
    }
    for (const auto& t : s.tokens) {
      if (t.head >= s.size()) {
        return bad("a head points outside the sentence that ends here");
      }
    }
    if (!has_text_) {
      for (const auto& surface : surfaces_) {
        now_.text += (now_.text.empty() ? "" : " ") + surface.form;
      }
    }
    std::size_t at = 0;
    for (const auto& surface : surfaces_) {
      const auto found = now_.text.find(surface.form, at);
      if (surface.end > s.size() || found == std::string::npos) {
        return bad("the words of the sentence that ends here do not stand in its text");
      }
      const ByteSpan span{std::uint32_t(found), std::uint32_t(found + surface.form.size())};
      place_words(s, surface.begin, surface.end, span, now_.text);
      s[surface.begin].space_before = found > at;
      at = span.end;
    }
    s.span = {0, std::uint32_t(now_.text.size())};
    out.push_back(std::move(now_));
    start();
    return true;
  }

  std::string_view rest_;
  std::string name_;
  std::size_t line_ = 0;
  ConlluSentence now_;
  std::vector<Surface> surfaces_;
  bool has_text_ = false;
  Error error_;
};

std::string without_line_breaks(std::string_view s) {
  std::string out(s);
  for (auto& c : out) {
    if (c == '\n' || c == '\r' || c == '\t') {
      c = ' ';
    }
  }
  return out;
}

}  // namespace

Result<std::vector<ConlluSentence>> parse_conllu(std::string_view bytes, const std::string& name) {
  return ConlluReader(bytes, name).read();
}

Result<std::vector<ConlluSentence>> read_conllu(const std::filesystem::path& path) {
  const auto bytes = read_file(path);
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  return parse_conllu(*bytes, path.string());
}

std::string to_conllu(const Sentence& s, std::string_view text, std::string_view id) {
  std::string out;
  out += "# sent_id = " + std::string(id) + "\n";
  out += "# text = " + without_line_breaks(s.span.of(text)) + "\n";
  for (int i = 0; i < s.size(); ++i) {
    const Token& t = s[i];
    // The words that share this word's span, if it is the first of them.
    int last = i;
    while (last + 1 < s.size() && s[last + 1].span == t.span && !t.span.empty()) {
      ++last;
    }
    const bool first = i == 0 || s[i - 1].span != t.span;
    const bool glued = last + 1 < s.size() && !s[last + 1].space_before;
    const std::string misc = glued ? "SpaceAfter=No" : "_";
    if (first && last > i) {
      out += std::to_string(i + 1) + "-" + std::to_string(last + 1) + "\t" +
             without_line_breaks(t.span.of(text)) + "\t_\t_\t_\t_\t_\t_\t_\t" + misc + "\n";
    }
    const bool inside = last > i || !first;
    out += std::to_string(i + 1) + "\t" + without_line_breaks(t.form) + "\t" +
           (t.lemma.empty() ? "_" : without_line_breaks(t.lemma)) + "\t" +
           std::string(to_string(t.upos)) + "\t_\t" + to_string(t.feats) + "\t" +
           (t.rel == Deprel::none ? "_" : std::to_string(t.head + 1)) + "\t" +
           std::string(to_string(t.rel)) + "\t_\t" + (inside ? "_" : misc) + "\n";
  }
  return out + "\n";
}

}  // namespace vigie
