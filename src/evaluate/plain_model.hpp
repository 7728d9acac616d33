// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "expression/value_table.hpp"
#include "spec/splink_model.hpp"

namespace byname {

/// A model of the columns as they are, for when there is none: dates equal or one edit apart, texts equal or
/// of Jaro-Winkler .88 or more, short texts and all else equal. Not of the columns `left_out`, nor of those
/// that hold one value, hardly any, one of its own for each record, or long texts. m and u are to be fitted.
/// Throws DataError if fewer than two columns are left.
SplinkModel plain_model(const ValueTable& table, const std::string& link_type,
                        const std::vector<std::size_t>& left_out);

}  // namespace byname
