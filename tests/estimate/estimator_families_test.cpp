// SPDX-License-Identifier: Apache-2.0
// Published answers of the families beside log-linear models, and the tables that each refuses.
#include "estimate/estimator_families.hpp"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "estimate/count_estimate.hpp"
#include "estimate/decomposable_graphs.hpp"
#include "estimate/family_answers.hpp"
#include "estimate/graph_average.hpp"
#include "estimate/model_draws.hpp"
#include "estimate/sample_coverage.hpp"
#include "estimate/sparse_search.hpp"
#include "reference_tables.hpp"

namespace byname {
namespace {

using testing::HasSubstr;

UnseenEstimate estimate_fully(const ReferenceTable& table) {
  EstimateInput input;
  for (int list = 1; list <= table.num_lists; ++list) input.lists.push_back("L" + std::to_string(list));
  input.strata.push_back({"", (1u << table.num_lists) - 1, table.overlap, {}});
  return estimate_strata(input, ExecutionContext{}).all;
}

const ModelEstimate& model_of(const UnseenEstimate& result, std::string_view family,
                              std::string_view variant) {
  for (const ModelEstimate& model : result.models) {
    if (model.family == family && model.variant == variant) return model;
  }
  throw std::out_of_range(std::string(variant));
}

std::string refusal_of(const UnseenEstimate& result, std::string_view family, std::string_view variant) {
  for (const Refusal& refusal : result.refusals) {
    if (refusal.family == family && refusal.variant == variant) return refusal.reason;
  }
  return "";
}

double diagnostic(const ModelEstimate& model, std::string_view name) {
  for (const auto& [key, value] : model.diagnostics) {
    if (key == name) return value;
  }
  return std::nan("");
}

// Rcapture 1.4-4, closedpCI.t(hare, m = "Mth", h = "Poisson").
TEST(EstimatorFamilies, HeterogeneityOfHares) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const UnseenEstimate result = estimate_fully(read_reference_table("hare"));
  const Interval& poisson = model_of(result, "heterogeneity", "poisson2").total;
  EXPECT_NEAR(poisson.estimate, 81.1, 0.08);
  EXPECT_NEAR(poisson.low, 72, 0.5);
  EXPECT_NEAR(poisson.high, 94, 0.5);
  // The heavier the tail of people who are hardly ever found, the larger the number.
  EXPECT_GT(model_of(result, "heterogeneity", "darroch").total.estimate, poisson.estimate);
  EXPECT_GT(model_of(result, "heterogeneity", "gamma").total.estimate,
            model_of(result, "heterogeneity", "darroch").total.estimate);
}

// Closed form, knowledge of the standard error: sum of 1 / count.
TEST(EstimatorFamilies, NoHighestOrderInteractionInKosovo) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const Interval total = model_of(estimate_fully(read_reference_table("kosovo")), "nhoi", "saturated").total;
  EXPECT_NEAR(total.estimate, 16942, 17);
  EXPECT_NEAR(total.low, 9360, 9.4);
  EXPECT_NEAR(total.high, 36116, 36.1);
}

TEST(EstimatorFamilies, NoHighestOrderInteractionNeedsEveryPattern) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const UnseenEstimate result = estimate_fully(read_reference_table("ukdat_5"));
  EXPECT_THAT(refusal_of(result, "nhoi", "saturated"), HasSubstr("of the 31 patterns of lists hold nobody"));
}

// Chao et al. 2001, hepatitis A in Taiwan: 271 persons on three lists (CARE1 prints 407, 971, 508).
TEST(EstimatorFamilies, CoverageOfHepatitis) {
  const CaptureTable table =
      make_capture_table(3, {{1, 69}, {2, 55}, {3, 21}, {4, 63}, {5, 17}, {6, 18}, {7, 28}});
  const SampleCoverage found = sample_coverage(table);
  EXPECT_NEAR(found.coverage, 0.513, 0.001);
  EXPECT_NEAR(found.independent, 407, 0.5);
  EXPECT_NEAR(found.high, 971, 0.6);
  EXPECT_NEAR(found.low, 508, 0.5);
}

TEST(EstimatorFamilies, GraphsAreAsManyAsIsKnown) {
  EXPECT_EQ(decomposable_graphs(3).size(), 8u);
  EXPECT_EQ(decomposable_graphs(4).size(), 61u);
  EXPECT_EQ(decomposable_graphs(5).size(), 822u);
  EXPECT_EQ(decomposable_graphs(6).size(), 18154u);
}

