// SPDX-License-Identifier: Apache-2.0
#include "nowcast/chain_ladder.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/parallel.hpp"
#include "base/random.hpp"

namespace byname {
namespace {

constexpr std::size_t kDrawsPerChunk = 64;

using Rows = std::vector<std::vector<double>>;

Refusal refuse(const std::string& reason, const std::string& needed) {
  return {"chain-ladder", "mack", reason, needed};
}

/// Sets f_k, S_k and, where two periods or more are known, sigma_k^2. False if S_k is not positive.
bool fit_step(const Rows& rows, std::size_t delay, ChainLadder& ladder) {
  double base = 0, next = 0;
  std::size_t num_periods = 0;
  for (const std::vector<double>& row : rows) {
    if (row.size() <= delay + 1) continue;
    base += row[delay];
    next += row[delay + 1];
    ++num_periods;
  }
  if (!(base > 0) || !(next > 0)) return false;
  const double factor = next / base;
  double squares = 0;
  for (const std::vector<double>& row : rows) {
    if (row.size() <= delay + 1 || row[delay] == 0) continue;
    const double difference = row[delay + 1] / row[delay] - factor;
    squares += row[delay] * difference * difference;
  }
  ladder.factors.push_back(factor);
  ladder.bases.push_back(base);
  ladder.variances.push_back(num_periods > 1 ? squares / static_cast<double>(num_periods - 1) : NAN);
  return true;
}

/// Mack's rule for a variance that its own step cannot give: min(s^4 / r, r, s) of the two steps before it.
void extend_variances(std::vector<double>& variances) {
  for (std::size_t k = 0; k < variances.size(); ++k) {
    if (!std::isnan(variances[k])) continue;
    const double before = variances[k - 1];
    const double earlier = k >= 2 ? variances[k - 2] : before;
    variances[k] = earlier > 0 ? std::min({before * before / earlier, earlier, before}) : 0;
  }
}

void predict(const Rows& rows, ChainLadder& ladder) {
  for (const std::vector<double>& row : rows) {
    double value = row.back();
    for (std::size_t k = row.size() - 1; k < ladder.factors.size(); ++k) value *= ladder.factors[k];
    ladder.latest.push_back(row.back());
    ladder.ultimates.push_back(value);
    ladder.reserve += value - row.back();
  }
}

/// Theorem 3 and its corollary: squared errors of each period, and the covariance through shared factors.
void set_errors(const Rows& rows, ChainLadder& ladder) {
  double total = 0;
  for (std::size_t event = 0; event < rows.size(); ++event) {
    double own = 0, shared = 0;
    double value = rows[event].back();
    for (std::size_t k = rows[event].size() - 1; k < ladder.factors.size(); ++k) {
      const double relative = ladder.variances[k] / (ladder.factors[k] * ladder.factors[k]);
      if (value > 0) own += relative * (1 / value + 1 / ladder.bases[k]);
      shared += 2 * relative / ladder.bases[k];
      value *= ladder.factors[k];
    }
    // Periods that are known less far share every factor that this one still needs.
    double younger = 0;
    for (std::size_t other = 0; other < rows.size(); ++other) {
      const bool is_younger = rows[other].size() < rows[event].size() ||
                              (rows[other].size() == rows[event].size() && other > event);
      if (is_younger) younger += ladder.ultimates[other];
    }
    const double ultimate = ladder.ultimates[event];
    ladder.errors.push_back(ultimate * std::sqrt(own));
    total += ultimate * ultimate * own + ultimate * younger * shared;
  }
  ladder.error = std::sqrt(std::max(total, 0.0));
}

/// Mean `mean`, variance `variance`; gamma where the mean is positive, else normal.
double draw_step(RandomStream& random, double mean, double variance) {
  if (!(variance > 0)) return mean;
  if (mean > 0) return draw_gamma(random, mean * mean / variance) * variance / mean;
  return mean + std::sqrt(variance) * draw_normal(random);
}

}  // namespace

std::variant<ChainLadder, Refusal> fit_chain_ladder(const ReportingTriangle& triangle) {
  if (triangle.num_delays() < 2)
    return refuse("not estimable, because the table has a single delay: nothing shows how reports grow",
                  "counts at two delays or more");
  Rows rows;
  for (const std::vector<double>& row : triangle.counts) rows.push_back(cumulative_counts(row));
  ChainLadder ladder;
  for (std::size_t delay = 0; delay + 1 < triangle.num_delays(); ++delay) {
    if (!fit_step(rows, delay, ladder))
      return refuse(
          fmt::format("not estimable, because no period that is known beyond delay {} had any report "
                      "up to it, so there is no factor from it to the next",
                      triangle.delays[delay]),
          "longer periods, or fewer delays (--max-delay)");
  }
  if (std::isnan(ladder.variances.front()))
    return refuse("not estimable, because only one period is known at two delays: its factor has no spread",
                  "three periods or more");
  extend_variances(ladder.variances);
  predict(rows, ladder);
  set_errors(rows, ladder);
  return ladder;
}

std::vector<std::vector<double>> draw_chain_ladder(const ReportingTriangle& triangle,
                                                   const ChainLadder& ladder, int num_draws,
                                                   const ExecutionContext& context) {
  const auto size = static_cast<std::size_t>(num_draws);
  std::vector<std::vector<double>> draws(triangle.num_events(), std::vector<double>(size, 0.0));
  parallel_chunks(context, size, kDrawsPerChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t draw = begin; draw < end; ++draw) {
      RandomStream random(context.seed, RandomStage::kNowcast, 1, draw, 0);
      std::vector<double> factors;
      for (std::size_t k = 0; k < ladder.factors.size(); ++k)
        factors.push_back(draw_step(random, ladder.factors[k], ladder.variances[k] / ladder.bases[k]));
      for (std::size_t event = 0; event < triangle.num_events(); ++event) {
        double value = ladder.latest[event];
        for (std::size_t k = triangle.counts[event].size() - 1; k < factors.size(); ++k)
          value = draw_step(random, value * factors[k], ladder.variances[k] * std::abs(value));
        draws[event][draw] = value - ladder.latest[event];
      }
    }
  });
  return draws;
}

}  // namespace byname
