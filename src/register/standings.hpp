// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "register/account_secret.hpp"
#include "register/database.hpp"
#include "register/person_evidence.hpp"
#include "rules/standing.hpp"

namespace byname {

/// The last decision of an account on a person: on any mention that the person has now.
struct HeldDecision {
  RecordId id;
  OpId op;
  AccountKey author;
  DecisionVerdict verdict = DecisionVerdict::kUnsure;
  std::string bulk;
  std::vector<std::int64_t> seen;  ///< mentions of this person that its author saw, ascending
  std::size_t num_gone = 0;        ///< mentions that its author saw and that are not this person's now
  bool has_changed = false;        ///< a row that its author saw says something else now

  /// Whether its author saw just what the person has now.
  bool is_up_to_date(const std::vector<HeldEvidence>& evidence) const {
    return !has_changed && num_gone == 0 && seen.size() == evidence.size();
  }
};

/// Where a person stands, and why.
struct PersonStanding {
  std::string person;
  Standing standing;
  std::vector<HeldDecision> decisions;  ///< in the order of the log; at most one an account
  std::vector<HeldEvidence> evidence;
  bool is_hidden = false;
  bool is_published = false;  ///< in the last release that says anything of the id

  /// standing.verdict; but who was published and is not confirmed any more is disputed until that is decided.
  PersonVerdict verdict() const;
  bool is_leaving() const;  ///< disputed for that reason

  /// Where the person would stand under another rule.
  Standing standing_under(const ConfirmRule& rule) const;
  /// nullptr: it has not decided.
  const HeldDecision* decision_of(const AccountKey& account) const;
  /// Whether what others decided is kept from this account: until it has decided, too, or all is settled.
  bool is_blind_for(const AccountKey& account) const;
  /// Whether somebody decided, and nobody has since evidence went, came or changed.
  bool has_moved() const;
  /// Why the person may not be published, in words; empty: it may.
  std::string unpublishable_for() const;
};

/// All persons that are held, by id.
void visit_standings(Database& database, const ConfirmRule& rule,
                     const std::function<void(const PersonStanding&)>& visit);
/// Only those with a decision, active or not, in the order of the log.
std::vector<PersonStanding> decided_persons(Database& database, const ConfirmRule& rule);
PersonStanding standing_of_person(Database& database, const ConfirmRule& rule, const std::string& person);

}  // namespace byname
