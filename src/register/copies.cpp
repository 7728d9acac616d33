// SPDX-License-Identifier: Apache-2.0
#include "register/copies.hpp"

#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <unordered_set>

#include "base/error.hpp"
#include "register/backup_list.hpp"
#include "register/durable_file.hpp"
#include "register/item_store.hpp"
#include "register/key_ring.hpp"

namespace byname {

namespace {

namespace fs = std::filesystem;

void remove_quietly(const std::string& path) {
  std::error_code ignored;
  for (const char* end : {"", "-wal", "-shm"}) fs::remove(path + end, ignored);
}

// Removes what a copying left when it did not come to its end.
class UnfinishedCopy {
 public:
  explicit UnfinishedCopy(std::string path) : path_(std::move(path)) {}
  UnfinishedCopy(const UnfinishedCopy&) = delete;
  UnfinishedCopy& operator=(const UnfinishedCopy&) = delete;
  ~UnfinishedCopy() {
    if (is_finished_) return;
    remove_quietly(path_);
    remove_quietly(path_ + ".part");
    remove_quietly(key_path_of(path_));
    std::error_code ignored;
    fs::remove_all(items_path_of(path_), ignored);
  }
  void finish() { is_finished_ = true; }

 private:
  std::string path_;
  bool is_finished_ = false;
};

void refuse_existing(const std::string& target) {
  for (const std::string& taken : {target, key_path_of(target), items_path_of(target), target + ".part"}) {
    if (fs::exists(taken))
      throw UserError(fmt::format("there is something of that name already; give another name: {}", taken));
  }
}

void copy_items(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::create_directory(to, error);
  if (error) throw UserError(fmt::format("cannot make {}: {}", to, error.message()));
  fs::permissions(to, fs::perms::owner_all, error);
  for (const fs::directory_entry& entry : fs::directory_iterator(from)) {
    if (!entry.is_regular_file()) continue;
    replace_file((fs::path(to) / entry.path().filename()).string(), read_whole_file(entry.path().string()));
  }
}

std::string utc_day_text(std::int64_t seconds) {
  const std::time_t time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  gmtime_r(&time, &parts);
  return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

// Seals the next data key into every slot; slots of revoked or unknown accounts go.
void seal_next(KeyFile& file, const std::vector<Account>& accounts, const SecretBytes& next) {
  std::unordered_set<BoxKey> allowed;
  for (const Account& account : accounts) {
    if (!account.is_revoked) allowed.insert(account.box);
  }
  std::erase_if(file.slots, [&](const KeySlot& slot) { return !allowed.contains(slot.box); });
  for (KeySlot& slot : file.slots) slot.sealed_next = seal_for(slot.box, next);
}

void settle_on_next(KeyFile& file) {
  for (KeySlot& slot : file.slots) {
    slot.sealed = slot.sealed_next;
    slot.sealed_next.clear();
  }
}

void copy_register(Register& opened, const std::string& target) {
  refuse_existing(target);
  UnfinishedCopy copy(target);
  copy_items(items_path_of(opened.path()), items_path_of(target));
  {
    Database file(target + ".part", opened.data_key(), Database::Access::kCreate);
    opened.database().copy_to(file);
  }
  write_key_file(key_path_of(target), key_file_of(opened.path()));
  replace_by_rename(target + ".part", target);
  copy.finish();
}

}  // namespace

void compact_register(std::unique_ptr<Register> opened) {
  const std::string path = opened->path();
  const std::string beside = path + ".part";
  const RegisterHost host = opened->host();
  SecretBytes seed = opened->secret().seed().copy();
  opened.reset();  // gives up the shared lock
  const RegisterLock alone(path, RegisterLock::Kind::kAlone);
  const AccountSecret secret(std::move(seed));
  remove_quietly(beside);
  KeyFile file = key_file_of(path);
  SecretBytes next(32);
  host.random->fill(next.data(), next.size());
  try {
    OpenFiles files = open_files(path, secret);
    file = key_file_of(path);
    seal_next(file, accounts_in(*files.database), next);
    remove_orphans(path, *files.database);
    files.database->rewrite_to(beside, next);
    sync_file(beside);
  } catch (...) {
    remove_quietly(beside);
    throw;
  }
  write_key_file(key_path_of(path), file);
  replace_by_rename(beside, path);
  settle_on_next(file);
  write_key_file(key_path_of(path), file);
}

void restore_register(Register& backup, const std::string& target) { copy_register(backup, target); }

void back_up_register(Register& opened, const std::string& target) {
  copy_register(opened, target);
  note_backup(opened.path(), {utc_day_text(opened.host().clock()), opened.log().heads().front().hex(),
                              fs::absolute(target).string()});
}

Destruction destroy_register(const std::string& path) {
  const KeyFile file = key_file_of(path);
  const RegisterLock alone(path, RegisterLock::Kind::kAlone);
  overwrite_and_remove(key_path_of(path));
  forget_seed(file.register_id);
  Destruction destruction;
  for (const KnownBackup& backup : known_backups(path)) {
    if (fs::exists(key_path_of(backup.path))) destruction.opening_backups.push_back(backup.path);
  }
  return destruction;
}

}  // namespace byname
