// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"

#include <array>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <memory>
#include <openssl/evp.h>
#include <vector>

#include "base/error.hpp"

namespace byname {

namespace {

inline std::uint64_t load64(const char* bytes) noexcept {
  std::uint64_t word;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

// The high and low half of a 128-bit product folded together: the mixing step of wyhash (Wang Yi, public
// domain idea).
inline std::uint64_t fold_product(std::uint64_t a, std::uint64_t b) noexcept {
  const __uint128_t product = static_cast<__uint128_t>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed) noexcept {
  std::uint64_t state = seed ^ 0x2D358DCCAA6C78A5ull ^ (bytes.size() * 0x8BB84B93962EACC9ull);
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= 8; left -= 8, at += 8) {
    state = fold_product(load64(at) ^ 0x4B33A62ED433D4A3ull, state ^ 0x8EBC6AF09C88C6E3ull);
  }
  if (left > 0) {
    std::array<char, 8> tail{};
    std::memcpy(tail.data(), at, left);
    state = fold_product(load64(tail.data()) ^ 0x4B33A62ED433D4A3ull, state ^ 0x8EBC6AF09C88C6E3ull);
  }
  return mix64(state);
}

std::string sha256_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file)
    throw DataError(fmt::format("cannot read the file; check that it exists and may be read: {}", path));
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> state(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  BYNAME_CHECK(state && EVP_DigestInit_ex(state.get(), EVP_sha256(), nullptr) == 1,
               "SHA-256 is not to be had");
  std::vector<char> buffer(1 << 20);
  while (file) {
    file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    EVP_DigestUpdate(state.get(), buffer.data(), static_cast<std::size_t>(file.gcount()));
  }
  std::array<unsigned char, 32> digest;
  EVP_DigestFinal_ex(state.get(), digest.data(), nullptr);
  std::string text;
  for (const unsigned char byte : digest) text += fmt::format("{:02x}", byte);
  return text;
}

}  // namespace byname
