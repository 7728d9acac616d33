// SPDX-License-Identifier: Apache-2.0
#include "estimate/doubly_robust.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "base/random.hpp"
#include "estimate/logistic_regression.hpp"

namespace byname {
namespace {

double chance(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

/// People with an age and a region; the old and the second region are hard to find for both lists, which are
/// independent given both.
ListedPersons draw_listed(std::uint64_t world, int num_people) {
  RandomStream random(world, RandomStage::kEstimate, 8, 0, 0);
  ListedPersons persons;
  Covariate age{"age", {}, {}};
  Covariate region{"region", {}, {}};
  for (int person = 0; person < num_people; ++person) {
    const double x = 2 * random.uniform() - 1;
    const std::uint32_t r = random.uniform() < 0.3 ? 2 : 1;
    const double ease = 0.2 - 1.8 * x * x - (r == 2 ? 0.8 : 0);
    const bool on_first = random.uniform() < chance(ease);
    const bool on_second = random.uniform() < chance(ease - 0.2);
    if (!on_first && !on_second) continue;
    persons.on_first.push_back(on_first);
    persons.on_second.push_back(on_second);
    age.numbers.push_back(40 + 20 * x);
    region.categories.push_back(r);
  }
  persons.covariates = {age, region};
  return persons;
}

double diagnostic(const EstimatorAnswer& answer, std::string_view name) {
  for (const auto& [key, value] : answer.diagnostics) {
    if (key == name) return value;
  }
  return std::nan("");
}

TEST(DoublyRobust, HoldsTheTruthWhereTheTwoListFormulaDoesNot) {
  constexpr int kWorlds = 60;
  constexpr int kPeople = 3000;
  int covered = 0;
  double bias = 0;
  double naive_bias = 0;
  for (std::uint64_t world = 1; world <= kWorlds; ++world) {
    const EstimatorAnswer answer = estimate_doubly_robust(draw_listed(world, kPeople), ExecutionContext{});
    ASSERT_EQ(answer.reason, "");
    const Interval total = mixture_interval(answer.unseen.parts, true);
    covered += total.low <= kPeople && kPeople <= total.high;
    bias += (total.estimate / kPeople - 1) / kWorlds;
    naive_bias += (diagnostic(answer, "total_without_covariates") / kPeople - 1) / kWorlds;
  }
  // 95 % nominal; two standard errors below .95 at 60 worlds are .89.
  EXPECT_GE(covered, 53);
  EXPECT_LT(std::abs(bias), 0.02);
  EXPECT_LT(naive_bias, -0.05);
}

TEST(DoublyRobust, WithoutCovariatesItIsLincolnAndPetersen) {
  ListedPersons persons = draw_listed(5, 2000);
  persons.covariates.clear();
  const EstimatorAnswer answer = estimate_doubly_robust(persons, ExecutionContext{});
  const UnseenPart& part = answer.unseen.parts.front();
  EXPECT_NEAR(part.named + part.unseen, diagnostic(answer, "total_without_covariates"),
              0.01 * (part.named + part.unseen));
}

TEST(DoublyRobust, StandardErrorIsThatOfLincolnAndPetersen) {
  // Independent lists with chances 1/2 and 2/5: variance n (1 - p1) (1 - p2) / (p1 p2) = 1.5 n (Seber
  // 1982, 3.1).
  ListedPersons persons;
  RandomStream random(3, RandomStage::kEstimate, 9, 0, 0);
  for (int person = 0; person < 40000; ++person) {
    const bool on_first = random.uniform() < 0.5;
    const bool on_second = random.uniform() < 0.4;
    if (!on_first && !on_second) continue;
    persons.on_first.push_back(on_first);
    persons.on_second.push_back(on_second);
  }
  const EstimatorAnswer answer = estimate_doubly_robust(persons, ExecutionContext{});
  EXPECT_NEAR(diagnostic(answer, "standard_error"), std::sqrt(1.5 * 40000), 5);
}

TEST(DoublyRobust, TheSeedHardlyMatters) {
  const ListedPersons persons = draw_listed(9, 1500);
  double low = 1e9;
  double high = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    ExecutionContext context;
    context.seed = seed;
    const UnseenPart part = estimate_doubly_robust(persons, context).unseen.parts.front();
    low = std::min(low, part.named + part.unseen);
    high = std::max(high, part.named + part.unseen);
  }
  // Less than the error that it tells, which is about 5 % here.
  EXPECT_LT(high - low, 0.05 * low);
}

TEST(DoublyRobust, ThreadsChangeNothing) {
  const ListedPersons persons = draw_listed(7, 1500);
  ExecutionContext four;
  four.num_threads = 4;
  EXPECT_EQ(estimate_doubly_robust(persons, ExecutionContext{}).unseen.parts.front().unseen,
            estimate_doubly_robust(persons, four).unseen.parts.front().unseen);
}

TEST(DoublyRobust, FewOnBothListsAreRefused) {
  const ListedPersons persons{{1, 1, 0, 0}, {1, 0, 1, 1}, {}};
  const EstimatorAnswer answer = estimate_doubly_robust(persons, ExecutionContext{});
  EXPECT_EQ(answer.reason,
            "not estimable, because only 1 persons are on both lists (at least 20 are needed)");
  EXPECT_EQ(answer.unseen.refused_share, 1);
}

TEST(DoublyRobust, PersonsWithoutOverlapAreRefused) {
  // Region 2 is on the first list alone or the second alone.
  ListedPersons persons;
  Covariate region{"region", {}, {}};
  for (int i = 0; i < 900; ++i) {
    const bool is_second_region = i % 3 == 0;
    const bool on_first = i % 2 == 0;
    persons.on_first.push_back(on_first);
    persons.on_second.push_back(!on_first || (!is_second_region && i % 4 == 0));
    region.categories.push_back(is_second_region ? 2 : 1);
  }
  persons.covariates = {region};
  const EstimatorAnswer answer = estimate_doubly_robust(persons, ExecutionContext{});
  EXPECT_NE(answer.reason.find("fewer than 1 in 100 is on both lists"), std::string::npos) << answer.reason;
}

TEST(DoublyRobust, NobodyMayBeOnNeitherList) {
  EXPECT_THROW(estimate_doubly_robust({{1, 0}, {1, 0}, {}}, ExecutionContext{}), InternalError);
  EXPECT_THROW(estimate_doubly_robust({{1, 0}, {1}, {}}, ExecutionContext{}), InternalError);
}

TEST(LogisticRegression, SeparatedDataStayFinite) {
  Eigen::MatrixXd design(4, 2);
  design << 1, -1, 1, -1, 1, 1, 1, 1;
  const Eigen::VectorXd outcomes = (Eigen::VectorXd(4) << 0, 0, 1, 1).finished();
  const Eigen::VectorXd fitted = fit_logistic(design, outcomes, Eigen::VectorXd::Ones(4), 1);
  // The score: sum x (y - p) - ridge b = 4 (1 - p) - b = 0 at the maximum.
  EXPECT_NEAR(4 * (1 - chance(fitted[1])), fitted[1], 1e-8);
  EXPECT_NEAR(fitted[0], 0, 1e-8);
}

TEST(CovariateBasis, ColumnsAreStandardisedAndSplinesLinearBeyondTheKnots) {
  Covariate number{"number", {}, {}};
  Covariate category{"category", {}, {}};
  for (int i = 0; i <= 1000; ++i) {
    number.numbers.push_back(i == 7 ? std::nan("") : i);
    category.categories.push_back(i < 500 ? 1 : i < 980 ? 2 : i < 990 ? 3 : 4);
  }
  const Eigen::MatrixXd basis = covariate_basis({number, category}, 1001);
  // Intercept, number, three splines, who lacks it, category 2 (or 1), the rare ones together.
  ASSERT_EQ(basis.cols(), 8);
  for (Eigen::Index column = 1; column < basis.cols(); ++column) {
    EXPECT_NEAR(basis.col(column).mean(), 0, 1e-9);
    EXPECT_NEAR(basis.col(column).squaredNorm() / 1001, 1, 1e-9);
  }
  for (Eigen::Index column = 2; column < 5; ++column) {
    const double first_step = basis(970, column) - basis(969, column);
    EXPECT_NEAR(basis(1000, column) - basis(999, column), first_step, 1e-6 * std::abs(first_step));
  }
}

}  // namespace
}  // namespace byname
