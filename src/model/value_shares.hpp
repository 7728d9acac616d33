// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/parallel.hpp"
#include "expression/value_table.hpp"
#include "spec/splink_model.hpp"

namespace byname {

/// Per canonical number of a column (0 = NULL): its share of the values that are not NULL, among the first
/// `num_records` records.
std::vector<double> value_shares(const ValueColumn& column, std::size_t num_records);

/// A column that levels of a model are adjusted by.
struct AdjustingColumn {
  std::string name;   ///< as the model has it
  std::size_t index;  ///< in the table
};

/// The columns that levels of the model are adjusted by, in the model's order, each once. Throws DataError
/// naming the level whose column is not there.
std::vector<AdjustingColumn> adjusting_columns(const SplinkModel& model, const ValueTable& table);

/// The shares of the values of all adjusting columns, over all records: what every scorer of a run takes.
class ValueShares {
 public:
  ValueShares(const SplinkModel& model, const ValueTable& table, const ExecutionContext& context);
  /// Shares that were counted elsewhere, by the columns of the table at hand.
  explicit ValueShares(std::map<std::size_t, std::shared_ptr<const std::vector<double>>> shares)
      : shares_(std::move(shares)) {}

  /// Per canonical number.
  std::shared_ptr<const std::vector<double>> of(std::size_t column) const { return shares_.at(column); }

 private:
  std::map<std::size_t, std::shared_ptr<const std::vector<double>>> shares_;
};

}  // namespace byname
