// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "table/byte_source.hpp"
#include "table/input.hpp"

namespace byname {

/// Reads JSON lines (one object a line) or one JSON array of objects, given as a stream of UTF-8, and appends
/// it to `list`. What is no object goes to `rejects`; in an array, the next row begins behind the next comma
/// of the array. Sets the counts of `file`. `segment_bytes` is the window held in memory; the result does not
/// depend on it. Throws DataError if there is no row.
void read_json(ByteSource& source, const std::string& encoding_name, std::uint32_t file_index,
               InputFile& file, InputList& list, std::vector<Reject>& rejects, std::size_t segment_bytes,
               const ExecutionContext& context);

}  // namespace byname
