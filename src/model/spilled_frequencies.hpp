// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/frequency_tables.hpp"
#include "model/value_shares.hpp"
#include "table/spill_file.hpp"

namespace byname {

/// How often each value of a column comes among all records, counted on disk: in memory are the values that
/// come twice or more, by their hashes, 12 bytes each and as much again. Values that hash alike are told
/// apart.
class SpilledFrequency {
 public:
  SpilledFrequency(std::string column, const std::string& folder);

  /// Counts the values of some records, the first of which has the number `first`.
  void add(const ValueColumn& column, std::uint32_t first);
  /// Sums up. After this: share() and the file.
  void finish(const ExecutionContext& context);

  const std::string& column() const { return column_; }
  /// The share of a value that some record has.
  double share(const Value& value) const;
  /// The shares of a table's column, per canonical number.
  std::vector<double> shares(const ValueColumn& column) const;

  /// Number of different values.
  std::size_t num_values() const { return num_values_; }
  /// A value with the first record that has it.
  struct FirstValue {
    std::uint32_t first = 0;
    double share = 0;
    std::string text;
  };
  std::size_t num_parts() const { return ordered_->num_parts(); }
  /// Some of the values, in order; those of part i come before those of part i + 1.
  std::vector<FirstValue> values_of(std::size_t part) const;

 private:
  struct Entry;
  void count_part(std::size_t part);
  void keep(std::uint64_t hash, std::uint64_t count);

  std::string column_;
  std::unique_ptr<SpillParts> counted_;  ///< by hash
  std::unique_ptr<SpillParts> ordered_;  ///< by first record
  std::uint32_t num_records_ = 0;
  std::uint64_t total_ = 0;
  std::size_t num_values_ = 0;
  std::vector<std::uint64_t> hashes_;  ///< open addressing; 0 = free
  std::vector<std::uint32_t> counts_;
  std::size_t num_kept_ = 0;
  std::unordered_map<std::string, std::uint64_t> alike_;  ///< values whose hash another has, by text
};

/// Writes what FrequencyTables::write() would write had the columns been counted in memory.
void write_frequencies(const std::string& path, const FrequencyTables& given,
                       const std::vector<std::unique_ptr<SpilledFrequency>>& counted);

}  // namespace byname
