// SPDX-License-Identifier: Apache-2.0
#include "estimate/loglinear.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace byname {
namespace {

constexpr int kMaxIterations = 60;
constexpr double kTolerance = 1e-9;  // of the log likelihood, relative
constexpr double kRidge =
    1e-10;  // relative; only where the information is singular: a direction without data

std::string term_name(std::uint32_t lists, int num_lists) {
  std::string name;
  for (int list = 0; list < num_lists; ++list) {
    if ((lists >> list & 1) == 0) continue;
    if (num_lists > 9 && !name.empty()) name += '.';
    name += fmt::format("{}", list + 1);
  }
  return name;
}

}  // namespace

double LoglinearFit::bic(double total) const {
  return -2 * log_likelihood + std::log(total) * num_parameters;
}

std::string model_formula(const LoglinearModel& model, int num_lists) {
  std::vector<std::string> names;
  std::uint32_t in_pairs = 0;
  for (const std::uint32_t pair : model.pairs) {
    names.push_back(term_name(pair, num_lists));
    in_pairs |= pair;
  }
  for (int list = 0; list < num_lists; ++list) {
    if ((in_pairs >> list & 1) == 0) names.push_back(term_name(1u << list, num_lists));
  }
  std::sort(names.begin(), names.end());
  return fmt::format("[{}]", fmt::join(names, ","));
}

std::vector<LoglinearModel> all_pair_models(int num_lists) {
  BYNAME_CHECK(num_lists <= 5, "all models of {} lists are too many", num_lists);
  const std::vector<std::uint32_t> pairs = pairs_of_lists(num_lists);
  std::vector<LoglinearModel> models(std::size_t{1} << pairs.size());
  for (std::size_t number = 0; number < models.size(); ++number) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (number >> i & 1) models[number].pairs.push_back(pairs[i]);
    }
  }
  return models;
}

LoglinearFitter::LoglinearFitter(int num_lists) : num_lists_(num_lists) {
  const std::size_t num_cells = std::size_t{1} << num_lists;
  for (auto* cells : {&log_means_, &means_, &mean_sums_, &work_sums_}) cells->resize(num_cells);
}

void LoglinearFitter::choose_terms(const CaptureTable& table, const LoglinearModel& model) {
  terms_.clear();
  minus_infinity_.clear();
  for (const std::uint32_t pair : model.pairs) {
    const bool is_empty = std::binary_search(table.empty_pairs.begin(), table.empty_pairs.end(), pair);
    (is_empty ? minus_infinity_ : terms_).push_back(pair);
  }
  for (int list = 0; list < num_lists_; ++list) terms_.push_back(1u << list);
  terms_.push_back(0);
}

void LoglinearFitter::leave_out_cells() {
  means_[0] = 0;
  for (const std::uint32_t pair : minus_infinity_) {
    for (std::size_t cell = pair; cell < means_.size(); ++cell) {
      if ((cell & pair) == pair) means_[cell] = 0;
    }
  }
}

void LoglinearFitter::start(const CaptureTable& table) {
  // Half a person a cell, less where there are more cells than persons.
  const double added = std::min(0.5, table.total / table.num_cells());
  for (std::size_t cell = 0; cell < means_.size(); ++cell) {
    means_[cell] = table.counts[cell] + added;
    log_means_[cell] = std::log(means_[cell]);
  }
  leave_out_cells();
}

void LoglinearFitter::solve(const CaptureTable& table) {
  for (std::size_t cell = 0; cell < means_.size(); ++cell) {
    mean_sums_[cell] = means_[cell];
    work_sums_[cell] = means_[cell] > 0 ? means_[cell] * (log_means_[cell] - 1) + table.counts[cell] : 0;
  }
  sum_over_supersets(mean_sums_, num_lists_);
  sum_over_supersets(work_sums_, num_lists_);
  const auto num_terms = static_cast<Eigen::Index>(terms_.size());
  information_.resize(num_terms, num_terms);
  right_side_.resize(num_terms);
  for (Eigen::Index column = 0; column < num_terms; ++column) {
    const std::uint32_t term = terms_[static_cast<std::size_t>(column)];
    right_side_[column] = work_sums_[term];
    for (Eigen::Index row = column; row < num_terms; ++row) {
      information_(row, column) = mean_sums_[term | terms_[static_cast<std::size_t>(row)]];
    }
  }
  factor_.compute(information_);
  if (factor_.info() != Eigen::Success) {
    information_.diagonal() *= 1 + kRidge;
    information_.diagonal().array() += 1e-12;
    factor_.compute(information_);
  }
  parameters_ = factor_.solve(right_side_);
}

