// SPDX-License-Identifier: Apache-2.0
#include "register/fold_decisions.hpp"

#include "register/fold_evidence.hpp"

namespace byname {

void DecisionFold::apply(const Op& op, const std::vector<Body>& bodies) {
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (!bodies[i].bytes) continue;
    const auto ordinal = static_cast<std::int64_t>(i);
    if (bodies[i].kind == body_kind::kDecision) {
      if (const auto decision = read_decision_body(*bodies[i].bytes)) apply_decision(op, ordinal, *decision);
    } else if (bodies[i].kind == body_kind::kAudit) {
      if (const auto audit = read_audit_body(*bodies[i].bytes))
        database_.run("INSERT OR IGNORE INTO audit VALUES (?1, ?2, ?3, ?4, ?5, 1)", record_id_of(op, ordinal),
                      audit->population, audit->checked, audit->wrong, op.id);
    }
  }
}

void DecisionFold::apply_decision(const Op& op, std::int64_t ordinal, const DecisionBody& body) {
  const RecordId id = record_id_of(op, ordinal);
  database_.run("INSERT OR IGNORE INTO decision VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)", id, op.author,
                name_of(body.verdict), body.rules, body.bulk, op.id, ordinal);
  for (const SeenMention& seen : body.seen) {
    const std::int64_t mention = number_ever(database_, seen.mention);
    if (mention != 0)
      database_.run("INSERT OR IGNORE INTO decision_mention VALUES (?1, ?2, ?3)", id, mention, seen.said);
  }
}

}  // namespace byname
