// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "spec/splink_model.hpp"

namespace byname {

/// The columns that a model's conditions, rules and term frequencies read, in small letters. Throws DataError
/// naming what cannot be parsed.
std::set<std::string> columns_of_model(const SplinkModel& model);

/// The same of one rule.
std::set<std::string> columns_of_rule(const SplinkRule& rule, const std::string& what);

/// A name in small letters (ASCII), as columns are told apart.
std::string small_letters(const std::string& name);

}  // namespace byname
