// SPDX-License-Identifier: Apache-2.0
#include "register/as_of.hpp"

#include "register/fold.hpp"

namespace byname {

// Views of the log that hold the op, all its ancestors, and no other op. A rebuild takes erased bodies away;
// they are gone already, so that is nothing here.
AsOf::AsOf(Database& database, const OpId& op) : database_(database) {
  database.execute("CREATE TEMP TABLE known_op(id BLOB PRIMARY KEY) WITHOUT ROWID;");
  database.run(
      "WITH RECURSIVE known(id) AS (SELECT ?1 UNION SELECT parent FROM main.op_parent JOIN known ON op = id) "
      "INSERT INTO temp.known_op SELECT id FROM known",
      op);
  database.execute(
      "CREATE TEMP VIEW op AS SELECT * FROM main.op WHERE id IN (SELECT id FROM temp.known_op);"
      "CREATE TEMP VIEW op_parent AS SELECT * FROM main.op_parent WHERE op IN (SELECT id FROM temp.known_op);"
      "CREATE TEMP VIEW body AS SELECT * FROM main.body WHERE op IN (SELECT id FROM temp.known_op);"
      "CREATE TEMP TRIGGER body_stays INSTEAD OF UPDATE ON body BEGIN SELECT 1; END;");
  tables_.emplace(database);
  Fold(database).compute_all();
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

}  // namespace byname
