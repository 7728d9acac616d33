// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "register/register.hpp"

namespace byname {

/// Who has a way into the register, and how that changes. Every function that writes the key file leaves
/// either the old or the new one.

/// A new account: its way in is a passphrase that its holder should change.
struct NewAccount {
  std::string pseudonym;  ///< what others see; not the person's name
  AccountRole role = AccountRole::kHelper;
  SecretBytes passphrase;
  PassphraseCost cost;
};

/// Adds an account by an op. Throws UserError if who does it is no owner, or the pseudonym is taken.
OpId add_account(Register& opened, const NewAccount& asked, const std::string& reason);

/// Revokes an account by an op and takes its ways in out of the key file. Its holder may still have a copy of
/// the old key file: compact_register gives the file a new data key. Throws UserError if who does it is no
/// owner, there is no such account, or it is the last owner.
OpId revoke_account(Register& opened, const std::string& pseudonym, const std::string& reason);

/// Replaces the passphrase of the account that has the register open: every other way in of this account but
/// the recovery code goes.
void change_passphrase(Register& opened, const SecretBytes& passphrase, const PassphraseCost& cost);

/// The cost of the passphrases in use, for a new one.
PassphraseCost cost_in_use(const KeyFile& file);

}  // namespace byname
