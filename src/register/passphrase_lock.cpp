// SPDX-License-Identifier: Apache-2.0
#include "register/passphrase_lock.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include "base/byte_size.hpp"
#include "base/error.hpp"

namespace byname {

namespace {

constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

SecretBytes derive_key(const SecretBytes& passphrase, std::string_view salt, const PassphraseCost& cost) {
  SecretBytes key(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
  const int failed = crypto_pwhash(key.data(), key.size(), reinterpret_cast<const char*>(passphrase.data()),
                                   passphrase.size(), bytes_of(salt), cost.passes, cost.memory_bytes,
                                   crypto_pwhash_ALG_ARGON2ID13);
  if (failed != 0)
    throw UserError(
        fmt::format("a passphrase cannot be tried without {} of free memory. Close other programs.",
                    format_byte_size(cost.memory_bytes)));
  return key;
}

std::string bound_text(std::string_view context, const LockedSecret& secret) {
  return fmt::format("{}|{}|{}|", context, secret.cost.memory_bytes, secret.cost.passes) + secret.salt;
}

}  // namespace

LockedSecret lock_secret(const SecretBytes& secret, const SecretBytes& passphrase, const PassphraseCost& cost,
                         std::string_view context, RandomSource& random) {
  LockedSecret result{cost, std::string(crypto_pwhash_SALTBYTES, '\0'), std::string(kNonceSize, '\0')};
  random.fill(result.salt.data(), result.salt.size());
  random.fill(result.locked.data(), kNonceSize);
  result.locked.resize(kNonceSize + secret.size() + kTagSize);
  const SecretBytes key = derive_key(passphrase, result.salt, cost);
  const std::string bound = bound_text(context, result);
  auto* out = reinterpret_cast<unsigned char*>(result.locked.data());
  crypto_aead_xchacha20poly1305_ietf_encrypt(out + kNonceSize, nullptr, secret.data(), secret.size(),
                                             bytes_of(bound), bound.size(), nullptr, out, key.data());
  return result;
}

SecretBytes open_locked(const LockedSecret& secret, const SecretBytes& passphrase, std::string_view context) {
  if (secret.salt.size() != crypto_pwhash_SALTBYTES || secret.locked.size() < kNonceSize + kTagSize)
    return {};
  const SecretBytes key = derive_key(passphrase, secret.salt, secret.cost);
  const std::string bound = bound_text(context, secret);
  const unsigned char* in = bytes_of(secret.locked);
  SecretBytes opened(secret.locked.size() - kNonceSize - kTagSize);
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      opened.data(), nullptr, nullptr, in + kNonceSize, secret.locked.size() - kNonceSize, bytes_of(bound),
      bound.size(), in, key.data());
  if (failed != 0) return {};
  return opened;
}

}  // namespace byname
