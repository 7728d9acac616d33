// SPDX-License-Identifier: Apache-2.0
#include "estimate/mle_existence.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"
#include "estimate/hierarchical_models.hpp"
#include "estimate/linear_feasibility.hpp"
#include "estimate/poisson_regression.hpp"

namespace byname {
namespace {

TEST(LinearFeasibility, DecidesSmallSystems) {
  Eigen::MatrixXd a(2, 3);
  a << 1, 1, 0, 0, 1, -1;
  EXPECT_TRUE(has_nonnegative_solution(a, Eigen::Vector2d(2, 1)));
  EXPECT_TRUE(has_nonnegative_solution(a, Eigen::Vector2d(2, -5)));
  EXPECT_FALSE(has_nonnegative_solution(a, Eigen::Vector2d(-1, 0)));
  EXPECT_FALSE(has_nonnegative_solution(a, Eigen::Vector2d(1, 2)));
  EXPECT_TRUE(has_nonnegative_solution(a, Eigen::Vector2d(0, 0)));
}

TEST(MleExistence, IsSureWhereEveryCellHoldsSomebody) {
  Overlap overlap;
  for (std::uint32_t cell = 1; cell < 16; ++cell) overlap[cell] = cell;
  const CaptureTable table = make_capture_table(4, overlap);
  EXPECT_TRUE(all_submodels_estimable(table, LoglinearModel{pairs_of_lists(table.num_lists)}));
  for (const LoglinearModel& model : all_pair_models(4)) {
    EXPECT_EQ(check_estimability(table, model), Estimability::kEstimable);
  }
}

// artificial_3 of Chan, Silverman & Vincent: lists 1 and 2 overlap, list 3 meets neither.
TEST(MleExistence, OfThreeListsOfWhichOneStandsApart) {
  const CaptureTable table = make_capture_table(3, {{1, 40}, {2, 30}, {4, 20}, {3, 6}});
  using enum Estimability;
  EXPECT_EQ(check_estimability(table, {{}}), kEstimable);
  EXPECT_EQ(check_estimability(table, {{5}}), kEstimable);
  EXPECT_EQ(check_estimability(table, {{5, 6}}), kEstimable);  // 40 x 30 / 6 are unseen
  EXPECT_EQ(check_estimability(table, {{3}}), kNoMaximum);     // list 3 wants the unseen to be infinite
  EXPECT_EQ(check_estimability(table, {{3, 5}}), kNoMaximum);
  EXPECT_EQ(check_estimability(table, {{3, 6}}), kNoMaximum);
  EXPECT_EQ(check_estimability(table, {{3, 5, 6}}), kNotIdentified);  // five parameters, four cells
}

/// Smallest fitted mean of a cell: 0 in the limit exactly if there is no maximum.
double smallest_mean(const Eigen::MatrixXd& design, const Eigen::VectorXd& counts) {
  return (design * fit_poisson(design, counts).parameters).array().exp().minCoeff();
}

TEST(MleExistence, AgreesWithWhereTheFitGoes) {
  int num_without = 0;
  for (std::uint64_t number = 0; number < 400; ++number) {
    RandomStream random(number, RandomStage::kEstimate, 2, 0, 0);
    Overlap overlap;
    for (std::uint32_t cell = 1; cell < 16; ++cell)
      overlap[cell] = draw_poisson(random, 0.7) * draw_poisson(random, 3);
    const CaptureTable table = make_capture_table(4, overlap);
    if (!table.empty_pairs.empty()) continue;
    const LoglinearModel model = all_pair_models(4)[random.below(64)];
    const Estimability found = check_estimability(table, model);
    if (found == Estimability::kNotIdentified) continue;
    std::vector<std::uint32_t> terms = model.terms;
    for (const std::uint32_t term : {1u, 2u, 4u, 8u, 0u}) terms.push_back(term);
    Eigen::MatrixXd design(15, static_cast<Eigen::Index>(terms.size()));
    Eigen::VectorXd counts(15);
    for (std::uint32_t cell = 1; cell < 16; ++cell) {
      counts[cell - 1] = table.counts[cell];
      for (std::size_t i = 0; i < terms.size(); ++i) {
        design(cell - 1, static_cast<Eigen::Index>(i)) = (cell & terms[i]) == terms[i];
      }
    }
    const double mean = smallest_mean(design, counts);
    if (found == Estimability::kEstimable) {
      EXPECT_GT(mean, 1e-6) << number;
    } else {
      EXPECT_LT(mean, 1e-6) << number;
      ++num_without;
    }
  }
  EXPECT_GT(num_without, 10);
}

}  // namespace
}  // namespace byname
