// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "register/database.hpp"

namespace byname {

/// Gives the file of an older byname the tables that came later, filled from its log, which needs no change.
/// Throws as check_format() does. A file of this format is only read.
void bring_to_present_format(Database& database);

}  // namespace byname
