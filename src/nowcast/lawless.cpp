// SPDX-License-Identifier: Apache-2.0
#include "nowcast/lawless.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/parallel.hpp"
#include "base/random.hpp"

namespace byname {
namespace {

constexpr std::size_t kDrawsPerChunk = 64;
constexpr double kJeffreys = 0.5;

Refusal refuse(const std::string& reason, const std::string& needed) {
  return {"reverse-hazard", "lawless", reason, needed};
}

/// Period of the newest report.
std::size_t last_report(const ReportingTriangle& triangle) {
  std::size_t last = 0;
  for (std::size_t event = 0; event < triangle.num_events(); ++event)
    last = std::max(last, event + triangle.counts[event].size() - 1);
  return last;
}

bool is_in_window(std::size_t report, std::size_t now, int window) {
  return window == 0 || report + static_cast<std::size_t>(window) > now;
}

void count_reports(const ReportingTriangle& triangle, ReverseHazards& hazards) {
  const std::size_t now = last_report(triangle);
  hazards.with_delay.assign(triangle.num_delays(), 0);
  hazards.up_to_delay.assign(triangle.num_delays(), 0);
  for (std::size_t event = 0; event < triangle.num_events(); ++event) {
    double so_far = 0;
    for (std::size_t delay = 0; delay < triangle.counts[event].size(); ++delay) {
      so_far += triangle.counts[event][delay];
      if (!is_in_window(event + delay, now, hazards.window)) continue;
      hazards.with_delay[delay] += triangle.counts[event][delay];
      hazards.up_to_delay[delay] += so_far;
    }
  }
}

/// Pearson's statistic of each cell's count given the reports up to its delay, over cells less hazards.
double overdispersion_of(const ReportingTriangle& triangle, const ReverseHazards& hazards) {
  const std::size_t now = last_report(triangle);
  double statistic = 0;
  double freedom = 0;
  for (std::size_t delay = 1; delay < triangle.num_delays(); ++delay) {
    const double hazard = hazards.with_delay[delay] / hazards.up_to_delay[delay];
    if (!(hazard > 0) || !(hazard < 1)) continue;
    double num_cells = 0;
    for (std::size_t event = 0; event < triangle.num_events(); ++event) {
      if (triangle.counts[event].size() <= delay || !is_in_window(event + delay, now, hazards.window))
        continue;
      double up_to = 0;
      for (std::size_t i = 0; i <= delay; ++i) up_to += triangle.counts[event][i];
      if (!(up_to > 0)) continue;
      const double difference = triangle.counts[event][delay] - hazard * up_to;
      statistic += difference * difference / (up_to * hazard * (1 - hazard));
      ++num_cells;
    }
    freedom += std::max(num_cells - 1, 0.0);
  }
  return freedom > 0 ? std::max(1.0, statistic / freedom) : 1;
}

/// F(d) from hazards g(1), ..., g(last).
std::vector<double> shares_of(const std::vector<double>& hazards) {
  std::vector<double> shares(hazards.size(), 1);
  for (std::size_t delay = hazards.size() - 1; delay > 0; --delay)
    shares[delay - 1] = shares[delay] * (1 - hazards[delay]);
  return shares;
}

std::vector<double> drawn_shares(const ReverseHazards& fit, RandomStream& random) {
  std::vector<double> hazards(fit.shares.size(), 1);
  for (std::size_t delay = 1; delay < hazards.size(); ++delay) {
    const double with = fit.with_delay[delay] / fit.overdispersion;
    const double without = (fit.up_to_delay[delay] - fit.with_delay[delay]) / fit.overdispersion;
    // A delay that nobody had stays without reports: there is nothing to widen.
    hazards[delay] =
        fit.with_delay[delay] == 0 ? 0 : draw_beta(random, with + kJeffreys, without + kJeffreys);
  }
  return shares_of(hazards);
}

}  // namespace

std::variant<ReverseHazards, Refusal> fit_reverse_hazards(const ReportingTriangle& triangle, int window) {
  if (triangle.num_delays() < 2)
    return refuse("not estimable, because the table has a single delay", "counts at two delays or more");
  if (triangle.has_negative_counts())
    return refuse("not estimable, because the table has negative new reports: persons were taken back",
                  "counts in which nobody is taken back; the chain ladder allows it");
  if (!triangle.has_whole_counts())
    return refuse("not estimable, because the table has fractions: it does not count persons",
                  "whole numbers of persons");
  ReverseHazards hazards;
  hazards.window = window;
  count_reports(triangle, hazards);
  std::vector<double> estimates(triangle.num_delays(), 1);
  for (std::size_t delay = 1; delay < triangle.num_delays(); ++delay) {
    if (hazards.up_to_delay[delay] == 0)
      return refuse(
          fmt::format("not estimable, because no period within the window had a report up to delay {}",
                      triangle.delays[delay]),
          "a longer window (--window), or fewer delays (--max-delay)");
    estimates[delay] = hazards.with_delay[delay] / hazards.up_to_delay[delay];
  }
  hazards.shares = shares_of(estimates);
  for (std::size_t event = 0; event < triangle.num_events(); ++event) {
    const std::size_t delay = triangle.counts[event].size() - 1;
    if (hazards.shares[delay] > 0) continue;
    return refuse(
        fmt::format("not estimable, because nobody was ever named within delay {}, at which period {} "
                    "stands",
                    triangle.delays[delay], triangle.events[event]),
        "longer periods (--period), so that some are named within the first");
  }
  hazards.overdispersion = overdispersion_of(triangle, hazards);
  return hazards;
}

std::vector<std::vector<double>> draw_reverse_hazards(const ReportingTriangle& triangle,
                                                      const ReverseHazards& hazards, int num_draws,
                                                      const ExecutionContext& context) {
  const auto size = static_cast<std::size_t>(num_draws);
  const double spread = hazards.overdispersion;
  std::vector<std::vector<double>> draws(triangle.num_events(), std::vector<double>(size, 0.0));
  parallel_chunks(context, size, kDrawsPerChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t draw = begin; draw < end; ++draw) {
      RandomStream random(context.seed, RandomStage::kNowcast, 2, draw, 0);
      const std::vector<double> shares = drawn_shares(hazards, random);
      for (std::size_t event = 0; event < triangle.num_events(); ++event) {
        if (!triangle.is_open(event)) continue;
        const double share = std::max(shares[triangle.counts[event].size() - 1], 1e-12);
        const double named = triangle.num_named(event);
        const double expected = spread * draw_gamma(random, (named + kJeffreys) / spread) / share;
        const double mean = expected * (1 - share) / spread;
        draws[event][draw] = std::round(spread * static_cast<double>(draw_poisson(random, mean)));
      }
    }
  });
  return draws;
}

}  // namespace byname
