// SPDX-License-Identifier: Apache-2.0
#include "estimate/loglinear.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "base/random.hpp"
#include "estimate/hierarchical_models.hpp"
#include "estimate/poisson_regression.hpp"

namespace byname {
namespace {

CaptureTable random_table(int num_lists, std::uint64_t number, double mean) {
  RandomStream random(number, RandomStage::kEstimate, 1, 0, 0);
  Overlap overlap;
  for (std::uint32_t cell = 1; cell < (1u << num_lists); ++cell) {
    overlap[cell] = 1 + draw_poisson(random, mean * random.uniform());
  }
  return make_capture_table(num_lists, overlap);
}

/// The textbook way: a regression on the whole design matrix.
PoissonFit slow_fit(const CaptureTable& table, const LoglinearModel& model) {
  std::vector<std::uint32_t> terms = model.terms;
  for (int list = 0; list < table.num_lists; ++list) terms.push_back(1u << list);
  terms.push_back(0);
  Eigen::MatrixXd design(table.num_cells() - 1, static_cast<Eigen::Index>(terms.size()));
  Eigen::VectorXd counts(design.rows());
  for (std::uint32_t cell = 1; cell < table.num_cells(); ++cell) {
    counts[cell - 1] = table.counts[cell];
    for (std::size_t i = 0; i < terms.size(); ++i) {
      design(cell - 1, static_cast<Eigen::Index>(i)) = (cell & terms[i]) == terms[i];
    }
  }
  return fit_poisson(design, counts);
}

TEST(Loglinear, EqualsARegressionOnTheDesignMatrix) {
  for (const int num_lists : {3, 4, 5}) {
    LoglinearFitter fitter(num_lists);
    const auto models = all_pair_models(num_lists);
    for (std::uint64_t number = 1; number <= 40; ++number) {
      const CaptureTable table = random_table(num_lists, number, 60);
      const LoglinearModel& model = models[number * 37 % models.size()];
      const LoglinearFit fast = fitter.fit(table, model);
      const PoissonFit slow = slow_fit(table, model);
      const Eigen::Index last = slow.parameters.size() - 1;
      ASSERT_TRUE(fast.converged && slow.converged);
      EXPECT_NEAR(fast.log_unseen, slow.parameters[last], 1e-5);
      EXPECT_NEAR(fast.variance, slow.covariance(last, last), 1e-3 * fast.variance);
      EXPECT_NEAR(fast.log_likelihood, slow.log_likelihood, 1e-6 * std::abs(slow.log_likelihood));
      EXPECT_EQ(fast.num_parameters, slow.parameters.size());
    }
  }
}

TEST(Loglinear, ThreeListsWithAllPairsHaveAClosedForm) {
  const CaptureTable table =
      make_capture_table(3, {{1, 244}, {2, 48}, {4, 60}, {3, 142}, {5, 111}, {6, 4}, {7, 12}});
  LoglinearFitter fitter(3);
  const LoglinearFit fit = fitter.fit(table, {{3, 5, 6}});
  // Odd cells over even cells; the variance of the logarithm is the sum of reciprocals.
  EXPECT_NEAR(std::exp(fit.log_unseen), 244.0 * 48 * 60 * 12 / (142.0 * 111 * 4), 1e-6);
  EXPECT_NEAR(fit.variance, 1 / 244.0 + 1 / 48.0 + 1 / 60.0 + 1 / 142.0 + 1 / 111.0 + 1 / 4.0 + 1 / 12.0,
              1e-4);
}

TEST(Loglinear, LeavesOutThePairsWithoutOverlap) {
  const CaptureTable table = make_capture_table(3, {{1, 40}, {2, 30}, {4, 20}, {3, 6}});
  LoglinearFitter fitter(3);
  const LoglinearFit fit = fitter.fit(table, {{5, 6}});
  EXPECT_NEAR(std::exp(fit.log_unseen), 40.0 * 30 / 6, 1e-6);
  EXPECT_EQ(fit.num_parameters, 6);
}

TEST(Loglinear, GivesUpOnlyOnWhatCannotReachTheNeededLikelihood) {
  for (std::uint64_t number = 1; number <= 20; ++number) {
    const CaptureTable table = random_table(4, number, 30);
    LoglinearFitter fitter(4);
    for (const LoglinearModel& model : all_pair_models(4)) {
      const double likelihood = fitter.fit(table, model).log_likelihood;
      EXPECT_GE(fitter.fit(table, model, likelihood - 0.01).log_likelihood, likelihood - 0.01);
      EXPECT_LT(fitter.fit(table, model, likelihood + 0.01).log_likelihood, likelihood + 0.01);
    }
  }
}

TEST(Loglinear, ScoreAndWaldStatisticsForetellTheFallOfTheDeviance) {
  const CaptureTable table = random_table(4, 3, 400);
  const auto pairs = pairs_of_lists(4);
  LoglinearFitter fitter(4);
  const double without = fitter.fit(table, {{3}}).log_likelihood;
  const auto scores = fitter.term_statistics(table, pairs);
  for (std::size_t i = 1; i < pairs.size(); ++i) {
    const double fall = 2 * (fitter.fit(table, {{3, pairs[i]}}).log_likelihood - without);
    EXPECT_NEAR(scores[i], fall, 0.35 * fall + 0.5) << i;
    const double wald = fitter.term_statistics(table, pairs)[i];
    EXPECT_NEAR(wald, fall, 0.35 * fall + 0.5) << i;
  }
}

TEST(Loglinear, NamesModelsByTheirLargestTerms) {
  EXPECT_EQ(model_formula({{}}, 3), "[1,2,3]");
  EXPECT_EQ(model_formula({{3}}, 3), "[12,3]");
  EXPECT_EQ(model_formula({{3, 6}}, 3), "[12,23]");
  EXPECT_EQ(model_formula({{1u << 9 | 1u}}, 10), "[1.10,2,3,4,5,6,7,8,9]");
}

TEST(Loglinear, HasEveryModelUpToPairsOnce) {
  EXPECT_EQ(all_pair_models(3).size(), 8u);
  EXPECT_EQ(all_pair_models(5).size(), 1024u);
  std::set<std::vector<std::uint32_t>> distinct;
  for (const LoglinearModel& model : all_pair_models(4)) distinct.insert(model.terms);
  EXPECT_EQ(distinct.size(), 64u);
}

}  // namespace
}  // namespace byname
