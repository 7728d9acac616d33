// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "register/account_secret.hpp"
#include "register/record_name.hpp"

namespace byname {

/// All that the register holds of one record, as an object: texts as stored, ids as LIST:KEY or digits. What
/// is empty is left out, and why somebody decided where that is kept from the account `viewer`.
nlohmann::ordered_json record_view(Database& database, const NamedRecord& record, const AccountKey& viewer);

}  // namespace byname
