// SPDX-License-Identifier: Apache-2.0
#include "estimate/capture_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace byname {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(CaptureTable, CountsPersonsByPatternAndByNumberOfLists) {
  const CaptureTable table = make_capture_table(3, {{1, 10}, {2, 20}, {4, 5}, {3, 4}, {7, 1}});
  EXPECT_EQ(table.total, 40);
  EXPECT_THAT(table.counts, ElementsAre(0, 10, 20, 4, 5, 0, 0, 1));
  EXPECT_THAT(table.captured_exactly, ElementsAre(0, 35, 4, 1));
  EXPECT_THAT(table.empty_pairs, IsEmpty());  // the one person on all three lists is on every pair
}

TEST(CaptureTable, KnowsThePairsWithoutOverlap) {
  EXPECT_THAT(make_capture_table(3, {{1, 40}, {2, 30}, {4, 20}, {3, 6}}).empty_pairs, ElementsAre(5u, 6u));
}

TEST(CaptureTable, RefusesWhatIsNoOverlap) {
  EXPECT_THROW(make_capture_table(2, {{0, 1}}), InternalError);
  EXPECT_THROW(make_capture_table(2, {{4, 1}}), InternalError);
  EXPECT_THROW(make_capture_table(2, {{1, -1}}), InternalError);
  EXPECT_THROW(make_capture_table(17, {}), InternalError);
}

TEST(CaptureTable, SumsOverSupersetsAndSubsets) {
  std::vector<double> cells = {1, 2, 4, 8};
  sum_over_supersets(cells, 2);
  EXPECT_THAT(cells, ElementsAre(15, 10, 12, 8));
  cells = {1, 2, 4, 8};
  sum_over_subsets(cells, 2);
  EXPECT_THAT(cells, ElementsAre(1, 3, 5, 15));
}

TEST(CaptureTable, ListsPairsAscending) { EXPECT_THAT(pairs_of_lists(3), ElementsAre(3u, 5u, 6u)); }

}  // namespace
}  // namespace byname
