// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "register/rebuilt_tables.hpp"

namespace byname {

/// The register as it was after an op and all that came before it: while this lives, the log and the derived
/// tables are read by their names as they were then, computed anew in memory. Bodies that were erased since
/// are gone all the same. Call it within a transaction, while no query runs; nothing may be written.
class AsOf {
 public:
  AsOf(Database& database, const OpId& op);
  AsOf(const AsOf&) = delete;
  AsOf& operator=(const AsOf&) = delete;
  ~AsOf();

 private:
  Database& database_;
  std::optional<RebuiltTables> tables_;
};

}  // namespace byname
