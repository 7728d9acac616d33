// SPDX-License-Identifier: Apache-2.0
#include "model/score_table.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace byname {
namespace {

TEST(LogOnePlusExpMinus, EqualsTheLibraryFunctions) {
  const LogOnePlusExpMinus fast;
  for (int i = 0; i <= 45000; ++i) {
    const double x = i * 0.001;
    EXPECT_NEAR(fast(x), std::log1p(std::exp(-x)), 1e-10) << x;
  }
  EXPECT_EQ(fast(1e300), 0);
  EXPECT_EQ(fast(std::numeric_limits<double>::infinity()), 0);
}

}  // namespace
}  // namespace byname