TEST(EstimatorFamilies, FactorsOfAGraphTogetherCountEveryListOnce) {
  for (const DecomposableGraph& graph : decomposable_graphs(4)) {
    for (std::uint32_t list = 0; list < 4; ++list) {
      int powers = 0;
      for (const auto& [lists, power] : graph.factors) powers += (lists >> list & 1) != 0 ? power : 0;
      EXPECT_EQ(powers, 1) << graph.edges;
    }
  }
}

// The R package dga 2.0.2, posterior means.
TEST(EstimatorFamilies, GraphsOfKosovo) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const ModelEstimate graphs = model_of(estimate_fully(read_reference_table("kosovo")), "graphs", "average");
  EXPECT_NEAR(4400 + diagnostic(graphs, "mean"), 12749, 0.001 * 12749);
  EXPECT_NEAR(graphs.total.estimate, 12749, 0.02 * 12749);
  EXPECT_LT(graphs.total.low, 10500);
  EXPECT_GT(graphs.total.high, 15500);
}

TEST(EstimatorFamilies, GraphsOfTheUnitedKingdom) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const ReferenceTable reference = read_reference_table("ukdat_5");
  const CaptureTable table = make_capture_table(reference.num_lists, reference.overlap);
  const GraphAverage average = average_graphs(table, decomposable_graphs(5), 1.0 / 32, ExecutionContext{});
  EXPECT_NEAR(table.total + average.mean, 21282, 0.02 * 21282);
  // With a larger prior the graph in which all depend wins, where the prior alone decides: refused then.
  EXPECT_LT(average.complete_weight, 0.1);
  const GraphAverage strong = average_graphs(table, decomposable_graphs(5), 1, ExecutionContext{});
  EXPECT_GT(strong.complete_weight, 0.5);
}

// Against the sum over every number, one graph: independent lists.
TEST(EstimatorFamilies, GraphPosteriorIsThatOfEveryNumber) {
  const CaptureTable table =
      make_capture_table(3, {{1, 20}, {2, 15}, {3, 9}, {4, 12}, {5, 6}, {6, 5}, {7, 3}});
  std::vector<DecomposableGraph> independent = {decomposable_graphs(3).front()};
  ASSERT_EQ(independent[0].edges, 0u);
  const double delta = 0.125;
  const GraphAverage average = average_graphs(table, independent, delta, ExecutionContext{});
  std::vector<double> numbers;
  std::vector<double> density;
  for (double unseen = 0; unseen < 3000; ++unseen) {
    const double all = table.total + unseen;
    double log = std::lgamma(all + 1) - std::lgamma(unseen + 1) - std::log(all);
    for (std::uint32_t list = 1; list < 8; list <<= 1) {
      const double on = table.on_all_of[list];
      log += std::lgamma(on + 0.5) + std::lgamma(all - on + 0.5) - std::lgamma(all + 1);
    }
    numbers.push_back(unseen);
    density.push_back(std::exp(log + 100));
  }
  for (const double share : {0.025, 0.5, 0.975}) {
    const double expected = density_quantile(numbers, density, share);
    EXPECT_NEAR(density_quantile(average.unseen, average.density, share), expected, 0.003 * expected + 0.1);
  }
}

// SparseMSE 2.0.1, estimatepopulation.0(UKdat_5, pthresh = .02).
TEST(EstimatorFamilies, SparseSearchOfTheUnitedKingdom) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const UnseenEstimate result = estimate_fully(read_reference_table("ukdat_5"));
  const ModelEstimate& sparse = model_of(result, "sparse", "stepwise");
  EXPECT_EQ(sparse.model, "[12,13,24,25,35,45]");
  EXPECT_NEAR(sparse.total.estimate, 11313, 11.3);
  EXPECT_NEAR(sparse.total.low, 9884, 9.9);
  EXPECT_NEAR(sparse.total.high, 13027, 13);
  // Searching again in every sample is less sure than taking the model for given.
  const ModelEstimate& bootstrap = model_of(result, "sparse", "stepwise-bootstrap");
  EXPECT_NEAR(bootstrap.total.estimate, sparse.total.estimate, 0.01);
  EXPECT_GT(bootstrap.total.high - bootstrap.total.low, sparse.total.high - sparse.total.low);
}

