// SPDX-License-Identifier: Apache-2.0
#include "register/rule_trial.hpp"

namespace byname {

namespace {

// A document goes back to its origin; a row of a list, to the list.
constexpr std::string_view kColumns =
    "SELECT p.person, coalesce(s.kind, ''), m.list, coalesce(s.owner, ''), "
    "CASE WHEN i.origin IS NULL THEN 'list ' || m.list ELSE 'item ' || hex(i.origin) END "
    "FROM person_mention p JOIN mention m ON m.number = p.mention LEFT JOIN source s ON s.label = m.list "
    "LEFT JOIN item i ON i.id = m.item WHERE m.active";

Evidence evidence_in(const Rows& rows) { return {rows.text(1), rows.text(2), rows.text(3), rows.text(4)}; }

}  // namespace

void visit_evidence(Database& database,
                    const std::function<void(const std::string&, const std::vector<Evidence>&)>& visit) {
  std::string person;
  std::vector<Evidence> evidence;
  Rows rows = database.query(std::string(kColumns) + " ORDER BY p.person, m.number");
  while (rows.next()) {
    if (rows.text(0) != person) {
      if (!evidence.empty()) visit(person, evidence);
      person = rows.text(0);
      evidence.clear();
    }
    evidence.push_back(evidence_in(rows));
  }
  if (!evidence.empty()) visit(person, evidence);
}

std::vector<Evidence> evidence_of(Database& database, const std::string& person) {
  std::vector<Evidence> evidence;
  Rows rows = database.query(std::string(kColumns) + " AND p.person = ?1 ORDER BY m.number", person);
  while (rows.next()) evidence.push_back(evidence_in(rows));
  return evidence;
}

RuleTrial try_rules(Database& database, const ConfirmRule& held, const ConfirmRule& tried,
                    std::size_t limit) {
  RuleTrial trial;
  visit_evidence(database, [&](const std::string& id, const std::vector<Evidence>& evidence) {
    TriedPerson person{id, held.support_of(evidence), tried.support_of(evidence)};
    if (person.before.is_enough() == person.after.is_enough()) {
      ++(person.after.is_enough() ? trial.num_stay : trial.num_without);
      return;
    }
    if (person.after.is_enough()) {
      ++trial.num_gain;
      ++trial.gained[person.after.clause];
    } else {
      ++trial.num_lose;
      ++trial.lost[person.after.lacking];
    }
    if (trial.persons.size() < limit) trial.persons.push_back(std::move(person));
  });
  return trial;
}

}  // namespace byname
