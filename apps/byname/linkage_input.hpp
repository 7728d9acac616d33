// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "block/pair_order.hpp"
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

/// The options that say which lists are read, and how.
class LinkageInputOptions {
 public:
  /// Adds FILE, --model, --map, --type and --empty-is-missing.
  void add(OptionTable& table, const std::string& model_help);
  bool has_model() const { return !model_.empty(); }
  std::size_t num_lists() const;
  /// Reads the model of --model. Throws UsageError without one, DataError if it cannot be read.
  SplinkModel read_model() const;
  /// Reads the lists under the model's column names.
  LinkageInput read(const SplinkModel& model, const ExecutionContext& context) const;
  /// The same, but of the columns only those that the model reads, or `other_columns` (small letters) names.
  LinkageInput read_used(const SplinkModel& model, const std::set<std::string>& other_columns,
                         const ExecutionContext& context) const;

 private:
  using UseOf = std::function<ColumnUse(const std::string& list, const std::string& column)>;
  LinkageInput read_columns(const SplinkModel& model, const UseOf& use_of,
                            const ExecutionContext& context) const;

  std::vector<std::string> files_;
  std::string model_;
  std::vector<std::string> renames_;
  std::vector<std::string> types_;
  bool empty_is_missing_ = false;
};

}  // namespace byname
