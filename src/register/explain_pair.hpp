// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evaluate/explain.hpp"
#include "register/database.hpp"
#include "register/record_name.hpp"

namespace byname {

/// Why two held mentions are, or are not, one person by the register's model. Judgements are not looked at.
/// Throws UserError where there is no model yet, or a mention names nobody.
Explanation explain_held_pair(Database& database, const NamedRecord& left, const NamedRecord& right,
                              const ExecutionContext& context);

}  // namespace byname
