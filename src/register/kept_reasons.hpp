// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "register/database.hpp"
#include "register/op.hpp"

namespace byname {

/// Whether why an op was made is kept from an account: somebody else's decision on a person whom the account
/// has not decided on yet (PersonStanding::is_blind_for). What was decided of many at once is no look at one
/// person, so its reason is no secret.
bool is_reason_kept(Database& database, const Op& op, const AccountKey& viewer);

}  // namespace byname
