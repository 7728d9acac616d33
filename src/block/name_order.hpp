// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "spec/record_names.hpp"

namespace byname {

/// The ranks of splink_order(), for records of which only the names are at hand. Throws DataError likewise.
std::vector<std::uint32_t> splink_ranks(const RecordNames& names, const std::string& link_type,
                                        bool ids_are_numbers);

}  // namespace byname
