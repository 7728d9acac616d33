// SPDX-License-Identifier: Apache-2.0
// Bodies come from everybody who may write, with any program: what is no body of its kind is left out.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "register/body_json.hpp"
#include "register/printable_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  byname::read_register_body(text);
  byname::read_account_body(text);
  byname::read_revocation_body(text);
  byname::read_reason_body(text);
  byname::printable_text(text);
  return 0;
}