TEST(EstimatorFamilies, TheTableWithoutAMaximumIsRefused) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  const UnseenEstimate result = estimate_fully(read_reference_table("artificial_3"));
  for (const char* variant : {"aic-best", "bic-best", "aic-average", "bic-average"})
    EXPECT_THAT(refusal_of(result, "loglinear", variant), HasSubstr("no finite estimate")) << variant;
  EXPECT_THAT(refusal_of(result, "nhoi", "saturated"), HasSubstr("hold nobody"));
  EXPECT_EQ(result.headline, -1);
}

TEST(EstimatorFamilies, ListsWithTheSamePeopleAreRefused) {
  const UnseenEstimate result = estimate_fully({3, {{3, 40}, {4, 50}, {7, 20}}});
  ASSERT_EQ(result.refusals.size(), 1u);
  EXPECT_THAT(result.refusals[0].reason, HasSubstr("L1 and L2 hold the same people"));
  EXPECT_EQ(result.headline, -1);
}

/// The families that byname count asks, of lists called L1, L2, ...
UnseenEstimate estimate_quickly(int num_lists, const Overlap& overlap) {
  EstimateInput input;
  for (int list = 1; list <= num_lists; ++list) input.lists.push_back("L" + std::to_string(list));
  input.strata.push_back({"", (1u << num_lists) - 1, overlap, {}});
  input.is_quick = true;
  return estimate_strata(input, ExecutionContext{}).all;
}

TEST(EstimatorFamilies, AListInsideAnotherIsNamedInTheRefusal) {
  // Everybody on L2 is on L1.
  const Overlap overlap = {{1, 436}, {4, 306}, {8, 325}, {3, 173}, {5, 107}, {9, 115},
                           {12, 78}, {7, 45},  {11, 47}, {13, 28}, {15, 9}};
  const UnseenEstimate result = estimate_quickly(4, overlap);
  EXPECT_EQ(result.headline, -1);
  EXPECT_THAT(result.assumption, HasSubstr("everybody on list L2 is on L1"));
  EXPECT_THAT(result.assumption, testing::Not(HasSubstr("draws of the linkage")));
  ASSERT_FALSE(result.refusals.empty());
  EXPECT_THAT(result.refusals[0].needed, HasSubstr("--without L2"));
}

/// Three lists whose first two nobody is on, in `share` of 20 draws.
UnseenEstimate estimate_of_broken_draws(std::size_t num_broken) {
  EstimateInput input;
  input.lists = {"a", "b", "c"};
  const Overlap decided = {{1, 244}, {2, 48}, {4, 60}, {3, 142}, {5, 111}, {6, 14}, {7, 12}};
  const Overlap broken = {{1, 240}, {2, 48}, {4, 60}};
  input.is_quick = true;
  input.strata = {{"", 7, decided, std::vector<Overlap>(20, decided)}};
  for (std::size_t i = 0; i < num_broken; ++i) input.strata[0].draws[i] = broken;
  return estimate_strata(input, ExecutionContext{}).all;
}

TEST(EstimatorFamilies, ARefusalSaysInHowManyDraws) {
  EXPECT_EQ(refusal_of(estimate_of_broken_draws(1), "loglinear", "aic-best"), "");
  const std::string reason = refusal_of(estimate_of_broken_draws(5), "loglinear", "aic-best");
  EXPECT_THAT(reason, HasSubstr("(in 25 % of the draws of the linkage)"));
}

TEST(EstimatorFamilies, RefusalsOfSmallTables) {
  // Two persons on two lists: the lists hold next to nothing of one another.
  const Overlap overlap = {{1, 60}, {2, 50}, {4, 40}, {3, 1}, {6, 1}};
  const UnseenEstimate thin = estimate_quickly(3, overlap);
  EXPECT_THAT(refusal_of(thin, "nhoi", "saturated"), HasSubstr("2 of the 7 patterns"));
  EXPECT_THAT(refusal_of(thin, "heterogeneity", "darroch"), HasSubstr("has no maximum"));
  const OverlapDraws draws = group_draws(3, overlap, {});
  const std::vector<std::string> lists = {"L1", "L2", "L3"};
  const ExecutionContext context;
  const FamilyAnswers sparse = ask_family(sparse_family({draws, lists, context, false}), draws, 0, context);
  EXPECT_THAT(sparse.answers[0][1].reason, HasSubstr("bootstrap samples"));
  // Everybody on one list or all three: nobody on exactly two.
  const UnseenEstimate odd = estimate_quickly(3, {{1, 60}, {2, 50}, {4, 40}, {7, 20}});
  EXPECT_THAT(refusal_of(odd, "heterogeneity", "chao-simple"), HasSubstr("exactly two lists"));
  // Hepatitis: the lists depend all on one another.
  const UnseenEstimate all =
      estimate_quickly(3, {{1, 69}, {2, 55}, {3, 21}, {4, 63}, {5, 17}, {6, 18}, {7, 28}});
  EXPECT_THAT(refusal_of(all, "graphs", "average"), HasSubstr("all lists depend on one another"));
}

