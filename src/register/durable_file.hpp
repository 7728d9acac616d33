// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace byname {

/// Reads a file whole. Throws DataError if it cannot be read.
std::string read_whole_file(const std::string& path);

/// Puts `bytes` at `path` in one step, mode 0600, replacing what is there: after a crash either the old or
/// the new file is there, never half. It is on the disk when this returns. Throws UserError with the reason.
void replace_file(const std::string& path, std::string_view bytes);

/// Writes a file, mode 0600, that after a crash may be there, half there or not: until sync_disk_of()
/// returns.
void write_fleeting_file(const std::string& path, std::string_view bytes);

/// Makes all last that was written to the disk that holds a folder. For many files this is far quicker than
/// file by file. Throws UserError.
void sync_disk_of(const std::string& folder);

/// Makes the bytes of a file last. Throws UserError.
void sync_file(const std::string& path);

/// Makes the names in the file's folder last: a file renamed or made there is found after a crash.
void sync_folder_of(const std::string& path);

/// Renames within one folder, replacing what is there, and makes it last. Throws UserError.
void replace_by_rename(const std::string& from, const std::string& to);

/// Overwrites a file with random bytes once, then removes it. A disk may keep the old bytes elsewhere: this
/// is a courtesy, not a promise. Nothing happens if the file is not there. Throws UserError.
void overwrite_and_remove(const std::string& path);

}  // namespace byname
