// SPDX-License-Identifier: Apache-2.0
#include "register/rule_trial.hpp"

#include "register/standings.hpp"

namespace byname {

RuleTrial try_rules(Database& database, const ConfirmRule& held, const ConfirmRule& tried,
                    std::size_t limit) {
  RuleTrial trial;
  visit_standings(database, held, [&](const PersonStanding& before) {
    const Standing after = before.standing_under(tried);
    ++trial.verdicts[{before.standing.verdict, after.verdict}];
    TriedPerson person{before.person, before.standing.support, after.support};
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
