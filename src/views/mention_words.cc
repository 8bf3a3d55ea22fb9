#include "views/mention_words.h"

#include <fmt/core.h>

namespace vigie {

std::string mention_words(const Mentions& mentions, int sentence) {
  std::string out;
  const auto line = [&out](std::string_view kind, std::string_view surface, std::string_view link) {
    out += fmt::format("  {:<8} {:<36} {}\n", kind, surface, link);
  };
  for (const auto& m : mentions.actors) {
    if (m.at.sentence != sentence) {
      continue;
    }
    std::string link = m.name + " (" + std::string(to_string(m.kind)) + ")";
    if (!m.id.empty()) {
      link += " " + m.id;
    }
    if (m.antecedent >= 0) {
      link += fmt::format(", stands for '{}'", mentions.actors[std::size_t(m.antecedent)].surface);
    }
    line("actor", m.surface, m.resolved ? link : "stands for nobody that was found");
  }
  for (const auto& m : mentions.places) {
    if (m.at.sentence != sentence) {
      continue;
    }
    std::string link =
        m.lat ? fmt::format("{} {} ({:.3f}, {:.3f}) {}", m.name, m.id, *m.lat, *m.lon, m.country)
              : std::string("not on the map");
    if (m.demonym) {
      link += ", demonym";
    }
    if (m.inside_actor) {
      link += ", part of an actor";
    }
    if (m.antecedent >= 0) {
      link += fmt::format(", stands for '{}'", mentions.places[std::size_t(m.antecedent)].surface);
    }
    line("place", m.surface, link);
  }
  for (const auto& m : mentions.times) {
    if (m.at.sentence == sentence) {
      line("time", m.value,
           m.begin && m.end ? to_iso(*m.begin) + " until " + to_iso(*m.end) + " (not included)"
                            : "no interval");
    }
  }
  for (const auto& m : mentions.figures) {
    if (m.at.sentence == sentence) {
      const auto number = [](const std::optional<std::int64_t>& n) {
        return n ? std::to_string(*n) : std::string("?");
      };
      line("figure", m.unit_lemma,
           number(m.min) + ".." + number(m.max) + (m.approx ? " (about)" : ""));
    }
  }
  return out;
}

}  // namespace vigie
