// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace byname {

/// A copy that `byname backup` made.
struct KnownBackup {
  std::string day;   ///< "2025-03-01"
  std::string head;  ///< what the register's head was, 64 digits
  std::string path;
};

/// What stands in REGISTER.backups, oldest first; lines that are none are left out. The file is plain text,
/// so that it can be read when the key file is lost.
std::vector<KnownBackup> known_backups(const std::string& register_path);
/// Adds one. Throws UserError if it cannot be written.
void note_backup(const std::string& register_path, const KnownBackup& backup);
/// A sentence that names them, or says that none is known.
std::string known_backups_text(const std::string& register_path);

}  // namespace byname
