// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "register/random_source.hpp"
#include "register/secret_bytes.hpp"

namespace byname {

/// What one try of a passphrase costs: Argon2id (RFC 9106), one lane.
struct PassphraseCost {
  std::uint64_t memory_bytes = 256ull << 20;
  std::uint32_t passes = 3;
};

/// The smallest and largest memory that a key file may ask for.
inline constexpr std::uint64_t kLeastPassphraseMemory = 8ull << 20;
inline constexpr std::uint64_t kMostPassphraseMemory = 4ull << 30;

/// A secret under a passphrase. What is bound to it (the `context`) cannot be altered without its failing to
/// open: the cost too is bound, so that nobody can make it cheaper.
struct LockedSecret {
  PassphraseCost cost;
  std::string salt;    ///< 16 bytes
  std::string locked;  ///< nonce of 24 bytes, then XChaCha20-Poly1305's output
};

LockedSecret lock_secret(const SecretBytes& secret, const SecretBytes& passphrase, const PassphraseCost& cost,
                         std::string_view context, RandomSource& random);
/// Empty if the passphrase is another one or anything was altered. Takes `cost.memory_bytes` for about a
/// second. Throws UserError without that memory.
SecretBytes open_locked(const LockedSecret& secret, const SecretBytes& passphrase, std::string_view context);

}  // namespace byname
