// SPDX-License-Identifier: Apache-2.0
#include "estimate/unequal_chances.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "estimate/poisson_regression.hpp"

namespace byname {
namespace {

constexpr double kLevel = 0.05;

/// Share of 1/4 + 1/2 chi-square(1) + 1/4 chi-square(2) above a value > 0.
double share_above(double value) {
  return 0.5 * std::erfc(std::sqrt(value / 2)) + 0.25 * std::exp(-value / 2);
}

double limit_of(double level) {
  double low = 0;
  double high = 200;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (share_above(middle) > level ? low : high) = middle;
  }
  return high;
}

/// Log-linear model of the lists' sizes and some pairs of lists. Pairs that nobody is on both of have an
/// effect of minus infinity in every model: their cells are left out.
class PairFits {
 public:
  explicit PairFits(const CaptureTable& table) : table_(table) {
    for (std::uint32_t cell = 1; cell < table.num_cells(); ++cell) {
      const bool is_left_out = std::any_of(table.empty_pairs.begin(), table.empty_pairs.end(),
                                           [cell](std::uint32_t pair) { return (cell & pair) == pair; });
      if (!is_left_out) cells_.push_back(cell);
    }
    counts_.resize(static_cast<Eigen::Index>(cells_.size()));
    for (Eigen::Index row = 0; row < counts_.size(); ++row)
      counts_[row] = table.counts[cells_[static_cast<std::size_t>(row)]];
  }

  /// Its log-likelihood if all effects of the pairs are positive; else minus infinity.
  double positive_likelihood(const std::vector<std::uint32_t>& pairs) const {
    const auto num_pairs = static_cast<Eigen::Index>(pairs.size());
    Eigen::MatrixXd design(counts_.size(), num_pairs + table_.num_lists + 1);
    for (Eigen::Index row = 0; row < counts_.size(); ++row) {
      const std::uint32_t cell = cells_[static_cast<std::size_t>(row)];
      for (Eigen::Index i = 0; i < num_pairs; ++i) {
        const std::uint32_t pair = pairs[static_cast<std::size_t>(i)];
        design(row, i) = (cell & pair) == pair ? 1 : 0;
      }
      for (int list = 0; list < table_.num_lists; ++list) design(row, num_pairs + list) = cell >> list & 1;
      design(row, design.cols() - 1) = 1;
    }
    const PoissonFit fit = fit_poisson(design, counts_);
    const bool is_positive =
        fit.converged && (num_pairs == 0 || fit.parameters.head(num_pairs).minCoeff() > 0);
    return is_positive ? fit.log_likelihood : -std::numeric_limits<double>::infinity();
  }

 private:
  const CaptureTable& table_;
  std::vector<std::uint32_t> cells_;
  Eigen::VectorXd counts_;
};

/// Nobody on both lists: the effect is minus infinity, not positive.
bool has_empty_pair(const CaptureTable& table, const std::vector<std::uint32_t>& pairs) {
  return std::any_of(pairs.begin(), pairs.end(), [&](std::uint32_t pair) {
    return std::find(table.empty_pairs.begin(), table.empty_pairs.end(), pair) != table.empty_pairs.end();
  });
}

std::vector<std::uint32_t> pairs_within(std::uint32_t lists, int num_lists) {
  std::vector<std::uint32_t> pairs;
  for (const std::uint32_t pair : pairs_of_lists(num_lists)) {
    if ((pair & lists) == pair) pairs.push_back(pair);
  }
  return pairs;
}

}  // namespace

UnequalChances find_unequal_chances(const CaptureTable& table) {
  UnequalChances found;
  if (table.num_lists < 3 || table.num_lists > kMaxListsOfUnequalChances) return found;
  if (table.captured_exactly[1] == table.total) return found;
  const PairFits fits(table);
  double one_pair = fits.positive_likelihood({});
  for (const std::uint32_t pair : pairs_of_lists(table.num_lists)) {
    if (!has_empty_pair(table, {pair})) one_pair = std::max(one_pair, fits.positive_likelihood({pair}));
  }
  double three = -std::numeric_limits<double>::infinity();
  for (std::uint32_t lists = 0; lists < table.num_cells(); ++lists) {
    if (std::popcount(lists) != 3) continue;
    const std::vector<std::uint32_t> pairs = pairs_within(lists, table.num_lists);
    if (has_empty_pair(table, pairs)) continue;
    const double likelihood = fits.positive_likelihood(pairs);
    if (likelihood <= three) continue;
    three = likelihood;
    found.lists = lists;
  }
  if (!std::isfinite(one_pair)) return found;
  found.statistic = std::isfinite(three) ? std::max(0.0, 2 * (three - one_pair)) : 0;
  found.limit = limit_of(kLevel / (table.num_lists - 2));
  return found;
}

std::string unequal_chances_text(const UnequalChances& found, const std::vector<std::string>& lists) {
  if (!found.is_flagged()) return "";
  std::vector<std::string> names;
  for (std::size_t list = 0; list < lists.size(); ++list) {
    if ((found.lists >> list & 1) != 0) names.push_back(lists[list]);
  }
  return fmt::format(
      "Lists {}, {} and {} hold the same people more often than chance or one dependent pair of lists "
      "explains. "
      "It looks so where some people are easy to find and others hardly: then the headline is too low. Look "
      "at "
      "the estimates by heterogeneity and by latent classes.",
      names[0], names[1], names[2]);
}

}  // namespace byname
