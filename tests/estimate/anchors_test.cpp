// SPDX-License-Identifier: Apache-2.0
// Published tables with the answers that the established packages give: see ../shared/data/mse.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "estimate/count_estimate.hpp"
#include "estimate/hierarchical_models.hpp"
#include "estimate/model_average.hpp"
#include "reference_tables.hpp"

namespace byname {
namespace {

UnseenEstimate estimate_of(const ReferenceTable& table) {
  return estimate_unseen(table.num_lists, table.overlap, {}, ExecutionContext{});
}

const ModelEstimate& model_of(const UnseenEstimate& result, std::string_view family,
                              std::string_view variant) {
  for (const ModelEstimate& model : result.models) {
    if (model.family == family && model.variant == variant) return model;
  }
  throw std::out_of_range(std::string(variant));
}

const ModelEstimate& loglinear(const UnseenEstimate& result, std::string_view variant) {
  return model_of(result, "loglinear", variant);
}

double diagnostic(const ModelEstimate& model, std::string_view name) {
  for (const auto& [key, value] : model.diagnostics) {
    if (key == name) return value;
  }
  return std::nan("");
}

/// Tolerance of log-linear answers: 0.1 %, or half of the last digit that was published.
void expect_near(double value, double published) {
  EXPECT_NEAR(value, published, std::max(0.001 * published, 0.5));
}

void expect_interval(const Interval& interval, double estimate, double low, double high) {
  expect_near(interval.estimate, estimate);
  expect_near(interval.low, low);
  expect_near(interval.high, high);
}

// Rcapture 1.4-4: closedpMS.t of all 113 models, closedpCI.t for the profile intervals, "Mth Chao (LB)".
TEST(Anchors, Kosovo) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const UnseenEstimate result = estimate_of(read_reference_table("kosovo"));
  const ModelEstimate& by_bic = loglinear(result, "bic-best");
  EXPECT_EQ(by_bic.model, "[123,14,34]");
  expect_interval(by_bic.total, 10356.5, 8994, 12110);
  EXPECT_NEAR(diagnostic(by_bic, "standard_error"), 786, 0.5);
  const ModelEstimate& by_aic = loglinear(result, "aic-best");
  EXPECT_EQ(by_aic.model, "[123,134]");
  expect_interval(by_aic.total, 12741, 10184, 16703);
  expect_near(loglinear(result, "bic-average").total.estimate, 13184);
  expect_near(loglinear(result, "aic-average").total.estimate, 14016);
  const ModelEstimate& chao = model_of(result, "heterogeneity", "chao");
  expect_near(chao.total.estimate, 8591);
  EXPECT_NEAR(diagnostic(chao, "standard_error"), 214, 1);
  EXPECT_NEAR(model_of(result, "heterogeneity", "chao-simple").unseen.estimate, 3218.0 * 3218 / (2 * 882),
              0.01);
}

TEST(Anchors, TheHeadlineOfKosovoRestsOnPairs) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const UnseenEstimate result = estimate_of(read_reference_table("kosovo"));
  const ModelEstimate& headline = result.models.at(static_cast<std::size_t>(result.headline));
  EXPECT_EQ(headline.family, "loglinear-pairs");
  EXPECT_EQ(headline.variant, "aic-average");
  EXPECT_EQ(headline.model, "[12,13,14,23,34]");
}

// Rcapture 1.4-4, models up to pairs; pairs without overlap count as parameters.
TEST(Anchors, UnitedKingdomInFiveLists) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const UnseenEstimate result = estimate_of(read_reference_table("ukdat_5"));
  expect_interval(loglinear(result, "aic-best").total, 11175, 9771, 12900);
  expect_interval(loglinear(result, "bic-best").total, 22991, 17991, 30142);
  expect_near(model_of(result, "heterogeneity", "chao").total.estimate, 13570);
  // Two answers fit about equally well: a single number would hide it.
  EXPECT_LT(result.spread.low, 9000);
  EXPECT_GT(result.spread.high, 20000);
}

