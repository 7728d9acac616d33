// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/execution_context.hpp"
#include "evaluate/mention_index.hpp"
#include "names/record_table.hpp"
#include "spec/model_spec.hpp"

namespace byname {

// What an output folder of byname count holds, for the verbs that read it. All throw DataError for a file
// that is missing or not what byname count writes.

/// Path of a file that must be there.
std::string file_of_count(const std::string& folder, const std::string& name);

/// model.json, with the blocking rules, which reading a model for scoring leaves out.
ModelSpec read_count_model(const std::string& folder);

/// records.parquet; truth is left out.
RecordTable read_count_records(const std::string& folder, const ExecutionContext& context);

/// The records by (list, file, row).
MentionIndex index_records(const RecordTable& records);

/// Finds a mention of another file of the folder.
std::uint32_t find_record(const MentionIndex& index, std::string_view list, std::string_view file,
                          std::int64_t row);

}  // namespace byname
