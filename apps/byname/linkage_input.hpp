// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "block/pair_order.hpp"
#include "cluster/spilled_lists.hpp"
#include "option_table.hpp"
#include "spec/linkage_table.hpp"
#include "spec/splink_model.hpp"

namespace byname {

/// Lists read for a Splink model: what `link` and `train` begin with.
struct LinkageInput {
  Input input;
  std::unique_ptr<LinkageTable> table;
  PairOrder order;
};

/// What becomes of a column of a list; empty: all are read.
using UseOfColumn = std::function<ColumnUse(const std::string& list, const std::string& column)>;

/// The options that say which lists are read, and how.
class LinkageInputOptions {
 public:
  /// Adds FILE and the options below.
  void add(OptionTable& table, const std::string& model_help);
  /// Adds --model, --map, --type and --empty-is-missing.
  void add_reading(OptionTable& table, const std::string& model_help);
  /// Adds --pairs.
  void add_pairs(OptionTable& table);
  bool has_model() const { return !model_.empty(); }
  std::size_t num_lists() const;
  /// Reads the model of --model. Throws UsageError without one, DataError if it cannot be read.
  SplinkModel read_model() const;
  /// Reads the lists under the model's column names.
  LinkageInput read(const SplinkModel& model, const ExecutionContext& context) const;
  /// The same, but of the columns only those that the model reads, or `other_columns` (small letters) names.
  LinkageInput read_used(const SplinkModel& model, const std::set<std::string>& other_columns,
                         const ExecutionContext& context) const;

  /// True if the lists, read into memory, would hardly leave room for what is done with them.
  bool exceeds(std::uint64_t memory_budget) const;
  /// How lists that stay on disk are read for a model and other rules.
  SpilledListsOptions spilled_options(const SplinkModel& model, const std::set<std::string>& other_columns,
                                      const std::vector<SplinkRule>& other_rules,
                                      const std::string& folder) const;
  /// Reads the lists into `lists`. Returns all but the rows.
  Input read_spilled(const SplinkModel& model, const std::set<std::string>& other_columns,
                     SpilledLists& lists, const ExecutionContext& context) const;

  const LinkageReading& reading() const { return reading_; }
  /// What --pairs said, as typed.
  const std::vector<std::string>& pairs() const { return pairs_; }

 private:
  LinkageInput read_columns(const SplinkModel& model, const UseOfColumn& use_of,
                            const ExecutionContext& context) const;

  std::vector<std::string> files_;
  std::string model_;
  LinkageReading reading_;
  std::vector<std::string> pairs_;
};

/// Adds --frequencies; `default_text` says what stands without it.
void add_frequencies_option(OptionTable& table, std::vector<std::string>& files,
                            const std::string& default_text);

/// Uses the columns that the model reads, those that get other names, and `other_columns` (small letters).
UseOfColumn used_columns(const SplinkModel& model, const LinkageReading& reading,
                         const std::set<std::string>& other_columns);

/// How the cells of lists are read for linking.
ReadOptions linkage_read_options(const LinkageReading& reading, const UseOfColumn& use_of);
/// Reads lists as they are, before columns get their names and types.
Input read_linkage_lists(const std::vector<ListArgument>& lists, const LinkageReading& reading,
                         const UseOfColumn& use_of, const ExecutionContext& context);
/// Puts lists under the model's column names, cells read as the types that are said or that the model takes
/// them for. `input` loses its columns.
std::unique_ptr<LinkageTable> name_linkage_columns(Input& input, const LinkageReading& reading,
                                                   const SplinkModel& model, const ExecutionContext& context);

}  // namespace byname
