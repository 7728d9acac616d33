// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "register/register.hpp"

namespace byname {

/// Writes the whole register anew under a new data key, sealed for the accounts that are not revoked: whoever
/// held the old key reads no more of it from here on. Nobody else may have it open. What is erased is in no
/// page of the new file. Files of items that no op holds are removed. A machine that stops meanwhile leaves
/// the old register or the new one, and either opens. The register that was open is closed; open it again.
/// Throws UserError if an account's key file entry is gone.
void compact_register(std::unique_ptr<Register> opened);

/// Copies register, key file and items to `target` (a new name, as for a register) and notes the backup. The
/// copy opens with the same passphrases. Throws UserError if something is there already or the disk is full;
/// then nothing is left at the target.
void back_up_register(Register& opened, const std::string& target);

/// What destroying a register did.
struct Destruction {
  std::vector<std::string> opening_backups;  ///< known backups whose key file is there: they still open
};

/// Overwrites and removes the key file: the register cannot be opened any more, from this copy, by anybody.
/// The encrypted files stay. Throws UserError.
Destruction destroy_register(const std::string& path);

/// Copies a backup that was opened to a place where no register is. Throws UserError; then nothing is left
/// there.
void restore_register(Register& backup, const std::string& target);

}  // namespace byname
