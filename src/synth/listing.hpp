// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/random.hpp"

namespace byname {

/// Decides who is on which list. A person has one propensity t ~ N(0, 1); the log odds of being on list k are
/// a_k + dependence t, with a_k set so that the share of the people on the list is its coverage.
class Listing {
 public:
  Listing(const std::vector<double>& coverages, double dependence);
  /// Lists that a person is on, as bits.
  std::uint32_t draw(RandomStream& random) const;

 private:
  double dependence_;
  std::vector<double> intercepts_;
};

}  // namespace byname
