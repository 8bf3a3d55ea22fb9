#include "page/article_reader.h"

#include "base/utf8.h"
#include "lang/tsv.h"
#include "page/dateline.h"

#include <algorithm>
#include <utility>

namespace vigie {
namespace {

// Lines of more words are running text and no label, button or byline.
constexpr int kMetaWords = 14;
constexpr int kTitleWords = 30;
constexpr int kStubWords = 40;
// Bylines, dates and agencies stand in the first or last lines.
constexpr int kHeadLines = 8;
constexpr int kTailLines = 6;

enum class LineRole { prose, title, dropped, caption, metadata };

/// A line of the input, or several where the text was wrapped to a column.
struct Line {
  ByteSpan span;  ///< trimmed, without a bullet
  std::string folded;
  int words = 0;
  bool bullet = false;
  bool after_blank = false;
  LineRole role = LineRole::prose;
};

bool is_bullet_char(char32_t c) {
  return c == U'•' || c == U'·' || c == U'‣' || c == U'▪' || c == U'*' || c == U'-' || c == U'–' ||
         c == U'—' || c == U'>' || c == U'»' || c == U'●' || c == U'◦';
}

ByteSpan trimmed(std::string_view text, ByteSpan span) {
  while (!span.empty()) {
    const auto point = code_point_at(text, span.begin);
    if (!is_space(point.value) && point.value != U'\uFEFF') {
      break;
    }
    span.begin += point.bytes;
  }
  while (!span.empty()) {
    std::uint32_t last = span.end - 1;
    while (last > span.begin && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80) {
      --last;
    }
    if (!is_space(code_point_at(text, last).value)) {
      break;
    }
    span.end = last;
  }
  return span;
}

int count_words(std::string_view s) {
  int n = 0;
  bool inside = false;
  for (const char c : s) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    n += !blank && !inside ? 1 : 0;
    inside = !blank;
  }
  return n;
}

/// The first `n` words of a line; folding keeps words, not bytes, so places are counted in words.
std::string_view first_words(std::string_view s, int n) {
  std::size_t at = 0;
  for (int w = 0; w < n && at < s.size(); ++w) {
    at = std::min(s.find_first_not_of(" \t", at), s.size());
    at = std::min(s.find_first_of(" \t", at), s.size());
  }
  return s.substr(0, at);
}

/// The last character that is no closing quotation mark or bracket.
char32_t last_character(std::string_view s) {
  const auto points = to_code_points(s.substr(s.size() > 16 ? s.size() - 16 : 0));
  for (auto it = points.rbegin(); it != points.rend(); ++it) {
    if (!is_space(*it) && *it != U'"' && *it != U'»' && *it != U'”' && *it != U'\'' &&
        *it != U'’' && *it != U')' && *it != U']') {
      return *it;
    }
  }
  return 0;
}

bool ends_sentence(std::string_view s) {
  const auto c = last_character(s);
  return c == U'.' || c == U'!' || c == U'?' || c == U'…';
}

bool ends_in_ellipsis(std::string_view s) {
  while (!s.empty() && (s.back() == ']' || s.back() == ')' || s.back() == ' ')) {
    s.remove_suffix(1);
  }
  return s.size() >= 3 && (s.substr(s.size() - 3) == "..." || s.substr(s.size() - 3) == "…");
}

/// Running text: long enough, or a whole sentence.
bool is_prose(const Line& line, std::string_view text) {
  return line.words >= 16 || (line.words >= 6 && ends_sentence(line.span.of(text)));
}

/// True when the text was wrapped to a column, so that a line break parts nothing.
bool is_wrapped(std::string_view text) {
  int broken = 0;
  int pairs = 0;
  std::string_view before;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto line = trim(text.substr(at, end - at));
    if (!before.empty() && !line.empty() && before.size() >= 50 && before.size() <= 130) {
      ++pairs;
      const auto first = code_point_at(line, 0).value;
      const bool goes_on = is_letter(first) && !is_upper(first);
      broken += goes_on || !ends_sentence(before) ? 1 : 0;
    }
    before = line;
    at = end + 1;
  }
  return pairs >= 3 && broken * 3 > pairs * 2;
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  const bool wrapped = is_wrapped(text);
  bool blank = true;
  std::size_t raw_length = 0;  // of the input line before
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    Line line;
    line.span = trimmed(text, {std::uint32_t(at), std::uint32_t(end)});
    at = end + 1;
    if (line.span.empty()) {
      blank = true;
      continue;
    }
    const auto whole = line.span;
    while (!line.span.empty()) {
      const auto point = code_point_at(text, line.span.begin);
      const auto after = line.span.begin + point.bytes;
      // A dash glued to a word is a sign of the word (-12 degrees), not a bullet.
      if (!is_bullet_char(point.value) || after >= line.span.end ||
          (!is_space(code_point_at(text, after).value) && point.value != U'•')) {
        break;
      }
      line.span = trimmed(text, {after, line.span.end});
      line.bullet = true;
    }
    if (wrapped && !blank && !line.bullet && !lines.empty() && raw_length >= 45) {
      lines.back().span.end = line.span.end;
    } else {
      line.after_blank = blank;
      lines.push_back(std::move(line));
    }
    raw_length = whole.size();
    blank = false;
  }
  for (auto& line : lines) {
    line.folded = fold(line.span.of(text));
    line.words = count_words(line.span.of(text));
  }
  return lines;
}

