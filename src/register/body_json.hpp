// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "register/fixed_bytes.hpp"

namespace byname {

/// Who may do what: an owner adds and revokes accounts; editors and helpers record. Where judgements
/// disagree, an owner's counts before an editor's, an editor's before a helper's.
enum class AccountRole { kOwner, kEditor, kHelper };
std::string_view name_of(AccountRole role);
std::optional<AccountRole> account_role_from_name(std::string_view name);

/// Somebody who may write: known by a key and a pseudonym.
struct AccountBody {
  AccountKey key;
  BoxKey box;
  std::string pseudonym;
  AccountRole role = AccountRole::kHelper;
};

/// Bodies to and from the JSON that is stored. The readers return nullopt for what is no such body: a
/// register may hold bodies of a newer byname, or of somebody who means harm.
std::string register_body(const RegisterId& id);
std::optional<RegisterId> read_register_body(std::string_view json);
std::string account_body(const AccountBody& account);
std::optional<AccountBody> read_account_body(std::string_view json);
std::string revocation_body(const AccountKey& account);
std::optional<AccountKey> read_revocation_body(std::string_view json);
std::string reason_body(std::string_view text);
std::optional<std::string> read_reason_body(std::string_view json);

}  // namespace byname
