// SPDX-License-Identifier: Apache-2.0
#include "nowcast/bayesian_nowcast.hpp"

#include <array>
#include <boost/math/distributions/chi_squared.hpp>
#include <cstdio>
#include <cstdlib>
#include <gtest/gtest.h>

#include "nowcast/nowcast.hpp"
#include "simulated_reports.hpp"

namespace byname {
namespace {

constexpr int kNumBins = 5;

/// Worlds of the calibration; bench/nowcast_calibration.sh sets more than the test's.
int num_worlds() {
  const char* text = std::getenv("BYNAME_NOWCAST_WORLDS");
  return text == nullptr ? 24 : std::atoi(text);
}

struct Calibration {
  std::array<std::array<int, kNumBins>, 6> ranks{};
  int num_covered = 0;
  int num_not_converged = 0;
  int num_fitted = 0;
};

void add_rank(const std::vector<double>& draws, double truth, std::array<int, kNumBins>& bins,
              RandomStream& random) {
  double below = 0, equal = 0;
  for (const double draw : draws) {
    below += draw < truth ? 1 : 0;
    equal += draw == truth ? 1 : 0;
  }
  const double rank = (below + equal * random.uniform()) / static_cast<double>(draws.size());
  ++bins[std::min<std::size_t>(kNumBins - 1, static_cast<std::size_t>(rank * kNumBins))];
}

/// Simulation-based calibration (Talts et al. 2018, arXiv 1804.06788): truth from the prior, data from the
/// truth, rank of the truth among the draws. Bins of ranks are equally likely if the sampler is right.
Calibration calibrate(int num_worlds, double undated_share) {
  DelayPrior prior;
  prior.level_mean = 3;
  prior.level_sd = 0.7;
  prior.hazard_sd = 0.8;
  BayesianSettings settings;
  settings.num_chains = 2;
  settings.num_warmup = 300;
  settings.num_draws = 250;
  settings.max_doublings = 1;
  settings.max_r_hat = 1.05;
  settings.min_effective_draws = 40;
  settings.prior = prior;
  const TriangleShape shape = triangular_shape(6, 4);
  const DelayModel model(shape, prior);
  Calibration result;
  ExecutionContext context;
  context.num_threads = 2;
  for (int world = 0; world < num_worlds; ++world) {
    RandomStream random(11, RandomStage::kSynth, static_cast<std::uint64_t>(world), 7, 0);
    const std::vector<double> truth = model.draw_from_prior(random);
    const SimulatedReports reports = simulate_reports(shape, model.rates(truth), undated_share, random);
    context.seed = 100 + static_cast<std::uint64_t>(world);
    const auto fit = fit_bayesian_nowcast(reports.triangle, settings, context);
    if (std::holds_alternative<Refusal>(fit)) {
      ++result.num_not_converged;
      continue;
    }
    ++result.num_fitted;
    const BayesianNowcast& posterior = std::get<BayesianNowcast>(fit);
    std::vector<double> to_come(posterior.parameters.size());
    for (const auto& event : posterior.will_be_named) {
      for (std::size_t i = 0; i < to_come.size(); ++i) to_come[i] += event[i];
    }
    add_rank(to_come, reports.all_to_come(), result.ranks[0], random);
    const std::size_t places[] = {DelayModel::kLevelScale, DelayModel::kDriftScale, DelayModel::kHazardScale,
                                  DelayModel::kDispersion, DelayModel::kLevels + 5};
    for (std::size_t i = 0; i < 5; ++i) {
      std::vector<double> draws;
      for (const auto& parameters : posterior.parameters) draws.push_back(parameters[places[i]]);
      add_rank(draws, truth[places[i]], result.ranks[i + 1], random);
    }
    const Interval interval = interval_of_draws(to_come);
    result.num_covered +=
        interval.low <= reports.all_to_come() && reports.all_to_come() <= interval.high ? 1 : 0;
  }
  return result;
}

double p_value(const std::array<int, kNumBins>& bins, int num_worlds) {
  const double expected = static_cast<double>(num_worlds) / kNumBins;
  double statistic = 0;
  for (const int count : bins) statistic += (count - expected) * (count - expected) / expected;
  return boost::math::cdf(boost::math::complement(boost::math::chi_squared(kNumBins - 1), statistic));
}

void expect_calibrated(double undated_share) {
  const Calibration result = calibrate(num_worlds(), undated_share);
  const char* names[] = {"to come", "level step", "drift step", "hazard step", "dispersion", "last level"};
  for (std::size_t i = 0; i < result.ranks.size(); ++i) {
    const double p = p_value(result.ranks[i], result.num_fitted);
    std::printf("| %s | %.0f %% undated | %d | %.3f |", names[i], 100 * undated_share, result.num_fitted, p);
    for (const int count : result.ranks[i]) std::printf(" %d", count);
    std::printf(" |\n");
    EXPECT_GT(p, 0.001) << names[i];
  }
  std::printf("held: %d of %d; not converged: %d\n", result.num_covered, result.num_fitted,
              result.num_not_converged);
  EXPECT_GE(result.num_covered, 0.8 * result.num_fitted);
  EXPECT_LE(result.num_not_converged, 0.1 * num_worlds());
}

TEST(BayesianNowcast, RanksOfTheTruthAreUniform) { expect_calibrated(0); }
TEST(BayesianNowcast, RanksAreUniformWithUnknownDates) { expect_calibrated(0.3); }

SimulatedReports invented_reports(double undated_share) {
  const TriangleShape shape = triangular_shape(12, 5);
  DelayRates rates;
  rates.size = 50;
  rates.means.assign(12, {30, 20, 15, 10, 5});
  RandomStream random(3, RandomStage::kSynth, 1, 1, 0);
  return simulate_reports(shape, rates, undated_share, random);
}

TEST(BayesianNowcast, DoesNotDependOnThreads) {
  const SimulatedReports reports = invented_reports(0.2);
  BayesianSettings settings;
  settings.num_warmup = 200;
  settings.num_draws = 60;
  settings.max_doublings = 0;
  settings.max_r_hat = 10;
  settings.min_effective_draws = 0;
  ExecutionContext one, two;
  two.num_threads = 2;
  const auto first = std::get<BayesianNowcast>(fit_bayesian_nowcast(reports.triangle, settings, one));
  const auto second = std::get<BayesianNowcast>(fit_bayesian_nowcast(reports.triangle, settings, two));
  EXPECT_EQ(first.will_be_named, second.will_be_named);
  EXPECT_EQ(first.named, second.named);
}

TEST(BayesianNowcast, RefusesChainsThatDoNotAgree) {
  BayesianSettings settings;
  settings.num_warmup = 200;
  settings.num_draws = 20;
  settings.max_doublings = 0;
  const auto fit = fit_bayesian_nowcast(invented_reports(0).triangle, settings, {});
  ASSERT_TRUE(std::holds_alternative<Refusal>(fit));
  EXPECT_NE(std::get<Refusal>(fit).reason.find("not converged"), std::string::npos);
}

TEST(BayesianNowcast, RefusesTooFewPeriodsOrDelays) {
  ReportingTriangle triangle = invented_reports(0).triangle;
  triangle.events.resize(2);
  triangle.counts.resize(2);
  EXPECT_NE(std::get<Refusal>(fit_bayesian_nowcast(triangle, {}, {})).reason.find("fewer than three periods"),
            std::string::npos);
  triangle = invented_reports(0).triangle;
  triangle.delays.resize(1);
  for (std::vector<double>& row : triangle.counts) row.resize(1);
  EXPECT_NE(std::get<Refusal>(fit_bayesian_nowcast(triangle, {}, {})).reason.find("single delay"),
            std::string::npos);
}

TEST(BayesianNowcast, RefusesWhatIsNoCountOfPersons) {
  ReportingTriangle triangle = invented_reports(0).triangle;
  triangle.counts[0][1] = -3;
  EXPECT_NE(std::get<Refusal>(fit_bayesian_nowcast(triangle, {}, {})).reason.find("negative"),
            std::string::npos);
  triangle.counts[0][1] = 3.5;
  EXPECT_NE(std::get<Refusal>(fit_bayesian_nowcast(triangle, {}, {})).reason.find("fractions"),
            std::string::npos);
}

NowcastOptions quick_options() {
  NowcastOptions options;
  options.num_draws = 500;
  options.methods = {"chain-ladder", "reverse-hazard"};
  return options;
}

TEST(Nowcast, AddsUpInsideDraws) {
  NowcastOptions options = quick_options();
  options.never = parse_never_share("0.2-0.4");
  const ReportingTriangle triangle = invented_reports(0.2).triangle;
  const MethodAnswers answers = nowcast(triangle, options, {});
  ASSERT_EQ(answers.answers.size(), 2u);
  EXPECT_EQ(answers.headline()->family, "reverse-hazard");
  for (const MethodAnswer& answer : answers.answers) {
    const QuantityDraws& draws = answer.draws;
    for (std::size_t i = 0; i < draws.num_draws(); ++i) {
      const double ever = (*draws.find("", "named"))[i] + (*draws.find("", "will_be_named"))[i];
      ASSERT_DOUBLE_EQ((*draws.find("", "ever_named"))[i], ever);
      ASSERT_DOUBLE_EQ((*draws.find("", "total"))[i], ever + (*draws.find("", "never_named"))[i]);
    }
    EXPECT_EQ(find_quantity(answer, "", "named")->estimate, triangle.num_named());
  }
}

TEST(Nowcast, SaysNothingOfTheNeverNamedByItself) {
  const MethodAnswers answers = nowcast(invented_reports(0).triangle, quick_options(), {});
  EXPECT_EQ(find_quantity(*answers.headline(), "", "total"), nullptr);
  EXPECT_NE(answers.notes.back().find("never be named"), std::string::npos);
}

// What the prior says of the never named comes out as it went in.
TEST(Nowcast, CarriesThePriorOfTheNeverNamed) {
  NowcastOptions options = quick_options();
  options.num_draws = 4000;
  options.never = parse_never_share("0.2-0.4");
  const MethodAnswers answers = nowcast(invented_reports(0).triangle, options, {});
  const QuantityDraws& draws = answers.headline()->draws;
  std::vector<double> shares;
  for (std::size_t i = 0; i < draws.num_draws(); ++i)
    shares.push_back((*draws.find("", "never_named"))[i] / (*draws.find("", "total"))[i]);
  const Interval interval = interval_of_draws(shares);
  EXPECT_NEAR(interval.low, 0.2, 0.015);
  EXPECT_NEAR(interval.high, 0.4, 0.015);
}

TEST(Nowcast, TakesTheUnseenOfAnEstimate) {
  NowcastOptions options = quick_options();
  options.never.kind = NeverNamed::Kind::kUnseen;
  options.never.unseen = {1000, 1100, 900};
  const MethodAnswers answers = nowcast(invented_reports(0).triangle, options, {});
  const QuantityDraws& draws = answers.headline()->draws;
  for (std::size_t i = 0; i < draws.num_draws(); ++i) {
    const double unseen = (*draws.find("", "never_named"))[i] + (*draws.find("", "will_be_named"))[i];
    ASSERT_TRUE(unseen == 1000 || unseen == 1100 || unseen == 900) << unseen;
  }
}

}  // namespace
}  // namespace byname
