// SPDX-License-Identifier: Apache-2.0
#include "register/fold_decisions.hpp"

#include <algorithm>
#include <utility>

namespace byname {

// Tables in the order of ids take rows in that order in a fraction of the time, and an op may hold a decision
// on everybody.
void DecisionFold::apply(const Op& op, const std::vector<Body>& bodies) {
  std::vector<Decision> decisions;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (!bodies[i].bytes) continue;
    const auto ordinal = static_cast<std::int64_t>(i);
    if (bodies[i].kind == body_kind::kDecision) {
      if (auto decision = read_decision_body(*bodies[i].bytes))
        decisions.push_back({record_id_of(op, ordinal), ordinal, std::move(*decision)});
    } else if (bodies[i].kind == body_kind::kAudit) {
      if (const auto audit = read_audit_body(*bodies[i].bytes))
        database_.run("INSERT OR IGNORE INTO audit VALUES (?1, ?2, ?3, ?4, ?5, 1)", record_id_of(op, ordinal),
                      audit->population, audit->checked, audit->wrong, op.id);
    }
  }
  std::sort(decisions.begin(), decisions.end(),
            [](const Decision& a, const Decision& b) { return a.id < b.id; });
  for (const Decision& decision : decisions) insert(op, decision);
}

void DecisionFold::insert(const Op& op, const Decision& decision) {
  const DecisionBody& body = decision.body;
  database_.run("INSERT OR IGNORE INTO decision VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)", decision.id,
                op.author, name_of(body.verdict), body.rules, body.bulk, op.id, decision.ordinal);
  for (const SeenMention& seen : body.seen) {
    const std::int64_t mention = numbers_.ever(seen.mention);
    if (mention != 0)
      database_.run("INSERT OR IGNORE INTO decision_mention VALUES (?1, ?2, ?3)", decision.id, mention,
                    seen.said);
  }
}

}  // namespace byname
