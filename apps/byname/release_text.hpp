// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "register/releasing.hpp"

namespace byname {

/// "  persons 21,402 -> 21,871   +489 added  -11 merged   (sum checked: +469)\n"
std::string difference_text(std::int64_t before, std::int64_t after, const std::vector<ReleaseRow>& rows);

/// Rows of a listing: person, reason, op. Of these at most `limit`: those who left first, each kind in the
/// order of the log.
nlohmann::ordered_json difference_rows(Database& database, const std::vector<ReleaseRow>& rows,
                                       std::size_t limit);

/// before, after, and how many rows have each reason.
nlohmann::ordered_json difference_json(std::int64_t before, std::int64_t after,
                                       const std::vector<ReleaseRow>& rows);

}  // namespace byname
