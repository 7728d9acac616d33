// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/confirm_rule.hpp"

namespace byname {

/// What somebody decides of a person.
enum class DecisionVerdict { kConfirmed, kRejected, kUnsure };
std::string_view name_of(DecisionVerdict verdict);
std::optional<DecisionVerdict> decision_verdict_from_name(std::string_view name);

/// The last decision of one account on a person.
struct Check {
  DecisionVerdict verdict = DecisionVerdict::kUnsure;
  /// Of the evidence that its author saw, what counts still and is this person's still.
  std::vector<Evidence> seen;
};

/// Where a person stands.
enum class PersonVerdict {
  kLead,         ///< the evidence is not enough, or nobody looked at it
  kProvisional,  ///< the evidence is enough; checks are missing
  kConfirmed,
  kDisputed,  ///< checks contradict each other, and no majority settles it
  kRejected
};
std::string_view name_of(PersonVerdict verdict);
std::optional<PersonVerdict> verdict_from_name(std::string_view name);
inline constexpr std::array<PersonVerdict, 5> kVerdicts = {
    PersonVerdict::kConfirmed, PersonVerdict::kProvisional, PersonVerdict::kLead, PersonVerdict::kDisputed,
    PersonVerdict::kRejected};

/// What follows for a person from the evidence, the checks and the rule.
struct Standing {
  PersonVerdict verdict = PersonVerdict::kLead;
  std::size_t checks = 0;      ///< accounts whose decision holds
  std::size_t num_fallen = 0;  ///< decisions that hold no more: what was seen is gone, or confirms no longer
  EvidenceSupport support;     ///< of all evidence
  /// What is missing until somebody can say more, in words; empty if confirmed or rejected.
  std::string lacks;
};

/// A confirmation holds while what its author saw is enough by itself; a rejection and an "unsure" hold while
/// anything that its author saw is left. So evidence that is added moves no decision, and evidence that goes
/// moves those that rested on it. A person is confirmed (rejected) if as many accounts as the rule asks for
/// confirm (reject), and more than reject (confirm). The order of the checks does not matter.
Standing standing_of(const ConfirmRule& rule, const std::vector<Evidence>& evidence,
                     const std::vector<Check>& checks);

}  // namespace byname
