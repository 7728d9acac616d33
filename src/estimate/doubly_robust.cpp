// SPDX-License-Identifier: Apache-2.0
#include "estimate/doubly_robust.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/parallel.hpp"
#include "base/random.hpp"
#include "estimate/logistic_regression.hpp"

namespace byname {
namespace {

constexpr std::size_t kFolds = 5;
constexpr std::uint64_t kFoldStream = 4;
constexpr std::uint64_t kSplits = 9;  // odd, so that there is a median
/// With more persons on both lists it does not matter how they are split.
constexpr double kManyOnBoth = 2000;
constexpr double kRidge = 1;
constexpr double kFewestOnBoth = 20;
constexpr double kSmallestOverlap = 0.01;
constexpr double kLargestShareWithoutOverlap = 0.1;
/// Chances of being on both are not taken as smaller: such persons are too few to change an estimate that is
/// not refused, but one of them alone must not.
constexpr double kFloor = 0.002;

/// Chances of a listed person, by covariates.
struct Chances {
  Eigen::VectorXd both;
  Eigen::VectorXd first;   ///< both included
  Eigen::VectorXd second;  ///< both included
};

/// What one split of the persons into folds gives.
struct SplitEstimate {
  double total = 0;
  double variance = 0;
  double plug_in = 0;
  double share_without_overlap = 0;
  double smallest_chance = 0;
};

/// The split of the median total, with the median over splits of variance plus squared distance from it
/// (Chernozhukov et al. 2018, Econometrics Journal 21, definition 3.3).
SplitEstimate median_split(std::vector<SplitEstimate> splits) {
  const auto middle = static_cast<std::ptrdiff_t>(splits.size() / 2);
  std::nth_element(splits.begin(), splits.begin() + middle, splits.end(),
                   [](const SplitEstimate& a, const SplitEstimate& b) { return a.total < b.total; });
  SplitEstimate result = splits[static_cast<std::size_t>(middle)];
  std::vector<double> variances;
  for (const SplitEstimate& split : splits) {
    const double distance = split.total - result.total;
    variances.push_back(split.variance + distance * distance);
  }
  std::nth_element(variances.begin(), variances.begin() + middle, variances.end());
  result.variance = variances[static_cast<std::size_t>(middle)];
  return result;
}

class DoublyRobustEstimate {
 public:
  DoublyRobustEstimate(const ListedPersons& persons, const ExecutionContext& context)
      : context_(context), size_(static_cast<Eigen::Index>(persons.on_first.size())) {
    BYNAME_CHECK(persons.on_first.size() == persons.on_second.size(),
                 "{} persons of the first list, {} of the second", persons.on_first.size(),
                 persons.on_second.size());
    first_.resize(size_);
    second_.resize(size_);
    for (Eigen::Index i = 0; i < size_; ++i) {
      first_[i] = persons.on_first[static_cast<std::size_t>(i)];
      second_[i] = persons.on_second[static_cast<std::size_t>(i)];
      BYNAME_CHECK(first_[i] + second_[i] > 0, "person {} is on neither list", i);
    }
    both_ = first_.cwiseProduct(second_);
    for (const Covariate& covariate : persons.covariates) {
      const std::size_t values = std::max(covariate.numbers.size(), covariate.categories.size());
      BYNAME_CHECK(values == persons.on_first.size(), "{} values of a covariate for {} persons", values,
                   size_);
    }
    if (both_.sum() >= kFewestOnBoth) basis_ = covariate_basis(persons.covariates, persons.on_first.size());
  }

  EstimatorAnswer answer() {
    if (both_.sum() < kFewestOnBoth) {
      return refused_answer(
          fmt::format(
              "not estimable, because only {:.0f} persons are on both lists (at least {:.0f} are needed)",
              both_.sum(), kFewestOnBoth),
          "more persons on both lists, or links between them that were missed");
    }
    std::vector<SplitEstimate> splits;
    double thin = 0;
    for (std::uint64_t split = 0; split < num_splits(); ++split) {
      splits.push_back(estimate_split(split));
      thin += splits.back().share_without_overlap / static_cast<double>(num_splits());
    }
    if (thin > kLargestShareWithoutOverlap) return refuse_overlap(thin);
    return describe(median_split(std::move(splits)));
  }

 private:
  std::uint64_t num_splits() const { return both_.sum() < kManyOnBoth ? kSplits : 1; }

