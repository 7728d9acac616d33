// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace byname {

/// Mixes 64 bits so that every input bit moves every output bit (the finaliser of SplitMix64, Steele et al.
/// 2014).
constexpr std::uint64_t mix64(std::uint64_t x) noexcept {
  x += 0x9E3779B97F4A7C15ull;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
  return x ^ (x >> 31);
}

/// Hashes bytes to 64 bits; the same on every machine and run. Not for adversaries.
std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0) noexcept;

/// Returns the SHA-256 of a file as 64 hexadecimal digits. Throws DataError if it cannot be read.
std::string sha256_of_file(const std::string& path);

}  // namespace byname
