// SPDX-License-Identifier: Apache-2.0
#include "register/base32.hpp"

namespace byname {

namespace {

// Times x in the field of 32 elements, polynomials over GF(2) modulo x^5 + x^2 + 1, of which x is a
// generator.
constexpr int times_generator(int value) noexcept {
  const int doubled = value << 1;
  return doubled < 32 ? doubled : doubled ^ 0b100101;
}

}  // namespace

int base32_value(char character) noexcept {
  char upper = character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A') : character;
  if (upper == 'I' || upper == 'L') upper = '1';
  if (upper == 'O') upper = '0';
  const std::size_t at = kBase32.find(upper);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

char base32_check(std::string_view characters) {
  int sum = 0;
  for (const char character : characters) sum = times_generator(sum) ^ base32_value(character);
  return kBase32[static_cast<std::size_t>(times_generator(sum))];
}

}  // namespace byname