/// Where a line's parts are parted: bars, dots, brackets, wide blanks.
std::vector<std::string_view> segments_of(std::string_view line) {
  std::vector<std::string_view> out;
  std::size_t from = 0;
  const auto flush = [&](std::size_t to) {
    if (const auto part = trim(line.substr(from, to - from)); !part.empty()) {
      out.push_back(part);
    }
  };
  for (std::size_t i = 0; i < line.size();) {
    std::size_t n = 0;
    if (line[i] == '|' || line[i] == '[' || line[i] == ']' || line[i] == '\t') {
      n = 1;
    } else if (line.substr(i, 2) == "  " || line.substr(i, 2) == "·") {
      n = 2;
    } else if (line.substr(i, 3) == "•") {
      n = 3;
    }
    if (n > 0) {
      flush(i);
      from = i + n;
      i = from;
    } else {
      ++i;
    }
  }
  flush(line.size());
  return out;
}

/// One run over one report. Keeps spans of the page's text and joins them at the end.
class Cleaner {
 public:
  Cleaner(const PageRules& rules, const Page& page)
      : rules_(rules),
        page_(page),
        text_(page.text),
        lines_(lines_of(page.text)) {
    article_.id = page.id;
    article_.url = page.url;
    article_.publisher = page.publisher;
    article_.language = page.language;
    article_.published = page.published;
  }

  Article run() {
    find_body();
    find_title();
    drop_boilerplate();
    drop_lists();
    read_metadata();
    drop_repetitions();
    assemble();
    return std::move(article_);
  }

 private:
  std::string_view words(const Line& line) const { return line.span.of(text_); }
  int size() const { return int(lines_.size()); }
  bool near_edge(int i) const {
    return i < std::max(kHeadLines, body_first_ + 2) || i >= size() - kTailLines;
  }

  /// First and last line of running text; what stands outside is head and tail.
  void find_body() {
    for (int i = 0; i < size(); ++i) {
      if (is_prose(lines_[std::size_t(i)], text_)) {
        body_first_ = i;
        break;
      }
    }
    for (int i = size() - 1; i >= 0; --i) {
      if (is_prose(lines_[std::size_t(i)], text_)) {
        body_last_ = i;
        break;
      }
    }
  }

  /// The title: the line that repeats the record's, or the first line that looks like one.
  void find_title() {
    const auto wanted = fold_name(page_.title);
    int best = -1;
    if (!wanted.empty()) {
      for (int i = 0; i < std::min(size(), kHeadLines + 2); ++i) {
        const auto& line = lines_[std::size_t(i)];
        const auto have = fold_name(words(line));
        if (have == wanted) {
          best = i;
          break;
        }
        // A title with something before (a breadcrumb) or after it (a subtitle, a date).
        const auto at = have.find(wanted);
        if (best < 0 && at != std::string::npos && (at == 0 || at + wanted.size() == have.size()) &&
            wanted.find(' ') != std::string::npos &&
            line.words <= count_words(page_.title) + kMetaWords) {
          best = i;
        }
      }
      if (best < 0) {
        article_.title = std::string(trim(page_.title));
        return;
      }
    } else {
      for (int i = 0; i < std::min(size() - 1, kHeadLines); ++i) {
        const auto& line = lines_[std::size_t(i)];
        if (line.bullet || line.words > kTitleWords || is_boilerplate(line) ||
            is_metadata(line, i)) {
          continue;
        }
        const auto& next = lines_[std::size_t(i) + 1];
        if (line.words >= 2 && last_character(words(line)) != U'.' &&
            (next.after_blank || i < body_first_)) {
          best = i;
        }
        break;
      }
      if (best < 0) {
        return;
      }
    }
    auto& line = lines_[std::size_t(best)];
    line.role = LineRole::title;
    article_.title = std::string(words(line));
    title_ = best;
    // What stands above the title says who issues the text, or is the path to the page.
    for (int i = 0; i < best; ++i) {
      auto& above = lines_[std::size_t(i)];
      note_letterhead(above);
      if (!is_prose(above, text_)) {
        above.role = LineRole::metadata;
      }
    }
  }