void LoglinearFitter::set_means(const Eigen::VectorXd& parameters) {
  std::fill(log_means_.begin(), log_means_.end(), 0.0);
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    log_means_[terms_[i]] = parameters[static_cast<Eigen::Index>(i)];
  }
  sum_over_subsets(log_means_, num_lists_);
  for (std::size_t cell = 0; cell < means_.size(); ++cell) means_[cell] = std::exp(log_means_[cell]);
  leave_out_cells();
}

double LoglinearFitter::log_likelihood(const CaptureTable& table) const {
  double sum = 0;
  for (std::size_t cell = 1; cell < means_.size(); ++cell) {
    sum -= means_[cell];
    if (table.counts[cell] > 0) sum += table.counts[cell] * log_means_[cell];
  }
  return std::isfinite(sum) ? sum : -std::numeric_limits<double>::infinity();
}

LoglinearFit LoglinearFitter::fit(const CaptureTable& table, const LoglinearModel& model) {
  return fit(table, model, -std::numeric_limits<double>::infinity());
}

LoglinearFit LoglinearFitter::fit(const CaptureTable& table, const LoglinearModel& model, double needed) {
  choose_terms(table, model);
  start(table);
  LoglinearFit result;
  result.num_parameters = static_cast<int>(terms_.size() + minus_infinity_.size());
  result.log_likelihood = -std::numeric_limits<double>::infinity();
  Eigen::VectorXd previous;
  for (int iteration = 0; iteration < kMaxIterations && !result.converged; ++iteration) {
    solve(table);
    set_means(parameters_);
    double likelihood = log_likelihood(table);
    for (int halving = 0; halving < 20 && iteration > 0; ++halving) {
      if (likelihood >= result.log_likelihood - kTolerance * std::abs(result.log_likelihood)) break;
      parameters_ = 0.5 * (parameters_ + previous);
      set_means(parameters_);
      likelihood = log_likelihood(table);
    }
    // Steps shrink at least as a geometric series (by e where the maximum lies at infinity, else faster).
    const double gain = likelihood - result.log_likelihood;
    result.converged = iteration > 0 && std::abs(gain) <= kTolerance * (1 + std::abs(likelihood));
    result.log_likelihood = likelihood;
    if (iteration > 0 && !result.converged && likelihood + 2 * gain < needed) return result;
    previous = parameters_;
  }
  // The intercept is the last column, so the last pivot of the factor is 1 / sqrt of its variance.
  const auto last = static_cast<Eigen::Index>(terms_.size()) - 1;
  result.log_unseen = parameters_[last];
  const double pivot = factor_.matrixLLT()(last, last);
  result.variance = 1 / (pivot * pivot);
  return result;
}

std::vector<double> LoglinearFitter::pair_statistics(const CaptureTable& table,
                                                     const std::vector<std::uint32_t>& pairs) {
  solve(table);
  std::vector<double> observed = table.counts;
  sum_over_supersets(observed, num_lists_);
  std::vector<double> statistics;
  const auto num_terms = static_cast<Eigen::Index>(terms_.size());
  Eigen::VectorXd column(num_terms);
  for (const std::uint32_t pair : pairs) {
    const auto in_model = std::find(terms_.begin(), terms_.end(), pair);
    if (in_model != terms_.end()) {
      const auto index = in_model - terms_.begin();
      column.setZero();
      column[index] = 1;
      factor_.matrixL().solveInPlace(column);
      statistics.push_back(parameters_[index] * parameters_[index] / column.squaredNorm());
      continue;
    }
    for (Eigen::Index i = 0; i < num_terms; ++i) {
      column[i] = mean_sums_[pair | terms_[static_cast<std::size_t>(i)]];
    }
    factor_.matrixL().solveInPlace(column);
    const double left = mean_sums_[pair] - column.squaredNorm();
    const double score = observed[pair] - mean_sums_[pair];
    statistics.push_back(left > 1e-9 * mean_sums_[pair] ? score * score / left
                                                        : std::numeric_limits<double>::infinity());
  }
  return statistics;
}

}  // namespace byname
