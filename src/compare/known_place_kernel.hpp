// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "compare/comparison_kernel.hpp"

namespace byname {

/// Kernel of a column of places that the gazetteer has read (place_text()), of which `role` is kPlace or
/// kRegion. Gammas: 0 other, 1 same region, 2 one inside the other, 3 one slip, 4 same. Equal texts that say
/// a region only are the same of a region, not of a place.
std::unique_ptr<ComparisonKernel> make_known_place_kernel(const TextColumn& column, Role role);

}  // namespace byname
