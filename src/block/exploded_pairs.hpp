// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "block/pair_order.hpp"
#include "expression/value_table.hpp"
#include "spec/splink_model.hpp"

namespace byname {

/// The allowed pairs that a rule over list elements brings: left << 32 | right, sorted, each once. `what`
/// names the rule in messages; `taken`: per record, whether it is looked at; null: all are. Throws DataError
/// where the rule cannot be parsed or bound.
std::vector<std::uint64_t> exploded_pairs(const SplinkRule& rule, const std::string& what,
                                          const ValueTable& table, const PairOrder& order,
                                          const std::vector<char>* taken, const ExecutionContext& context);

}  // namespace byname
