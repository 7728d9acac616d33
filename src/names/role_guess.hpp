// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "names/column_profile.hpp"
#include "names/role.hpp"

namespace byname {

/// The role of one column seen for itself.
struct RoleGuess {
  Role role = Role::kText;
  std::string why;
  double confidence = 0;  ///< 0..1
};

/// Guesses from the header, checked against the contents; from the contents alone where the header says
/// nothing. The contents overrule the header only where its role is impossible (a date column without a
/// date).
RoleGuess guess_role(std::string_view header, const ColumnProfile& profile);

}  // namespace byname
