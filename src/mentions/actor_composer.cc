#include "mentions/actor_composer.h"

#include "base/utf8.h"

#include <algorithm>

namespace vigie {
namespace {

bool is_modifier(const Token& t) {
  return t.upos == Upos::ADJ || t.upos == Upos::ADV ||
         (t.upos == Upos::VERB && t.feats.verb_form == VerbForm::Part);
}

/// What a role noun belongs to.
struct Owner {
  std::string country;
  ActorMention mention;  ///< an organisation, when `named`
  bool named = false;
};

class Composer {
 public:
  Composer(const ActorLexicon& lexicon, std::string_view text, SentenceActors& work)
      : lex_(lexicon),
        pack_(lexicon.pack()),
        text_(text),
        s_(*work.sentence),
        w_(work),
        pieces_(work.pieces) {}

  void run() {
    w_.covered.assign(s_.tokens.size(), 0);
    add_names();
    for (std::size_t k = 0; k < pieces_.size(); ++k) {
      if (!pieces_[k].used) {
        read_piece(k);
      }
    }
    // Indices of `and_also` hold while nothing is erased: drop the nameless only now.
    link_compounds();
    drop_nameless();
  }

 private:
  std::vector<ActorMention>& mentions() { return w_.mentions; }

  std::string words(int first, int last) const {
    return std::string(ByteSpan{s_[first].span.begin, s_[last - 1].span.end}.of(text_));
  }

  /// The spotted names become pieces; what they cover is read no more.
  void add_names() {
    for (int i = 0; i < int(w_.names.size()); ++i) {
      const auto& name = w_.names[std::size_t(i)];
      std::erase_if(pieces_,
                    [&](const Piece& p) { return p.first < name.last && name.first < p.last; });
      pieces_.push_back({PieceType::named, i, name.first, name.last, false});
    }
    std::sort(pieces_.begin(), pieces_.end(),
              [](const Piece& a, const Piece& b) { return a.first < b.first; });
  }

  ActorMention& add(int first, int last, int head) {
    ActorMention m;
    m.at = {w_.number, first, last, head};
    m.surface = words(first, last);
    m.plural = s_[head].feats.number == Number::Plur;
    for (int t = first - 1; t >= 0 && t >= first - 4; --t) {
      const Token& d = s_[t];
      if (d.upos == Upos::DET) {
        m.definite =
            d.feats.pron_type == PronType::Dem || pack_.in_class("definite_article", d.lower);
        break;
      }
      if (d.upos != Upos::ADJ && d.upos != Upos::NUM) {
        break;
      }
    }
    for (int t = first; t < last; ++t) {
      w_.covered[std::size_t(t)] = 1;
    }
    mentions().push_back(std::move(m));
    return mentions().back();
  }

  bool only_between(int from, int to, bool (*accept)(const Token&)) const {
    for (int t = from; t < to; ++t) {
      if (!accept(s_[t])) {
        return false;
      }
    }
    return true;
  }

  bool genitive_between(int from, int to) const {
    if (to - from < 1 || to - from > 3 ||
        (!pack_.in_class("genitive_preposition", s_[from].lemma) &&
         !pack_.in_class("genitive_preposition", s_[from].lower))) {
      return false;
    }
    return only_between(from + 1, to, [](const Token& t) {
      return t.upos == Upos::DET || t.upos == Upos::ADP || t.upos == Upos::ADJ;
    });
  }

  bool has_locative_case(int token) const {
    for (int t = std::max(0, token - 3); t < token; ++t) {
      if (s_[t].head == token && s_[t].rel == Deprel::case_ &&
          pack_.in_class("place_preposition", s_[t].lemma)) {
        return true;
      }
    }
    return false;
  }

