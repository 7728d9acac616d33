// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "register/fixed_bytes.hpp"
#include "register/random_source.hpp"
#include "register/secret_bytes.hpp"

namespace byname {

/// What an account's passphrase opens: a seed of 32 bytes, and from it a key pair for signing (Ed25519) and
/// one for sealing (X25519). The two cannot be told to belong together without the seed.
class AccountSecret {
 public:
  static constexpr std::size_t kSeedSize = 32;

  static AccountSecret draw(RandomSource& random);
  /// `seed` has kSeedSize bytes.
  explicit AccountSecret(SecretBytes seed);

  const SecretBytes& seed() const { return seed_; }
  const AccountKey& sign_key() const { return sign_key_; }
  const BoxKey& box_key() const { return box_key_; }
  Signature sign(std::string_view message) const;
  /// Opens what seal_for() closed. Empty if it was not sealed for this account or was altered.
  SecretBytes open_sealed(std::string_view sealed) const;

 private:
  SecretBytes seed_;
  SecretBytes sign_secret_;
  SecretBytes box_secret_;
  AccountKey sign_key_;
  BoxKey box_key_;
};

/// Closes a secret so that only the account with this key opens it.
std::string seal_for(const BoxKey& recipient, const SecretBytes& secret);

bool is_signed_by(const AccountKey& author, std::string_view message, const Signature& signature);

}  // namespace byname
