// SPDX-License-Identifier: Apache-2.0
// A key file comes from a disk that somebody else may have held: it is read or refused, never more.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.hpp"
#include "register/key_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    byname::parse_key_file({reinterpret_cast<const char*>(data), size}, "fuzz");
  } catch (const byname::DataError&) {
  } catch (const byname::UserError&) {
  }
  return 0;
}
