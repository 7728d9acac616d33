// SPDX-License-Identifier: Apache-2.0
#include "estimate/bootstrap_limits.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "estimate/boost_precision.hpp"

namespace byname {
namespace {

/// Between the values, as if they were the middles of equal shares.
double quantile(const std::vector<double>& sorted, double share) {
  const double at = share * static_cast<double>(sorted.size()) - 0.5;
  if (at <= 0) return sorted.front();
  const auto below = static_cast<std::size_t>(at);
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

double acceleration_of(const std::vector<LeftOut>& left_out) {
  double persons = 0;
  double sum = 0;
  for (const LeftOut& each : left_out) {
    persons += each.persons;
    sum += each.persons * each.estimate;
  }
  const double mean = sum / persons;
  double squares = 0;
  double cubes = 0;
  for (const LeftOut& each : left_out) {
    const double difference = mean - each.estimate;
    squares += each.persons * difference * difference;
    cubes += each.persons * difference * difference * difference;
  }
  return squares > 0 ? cubes / (6 * std::pow(squares, 1.5)) : 0;
}

}  // namespace

CaptureTable resample(const CaptureTable& table, RandomStream& random) {
  std::vector<double> counts(table.counts.size(), 0);
  auto left = static_cast<std::int64_t>(std::llround(table.total));
  double weight = table.total;
  for (std::size_t cell = 1; cell < counts.size() && left > 0; ++cell) {
    if (table.counts[cell] == 0) continue;
    const std::int64_t drawn = draw_binomial(random, left, std::min(1.0, table.counts[cell] / weight));
    counts[cell] = static_cast<double>(drawn);
    left -= drawn;
    weight -= table.counts[cell];
  }
  return capture_table_of(table.num_lists, std::move(counts));
}

std::pair<double, double> bca_limits(std::vector<double> values, double estimate,
                                     const std::vector<LeftOut>& left_out) {
  std::sort(values.begin(), values.end());
  const boost::math::normal_distribution<double, BoostPrecision> normal;
  double below = 0;
  for (const double value : values) below += value < estimate ? 1 : value == estimate ? 0.5 : 0;
  const auto number = static_cast<double>(values.size());
  const double bias =
      boost::math::quantile(normal, std::clamp(below / number, 0.5 / number, 1 - 0.5 / number));
  const double acceleration = acceleration_of(left_out);
  const auto limit = [&](double level) {
    const double z = bias + boost::math::quantile(normal, level);
    return quantile(values, boost::math::cdf(normal, bias + z / (1 - acceleration * z)));
  };
  return {limit(0.025), limit(0.975)};
}

}  // namespace byname
