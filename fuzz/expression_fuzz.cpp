// SPDX-License-Identifier: Apache-2.0
// Reads any bytes as an expression: no crash, a short message for what cannot be read, and what can be read
// is written and read again as the same tree.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "expression/expression.hpp"

namespace {

void check(bool condition) {
  if (!condition) std::abort();
}

void check_places(const byname::Expression& expression, std::size_t begin, std::size_t end) {
  check(begin <= expression.begin && expression.begin <= expression.end && expression.end <= end);
  for (const byname::Expression& child : expression.children) {
    check_places(child, expression.begin, expression.end);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  byname::Expression read;
  try {
    read = byname::parse_expression(text, "level 1");
  } catch (const byname::DataError& error) {
    check(std::string_view(error.what()).size() < 250);
    return 0;
  }
  check_places(read, 0, size);
  check(byname::same_expression(byname::parse_expression(byname::expression_text(read), "level 1"), read));
  return 0;
}
