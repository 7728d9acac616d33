// SPDX-License-Identifier: Apache-2.0
#include "register/recovery_code.hpp"

#include "register/base32.hpp"

namespace byname {

namespace {

constexpr std::size_t kNumRandom = 26;  // 130 bits

}  // namespace

std::string draw_recovery_code(RandomSource& random) {
  std::string drawn(kNumRandom, '\0');
  random.fill(drawn.data(), drawn.size());
  for (char& c : drawn) c = kBase32[static_cast<unsigned char>(c) % 32];
  drawn += base32_check(drawn);
  std::string code;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    if (i > 0 && i % 3 == 0) code += '-';
    code += drawn[i];
  }
  return code;
}

SecretBytes recovery_passphrase(std::string_view typed) {
  std::string plain;
  for (const char c : typed) {
    if (c == '-' || c == ' ') continue;
    const int value = base32_value(c);
    if (value < 0) return {};
    plain += kBase32[static_cast<std::size_t>(value)];
  }
  if (plain.size() != kNumRandom + 1 || base32_check(plain.substr(0, kNumRandom)) != plain.back()) return {};
  return SecretBytes(plain);
}

}  // namespace byname
