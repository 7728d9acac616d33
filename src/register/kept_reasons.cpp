// SPDX-License-Identifier: Apache-2.0
#include "register/kept_reasons.hpp"

#include <algorithm>

#include "register/rule_versions.hpp"
#include "register/standings.hpp"

namespace byname {

bool is_reason_kept(Database& database, const Op& op, const AccountKey& viewer) {
  if (op.author == viewer) return false;
  std::vector<std::string> persons;
  {
    Rows rows = database.query(
        "SELECT DISTINCT p.person FROM decision d JOIN decision_mention x ON x.decision = d.id JOIN "
        "person_mention p ON p.mention = x.mention WHERE d.op = ?1 AND d.bulk = '' ORDER BY 1",
        op.id);
    while (rows.next()) persons.push_back(rows.text(0));
  }
  if (persons.empty()) return false;
  const ConfirmRule rule = rules_in_force(database).read().confirm;
  return std::any_of(persons.begin(), persons.end(), [&](const std::string& person) {
    return standing_of_person(database, rule, person).is_blind_for(viewer);
  });
}

}  // namespace byname
