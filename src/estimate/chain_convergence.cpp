// SPDX-License-Identifier: Apache-2.0
#include "estimate/chain_convergence.hpp"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "estimate/boost_precision.hpp"

namespace byname {
namespace {

using Chains = std::vector<std::vector<double>>;

/// First and last half of every chain; the middle draw of an odd number is left out.
Chains split(const Chains& chains) {
  Chains halves;
  for (const std::vector<double>& chain : chains) {
    const auto half = static_cast<std::ptrdiff_t>(chain.size() / 2);
    halves.emplace_back(chain.begin(), chain.begin() + half);
    halves.emplace_back(chain.end() - half, chain.end());
  }
  return halves;
}

/// Normal scores of the ranks over all chains, ties with their mean rank: probit((rank - 3/8) / (S + 1/4)).
Chains normal_scores(const Chains& chains) {
  const std::size_t length = chains.front().size();
  std::vector<std::size_t> order(chains.size() * length);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto value = [&](std::size_t i) { return chains[i / length][i % length]; };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return value(a) < value(b); });
  Chains scores(chains.size(), std::vector<double>(length));
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && value(order[end]) == value(order[begin])) ++end;
    const double rank = static_cast<double>(begin + 1 + end) / 2;
    const double level = (rank - 0.375) / (static_cast<double>(order.size()) + 0.25);
    const double score = std::sqrt(2.0) * boost::math::erf_inv(2 * level - 1, BoostPrecision());
    for (std::size_t i = begin; i < end; ++i) scores[order[i] / length][order[i] % length] = score;
    begin = end;
  }
  return scores;
}

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double variance_of(const std::vector<double>& values) {
  const double mean = mean_of(values);
  double sum = 0;
  for (const double each : values) sum += (each - mean) * (each - mean);
  return sum / static_cast<double>(values.size() - 1);
}

/// Mean variance within chains and the variance estimate over all of them (their equations 2 and 3).
struct Variances {
  double within = 0;
  double all = 0;
};

Variances variances_of(const Chains& chains) {
  const auto length = static_cast<double>(chains.front().size());
  std::vector<double> means, variances;
  for (const std::vector<double>& chain : chains) {
    means.push_back(mean_of(chain));
    variances.push_back(variance_of(chain));
  }
  const double within = mean_of(variances);
  return {within, within * (length - 1) / length + variance_of(means)};
}

double r_hat(const Chains& chains) {
  const Variances variances = variances_of(chains);
  return variances.within > 0 ? std::sqrt(variances.all / variances.within) : 1;
}

/// Sum of products of a chain's deviations at a distance, over its length.
double autocovariance(const std::vector<double>& deviations, std::size_t distance) {
  double sum = 0;
  for (std::size_t i = distance; i < deviations.size(); ++i) sum += deviations[i] * deviations[i - distance];
  return sum / static_cast<double>(deviations.size());
}

/// Geyer's initial monotone sequence over all chains (their section 3.2).
double effective_size(Chains chains) {
  const std::size_t length = chains.front().size();
  const double size = static_cast<double>(chains.size() * length);
  const Variances variances = variances_of(chains);
  if (variances.all <= 0) return size;
  for (std::vector<double>& chain : chains) {
    const double mean = mean_of(chain);
    for (double& each : chain) each -= mean;
  }
  const auto correlation = [&](std::size_t distance) {
    double covariance = 0;
    for (const std::vector<double>& chain : chains) covariance += autocovariance(chain, distance);
    covariance *=
        static_cast<double>(length) / static_cast<double>(length - 1) / static_cast<double>(chains.size());
    return 1 - (variances.within - covariance) / variances.all;
  };
  double sum = -1;
  double last_pair = std::numeric_limits<double>::infinity();
  for (std::size_t distance = 0; distance + 1 < length; distance += 2) {
    const double even = distance == 0 ? 1 : correlation(distance);
    const double pair = std::min(last_pair, even + correlation(distance + 1));
    if (pair <= 0) break;
    sum += 2 * pair;
    last_pair = pair;
  }
  return size / std::max(sum, 1 / std::log10(size));
}

double quantile_of(Chains chains, double level) {
  std::vector<double> values;
  for (const std::vector<double>& chain : chains) values.insert(values.end(), chain.begin(), chain.end());
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(level * static_cast<double>(values.size() - 1))];
}

Chains map_values(Chains chains, const auto& function) {
  for (std::vector<double>& chain : chains) {
    for (double& each : chain) each = function(each);
  }
  return chains;
}

double size_at_quantile(const Chains& chains, double level) {
  const double limit = quantile_of(chains, level);
  return effective_size(map_values(chains, [&](double each) { return each <= limit ? 1.0 : 0.0; }));
}

bool can_be_assessed(const Chains& chains) {
  if (chains.empty() || chains.front().size() < 4) return false;
  return std::all_of(chains.begin(), chains.end(), [&](const std::vector<double>& chain) {
    return chain.size() == chains.front().size() &&
           std::all_of(chain.begin(), chain.end(), [](double each) { return std::isfinite(each); });
  });
}

}  // namespace

ChainConvergence assess_convergence(const Chains& chains) {
  if (!can_be_assessed(chains)) return {std::numeric_limits<double>::infinity(), 0, 0};
  const Chains halves = split(chains);
  const double median = quantile_of(halves, 0.5);
  const Chains scores = normal_scores(halves);
  const Chains distances =
      normal_scores(map_values(halves, [&](double each) { return std::abs(each - median); }));
  return {std::max(r_hat(scores), r_hat(distances)), effective_size(scores),
          std::min(size_at_quantile(halves, 0.05), size_at_quantile(halves, 0.95))};
}

}  // namespace byname
