// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "register/body_json.hpp"
#include "register/op.hpp"

namespace byname::reference {

/// What the register's derived tables must say of an account.
struct FoldedAccount {
  std::string pseudonym;
  AccountRole role = AccountRole::kHelper;
  OpId added_op;
  std::optional<OpId> revoked_op;
  bool operator==(const FoldedAccount&) const = default;
};

using LoggedOp = std::pair<Op, std::vector<Body>>;

/// The fold in plain words: all ops, whatever order they came in, are put in the order of (lamport, id) and
/// gone through once; the first op that adds an account counts, and the first after it that revokes it.
inline std::map<AccountKey, FoldedAccount> fold_accounts(std::vector<LoggedOp> ops) {
  std::sort(ops.begin(), ops.end(), [](const LoggedOp& a, const LoggedOp& b) {
    return std::pair(a.first.lamport, a.first.id) < std::pair(b.first.lamport, b.first.id);
  });
  std::map<AccountKey, FoldedAccount> accounts;
  for (const auto& [op, bodies] : ops) {
    for (const Body& body : bodies) {
      if (!body.bytes) continue;
      if (body.kind == "account") {
        if (const auto read = read_account_body(*body.bytes); read && !accounts.contains(read->key))
          accounts[read->key] = {read->pseudonym, read->role, op.id, std::nullopt};
      } else if (body.kind == "revocation") {
        const auto read = read_revocation_body(*body.bytes);
        if (read && accounts.contains(*read) && !accounts[*read].revoked_op)
          accounts[*read].revoked_op = op.id;
      }
    }
  }
  return accounts;
}

}  // namespace byname::reference
