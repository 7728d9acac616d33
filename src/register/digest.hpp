// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "register/fixed_bytes.hpp"

namespace byname {

/// BLAKE2b (RFC 7693) over fields. Every field is preceded by its length and the whole by a label, so that no
/// two different lists of fields, nor two uses, are hashed alike.
class Digest {
 public:
  /// `label` names the use: "op", "body".
  explicit Digest(std::string_view label);
  /// With a secret of 16 to 64 bytes: who does not know it can neither compute nor guess the result.
  Digest(std::string_view label, std::string_view secret);

  Digest& add(std::string_view field);
  Digest& add(std::uint64_t number);
  /// Ends the digest. Its first bytes are the result: a shorter one is a prefix of a longer one.
  template <typename Fixed>
  Fixed finish() {
    static_assert(Fixed::kSize <= 32);
    unsigned char whole[32];
    finish_into(whole);
    Fixed fixed;
    std::memcpy(fixed.bytes.data(), whole, Fixed::kSize);
    return fixed;
  }

 private:
  void update(std::string_view bytes);
  void finish_into(unsigned char* whole);

  alignas(64) std::array<unsigned char, 512> state_;
};

/// Root of the Merkle tree over the leaves in order: RFC 6962, section 2.1, with BLAKE2b-256 in place of
/// SHA-256. Without leaves, the hash of nothing.
Hash merkle_root(const Hash* leaves, std::size_t num_leaves);

}  // namespace byname
