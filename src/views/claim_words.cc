#include "views/claim_words.h"

#include <fmt/core.h>

namespace vigie {
namespace {

enum class Ink { plain, bold, dim, red, green, yellow, cyan };

std::string inked(std::string_view words, Ink ink, const WordsStyle& style) {
  if (!style.color || words.empty()) {
    return std::string(words);
  }
  const char* code = "0";
  switch (ink) {
    case Ink::plain:
      return std::string(words);
    case Ink::bold:
      code = "1";
      break;
    case Ink::dim:
      code = "2";
      break;
    case Ink::red:
      code = "31";
      break;
    case Ink::green:
      code = "32";
      break;
    case Ink::yellow:
      code = "33";
      break;
    case Ink::cyan:
      code = "36";
      break;
  }
  return fmt::format("\x1b[{}m{}\x1b[0m", code, words);
}

std::string actor_words(const ActorFiller& actor) {
  return actor.name.empty() ? actor.surface : actor.name;
}

std::string names(std::span<const ActorFiller> actors) {
  std::string out;
  for (const auto& actor : actors) {
    out += (out.empty() ? "" : ", ") + actor_words(actor);
  }
  return out;
}

std::string place_words(const PlaceFiller& place) {
  std::string out;
  if (place.relation != "at" && !place.relation.empty()) {
    out = (place.relation == "in_part" ? "part of" : place.relation) + std::string(" ");
    for (auto& c : out) {
      c = c == '_' ? ' ' : c;
    }
  }
  out += place.name.empty() ? place.surface : place.name;
  if (!place.lat) {
    out += " (not on the map)";
  }
  return out;
}

std::string time_words(const std::optional<ClaimTime>& time) {
  if (!time) {
    return "no date";
  }
  const auto begin = to_iso(time->begin);
  const auto end = to_iso(time->end);
  return begin == end ? begin : begin + ".." + end;
}

/// One line, however the text was broken.
std::string flat(std::string_view words) {
  std::string out;
  for (const char c : words) {
    const bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

}  // namespace

std::string figure_words(const Figure& figure) {
  std::string out = figure.quantity + " ";
  if (figure.min && figure.max) {
    out += *figure.min == *figure.max ? fmt::format("{}", *figure.min)
                                      : fmt::format("{}-{}", *figure.min, *figure.max);
  } else if (figure.min) {
    out += fmt::format("{} {}", figure.approx ? "about" : "at least", *figure.min);
    return out;
  } else if (figure.max) {
    out += fmt::format("up to {}", *figure.max);
  } else {
    out += "(no number)";
  }
  return figure.approx ? out + " (about)" : out;
}

std::string sources_words(const Claim& claim) {
  std::string out;
  for (std::size_t i = 0; i < claim.sources.size(); ++i) {
    const auto& source = claim.sources[i];
    out += i == 0 ? "according to " : ", told by ";
    out += actor_words(source.actor);
    if (!source.channel.empty()) {
      out += " (" + source.channel + ")";
    }
  }
  return out;
}

std::string claim_line(const Claim& claim, const WordsStyle& style) {
  std::string type(to_string(claim.type));
  if (!claim.mode.empty()) {
    type += "/" + claim.mode;
  }
  std::string out = fmt::format("{:<10}  ", time_words(claim.time));
  if (claim.polarity == Polarity::negative) {
    out += inked("NOT ", Ink::red, style);
  }
  if (claim.modality == Modality::hedged) {
    out += inked("reportedly ", Ink::yellow, style);
  } else if (claim.modality == Modality::planned) {
    out += inked("planned ", Ink::yellow, style);
  }
  out += inked(type, Ink::bold, style);
  const auto actors = names(claim.actors);
  const auto targets = names(claim.targets);
  if (!actors.empty()) {
    out += "  " + inked(actors, Ink::cyan, style);
  }
  if (!targets.empty()) {
    out += "  -> " + inked(targets, Ink::cyan, style);
  }
  for (std::size_t i = 0; i < claim.places.size(); ++i) {
    out += (i == 0 ? "  @ " : ", ") + inked(place_words(claim.places[i]), Ink::green, style);
  }
  for (const auto& figure : claim.figures) {
    out += "; " + figure_words(figure);
  }
  if (claim.extent != Extent::unsaid) {
    out += fmt::format("; extent {}", to_string(claim.extent));
  }
  return out;
}

std::string report_words(const Article& article,
                         std::span<const Claim> claims,
                         const WordsStyle& style) {
  std::string head = article.title.empty() ? article.id : article.title;
  std::string under = article.id;
  for (const auto& part : {article.publisher, article.published ? to_iso(*article.published)
                                                                : std::string("no date")}) {
    if (!part.empty()) {
      under += ", " + part;
    }
  }
  std::string out = inked(head, Ink::bold, style) + "\n" + inked(under, Ink::dim, style) + "\n";
  if (claims.empty()) {
    out += "  no claims\n";
  }
  for (const auto& claim : claims) {
    out += "  " + claim_line(claim, style) + "\n";
    const auto sources = sources_words(claim);
    out += fmt::format("              {}{}{}\n", sources.empty() ? "" : sources + "; ",
                       fmt::format("confidence {:.2f}; ", claim.confidence),
                       inked("\"" + flat(claim.evidence.of(article.text)) + "\"", Ink::dim, style));
  }
  return out;
}

}  // namespace vigie