  SplitEstimate estimate_split(std::uint64_t split) {
    fit_chances(split);
    const Eigen::ArrayXd inverse =
        chances_.first.array() * chances_.second.array() / chances_.both.array();  // 1 / chance to be listed
    const Eigen::ArrayXd influence =
        inverse * (first_.array() / chances_.first.array() + second_.array() / chances_.second.array() -
                   both_.array() / chances_.both.array());
    SplitEstimate found;
    found.total = influence.sum();
    found.plug_in = inverse.sum();
    found.share_without_overlap =
        (raw_both_.array() < kSmallestOverlap).select(inverse, 0).sum() / inverse.sum();
    found.smallest_chance = raw_both_.minCoeff();
    // The error is a sum over everybody of (influence - 1), the influence of those not listed being 0.
    const double named = static_cast<double>(size_);
    const double listed = named / std::max(found.total, named);
    found.variance = found.total * std::max(0.0, listed * influence.square().mean() - 1);
    return found;
  }

  /// Every person's chances from the other folds.
  void fit_chances(std::uint64_t split) {
    std::vector<std::size_t> fold_of(static_cast<std::size_t>(size_));
    RandomStream random(context_.seed, RandomStage::kEstimate, 0, split, kFoldStream);
    for (std::size_t& fold : fold_of) fold = random.below(kFolds);
    const auto rows = size_;
    chances_ = {Eigen::VectorXd(rows), Eigen::VectorXd(rows), Eigen::VectorXd(rows)};
    raw_both_.resize(rows);
    parallel_chunks(context_, kFolds, 1, [&](std::size_t fold, std::size_t, std::size_t) {
      Eigen::VectorXd fitted(rows);
      for (Eigen::Index i = 0; i < rows; ++i)
        fitted[i] = fold_of[static_cast<std::size_t>(i)] != fold ? 1 : 0;
      const Eigen::VectorXd both =
          logistic_probabilities(basis_, fit_logistic(basis_, both_, fitted, kRidge));
      const Eigen::VectorXd alone = fitted.array() * (1 - both_.array());
      const Eigen::VectorXd is_first =
          logistic_probabilities(basis_, fit_logistic(basis_, first_, alone, kRidge));
      for (Eigen::Index i = 0; i < rows; ++i) {
        if (fitted[i] != 0) continue;
        raw_both_[i] = both[i];
        chances_.both[i] = std::max(both[i], kFloor);
        chances_.first[i] = chances_.both[i] + (1 - chances_.both[i]) * is_first[i];
        chances_.second[i] = chances_.both[i] + (1 - chances_.both[i]) * (1 - is_first[i]);
      }
    });
  }

  EstimatorAnswer refuse_overlap(double thin) const {
    return refused_answer(
        fmt::format(
            "not estimable, because {:.0f} % of the estimate comes from kinds of persons of whom fewer than "
            "1 in 100 is on both lists: there is no overlap to learn from",
            100 * thin),
        "covariates with fewer or wider groups, or lists that reach the same kinds of persons");
  }

  EstimatorAnswer describe(const SplitEstimate& found) const {
    const double named = static_cast<double>(size_);
    EstimatorAnswer answer;
    const double unseen = std::max(0.0, found.total - named);
    const double sd = unseen > 0 ? std::sqrt(std::log1p(found.variance / (unseen * unseen))) : 0;
    answer.unseen.parts = {{1, named, unseen, sd}};
    answer.diagnostics = {
        {"on_both", both_.sum()},
        {"columns", static_cast<double>(basis_.cols())},
        {"standard_error", std::sqrt(found.variance)},
        {"plug_in_total", found.plug_in},
        {"total_without_covariates", first_.sum() * second_.sum() / both_.sum()},
        {"smallest_chance_of_both", found.smallest_chance},
        {"share_without_overlap", found.share_without_overlap},
    };
    return answer;
  }

  const ExecutionContext& context_;
  Eigen::Index size_;
  Eigen::VectorXd first_, second_, both_;
  Eigen::MatrixXd basis_;
  Chances chances_;
  Eigen::VectorXd raw_both_;
};

}  // namespace

EstimatorAnswer estimate_doubly_robust(const ListedPersons& persons, const ExecutionContext& context) {
  context.begin_step("estimating from covariates", 0);
  return DoublyRobustEstimate(persons, context).answer();
}

}  // namespace byname
