#include "mentions/actor_lexicon.h"

#include "base/utf8.h"
#include "lang/tsv.h"

#include <algorithm>

namespace vigie {
namespace {

bool starts_upper(std::string_view s) {
  return !s.empty() && is_upper(code_point_at(s, 0).value);
}

/// Acronyms from this length on are also written like names: Ocha for OCHA, Minusma.
constexpr std::size_t kNameLikeAcronym = 4;

}  // namespace

Result<std::shared_ptr<const ActorLexicon>> ActorLexicon::load(
    std::shared_ptr<const LanguagePack> pack, std::shared_ptr<const ActorCatalogue> catalogue) {
  auto out = std::make_shared<ActorLexicon>();
  out->pack_ = std::move(pack);
  out->catalogue_ = std::move(catalogue);
  out->french_ = out->pack_->language() == "fr";
  if (auto done = out->read_words(); !done) {
    return tl::unexpected(done.error());
  }
  const bool french = out->french_;
  const auto& all = *out->catalogue_;
  for (int i = 0; i < int(all.countries().size()); ++i) {
    const CountryWords& c = all.countries()[std::size_t(i)];
    for (const auto& n : french ? c.names_fr : c.names_en) {
      // Short names are acronyms (US, UK): the letters must stand like this.
      out->add(n, {PieceType::country, i, n.size() <= 3 ? n : "", true});
    }
    for (const auto& a : french ? c.adjectives_fr : c.adjectives_en) {
      out->add(a, {PieceType::demonym, i, "", !french});
    }
    for (const auto& a : french ? c.inhabitants_fr : c.inhabitants_en) {
      out->add(a, {PieceType::inhabitant, i, "", true});
    }
  }
  for (int i = 0; i < int(all.metonyms().size()); ++i) {
    for (const auto& n : all.metonyms()[std::size_t(i)].names) {
      out->add(n, {PieceType::metonym, i, "", true});
    }
  }
  for (int i = 0; i < int(all.persons().size()); ++i) {
    for (const auto& n : all.persons()[std::size_t(i)].names) {
      out->add(n, {PieceType::person, i, "", true});
    }
  }
  for (int i = 0; i < int(all.entries().size()); ++i) {
    const ActorEntry& e = all.entries()[std::size_t(i)];
    for (const auto* list : {&e.names_fr, &e.names_en}) {
      for (const auto& n : *list) {
        out->add(n, {PieceType::actor, i, "", starts_upper(n)});
      }
    }
    out->add(e.name, {PieceType::actor, i, "", starts_upper(e.name)});
    for (const auto& n : e.acronyms) {
      out->add(n, {PieceType::actor, i, n, true});
    }
  }
  return std::shared_ptr<const ActorLexicon>(std::move(out));
}

Result<bool> ActorLexicon::read_words() {
  const auto file = read_tsv(pack_->data().language(pack_->language()) / "actor_words.tsv",
                             {"words", "kind", "id", "english", "use", "tags"});
  if (!file) {
    return tl::unexpected(file.error());
  }
  const auto column = [&](std::string_view name) { return std::size_t(file->column(name)); };
  const auto unless_dash = [](std::string_view cell) {
    return cell == "-" ? std::string() : std::string(cell);
  };
  for (const auto& row : file->rows) {
    const auto kind = parse_actor_kind(row[column("kind")]);
    const auto use = parse_actor_use(row[column("use")]);
    if (!kind || !use) {
      return tl::unexpected(
          file->error(row, !kind ? "unknown kind '" + std::string(row[column("kind")]) +
                                       "'; kinds are listed in data/schema/kinds.tsv"
                                 : "unknown use '" + std::string(row[column("use")]) +
                                       "'; uses are listed at the head of the file"));
    }
    const int value = int(roles_.size());
    roles_.push_back({*kind, unless_dash(row[column("id")]), std::string(row[column("english")]),
                      *use, unless_dash(row[column("tags")])});
    const RoleWord& role = roles_.back();
    if (role.use == ActorUse::force && !role.id.empty()) {
      forces_.emplace(role.id, value);
    }
    for (const auto& words : split_list(row[column("words")])) {
      if (role.use == ActorUse::head) {
        name_heads_.emplace(fold_name(words), value);
      } else {
        add(words, {role.use == ActorUse::adjective ? PieceType::adjective : PieceType::role, value,
                    "", starts_upper(words)});
      }
    }
  }
  return true;
}

void ActorLexicon::add(const std::string& words, Phrase phrase) {
  trie_.add(words, int(phrases_.size()));
  phrases_.push_back(std::move(phrase));
}

bool ActorLexicon::holds(
    const Phrase& phrase, const Sentence& s, std::string_view text, int first, int last) const {
  if (phrase.capital && !starts_upper(s[first].form)) {
    return false;
  }
  if (phrase.exact.empty()) {
    return true;
  }
  const auto written = ByteSpan{s[first].span.begin, s[last - 1].span.end}.of(text);
  if (written == phrase.exact) {
    return true;
  }
  if (phrase.exact.size() < kNameLikeAcronym || !starts_upper(written) ||
      fold_name(written) != fold_name(phrase.exact)) {
    return false;
  }
  const auto n_small =
      std::count_if(written.begin(), written.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return n_small + 1 >= int(written.size());
}

std::vector<Piece> ActorLexicon::pieces_of(const Sentence& s, std::string_view text) const {
  const WordLine line(s, text);
  std::vector<Piece> out;
  std::vector<Piece> best;
  for (int i = 0; i < line.size();) {
    int best_words = 0;
    best.clear();
    if (line.begins_token(i)) {
      for (const auto& hit : trie_.match(line, i)) {
        const Phrase& phrase = phrases_[std::size_t(hit.value)];
        const int first = line.token_first(i);
        const int last = line.token_last(i + hit.words - 1);
        if (!holds(phrase, s, text, first, last)) {
          continue;
        }
        if (hit.words > best_words) {
          best.clear();
          best_words = hit.words;
        }
        if (hit.words == best_words) {
          best.push_back({phrase.type, phrase.value, first, last, false});
        }
      }
    }
    out.insert(out.end(), best.begin(), best.end());
    i += std::max(1, best_words);
  }
  return out;
}

const RoleWord* ActorLexicon::force(std::string_view prefix) const {
  const auto it = forces_.find(prefix);
  return it == forces_.end() ? nullptr : &roles_[std::size_t(it->second)];
}

const RoleWord* ActorLexicon::name_head(std::string_view word) const {
  const auto it = name_heads_.find(fold_name(word));
  return it == name_heads_.end() ? nullptr : &roles_[std::size_t(it->second)];
}

void ActorLexicon::set_entry(ActorMention& m, const ActorEntry& e) {
  m.id = e.id;
  m.name = e.name;
  m.kind = e.kind;
  m.country = e.country;
  m.tags.clear();
  for (const auto& t : e.tags) {
    m.tags += (m.tags.empty() ? "" : ";") + t;
  }
}

void ActorLexicon::set_composed(ActorMention& m,
                                const std::string& id,
                                const std::string& iso) const {
  m.id = id;
  m.country = iso;
  if (const ActorEntry* e = catalogue_->entry(id)) {
    set_entry(m, *e);
    return;
  }
  const auto prefix = std::string_view(id).substr(0, id.rfind('-'));
  const CountryWords* c = catalogue_->country(iso);
  if (prefix == "state" && c != nullptr) {
    m.kind = ActorKind::state;
    m.name = c->name_en;
    return;
  }
  if (const RoleWord* role = force(prefix)) {
    m.kind = role->kind;
    m.name = (c != nullptr ? c->adjective + " " : "") + role->english;
    if (m.tags.empty()) {
      m.tags = role->tags;
    }
    return;
  }
  if (c != nullptr) {
    m.kind = ActorKind::government;
    m.name = c->adjective + " government";
  }
}

}  // namespace vigie
