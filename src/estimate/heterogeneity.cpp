// SPDX-License-Identifier: Apache-2.0
#include "estimate/heterogeneity.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "estimate/mle_existence.hpp"
#include "estimate/poisson_regression.hpp"
#include "estimate/profile_interval.hpp"

namespace byname {
namespace {

/// Columns: max(0, lists - j) for each kept j, one a list, the intercept last.
Eigen::MatrixXd design_of(const CaptureTable& table, const std::vector<int>& convex_terms) {
  const auto num_terms = static_cast<Eigen::Index>(convex_terms.size());
  Eigen::MatrixXd design(table.num_cells() - 1, num_terms + table.num_lists + 1);
  for (std::uint32_t cell = 1; cell < table.num_cells(); ++cell) {
    const Eigen::Index row = cell - 1;
    for (Eigen::Index i = 0; i < num_terms; ++i) {
      design(row, i) = std::max(0, std::popcount(cell) - convex_terms[static_cast<std::size_t>(i)]);
    }
    for (int list = 0; list < table.num_lists; ++list) design(row, num_terms + list) = cell >> list & 1;
    design(row, design.cols() - 1) = 1;
  }
  return design;
}

Eigen::VectorXd counts_of(const CaptureTable& table) {
  return Eigen::Map<const Eigen::VectorXd>(table.counts.data() + 1,
                                           static_cast<Eigen::Index>(table.num_cells()) - 1);
}

double heterogeneity_of(HeterogeneityShape shape, int lists) {
  constexpr double kGammaShape = 3.5;
  switch (shape) {
    case HeterogeneityShape::kPoisson2:
      return std::ldexp(1.0, lists) - 1;
    case HeterogeneityShape::kDarroch:
      return lists * lists / 2.0;
    case HeterogeneityShape::kGamma:
      return std::log(kGammaShape) - std::log(kGammaShape + lists);
  }
  return 0;
}

bool is_estimable(const Eigen::MatrixXd& design, const Eigen::VectorXd& counts) {
  std::vector<Eigen::Index> filled;
  std::vector<Eigen::Index> empty;
  for (Eigen::Index row = 0; row < counts.size(); ++row) (counts[row] > 0 ? filled : empty).push_back(row);
  return check_estimability(design(filled, Eigen::all), design(empty, Eigen::all)) ==
         Estimability::kEstimable;
}

/// A term that is 0 for everybody on the lists has estimate minus infinity: negative, so left out from the
/// start.
std::vector<int> terms_with_persons(const CaptureTable& table) {
  int most_lists = 0;
  for (int j = 1; j <= table.num_lists; ++j) {
    if (table.captured_exactly[static_cast<std::size_t>(j)] > 0) most_lists = j;
  }
  std::vector<int> terms;
  for (int j = 2; j < most_lists; ++j) terms.push_back(j);
  return terms;
}

bool drop_negative(std::vector<int>& terms, const Eigen::VectorXd& parameters) {
  std::vector<int> kept;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (parameters[static_cast<Eigen::Index>(i)] >= 0) kept.push_back(terms[i]);
  }
  const bool has_dropped = kept.size() < terms.size();
  terms = std::move(kept);
  return has_dropped;
}

}  // namespace

UnseenAnswer chao_lower_bound(const CaptureTable& table) {
  if (table.captured_exactly[2] == 0 || table.num_lists > kMaxListsOfChaoBound) return {{}, 1};
  const Eigen::VectorXd counts = counts_of(table);
  std::vector<int> terms = terms_with_persons(table);
  for (;;) {
    const Eigen::MatrixXd design = design_of(table, terms);
    if (!is_estimable(design, counts)) {
      if (terms.empty()) return {{}, 1};
      terms.pop_back();
      continue;
    }
    const PoissonFit fit = fit_poisson(design, counts);
    if (!fit.converged) return {{}, 1};
    if (drop_negative(terms, fit.parameters)) continue;
    const Eigen::Index last = design.cols() - 1;
    const double unseen = std::exp(fit.parameters[last]);
    return {{{1, table.total, unseen, log_sd(fit.covariance(last, last), unseen)}}, 0};
  }
}

UnseenAnswer mth_estimate(const CaptureTable& table, HeterogeneityShape shape) {
  if (table.num_lists < 3 || table.num_lists > kMaxListsOfChaoBound) return {{}, 1};
  const Eigen::VectorXd counts = counts_of(table);
  // The last row is cell 0: one person on no list adds nothing but the intercept.
  Eigen::MatrixXd with_unseen = Eigen::MatrixXd::Zero(counts.size() + 1, table.num_lists + 2);
  with_unseen.bottomRightCorner(counts.size() + 1, table.num_lists + 1).topRows(counts.size()) =
      design_of(table, {});
  with_unseen(counts.size(), table.num_lists + 1) = 1;
  for (std::uint32_t cell = 1; cell < table.num_cells(); ++cell) {
    with_unseen(cell - 1, 0) = heterogeneity_of(shape, std::popcount(cell));
  }
  const Eigen::MatrixXd design = with_unseen.topRows(counts.size());
  if (!is_estimable(design, counts)) return {{}, 1};
  const PoissonFit fit = fit_poisson(design, counts);
  const double unseen = std::exp(fit.parameters[design.cols() - 1]);
  if (!fit.converged || !std::isfinite(unseen)) return {{}, 1};
  const Interval limits = profile_interval(table.total, unseen, [&](double value) {
    Eigen::VectorXd all(counts.size() + 1);
    all << counts, value;
    return fit_poisson(with_unseen, all).log_likelihood;
  });
  return {{part_with_limits(table.total, unseen, limits.low, limits.high)}, 0};
}

UnseenAnswer chao_moment(const CaptureTable& table, double factor) {
  const double once = table.captured_exactly[1];
  const double twice = table.captured_exactly[2];
  if (twice == 0) return {{}, 1};
  const double unseen = factor * once * once / (2 * twice);
  if (unseen == 0) return {{{1, table.total, 0, 0}}, 0};
  const double r = once / twice;
  const double variance =
      twice * (factor * r * r / 2 + factor * factor * r * r * r + factor * factor * r * r * r * r / 4);
  return {{{1, table.total, unseen, std::sqrt(std::log1p(variance / (unseen * unseen)))}}, 0};
}

}  // namespace byname
