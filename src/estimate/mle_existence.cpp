// SPDX-License-Identifier: Apache-2.0
#include "estimate/mle_existence.hpp"

#include <algorithm>
#include <bit>
#include <vector>

#include "estimate/linear_feasibility.hpp"

namespace byname {
namespace {

constexpr double kZero = 1e-9;  // designs hold small whole numbers

/// Reduced row echelon form, kept row by row so that it can stop at full rank.
class RowSpace {
 public:
  explicit RowSpace(Eigen::Index num_columns) : rows_(num_columns, num_columns), num_columns_(num_columns) {}

  bool is_full() const { return rank() == num_columns_; }
  Eigen::Index rank() const { return static_cast<Eigen::Index>(pivots_.size()); }

  void add(Eigen::RowVectorXd row) {
    for (std::size_t i = 0; i < pivots_.size(); ++i) {
      const double factor = row[pivots_[i]];
      if (factor != 0) row -= factor * rows_.row(static_cast<Eigen::Index>(i));
    }
    Eigen::Index pivot = 0;
    const double largest = row.cwiseAbs().maxCoeff(&pivot);
    if (largest < kZero) return;
    row /= row[pivot];
    for (std::size_t i = 0; i < pivots_.size(); ++i) {
      const double factor = rows_(static_cast<Eigen::Index>(i), pivot);
      if (factor != 0) rows_.row(static_cast<Eigen::Index>(i)) -= factor * row;
    }
    rows_.row(rank()) = row;
    pivots_.push_back(pivot);
  }

  /// One column a free direction.
  Eigen::MatrixXd null_space() const {
    Eigen::MatrixXd basis = Eigen::MatrixXd::Zero(num_columns_, num_columns_ - rank());
    Eigen::Index next = 0;
    for (Eigen::Index column = 0; column < num_columns_; ++column) {
      if (std::find(pivots_.begin(), pivots_.end(), column) != pivots_.end()) continue;
      basis(column, next) = 1;
      for (std::size_t i = 0; i < pivots_.size(); ++i) {
        basis(pivots_[i], next) = -rows_(static_cast<Eigen::Index>(i), column);
      }
      ++next;
    }
    return basis;
  }

 private:
  Eigen::MatrixXd rows_;
  std::vector<Eigen::Index> pivots_;
  Eigen::Index num_columns_;
};

Estimability decide(const RowSpace& filled, const Eigen::MatrixXd& empty_rows) {
  const Eigen::MatrixXd directions = filled.null_space();
  const Eigen::MatrixXd slopes = empty_rows * directions;
  RowSpace seen(directions.cols());
  for (Eigen::Index row = 0; row < slopes.rows() && !seen.is_full(); ++row) seen.add(slopes.row(row));
  if (!seen.is_full()) return Estimability::kNotIdentified;
  // w >= 1 with slopes' w = 0; written with w = 1 + v, v >= 0.
  const Eigen::VectorXd target = -slopes.colwise().sum().transpose();
  return has_nonnegative_solution(slopes.transpose(), target) ? Estimability::kEstimable
                                                              : Estimability::kNoMaximum;
}

struct Design {
  std::vector<std::uint32_t> terms;
  std::vector<std::uint32_t> filled_cells;  // fewest lists first: they reach full rank soonest
  std::vector<std::uint32_t> empty_cells;

  Eigen::RowVectorXd row(std::uint32_t cell) const {
    Eigen::RowVectorXd result(static_cast<Eigen::Index>(terms.size()));
    for (std::size_t i = 0; i < terms.size(); ++i) {
      result[static_cast<Eigen::Index>(i)] = (cell & terms[i]) == terms[i] ? 1 : 0;
    }
    return result;
  }
};

Design make_design(const CaptureTable& table, const LoglinearModel& model) {
  Design design;
  std::vector<std::uint32_t> left_out;
  for (const std::uint32_t term : model.terms) {
    (table.is_empty(term) ? left_out : design.terms).push_back(term);
  }
  for (int list = 0; list < table.num_lists; ++list) design.terms.push_back(1u << list);
  design.terms.push_back(0);
  for (std::uint32_t cell = 1; cell < table.num_cells(); ++cell) {
    const auto holds = [cell](std::uint32_t term) { return (cell & term) == term; };
    if (std::any_of(left_out.begin(), left_out.end(), holds)) continue;
    (table.counts[cell] > 0 ? design.filled_cells : design.empty_cells).push_back(cell);
  }
  std::stable_sort(design.filled_cells.begin(), design.filled_cells.end(),
                   [](std::uint32_t a, std::uint32_t b) { return std::popcount(a) < std::popcount(b); });
  return design;
}

RowSpace row_space_of_filled(const Design& design) {
  RowSpace space(static_cast<Eigen::Index>(design.terms.size()));
  for (const std::uint32_t cell : design.filled_cells) {
    if (space.is_full()) break;
    space.add(design.row(cell));
  }
  return space;
}

}  // namespace

Estimability check_estimability(const Eigen::MatrixXd& filled_rows, const Eigen::MatrixXd& empty_rows) {
  RowSpace filled(filled_rows.cols());
  for (Eigen::Index row = 0; row < filled_rows.rows() && !filled.is_full(); ++row)
    filled.add(filled_rows.row(row));
  return filled.is_full() ? Estimability::kEstimable : decide(filled, empty_rows);
}

Estimability check_estimability(const CaptureTable& table, const LoglinearModel& model) {
  const Design design = make_design(table, model);
  const RowSpace filled = row_space_of_filled(design);
  if (filled.is_full()) return Estimability::kEstimable;
  Eigen::MatrixXd empty_rows(static_cast<Eigen::Index>(design.empty_cells.size()),
                             static_cast<Eigen::Index>(design.terms.size()));
  for (std::size_t i = 0; i < design.empty_cells.size(); ++i) {
    empty_rows.row(static_cast<Eigen::Index>(i)) = design.row(design.empty_cells[i]);
  }
  return decide(filled, empty_rows);
}

bool all_submodels_estimable(const CaptureTable& table, const LoglinearModel& largest) {
  return row_space_of_filled(make_design(table, largest)).is_full();
}

}  // namespace byname
