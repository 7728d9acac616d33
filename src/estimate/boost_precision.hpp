// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/math/policies/policy.hpp>

namespace byname {

/// Policy for all functions of Boost.Math: in double. By itself it computes in long double, whose logarithms
/// and powers differ in the last bit from one make of processor to another; a chain of draws makes another
/// number of that.
using BoostPrecision = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

}  // namespace byname
