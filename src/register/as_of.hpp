// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "register/rebuilt_tables.hpp"

namespace byname {

/// The register as it was after some ops and all that came before them: while this lives, the log and the
/// derived tables are read by their names as they were then, computed anew in memory. Bodies that were erased
/// since are gone all the same. Call it within a transaction, while no query runs; nothing may be written.
class AsOf {
 public:
  AsOf(Database& database, const std::vector<OpId>& ops);
  AsOf(const AsOf&) = delete;
  AsOf& operator=(const AsOf&) = delete;
  ~AsOf();

 private:
  Database& database_;
  std::optional<RebuiltTables> tables_;
};

/// The ops that were known at a release, by its name; or at a time ("2025-03-01", "2025-03-01 14:05", in
/// universal time, as the authors' clocks claim): those made until then, with all that they follow made until
/// then, too. Throws UserError if the text is neither, or nothing was known then.
std::vector<OpId> ops_known(Database& database, std::string_view release_or_time);

}  // namespace byname
