// SPDX-License-Identifier: Apache-2.0
#include "estimate/linear_feasibility.hpp"

#include <vector>

namespace byname {
namespace {

constexpr double kZero = 1e-9;

/// Rows: constraints, then the costs; columns: variables, artificial variables, right side.
class Tableau {
 public:
  Tableau(const Eigen::MatrixXd& a, const Eigen::VectorXd& b)
      : num_rows_(a.rows()),
        num_variables_(a.cols()),
        cells_(Eigen::MatrixXd::Zero(a.rows() + 1, a.cols() + a.rows() + 1)) {
    for (Eigen::Index row = 0; row < num_rows_; ++row) {
      const double sign = b[row] < 0 ? -1 : 1;
      cells_.row(row).head(num_variables_) = sign * a.row(row);
      cells_(row, num_variables_ + row) = 1;
      cells_(row, cells_.cols() - 1) = sign * b[row];
      basis_.push_back(num_variables_ + row);
      cells_.row(num_rows_).head(num_variables_) -= cells_.row(row).head(num_variables_);
      cells_(num_rows_, cells_.cols() - 1) -= cells_(row, cells_.cols() - 1);
    }
  }

  /// Sum of the artificial variables: 0 once the constraints hold.
  double infeasibility() const { return -cells_(num_rows_, cells_.cols() - 1); }

  bool improve() {
    const Eigen::Index column = entering();
    if (column < 0) return false;
    const Eigen::Index row = leaving(column);
    if (row < 0) return false;
    cells_.row(row) /= cells_(row, column);
    for (Eigen::Index other = 0; other <= num_rows_; ++other) {
      if (other != row && cells_(other, column) != 0)
        cells_.row(other) -= cells_(other, column) * cells_.row(row);
    }
    basis_[static_cast<std::size_t>(row)] = column;
    return true;
  }

 private:
  Eigen::Index entering() const {
    for (Eigen::Index column = 0; column < num_variables_; ++column) {
      if (cells_(num_rows_, column) < -kZero) return column;
    }
    return -1;
  }

  Eigen::Index leaving(Eigen::Index column) const {
    Eigen::Index best = -1;
    double best_ratio = 0;
    for (Eigen::Index row = 0; row < num_rows_; ++row) {
      if (cells_(row, column) <= kZero) continue;
      const double ratio = cells_(row, cells_.cols() - 1) / cells_(row, column);
      const bool is_tie = best >= 0 && ratio <= best_ratio + kZero;
      if (best < 0 || ratio < best_ratio - kZero ||
          (is_tie && basis_[static_cast<std::size_t>(row)] < basis_[static_cast<std::size_t>(best)])) {
        best = row;
        best_ratio = ratio;
      }
    }
    return best;
  }

  Eigen::Index num_rows_;
  Eigen::Index num_variables_;
  Eigen::MatrixXd cells_;
  std::vector<Eigen::Index> basis_;
};

}  // namespace

bool has_nonnegative_solution(const Eigen::MatrixXd& a, const Eigen::VectorXd& b) {
  Tableau tableau(a, b);
  while (tableau.infeasibility() > kZero && tableau.improve()) {
  }
  return tableau.infeasibility() <= 1e-7;
}

}  // namespace byname
