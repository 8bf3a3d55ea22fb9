#include "mentions/name_spotter.h"

#include "base/utf8.h"

#include <algorithm>

namespace vigie {
namespace {

/// A name of more words is a misread sentence.
constexpr int kLongestName = 10;

bool starts_upper(std::string_view s) {
  return !s.empty() && is_upper(code_point_at(s, 0).value);
}

bool is_content(const Token& t) {
  return t.upos == Upos::PROPN || t.upos == Upos::NOUN || t.upos == Upos::ADJ ||
         t.upos == Upos::NUM || t.upos == Upos::X;
}

bool is_hyphen(const Sentence& s, int t) {
  return (s[t].form == "-" || s[t].form == "'" || s[t].form == "’") && t + 1 < s.size() &&
         !s[t].space_before && !s[t + 1].space_before;
}

class OrganisationSpotter {
 public:
  OrganisationSpotter(const ActorLexicon& lexicon,
                      const Sentence& sentence,
                      const std::vector<Piece>& pieces)
      : lexicon_(lexicon),
        s_(sentence),
        pieces_(pieces),
        piece_at_(sentence.tokens.size(), -1) {
    for (int k = 0; k < int(pieces.size()); ++k) {
      for (int t = pieces[std::size_t(k)].first; t < pieces[std::size_t(k)].last; ++t) {
        piece_at_[std::size_t(t)] = k;
      }
    }
  }

  std::vector<OrganisationName> run() {
    if (is_all_capitals(s_)) {
      return {};
    }
    for (int t = 0; t < s_.size();) {
      const int last = lexicon_.french() ? read_french(t) : read_english(t);
      t = std::max(t + 1, last);
    }
    for (const auto& p : pieces_) {
      beside_group_noun(p);
    }
    return std::move(out_);
  }

 private:
  const RoleWord* head_word(int t) const {
    return starts_upper(s_[t].form) ? lexicon_.name_head(s_[t].form) : nullptr;
  }

  /// Listed actors keep their words; a country and a force noun alone compose.
  bool is_free(int first, int last) const {
    bool own_word = false;
    for (int t = first; t < last; ++t) {
      const int k = piece_at_[std::size_t(t)];
      if (k < 0) {
        own_word = own_word || (is_content(s_[t]) && lexicon_.name_head(s_[t].form) == nullptr);
        continue;
      }
      const Piece& p = pieces_[std::size_t(k)];
      const bool listed = p.type == PieceType::actor || p.type == PieceType::person;
      if (listed && (p.last >= last || p.last - p.first > 1 || last - first < 3)) {
        return false;
      }
      if (p.first < first || p.last > last) {
        return false;
      }
      own_word = own_word || listed || p.type == PieceType::adjective ||
                 (p.type == PieceType::role && lexicon_.role(p).use == ActorUse::people);
    }
    return own_word;
  }

  int add(int first, int last, const RoleWord* kind) {
    if (!is_free(first, last)) {
      return -1;
    }
    OrganisationName name{first, last, kind, nullptr};
    for (const auto& p : pieces_) {
      if (p.type == PieceType::actor && p.first >= first && p.last <= last) {
        name.whose = &lexicon_.entry(p);
      }
    }
    out_.push_back(name);
    return last;
  }

  /// "Sudan Doctors Network", "Union of Resistance Committees", "Front for the Defence of X".
  int read_english(int first) {
    const auto capital = [&](int t) {
      return t < s_.size() && starts_upper(s_[t].form) && is_content(s_[t]);
    };
    if (!capital(first)) {
      return -1;
    }
    const RoleWord* kind = nullptr;
    int end = -1;  // behind the best head so far
    bool linked = false;
    int t = first;
    for (; t < s_.size() && t - first < kLongestName; ++t) {
      if (capital(t)) {
        if (!linked && head_word(t) != nullptr) {
          kind = head_word(t);
          end = t + 1;
        } else if (linked && kind != nullptr) {
          end = t + 1;
        }
        continue;
      }
      if (is_hyphen(s_, t) || (s_[t].lower == "'s" && capital(t + 1)) || s_[t].lower == "'" ||
          lexicon_.pack().in_class("name_particle", s_[t].lower)) {
        continue;
      }
      // of, for: only right behind the head, or again inside the complement.
      const bool link =
          kind != nullptr && end == t && lexicon_.pack().in_class("name_link", s_[t].lower);
      const bool article = t + 1 < s_.size() && s_[t + 1].upos == Upos::DET;
      if (link && (capital(t + 1) || (article && capital(t + 2)))) {
        linked = true;
        t += article ? 1 : 0;
        continue;
      }
      break;
    }
    if (kind == nullptr || end - first < 2) {
      return t;
    }
    return std::max(t, add(first, end, kind));
  }

