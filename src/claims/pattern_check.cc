#include "claims/pattern_check.h"

#include "base/utf8.h"
#include "claims/pattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace vigie {
namespace {

bool mentions_words(std::string_view filler, std::string_view words) {
  return fold_name(filler).find(fold_name(words)) != std::string::npos;
}

/// Empty when the role is as wanted, else what is wrong.
template <typename Filler>
std::string role_fault(const std::vector<Filler>& fillers,
                       std::string_view role,
                       std::string_view words) {
  if (words == "-") {
    return fillers.empty() ? "" : fmt::format("{} is '{}', should be empty", role, fillers[0].name);
  }
  std::string got;
  for (const auto& f : fillers) {
    if (mentions_words(f.name, words) || mentions_words(f.surface, words)) {
      return "";
    }
    got += (got.empty() ? "" : ", ") + f.name + " (" + f.surface + ")";
  }
  return fmt::format("{} is '{}', wanted '{}'", role, got, words);
}

std::string fault_of(const Claim& claim, const PatternExample& example) {
  for (const auto& [role, words] : example.wanted) {
    const std::string fault = role == "actor"    ? role_fault(claim.actors, role, words)
                              : role == "target" ? role_fault(claim.targets, role, words)
                                                 : role_fault(claim.places, role, words);
    if (!fault.empty()) {
      return fault;
    }
  }
  return "";
}

}  // namespace

Result<PatternCheckReport> check_patterns(const LanguagePack& pack, const ReadSentence& read) {
  const auto patterns = PatternSet::load(pack);
  if (!patterns) {
    return tl::unexpected(patterns.error());
  }
  PatternCheckReport report;
  std::map<std::string, std::size_t> names;
  for (const Rule& rule : patterns->rules()) {
    ++report.rules;
    if (const auto [it, fresh] = names.emplace(rule.name, rule.line); !fresh) {
      report.warnings.push_back(fmt::format("{}:{}: rule {} is also on line {}", rule.file,
                                            rule.line, rule.name, it->second));
    }
    const bool has_example = std::any_of(rule.examples.begin(), rule.examples.end(),
                                         [](const PatternExample& e) { return !e.negative; });
    if (!has_example) {
      report.warnings.push_back(
          fmt::format("{}:{}: rule {} has no example", rule.file, rule.line, rule.name));
    }
    for (const auto& example : rule.examples) {
      ++report.examples;
      const auto claims = read(example.text);
      std::string reason;
      if (example.negative) {
        const bool made = std::any_of(claims.begin(), claims.end(),
                                      [&](const Claim& c) { return c.trace.rule == rule.name; });
        reason = made ? "makes a claim of this rule and must not" : "";
      } else {
        reason = fmt::format("no claim of type {}", to_string(rule.type));
        for (const auto& claim : claims) {
          if (claim.type != rule.type) {
            continue;
          }
          reason = fault_of(claim, example);
          if (reason.empty()) {
            break;
          }
        }
      }
      if (!reason.empty()) {
        ++report.failed;
        report.failures.push_back({rule.file, example.line, rule.name, example.text, reason});
      }
    }
  }
  return report;
}

}  // namespace vigie
