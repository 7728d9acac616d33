// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "expression/expression.hpp"

namespace byname {

/// The columns that an expression names, in small letters, without the side: "first_name_l" and l.first_name
/// are first_name.
std::set<std::string> columns_used(const Expression& expression);

/// The columns whose plain equality the expression is: a_l = a_r, or several joined by AND. Empty if it is
/// more or else.
std::set<std::string> columns_equated(const Expression& expression);

}  // namespace byname