  void note_letterhead(const Line& line) {
    if (article_.publisher.empty() && line.words <= kMetaWords &&
        rules_.starts(LineWords::byline, line.folded) == 0 &&
        rules_.contains(LineWords::letterhead, line.folded) && !rules_.find_date(line.folded)) {
      const auto parts = segments_of(words(line));
      article_.publisher = std::string(parts.empty() ? words(line) : parts.front());
    }
  }

  bool is_boilerplate_segment(std::string_view segment) const {
    const auto folded = fold(segment);
    const int n = count_words(segment);
    return rules_.starts(LineWords::read_also, folded) > 0 ||
           rules_.starts(LineWords::cut, folded) > 0 ||
           rules_.starts(LineWords::comments, folded) > 0 ||
           rules_.starts(LineWords::legal, folded) > 0 ||
           rules_.contains(LineWords::stub, folded) ||
           rules_.contains(LineWords::paywall, folded) ||
           (n <= kMetaWords && rules_.coverage(LineWords::share, folded) >= 0.75);
  }

  bool is_boilerplate(const Line& line) const {
    if (line.words > kStubWords) {
      return false;
    }
    const auto parts = segments_of(words(line));
    const auto bad = std::count_if(parts.begin(), parts.end(), [&](std::string_view part) {
      return is_boilerplate_segment(part);
    });
    // A label speaks for the row of links that it opens (Topics: Mali | Niger | Sahel).
    const bool opens_row = bad > 0 && line.words <= kMetaWords && is_boilerplate_segment(parts[0]);
    return opens_row || (bad > 0 && 2 * bad >= std::ptrdiff_t(parts.size())) || is_address(line);
  }

  /// Nothing but a web or mail address.
  static bool is_address(const Line& line) {
    return line.words == 1 &&
           (line.folded.rfind("www.", 0) == 0 || line.folded.find("://") != std::string::npos ||
            line.folded.find('@') != std::string::npos);
  }

