// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expression/value_table.hpp"
#include "spec/splink_model.hpp"

namespace byname {

/// How often each value of a column comes: what term-frequency adjustments divide by. Splink counts them anew
/// from whatever it is given; kept tables give a pair the same score whatever it is read beside.
class FrequencyTables {
 public:
  /// One column.
  struct Table {
    std::string column;
    Dictionary values;
    std::vector<double> frequencies{0};  ///< per code: share among the values that are not NULL; of NULL 0
  };

  /// Counts the columns that levels of the model are adjusted by, over the first `num_records` records.
  /// Throws DataError naming the level whose column is not there.
  static FrequencyTables count(const SplinkModel& model, const ValueTable& table, std::size_t num_records);

  /// Reads files that write() made, or tables as Splink has them: the columns `c` and `tf_c`. Later files
  /// replace the tables of earlier ones. Throws DataError for a file that is neither, or a frequency outside
  /// (0, 1].
  void read(const std::string& path, const ExecutionContext& context);
  /// Writes what a scorer with these tables takes as Parquet (column, value, frequency): they, and all
  /// records' frequencies of the columns that levels of the model are adjusted by and that have no table
  /// here; in the model's order, the values as they first came. No file without any.
  void write(const std::string& path, const SplinkModel& model, const ValueTable& table) const;

  const std::vector<Table>& tables() const { return tables_; }
  /// The table of a column; letters' case does not count. Null: there is none.
  const Table* find(std::string_view column) const;
  /// Replaces the table of a column, or adds it.
  void put(Table table);

 private:
  std::vector<Table> tables_;
};

/// The share of a value among all values of its column; 0 if it is not there or NULL.
double share_of(const FrequencyTables::Table& table, const Value& value);

}  // namespace byname
