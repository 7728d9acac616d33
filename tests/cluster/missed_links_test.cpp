// SPDX-License-Identifier: Apache-2.0
#include "cluster/missed_links.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace byname {
namespace {

/// Draws of 1,000 persons, 100 of them on both lists.
std::vector<PartitionDraw> equal_draws(std::size_t num_draws) {
  PartitionDraw draw;
  draw.num_persons = 1000;
  draw.overlap = {{1u, 500}, {2u, 400}, {3u, 100}};
  return std::vector<PartitionDraw>(num_draws, draw);
}

HiddenLinkOptions options_with(std::int64_t barred) {
  HiddenLinkOptions options;
  options.is_unique = {false, false};
  options.num_records = 1100;
  options.barred = barred;
  return options;
}

TEST(HiddenLinks, JoinAnyShareOfWhatOnlyARuleBars) {
  std::vector<PartitionDraw> without = equal_draws(400);
  add_hidden_links(without, {0, 900, 100}, options_with(0), ExecutionContext{});
  std::vector<PartitionDraw> with = equal_draws(400);
  const HiddenLinkVariance variance =
      add_hidden_links(with, {0, 900, 100}, options_with(60), ExecutionContext{});
  std::int64_t least = 60, most = 0, sum = 0;
  for (std::size_t d = 0; d < with.size(); ++d) {
    const std::int64_t joins = without[d].num_persons - with[d].num_persons;
    least = std::min(least, joins);
    most = std::max(most, joins);
    sum += joins;
    std::int64_t persons = 0;
    for (const auto& [pattern, count] : with[d].overlap) persons += count;
    ASSERT_EQ(persons, with[d].num_persons);
  }
  EXPECT_LE(least, 3);  // a share near 0, and one near 1
  EXPECT_GE(most, 57);
  EXPECT_NEAR(static_cast<double>(sum) / 400, 30, 3.6);  // four standard errors of uniform shares
  EXPECT_GT(variance.barred, 200);                       // 60^2 / 12 = 300
  EXPECT_EQ(variance.missed, 0);
}

}  // namespace
}  // namespace byname
