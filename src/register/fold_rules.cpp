// SPDX-License-Identifier: Apache-2.0
#include "register/fold_rules.hpp"

#include "register/body_json.hpp"
#include "register/rule_versions.hpp"

namespace byname {

void RuleFold::apply(const Op& op, const std::vector<Body>& bodies) {
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (bodies[i].kind != body_kind::kRules || !bodies[i].bytes) continue;
    const std::optional<std::string> text = read_rules_body(*bodies[i].bytes);
    if (!text || !is_owner(op.author)) continue;
    database_.run(
        "INSERT OR IGNORE INTO rule VALUES (?1, (SELECT coalesce(max(version), 0) + 1 FROM rule), ?2, ?3, 1)",
        record_id_of(op, static_cast<std::int64_t>(i)), *text, op.id);
  }
}

bool RuleFold::is_owner(const AccountKey& author) {
  Rows rows = database_.query("SELECT role FROM account WHERE key = ?1", author);
  return rows.next() && account_role_from_name(rows.text(0)) == AccountRole::kOwner;
}

}  // namespace byname
