#include "mentions/actor_finder.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/utf8.h"
#include "lang/tsv.h"
#include "mentions/actor_catalogue.h"
#include "mentions/phrase_trie.h"

namespace vigie {
namespace {

/// What a listed phrase is.
enum class PieceType : std::uint8_t { role, adjective, demonym, inhabitant, country, metonym, person, actor };

/// How a role noun behaves (column `use` of data/<lang>/actor_words.tsv).
enum class Use : std::uint8_t {
  force,         ///< composes an identity with a country: armée malienne
  member,        ///< persons of such a force: soldats maliens
  group,         ///< an armed group or its people: jihadistes, rebelles
  people,        ///< persons who do not fight: civils, habitants
  official,      ///< office holders and spokespersons; stand for their organisation
  source,        ///< speakers without a name: témoins, sources
  organisation,  ///< nouns that stand for an organisation named before: le groupe, l'ONG
  adjective      ///< describes a group without naming a country: kurde, chiite
};

std::optional<Use> parse_use(std::string_view s) {
  constexpr std::array<std::string_view, 8> kNames = {
      "force", "member", "group", "people", "official", "source", "organisation", "adjective"};
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == s) {
      return Use(i);
    }
  }
  return std::nullopt;
}

/// One line of actor_words.tsv.
struct RoleWord {
  ActorKind kind = ActorKind::unnamed;
  std::string id;         ///< prefix of composed ids: army, police
  std::string english;
  Use use = Use::people;
  std::string tags;
};

struct Phrase {
  PieceType type = PieceType::role;
  int value = 0;            ///< index into the table of its type
  std::string exact;        ///< acronyms and short names: the letters must stand like this
  bool capital = false;     ///< the text must begin with a capital
};

/// A listed phrase found in one sentence.
struct Piece {
  PieceType type = PieceType::role;
  int value = 0;
  int first = 0;   ///< tokens, half-open
  int last = 0;
  bool used = false;
};

bool starts_upper(std::string_view s) {
  return !s.empty() && is_upper(code_point_at(s, 0).value);
}

std::string lower_iso(std::string_view iso) { return to_lower(iso); }

class PhraseActorFinder : public ActorFinder {
 public:
  PhraseActorFinder(std::shared_ptr<const LanguagePack> pack,
                    std::shared_ptr<const ActorCatalogue> catalogue)
      : pack_(std::move(pack)), catalogue_(std::move(catalogue)), french_(pack_->language() == "fr") {}

  Result<bool> build() {
    const auto file = read_tsv(pack_->data().language(pack_->language()) / "actor_words.tsv",
                               {"words", "kind", "id", "english", "use", "tags"});
    if (!file) {
      return tl::unexpected(file.error());
    }
    const auto column = [&](std::string_view name) { return std::size_t(file->column(name)); };
    for (const auto& row : file->rows) {
      RoleWord role;
      const auto kind = parse_actor_kind(row[column("kind")]);
      const auto use = parse_use(row[column("use")]);
      if (!kind || !use) {
        return tl::unexpected(file->error(
            row, !kind ? "unknown kind '" + std::string(row[column("kind")]) +
                             "'; kinds are listed in data/schema/kinds.tsv"
                       : "unknown use '" + std::string(row[column("use")]) + "'"));
      }
      role.kind = *kind;
      role.use = *use;
      role.id = row[column("id")] == "-" ? "" : std::string(row[column("id")]);
      role.english = row[column("english")];
      role.tags = row[column("tags")] == "-" ? "" : std::string(row[column("tags")]);
      const int value = int(roles_.size());
      roles_.push_back(role);
      const auto type = *use == Use::adjective ? PieceType::adjective : PieceType::role;
      for (const auto& words : split_list(row[column("words")])) {
        add_phrase(words, {type, value, "", starts_upper(words)});
      }
    }
    const auto& countries = catalogue_->countries();
    for (int i = 0; i < int(countries.size()); ++i) {
      const CountryWords& c = countries[std::size_t(i)];
      for (const auto& n : french_ ? c.names_fr : c.names_en) {
        // Short names are acronyms (US, UK): the letters must stand like this.
        add_phrase(n, {PieceType::country, i, n.size() <= 3 ? n : "", true});
      }
      for (const auto& a : french_ ? c.adjectives_fr : c.adjectives_en) {
        add_phrase(a, {PieceType::demonym, i, "", !french_});
      }
      for (const auto& a : french_ ? c.inhabitants_fr : c.inhabitants_en) {
        add_phrase(a, {PieceType::inhabitant, i, "", true});
      }
    }
    for (int i = 0; i < int(catalogue_->metonyms().size()); ++i) {
      for (const auto& n : catalogue_->metonyms()[std::size_t(i)].names) {
        add_phrase(n, {PieceType::metonym, i, "", true});
      }
    }
    for (int i = 0; i < int(catalogue_->persons().size()); ++i) {
      for (const auto& n : catalogue_->persons()[std::size_t(i)].names) {
        add_phrase(n, {PieceType::person, i, "", true});
      }
    }
    for (int i = 0; i < int(catalogue_->entries().size()); ++i) {
      const ActorEntry& e = catalogue_->entries()[std::size_t(i)];
      for (const auto* list : {&e.names_fr, &e.names_en}) {
        for (const auto& n : *list) {
          add_phrase(n, {PieceType::actor, i, "", starts_upper(n)});
        }
      }
      add_phrase(e.name, {PieceType::actor, i, "", starts_upper(e.name)});
      for (const auto& n : e.acronyms) {
        add_phrase(n, {PieceType::actor, i, n, true});
      }
    }
    return true;
  }

