// SPDX-License-Identifier: Apache-2.0
#include "register/as_of.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_set>

#include "base/error.hpp"
#include "register/fold.hpp"
#include "register/op_log.hpp"
#include "register/releases.hpp"
#include "register/undoing.hpp"

namespace byname {

// Views of the log that hold the op, all its ancestors, and no other op. A rebuild takes erased bodies away;
// they are gone already, so that is nothing here.
AsOf::AsOf(Database& database, const std::vector<OpId>& ops) : database_(database) {
  database.execute("CREATE TEMP TABLE known_op(id BLOB PRIMARY KEY) WITHOUT ROWID;");
  for (const OpId& op : ops) {
    if (database.number("SELECT 1 FROM temp.known_op WHERE id = ?1", 0, op) != 0) continue;
    database.run(
        "WITH RECURSIVE known(id) AS (SELECT ?1 UNION SELECT parent FROM main.op_parent JOIN known ON op = "
        "id) "
        "INSERT OR IGNORE INTO temp.known_op SELECT id FROM known",
        op);
  }
  database.execute(
      "CREATE TEMP VIEW op AS SELECT * FROM main.op WHERE id IN (SELECT id FROM temp.known_op);"
      "CREATE TEMP VIEW op_parent AS SELECT * FROM main.op_parent WHERE op IN (SELECT id FROM temp.known_op);"
      "CREATE TEMP VIEW body AS SELECT * FROM main.body WHERE op IN (SELECT id FROM temp.known_op);"
      "CREATE TEMP TRIGGER body_stays INSTEAD OF UPDATE ON body BEGIN SELECT 1; END;");
  tables_.emplace(database);
  Fold(database).compute_all();
  tables_->make_indexes();
}

AsOf::~AsOf() {
  try {
    tables_.reset();
    database_.execute(
        "DROP TRIGGER temp.body_stays; DROP VIEW temp.body; DROP VIEW temp.op_parent; DROP VIEW temp.op; "
        "DROP TABLE temp.known_op;");
  } catch (const std::exception&) {  // they go with the connection at the latest
  }
}

std::vector<OpId> ops_known(Database& database, std::string_view release_or_time) {
  for (const Release& release : releases_in(database)) {
    if (release.name == release_or_time) return {release.op};
  }
  std::int64_t until = 0;
  try {
    until = read_moment(std::string(release_or_time));
  } catch (const UserError&) {
    throw UserError(fmt::format("{} is neither a release nor a time such as 2025-03-01. See: byname releases",
                                release_or_time));
  }
  std::vector<OpId> known;
  std::unordered_set<OpId> are_known;
  OpLog(database).visit_ops([&](const Op& op) {
    const bool follows_known = std::all_of(op.parents.begin(), op.parents.end(),
                                           [&](const OpId& parent) { return are_known.contains(parent); });
    if (op.time > until || !follows_known) return;
    known.push_back(op.id);
    are_known.insert(op.id);
  });
  if (known.empty())
    throw UserError(fmt::format("nothing was known at {}: the register is younger.", release_or_time));
  std::reverse(known.begin(), known.end());  // whoever follows others first
  return known;
}

}  // namespace byname