TEST(EstimatorFamilies, RefusalsOfSampleCoverage) {
  const auto reason = [](const Overlap& overlap, std::string_view variant) {
    return refusal_of(estimate_quickly(3, overlap), "coverage", variant);
  };
  // One person on two lists of 181: the correction for dependence has no finite value.
  EXPECT_THAT(reason({{1, 60}, {2, 60}, {4, 60}, {3, 1}}, "high"), HasSubstr("hold too little"));
  // Everybody is on exactly two lists: whom one holds, another holds less often than chance would.
  EXPECT_THAT(reason({{3, 40}, {5, 40}, {6, 40}}, "low"), HasSubstr("fewer persons than are named"));
  // The estimate is finite at these counts and infinite one person further.
  EXPECT_THAT(reason({{1, 242948}, {2, 242948}, {4, 242948}, {3, 1000}, {5, 1000}, {6, 1000}}, "high"),
              HasSubstr("no finite variance"));
}

TEST(EstimatorFamilies, DrawsAddUp) {
  EstimateInput input;
  input.lists = {"a", "b", "c"};
  const Overlap first = {{1, 244}, {2, 48}, {4, 60}, {3, 142}, {5, 111}, {6, 14}, {7, 12}};
  const Overlap second = {{1, 100}, {2, 90}, {4, 80}, {3, 30}, {5, 25}, {6, 20}, {7, 10}};
  Overlap fewer = first;
  fewer[3] -= 20;
  fewer[1] += 20;
  fewer[2] += 20;
  input.strata = {{"north", 7, first, {first, fewer}}, {"south", 7, second, {second, second}}};
  input.is_quick = true;
  const DrawnEstimate result = estimate_and_draw(input, 2000, ExecutionContext{});
  ASSERT_EQ(result.draws.size(), result.estimate.all.models.size());
  for (std::size_t i = 0; i < result.draws.size(); ++i) {
    const QuantityDraws& draws = result.draws[i];
    ASSERT_EQ(draws.num_draws(), 2000u);
    for (std::size_t draw = 0; draw < 2000; ++draw) {
      const auto value = [&](const char* stratum, const char* quantity) {
        return (*draws.find(stratum, quantity))[draw];
      };
      ASSERT_NEAR(value("", "named") + value("", "unseen"), value("", "total"), 1e-6);
      ASSERT_NEAR(value("north", "unseen") + value("south", "unseen"), value("", "unseen"), 1e-6);
      ASSERT_EQ(value("north", "named"), draw % 2 == 0 ? 631 : 651);
    }
    // The draws are those of the interval: limits within their own noise.
    const Interval drawn = interval_of_draws(*draws.find("", "unseen"));
    const Interval& told = result.estimate.all.models[i].unseen;
    EXPECT_NEAR(std::log(drawn.low / told.low), 0, 0.15) << i;
    EXPECT_NEAR(std::log(drawn.high / told.high), 0, 0.15) << i;
  }
}

TEST(EstimatorFamilies, StrataAskedAboutFewerDrawsMeetInTheSameDraws) {
  // One stratum's family was asked about all of 60 draws, the other's about every third.
  FamilyAnswers all;
  FamilyAnswers some;
  all.answers.resize(60, std::vector<EstimatorAnswer>(1));
  some.answers.resize(20, std::vector<EstimatorAnswer>(1));
  for (std::size_t draw = 0; draw < 60; ++draw) {
    all.answer_of_draw.push_back(draw);
    all.answers[draw][0].point = static_cast<double>(draw);
  }
  for (std::size_t draw = 0; draw < 20; ++draw) {
    some.answer_of_draw.push_back(draw);
    some.answers[draw][0].point = static_cast<double>(3 * draw);
  }
  const EstimatorPlace first{&all, 0};
  const EstimatorPlace second{&some, 0};
  for (std::size_t draw = 0; draw < 20; ++draw)
    EXPECT_EQ(first.answer_of(draw, 20).point, second.answer_of(draw, 20).point) << draw;
}

