// SPDX-License-Identifier: Apache-2.0
#include "estimate/sparse_search.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "estimate/boost_precision.hpp"
#include "estimate/mle_existence.hpp"

namespace byname {
namespace {

/// Chance of a count at least as far out as `observed`, to its side of the mean.
double one_sided_probability(double observed, double mean) {
  if (mean <= 0) return observed > 0 ? 0 : 1;
  const double at_most = boost::math::gamma_q(observed + 1, mean, BoostPrecision());
  const double at_least = observed >= 1 ? boost::math::gamma_p(observed, mean, BoostPrecision()) : 1;
  return std::min(at_most, at_least);
}

LoglinearModel with_term(LoglinearModel model, std::uint32_t term) {
  model.terms.insert(std::lower_bound(model.terms.begin(), model.terms.end(), term), term);
  return model;
}

/// The pairs worth adding, the least likely first.
std::vector<std::uint32_t> candidates(const CaptureTable& table, const LoglinearModel& model,
                                      double threshold, LoglinearFitter& fitter) {
  std::vector<std::pair<double, std::uint32_t>> found;
  for (const std::uint32_t pair : pairs_of_lists(table.num_lists)) {
    if (std::binary_search(model.terms.begin(), model.terms.end(), pair)) continue;
    const double probability = one_sided_probability(table.on_all_of[pair], fitter.expected_on_all_of(pair));
    if (probability < threshold) found.emplace_back(probability, pair);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::uint32_t> pairs;
  for (const auto& [probability, pair] : found) pairs.push_back(pair);
  return pairs;
}

}  // namespace

std::optional<SparseModel> sparse_model(const CaptureTable& table, double threshold,
                                        LoglinearFitter& fitter) {
  SparseModel result;
  if (check_estimability(table, result.model) != Estimability::kEstimable) return std::nullopt;
  for (;;) {
    const LoglinearFit fit = fitter.fit(table, result.model);
    if (!fit.converged || !std::isfinite(fit.log_unseen)) return std::nullopt;
    result.unseen = std::exp(fit.log_unseen);
    result.variance = fit.variance;
    bool is_larger = false;
    for (const std::uint32_t pair : candidates(table, result.model, threshold, fitter)) {
      LoglinearModel larger = with_term(result.model, pair);
      if (check_estimability(table, larger) != Estimability::kEstimable) continue;
      result.model = std::move(larger);
      is_larger = true;
      break;
    }
    if (!is_larger) return result;
  }
}

}  // namespace byname
