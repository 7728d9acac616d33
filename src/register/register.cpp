// SPDX-License-Identifier: Apache-2.0
#include "register/register.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <sys/stat.h>

#include "base/error.hpp"
#include "register/backup_list.hpp"
#include "register/durable_file.hpp"
#include "register/fold.hpp"
#include "register/migration.hpp"
#include "register/recovery_code.hpp"
#include "register/schema.hpp"

namespace byname {

namespace {

namespace fs = std::filesystem;

SecretBytes draw_data_key(RandomSource& random) {
  SecretBytes key(32);
  random.fill(key.data(), key.size());
  return key;
}

void refuse_existing(const std::string& path) {
  for (const std::string& taken : {path, key_path_of(path), path + ".part"}) {
    if (fs::exists(taken))
      throw UserError(fmt::format("there is something of that name already; give another name: {}", taken));
  }
}

void make_items_folder(const std::string& path) {
  const std::string folder = items_path_of(path);
  if (fs::is_directory(folder) && fs::is_empty(folder)) return;
  if (::mkdir(folder.c_str(), 0700) != 0)
    throw UserError(fmt::format("cannot make {}: {}", folder, std::strerror(errno)));
}

// The files of a register in the making: removed again unless they are kept.
class Making {
 public:
  explicit Making(std::string path) : path_(std::move(path)) {}
  Making(const Making&) = delete;
  Making& operator=(const Making&) = delete;
  ~Making() {
    if (is_kept_) return;
    std::error_code ignored;
    for (const char* end : {".part", ".part-wal", ".part-shm", ".key"}) fs::remove(path_ + end, ignored);
    fs::remove(items_path_of(path_), ignored);  // only if it is empty
  }
  void keep() { is_kept_ = true; }

