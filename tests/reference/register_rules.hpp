// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "reference/register_counting.hpp"
#include "register/body_json.hpp"
#include "register/rule_versions.hpp"

namespace byname::reference {

/// What the table of rules must say of a version: its text, and whether it counts.
using FoldedRules = std::map<std::int64_t, std::pair<std::string, bool>>;

/// The fold of rules in plain words: each rule of an owner is the next version.
inline FoldedRules fold_rules(const std::vector<std::pair<Op, std::vector<Body>>>& ops) {
  std::set<AccountKey> owners;
  for (const auto& [op, bodies] : ops) {
    for (const Body& body : bodies) {
      const auto account =
          body.kind == "account" && body.bytes ? read_account_body(*body.bytes) : std::nullopt;
      if (account && account->role == AccountRole::kOwner) owners.insert(account->key);
    }
  }
  FoldedRules rules;
  std::int64_t version = 0;
  for (const LoggedBody& logged : counted_bodies(ops)) {
    if (logged.body.kind == "rules" && owners.contains(logged.op.author))
      rules[++version] = {*read_rules_body(*logged.body.bytes), logged.counts};
  }
  return rules;
}

}  // namespace byname::reference
