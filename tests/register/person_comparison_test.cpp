// SPDX-License-Identifier: Apache-2.0
#include "register/person_comparison.hpp"

#include <gtest/gtest.h>
#include <vector>

namespace byname {
namespace {

PersonComparison compared(const std::vector<std::int64_t>& before, const std::vector<std::uint32_t>& now) {
  return compare_persons(before, now);
}

TEST(PersonComparison, CountsWhoWasJoinedAndDivided) {
  const PersonComparison none = compared({}, {});
  EXPECT_EQ(none.num_joined + none.num_divided + none.num_now, 0u);
  const PersonComparison same = compared({7, 7, 8}, {1, 1, 0});
  EXPECT_EQ(same.num_joined + same.num_divided, 0u);
  EXPECT_EQ(same.num_now, 2u);
  const PersonComparison joined = compared({1, 2, 3}, {5, 5, 5});
  EXPECT_EQ(joined.num_joined, 2u);
  EXPECT_EQ(joined.num_divided, 0u);
  const PersonComparison divided = compared({4, 4, 4}, {0, 1, 2});
  EXPECT_EQ(divided.num_joined, 0u);
  EXPECT_EQ(divided.num_divided, 1u);
  EXPECT_EQ(divided.num_now, 3u);
  const PersonComparison moved = compared({1, 1, 2}, {0, 1, 1});  // one mention changed its person
  EXPECT_EQ(moved.num_joined, 1u);
  EXPECT_EQ(moved.num_divided, 1u);
}

}  // namespace
}  // namespace byname