  /// A line with the date, the authors or the place of writing.
  bool is_metadata(const Line& line, int index) const {
    if (line.words > kMetaWords || line.bullet || !near_edge(index)) {
      return false;
    }
    const auto date = rules_.find_date(line.folded);
    const auto parts = segments_of(words(line));
    const bool byline = std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
      return rules_.starts(LineWords::byline, fold(part)) > 0;
    });
    const bool sentence = last_character(words(line)) == U'.';
    if (date && (date->has_year || byline)) {
      return byline || date->other_words <= (parts.size() > 1 ? 9 : sentence ? 2 : 6);
    }
    return byline && !sentence && index < std::max(kHeadLines, body_first_);
  }

  void drop_boilerplate() {
    const bool headed = title_ >= 0;
    for (int i = 0; i < size(); ++i) {
      auto& line = lines_[std::size_t(i)];
      if (line.role != LineRole::prose) {
        continue;
      }
      const auto whole = words(line);
      const bool bracketed = whole.front() == '[';
      const auto inside = fold(bracketed ? whole.substr(1) : whole);
      if (line.words <= kStubWords && rules_.contains(LineWords::paywall, line.folded)) {
        article_.truncated = true;
      }
      if (rules_.starts(LineWords::caption, inside) > 0 ||
          (line.words <= kStubWords && rules_.contains(LineWords::credit, line.folded) &&
           !is_dateline_start(whole))) {
        line.role = LineRole::caption;
      } else if (is_boilerplate(line)) {
        line.role = LineRole::dropped;
      } else if (is_metadata(line, i)) {
        line.role = LineRole::metadata;
      } else if (line.bullet && i < body_first_ && !ends_sentence(whole) && headed &&
                 !after_heading(i)) {
        line.role = LineRole::caption;
      } else if (i >= size() - kTailLines && is_signoff(line)) {
        line.role = LineRole::metadata;
        note_agency(whole);
      } else if (headed && fold_name(whole) == fold_name(article_.title)) {
        line.role = LineRole::dropped;
      } else if (is_navigation(line)) {
        line.role = LineRole::dropped;
      }
    }
  }

  bool is_dateline_start(std::string_view whole) const {
    return find_dateline(rules_, whole).has_value();
  }

  /// A bullet under a heading (KEY POINTS, FAITS SAILLANTS) is text, one under a byline a caption.
  bool after_heading(int i) const {
    for (int k = i - 1; k > title_; --k) {
      const auto& above = lines_[std::size_t(k)];
      if (above.bullet) {
        continue;
      }
      return above.role == LineRole::prose &&
             (is_all_caps(words(above)) || last_character(words(above)) == U':');
    }
    return false;
  }

  bool is_signoff(const Line& line) const {
    const auto folded = fold(words(line));
    if (rules_.is(LineWords::agency, fold_name(folded))) {
      return true;
    }
    if (rules_.starts(LineWords::signoff, folded) == 0) {
      return false;
    }
    // "With" opens many a sentence; a bracket or an agency makes it a sign-off.
    return words(line).front() == '(' || names_agency(folded) ||
           (line.words <= 6 && !ends_sentence(words(line)));
  }

  bool names_agency(std::string_view folded) const {
    const auto parts = split_list(fold_name(folded), ' ');
    return std::any_of(parts.begin(), parts.end(),
                       [&](const std::string& word) { return rules_.is(LineWords::agency, word); });
  }

  void note_agency(std::string_view whole) {
    if (!article_.agency.empty()) {
      return;
    }
    std::size_t from = 0;
    for (std::size_t i = 0; i <= whole.size(); ++i) {
      const bool inside =
          i < whole.size() && std::string_view(" ,;:()/.").find(whole[i]) == std::string_view::npos;
      if (!inside) {
        const auto word = whole.substr(from, i - from);
        // Written as a name: `with`, `source` and a verb such as `map` are none.
        if (!word.empty() && is_upper(code_point_at(word, 0).value) &&
            rules_.is(LineWords::agency, fold(word))) {
          article_.agency = std::string(word);
          return;
        }
        from = i + 1;
      }
    }
  }

  /// A row of links: three or more short parts between bars.
  bool is_navigation(const Line& line) const {
    const auto whole = words(line);
    const auto bars = std::count(whole.begin(), whole.end(), '|');
    const auto parts = segments_of(whole);
    return bars >= 2 && !ends_sentence(whole) &&
           std::all_of(parts.begin(), parts.end(),
                       [](std::string_view part) { return count_words(part) <= 3; });
  }

  /// What follows a label that stands alone: its list of links, or the readers' comments.
  void drop_lists() {
    for (int i = 0; i < size(); ++i) {
      auto& line = lines_[std::size_t(i)];
      if (line.role != LineRole::dropped) {
        continue;
      }
      if (2 * i >= size() && rules_.starts(LineWords::comments, line.folded) > 0) {
        for (int k = i + 1; k < size(); ++k) {
          lines_[std::size_t(k)].role = LineRole::dropped;
        }
        return;
      }
      const bool cut = stands_alone(LineWords::cut, line);
      if (!cut && !stands_alone(LineWords::read_also, line)) {
        continue;
      }
      for (int k = i + 1; k < size(); ++k) {
        auto& next = lines_[std::size_t(k)];
        const bool link = next.words <= 20 && last_character(words(next)) != U'.' &&
                          (cut || next.bullet || !next.after_blank);
        if (!link || next.role == LineRole::title) {
          break;
        }
        next.role = LineRole::dropped;
      }
    }
  }

  bool stands_alone(LineWords kind, const Line& line) const {
    const auto n = rules_.starts(kind, line.folded);
    if (n == 0) {
      return false;
    }
    const auto rest = fold_name(std::string_view(line.folded).substr(n));
    return count_words(rest) <= 1;
  }

  /// Publication date, authors, agency and place of writing from the lines that carry them.
  void read_metadata() {
    for (int i = 0; i < size(); ++i) {
      const auto& line = lines_[std::size_t(i)];
      if (line.role != LineRole::metadata) {
        continue;
      }
      const auto date = rules_.find_date(line.folded);
      if (date && date->has_year && (i <= body_first_ || i > body_last_)) {
        note_date(*date);
      }
      for (const auto part : segments_of(words(line))) {
        const auto folded = fold(part);
        const auto n = rules_.starts(LineWords::byline, folded);
        const auto own_date = rules_.find_date(folded);
        if (n > 0) {
          note_authors(part, own_date);
        } else if (own_date) {
          // "Bamako, le 5 mars 2022": the place of writing stands before the date.
          const auto before = first_words(part, count_words(own_date->before));
          const auto comma = before.find(',');
          if (article_.dateline.empty() && comma != std::string_view::npos &&
              is_name(before.substr(0, comma))) {
            article_.dateline = std::string(trim(before.substr(0, comma)));
          }
        } else if (article_.dateline.empty() && date && is_all_caps(part) &&
                   !rules_.contains(LineWords::desk, folded) &&
                   !rules_.is(LineWords::agency, folded) &&
                   !rules_.contains(LineWords::letterhead, folded)) {
          article_.dateline = std::string(part);
        }
      }
      note_agency(words(line));
      note_letterhead(line);
    }
    for (int i = 0; i < std::min(size(), 3); ++i) {
      if (lines_[std::size_t(i)].role == LineRole::prose && i < body_first_) {
        note_letterhead(lines_[std::size_t(i)]);
      }
    }
  }

  /// One to three words with capitals, small words between them.
  bool is_name(std::string_view s) const {
    const auto parts = split_list(s, ' ');
    return !parts.empty() && parts.size() <= 3 &&
           std::all_of(parts.begin(), parts.end(), [&](const std::string& part) {
             return is_upper(code_point_at(part, 0).value) ||
                    rules_.is(LineWords::small, fold(part));
           });
  }

  void note_date(const FoundDate& date) {
    if (!article_.published) {
      article_.published = date.instant;
    } else if (article_.published->day == date.instant.day && !article_.published->seconds_of_day) {
      article_.published->seconds_of_day = date.instant.seconds_of_day;
      article_.published->utc_offset_minutes = date.instant.utc_offset_minutes;
    }
  }

  /// The names after the byline's words, up to a date.
  void note_authors(std::string_view part, const std::optional<FoundDate>& date) {
    if (date) {
      part = first_words(part, count_words(date->before));
    }
    auto folded = fold(part);
    // Folding drops accents, so the label's length is counted in words.
    for (std::size_t n = rules_.starts(LineWords::byline, folded); n > 0;
         n = rules_.starts(LineWords::byline, folded)) {
      const int label = count_words(folded.substr(0, n));
      std::size_t at = 0;
      for (int w = 0; w < label && at < part.size(); ++w) {
        at = std::min(part.find(' ', at), part.size());
        at = std::min(part.find_first_not_of(" :", at), part.size());
      }
      part = trim(part.substr(at));
      folded = fold(part);
    }
    while (!part.empty() && (part.back() == ',' || part.back() == '-' || part.back() == ' ')) {
      part.remove_suffix(1);
    }
    if (!part.empty() && count_words(part) <= 8 && is_upper(code_point_at(part, 0).value)) {
      article_.authors.emplace_back(part);
    }
  }

  /// A body printed twice, a lead printed again as a teaser: the fuller copy stays.
  void drop_repetitions() {
    std::vector<std::pair<std::string, Line*>> seen;
    for (auto& line : lines_) {
      if (line.role != LineRole::prose || line.words < 6) {
        continue;
      }
      auto name = fold_name(words(line));
      const bool cut = ends_in_ellipsis(words(line));
      for (auto& [other, before] : seen) {
        const bool other_cut = ends_in_ellipsis(words(*before));
        if (other == name || (cut && other.rfind(name, 0) == 0)) {
          line.role = LineRole::dropped;
          break;
        }
        if (other_cut && name.rfind(other, 0) == 0) {
          before->role = LineRole::dropped;
        }
      }
      seen.emplace_back(std::move(name), &line);
    }
  }

  /// Takes an agency sign-off from the end of a paragraph: "... a-t-il dit. (AFP)".
  ByteSpan without_signoff(ByteSpan span) {
    const auto whole = span.of(text_);
    const auto open = whole.find_last_of("(/");
    if (open == std::string_view::npos || open == 0 || whole.size() - open > 24) {
      return span;
    }
    auto inside = whole.substr(open + 1);
    if (whole[open] == '(') {
      if (inside.empty() || inside.back() != ')') {
        return span;
      }
      inside.remove_suffix(1);
    } else if (!ends_sentence(trim(whole.substr(0, open)))) {
      return span;
    }
    if (!rules_.is(LineWords::agency, fold(trim(inside)))) {
      return span;
    }
    if (article_.agency.empty()) {
      article_.agency = std::string(trim(inside));
    }
    return trimmed(text_, {span.begin, span.begin + std::uint32_t(open)});
  }

  /// Joins what is left: title, blank line, paragraphs.
  void assemble() {
    std::vector<std::pair<ByteSpan, ParagraphKind>> kept;
    int prose = 0;
    for (int i = 0; i < size(); ++i) {
      const auto& line = lines_[std::size_t(i)];
      if (line.role == LineRole::caption) {
        kept.emplace_back(line.span, ParagraphKind::caption);
        continue;
      }
      if (line.role != LineRole::prose) {
        continue;
      }
      ByteSpan span = line.span;
      if (!line.bullet && (prose == 0 || article_.dateline.empty()) && prose < 3) {
        if (const auto found = find_dateline(rules_, span.of(text_))) {
          span.begin += std::uint32_t(found->length);
          note_dateline(*found);
        }
      }
      span = without_signoff(span);
      if (span.empty()) {
        continue;
      }
      const bool running = is_prose(line, text_);
      kept.emplace_back(
          span, prose == 0 && running && !line.bullet ? ParagraphKind::lead : ParagraphKind::body);
      prose += running ? 1 : 0;
    }
    if (!kept.empty() && kept.back().second != ParagraphKind::caption) {
      cut_broken_end(kept.back().first);
      if (kept.back().first.empty()) {
        kept.pop_back();
      }
    }
    if (!article_.title.empty()) {
      append(article_.title, ParagraphKind::title);
    }
    for (const auto& [span, kind] : kept) {
      append(span.of(text_), kind);
    }
  }

  void note_dateline(const Dateline& found) {
    if (article_.dateline.empty() && !found.place.empty()) {
      article_.dateline = found.place;
    }
    if (article_.agency.empty()) {
      article_.agency = found.agency;
    }
    if (found.date && found.date->has_year) {
      note_date(*found.date);
    }
  }

  /// A report cut by a paywall ends in the middle of a sentence: what is broken goes.
  void cut_broken_end(ByteSpan& span) {
    const auto whole = span.of(text_);
    const bool ellipsis = ends_in_ellipsis(whole);
    if (ellipsis) {
      article_.truncated = true;
      return;  // the words before it are whole; a sentence may also trail off by intention
    }
    if (!article_.truncated || ends_sentence(whole) || count_words(whole) < 6) {
      return;
    }
    const auto stop = whole.find_last_of(".!?");
    span.end = stop == std::string_view::npos ? span.begin : span.begin + std::uint32_t(stop) + 1;
  }

  void append(std::string_view words, ParagraphKind kind) {
    if (!article_.text.empty()) {
      article_.text += "\n\n";
    }
    const auto begin = std::uint32_t(article_.text.size());
    article_.text += words;
    article_.paragraphs.push_back({{begin, std::uint32_t(article_.text.size())}, kind});
  }

  const PageRules& rules_;
  const Page& page_;
  std::string_view text_;
  std::vector<Line> lines_;
  Article article_;
  int body_first_ = 0;
  int body_last_ = 0;
  int title_ = -1;
};

}  // namespace

Result<ArticleReader> ArticleReader::load(const DataDir& data) {
  auto rules = PageRules::load(data);
  if (!rules) {
    return tl::unexpected(rules.error());
  }
  auto languages = LanguageIdentifier::load(data);
  if (!languages) {
    return tl::unexpected(languages.error());
  }
  ArticleReader reader;
  reader.rules_ = std::move(*rules);
  reader.languages_ = std::move(*languages);
  return reader;
}

Article ArticleReader::read(const Page& page) const {
  auto article = Cleaner(rules_, page).run();
  if (article.language.empty()) {
    article.language = languages_.identify(article.text);
  }
  return article;
}

Article ArticleReader::read_raw(const Page& page) const {
  Article article;
  article.id = page.id;
  article.url = page.url;
  article.publisher = page.publisher;
  article.language = page.language.empty() ? languages_.identify(page.text) : page.language;
  article.title = page.title;
  article.published = page.published;
  article.text = page.text;
  for (const auto& line : lines_of(page.text)) {
    article.paragraphs.push_back({line.span, ParagraphKind::body});
  }
  return article;
}

}  // namespace vigie
