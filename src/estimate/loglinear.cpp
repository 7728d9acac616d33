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
  std::uint32_t covered = 0;
  for (const std::uint32_t term : model.terms) {
    covered |= term;
    const auto contains_it = [term](std::uint32_t other) { return other != term && (other & term) == term; };
    if (std::none_of(model.terms.begin(), model.terms.end(), contains_it))
      names.push_back(term_name(term, num_lists));
  }
  for (int list = 0; list < num_lists; ++list) {
    if ((covered >> list & 1) == 0) names.push_back(term_name(1u << list, num_lists));
  }
  std::sort(names.begin(), names.end());
  return fmt::format("[{}]", fmt::join(names, ","));
}

LoglinearFitter::LoglinearFitter(int num_lists) : num_lists_(num_lists) {
  const std::size_t num_cells = std::size_t{1} << num_lists;
  for (auto* cells : {&log_means_, &means_, &mean_sums_, &work_sums_}) cells->resize(num_cells);
}

void LoglinearFitter::choose_terms(const CaptureTable& table, const LoglinearModel& model) {
  terms_.clear();
  minus_infinity_.clear();
  for (const std::uint32_t term : model.terms) {
    (table.is_empty(term) ? minus_infinity_ : terms_).push_back(term);
  }
  for (int list = 0; list < num_lists_; ++list) terms_.push_back(1u << list);
  terms_.push_back(0);
}

void LoglinearFitter::leave_out_cells() {
  if (unseen_ < 0) means_[0] = 0;
  for (const std::uint32_t term : minus_infinity_) {
    for (std::size_t cell = term; cell < means_.size(); cell = (cell + 1) | term) means_[cell] = 0;
  }
}

void LoglinearFitter::start(const CaptureTable& table) {
  // Half a person a cell, less where there are more cells than persons.
  const double added = std::min(0.5, table.total / table.num_cells());
  for (std::size_t cell = 0; cell < means_.size(); ++cell) {
    means_[cell] = table.counts[cell] + added;
    log_means_[cell] = std::log(means_[cell]);
  }
  if (unseen_ >= 0) {
    means_[0] = unseen_ + added;
    log_means_[0] = std::log(means_[0]);
  }
  leave_out_cells();
}

void LoglinearFitter::solve(const CaptureTable& table) {
  for (std::size_t cell = 0; cell < means_.size(); ++cell) {
    mean_sums_[cell] = means_[cell];
    work_sums_[cell] = means_[cell] > 0 ? means_[cell] * (log_means_[cell] - 1) + table.counts[cell] : 0;
  }
  if (unseen_ >= 0) work_sums_[0] += unseen_;
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
  if (unseen_ >= 0) sum += unseen_ * log_means_[0] - means_[0];
  return std::isfinite(sum) ? sum : -std::numeric_limits<double>::infinity();
}

LoglinearFit LoglinearFitter::fit(const CaptureTable& table, const LoglinearModel& model) {
  return fit(table, model, -std::numeric_limits<double>::infinity());
}

double LoglinearFitter::fit_with_unseen(const CaptureTable& table, const LoglinearModel& model,
                                        double unseen) {
  unseen_ = unseen;
  const double likelihood = fit(table, model).log_likelihood;
  unseen_ = -1;
  return likelihood;
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

std::vector<double> LoglinearFitter::term_statistics(const CaptureTable& table,
                                                     const std::vector<std::uint32_t>& terms) {
  solve(table);
  std::vector<double> statistics;
  const auto num_terms = static_cast<Eigen::Index>(terms_.size());
  Eigen::VectorXd column(num_terms);
  for (const std::uint32_t term : terms) {
    const auto in_model = std::find(terms_.begin(), terms_.end(), term);
    if (in_model != terms_.end()) {
      const auto index = in_model - terms_.begin();
      column.setZero();
      column[index] = 1;
      factor_.matrixL().solveInPlace(column);
      statistics.push_back(parameters_[index] * parameters_[index] / column.squaredNorm());
      continue;
    }
    for (Eigen::Index i = 0; i < num_terms; ++i) {
      column[i] = mean_sums_[term | terms_[static_cast<std::size_t>(i)]];
    }
    factor_.matrixL().solveInPlace(column);
    const double left = mean_sums_[term] - column.squaredNorm();
    const double score = table.on_all_of[term] - mean_sums_[term];
    statistics.push_back(left > 1e-9 * mean_sums_[term] ? score * score / left
                                                        : std::numeric_limits<double>::infinity());
  }
  return statistics;
}

double LoglinearFitter::expected_on_all_of(std::uint32_t lists) {
  double sum = 0;
  for (std::size_t cell = lists; cell < means_.size(); cell = (cell + 1) | lists) sum += means_[cell];
  return sum;
}

}  // namespace byname
