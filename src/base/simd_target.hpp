// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace byname {

/// The levels of vector kernels that this processor can run, the best last; the first is "plain", which is
/// kernels without vector instructions.
std::vector<std::string> simd_targets();

/// The level that kernels are taken from: the best, or that which the environment variable BYNAME_SIMD names,
/// for tests. Throws UserError for a level that the processor does not have.
const std::string& chosen_simd_target();

/// Highway's number of a level of simd_targets(); 0 for "plain". Throws UserError for any other.
std::int64_t highway_target(const std::string& level);

/// Makes Highway dispatch to one target until the end of the scope. Not for two threads at once.
class ForcedHighwayTarget {
 public:
  explicit ForcedHighwayTarget(std::int64_t target);
  ~ForcedHighwayTarget();
  ForcedHighwayTarget(const ForcedHighwayTarget&) = delete;
  ForcedHighwayTarget& operator=(const ForcedHighwayTarget&) = delete;
};

}  // namespace byname
