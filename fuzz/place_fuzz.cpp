// SPDX-License-Identifier: Apache-2.0
// Reads any bytes as two places, cut at the first line break: no crash, and they agree alike both ways.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "names/place_agreement.hpp"

namespace {

void check(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t border = std::min(text.find('\n'), text.size());
  const byname::PlaceReading first = byname::read_place(text.substr(0, border));
  const byname::PlaceReading second = byname::read_place(text.substr(std::min(border + 1, text.size())));
  const byname::PreparedPlace a = byname::prepare_place(first), b = byname::prepare_place(second);
  check(byname::place_agreement(a, b) == byname::place_agreement(b, a));
  check(byname::place_agreement(a, a) != byname::PlaceAgreement::kDifferent);
  check(byname::place_text(first).empty() == first.says_nothing());
  return 0;
}
