// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "register/database.hpp"
#include "rules/confirm_rule.hpp"
#include "rules/standing.hpp"

namespace byname {

/// A person for whom other rules say something else.
struct TriedPerson {
  std::string id;
  EvidenceSupport before;
  EvidenceSupport after;
};

/// For how many persons the evidence is enough under the rules that hold, and would be under others.
struct RuleTrial {
  std::int64_t num_stay = 0;                   ///< enough, and would be
  std::int64_t num_lose = 0;                   ///< enough, and would not be
  std::int64_t num_gain = 0;                   ///< not enough, and would be
  std::int64_t num_without = 0;                ///< not enough, and would not be
  std::map<std::string, std::int64_t> lost;    ///< what those who lose would lack, and how many lack it
  std::map<std::string, std::int64_t> gained;  ///< by the clause that would hold
  /// By where a person stands and would stand: how many.
  std::map<std::pair<PersonVerdict, PersonVerdict>, std::int64_t> verdicts;
  std::vector<TriedPerson> persons;  ///< who would lose or gain, by id, at most `limit`
};
RuleTrial try_rules(Database& database, const ConfirmRule& held, const ConfirmRule& tried, std::size_t limit);
}  // namespace byname
