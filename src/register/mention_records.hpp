// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/execution_context.hpp"
#include "names/record_table.hpp"
#include "register/database.hpp"
#include "register/evidence_json.hpp"

namespace byname {

/// Mentions as linkage compares them: the comparable values of the roles that tell persons apart. Built row
/// by row; mentions that name nobody are for the caller to leave out. Held values of names and places are as
/// the model of eastern names reads them; where the names are not of the East, they are read anew from what
/// was written, as byname count does.
class MentionRecords {
 public:
  /// `reads_eastern_names`: as the model that will compare them says; nullopt: finish() finds out.
  explicit MentionRecords(std::optional<bool> reads_eastern_names);

  /// Appends the mentions that are held, count, name somebody and whose number `takes` accepts, by number.
  template <typename Takes>
  void append_held(Database& database, const Takes& takes) {
    std::vector<std::int64_t> numbers;
    Rows rows = database.query("SELECT number FROM mention WHERE active AND is_named ORDER BY number");
    while (rows.next()) {
      if (takes(rows.number(0))) numbers.push_back(rows.number(0));
    }
    append_numbers(database, numbers);
  }
  /// Appends one by its values; `number` is 0 where it is not held (yet).
  void append(const std::vector<MentionValue>& values, std::int64_t number);
  /// Call it before the table is used. More may be appended then, and it be called again.
  void finish(const ExecutionContext& context);
  /// Drops all but the first so many records.
  void keep_first(std::size_t num_records);

  const RecordTable& table() const { return table_; }
  std::size_t size() const { return numbers_.size(); }
  /// True if the names, as written, are to be read by the model of eastern names. Not known, and false, where
  /// the constructor was told that they are.
  bool holds_eastern_names() const;
  /// The number of a record's mention; 0: not held.
  std::int64_t number(std::uint32_t record) const { return numbers_[record]; }
  /// Makes the first `num_settled` records one list without duplicates, whose pairs are not compared.
  void settle_first(std::size_t num_settled);
  /// Says of which list every record is; `list` has an index of `labels` per record. Call it after finish().
  void set_lists(std::vector<std::string> labels, std::vector<std::uint32_t> list);

 private:
  void append_numbers(Database& database, const std::vector<std::int64_t>& numbers);
  void set(std::size_t record, std::string_view role, std::string_view raw, std::string_view value);
  void resize_columns();
  void read_anew(const ExecutionContext& context);

  std::optional<bool> reads_eastern_names_;
  RecordTable table_;
  std::vector<TextColumn>
      written_;  // per column: names and places as written, unless they are known to be of the East
  std::vector<std::int64_t> numbers_;
  std::unordered_set<std::size_t> of_events_;  // records
};

}  // namespace byname
