#include "mentions/place_relation.h"

#include "base/utf8.h"

#include <charconv>
#include <cmath>
#include <numbers>

namespace vigie {
namespace {

constexpr double kKmPerDegree = 111.195;
/// Words of the longest direction (extrême nord, north - eastern).
constexpr int kMaxDirectionTokens = 3;

/// Reads one sentence from right to left.
class LeftReader {
 public:
  LeftReader(const PlaceLexicon& lexicon,
             const Sentence& sentence,
             const FoldedSentence& folded,
             int first)
      : lexicon_(&lexicon),
        sentence_(&sentence),
        folded_(&folded),
        at_(first - 1) {}

  int at() const { return at_; }
  void move_to(int token) { at_ = token; }
  std::string word(int token) const {
    return token < 0 ? std::string() : fold_name((*sentence_)[token].form);
  }
  bool skip_article() {
    const int before = at_;
    while (at_ >= 0 && lexicon_->in("article", word(at_))) {
      --at_;
    }
    return at_ != before;
  }
  bool skip(std::string_view cue) {
    if (at_ < 0 || !lexicon_->in(cue, word(at_))) {
      return false;
    }
    --at_;
    return true;
  }
  /// The value of the longest expression of the cue that ends here; moves before it.
  std::string_view take_value(std::string_view cue) {
    for (int n = std::min(kMaxDirectionTokens, at_ + 1); n > 0; --n) {
      const int first = at_ - n + 1;
      if (folded_->shared(at_) || !folded_->has_letter(first)) {
        continue;
      }
      const auto value = lexicon_->value(cue, folded_->words(first, at_ + 1));
      if (!value.empty()) {
        at_ = first - 1;
        return value;
      }
    }
    return {};
  }
  /// "30 km", "30 kilometres (19 miles)"; moves before it. 0 when there is no distance.
  double take_distance() {
    const int start = at_;
    if (at_ >= 0 && word(at_).empty() && sentence_->tokens[std::size_t(at_)].form == ")") {
      for (int i = at_; i >= 0 && i > at_ - 6; --i) {
        if ((*sentence_)[i].form == "(") {
          at_ = i - 1;
          break;
        }
      }
    }
    const auto unit = at_ < 0 ? std::string_view() : lexicon_->value("unit", word(at_));
    if (!unit.empty() && at_ > 0) {
      double km = 0;
      double number = 0;
      std::from_chars(unit.data(), unit.data() + unit.size(), km);
      if (read_number(at_ - 1, number)) {
        at_ -= 2;
        return number * km;
      }
    }
    at_ = start;
    return 0;
  }
  /// The cue that ends here, or null; `first` becomes its first token. A contraction counts as the
  /// word it is written as (aux portes de) or as the words it stands for (à proximité de le).
  const RelationCue* cue(int& first) const {
    for (const auto& relation : lexicon_->relations()) {
      int i = at_;
      bool fits = true;
      for (auto expected = relation.words.rbegin(); fits && expected != relation.words.rend();
           ++expected) {
        if (i >= 0 && same_word(word(i), *expected)) {
          --i;
        } else if (i > 0 && folded_->shared(i) && folded_->word(i - 1) == *expected) {
          i -= 2;
        } else {
          fits = false;
        }
      }
      if (fits) {
        first = i + 1;
        return &relation;
      }
    }
    return nullptr;
  }

 private:
  /// Elided forms count as the full ones (d' and de, l' and le).
  bool same_word(std::string_view a, std::string_view b) const {
    return a == b || (lexicon_->in("of", a) && lexicon_->in("of", b)) ||
           (lexicon_->in("article", a) && lexicon_->in("article", b));
  }
  bool read_number(int token, double& number) const {
    std::string digits;
    for (const char c : (*sentence_)[token].form) {
      if (c >= '0' && c <= '9') {
        digits += c;
      } else if (c == ',' || c == '.') {
        digits += '.';
      }
    }
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc() && end != digits.data();
  }

  const PlaceLexicon* lexicon_;
  const Sentence* sentence_;
  const FoldedSentence* folded_;
  int at_;
};

}  // namespace

bool relation_cue_before(const PlaceLexicon& lexicon,
                         const Sentence& sentence,
                         const FoldedSentence& folded,
                         int first) {
  LeftReader reader(lexicon, sentence, folded, first);
  reader.skip_article();
  int cue_first = 0;
  return reader.cue(cue_first) != nullptr;
}

PlaceRelation read_relation(const PlaceLexicon& lexicon,
                            const Sentence& sentence,
                            const FoldedSentence& folded,
                            int first) {
  PlaceRelation out;
  out.first = first;
  LeftReader reader(lexicon, sentence, folded, first);

  // Eastern Syria.
  if (const auto direction = reader.take_value("direction_adjective"); !direction.empty()) {
    out.relation = "in_part";
    out.direction = direction;
    out.first = reader.at() + 1;
  } else {
    // (Au, dans le) nord de la Syrie; (30 km, in the) north of Palmyra.
    reader.skip_article();
    const int before = reader.at();
    std::string_view noun;
    if (reader.skip("of")) {
      noun = reader.take_value("direction");
    }
    if (noun.empty()) {
      reader.move_to(before);
    } else {
      out.direction = noun;
      const int direction_first = reader.at() + 1;
      const bool article = reader.skip_article();
      const bool at = reader.skip("at");
      out.outside = article ? at : lexicon.in("outside_without_article", "yes");
      if (out.direction == "central") {
        out.outside = false;
      }
      if (out.outside) {
        out.relation = out.direction + "_of";
        out.distance_km = reader.take_distance();
        return out;
      }
      out.relation = "in_part";
      out.first = direction_first;
      reader.move_to(direction_first - 1);
      reader.skip_article();
    }
  }
  if (out.direction.empty()) {
    // À 30 km de Palmyre, 30 km from Palmyra.
    const int before = reader.at();
    if (reader.skip("of") || reader.skip("from")) {
      out.distance_km = reader.take_distance();
    }
    if (out.distance_km > 0) {
      out.relation = "near";
      return out;
    }
    reader.move_to(before);
  }
  reader.skip_article();
  int cue_first = 0;
  if (const auto* cue = reader.cue(cue_first); cue != nullptr) {
    if (cue->relation != "in_part") {
      out.relation = cue->relation;
    } else if (out.direction.empty()) {
      out.relation = cue->relation;
      out.first = cue_first;
      // "à l'intérieur de", "au centre de": the preposition governs the mention.
      while (out.first < first && (lexicon.in("locative", reader.word(out.first)) ||
                                   lexicon.in("article", reader.word(out.first)) ||
                                   lexicon.in("parent", reader.word(out.first)))) {
        ++out.first;
      }
    }
  }
  return out;
}

void shift_point(std::string_view direction, double km, double& lat, double& lon) {
  double north = 0;
  double east = 0;
  north += direction.starts_with("north") ? 1 : direction.starts_with("south") ? -1 : 0;
  east += direction.ends_with("east") ? 1 : direction.ends_with("west") ? -1 : 0;
  const double length = std::hypot(north, east);
  if (length == 0) {
    return;
  }
  const double cos_lat = std::max(0.01, std::cos(lat * std::numbers::pi / 180));
  lat += km * north / length / kKmPerDegree;
  lon += km * east / length / (kKmPerDegree * cos_lat);
}

}  // namespace vigie
