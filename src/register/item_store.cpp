// SPDX-License-Identifier: Apache-2.0
#include "register/item_store.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <sodium.h>
#include <unordered_set>

#include "base/error.hpp"
#include "register/durable_file.hpp"

namespace byname {

namespace {

namespace fs = std::filesystem;

// The file: this line, a nonce, then the sealed bytes.
constexpr std::string_view kMagic = "byname item 1\n";
constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;

using ItemName = FixedBytes<16, struct ItemNameTag>;
using ItemKey = FixedBytes<crypto_aead_xchacha20poly1305_ietf_KEYBYTES, struct ItemKeyTag>;
using ItemNonce = FixedBytes<kNonceSize, struct ItemNonceTag>;

std::string path_of(const std::string& register_path, const std::string& file) {
  return (fs::path(items_path_of(register_path)) / file).string();
}

const unsigned char* data_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string seal(std::string_view bytes, const ItemKey& key, const ItemNonce& nonce) {
  std::string file;
  file.reserve(kMagic.size() + kNonceSize + bytes.size() + kTagSize);
  file.append(kMagic).append(nonce.view());
  const std::size_t begin = file.size();
  file.resize(begin + bytes.size() + kTagSize);
  crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char*>(file.data() + begin), nullptr,
                                             data_of(bytes), bytes.size(), data_of(kMagic), kMagic.size(),
                                             nullptr, nonce.bytes.data(), key.bytes.data());
  return file;
}

// Empty optional: it is not what was sealed under the key.
std::optional<std::string> unseal(std::string_view file, const ItemKey& key) {
  if (!file.starts_with(kMagic) || file.size() < kMagic.size() + kNonceSize + kTagSize) return std::nullopt;
  const std::string_view nonce = file.substr(kMagic.size(), kNonceSize);
  const std::string_view sealed = file.substr(kMagic.size() + kNonceSize);
  std::string bytes(sealed.size() - kTagSize, '\0');
  const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<unsigned char*>(bytes.data()), nullptr, nullptr, data_of(sealed), sealed.size(),
      data_of(kMagic), kMagic.size(), data_of(nonce), key.bytes.data());
  if (opened != 0) return std::nullopt;
  return bytes;
}

}  // namespace

std::string sha256_of(std::string_view bytes) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, data_of(bytes), bytes.size());
  return to_hex({reinterpret_cast<const char*>(hash), sizeof hash});
}

void write_item(const std::string& register_path, std::string_view bytes, RandomSource& random,
                ItemBody& item) {
  if (bytes.size() > kLargestItem)
    throw UserError(
        fmt::format("an item can have {} MiB, and this one has {}.", kLargestItem >> 20, bytes.size() >> 20));
  const ItemKey key = random.draw<ItemKey>();
  item.sha256 = sha256_of(bytes);
  item.size = bytes.size();
  item.file = random.draw<ItemName>().hex();
  item.file_key = key.hex();
  write_fleeting_file(path_of(register_path, item.file), seal(bytes, key, random.draw<ItemNonce>()));
}

void store_item(const std::string& register_path, std::string_view bytes, RandomSource& random,
                ItemBody& item) {
  write_item(register_path, bytes, random, item);
  const std::string path = path_of(register_path, item.file);
  sync_file(path);
  sync_folder_of(path);
}

void sync_items(const std::string& register_path) { sync_disk_of(items_path_of(register_path)); }

std::string load_item(const std::string& register_path, const ItemBody& item) {
  const std::string path = path_of(register_path, item.file);
  if (!fs::exists(path))
    throw DataError(fmt::format("the file of an item is missing; take it from a backup: {}", path));
  const std::optional<std::string> key_bytes = from_hex(item.file_key);
  const std::optional<ItemKey> key = key_bytes ? ItemKey::from_view(*key_bytes) : std::nullopt;
  std::optional<std::string> bytes = key ? unseal(read_whole_file(path), *key) : std::nullopt;
  if (!bytes || sha256_of(*bytes) != item.sha256)
    throw DataError(
        fmt::format("the file of an item is damaged or was altered; take it from a backup: {}", path));
  return std::move(*bytes);
}

std::optional<ItemBody> find_item(Database& database, const RecordId& id) {
  Rows rows = database.query(
      "SELECT body.bytes FROM item JOIN body ON body.op = item.op AND body.ordinal = item.ordinal WHERE "
      "item.id = ?1",
      id);
  if (!rows.next() || rows.is_null(0)) return std::nullopt;
  return read_item_body(rows.bytes(0));
}

std::vector<ItemBody> items_with_files(Database& database) {
  std::vector<ItemBody> items;
  Rows rows = database.query(
      "SELECT body.bytes FROM item JOIN body ON body.op = item.op AND body.ordinal = item.ordinal "
      "JOIN op ON op.id = item.op WHERE item.file <> '' AND body.bytes IS NOT NULL "
      "ORDER BY lamport, op.id, item.ordinal");
  while (rows.next()) {
    if (std::optional<ItemBody> item = read_item_body(rows.bytes(0))) items.push_back(std::move(*item));
  }
  return items;
}

std::vector<std::string> orphans_in(const std::string& register_path, Database& database) {
  std::unordered_set<std::string> held;
  Rows rows = database.query("SELECT file FROM item WHERE file <> ''");
  while (rows.next()) held.insert(rows.text(0));
  std::vector<std::string> orphans;
  for (const fs::directory_entry& entry : fs::directory_iterator(items_path_of(register_path))) {
    std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && !held.contains(name)) orphans.push_back(std::move(name));
  }
  std::sort(orphans.begin(), orphans.end());
  return orphans;
}

void remove_orphans(const std::string& register_path, Database& database) {
  for (const std::string& orphan : orphans_in(register_path, database)) {
    std::error_code ignored;
    fs::remove(path_of(register_path, orphan), ignored);
  }
}

}  // namespace byname
