// SPDX-License-Identifier: Apache-2.0
#include "register/access.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_set>

#include "base/error.hpp"

namespace byname {

namespace {

void require_owner(Register& opened) {
  const Account account = opened.account();
  if (account.role != AccountRole::kOwner)
    throw UserError(fmt::format("only an owner changes accounts, and {} is {}. Ask an owner.",
                                account.pseudonym, name_of(account.role)));
}

std::optional<Account> active_account(Register& opened, const std::string& pseudonym) {
  for (const Account& account : opened.accounts()) {
    if (account.pseudonym == pseudonym && !account.is_revoked) return account;
  }
  return std::nullopt;
}

std::size_t num_owners(Register& opened) {
  const std::vector<Account> accounts = opened.accounts();
  return static_cast<std::size_t>(std::count_if(accounts.begin(), accounts.end(), [](const Account& account) {
    return account.role == AccountRole::kOwner && !account.is_revoked;
  }));
}

std::unordered_set<SlotId> recovery_slots(Database& database) {
  std::unordered_set<SlotId> slots;
  Rows rows = database.query("SELECT slot FROM recovery_slot");
  while (rows.next()) slots.insert(rows.fixed<SlotId>(0));
  return slots;
}

}  // namespace

PassphraseCost cost_in_use(const KeyFile& file) {
  return file.slots.empty() ? PassphraseCost{} : file.slots.front().locked.cost;
}

OpId add_account(Register& opened, const NewAccount& asked, const std::string& reason) {
  RandomSource& random = *opened.host().random;
  const AccountSecret secret = AccountSecret::draw(random);
  KeySlot slot = make_slot(opened.id(), secret, asked.passphrase, opened.data_key(), asked.cost, random);
  OpWriter writer(opened, "accounts add");
  require_owner(opened);
  if (active_account(opened, asked.pseudonym))
    throw UserError(fmt::format("there is an account of that pseudonym already: {}", asked.pseudonym));
  writer.add(body_kind::kAccount,
             account_body({secret.sign_key(), secret.box_key(), asked.pseudonym, asked.role}));
  writer.add_reason(reason);
  const OpId op = writer.append().id;
  KeyFile file = key_file_of(opened.path());
  file.slots.push_back(std::move(slot));
  // First the way in: without the op it opens a register that it may not write to.
  write_key_file(key_path_of(opened.path()), file);
  writer.commit();
  return op;
}

OpId revoke_account(Register& opened, const std::string& pseudonym, const std::string& reason) {
  OpWriter writer(opened, "accounts revoke");
  require_owner(opened);
  const std::optional<Account> account = active_account(opened, pseudonym);
  if (!account) throw UserError(fmt::format("there is no such account that may write: {}", pseudonym));
  if (account->role == AccountRole::kOwner && num_owners(opened) == 1)
    throw UserError("the last owner cannot be revoked. Add another owner first.");
  writer.add(body_kind::kRevocation, revocation_body(account->key));
  writer.add_reason(reason);
  const OpId op = writer.append().id;
  KeyFile file = key_file_of(opened.path());
  std::erase_if(file.slots, [&](const KeySlot& slot) { return slot.box == account->box; });
  writer.commit();
  write_key_file(key_path_of(opened.path()), file);
  return op;
}

void change_passphrase(Register& opened, const SecretBytes& passphrase, const PassphraseCost& cost) {
  const AccountSecret& secret = opened.secret();
  KeySlot slot = make_slot(opened.id(), secret, passphrase, opened.data_key(), cost, *opened.host().random);
  const WriteTransaction alone(opened.database());  // nobody else writes the key file meanwhile
  KeyFile file = key_file_of(opened.path());
  const std::unordered_set<SlotId> kept = recovery_slots(opened.database());
  std::erase_if(file.slots,
                [&](const KeySlot& each) { return each.box == secret.box_key() && !kept.contains(each.id); });
  file.slots.push_back(std::move(slot));
  write_key_file(key_path_of(opened.path()), file);
}

}  // namespace byname
