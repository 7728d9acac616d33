// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "names/column_roles.hpp"

namespace byname {

/// What `byname columns` prints: per list a table of its columns (role and why, share filled, distinct
/// values), below it what could not be read, which words were taken as missing, what is used once, and how to
/// correct it.
std::string columns_text(const Input& input, const std::vector<ListReading>& readings);

/// The same as JSON: {"lists": [{"list", "files", "mentions", "rejected", "columns": [{...}]}]}.
nlohmann::ordered_json columns_json(const Input& input, const std::vector<ListReading>& readings);

}  // namespace byname
