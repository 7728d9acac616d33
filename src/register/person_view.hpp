// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "register/account_secret.hpp"
#include "register/database.hpp"

namespace byname {

/// All that the register holds of the person whose id, held or former, begins as typed: who and by which
/// mentions, what was said and decided of it by people, or what became of it; what others decided only as far
/// as the account `viewer` may know it (PersonStanding::is_blind_for). False if the text is no id of a
/// person. Throws UserError if it is of several.
bool person_view(Database& database, std::string_view typed, const AccountKey& viewer,
                 nlohmann::ordered_json& view);

}  // namespace byname
