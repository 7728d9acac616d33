// SPDX-License-Identifier: Apache-2.0
#include "rules/standing.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace byname {

namespace {

constexpr std::array<std::string_view, 3> kDecisionNames = {"confirmed", "rejected", "unsure"};
constexpr std::array<std::string_view, 5> kVerdictNames = {"lead", "provisional", "confirmed", "disputed",
                                                           "rejected"};

template <typename Value, std::size_t N>
std::optional<Value> value_named(std::string_view name, const std::array<std::string_view, N>& names) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::nullopt
                              : std::optional<Value>(static_cast<Value>(found - names.begin()));
}

bool holds(const ConfirmRule& rule, const Check& check) {
  return check.verdict == DecisionVerdict::kConfirmed ? rule.support_of(check.seen).is_enough()
                                                      : !check.seen.empty();
}

struct Votes {
  std::size_t confirm = 0;
  std::size_t reject = 0;
  std::size_t unsure = 0;
  std::size_t all() const { return confirm + reject + unsure; }
};

std::string missing_checks(std::size_t needed, const Votes& votes) {
  if (votes.confirm > 0 && votes.reject > 0) return "needs a check that settles the conflict";
  // The same whatever the checks so far say: who has not decided yet must not learn it from here.
  const std::size_t missing = votes.all() < needed ? needed - votes.all() : 1;
  return missing == 1 ? "needs 1 more check" : fmt::format("needs {} checks", missing);
}

}  // namespace

std::string_view name_of(DecisionVerdict verdict) {
  return kDecisionNames[static_cast<std::size_t>(verdict)];
}
std::optional<DecisionVerdict> decision_verdict_from_name(std::string_view name) {
  return value_named<DecisionVerdict>(name, kDecisionNames);
}
std::string_view name_of(PersonVerdict verdict) { return kVerdictNames[static_cast<std::size_t>(verdict)]; }
std::optional<PersonVerdict> verdict_from_name(std::string_view name) {
  return value_named<PersonVerdict>(name, kVerdictNames);
}

Standing standing_of(const ConfirmRule& rule, const std::vector<Evidence>& evidence,
                     const std::vector<Check>& checks) {
  Standing standing;
  standing.support = rule.support_of(evidence);
  Votes votes;
  for (const Check& check : checks) {
    if (!holds(rule, check)) {
      ++standing.num_fallen;
    } else if (check.verdict == DecisionVerdict::kConfirmed) {
      ++votes.confirm;
    } else {
      ++(check.verdict == DecisionVerdict::kRejected ? votes.reject : votes.unsure);
    }
  }
  standing.checks = votes.all();
  if (votes.confirm >= rule.checks && votes.confirm > votes.reject) {
    standing.verdict = PersonVerdict::kConfirmed;
    return standing;
  }
  if (votes.reject >= rule.checks && votes.reject > votes.confirm) {
    standing.verdict = PersonVerdict::kRejected;
    return standing;
  }
  if (votes.confirm > 0 && votes.reject > 0) {
    standing.verdict = PersonVerdict::kDisputed;
  } else {
    standing.verdict = standing.support.is_enough() ? PersonVerdict::kProvisional : PersonVerdict::kLead;
  }
  standing.lacks = standing.support.is_enough() || votes.all() > 0 ? missing_checks(rule.checks, votes)
                                                                   : standing.support.lacking;
  return standing;
}

}  // namespace byname
