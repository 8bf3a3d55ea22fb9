#include "claims/circumstance.h"

#include "lang/tsv.h"

#include <algorithm>
#include <array>

namespace vigie {
namespace {

/// Word classes that name a quantity, most telling first (codebook rule 9).
constexpr std::array<std::string_view, 27> kQuantities = {
    "killed",     "wounded",     "casualties", "missing",   "displaced",      "returned",
    "evacuated",  "detained",    "captured",   "abducted",  "released",       "surrendered",
    "vehicles",   "projectiles", "weapons",    "buildings", "villages",       "strikes",
    "households", "km2",         "km",         "percent",   "people_in_need", "fighters",
    "civilians",  "people",      "other"};

bool counts_persons(ClaimType type) {
  switch (type) {
    case ClaimType::kill:
    case ClaimType::injure:
    case ClaimType::abduct:
    case ClaimType::detain:
    case ClaimType::release:
    case ClaimType::displace:
    case ClaimType::return_:
      return true;
    default:
      return false;
  }
}

}  // namespace

Result<TypeTable> TypeTable::load(const DataDir& data) {
  const auto file = read_tsv(data.root / "schema" / "types.tsv", {"type", "figure"});
  if (!file) {
    return tl::unexpected(file.error());
  }
  TypeTable table;
  table.quantity_.resize(std::size_t(ClaimType::sanction) + 1);
  const int type = file->column("type");
  const int figure = file->column("figure");
  for (const auto& row : file->rows) {
    const auto parsed = parse_claim_type(row[std::size_t(type)]);
    if (!parsed) {
      return tl::unexpected(
          file->error(row, "unknown claim type '" + std::string(row[std::size_t(type)]) + "'"));
    }
    const auto quantity = row[std::size_t(figure)];
    table.quantity_[std::size_t(*parsed)] = quantity == "-" ? "" : std::string(quantity);
  }
  return table;
}

std::vector<int> CircumstanceReader::free_places(const Match& match, bool slot_has_place) const {
  std::vector<int> out;
  const auto& places = report_.mentions->places;
  const auto taken_by_slot = [&](int mention) {
    return std::any_of(match.fills.begin(), match.fills.end(), [&](const SlotFill& f) {
      return f.role == SlotRole::place && f.mention == mention;
    });
  };
  // Part of an actor's name is no place of its own; a country's name is both state and place.
  const auto names_actor = [&](int mention) {
    const PlaceMention& p = places[std::size_t(mention)];
    const int a = view_.actor_at[std::size_t(std::clamp(p.at.head, 0, view_.size() - 1))];
    return p.inside_actor &&
           (a < 0 || report_.mentions->actors[std::size_t(a)].kind != ActorKind::state);
  };
  const auto actor_takes = [&](int token) {
    return std::any_of(match.fills.begin(), match.fills.end(), [&](const SlotFill& f) {
      return f.role != SlotRole::place && f.token == token;
    });
  };
  const auto consider = [&](int token, const std::string& preposition, bool genitive) {
    const std::string first = preposition.substr(0, preposition.find(' '));
    const bool locative = pack_.in_class("place_preposition", preposition) ||
                          pack_.in_class("place_preposition", first);
    if (!locative && !(genitive && pack_.in_class("genitive_preposition", first))) {
      return;
    }
    if (actor_takes(token)) {
      return;
    }
    const int m = place_of(pack_, view_, builder_, token);
    if (m < 0 || taken_by_slot(m) || names_actor(m) || places[std::size_t(m)].is_parent ||
        std::find(out.begin(), out.end(), m) != out.end()) {
      return;
    }
    out.push_back(m);
  };
  // "à Bamako et à Mopti": what is coordinated shares the preposition unless it has its own.
  const auto consider_all = [&](int token, bool genitive) {
    const std::string shared = builder_.preposition_of(token);
    for (const int t : builder_.coordinated(token)) {
      const std::string own = builder_.preposition_of(t);
      consider(t, own.empty() ? shared : own, genitive);
    }
  };
  const bool noun = view_[match.frame.trigger].upos == Upos::NOUN ||
                    view_[match.frame.trigger].upos == Upos::PROPN;
  for (const auto& a : match.frame.complements) {
    consider(a.token, a.preposition, noun && !slot_has_place);
  }
  std::vector<int> hosts = match.required_words;
  for (const auto* list : {&match.frame.objects, &match.frame.subjects}) {
    for (const auto& a : *list) {
      if (!a.inherited) {
        hosts.push_back(a.token);
      }
    }
  }
  // Phrases inside phrases: "a strike on a house in the Risala neighbourhood".
  for (std::size_t i = 0; i < hosts.size() && i < 16; ++i) {
    for (const int c : view_.tree.children(hosts[i])) {
      const Deprel r = view_[c].rel;
      if (r == Deprel::nmod || r == Deprel::obl || r == Deprel::obl_mod || r == Deprel::obl_arg) {
        consider_all(c, !slot_has_place);
        if (view_.place_at[std::size_t(c)] < 0 && !builder_.is_verb(c)) {
          hosts.push_back(c);
        }
      }
    }
  }
  // y, there
  for (const int p : match.frame.predicate) {
    for (const int c : view_.tree.children(p)) {
      const int m = view_.place_at[std::size_t(c)];
      if (m >= 0 && places[std::size_t(m)].form == MentionForm::pronoun &&
          pack_.in_class("place_pronoun", view_[c].lower) && !taken_by_slot(m) && out.empty()) {
        out.push_back(m);
      }
    }
  }
  // Fronted or shared circumstance: hangs on the verb above when that verb is coordinated with or
  // controls the trigger.
  if (out.empty() && !slot_has_place) {
    for (const auto& g : match.frame.governors) {
      if (g.by == Deprel::ccomp || g.by == Deprel::acl_relcl) {
        break;
      }
      for (const int c : view_.tree.children(g.token)) {
        const Deprel r = view_[c].rel;
        if ((r == Deprel::obl || r == Deprel::obl_mod || r == Deprel::obl_arg) && c != g.lower) {
          consider_all(c, false);
        }
      }
      if (!out.empty()) {
        break;
      }
    }
  }
  if (out.empty() && !slot_has_place) {
    // The tree gave nothing: a locative phrase of the same stretch between strong punctuation.
    const auto strong = [&](int t) {
      const std::string& f = view_[t].form;
      return f == ";" || f == ":" || f == "—" || f == "–";
    };
    int best = -1;
    int best_distance = 40;
    for (int t = 0; t < view_.size(); ++t) {
      const int m = view_.place_at[std::size_t(t)];
      if (m < 0 || places[std::size_t(m)].at.head != t) {
        continue;
      }
      int from = std::min(t, match.frame.trigger);
      const int to = std::max(t, match.frame.trigger);
      bool parted = false;
      for (; from < to; ++from) {
        parted = parted || strong(from);
      }
      const std::string p = builder_.preposition_of(t);
      if (parted || p.empty() ||
          !(pack_.in_class("place_preposition", p) ||
            pack_.in_class("place_preposition", p.substr(0, p.find(' '))))) {
        continue;
      }
      const int distance = std::abs(t - match.frame.trigger);
      if (distance < best_distance && !taken_by_slot(m) && !actor_takes(t) && !names_actor(m)) {
        best = m;
        best_distance = distance;
      }
    }
    if (best >= 0) {
      out.push_back(best);
    }
  }
  return out;
}

int CircumstanceReader::clause_of(int token) const {
  int at = token;
  for (int step = 0; step < 10 && at >= 0; ++step) {
    const Upos u = view_[at].upos;
    if (u == Upos::VERB || view_[at].head < 0) {
      return at;
    }
    at = view_[at].head;
  }
  return at;
}

int CircumstanceReader::time_of(const Match& match) const {
  const auto& times = report_.mentions->times;
  int best = -1;
  double best_score = 0;
  const int trigger = match.frame.trigger;
  for (int i = 0; i < int(times.size()); ++i) {
    const TimeMention& m = times[std::size_t(i)];
    if (m.at.sentence != view_.number || !m.begin || !m.end) {
      continue;
    }
    const int head = std::clamp(m.at.head, 0, view_.size() - 1);
    double score = 0;
    const auto is_core = [&](int t) {
      if (t == trigger || t == match.frame.light_verb) {
        return true;
      }
      return std::find(match.required_words.begin(), match.required_words.end(), t) !=
             match.required_words.end();
    };
    // Climb from the time expression: the first predicate met decides.
    int at = view_[head].head;
    int steps = 0;
    while (at >= 0 && steps < 8) {
      if (is_core(at)) {
        score = 3.0;
        break;
      }
      const bool argument = std::any_of(match.fills.begin(), match.fills.end(),
                                        [&](const SlotFill& f) { return f.token == at; });
      if (argument && !builder_.is_verb(at)) {
        score = 2.6;
        break;
      }
      if (view_[at].upos == Upos::VERB) {
        break;
      }
      at = view_[at].head;
      ++steps;
    }
    if (score == 0 && at >= 0) {
      // A verb above the trigger: control, coordination, or the act of speaking.
      for (const auto& g : match.frame.governors) {
        if (g.token != at) {
          continue;
        }
        const bool speech = pack_.in_class("speech_verb", view_[at].lemma) ||
                            pack_.in_class("deny_verb", view_[at].lemma);
        if (g.by == Deprel::conj) {
          // Shared when it stands before both verbs.
          score = m.at.last <= std::min(at, trigger) ? 2.2 : 0.8;
        } else if (speech) {
          score = 1.6;
        } else if (g.by == Deprel::xcomp || g.by == Deprel::advcl || g.by == Deprel::obl) {
          score = 2.0;
        } else if (g.by == Deprel::acl_relcl) {
          score = 0.4;
        } else {
          score = 1.2;
        }
        break;
      }
    }
    if (score == 0) {
      // A conjunct of the trigger, or a clause of its own elsewhere in the sentence.
      const bool fronted = m.at.first <= 3;
      const int clause = clause_of(head);
      const bool same_clause = clause == clause_of(trigger);
      score = same_clause ? 1.8 : (fronted ? 1.0 : 0.3);
    }
    const int distance = std::abs(head - trigger);
    score -= 0.01 * std::min(distance, 40);
    if (m.type == TimeType::SET) {
      score -= 1.5;
    }
    if (m.type == TimeType::DURATION) {
      score -= 0.3;
    }
    if (score > best_score) {
      best_score = score;
      best = i;
    }
  }
  return best_score >= 0.5 ? best : -1;
}

std::string CircumstanceReader::quantity_of(const FigureMention& figure,
                                            const Match& match,
                                            const Rule& rule) const {
  const std::string& unit = figure.unit_lemma;
  const auto named = [&](std::string_view quantity) {
    return pack_.in_class("figure_" + std::string(quantity), unit);
  };
  (void)match;
  if (!unit.empty()) {
    for (const auto quantity : kQuantities) {
      if (quantity == "fighters" || quantity == "civilians" || quantity == "people" ||
          quantity == "other") {
        break;
      }
      if (named(quantity)) {
        const bool persons = quantity == "killed" || quantity == "wounded" ||
                             quantity == "displaced" || quantity == "detained" ||
                             quantity == "abducted" || quantity == "missing" ||
                             quantity == "captured";
        if (!(persons && !rule.figure.empty())) {
          return std::string(quantity);
        }
      }
    }
  }
  if (!rule.figure.empty()) {
    return rule.figure;
  }
  if (counts_persons(rule.type)) {
    return types_.default_quantity(rule.type);
  }
  for (const auto quantity : {"fighters", "civilians", "people"}) {
    if (named(quantity)) {
      return quantity;
    }
  }
  const auto& normal = types_.default_quantity(rule.type);
  return normal.empty() ? "other" : normal;
}

std::vector<Figure> CircumstanceReader::figures(const Match& match,
                                                const Rule& rule,
                                                std::vector<int>& taken) const {
  std::vector<Figure> out;
  const auto& all = report_.mentions->figures;
  std::vector<int> hosts = {match.frame.trigger};
  hosts.insert(hosts.end(), match.required_words.begin(), match.required_words.end());
  const auto& actors = report_.mentions->actors;
  for (const auto& f : match.fills) {
    hosts.push_back(f.token);
    if (f.role != SlotRole::place && f.mention >= 0 &&
        actors[std::size_t(f.mention)].at.sentence == view_.number) {
      hosts.push_back(actors[std::size_t(f.mention)].at.head);
    }
  }
  for (const auto& o : match.frame.objects) {
    hosts.push_back(o.token);
  }
  const auto is_host = [&](int t) {
    return t >= 0 && std::find(hosts.begin(), hosts.end(), t) != hosts.end();
  };
  for (int i = 0; i < int(all.size()); ++i) {
    const FigureMention& m = all[std::size_t(i)];
    if (m.at.sentence != view_.number) {
      continue;
    }
    const int head = std::clamp(m.at.head, 0, view_.size() - 1);
    const bool mine = is_host(m.unit) || is_host(head) || (m.unit < 0 && is_host(view_[head].head));
    if (!mine || (m.article && !counts_persons(rule.type))) {
      continue;  // "une attaque" counts nothing, "un mort" does
    }
    Figure figure;
    figure.quantity = quantity_of(m, match, rule);
    if (rule.type == ClaimType::kill && figure.quantity == "wounded") {
      continue;
    }
    if (rule.type == ClaimType::injure && figure.quantity == "killed") {
      continue;
    }
    figure.min = m.min;
    figure.max = m.max;
    figure.approx = m.approx;
    figure.of = m.unit >= 0 ? view_[m.unit].form : m.unit_lemma;
    // The subject's own number is not what is done: "deux avions ont tué douze civils".
    const bool of_subject =
        std::any_of(match.fills.begin(), match.fills.end(), [&](const SlotFill& f) {
          return f.function == SlotFunction::subject && (f.token == m.unit || f.token == head);
        });
    if (of_subject && counts_persons(rule.type) && rule.type != ClaimType::return_ &&
        rule.type != ClaimType::displace && rule.type != ClaimType::kill) {
      continue;
    }
    if (of_subject && rule.type == ClaimType::kill && !rule.no_actor &&
        std::any_of(match.fills.begin(), match.fills.end(), [&](const SlotFill& f) {
          return f.function == SlotFunction::subject && f.role == SlotRole::actor &&
                 (f.token == m.unit || f.token == head);
        })) {
      continue;
    }
    const bool twice = std::any_of(out.begin(), out.end(),
                                   [&](const Figure& o) { return o.quantity == figure.quantity; });
    if (m.part || (twice && counts_persons(rule.type))) {
      continue;  // parts of a total are optional (codebook rule 32)
    }
    taken.push_back(i);
    out.push_back(std::move(figure));
  }
  return out;
}

Extent CircumstanceReader::extent(const Match& match, const std::vector<int>& places) const {
  std::vector<char> look(std::size_t(view_.size()), 0);
  const auto mark = [&](int from, int to) {
    for (int t = std::max(0, from); t < std::min(view_.size(), to); ++t) {
      look[std::size_t(t)] = 1;
    }
  };
  for (const auto& f : match.fills) {
    if (f.function == SlotFunction::object || f.role == SlotRole::place) {
      const auto [first, last] = view_.tree.range(f.token);
      mark(first, std::min(last, f.token + 6));
    }
  }
  for (const int w : match.required_words) {
    mark(w - 2, w + 3);
  }
  for (const int p : match.frame.predicate) {
    for (const int c : view_.tree.children(p)) {
      if (view_[c].rel == Deprel::advmod || view_[c].rel == Deprel::obl_mod ||
          view_[c].rel == Deprel::amod || view_[c].rel == Deprel::det) {
        mark(c, c + 1);
      }
    }
  }
  for (const int m : places) {
    const auto& at = report_.mentions->places[std::size_t(m)].at;
    if (at.sentence == view_.number) {
      mark(at.first - 4, at.last);
    }
  }
  for (const auto& [name, value] :
       {std::pair{"extent_most", Extent::most}, std::pair{"extent_full", Extent::full},
        std::pair{"extent_last", Extent::last}, std::pair{"extent_part", Extent::part}}) {
    for (int t = 0; t < view_.size(); ++t) {
      if (look[std::size_t(t)] == 0) {
        continue;
      }
      if (pack_.in_class(name, view_[t].lemma) || pack_.in_class(name, view_[t].lower)) {
        return value;
      }
      if (t + 1 < view_.size() && pack_.in_class(name, view_[t].lower + ' ' + view_[t + 1].lower)) {
        return value;
      }
    }
  }
  return Extent::unsaid;
}

std::string CircumstanceReader::relation_of(int place, ClaimType type) const {
  const PlaceMention& m = report_.mentions->places[std::size_t(place)];
  if (m.relation != "at" || m.at.sentence != view_.number) {
    return m.relation;
  }
  const std::string p = builder_.preposition_of(std::clamp(m.at.head, 0, view_.size() - 1));
  const std::string first = p.substr(0, p.find(' '));
  for (const auto* relation : {"near", "toward", "from", "in_part"}) {
    const std::string name = std::string("relation_") + relation;
    if (pack_.in_class(name, p) || pack_.in_class(name, first)) {
      const bool leaves = type == ClaimType::withdraw || type == ClaimType::displace;
      if (std::string_view(relation) != "from" || leaves) {
        return relation;
      }
    }
  }
  return "at";
}

}  // namespace vigie
