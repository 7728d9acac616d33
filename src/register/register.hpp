// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/account_secret.hpp"
#include "register/body_json.hpp"
#include "register/database.hpp"
#include "register/key_file.hpp"
#include "register/op_log.hpp"
#include "register/register_host.hpp"
#include "register/register_lock.hpp"

namespace byname {

/// An account as the register knows it.
struct Account {
  AccountKey key;
  BoxKey box;
  std::string pseudonym;
  AccountRole role = AccountRole::kHelper;
  bool is_revoked = false;
};

/// Who makes a new register, and what a try of the passphrase shall cost.
struct NewRegister {
  std::string path;
  std::string pseudonym;
  SecretBytes passphrase;
  PassphraseCost cost;
};

/// What new registers and accounts come with. The code is shown once and stored nowhere.
struct Creation {
  std::string recovery_code;
  OpId op;
};

/// Makes a register with one account, an owner. Throws UserError if there is anything of that name or the
/// place cannot be written to; then nothing is left behind.
Creation create_register(const NewRegister& asked, const RegisterHost& host);

/// The key file of a register. Throws UserError if the register or the key file is not there; the message
/// names the backups that are known.
KeyFile key_file_of(const std::string& register_path);

/// A register's open database and what opened it.
struct OpenFiles {
  RegisterId id;
  SecretBytes data_key;
  std::unique_ptr<Database> database;
};

/// Opens the database as the account. The caller holds a RegisterLock. Ends a rewriting (copies.hpp) that was
/// cut short. Throws as Register does.
OpenFiles open_files(const std::string& path, const AccountSecret& secret);

/// All accounts by pseudonym, revoked ones too.
std::vector<Account> accounts_in(Database& database);

/// An open register: one file, one account, one connection. Not for two threads at once.
class Register {
 public:
  /// Opens it as the account whose seed this is. Throws UserError if the account has no way in (any more) or
  /// the format is newer, DataError if the file is damaged, cut off, or another key's.
  Register(const std::string& path, SecretBytes seed, RegisterHost host);

  const std::string& path() const { return path_; }
  const RegisterId& id() const { return files_.id; }
  Database& database() { return *files_.database; }
  OpLog& log() { return log_; }
  const RegisterHost& host() const { return host_; }
  const AccountSecret& secret() const { return secret_; }
  const SecretBytes& data_key() const { return files_.data_key; }
  DeviceId device() const { return device_of(host_, files_.id); }

  /// The account that has it open.
  Account account();
  std::optional<Account> find_account(const AccountKey& key);
  std::vector<Account> accounts() { return accounts_in(database()); }

 private:
  std::string path_;
  RegisterHost host_;
  AccountSecret secret_;
  RegisterLock lock_;  // taken before the files are read, released after they are closed
  OpenFiles files_;
  OpLog log_;
};

/// Makes one op. Holds the write lock from its beginning to its end, so that what was read meanwhile is true
/// when it is written. Nothing lasts unless commit() is called: leaving it out is a dry run.
class OpWriter {
 public:
  /// Throws UserError if the account may not write any more.
  OpWriter(Register& opened, std::string verb);

  /// Adds a body and returns the id of the record that it makes.
  RecordId add(std::string_view kind, std::string json);
  /// Adds why, unless it is empty.
  void add_reason(std::string_view text);
  /// Signs and stores the op, and folds it in. Call it once.
  const Op& append();
  void commit() { transaction_.commit(); }

 private:
  Register& register_;
  WriteTransaction transaction_;
  Op op_;
  std::vector<Body> bodies_;
};

}  // namespace byname
