// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "spec/model_spec.hpp"

namespace byname {

/// Makes the levels of a comparison over `column`, null level first, strongest next, "else" last, not
/// trained. `swap_partner` (given names beside family names): adds the level of swapped given and family
/// name; else empty. The sql_condition of a level is DuckDB SQL where SQL can say it, else one of byname's
/// enum-valued functions.
std::vector<LevelSpec> make_levels(ComparisonKind kind, const std::string& column,
                                   const std::string& swap_partner, Role role);

/// Label of the level in which given and family name are swapped; it replaces both comparisons.
inline constexpr const char* kSwappedLabel = "given and family name swapped";

}  // namespace byname
