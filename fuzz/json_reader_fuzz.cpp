// SPDX-License-Identifier: Apache-2.0
// Reads any bytes as JSON lines or a JSON array, in a large and in a small window: no crash, the same result.
#include <cstdint>
#include <cstdlib>

#include "base/error.hpp"
#include "table/memory_source.hpp"
#include "table/utf8_text.hpp"

namespace {

void check(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const byname::ReadTable whole =
        byname::read_json_text(text, {1 << 16, false, byname::JsonLists::kJoined});
    check(whole.file.num_rows == whole.list.num_mentions() + whole.rejects.size());
    for (const byname::Reject& reject : whole.rejects) check(byname::is_valid_utf8(reject.text));
    for (const byname::TextColumn& column : whole.list.columns) {
      for (std::uint32_t code = 1; code < column.dictionary.size(); ++code) {
        check(byname::is_valid_utf8(column.dictionary.value(code)));
      }
    }
    check(byname::dump(whole) ==
          byname::dump(byname::read_json_text(text, {16, false, byname::JsonLists::kJoined})));
  } catch (const byname::DataError&) {
    // A file that cannot be a list is refused as a whole.
  }
  return 0;
}
