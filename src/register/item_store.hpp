// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/evidence_json.hpp"
#include "register/random_source.hpp"
#include "register/register.hpp"

namespace byname {

/// The largest item, in bytes.
inline constexpr std::uint64_t kLargestItem = 1ull << 30;

/// Puts bytes into the register's folder of items, encrypted under a key of their own (XChaCha20-Poly1305),
/// and fills sha256, size, file and file_key of the item. The file is on the disk when this returns; without
/// an op that holds the item it is an orphan. Throws UserError if they are too many or the disk is full.
void store_item(const std::string& register_path, std::string_view bytes, RandomSource& random,
                ItemBody& item);

/// The same for one of many: their files are on the disk when sync_items() has returned.
void write_item(const std::string& register_path, std::string_view bytes, RandomSource& random,
                ItemBody& item);
void sync_items(const std::string& register_path);

/// The bytes of an item. Throws DataError if its file is not there or not what was stored.
std::string load_item(const std::string& register_path, const ItemBody& item);

/// The SHA-256 of bytes, 64 digits.
std::string sha256_of(std::string_view bytes);

/// The body of an item; nullopt if it was erased.
std::optional<ItemBody> find_item(Database& database, const RecordId& id);
/// All items that have a file.
std::vector<ItemBody> items_with_files(Database& database);

/// Names of files in the folder that no item has: those of ops that were never finished.
std::vector<std::string> orphans_in(const std::string& register_path, Database& database);
/// Removes them. Nobody else may have the register open.
void remove_orphans(const std::string& register_path, Database& database);

}  // namespace byname
