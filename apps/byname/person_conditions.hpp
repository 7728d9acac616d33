// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "option_table.hpp"
#include "register/person_list.hpp"

namespace byname {

/// --where, which may be given again.
void add_person_conditions(OptionTable& table, std::vector<std::string>& conditions);

/// Reads ROLE=TEXT, source=LABEL, verdict=V, checks=N, publishable=yes|no. Throws UsageError.
PersonFilter filter_of(const std::vector<std::string>& conditions, bool with_hidden);

}  // namespace byname
