// SPDX-License-Identifier: Apache-2.0
// Published tables with the answers that the established packages give: see ../shared/data/mse.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "estimate/count_estimate.hpp"
#include "reference_tables.hpp"

namespace byname {
namespace {

UnseenEstimate estimate_of(const ReferenceTable& table) {
  return estimate_unseen(table.num_lists, table.overlap, {}, ExecutionContext{});
}

const ModelEstimate& model_of(const UnseenEstimate& result, std::string_view variant) {
  for (const ModelEstimate& model : result.models) {
    if (model.variant == variant) return model;
  }
  throw std::out_of_range(std::string(variant));
}

double diagnostic(const ModelEstimate& model, std::string_view name) {
  for (const auto& [key, value] : model.diagnostics) {
    if (key == name) return value;
  }
  return std::nan("");
}

void expect_interval(const Interval& interval, double estimate, double low, double high) {
  EXPECT_NEAR(interval.estimate, estimate, 0.001 * estimate);
  EXPECT_NEAR(interval.low, low, 0.02 * low);
  EXPECT_NEAR(interval.high, high, 0.02 * high);
}

// Rcapture 1.4-4; its pairs-only models and "Mth Chao (LB)", standard error 214.
TEST(Anchors, Kosovo) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const UnseenEstimate result = estimate_of(read_reference_table("kosovo"));
  for (const char* variant : {"aic-best", "bic-best"}) {
    EXPECT_NEAR(model_of(result, variant).total.estimate, 14342, 14.3);
    EXPECT_EQ(model_of(result, variant).model, "[12,13,14,23,34]");
  }
  const ModelEstimate& chao = model_of(result, "chao");
  EXPECT_NEAR(chao.total.estimate, 8591, 8.6);
  EXPECT_NEAR(diagnostic(chao, "decided_sd_of_log") * chao.unseen.estimate, 214, 2);
  EXPECT_NEAR(model_of(result, "chao-simple").unseen.estimate, 3218.0 * 3218 / (2 * 882), 0.01);
}

// Rcapture 1.4-4 with profile intervals; pairs without overlap count as parameters.
TEST(Anchors, UnitedKingdomInFiveLists) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const UnseenEstimate result = estimate_of(read_reference_table("ukdat_5"));
  expect_interval(model_of(result, "aic-best").total, 11175, 9771, 12900);
  expect_interval(model_of(result, "bic-best").total, 22991, 17991, 30142);
  EXPECT_NEAR(model_of(result, "chao").total.estimate, 13570, 13.6);
  // Two answers fit about equally well: a single number would hide it.
  EXPECT_LT(result.spread_low, 9000);
  EXPECT_GT(result.spread_high, 20000);
}

TEST(Anchors, Spina) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const UnseenEstimate result = estimate_of(read_reference_table("spina"));
  expect_interval(model_of(result, "aic-best").total, 752.9, 708, 808);
  expect_interval(model_of(result, "bic-best").total, 724.1, 693, 759);
  EXPECT_NEAR(621 + diagnostic(model_of(result, "bic-average"), "decided_unseen"), 728, 0.75);
  EXPECT_NEAR(621 + diagnostic(model_of(result, "aic-average"), "decided_unseen"), 735, 0.75);
  ASSERT_GE(result.headline, 0);
  EXPECT_EQ(result.models[static_cast<std::size_t>(result.headline)].variant, "aic-average");
}

TEST(Anchors, HareInSixLists) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const UnseenEstimate result = estimate_of(read_reference_table("hare"));
  EXPECT_NEAR(model_of(result, "chao").total.estimate, 79.6, 0.08);
  const ModelEstimate& average = model_of(result, "bic-average");
  EXPECT_LT(average.total.low, 75.1);
  EXPECT_GT(average.total.high, 81.1);
}

TEST(Anchors, ArtificialTableIsRefused) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const UnseenEstimate result = estimate_of(read_reference_table("artificial_3"));
  EXPECT_EQ(result.headline, -1);
  for (const ModelEstimate& model : result.models) EXPECT_NE(model.family, "loglinear");
  ASSERT_EQ(result.refusals.size(), 4u);
  EXPECT_NE(result.refusals[0].reason.find("lists 1 and 3, 2 and 3"), std::string::npos)
      << result.refusals[0].reason;
  EXPECT_EQ(result.assumption, result.refusals[0].reason);
}

}  // namespace
}  // namespace byname