  std::vector<ActorMention> find(const Article& article,
                                 std::span<const Sentence> sentences) const override {
    Report report;
    std::vector<std::vector<Piece>> pieces;
    for (const auto& s : sentences) {
      pieces.push_back(pieces_of(s, article.text));
      for (const auto& p : pieces.back()) {
        count_countries(p, report);
      }
    }
    settle_countries(report);
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      choose_by_theatre(report, sentences[i], article.text, pieces[i]);
    }
    std::vector<ActorMention> out;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      SentencePass pass(*this, article, sentences[i], int(i), pieces[i], report);
      pass.run(out);
    }
    return out;
  }

 private:
  /// What is known of the whole report.
  struct Report {
    std::map<std::string, double> countries;
    std::string main_country;
    std::map<std::string, std::string> last_owner;   ///< id prefix -> ISO of the last composed one
  };

  void add_phrase(const std::string& words, Phrase phrase) {
    trie_.add(words, int(phrases_.size()));
    phrases_.push_back(std::move(phrase));
  }

  bool holds(const Phrase& phrase, const Sentence& s, std::string_view text, int first,
             int last) const {
    if (phrase.capital && !starts_upper(s[first].form)) {
      return false;
    }
    if (!phrase.exact.empty()) {
      const ByteSpan span = {s[first].span.begin, s[last - 1].span.end};
      const auto written = span.of(text);
      if (written == phrase.exact) {
        return true;
      }
      // Ocha for OCHA: French papers write long acronyms like names.
      if (phrase.exact.size() < 4 || !starts_upper(written)) {
        return false;
      }
      std::string folded = fold_name(written);
      return folded == fold_name(phrase.exact) && std::count_if(written.begin(), written.end(), [](char c) {
               return c >= 'a' && c <= 'z';
             }) + 1 >= int(written.size());
    }
    return true;
  }

  std::vector<Piece> pieces_of(const Sentence& s, std::string_view text) const {
    const WordLine line(s, text);
    std::vector<Piece> out;
    for (int i = 0; i < line.size();) {
      int best_words = 0;
      std::vector<Piece> best;
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
      if (best.empty()) {
        ++i;
        continue;
      }
      // Several readings of the same words are kept in a row; choose_by_theatre leaves one.
      out.insert(out.end(), best.begin(), best.end());
      i += best_words;
    }
    return out;
  }

  void count_countries(const Piece& p, Report& report) const {
    switch (p.type) {
      case PieceType::country:
      case PieceType::demonym:
      case PieceType::inhabitant:
        report.countries[catalogue_->countries()[std::size_t(p.value)].iso] += 1;
        break;
      case PieceType::metonym:
        report.countries[catalogue_->metonyms()[std::size_t(p.value)].country] += 0.5;
        break;
      case PieceType::actor: {
        const ActorEntry& e = catalogue_->entries()[std::size_t(p.value)];
        if (e.theatre.size() <= 3) {
          for (const auto& c : e.theatre) {
            report.countries[c] += 0.7 / double(e.theatre.size());
          }
        }
        break;
      }
      default: break;
    }
  }

  static void settle_countries(Report& report) {
    double best = 0;
    for (const auto& [iso, n] : report.countries) {
      if (n > best) {
        best = n;
        report.main_country = iso;
      }
    }
  }

  /// Of several readings of one phrase the one at home in the report's countries stays.
  void choose_by_theatre(const Report& report, const Sentence& s, std::string_view text,
                         std::vector<Piece>& pieces) const {
    (void)text;
    std::vector<Piece> out;
    for (std::size_t i = 0; i < pieces.size();) {
      std::size_t end = i + 1;
      while (end < pieces.size() && pieces[end].first == pieces[i].first) {
        ++end;
      }
      std::size_t best = i;
      double best_score = -1;
      for (std::size_t k = i; k < end; ++k) {
        double score = double(int(pieces[k].type)) * 0.01;
        if (pieces[k].type == PieceType::actor) {
          const ActorEntry& e = catalogue_->entries()[std::size_t(pieces[k].value)];
          for (const auto& c : e.theatre) {
            if (const auto it = report.countries.find(c); it != report.countries.end()) {
              score += it->second;
            }
          }
          if (e.theatre.empty()) {
            score += 0.3;
          }
        }
        // rebelle, islamiste: a noun unless it hangs on one.
        const Token& word = s[pieces[k].first];
        const bool modifier = word.rel == Deprel::amod && word.head >= 0 && word.head < pieces[k].first;
        if (pieces[k].type == PieceType::adjective) {
          score = modifier || !french_ ? 0.015 : -0.5;
        }
        // "Nigerian troops", "the Nigerians": the adjective hangs on a noun to its right.
        if (pieces[k].type == PieceType::inhabitant &&
            (word.upos == Upos::ADJ || word.rel == Deprel::amod || word.rel == Deprel::compound)) {
          score = -0.5;
        }
        if (score > best_score) {
          best_score = score;
          best = k;
        }
      }
      out.push_back(pieces[best]);
      i = end;
    }
    pieces = std::move(out);
  }

  /// One sentence: pieces are composed into mentions, then persons and pronouns are added.
  class SentencePass {
   public:
    SentencePass(const PhraseActorFinder& finder, const Article& article, const Sentence& sentence,
                 int number, std::vector<Piece>& pieces, Report& report)
        : f_(finder), article_(article), s_(sentence), number_(number), pieces_(pieces),
          report_(report), covered_(sentence.tokens.size(), 0) {}

    void run(std::vector<ActorMention>& out) {
      for (std::size_t k = 0; k < pieces_.size(); ++k) {
        if (!pieces_[k].used) {
          read_piece(k);
        }
      }
      find_persons();
      join_titles();
      find_pronouns();
      std::sort(mentions_.begin(), mentions_.end(), [](const ActorMention& a, const ActorMention& b) {
        return std::pair(a.at.first, -a.at.last) < std::pair(b.at.first, -b.at.last);
      });
      for (auto& m : mentions_) {
        if (!m.name.empty()) {
          out.push_back(std::move(m));
        }
      }
    }

   private:
    const RoleWord& role_of(const Piece& p) const { return f_.roles_[std::size_t(p.value)]; }
    const CountryWords& country_of(const Piece& p) const {
      return f_.catalogue_->countries()[std::size_t(p.value)];
    }

    /// The highest word of a token range: the one whose head lies outside.
    int head_of(int first, int last) const {
      for (int t = first; t < last; ++t) {
        const int h = s_[t].head;
        if ((h < first || h >= last) && s_[t].upos != Upos::DET && s_[t].upos != Upos::ADP &&
            s_[t].upos != Upos::PUNCT) {
          return t;
        }
      }
      return first;
    }

    std::string words(int first, int last) const {
      return std::string(ByteSpan{s_[first].span.begin, s_[last - 1].span.end}.of(article_.text));
    }

    void cover(int first, int last) {
      for (int t = first; t < last; ++t) {
        covered_[std::size_t(t)] = 1;
      }
    }

    ActorMention& add(int first, int last, int head) {
      ActorMention m;
      m.at = {number_, first, last, head};
      m.surface = words(first, last);
      m.plural = s_[head].feats.number == Number::Plur;
      for (int t = first - 1; t >= 0 && t >= first - 4; --t) {
        const Token& d = s_[t];
        if (d.upos == Upos::DET) {
          m.definite = d.feats.pron_type == PronType::Dem ||
                       f_.pack_->in_class("definite_article", d.lower);
          break;
        }
        if (d.upos != Upos::ADJ && d.upos != Upos::NUM) {
          break;
        }
      }
      cover(first, last);
      mentions_.push_back(std::move(m));
      return mentions_.back();
    }

    /// Tokens between two pieces are only of these kinds.
    bool only_between(int from, int to, bool (*accept)(const Token&)) const {
      for (int t = from; t < to; ++t) {
        if (!accept(s_[t])) {
          return false;
        }
      }
      return true;
    }

    bool genitive_between(int from, int to) const {
      if (to - from < 1 || to - from > 3) {
        return false;
      }
      if (!f_.pack_->in_class("genitive_preposition", s_[from].lemma) &&
          !f_.pack_->in_class("genitive_preposition", s_[from].lower)) {
        return false;
      }
      return only_between(from + 1, to, [](const Token& t) {
        return t.upos == Upos::DET || t.upos == Upos::ADP || t.upos == Upos::ADJ;
      });
    }

    static bool is_modifier(const Token& t) {
      return t.upos == Upos::ADJ || (t.upos == Upos::VERB && t.feats.verb_form == VerbForm::Part) ||
             t.upos == Upos::ADV;
    }

    void read_piece(std::size_t k) {
      Piece& p = pieces_[k];
      switch (p.type) {
        case PieceType::role: read_role(k); return;
        case PieceType::actor: read_actor(k); return;
        case PieceType::person: read_person(k); return;
        case PieceType::country: read_country(k); return;
        case PieceType::metonym: {
          const MetonymEntry& e = f_.catalogue_->metonyms()[std::size_t(p.value)];
          // A capital acts only as subject; elsewhere it is a place.
          const int head = head_of(p.first, p.last);
          const bool in_place = head > 0 && has_locative_case(head);
          if (in_place) {
            return;
          }
          ActorMention& m = add(p.first, p.last, head);
          set_composed_id(m, e.id, e.country);
          m.form = MentionForm::composed;
          return;
        }
        case PieceType::demonym: {
          const int head = head_of(p.first, p.last);
          const CountryWords& c = country_of(p);
          ActorMention& m = add(p.first, p.last, head);
          m.id = "state-" + lower_iso(c.iso);
          m.name = c.name_en;
          m.kind = ActorKind::state;
          m.country = c.iso;
          m.form = MentionForm::composed;
          return;
        }
        case PieceType::inhabitant: {
          const CountryWords& c = country_of(p);
          ActorMention& m = add(p.first, p.last, head_of(p.first, p.last));
          m.name = c.adjective + (m.plural ? "s" : "");
          m.kind = ActorKind::civilians;
          m.country = c.iso;
          m.form = MentionForm::description;
          return;
        }
        case PieceType::adjective: return;
      }
    }

    bool has_locative_case(int token) const {
      for (int t = std::max(0, token - 3); t < token; ++t) {
        if (s_[t].head == token && (s_[t].rel == Deprel::case_) &&
            f_.pack_->in_class("place_preposition", s_[t].lemma)) {
          return true;
        }
      }
      return false;
    }

    void read_actor(std::size_t k) {
      Piece& p = pieces_[k];
      const ActorEntry& e = f_.catalogue_->entries()[std::size_t(p.value)];
      int first = p.first;
      int last = p.last;
      // "groupe Etat islamique", "the Islamic State group": the noun beside belongs to the name.
      if (k > 0 && pieces_[k - 1].type == PieceType::role && !pieces_[k - 1].used &&
          pieces_[k - 1].last == first && role_of(pieces_[k - 1]).use == Use::organisation) {
        first = pieces_[k - 1].first;
        mentions_erase_at(first);
      }
      ActorMention& m = add(first, last, head_of(first, last));
      set_entry(m, e);
      m.form = MentionForm::name;
      p.used = true;
    }

    void mentions_erase_at(int first) {
      std::erase_if(mentions_, [&](const ActorMention& m) { return m.at.first == first; });
    }

    static void set_entry(ActorMention& m, const ActorEntry& e) {
      m.id = e.id;
      m.name = e.name;
      m.kind = e.kind;
      m.country = e.country;
      m.tags.clear();
      for (const auto& t : e.tags) {
        m.tags += (m.tags.empty() ? "" : ";") + t;
      }
    }

    /// Name, kind of "army-ml" and the like; an entry of the catalogue with this id wins.
    void set_composed_id(ActorMention& m, const std::string& id, const std::string& iso) const {
      m.id = id;
      m.country = iso;
      if (const ActorEntry* e = f_.catalogue_->entry(id)) {
        set_entry(m, *e);
        return;
      }
      const auto dash = id.rfind('-');
      const std::string prefix = id.substr(0, dash);
      const CountryWords* c = f_.catalogue_->country(iso);
      if (prefix == "state" && c != nullptr) {
        m.kind = ActorKind::state;
        m.name = c->name_en;
        return;
      }
      for (const auto& role : f_.roles_) {
        if (role.id == prefix && role.use == Use::force) {
          m.kind = role.kind;
          m.name = (c != nullptr ? c->adjective + " " : "") + role.english;
          if (m.tags.empty()) {
            m.tags = role.tags;
          }
          return;
        }
      }
      if (c != nullptr) {
        m.kind = ActorKind::government;
        m.name = c->adjective + " government";
      }
    }

    void read_person(std::size_t k) {
      Piece& p = pieces_[k];
      const PersonEntry& e = f_.catalogue_->persons()[std::size_t(p.value)];
      int first = p.first;
      int last = p.last;
      // A first name before a listed surname, a particle behind it.
      while (first > 0 && s_[first - 1].upos == Upos::PROPN && covered_[std::size_t(first - 1)] == 0) {
        --first;
      }
      ActorMention& m = add(first, last, head_of(first, last));
      m.person = words(first, last);
      m.form = MentionForm::person;
      if (const ActorEntry* org = f_.catalogue_->entry(e.organisation)) {
        set_entry(m, *org);
        m.kind = ActorKind::person;
      } else {
        set_composed_id(m, e.organisation, e.country);
        m.kind = ActorKind::person;
      }
      p.used = true;
    }

    void read_country(std::size_t k) {
      Piece& p = pieces_[k];
      const CountryWords& c = country_of(p);
      ActorMention& m = add(p.first, p.last, head_of(p.first, p.last));
      m.id = "state-" + lower_iso(c.iso);
      m.name = c.name_en;
      m.kind = ActorKind::state;
      m.country = c.iso;
      m.form = MentionForm::name;
    }

    /// Country, organisation or nobody that a role noun belongs to.
    struct Owner {
      std::string country;
      const ActorEntry* entry = nullptr;
      int mention = -1;        ///< index of a composed mention already made
      int first = -1;
      int last = -1;
    };

    Owner owner_of(std::size_t k, int& first, int& last) {
      Owner owner;
      const auto is_gap = [](const Token& t) { return is_modifier(t) || t.upos == Upos::NOUN; };
      // Behind: "armées maliennes", "forces terrestres russes", "de l'armée", "of Mali"
      if (k + 1 < pieces_.size()) {
        Piece& n = pieces_[k + 1];
        const int gap = n.first - last;
        if (n.type == PieceType::demonym && gap <= 2 && f_.french_ &&
            only_between(last, n.first, is_modifier)) {
          owner.country = country_of(n).iso;
          owner.first = n.first;
          owner.last = n.last;
          n.used = true;
          last = n.last;
          // "syro-russes", "kurdes et arabes": what is coordinated with the adjective stays in it.
          return owner;
        }
        if (genitive_between(last, n.first)) {
          if (n.type == PieceType::country) {
            owner.country = country_of(n).iso;
            owner.first = n.first;
            owner.last = n.last;
            n.used = true;
            last = n.last;
            return owner;
          }
          if (n.type == PieceType::metonym) {
            owner.country = f_.catalogue_->metonyms()[std::size_t(n.value)].country;
            n.used = true;
            last = n.last;
            return owner;
          }
          if (n.type == PieceType::actor) {
            owner.entry = &f_.catalogue_->entries()[std::size_t(n.value)];
            n.used = true;
            last = n.last;
            return owner;
          }
          if (n.type == PieceType::role) {
            const RoleWord& r = role_of(n);
            if (r.use == Use::force || r.use == Use::organisation || r.use == Use::group) {
              read_role(k + 1);
              if (!mentions_.empty() && mentions_.back().at.first >= n.first) {
                owner.mention = int(mentions_.size()) - 1;
                last = mentions_.back().at.last;
              }
              return owner;
            }
          }
        }
      }
      // Before: "Malian army", "Mali's army", "army spokesman", "IS fighters"
      if (k > 0 && !f_.french_) {
        Piece& b = pieces_[k - 1];
        const int gap = first - b.last;
        const bool possessive = gap >= 1 && gap <= 2 &&
                                (s_[b.last].lower == "'s" || s_[b.last].lower == "'");
        if (gap == 0 || possessive || (gap <= 2 && only_between(b.last, first, is_gap))) {
          if (b.type == PieceType::demonym || b.type == PieceType::country) {
            owner.country = country_of(b).iso;
            owner.first = b.first;
            mentions_erase_at(b.first);
            first = b.first;
          } else if (b.type == PieceType::metonym) {
            owner.country = f_.catalogue_->metonyms()[std::size_t(b.value)].country;
            mentions_erase_at(b.first);
            first = b.first;
          } else if (b.type == PieceType::actor && gap <= 1 + int(possessive)) {
            owner.entry = &f_.catalogue_->entries()[std::size_t(b.value)];
            mentions_erase_at(b.first);
            first = b.first;
          } else if (b.type == PieceType::role && gap <= int(possessive) + 0 && !mentions_.empty() &&
                     mentions_.back().at.last == b.last) {
            owner.mention = int(mentions_.size()) - 1;
            first = mentions_.back().at.first;
          }
        }
      }
      return owner;
    }

    void read_role(std::size_t k) {
      Piece& p = pieces_[k];
      p.used = true;
      const RoleWord& role = role_of(p);
      // A word of this list that is tagged as a verb or adjective is no noun here.
      if (p.last - p.first == 1) {
        const Upos u = s_[p.first].upos;
        if (u == Upos::VERB || u == Upos::ADV || u == Upos::AUX ||
            (u == Upos::ADJ && role.use != Use::group && role.use != Use::member)) {
          return;
        }
        if (u == Upos::ADJ && s_[p.first].head >= 0 && s_[p.first].rel == Deprel::amod &&
            s_[s_[p.first].head].upos == Upos::NOUN) {
          return;
        }
      }
      int first = p.first;
      int last = p.last;
      std::string describing;
      std::string tags = role.tags;
      // Describing adjectives: "combattants kurdes et arabes", "Shiite militiamen"
      for (std::size_t n = k + 1; f_.french_ && n < pieces_.size(); ++n) {
        if (pieces_[n].type != PieceType::adjective || pieces_[n].first - last > 1 ||
            (pieces_[n].first - last == 1 && s_[last].upos != Upos::CCONJ)) {
          break;
        }
        describing += (describing.empty() ? "" : pieces_[n].first - last == 1 ? " and " : " ") +
                      role_of(pieces_[n]).english;
        tags += (tags.empty() ? "" : ";") + role_of(pieces_[n]).tags;
        last = pieces_[n].last;
        pieces_[n].used = true;
      }
      if (!f_.french_ && k > 0 && pieces_[k - 1].type == PieceType::adjective &&
          pieces_[k - 1].last == first) {
        describing = role_of(pieces_[k - 1]).english;
        tags += (tags.empty() ? "" : ";") + role_of(pieces_[k - 1]).tags;
        first = pieces_[k - 1].first;
      }
      const int noun_first = first;
      const int noun_last = last;
      const Owner owner = owner_of(k, first, last);
      const int head = head_of(noun_first, noun_last);
      std::string iso = owner.country;
      ActorMention owned;
      if (owner.mention >= 0) {
        owned = mentions_[std::size_t(owner.mention)];
        mentions_.erase(mentions_.begin() + owner.mention);
        iso = owned.country;
      } else if (owner.entry != nullptr) {
        set_entry(owned, *owner.entry);
        iso = owned.country;
      }
      const bool has_owned = owner.mention >= 0 || owner.entry != nullptr;
      ActorMention& m = add(first, last, head);
      m.kind = role.kind;
      m.tags = tags;
      m.form = MentionForm::description;
      m.country = iso;
      const CountryWords* c = iso.empty() ? nullptr : f_.catalogue_->country(iso);
      const std::string english = (describing.empty() ? "" : describing + " ") + role.english;
      switch (role.use) {
        case Use::force:
        case Use::member:
          if (has_owned) {
            take_identity(m, owned);
          } else if (c != nullptr) {
            set_composed_id(m, role.id + "-" + lower_iso(iso), iso);
            m.form = MentionForm::composed;
            report_.last_owner[role.id] = iso;
          } else {
            m.name = english;
            const auto last_owner = report_.last_owner.find(role.id);
            const std::string guess = last_owner != report_.last_owner.end() ? last_owner->second
                                                                             : report_.main_country;
            if (role.id == "state") {
              m.name.clear();  // drones, warplanes: nobody without a country
            } else if (role.use == Use::force && !guess.empty() && !role.id.empty() &&
                       (m.definite || !f_.french_)) {
              set_composed_id(m, role.id + "-" + lower_iso(guess), guess);
            } else {
              m.country = guess;
            }
          }
          break;
        case Use::group:
          if (has_owned) {
            take_identity(m, owned);
          } else {
            m.name = (c != nullptr ? c->adjective + " " : "") + english;
          }
          break;
        case Use::people:
          m.name = (c != nullptr && !has_owned ? c->adjective + " " : "") + english;
          break;
        case Use::official:
        case Use::source:
          if (has_owned) {
            take_identity(m, owned);
          } else {
            m.name = (c != nullptr ? c->adjective + " " : "") + english;
            if (c != nullptr && !role.id.empty()) {
              set_composed_id(m, role.id + "-" + lower_iso(iso), iso);
              m.form = MentionForm::composed;
            }
          }
          break;
        case Use::organisation:
          m.name = has_owned ? owned.name : (c != nullptr ? c->adjective + " " : "") + english;
          if (has_owned) {
            take_identity(m, owned);
          }
          break;
        case Use::adjective: break;
      }
    }

    static void take_identity(ActorMention& m, const ActorMention& from) {
      m.id = from.id;
      m.name = from.name;
      m.country = from.country;
      m.kind = from.kind;
      m.tags = from.tags;
      m.form = MentionForm::composed;
    }

    /// Capitalised names that no list knows: persons, beside a title or role, or with a first name.
    void find_persons() {
      for (int t = 0; t < s_.size();) {
        if (s_[t].upos != Upos::PROPN || covered_[std::size_t(t)] != 0 || !starts_upper(s_[t].form)) {
          ++t;
          continue;
        }
        int last = t + 1;
        int names = 1;
        while (last < s_.size() && covered_[std::size_t(last)] == 0) {
          const bool name = s_[last].upos == Upos::PROPN && starts_upper(s_[last].form);
          const bool particle = f_.pack_->in_class("name_particle", s_[last].lower) &&
                                last + 1 < s_.size() && starts_upper(s_[last + 1].form) &&
                                s_[last + 1].upos == Upos::PROPN;
          const bool hyphen = s_[last].form == "-" && last + 1 < s_.size() && !s_[last].space_before &&
                              !s_[last + 1].space_before;
          if (!name && !particle && !hyphen) {
            break;
          }
          names += name ? 1 : 0;
          ++last;
        }
        if (is_person(t, last, names)) {
          ActorMention& m = add(t, last, head_of(t, last));
          m.person = words(t, last);
          m.name = m.person;
          m.kind = ActorKind::person;
          m.form = MentionForm::person;
        }
        t = last;
      }
    }

    bool is_person(int first, int last, int names) const {
      // Title or role just before, apposition to a role, subject of speech, or two capitalised names.
      if (first > 0) {
        for (const auto& m : mentions_) {
          const bool adjacent = m.at.last == first ||
                                (m.at.last + 1 == first && s_[m.at.last].form == ",");
          if (adjacent && (m.kind == ActorKind::person || is_official(m))) {
            return true;
          }
        }
        if (f_.pack_->in_class("person_title", s_[first - 1].lower)) {
          return true;
        }
      }
      const int head = head_of(first, last);
      const Token& h = s_[head];
      const bool subject = h.rel == Deprel::nsubj && h.head >= 0 &&
                           f_.pack_->in_class("speech_verb", s_[h.head].lemma);
      const bool locative = has_locative_case(head);
      return !locative && (subject || (names >= 2 && names <= 4));
    }

    bool is_official(const ActorMention& m) const {
      for (const auto& p : pieces_) {
        if (p.type == PieceType::role && p.first >= m.at.first && p.last <= m.at.last &&
            (role_of(p).use == Use::official || role_of(p).use == Use::member ||
             role_of(p).use == Use::source)) {
          return true;
        }
      }
      return false;
    }

    /// "le directeur de l'OSDH, Rami Abdel Rahmane", "General X, a spokesman for Y": one mention.
    void join_titles() {
      for (std::size_t i = 0; i < mentions_.size(); ++i) {
        if (mentions_[i].form != MentionForm::person) {
          continue;
        }
        for (std::size_t k = 0; k < mentions_.size(); ++k) {
          if (k == i || mentions_[k].name.empty() || mentions_[k].form == MentionForm::person) {
            continue;
          }
          ActorMention& person = mentions_[i];
          ActorMention& role = mentions_[k];
          if (!is_official(role)) {
            continue;
          }
          const bool before = role.at.last == person.at.first;
          const bool comma_before = role.at.last + 1 == person.at.first &&
                                    s_[role.at.last].form == ",";
          int gap = person.at.last;
          if (gap < s_.size() && s_[gap].form == ",") {
            ++gap;
            while (gap < role.at.first && s_[gap].upos == Upos::DET) {
              ++gap;
            }
          }
          const bool comma_after = gap == role.at.first && gap > person.at.last;
          if (!before && !comma_before && !comma_after) {
            continue;
          }
          const bool known = !person.id.empty();
          if (!known) {
            person.id = role.id;
            if (!role.id.empty()) {
              person.name = role.name;
            }
            person.country = role.country;
          }
          const int first = std::min(person.at.first, role.at.first);
          const int last = std::max(person.at.last, role.at.last);
          const int old_head = before || comma_before ? role.at.head : person.at.head;
          person.at.first = first;
          person.at.last = last;
          person.at.head = old_head;
          if (last - first <= 7) {
            person.surface = words(first, last);
          }
          role.name.clear();
        }
      }
    }

    void find_pronouns() {
      for (int t = 0; t < s_.size(); ++t) {
        const Token& w = s_[t];
        if (covered_[std::size_t(t)] != 0) {
          continue;
        }
        const bool possessive = w.feats.possessive && (w.upos == Upos::DET || w.upos == Upos::PRON);
        const bool personal = w.upos == Upos::PRON && f_.pack_->in_class("actor_pronoun", w.lower) &&
                              w.rel != Deprel::expl && w.rel != Deprel::expl_subj &&
                              w.rel != Deprel::expl_pass;
        const bool first_person = f_.pack_->in_class("first_person", w.lower) &&
                                  (w.upos == Upos::PRON || w.upos == Upos::DET);
        if (!possessive && !personal && !first_person) {
          continue;
        }
        ActorMention& m = add(t, t + 1, t);
        m.form = MentionForm::pronoun;
        m.name = w.form;
        m.resolved = false;
        m.plural = w.feats.number == Number::Plur || f_.pack_->in_class("plural_pronoun", w.lower);
        m.definite = true;
      }
    }

    const PhraseActorFinder& f_;
    const Article& article_;
    const Sentence& s_;
    const int number_;
    std::vector<Piece>& pieces_;
    Report& report_;
    std::vector<char> covered_;
    std::vector<ActorMention> mentions_;
  };

  std::shared_ptr<const LanguagePack> pack_;
  std::shared_ptr<const ActorCatalogue> catalogue_;
  const bool french_;
  PhraseTrie trie_;
  std::vector<Phrase> phrases_;
  std::vector<RoleWord> roles_;
};

}  // namespace

Result<std::shared_ptr<const ActorFinder>> ActorFinder::load(
    std::shared_ptr<const LanguagePack> pack, std::shared_ptr<const ActorCatalogue> catalogue) {
  auto finder = std::make_shared<PhraseActorFinder>(std::move(pack), std::move(catalogue));
  if (auto done = finder->build(); !done) {
    return tl::unexpected(done.error());
  }
  return std::shared_ptr<const ActorFinder>(std::move(finder));
}

}  // namespace vigie
