// SPDX-License-Identifier: Apache-2.0
#include "register/person_code.hpp"

#include "register/base32.hpp"
#include "register/digest.hpp"

namespace byname {

namespace {

constexpr std::size_t kLength = 8;

}  // namespace

std::string person_code(std::string_view secret, const RecordId& founder, std::uint32_t serial,
                        std::uint32_t attempt) {
  const Hash hash = Digest("person", secret)
                        .add(founder.view())
                        .add(std::uint64_t{serial})
                        .add(std::uint64_t{attempt})
                        .finish<Hash>();
  std::uint64_t bits = 0;  // the first 40
  for (std::size_t i = 0; i < 5; ++i) bits = bits << 8 | hash.bytes[i];
  std::string code(kLength, '0');
  for (std::size_t i = kLength; i > 0; --i, bits >>= 5) code[i - 1] = kBase32[bits & 31];
  return code + '-' + base32_check(code);
}

std::optional<std::string> read_person_code(std::string_view typed) {
  std::string code;
  for (const char c : typed) {
    if (c == '-' && code.size() == kLength) continue;
    const int value = base32_value(c);
    if (value < 0 || code.size() == kLength + 1) return std::nullopt;
    code += kBase32[static_cast<std::size_t>(value)];
  }
  if (code.empty()) return std::nullopt;
  if (code.size() <= kLength) return code.size() == kLength ? code + '-' : code;
  const char check = code.back();
  code.pop_back();
  if (base32_check(code) != check) return std::nullopt;
  return code + '-' + check;
}

bool looks_like_person_code(std::string_view typed) {
  std::size_t characters = 0;
  for (const char c : typed) {
    if (c == '-' && characters == kLength) continue;
    if (base32_value(c) < 0) return false;
    ++characters;
  }
  return characters == kLength + 1;
}

}  // namespace byname
