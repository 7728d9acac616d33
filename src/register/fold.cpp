// SPDX-License-Identifier: Apache-2.0
#include "register/fold.hpp"

#include <fmt/format.h>

#include "register/body_json.hpp"
#include "register/digest.hpp"
#include "register/op_log.hpp"
#include "register/schema.hpp"

namespace byname {

void Fold::apply(const Op& op, const std::vector<Body>& bodies) {
  for (const Body& body : bodies) {
    if (!body.bytes) continue;
    if (body.kind == body_kind::kAccount) apply_account(op, *body.bytes);
    if (body.kind == body_kind::kRevocation) apply_revocation(op, *body.bytes);
  }
  evidence_.apply(op, bodies);
}

// The first that adds a key counts.
void Fold::apply_account(const Op& op, const std::string& json) {
  const std::optional<AccountBody> account = read_account_body(json);
  if (!account) return;
  database_.run("INSERT OR IGNORE INTO account VALUES (?1, ?2, ?3, ?4, ?5, NULL)", account->key, account->box,
                account->pseudonym, name_of(account->role), op.id);
}

void Fold::apply_revocation(const Op& op, const std::string& json) {
  const std::optional<AccountKey> account = read_revocation_body(json);
  if (!account) return;
  database_.run("UPDATE account SET revoked_op = ?2 WHERE key = ?1 AND revoked_op IS NULL", *account, op.id);
}

void Fold::rebuild() {
  for (const DerivedTable& table : derived_tables())
    database_.execute(fmt::format("DELETE FROM {}", table.name));
  evidence_.begin_rebuild();
  OpLog log(database_);
  log.visit_ops([&](const Op& op) { apply(op, log.bodies_of(op.id)); });
}

Hash digest_of_derived_tables(Database& database) {
  Digest digest("derived tables");
  for (const DerivedTable& table : derived_tables()) {
    digest.add(table.name);
    Rows rows = database.query(fmt::format("SELECT * FROM {} ORDER BY {}", table.name, table.order));
    while (rows.next()) {
      for (int column = 0; column < rows.num_columns(); ++column) {
        digest.add(std::uint64_t{rows.is_null(column)}).add(rows.bytes(column));
      }
    }
  }
  return digest.finish<Hash>();
}

}  // namespace byname