TEST(Anchors, Spina) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const UnseenEstimate result = estimate_of(read_reference_table("spina"));
  expect_interval(loglinear(result, "aic-best").total, 752.9, 708, 808);
  expect_interval(loglinear(result, "bic-best").total, 724.1, 693, 759);
  expect_near(loglinear(result, "bic-average").total.estimate, 728);
  expect_near(loglinear(result, "aic-average").total.estimate, 735);
  ASSERT_GE(result.headline, 0);
  EXPECT_EQ(result.models[static_cast<std::size_t>(result.headline)].variant, "aic-average");
}

TEST(Anchors, HareInSixLists) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const UnseenEstimate result = estimate_of(read_reference_table("hare"));
  EXPECT_NEAR(model_of(result, "heterogeneity", "chao").total.estimate, 79.6, 0.08);
  const ModelEstimate& average = loglinear(result, "bic-average");
  EXPECT_LT(average.total.low, 75.1);
  EXPECT_GT(average.total.high, 81.1);
}

/// The best of all models up to pairs.
double best_pair_total(const ReferenceTable& reference, Criterion which) {
  const CaptureTable table = make_capture_table(reference.num_lists, reference.overlap);
  LoglinearFitter fitter(table.num_lists);
  const auto fitted = fit_models(table, all_pair_models(table.num_lists), fitter);
  return table.total + std::exp(fitted[best_model(fitted, which, table.total)].fit.log_unseen);
}

// Rcapture 1.4-4, closedpMS.t(maxorder = 2).
TEST(Anchors, KosovoUpToPairs) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const ReferenceTable table = read_reference_table("kosovo");
  expect_near(best_pair_total(table, Criterion::kAic), 14342);
  expect_near(best_pair_total(table, Criterion::kBic), 14342);
}

// Rcapture 1.4-4, closedp.t, "Mt": independent lists.
TEST(Anchors, HareWithIndependentLists) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const ReferenceTable reference = read_reference_table("hare");
  const CaptureTable table = make_capture_table(reference.num_lists, reference.overlap);
  LoglinearFitter fitter(table.num_lists);
  EXPECT_NEAR(table.total + std::exp(fitter.fit(table, {}).log_unseen), 75.1, 0.075);
}

// NHOI with those on no list half and twice as many.
TEST(Anchors, KosovoIfTheAssumptionIsOff) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const UnseenEstimate result = estimate_of(read_reference_table("kosovo"));
  const double unseen = model_of(result, "nhoi", "saturated").unseen.estimate;
  expect_near(4400 + unseen / 2, 10671);
  // Published from the rounded estimate: 4400 + 2 (16942 - 4400) = 29484.
  expect_near(4400 + unseen * 2, 29484);
}

// Rcapture 1.4-4 on the table of hepatitis A in Taiwan (Chao et al. 2001), whose cells all depend.
TEST(Anchors, HepatitisHasNoBetterModelThanTheSaturatedOne) {
  const UnseenEstimate result = estimate_unseen(
      3, {{1, 69}, {2, 55}, {3, 21}, {4, 63}, {5, 17}, {6, 18}, {7, 28}}, {}, ExecutionContext{});
  // Closed form: 69 * 55 * 63 * 28 / (21 * 17 * 18) on no list.
  const double unseen = 69.0 * 55 * 63 * 28 / (21 * 17 * 18);
  EXPECT_EQ(loglinear(result, "aic-best").model, "[12,13,23]");
  EXPECT_NEAR(loglinear(result, "aic-best").unseen.estimate, unseen, 0.001 * unseen);
  EXPECT_NE(result.assumption.find("Caution"), std::string::npos);
}

TEST(Anchors, ArtificialTableIsRefused) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const UnseenEstimate result = estimate_of(read_reference_table("artificial_3"));
  EXPECT_EQ(result.headline, -1);
  for (const ModelEstimate& model : result.models)
    EXPECT_EQ(model.family.find("loglinear"), std::string::npos);
  ASSERT_GE(result.refusals.size(), 6u);
  EXPECT_NE(result.refusals[0].reason.find("lists 1 and 3, 2 and 3"), std::string::npos)
      << result.refusals[0].reason;
  EXPECT_EQ(result.assumption, result.refusals[0].reason);
}

}  // namespace
}  // namespace byname
