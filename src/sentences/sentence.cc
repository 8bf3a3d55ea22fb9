#include "sentences/sentence.h"

#include <algorithm>
#include <array>

namespace vigie {
namespace {

// Each table stands in the order of its enum, so that the enumerator is the index.
constexpr std::array kUposNames = {
    std::string_view("_"),     std::string_view("ADJ"),   std::string_view("ADP"),
    std::string_view("ADV"),   std::string_view("AUX"),   std::string_view("CCONJ"),
    std::string_view("DET"),   std::string_view("INTJ"),  std::string_view("NOUN"),
    std::string_view("NUM"),   std::string_view("PART"),  std::string_view("PRON"),
    std::string_view("PROPN"), std::string_view("PUNCT"), std::string_view("SCONJ"),
    std::string_view("SYM"),   std::string_view("VERB"),  std::string_view("X")};
static_assert(kUposNames.size() == std::size_t(Upos::X) + 1);

constexpr std::array<std::string_view, std::size_t(Deprel::xcomp) + 1> kDeprelNames = {
    "_",          "acl",          "acl:relcl",  "advcl",      "advmod",       "amod",
    "appos",      "aux",          "aux:pass",   "aux:tense",  "aux:caus",     "case",
    "cc",         "ccomp",        "clf",        "compound",   "compound:prt", "conj",
    "cop",        "csubj",        "csubj:pass", "dep",        "det",          "discourse",
    "dislocated", "expl",         "expl:subj",  "expl:pass",  "fixed",        "flat",
    "flat:name",  "flat:foreign", "goeswith",   "iobj",       "list",         "mark",
    "nmod",       "nmod:poss",    "nsubj",      "nsubj:pass", "nsubj:caus",   "nummod",
    "obj",        "obl",          "obl:agent",  "obl:arg",    "obl:mod",      "obl:tmod",
    "orphan",     "parataxis",    "punct",      "reparandum", "root",         "vocative",
    "xcomp"};
static_assert(kDeprelNames.back() == "xcomp");

constexpr std::array<std::string_view, 5> kVerbForms = {"", "Fin", "Inf", "Part", "Ger"};
constexpr std::array<std::string_view, 5> kMoods = {"", "Ind", "Cnd", "Sub", "Imp"};
constexpr std::array<std::string_view, 5> kTenses = {"", "Pres", "Past", "Fut", "Imp"};
constexpr std::array<std::string_view, 3> kVoices = {"", "Act", "Pass"};
constexpr std::array<std::string_view, 3> kNumbers = {"", "Sing", "Plur"};
constexpr std::array<std::string_view, 4> kGenders = {"", "Masc", "Fem", "Neut"};
constexpr std::array<std::string_view, 10> kPronTypes = {"",    "Prs", "Rel", "Dem", "Art",
                                                         "Int", "Ind", "Neg", "Tot", "Rcp"};

/// Enumerator whose name is `s`; the value 0 when there is none.
template <typename Enum, std::size_t N>
Enum parse_in(const std::array<std::string_view, N>& names, std::string_view s) {
  const auto it = std::find(names.begin() + 1, names.end(), s);
  return it == names.end() ? Enum{} : Enum(it - names.begin());
}

template <typename Enum, std::size_t N>
void append_feature(std::string& out,
                    std::string_view name,
                    const std::array<std::string_view, N>& names,
                    Enum value) {
  if (value == Enum{}) {
    return;
  }
  if (!out.empty()) {
    out += '|';
  }
  out.append(name).append("=").append(names[std::size_t(value)]);
}

}  // namespace

std::string_view to_string(Upos upos) {
  return kUposNames[std::size_t(upos)];
}

Upos parse_upos(std::string_view s) {
  return parse_in<Upos>(kUposNames, s);
}

std::string_view to_string(Deprel rel) {
  return kDeprelNames[std::size_t(rel)];
}

Deprel parse_deprel(std::string_view s) {
  if (s.empty() || s == "_") {
    return Deprel::none;
  }
  auto rel = parse_in<Deprel>(kDeprelNames, s);
  if (rel == Deprel::none) {
    rel = parse_in<Deprel>(kDeprelNames, s.substr(0, s.find(':')));
  }
  return rel == Deprel::none ? Deprel::dep : rel;
}

std::string to_string(const Features& f) {
  // CoNLL-U wants the names in alphabetical order.
  std::string out;
  append_feature(out, "Gender", kGenders, f.gender);
  append_feature(out, "Mood", kMoods, f.mood);
  append_feature(out, "Number", kNumbers, f.number);
  constexpr std::array<std::string_view, 4> persons = {"", "1", "2", "3"};
  append_feature(out, "Person", persons, std::min<std::uint8_t>(f.person, 3));
  constexpr std::array<std::string_view, 2> yes = {"", "Yes"};
  append_feature(out, "Poss", yes, f.possessive);
  append_feature(out, "PronType", kPronTypes, f.pron_type);
  append_feature(out, "Reflex", yes, f.reflexive);
  append_feature(out, "Tense", kTenses, f.tense);
  append_feature(out, "VerbForm", kVerbForms, f.verb_form);
  append_feature(out, "Voice", kVoices, f.voice);
  return out.empty() ? "_" : out;
}

Features parse_features(std::string_view s) {
  Features f;
  while (!s.empty()) {
    const auto bar = s.find('|');
    const auto pair = s.substr(0, bar);
    s = bar == std::string_view::npos ? std::string_view() : s.substr(bar + 1);
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos) {
      continue;
    }
    const auto name = pair.substr(0, equals);
    auto value = pair.substr(equals + 1);
    value = value.substr(0, value.find(','));  // Int,Rel: the first one counts
    if (name == "VerbForm") {
      f.verb_form = parse_in<VerbForm>(kVerbForms, value);
    } else if (name == "Mood") {
      f.mood = parse_in<Mood>(kMoods, value);
    } else if (name == "Tense") {
      f.tense = parse_in<Tense>(kTenses, value);
    } else if (name == "Voice") {
      f.voice = parse_in<Voice>(kVoices, value);
    } else if (name == "Number") {
      f.number = parse_in<Number>(kNumbers, value);
    } else if (name == "Gender") {
      f.gender = parse_in<Gender>(kGenders, value);
    } else if (name == "PronType") {
      f.pron_type = parse_in<PronType>(kPronTypes, value);
    } else if (name == "Person" && value.size() == 1 && value[0] >= '1' && value[0] <= '3') {
      f.person = std::uint8_t(value[0] - '0');
    } else if (name == "Poss") {
      f.possessive = value == "Yes";
    } else if (name == "Reflex") {
      f.reflexive = value == "Yes";
    }
  }
  return f;
}

