// SPDX-License-Identifier: Apache-2.0
#include "evaluate/comparison_dependence.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "evaluate/invented_link.hpp"
#include "evaluate/pair_space_fit.hpp"

namespace byname {
namespace {

constexpr std::size_t kComparisons = 4;

/// Expected counts of all patterns of four equal-or-not comparisons.
struct Classes {
  double pairs = 1e6;
  double matches = 0;  ///< with m
  double m = 0.9;
  double u = 0.02;
  double ratio = 1;  ///< of comparisons 0 and 1 among the others
};

ComparisonCounts counts_of(const Classes& classes) {
  ComparisonCounts counts;
  counts.num_comparisons = kComparisons;
  for (unsigned pattern = 0; pattern < 16; ++pattern) {
    double match = classes.matches;
    double other = classes.pairs - classes.matches;
    for (std::size_t k = 0; k < kComparisons; ++k) {
      const bool agrees = (pattern >> k & 1) != 0;
      counts.gammas.push_back(agrees ? 1 : 0);
      match *= agrees ? classes.m : 1 - classes.m;
      if (k > 1) other *= agrees ? classes.u : 1 - classes.u;
    }
    const double both = classes.u * classes.u * classes.ratio;
    const double one = classes.u - both;
    const double share[] = {1 - both - 2 * one, one, one, both};
    other *= share[pattern & 3];
    counts.first_row.push_back(pattern);
    counts.multiplier.push_back(1);
    counts.count.push_back(match + other);
    counts.num_pairs += match + other;
  }
  counts.first_row.push_back(16);
  return counts;
}

class Scored {
 public:
  Scored(double m, double u, double lambda)
      : link_(invented_people({}, 1), exact_model({"a", "b", "c", "d"}, m, u, lambda, {"l.a = r.a"}), 0, 1) {}
  const SplinkScorer& scorer() const { return link_.scorer; }
  const SplinkModel& model() const { return link_.model; }

 private:
  InventedLink link_;
};

TEST(ComparisonDependence, OfIndependentComparisonsIsNone) {
  const Scored scored(0.9, 0.02, 1e-3);
  for (const auto& each : measure_dependence(counts_of({1e6, 1000}), scored.scorer(), scored.model()))
    EXPECT_NEAR(each.ratio, 1, 0.1);
}

TEST(ComparisonDependence, FindsTheRatioOfTwoThatDepend) {
  const Scored scored(0.9, 0.02, 1e-3);
  Classes classes{1e6, 1000};
  classes.ratio = 12;
  const auto all = measure_dependence(counts_of(classes), scored.scorer(), scored.model());
  EXPECT_NEAR(all[0].ratio, 12, 0.6);
  EXPECT_NEAR(all[0].bits(), std::log2(12), 0.1);
  for (std::size_t i = 1; i < all.size(); ++i) EXPECT_LT(all[i].ratio, 1.3);
}

TEST(ComparisonDependence, DoesNotTakeMissedMatchesForIt) {
  // The model knows of hardly any match, but there are 3,000: they agree on all pairs of comparisons alike.
  const Scored scored(0.9, 0.02, 1e-9);
  const ComparisonCounts counts = counts_of({1e6, 3000});
  const std::vector<double> all_others(16, 1);
  EXPECT_GT(tabulate_dependence(counts, scored.scorer(), all_others)[0].ratio, 4);
  for (const auto& each : measure_dependence(counts, scored.scorer(), scored.model()))
    EXPECT_LT(each.ratio, 1.5);
}

TEST(ComparisonDependence, IsTakenOffWhereBothAgree) {
  const Scored scored(0.9, 0.02, 1e-3);
  std::vector<ComparisonDependence> all(1);
  all[0].second = 1;
  all[0].ratio = 8;
  const auto bits = [&](std::vector<std::int8_t> gammas, double least) {
    return bits_too_many(all, gammas, scored.scorer(), least);
  };
  EXPECT_DOUBLE_EQ(bits({1, 1, 0, 0}, 2), 3);
  EXPECT_DOUBLE_EQ(bits({1, 0, 1, 1}, 2), 0);
  EXPECT_DOUBLE_EQ(bits({1, -1, 1, 1}, 2), 0);
  EXPECT_DOUBLE_EQ(bits({1, 1, 1, 1}, 9), 0);
}

TEST(PairSpaceFit, FindsTheMatchesThatThereAre) {
  const SplinkModel model = exact_model({"a", "b", "c", "d"}, 0.7, 0.1, 1e-3, {});
  for (const double matches : {0.0, 100.0, 3000.0}) {
    const ComparisonCounts counts = counts_of({1e6, matches});
    for (const FitStart start : {FitStart::kAnchor, FitStart::kModel})
      // Where there is none, chance agreements are all that EM has: a few of a million pairs remain.
      EXPECT_NEAR(fit_pair_space(model, counts, start).matches, matches, matches == 0 ? 90 : 0.05 * matches);
  }
}

TEST(PairSpaceFit, DoesNotTakeCorrelatedPairsForMatches) {
  Classes classes{1e6, 1000};
  classes.ratio = 20;
  const SplinkModel model = exact_model({"a", "b", "c", "d"}, 0.7, 0.1, 1e-3, {});
  const PairSpaceFit fit = fit_pair_space(model, counts_of(classes), FitStart::kAnchor);
  // Taken for independent, the 8,000 pairs that agree on both would be matches.
  EXPECT_NEAR(fit.matches, 1000, 250);
  EXPECT_LT(fit.probability[0b0011], 0.02);
  EXPECT_GT(fit.probability[0b1111], 0.95);
}

}  // namespace
}  // namespace byname
