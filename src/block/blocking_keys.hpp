// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/execution_context.hpp"
#include "names/record_table.hpp"
#include "spec/model_spec.hpp"

namespace byname {

/// One blocking key: records with an equal value of it are compared.
struct BlockingKey {
  std::string name;                     ///< "family name + birth year"
  std::string sql;                      ///< the same as a rule in DuckDB SQL, for the model file
  std::uint32_t comparisons = 0;        ///< bit k: comparison k is part of the key
  std::uint32_t exact_comparisons = 0;  ///< bit k: ... and must be at its same level for the key to hold
  std::vector<std::uint64_t> value;  ///< per record: hash of the key's parts; 0 = a part is missing, no block
};

/// Makes byname's keys for the columns that these records have, the most telling first (docs/blocking.md).
/// Keys overlap on purpose: a pair must meet under one of them even when any one field is wrong or missing.
/// `with_wide` adds those for records of which little is known, which bring many pairs.
std::vector<BlockingKey> make_blocking_keys(const RecordTable& records, const ModelSpec& model,
                                            bool with_wide, const ExecutionContext& context);

/// Pairs that blocking may bring where nobody says otherwise: 12 a record, or 20 million if that is more.
double default_pair_budget(std::size_t num_records);
/// Whether the budget has room for wide keys: 100 pairs a record.
bool has_room_for_wide_keys(double pair_budget, std::size_t num_records);

/// Consonant skeleton of a folded name: letters that are often taken for one another fall together, vowels
/// after the first letter and doubled letters go. "mitchell" and "michel" give the same.
std::string sound_key(std::string_view folded_name);

}  // namespace byname