TEST(EstimatorFamilies, StrataAreAddedInsideDraws) {
  EstimateInput input;
  input.lists = {"a", "b", "c"};
  const Overlap first = {{1, 244}, {2, 48}, {4, 60}, {3, 142}, {5, 111}, {6, 14}, {7, 12}};
  const Overlap second = {{1, 100}, {2, 90}, {4, 80}, {3, 30}, {5, 25}, {6, 20}, {7, 10}};
  input.strata = {{"north", 7, first, {}}, {"south", 7, second, {}}};
  const StrataEstimate result = estimate_strata(input, ExecutionContext{});
  ASSERT_EQ(result.strata.size(), 2u);
  const ModelEstimate& north = model_of(result.strata[0].unseen, "loglinear", "aic-best");
  const ModelEstimate& south = model_of(result.strata[1].unseen, "loglinear", "aic-best");
  const ModelEstimate& all = model_of(result.all, "loglinear", "aic-best");
  EXPECT_NEAR(all.unseen.estimate, north.unseen.estimate + south.unseen.estimate, 1e-6 * all.unseen.estimate);
  // Independent errors partly cancel: narrower than the sum of the limits, wider than either.
  const auto width = [](const ModelEstimate& model) { return model.unseen.high - model.unseen.low; };
  EXPECT_LT(width(all), 0.95 * (width(north) + width(south)));
  EXPECT_GT(width(all), std::max(width(north), width(south)));
  EXPECT_NEAR(all.total.estimate - all.unseen.estimate, 631 + 355, 1);
}

TEST(EstimatorFamilies, ASumIsRefusedWhereAStratumIs) {
  EstimateInput input;
  input.lists = {"a", "b", "c"};
  const Overlap first = {{1, 244}, {2, 48}, {4, 60}, {3, 142}, {5, 111}, {6, 14}, {7, 12}};
  input.strata = {{"north", 7, first, {}}, {"south", 7, {{1, 10}, {2, 5}, {4, 4}}, {}}};
  const StrataEstimate result = estimate_strata(input, ExecutionContext{});
  EXPECT_EQ(result.all.headline, -1);
  EXPECT_THAT(refusal_of(result.all, "loglinear", "aic-best"), HasSubstr("in south: "));
}

TEST(EstimatorFamilies, ASumIsRefusedWhereAStratumHasTooFewLists) {
  EstimateInput input;
  input.lists = {"a", "b", "c"};
  const Overlap first = {{1, 244}, {2, 48}, {4, 60}, {3, 142}, {5, 111}, {6, 14}, {7, 12}};
  input.strata = {{"north", 7, first, {}}, {"south", 3, {{1, 90}, {2, 80}, {3, 40}}, {}}};
  input.is_quick = true;
  EXPECT_THAT(refusal_of(estimate_strata(input, ExecutionContext{}).all, "coverage", "low"),
              HasSubstr("south has 2 lists, for which it is not made"));
}

TEST(EstimatorFamilies, PartsOfTheVarianceAreNamed) {
  EstimateInput input;
  input.lists = {"a", "b", "c"};
  const Overlap decided = {{1, 244}, {2, 48}, {4, 60}, {3, 142}, {5, 111}, {6, 14}, {7, 12}};
  Overlap fewer_links = decided;
  fewer_links[1] += 40;
  fewer_links[2] += 40;
  fewer_links[3] -= 40;
  input.strata = {{"", 7, decided, {}}};
  const VarianceParts sure = model_of(estimate_strata(input, {}).all, "loglinear", "aic-average").variance;
  EXPECT_GT(sure.sampling, 0);
  EXPECT_GT(sure.model, 0);
  EXPECT_EQ(sure.linkage, 0);
  input.strata[0].draws = {decided, fewer_links};
  const VarianceParts unsure = model_of(estimate_strata(input, {}).all, "loglinear", "aic-average").variance;
  EXPECT_GT(unsure.linkage, 0);
}

}  // namespace
}  // namespace byname
