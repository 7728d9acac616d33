// SPDX-License-Identifier: Apache-2.0
#include "register/account_secret.hpp"

#include <sodium.h>

#include "base/error.hpp"

namespace byname {

namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Independent seeds from one (libsodium's key derivation: keyed BLAKE2b over a number and a context).
SecretBytes derive(const SecretBytes& seed, std::uint64_t number) {
  SecretBytes derived(32);
  crypto_kdf_derive_from_key(derived.data(), derived.size(), number, "bynamekf", seed.data());
  return derived;
}

}  // namespace

AccountSecret AccountSecret::draw(RandomSource& random) {
  SecretBytes seed(kSeedSize);
  random.fill(seed.data(), seed.size());
  return AccountSecret(std::move(seed));
}

AccountSecret::AccountSecret(SecretBytes seed)
    : seed_(std::move(seed)),
      sign_secret_(crypto_sign_SECRETKEYBYTES),
      box_secret_(crypto_box_SECRETKEYBYTES) {
  static_assert(kSeedSize == crypto_kdf_KEYBYTES);
  BYNAME_CHECK(seed_.size() == kSeedSize, "a seed has {} bytes", seed_.size());
  crypto_sign_seed_keypair(sign_key_.bytes.data(), sign_secret_.data(), derive(seed_, 1).data());
  crypto_box_seed_keypair(box_key_.bytes.data(), box_secret_.data(), derive(seed_, 2).data());
}

Signature AccountSecret::sign(std::string_view message) const {
  Signature signature;
  crypto_sign_detached(signature.bytes.data(), nullptr, bytes_of(message), message.size(),
                       sign_secret_.data());
  return signature;
}

SecretBytes AccountSecret::open_sealed(std::string_view sealed) const {
  if (sealed.size() <= crypto_box_SEALBYTES) return {};
  SecretBytes secret(sealed.size() - crypto_box_SEALBYTES);
  const int failed = crypto_box_seal_open(secret.data(), bytes_of(sealed), sealed.size(),
                                          box_key_.bytes.data(), box_secret_.data());
  if (failed != 0) return {};
  return secret;
}

std::string seal_for(const BoxKey& recipient, const SecretBytes& secret) {
  begin_cryptography();
  std::string sealed(secret.size() + crypto_box_SEALBYTES, '\0');
  const int failed = crypto_box_seal(reinterpret_cast<unsigned char*>(sealed.data()), secret.data(),
                                     secret.size(), recipient.bytes.data());
  BYNAME_CHECK(failed == 0, "a key cannot be sealed for");
  return sealed;
}

bool is_signed_by(const AccountKey& author, std::string_view message, const Signature& signature) {
  begin_cryptography();
  return crypto_sign_verify_detached(signature.bytes.data(), bytes_of(message), message.size(),
                                     author.bytes.data()) == 0;
}

}  // namespace byname
