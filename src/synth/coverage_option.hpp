// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace byname {

/// Reads `--coverage 0.4,0.3,0.3`, one share a list. Throws UsageError on anything that is not a number.
std::vector<double> parse_coverage(const std::string& text);

/// Coverages for a number of lists where none are given: 0.45, 0.35, 0.3, then 0.3 again.
std::vector<double> default_coverage(int num_lists);

}  // namespace byname