  void read_piece(std::size_t k) {
    Piece& p = pieces_[k];
    const int head = head_of(s_, p.first, p.last);
    switch (p.type) {
      case PieceType::role:
        read_role(k);
        return;
      case PieceType::actor:
        read_actor(k);
        return;
      case PieceType::person:
        read_person(k);
        return;
      case PieceType::named:
        read_named(p);
        return;
      case PieceType::adjective:
        return;
      case PieceType::country:
      case PieceType::demonym: {
        if (is_first_name(p)) {
          return;
        }
        ActorMention& m = add(p.first, p.last, head);
        lex_.set_composed(m, "state-" + to_lower(lex_.country(p).iso), lex_.country(p).iso);
        m.form = p.type == PieceType::country ? MentionForm::name : MentionForm::composed;
        return;
      }
      case PieceType::metonym: {
        if (!rules(p, head) || is_first_name(p)) {
          return;
        }
        ActorMention& m = add(p.first, p.last, head);
        lex_.set_composed(m, lex_.metonym(p).id, lex_.metonym(p).country);
        m.form = MentionForm::composed;
        return;
      }
      case PieceType::inhabitant: {
        const CountryWords& c = lex_.country(p);
        ActorMention& m = add(p.first, p.last, head);
        m.name = people_of(c);
        m.kind = ActorKind::civilians;
        m.country = c.iso;
        m.form = MentionForm::description;
        m.use = ActorUse::people;
        return;
      }
    }
  }

  /// "palestinian;palestinians" -> "Palestinians"; the adjective where no plural is listed.
  static std::string people_of(const CountryWords& c) {
    for (const auto& word : c.inhabitants_en) {
      if (word.ends_with('s')) {
        std::string out = word;
        if (out[0] >= 'a' && out[0] <= 'z') {
          out[0] = char(out[0] - 'a' + 'A');
        }
        return out;
      }
    }
    return c.adjective;
  }

