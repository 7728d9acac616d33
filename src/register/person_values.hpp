// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "register/database.hpp"

namespace byname {

/// Whose words count for a person's values.
enum class ValueZones {
  kOpen,  ///< all but sources, documents and values in the zone "sealed"
  kAll
};

/// What a person's mentions say of each role (of byname columns), one value a role: what people set last;
/// else, of what nobody denies, the spelling that most mentions have, of several the one held first. Roles
/// without a value are left out.
std::map<std::string, std::string> person_values(Database& database,
                                                 const std::vector<std::int64_t>& mentions, ValueZones zones);

/// Whether a source is sealed.
bool is_sealed_source(Database& database, std::string_view label);

}  // namespace byname
