// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/account_secret.hpp"
#include "register/fixed_bytes.hpp"
#include "register/passphrase_lock.hpp"

namespace byname {

/// One way into a register: an account's seed under a passphrase or recovery code, and the data key sealed
/// for that account. The file says neither whose it is nor which of the two.
struct KeySlot {
  SlotId id;
  BoxKey box;               ///< whom the data key is sealed for
  LockedSecret locked;      ///< the account's seed
  std::string sealed;       ///< the data key
  std::string sealed_next;  ///< the data key that a rewriting under way will end with, or empty
};

/// What stands in REGISTER.key. Without it nobody can open the register, whatever the passphrase.
struct KeyFile {
  RegisterId register_id;
  std::vector<KeySlot> slots;
};

/// "list.byname" -> "list.byname.key".
std::string key_path_of(const std::string& register_path);

/// Throws DataError if the text is no key file, UserError if it is of a newer byname; `path` is for the
/// message.
KeyFile parse_key_file(std::string_view text, const std::string& path);
/// The same with what is in a file.
KeyFile read_key_file(const std::string& path);
/// Puts the file in place in one step, mode 0600, on the disk when it returns. Throws UserError.
void write_key_file(const std::string& path, const KeyFile& file);

/// A new way in: `account`'s seed under `passphrase`, and `data_key` sealed for the account.
KeySlot make_slot(const RegisterId& register_id, const AccountSecret& account, const SecretBytes& passphrase,
                  const SecretBytes& data_key, const PassphraseCost& cost, RandomSource& random);

/// An opened way in.
struct OpenedSlot {
  SlotId slot;
  AccountSecret account;
};

/// Tries the passphrase on every slot in turn, about a second each; nullopt if it opens none.
std::optional<OpenedSlot> open_slot(const KeyFile& file, const SecretBytes& passphrase);

}  // namespace byname
