// SPDX-License-Identifier: Apache-2.0
#include "register/migration.hpp"

#include "register/fold.hpp"
#include "register/schema.hpp"

namespace byname {

// No log of format 1 holds rules, decisions, releases or events (its lists had no role for them), so their
// tables are right when they are empty. What links were before they were retracted is computed from the log.
void bring_to_present_format(Database& database) {
  if (check_format(database) == kRegisterFormat) return;
  WriteTransaction transaction(database);
  const std::int64_t format = check_format(database);  // another program may have been quicker
  if (format < kRegisterFormat) {
    add_tables_since(database, format);
    if (database.number("SELECT EXISTS (SELECT 1 FROM retraction)", 0) != 0) Fold(database).rebuild();
  }
  transaction.commit();
}

}  // namespace byname
