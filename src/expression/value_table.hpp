// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/execution_context.hpp"
#include "expression/value.hpp"
#include "table/text_column.hpp"

namespace byname {

/// One column as expressions read it: a code a record, a value a code. Code 0 is NULL.
struct ValueColumn {
  std::string name;  ///< empty: derived by an expression
  std::shared_ptr<const std::vector<std::uint32_t>> codes;
  std::vector<Value> values;
  std::vector<std::uint32_t> canonical;  ///< per code: a number that equal values share; 0 = NULL

  const Value& at(std::uint32_t record) const { return values[(*codes)[record]]; }
  std::uint32_t canonical_at(std::uint32_t record) const { return canonical[(*codes)[record]]; }
};

/// The columns of all records, and what expressions over one record at a time give for them: computed once a
/// distinct value instead of once a pair.
class ValueTable {
 public:
  explicit ValueTable(std::size_t num_records) : num_records_(num_records) {}

  std::size_t num_records() const { return num_records_; }
  std::size_t num_columns() const { return columns_.size(); }
  const ValueColumn& column(std::size_t index) const { return columns_[index]; }
  /// Index of a column by its name; letters' case counts only if two columns differ by it.
  std::optional<std::size_t> find(std::string_view name) const;
  /// Names of the columns as read, for messages.
  std::vector<std::string> names() const;

  /// Notes a column that was not read, for names().
  void add_unread(const std::string& name) { unread_.push_back(name); }

  /// Adds a column of texts, each distinct value read as `type` ("VARCHAR", "DOUBLE", "BIGINT[]"). The number
  /// of values that could not be read is returned; they are NULL.
  std::size_t add(const std::string& name, TextColumn texts, const std::string& type,
                  const ExecutionContext& context);

  /// Adds a column of values whose texts and lists live elsewhere, longer than this table.
  std::size_t add_values(const std::string& name, std::shared_ptr<const std::vector<std::uint32_t>> codes,
                         std::vector<Value> values, const ExecutionContext& context);

  /// Adds a column in which every record has a value of its own, NULL until it is set.
  std::size_t add_places(const std::string& name);
  /// Sets the value of a record in such a column; its texts and lists live elsewhere. Equal values share no
  /// canonical number.
  void set_value(std::size_t column, std::uint32_t record, const Value& value) {
    columns_[column].values[record + 1] = value;
  }

  /// Adds what an expression over one record gives, or finds it by `key`. `values` = one per code of `codes`.
  std::optional<std::size_t> find_derived(const std::string& key) const;
  std::size_t add_derived(const std::string& key, std::shared_ptr<const std::vector<std::uint32_t>> codes,
                          std::vector<Value> values, std::vector<std::unique_ptr<ValueArena>> arenas,
                          const ExecutionContext& context);

 private:
  std::size_t num_records_;
  std::deque<ValueColumn> columns_;  // references stay valid
  std::vector<std::string> unread_;
  std::map<std::string, std::size_t> derived_;
  std::vector<std::unique_ptr<Dictionary>> dictionaries_;
  std::vector<std::unique_ptr<ValueArena>> arenas_;
};

}  // namespace byname
