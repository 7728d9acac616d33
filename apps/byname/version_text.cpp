// SPDX-License-Identifier: Apache-2.0
#include "version_text.hpp"

#include <duckdb.h>
#include <fmt/format.h>

#include "base/machine.hpp"
#include "base/version.hpp"
#include "byname_commit.hpp"

namespace byname {

std::string version_text() {
  return fmt::format("byname {}\ncommit {}\nprocessor {}\nDuckDB {}\n", program_version(), kCommit,
                     simd_level(), duckdb_library_version());
}

}  // namespace byname