  /// "Réseau des médecins du Nord", "Agence nationale de gestion des urgences", "Croix-Rouge
  /// malienne".
  int read_french(int first) {
    const RoleWord* kind = head_word(first);
    if (kind == nullptr || (s_[first].upos != Upos::NOUN && s_[first].upos != Upos::PROPN)) {
      return -1;
    }
    const auto& pack = lexicon_.pack();
    int end = first + 1;
    bool capital = false;
    for (int t = first + 1; t < s_.size() && t - first < kLongestName;) {
      const Token& w = s_[t];
      const bool adjective = w.upos == Upos::ADJ ||
                             (w.upos == Upos::VERB && w.rel == Deprel::acl &&
                              w.feats.verb_form == VerbForm::Part && s_[t - 1].upos == Upos::NOUN);
      if (w.upos == Upos::PROPN || (adjective && w.upos == Upos::ADJ)) {
        capital = capital || starts_upper(w.form);
        end = ++t;
        continue;
      }
      if (w.upos != Upos::ADP || !pack.in_class("name_link", w.lemma)) {
        break;
      }
      int next = t + 1;
      while (next < s_.size() && (s_[next].upos == Upos::DET || s_[next].upos == Upos::ADJ)) {
        ++next;
      }
      if (next >= s_.size() || (s_[next].upos != Upos::NOUN && s_[next].upos != Upos::PROPN)) {
        break;
      }
      capital = capital || starts_upper(s_[next].form);
      end = next + 1;
      t = end;
    }
    // A sentence begins with a capital anyway.
    const bool begins = first == 0 || s_[first - 1].upos == Upos::PUNCT;
    const bool bracket = end < s_.size() && s_[end].form == "(";
    if (end == first + 1 || (begins && !capital && !bracket && s_[first].upos != Upos::PROPN)) {
      return -1;
    }
    return add(first, end, kind);
  }

  /// "la milice Kaniyat", "the Wazalendo militia", "the armed group Sadr Brigade".
  void beside_group_noun(const Piece& p) {
    if (p.type != PieceType::role) {
      return;
    }
    const RoleWord& role = lexicon_.role(p);
    const Token& noun = s_[p.last - 1];
    const bool group = (role.use == ActorUse::organisation || role.use == ActorUse::group) &&
                       lexicon_.pack().in_class("group_noun", noun.lemma);
    if (!group) {
      return;
    }
    const auto free_name = [&](int t) {
      return t >= 0 && t < s_.size() && piece_at_[std::size_t(t)] < 0 &&
             s_[t].upos == Upos::PROPN && is_name_word(s_[t]);
    };
    int last = p.last;
    while (free_name(last) || (last > p.last && last < s_.size() && is_hyphen(s_, last)) ||
           (last > p.last && last + 1 < s_.size() && free_name(last + 1) &&
            lexicon_.pack().in_class("name_particle", s_[last].lower))) {
      ++last;
    }
    int first = p.first;
    while (!lexicon_.french() &&
           (free_name(first - 1) || (first < p.first && first > 1 && is_hyphen(s_, first - 1)))) {
      --first;
    }
    if (first > 0 && first < p.first && s_[first].rel == Deprel::nsubj) {
      first = p.first;
    }
    if (last == p.last && first == p.first) {
      return;
    }
    const bool taken = std::any_of(out_.begin(), out_.end(), [&](const OrganisationName& o) {
      return o.first < last && first < o.last;
    });
    if (!taken) {
      out_.push_back({first, last, &role, nullptr});
    }
  }

  const ActorLexicon& lexicon_;
  const Sentence& s_;
  const std::vector<Piece>& pieces_;
  std::vector<int> piece_at_;
  std::vector<OrganisationName> out_;
};

}  // namespace

bool is_name_word(const Token& token) {
  if (starts_upper(token.form)) {
    return true;
  }
  const auto hyphen = token.form.find('-');
  return hyphen != std::string::npos && hyphen > 0 && hyphen <= 3 &&
         starts_upper(std::string_view(token.form).substr(hyphen + 1));
}

bool is_all_capitals(const Sentence& sentence) {
  int upper = 0;
  int letters = 0;
  for (const auto& t : sentence.tokens) {
    for (const char32_t c : to_code_points(t.form)) {
      upper += is_upper(c) ? 1 : 0;
      letters += is_letter(c) ? 1 : 0;
    }
  }
  return letters > 12 && upper * 2 > letters;
}

std::vector<OrganisationName> spot_organisations(const ActorLexicon& lexicon,
                                                 const Sentence& sentence,
                                                 const std::vector<Piece>& pieces) {
  return OrganisationSpotter(lexicon, sentence, pieces).run();
}

std::vector<NameRun> name_runs(const LanguagePack& pack,
                               const Sentence& s,
                               const std::vector<char>& covered) {
  std::vector<NameRun> out;
  const auto free = [&](int t) { return t < s.size() && covered[std::size_t(t)] == 0; };
  const auto name = [&](int t) {
    return free(t) && s[t].upos == Upos::PROPN && is_name_word(s[t]);
  };
  const auto particle = [&](int t) {
    return free(t) && !starts_upper(s[t].form) && pack.in_class("name_particle", s[t].lower);
  };
  // "el-Burhan" of three tokens, "al Abadi": a particle belongs to the name behind it.
  const auto name_behind = [&](int t) {
    return name(t + 1) || (t + 2 < s.size() && is_hyphen(s, t + 1) && name(t + 2));
  };
  for (int t = 0; t < s.size();) {
    const bool hyphened = particle(t) && t + 2 < s.size() && is_hyphen(s, t + 1) && name(t + 2);
    if (!name(t) && !hyphened) {
      ++t;
      continue;
    }
    NameRun run{t, t, 0};
    while (free(t)) {
      if (name(t)) {
        ++run.words;
      } else if (!(particle(t) && name_behind(t)) &&
                 !(t > run.first && is_hyphen(s, t) && (name(t + 1) || particle(t + 1)))) {
        break;
      }
      ++t;
    }
    run.last = t;
    out.push_back(run);
  }
  return out;
}

}  // namespace vigie