 private:
  std::string path_;
  bool is_kept_ = false;
};

OpId write_first_op(Database& database, const RegisterId& id, const AccountSecret& owner,
                    const std::string& pseudonym, const RegisterHost& host) {
  Op op;
  op.author = owner.sign_key();
  op.device = device_of(host, id);
  op.nonce = host.random->draw<Nonce>();
  op.time = host.clock();
  op.verb = "new";
  std::vector<Body> bodies;
  const auto add = [&](std::string_view kind, std::string json) {
    const Salt salt = host.random->draw<Salt>();
    bodies.push_back({std::string(kind), commitment_of(salt, kind, json), salt, std::move(json)});
  };
  add(body_kind::kRegister, register_body(id));
  add(body_kind::kAccount, account_body({owner.sign_key(), owner.box_key(), pseudonym, AccountRole::kOwner}));
  op.num_bodies = static_cast<std::uint32_t>(bodies.size());
  op.root = root_of(bodies);
  sign_op(op, owner);
  OpLog(database).insert(op, bodies);
  Fold(database).apply(op, bodies);
  return op.id;
}

const KeySlot& slot_for(const KeyFile& file, const BoxKey& box, const std::string& path) {
  for (const KeySlot& slot : file.slots) {
    if (slot.box == box) return slot;
  }
  throw UserError(fmt::format("this account has no way into the register any more: {}", path));
}

std::unique_ptr<Database> open_database(const std::string& path, const SecretBytes& data_key) {
  if (data_key.empty())
    throw DataError(fmt::format("the key file is damaged; take it from a backup: {}", path));
  auto database = std::make_unique<Database>(path, data_key, Database::Access::kOpen);
  bring_to_present_format(*database);
  return database;
}

Account account_of(const Rows& rows) {
  const std::optional<AccountRole> role = account_role_from_name(rows.text(3));
  return {rows.fixed<AccountKey>(0), rows.fixed<BoxKey>(1), rows.text(2), role.value_or(AccountRole::kHelper),
          !rows.is_null(4)};
}

}  // namespace

Creation create_register(const NewRegister& asked, const RegisterHost& host) {
  refuse_existing(asked.path);
  Making making(asked.path);
  make_items_folder(asked.path);
  RandomSource& random = *host.random;
  const SecretBytes data_key = draw_data_key(random);
  const AccountSecret owner = AccountSecret::draw(random);
  KeyFile file{random.draw<RegisterId>(), {}};
  Creation creation{draw_recovery_code(random), {}};
  const SecretBytes recovery = recovery_passphrase(creation.recovery_code);
  file.slots.push_back(make_slot(file.register_id, owner, asked.passphrase, data_key, asked.cost, random));
  file.slots.push_back(make_slot(file.register_id, owner, recovery, data_key, asked.cost, random));
  {
    Database database(asked.path + ".part", data_key, Database::Access::kCreate);
    WriteTransaction transaction(database);
    make_schema(database);
    creation.op = write_first_op(database, file.register_id, owner, asked.pseudonym, host);
    database.run("INSERT INTO recovery_slot VALUES (?1)", file.slots[1].id);
    transaction.commit();
  }
  write_key_file(key_path_of(asked.path), file);
  replace_by_rename(asked.path + ".part", asked.path);
  making.keep();
  return creation;
}

KeyFile key_file_of(const std::string& register_path) {
  if (!fs::exists(register_path))
    throw UserError(fmt::format("no register is there. Make one with: byname new {0}: {0}", register_path));
  const std::string key_path = key_path_of(register_path);
  if (!fs::exists(key_path))
    throw UserError(fmt::format("the key file is missing, and without it nobody can open the register. {} {}",
                                known_backups_text(register_path), key_path));
  return read_key_file(key_path);
}

OpenFiles open_files(const std::string& path, const AccountSecret& secret) {
  KeyFile file = key_file_of(path);
  const KeySlot& slot = slot_for(file, secret.box_key(), path);
  SecretBytes data_key = secret.open_sealed(slot.sealed);
  const bool was_being_rewritten = !slot.sealed_next.empty();
  OpenFiles files{file.register_id, {}, nullptr};
  try {
    files.database = open_database(path, data_key);
  } catch (const DataError&) {
    // A rewriting (compact.hpp) was cut short after it put the new file in place.
    if (!was_being_rewritten) throw;
    data_key = secret.open_sealed(slot.sealed_next);
    files.database = open_database(path, data_key);
    for (KeySlot& each : file.slots) each.sealed = each.sealed_next;
  }
  files.data_key = std::move(data_key);
  if (was_being_rewritten) {
    for (KeySlot& each : file.slots) each.sealed_next.clear();
    write_key_file(key_path_of(path), file);
  }
  return files;
}

Register::Register(const std::string& path, SecretBytes seed, RegisterHost host)
    : path_(path),
      host_(std::move(host)),
      secret_(std::move(seed)),
      lock_((key_file_of(path), path), RegisterLock::Kind::kShared),
      files_(open_files(path, secret_)),
      log_(*files_.database) {}

Account Register::account() {
  const std::optional<Account> account = find_account(secret_.sign_key());
  if (!account) throw UserError(fmt::format("this account is not in the register: {}", path_));
  return *account;
}

std::optional<Account> Register::find_account(const AccountKey& key) {
  Rows rows =
      database().query("SELECT key, box, pseudonym, role, revoked_op FROM account WHERE key = ?1", key);
  if (!rows.next()) return std::nullopt;
  return account_of(rows);
}

std::vector<Account> accounts_in(Database& database) {
  std::vector<Account> accounts;
  Rows rows =
      database.query("SELECT key, box, pseudonym, role, revoked_op FROM account ORDER BY pseudonym, key");
  while (rows.next()) accounts.push_back(account_of(rows));
  return accounts;
}

OpWriter::OpWriter(Register& opened, std::string verb) : register_(opened), transaction_(opened.database()) {
  const Account account = opened.account();
  if (account.is_revoked)
    throw UserError(fmt::format("this account ({}) was revoked and can write no more: {}", account.pseudonym,
                                opened.path()));
  op_.author = account.key;
  op_.device = opened.device();
  op_.nonce = opened.host().random->draw<Nonce>();
  op_.verb = std::move(verb);
}

RecordId OpWriter::add(std::string_view kind, std::string json) {
  const Salt salt = register_.host().random->draw<Salt>();
  const RecordId record =
      record_id_of(op_.author, op_.device, op_.nonce, static_cast<std::uint32_t>(bodies_.size()));
  bodies_.push_back({std::string(kind), commitment_of(salt, kind, json), salt, std::move(json)});
  return record;
}

void OpWriter::add_reason(std::string_view text) {
  if (!text.empty()) add(body_kind::kReason, reason_body(text));
}

const Op& OpWriter::append() {
  op_.parents = register_.log().heads();
  op_.lamport = register_.log().last_lamport() + 1;
  op_.time = register_.host().clock();
  op_.num_bodies = static_cast<std::uint32_t>(bodies_.size());
  op_.root = root_of(bodies_);
  sign_op(op_, register_.secret());
  register_.log().insert(op_, bodies_);
  Fold(register_.database()).apply(op_, bodies_);
  return op_;
}

}  // namespace byname
