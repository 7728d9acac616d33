// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "names/record_table.hpp"
#include "register/database.hpp"
#include "register/evidence_json.hpp"

namespace byname {

/// Mentions as linkage compares them: the comparable values of the roles that tell persons apart. Built row
/// by row; mentions that name nobody are for the caller to leave out.
class MentionRecords {
 public:
  MentionRecords();

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
  void finish();
  /// Drops all but the first so many records.
  void keep_first(std::size_t num_records);

  const RecordTable& table() const { return table_; }
  std::size_t size() const { return numbers_.size(); }
  /// The number of a record's mention; 0: not held.
  std::int64_t number(std::uint32_t record) const { return numbers_[record]; }
  /// Makes the first `num_settled` records one list without duplicates, whose pairs are not compared.
  void settle_first(std::size_t num_settled);

 private:
  void append_numbers(Database& database, const std::vector<std::int64_t>& numbers);
  void set(std::size_t record, std::string_view role, std::string_view value);

  RecordTable table_;
  std::vector<std::int64_t> numbers_;
  std::unordered_set<std::size_t> of_events_;  // records
};

}  // namespace byname
