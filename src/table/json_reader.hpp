// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "table/byte_source.hpp"
#include "table/input.hpp"
#include "table/json_text.hpp"

namespace byname {

/// How a file is read: in windows of what size, on which the result does not depend, and what becomes of "".
struct JsonCuts {
  std::size_t segment_bytes = std::size_t{8} << 20;
  bool keeps_empty_texts = false;  ///< "" is an empty text, not NULL
  JsonLists lists = JsonLists::kJoined;
};

/// Reads JSON lines (one object a line) or one JSON array of objects, given as a stream of UTF-8, and appends
/// it to `list`. What is no object goes to `rejects`; in an array, the next row begins behind the next comma
/// of the array. Sets the counts of `file`. Throws DataError if there is no row.
void read_json(ByteSource& source, const std::string& encoding_name, std::uint32_t file_index,
               InputFile& file, InputList& list, std::vector<Reject>& rejects, const JsonCuts& cuts,
               const ExecutionContext& context);

}  // namespace byname