Tree::Tree(const Sentence& sentence) : sentence_(&sentence), children_(sentence.tokens.size()) {
  for (int i = 0; i < sentence.size(); ++i) {
    const int head = sentence[i].head;
    if (head >= 0 && head < sentence.size()) {
      children_[std::size_t(head)].push_back(i);
    } else if (root_ < 0) {
      root_ = i;
    }
  }
}

int Tree::child(int token, Deprel rel) const {
  for (const int c : children(token)) {
    if ((*sentence_)[c].rel == rel) {
      return c;
    }
  }
  return -1;
}

std::pair<int, int> Tree::range(int token) const {
  std::pair<int, int> out{token, token + 1};
  std::vector<int> open = children(token);
  // A tree has at most one visit per token; the bound keeps a broken tree (a cycle) from looping.
  for (std::size_t seen = 0; !open.empty() && seen < children_.size(); ++seen) {
    const int t = open.back();
    open.pop_back();
    out.first = std::min(out.first, t);
    out.second = std::max(out.second, t + 1);
    open.insert(open.end(), children(t).begin(), children(t).end());
  }
  return out;
}

bool Tree::dominates(int above, int token) const {
  for (int steps = 0; token >= 0 && steps <= sentence_->size(); ++steps) {
    if (token == above) {
      return true;
    }
    token = (*sentence_)[token].head;
  }
  return false;
}

}  // namespace vigie
