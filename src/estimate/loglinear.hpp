// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Dense>
#include <cstdint>
#include <string>
#include <vector>

#include "estimate/capture_table.hpp"

namespace byname {

/// A hierarchical log-linear model: a main effect of every list, and the dependence of these sets of lists.
struct LoglinearModel {
  /// Sets of two lists or more, a bit a list, ascending; with a set all its subsets of two or more.
  std::vector<std::uint32_t> terms;
  bool operator==(const LoglinearModel&) const = default;
};

/// Writes a model by its largest terms, lists counted from 1: "[12,3]"; beyond nine lists "[1.12,3]".
std::string model_formula(const LoglinearModel& model, int num_lists);

/// What a fit says of those on no list.
struct LoglinearFit {
  double log_unseen = 0;      ///< the intercept: log of the expected number on no list
  double variance = 0;        ///< of log_unseen, by the information matrix
  double log_likelihood = 0;  ///< Poisson, without the terms that depend on the counts only
  int num_parameters = 0;     ///< effects of minus infinity included
  bool converged = false;
  double aic() const { return -2 * log_likelihood + 2 * num_parameters; }
  /// BIC with n = persons on some list, as Rcapture counts it.
  double bic(double total) const;
};

/// Fits log-linear models to the 2^K - 1 observed cells by iteratively reweighted least squares.
///
/// Every sum that the normal equations need is a sum of cells over all supersets of a set of lists, so one
/// pass of K 2^K additions serves the whole matrix. The dependence of lists that nobody is on all of is minus
/// infinity: its cells and its column are left out (Chan, Silverman & Vincent 2021, JASA 116). Whether the
/// maximum exists is not decided here (mle_existence.hpp); where it does not, the likelihood still converges
/// to its supremum. Holds work space: one object a thread.
class LoglinearFitter {
 public:
  explicit LoglinearFitter(int num_lists);
  LoglinearFit fit(const CaptureTable& table, const LoglinearModel& model);
  /// The same, but given up, with `converged` false, once the likelihood cannot reach `needed`.
  LoglinearFit fit(const CaptureTable& table, const LoglinearModel& model, double needed);
  /// The largest Poisson log-likelihood, without the terms that depend on the counts only, if cell 0 were
  /// observed with `unseen` >= 0 persons (for profile likelihoods).
  double fit_with_unseen(const CaptureTable& table, const LoglinearModel& model, double unseen);
  /// For the model fitted last, per term: the score statistic of adding it, or the Wald statistic of what it
  /// adds if it is in the model; chi-square with one degree of freedom. Infinite for effects of minus
  /// infinity in the model.
  std::vector<double> term_statistics(const CaptureTable& table, const std::vector<std::uint32_t>& terms);
  /// Expected persons on all of these lists, in the model fitted last.
  double expected_on_all_of(std::uint32_t lists);

 private:
  void choose_terms(const CaptureTable& table, const LoglinearModel& model);
  void start(const CaptureTable& table);
  void solve(const CaptureTable& table);
  void set_means(const Eigen::VectorXd& parameters);
  void leave_out_cells();
  double log_likelihood(const CaptureTable& table) const;

  int num_lists_;
  double unseen_ = -1;                ///< persons of cell 0; negative: not observed
  std::vector<std::uint32_t> terms_;  ///< masks of the columns: terms, lists, and 0 (the intercept) last
  std::vector<std::uint32_t> minus_infinity_;  ///< terms whose effect is minus infinity
  std::vector<double> log_means_, means_, mean_sums_, work_sums_;
  Eigen::MatrixXd information_;
  Eigen::VectorXd parameters_, right_side_;
  Eigen::LLT<Eigen::MatrixXd> factor_;
};

}  // namespace byname
