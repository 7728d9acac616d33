// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "block/record_blocks.hpp"
#include "expression/evaluator.hpp"
#include "spec/splink_model.hpp"

namespace byname {

/// What a blocking rule asks of both records alike: the columns of the table, derived ones included, that
/// must be equal.
struct RuleEqualities {
  std::vector<std::size_t> columns;  ///< of the table, sorted, each once
  std::vector<std::string> texts;    ///< per column, what it is in SQL, without the side: substr("dob", 1, 4)
  bool is_whole = true;              ///< the rule says nothing else: its pairs can be counted by block sizes
};

/// Reads the equalities of a rule; derived columns are added to `table`. Throws DataError naming the rule
/// (`what`) that cannot be parsed or bound.
RuleEqualities rule_equalities(const SplinkRule& rule, const std::string& what, ValueTable& table,
                               const ExecutionContext& context);

/// The blocks of records that agree on all columns. Those in `known` are taken as agreed on in `blocks`.
RecordBlocks split_by_rule(RecordBlocks blocks, const RuleEqualities& rule, const ValueTable& table,
                           const std::vector<std::size_t>& known);

}  // namespace byname
