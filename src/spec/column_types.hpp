// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "spec/splink_model.hpp"

namespace byname {

/// Types of columns by name: "VARCHAR", "DOUBLE", "VARCHAR[]", "TIMESTAMP". A column that is not there is
/// text.
using ColumnTypes = std::map<std::string, std::string>;

/// What a model's conditions take columns for, since a file of text does not say: numbers where it computes
/// with them, lists where it asks for elements, times where it asks for their seconds or years.
ColumnTypes types_by_use(const SplinkModel& model);

/// Parses COLUMN=TYPE. Throws UsageError for a type that there is not.
std::pair<std::string, std::string> parse_column_type(const std::string& text);

}  // namespace byname