  /// A capital stands for those who rule there where it acts or is spoken to; elsewhere, and in a
  /// dateline, it is a place.
  bool rules(const Piece& p, int head) const {
    const Token& t = s_[head];
    const bool capitals =
        t.form.size() > 3 && to_lower(t.form) != t.form &&
        std::none_of(t.form.begin(), t.form.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (has_locative_case(head) || capitals || t.rel == Deprel::appos) {
      return false;
    }
    if (t.rel == Deprel::conj && t.head >= 0 && !has_case(head)) {
      return !has_locative_case(t.head) && s_[t.head].rel != Deprel::appos &&
             (s_[t.head].rel != Deprel::nmod || !genitive_case(t.head));
    }
    (void)p;
    return t.rel != Deprel::nmod || !genitive_case(head);
  }

  bool has_case(int token) const {
    return std::any_of(s_.tokens.begin(), s_.tokens.end(),
                       [&](const Token& t) { return t.head == token && t.rel == Deprel::case_; });
  }
  bool genitive_case(int token) const {
    for (int t = std::max(0, token - 3); t < token; ++t) {
      if (s_[t].head == token && s_[t].rel == Deprel::case_ &&
          pack_.in_class("genitive_preposition", s_[t].lemma)) {
        return true;
      }
    }
    return false;
  }

  /// Aden Ismaïl, Jordan Bardella: the country or capital is a person's first name.
  bool is_first_name(const Piece& p) const {
    if (p.last >= s_.size() || s_[p.last].upos != Upos::PROPN || !is_name_word(s_[p.last])) {
      return false;
    }
    const bool other = std::any_of(pieces_.begin(), pieces_.end(),
                                   [&](const Piece& o) { return o.first == p.last; });
    const Token& next = s_[p.last];
    const bool flat = next.rel == Deprel::flat || next.rel == Deprel::flat_name;
    return !other && flat && next.head >= p.first && next.head < p.last;
  }

  void read_named(Piece& p) {
    const auto& name = w_.names[std::size_t(p.value)];
    ActorMention& m = add(p.first, p.last, head_of(s_, p.first, p.last));
    m.name = m.surface;
    m.kind = name.kind->kind;
    m.tags = name.kind->tags;
    if (name.whose != nullptr) {
      m.id = name.whose->id;
      m.kind = name.whose->kind;
      m.country = name.whose->country;
    }
    m.form = MentionForm::name;
    m.definite = false;
    p.used = true;
  }

  void read_actor(std::size_t k) {
    Piece& p = pieces_[k];
    const ActorEntry& e = lex_.entry(p);
    int first = p.first;
    // "groupe Etat islamique", "rebel group M23": the noun beside belongs to the name.
    if (!mentions().empty() && mentions().back().at.last == first) {
      const ActorUse use = mentions().back().use;
      const bool noun =
          use == ActorUse::organisation || use == ActorUse::group || use == ActorUse::unit;
      if (noun && mentions().back().id.empty()) {
        first = mentions().back().at.first;
        mentions().pop_back();
      }
    }
    ActorMention& m = add(first, p.last, head_of(s_, first, p.last));
    ActorLexicon::set_entry(m, e);
    m.form = MentionForm::name;
    p.used = true;
  }

  void read_person(std::size_t k) {
    Piece& p = pieces_[k];
    int first = p.first;
    // A first name before a listed surname.
    while (first > 0 && s_[first - 1].upos == Upos::PROPN && is_name_word(s_[first - 1]) &&
           w_.covered[std::size_t(first - 1)] == 0 &&
           !pack_.in_class("person_title", s_[first - 1].lower)) {
      --first;
    }
    ActorMention& m = add(first, p.last, head_of(s_, first, p.last));
    set_person(m, lex_.person(p));
    m.person = longer(lex_.person(p).names.front(), m.surface);
    m.name = m.person;
    p.used = true;
  }

  static std::string longer(const std::string& a, const std::string& b) {
    return a.size() >= b.size() ? a : b;
  }

  /// The organisation of a listed person: id, country and tags; the kind says person.
  void set_person(ActorMention& m, const PersonEntry& e) const {
    if (const ActorEntry* org = lex_.catalogue().entry(e.organisation)) {
      ActorLexicon::set_entry(m, *org);
    } else {
      lex_.set_composed(m, e.organisation, e.country);
    }
    m.form = MentionForm::person;
    m.kind = ActorKind::person;
  }

  /// "UAE-backed", "US-led": behind the first word, so that it does not own what follows.
  bool is_backer(const Piece& b) const {
    return b.last + 1 < s_.size() && s_[b.last].form == "-" && !s_[b.last].space_before &&
           !s_[b.last + 1].space_before;
  }

  /// The owner that follows: "armées maliennes", "combattants du M23", "rebelles houthis".
  bool owner_behind(std::size_t k, int& last, Owner& owner) {
    std::size_t next = k + 1;
    while (next < pieces_.size() && (pieces_[next].used || pieces_[next].first < last)) {
      ++next;
    }
    if (next >= pieces_.size()) {
      return false;
    }
    Piece& n = pieces_[next];
    const int gap = n.first - last;
    if (lex_.french() && n.type == PieceType::demonym && gap <= 2 &&
        only_between(last, n.first, is_modifier)) {
      owner.country = lex_.country(n).iso;
      n.used = true;
      last = n.last;
      return true;
    }
    const RoleWord& role = lex_.role(pieces_[k]);
    const bool beside = gap == 0 && (n.type == PieceType::actor || n.type == PieceType::named) &&
                        (role.use == ActorUse::group || role.use == ActorUse::member ||
                         role.use == ActorUse::unit || role.use == ActorUse::organisation) &&
                        (lex_.french() || !is_past_name(n));
    // "éléments présumés d'un groupe": one adjective may stand before the preposition.
    const bool skips = lex_.french() && gap > 1 && is_modifier(s_[last]);
    if (!beside && !genitive_between(last + int(skips), n.first)) {
      return false;
    }
    switch (n.type) {
      case PieceType::country:
        owner.country = lex_.country(n).iso;
        break;
      case PieceType::metonym:
        owner.country = lex_.metonym(n).country;
        break;
      case PieceType::actor:
        ActorLexicon::set_entry(owner.mention, lex_.entry(n));
        owner.named = true;
        break;
      case PieceType::person:
        set_person(owner.mention, lex_.person(n));
        if (const ActorEntry* e = lex_.catalogue().entry(owner.mention.id)) {
          owner.mention.kind = e->kind;
        }
        owner.named = !owner.mention.id.empty();
        break;
      case PieceType::named: {
        const auto& name = w_.names[std::size_t(n.value)];
        owner.mention.name = words(n.first, n.last);
        owner.mention.kind = name.kind->kind;
        owner.mention.tags = name.kind->tags;
        owner.named = true;
        break;
      }
      case PieceType::role: {
        const ActorUse use = lex_.role(n).use;
        const bool members = role.use == ActorUse::official || role.use == ActorUse::unit;
        if (use != ActorUse::force && use != ActorUse::organisation && use != ActorUse::group &&
            !(members &&
              (use == ActorUse::people || use == ActorUse::unit || use == ActorUse::official))) {
          return false;
        }
        read_role(next);
        if (mentions().empty() || mentions().back().at.first < n.first) {
          return false;
        }
        owner.mention = mentions().back();
        owner.named = true;
        last = owner.mention.at.last;
        mentions().pop_back();
        return true;
      }
      default:
        return false;
    }
    n.used = true;
    last = n.last;
    return true;
  }

  /// "fighters Hamas said ..." is no apposition in English: the name has its own verb.
  bool is_past_name(const Piece& n) const {
    const Token& t = s_[head_of(s_, n.first, n.last)];
    return t.rel == Deprel::nsubj || t.rel == Deprel::nsubj_pass;
  }

  /// The owner that stands before, in English: "Malian army", "Mali's army", "IS fighters".
  /// @param k  the piece that begins at `first`  @param noun_last  behind the noun itself
  bool owner_before(std::size_t k, int noun_last, int& first, Owner& owner) {
    if (lex_.french() || k == 0) {
      return false;
    }
    Piece& b = pieces_[k - 1];
    const int gap = first - b.last;
    const bool possessive = gap >= 1 && (s_[b.last].lower == "'s" || s_[b.last].lower == "'" ||
                                         s_[b.last].lower == "’s" || s_[b.last].lower == "’");
    const auto is_gap = [](const Token& t) {
      return is_modifier(t) || t.upos == Upos::NOUN || t.upos == Upos::PROPN;
    };
    if (gap < 0 || gap > 3 || is_backer(b) ||
        !only_between(b.last + int(possessive), first, is_gap)) {
      return false;
    }
    // "The strike hit Mali army posts": the name must hang on the noun, not on a verb.
    const Token& own = s_[head_of(s_, b.first, b.last)];
    const bool hangs = own.head >= b.last && own.head < noun_last;
    if (gap > 0 && !possessive && !hangs) {
      return false;
    }
    switch (b.type) {
      case PieceType::demonym:
      case PieceType::country:
        owner.country = lex_.country(b).iso;
        break;
      case PieceType::metonym:
        owner.country = lex_.metonym(b).country;
        break;
      default: {
        if (mentions().empty() || mentions().back().at.last != b.last ||
            gap > 1 + int(possessive)) {
          return false;
        }
        const ActorMention& o = mentions().back();
        const bool people = o.use == ActorUse::people || o.use == ActorUse::source;
        if (people || (o.use == ActorUse::official && !possessive) ||
            (own.head >= 0 && own.rel == Deprel::conj)) {
          return false;
        }
        owner.mention = o;
        owner.named = true;
        first = o.at.first;
        mentions().pop_back();
        return true;
      }
    }
    std::erase_if(mentions(), [&](const ActorMention& m) { return m.at.first == b.first; });
    first = b.first;
    return true;
  }

  /// A word of the list that the tagger takes for a verb or for another noun's adjective.
  bool is_no_noun(const Piece& p, ActorUse use) const {
    if (p.last - p.first != 1) {
      return false;
    }
    const Token& t = s_[p.first];
    if (t.upos == Upos::VERB || t.upos == Upos::ADV || t.upos == Upos::AUX) {
      // "les combattants", "the wounded": a participle with an article is a noun all the same.
      return p.first == 0 || s_[p.first - 1].upos != Upos::DET;
    }
    if (t.upos != Upos::ADJ) {
      return false;
    }
    if (t.rel == Deprel::amod && t.head >= 0 && s_[t.head].upos == Upos::NOUN) {
      return true;
    }
    return use != ActorUse::group && use != ActorUse::member && use != ActorUse::people;
  }

  /// "Othman Sheikh Issa": a title between two names is one of them.
  bool is_middle_name(const Piece& p) const {
    if (p.last - p.first != 1 || p.first == 0 || p.last >= s_.size()) {
      return false;
    }
    const Token& before = s_[p.first - 1];
    const Token& behind = s_[p.last];
    return s_[p.first].upos == Upos::PROPN && before.upos == Upos::PROPN && is_name_word(before) &&
           behind.upos == Upos::PROPN && is_name_word(behind) && !in_piece(p.first - 1) &&
           !in_piece(p.last);
  }

  /// "combattants de A et de B": what is coordinated with the owner is a second actor of the same
  /// phrase.
  int coordinated_owner(std::size_t k, int& last) {
    const auto next = std::find_if(pieces_.begin() + std::ptrdiff_t(k) + 1, pieces_.end(),
                                   [&](const Piece& n) { return !n.used && n.first >= last; });
    if (next == pieces_.end() || last >= s_.size() || s_[last].upos != Upos::CCONJ) {
      return -1;
    }
    int from = last + 1;
    while (from < next->first && (s_[from].upos == Upos::ADP || s_[from].upos == Upos::DET)) {
      ++from;
    }
    const bool with_case = lex_.french() ? from > last + 1 : true;
    if (from != next->first || !with_case ||
        (next->type != PieceType::actor && next->type != PieceType::named)) {
      return -1;
    }
    if (next->type == PieceType::actor) {
      const std::size_t at = std::size_t(next - pieces_.begin());
      read_actor(at);
    } else {
      read_named(*next);
    }
    last = next->last;
    return int(mentions().size()) - 1;
  }

  void read_role(std::size_t k) {
    Piece& p = pieces_[k];
    p.used = true;
    const RoleWord& role = lex_.role(p);
    if (is_no_noun(p, role.use) || is_middle_name(p)) {
      return;
    }
    int first = p.first;
    int last = p.last;
    std::string describing;
    std::string tags = role.tags;
    const auto describe = [&](const Piece& a, std::string_view link) {
      describing = describing.empty() ? lex_.role(a).english
                                      : describing + std::string(link) + lex_.role(a).english;
      if (!lex_.role(a).tags.empty()) {
        tags += (tags.empty() ? "" : ";") + lex_.role(a).tags;
      }
    };
    // Describing adjectives: "combattants kurdes et arabes", "Shiite militiamen"
    for (std::size_t n = k + 1; lex_.french() && n < pieces_.size(); ++n) {
      const int gap = pieces_[n].first - last;
      if (pieces_[n].type != PieceType::adjective || gap > 1 || gap < 0 ||
          (gap == 1 && s_[last].upos != Upos::CCONJ)) {
        break;
      }
      describe(pieces_[n], gap == 1 ? " and " : " ");
      last = pieces_[n].last;
      pieces_[n].used = true;
    }
    for (std::size_t n = k; !lex_.french() && n > 0; --n) {
      if (pieces_[n - 1].type != PieceType::adjective || pieces_[n - 1].last != first) {
        break;
      }
      describe(pieces_[n - 1], " ");
      first = pieces_[n - 1].first;
    }
    const int noun_first = first;
    const int noun_last = last;
    Owner owner;
    const int owner_last = last;
    int also = -1;
    if (owner_behind(k, last, owner)) {
      int end = last;
      also = owner.named ? coordinated_owner(k, end) : -1;
    } else {
      last = owner_last;
      owner_before(first_piece(first, k), p.last, first, owner);
    }
    const int head = head_of(s_, noun_first, noun_last);
    if (last == owner_last) {
      last = complement_end(role, last);
      last = adjective_end(role, head, last);
    }
    first = modifier_begin(head, first);
    ActorMention& m = add(first, last, head);
    m.and_also = also;
    m.role = role.english;
    m.kind = role.kind;
    m.use = role.use;
    m.tags = tags;
    m.form = MentionForm::description;
    m.country = owner.country;
    name_role(m, role, owner, (describing.empty() ? "" : describing + " ") + role.english);
  }

  bool in_piece(int token) const {
    return w_.covered[std::size_t(token)] != 0 ||
           std::any_of(pieces_.begin(), pieces_.end(),
                       [&](const Piece& p) { return p.first <= token && token < p.last; });
  }

  /// "gouverneur du Borno", "tribe of X": nouns tagged `named` take a name behind their
  /// preposition.
  int complement_end(const RoleWord& role, int last) const {
    if (role.tags.find("named") == std::string::npos || last + 1 >= s_.size() ||
        !pack_.in_class("genitive_preposition", s_[last].lemma)) {
      return last;
    }
    int t = last + 1;
    while (t < s_.size() && s_[t].upos == Upos::DET) {
      ++t;
    }
    const int name = t;
    while (t < s_.size() && s_[t].upos == Upos::PROPN && is_name_word(s_[t]) && !in_piece(t)) {
      ++t;
    }
    return t > name ? t : last;
  }

  /// French adjectives that describe persons: "femmes yézidies", "miliciens claniques".
  int adjective_end(const RoleWord& role, int head, int last) const {
    const bool persons = role.use == ActorUse::people || role.use == ActorUse::group ||
                         role.use == ActorUse::unit || role.use == ActorUse::source;
    for (int n = 0; lex_.french() && persons && n < 2 && last < s_.size(); ++n) {
      const Token& t = s_[last];
      if (t.upos != Upos::ADJ || t.rel != Deprel::amod || t.head != head || in_piece(last)) {
        break;
      }
      ++last;
    }
    return last;
  }

  /// "election workers", "Yazidi families", "3e brigade": names, nouns and ordinals that hang on
  /// the noun from the left.
  int modifier_begin(int head, int first) const {
    for (int n = 0; n < 3 && first > 0; ++n) {
      const Token& t = s_[first - 1];
      const bool hangs =
          (t.head == head || (t.head >= first && t.head < head)) &&
          (t.rel == Deprel::compound || t.rel == Deprel::amod || t.rel == Deprel::nmod);
      const bool ordinal = !t.form.empty() && t.form[0] >= '0' && t.form[0] <= '9' &&
                           t.form.back() > '9' && t.rel != Deprel::nummod;
      const bool word = t.upos == Upos::PROPN ||
                        (!lex_.french() && (t.upos == Upos::NOUN ||
                                            (t.upos == Upos::ADJ && first > 1 && is_name_word(t))));
      if (!hangs || !(word || ordinal) || in_piece(first - 1)) {
        break;
      }
      --first;
    }
    return first;
  }

  /// The piece that begins at `token`, going back from piece `k`.
  std::size_t first_piece(int token, std::size_t k) const {
    while (k > 0 && pieces_[k].first > token) {
      --k;
    }
    return k;
  }

  void name_role(ActorMention& m, const RoleWord& role, const Owner& owner, std::string english) {
    const CountryWords* c =
        owner.country.empty() ? nullptr : lex_.catalogue().country(owner.country);
    const std::string described = (c != nullptr ? c->adjective + " " : "") + english;
    if (owner.named && role.use != ActorUse::people) {
      const bool nameless = owner.mention.id.empty() && owner.mention.force.empty() &&
                            owner.mention.form == MentionForm::description;
      take_identity(m, owner.mention);
      if (nameless && role.use == ActorUse::official) {
        m.name = english + " of " + owner.mention.name;
      }
      return;
    }
    m.name = described;
    switch (role.use) {
      case ActorUse::force:
      case ActorUse::member:
      case ActorUse::unit: {
        const std::string prefix = role.id;
        if (prefix.empty()) {
          return;
        }
        if (c != nullptr) {
          lex_.set_composed(m, prefix + "-" + to_lower(c->iso), c->iso);
          m.form = MentionForm::composed;
        } else if (role.use != ActorUse::unit && described == role.english) {
          m.force = prefix;  // whose army it is shows only in the whole report
        }
        // "Helicopters dropped ...": an army's; drones and missiles without an owner are things.
        if (prefix == "state" && c == nullptr) {
          m.force = role.tags == "weapon" ? "" : "army";
          m.name = m.force.empty() ? "" : m.name;
        }
        return;
      }
      case ActorUse::rank:
      case ActorUse::official:
        if (c != nullptr && !role.id.empty()) {
          lex_.set_composed(m, role.id + "-" + to_lower(c->iso), c->iso);
          m.form = MentionForm::composed;
        } else if (role.use == ActorUse::official && described == role.english) {
          m.force = role.id;
        }
        return;
      case ActorUse::source:
        m.force = described == role.english ? role.id : "";  // military source, police source
        return;
      default:
        return;
    }
  }

  static void take_identity(ActorMention& m, const ActorMention& from) {
    m.id = from.id;
    m.name = from.name;
    m.country = from.country;
    m.kind = from.kind;
    m.tags = from.tags;
    m.force = from.force;
    m.form = MentionForm::composed;
  }

  /// "Police and army officers": the first noun hangs in the compound and would never be found.
  void link_compounds() {
    for (std::size_t i = 0; i + 1 < mentions().size(); ++i) {
      ActorMention& a = mentions()[i];
      ActorMention& b = mentions()[i + 1];
      const Token& h = s_[a.at.head];
      const bool inside =
          h.rel == Deprel::compound || h.rel == Deprel::nmod || h.rel == Deprel::amod;
      if (b.at.first - a.at.last == 1 && s_[a.at.last].upos == Upos::CCONJ && inside &&
          h.head == b.at.head && b.and_also < 0) {
        b.and_also = int(i);
      }
    }
  }

  void drop_nameless() {
    std::vector<int> moved(mentions().size(), -1);
    std::vector<ActorMention> kept;
    for (std::size_t i = 0; i < mentions().size(); ++i) {
      if (!mentions()[i].name.empty()) {
        moved[i] = int(kept.size());
        kept.push_back(std::move(mentions()[i]));
      }
    }
    for (auto& m : kept) {
      m.and_also = m.and_also < 0 ? -1 : moved[std::size_t(m.and_also)];
    }
    mentions() = std::move(kept);
  }

  const ActorLexicon& lex_;
  const LanguagePack& pack_;
  const std::string_view text_;
  const Sentence& s_;
  SentenceActors& w_;
  std::vector<Piece>& pieces_;
};

}  // namespace

void compose_actors(const ActorLexicon& lexicon, std::string_view text, SentenceActors& work) {
  Composer(lexicon, text, work).run();
}

int head_of(const Sentence& sentence, int first, int last) {
  int found = -1;
  for (int t = first; t < last; ++t) {
    const Token& w = sentence[t];
    if ((w.head >= first && w.head < last) || w.upos == Upos::DET || w.upos == Upos::ADP ||
        w.upos == Upos::PUNCT || w.upos == Upos::PART) {
      continue;
    }
    const bool core = w.rel == Deprel::nsubj || w.rel == Deprel::nsubj_pass ||
                      w.rel == Deprel::obj || w.rel == Deprel::obl_agent || w.rel == Deprel::root;
    if (core) {
      return t;
    }
    if (found < 0) {
      found = t;
    }
  }
  return found >= 0 ? found : first;
}

}  // namespace vigie
