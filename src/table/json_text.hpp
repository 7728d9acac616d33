// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace byname {

/// One key of a JSON object and its value as text.
struct JsonCell {
  std::string key;
  std::optional<std::string> text;  ///< none for null
};

/// A JSON object as a row, or why it is none.
struct JsonRow {
  std::vector<JsonCell> cells;
  std::string fault;      ///< empty if the object could be read
  std::string fault_key;  ///< the key at fault, if there is one
};

/// What becomes of a list of plain values; other lists and objects become JSON text.
enum class JsonLists {
  kJoined,  ///< a|b
  kAsJson,  ///< ["a","b"]
};

/// Reads one JSON object. Numbers stay as they are written, but for a ".0" at their end.
JsonRow read_json_object(std::string_view text, JsonLists lists);

}  // namespace byname
