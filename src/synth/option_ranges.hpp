// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace byname {

/// Each throws UsageError where an option of a world is out of its range.
void check_num_people(std::int64_t num_people);
void check_coverage(const std::vector<double>& coverage);
/// `option` is without its hyphens; 0 <= value <= most.
void check_share(std::string_view option, double value, double most);

}  // namespace byname
