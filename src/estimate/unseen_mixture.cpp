// SPDX-License-Identifier: Apache-2.0
#include "estimate/unseen_mixture.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace byname {
namespace {

constexpr int kBisections = 44;
constexpr double kWidestSd = 8;
constexpr double kUnbounded = 1e15;                    // stands for no upper limit
constexpr double kNormalQuantile = 1.959963984540054;  // 97.5 % of the standard normal

double share_below(const std::vector<UnseenPart>& parts, double value, bool is_total) {
  double share = 0;
  for (const UnseenPart& part : parts) {
    const double unseen = is_total ? value - part.named : value;
    const double sd = unseen < part.unseen ? part.sd : part.upper_sd();
    if (part.unseen <= 0 || sd <= 0) {
      share += unseen >= part.unseen ? part.weight : 0;
    } else if (unseen > 0) {
      share += part.weight * 0.5 * std::erfc(std::log(part.unseen / unseen) / (sd * std::sqrt(2.0)));
    }
  }
  return share;
}

}  // namespace

double log_sd(double log_variance, double unseen) {
  return unseen > 0 ? std::sqrt(log_variance + std::log1p(1 / unseen)) : 0;
}

double mixture_quantile(const std::vector<UnseenPart>& parts, double level, bool is_total) {
  double weight = 0;
  double low = std::numeric_limits<double>::infinity();
  double high = 0;
  for (const UnseenPart& part : parts) {
    const double named = is_total ? part.named : 0;
    weight += part.weight;
    low = std::min(low, named + part.unseen * std::exp(-kWidestSd * part.sd));
    high = std::max(high, named + part.unseen * std::exp(kWidestSd * part.upper_sd()));
  }
  // Halving the logarithm finds a quantile far below a huge upper bound as fast as one near it.
  low = std::max(low, 1e-6);
  if (share_below(parts, low, is_total) >= level * weight) return is_total ? low : (low <= 1e-6 ? 0 : low);
  for (int i = 0; i < kBisections && high > low * (1 + 1e-7); ++i) {
    const double middle = std::sqrt(low * high);
    (share_below(parts, middle, is_total) < level * weight ? low : high) = middle;
  }
  return high;
}

Interval mixture_interval(const std::vector<UnseenPart>& parts, bool is_total) {
  return {mixture_quantile(parts, 0.5, is_total), mixture_quantile(parts, 0.025, is_total),
          mixture_quantile(parts, 0.975, is_total)};
}

UnseenPart part_with_limits(double named, double unseen, double low, double high) {
  const double floor = std::max(unseen, 1e-6) * std::exp(-kWidestSd * kNormalQuantile);
  UnseenPart part{1, named, unseen, 0, 0};
  if (unseen <= 0) return part;
  part.sd = std::log(unseen / std::max(low, floor)) / kNormalQuantile;
  part.sd_above = std::log(std::min(high, kUnbounded) / unseen) / kNormalQuantile;
  return part;
}

double value_of_mixture(const std::vector<UnseenPart>& parts, double uniform, double normal) {
  double weight = 0;
  for (const UnseenPart& part : parts) weight += part.weight;
  double left = uniform * weight;
  std::size_t chosen = 0;
  while (chosen + 1 < parts.size() && left >= parts[chosen].weight) left -= parts[chosen++].weight;
  const UnseenPart& part = parts[chosen];
  return part.unseen * std::exp(normal * (normal < 0 ? part.sd : part.upper_sd()));
}

}  // namespace byname
