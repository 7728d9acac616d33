// SPDX-License-Identifier: Apache-2.0
// Reads any bytes as CSV, whole and in pieces: no crash, every row accounted for, the cuts never seen in the
// result.
#include <cstdint>
#include <cstdlib>

#include "base/error.hpp"
#include "table/memory_source.hpp"
#include "table/utf8_text.hpp"

namespace {

void check(bool condition) {
  if (!condition) std::abort();
}

void check_rejects(const byname::ReadTable& table) {
  check(table.file.num_rows == table.list.num_mentions() + table.rejects.size());
  for (const byname::Reject& reject : table.rejects) {
    check(byname::is_valid_utf8(reject.text) && reject.text.size() <= byname::kRejectTextBytes);
    check(!reject.reason.empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const byname::ReadTable whole = byname::read_csv_text(text, {1 << 16, 1 << 16});
    check_rejects(whole);
    const std::size_t chunk_bytes = 1 + size % 13;
    check(byname::dump(whole) == byname::dump(byname::read_csv_text(text, {1 << 16, chunk_bytes})));
  } catch (const byname::DataError&) {
    // A file that cannot be a list is refused as a whole.
  }
  return 0;
}
