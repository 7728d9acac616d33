// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/random.hpp"
#include "estimate/capture_table.hpp"

namespace byname {

/// A table of as many persons, each with the pattern of a person drawn from `table`.
CaptureTable resample(const CaptureTable& table, RandomStream& random);

/// The estimate with one person of a pattern left out, and how many persons have it.
struct LeftOut {
  double estimate = 0;
  double persons = 0;
};

/// The 2.5 % and 97.5 % limits from bootstrap values, corrected for bias and acceleration (BCa, Efron 1987,
/// JASA 82, equations 2.3 and 6.6). `values` may be in any order and not be empty.
std::pair<double, double> bca_limits(std::vector<double> values, double estimate,
                                     const std::vector<LeftOut>& left_out);

}  // namespace byname
