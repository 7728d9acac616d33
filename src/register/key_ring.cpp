// SPDX-License-Identifier: Apache-2.0
#include "register/key_ring.hpp"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <linux/keyctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/error.hpp"
#include "register/account_secret.hpp"

namespace byname {

namespace {

// The possessor may do everything; the same user may view, read, write and search.
constexpr unsigned long kPermissions = 0x3F0F0000;

std::string name_in_keyring(const RegisterId& register_id) { return "byname:" + register_id.hex(); }

long keyctl(int operation, long a, long b, long c, long d) {
  return syscall(SYS_keyctl, operation, a, b, c, d);
}

// A key of the user's keyring is readable by who reaches that keyring from its session.
void reach_user_keyring() { keyctl(KEYCTL_LINK, KEY_SPEC_USER_KEYRING, KEY_SPEC_SESSION_KEYRING, 0, 0); }

long find_key(const RegisterId& register_id) {
  reach_user_keyring();
  const std::string name = name_in_keyring(register_id);
  return keyctl(KEYCTL_SEARCH, KEY_SPEC_USER_KEYRING, reinterpret_cast<long>("user"),
                reinterpret_cast<long>(name.c_str()), 0);
}

[[noreturn]] void fail() {
  throw UserError(fmt::format("the kernel keeps no keys here ({}); give the passphrase each time.",
                              std::strerror(errno)));
}

}  // namespace

void keep_seed(const RegisterId& register_id, const SecretBytes& seed, std::uint32_t seconds) {
  reach_user_keyring();
  const std::string name = name_in_keyring(register_id);
  const long key =
      syscall(SYS_add_key, "user", name.c_str(), seed.data(), seed.size(), KEY_SPEC_USER_KEYRING);
  if (key < 0) fail();
  if (keyctl(KEYCTL_SET_TIMEOUT, key, seconds, 0, 0) != 0 ||
      keyctl(KEYCTL_SETPERM, key, static_cast<long>(kPermissions), 0, 0) != 0) {
    const int reason = errno;
    keyctl(KEYCTL_REVOKE, key, 0, 0, 0);
    errno = reason;
    fail();
  }
}

SecretBytes kept_seed(const RegisterId& register_id) {
  const long key = find_key(register_id);
  if (key < 0) return {};
  SecretBytes seed(AccountSecret::kSeedSize);
  const long size =
      keyctl(KEYCTL_READ, key, reinterpret_cast<long>(seed.data()), static_cast<long>(seed.size()), 0);
  if (size != static_cast<long>(seed.size())) return {};
  return seed;
}

bool forget_seed(const RegisterId& register_id) {
  const long key = find_key(register_id);
  if (key < 0) return false;
  keyctl(KEYCTL_REVOKE, key, 0, 0, 0);
  keyctl(KEYCTL_UNLINK, key, KEY_SPEC_USER_KEYRING, 0, 0);
  return true;
}

}  // namespace byname
