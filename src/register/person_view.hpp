// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "register/database.hpp"

namespace byname {

/// All that the register holds of the person whose id, held or former, begins as typed: who and by which
/// mentions, what was said of it by people, or what became of it. False if the text is no id of a person.
/// Throws UserError if it is of several.
bool person_view(Database& database, std::string_view typed, nlohmann::ordered_json& view);

}  // namespace byname
