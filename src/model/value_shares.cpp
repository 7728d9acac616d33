// SPDX-License-Identifier: Apache-2.0
#include "model/value_shares.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"

namespace byname {

std::vector<double> value_shares(const ValueColumn& column, std::size_t num_records) {
  std::vector<std::uint32_t> of_code(column.canonical.size(), 0);
  for (std::size_t record = 0; record < num_records; ++record) ++of_code[(*column.codes)[record]];
  std::uint32_t largest = 0;
  for (const std::uint32_t number : column.canonical) largest = std::max(largest, number);
  std::vector<double> shares(largest + std::size_t{1}, 0);
  double all = 0;
  for (std::size_t code = 0; code < of_code.size(); ++code) {
    if (column.canonical[code] == 0) continue;
    shares[column.canonical[code]] += of_code[code];
    all += of_code[code];
  }
  for (double& share : shares) share /= std::max(all, 1.0);
  return shares;
}

std::vector<AdjustingColumn> adjusting_columns(const SplinkModel& model, const ValueTable& table) {
  std::vector<AdjustingColumn> columns;
  for (const SplinkComparison& comparison : model.comparisons) {
    for (std::size_t i = 0; i < comparison.levels.size(); ++i) {
      const SplinkLevel& level = comparison.levels[i];
      if (level.tf_column.empty() || level.is_else || comparison.gammas[i] < 0) continue;
      const auto index = table.find(level.tf_column);
      if (!index) {
        throw DataError(
            fmt::format("the model cannot be used: level {} of comparison {} is adjusted by the "
                        "frequencies of {}, and no list has that column",
                        i + 1, comparison.name, level.tf_column));
      }
      const bool is_known = std::any_of(columns.begin(), columns.end(),
                                        [&](const AdjustingColumn& known) { return known.index == *index; });
      if (!is_known) columns.push_back({level.tf_column, *index});
    }
  }
  return columns;
}

ValueShares::ValueShares(const SplinkModel& model, const ValueTable& table, const ExecutionContext& context) {
  const std::vector<AdjustingColumn> columns = adjusting_columns(model, table);
  std::vector<std::vector<double>> counted(columns.size());
  parallel_chunks(context, columns.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
    counted[i] = value_shares(table.column(columns[i].index), table.num_records());
  });
  for (std::size_t i = 0; i < columns.size(); ++i)
    shares_[columns[i].index] = std::make_shared<const std::vector<double>>(std::move(counted[i]));
}

}  // namespace byname
