// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "register/releasing.hpp"

namespace byname {

/// In what two releases differ.
struct ReleaseDiff {
  std::int64_t before = 0;
  std::int64_t after = 0;
  std::vector<ReleaseRow> rows;  ///< by id; each with the last reason that holds between the two
};

/// From an earlier release to a later one that goes back to it. Throws UserError if it does not, DataError if
/// the sum does not hold.
ReleaseDiff diff_of_releases(Database& database, const Release& before, const Release& after);

}  // namespace byname
