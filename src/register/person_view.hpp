// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "register/database.hpp"

namespace byname {

/// All that the register holds of the person whose id, held or former, begins as typed: who and by which
/// mentions, what was said of it by people, or what became of it. nullopt if the text is no id of a person.
/// Throws UserError if it is of several.
std::optional<nlohmann::ordered_json> person_view(Database& database, std::string_view typed);

}  // namespace byname
