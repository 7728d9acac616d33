// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "register/body_json.hpp"
#include "register/judging_json.hpp"
#include "register/op.hpp"
#include "register/rule_versions.hpp"

namespace byname::reference {

/// What the table of rules must say of a version: its text, and whether it counts.
using FoldedRules = std::map<std::int64_t, std::pair<std::string, bool>>;

/// The fold of rules in plain words: all ops in the order of (lamport, id), each rule of an owner is the next
/// version; it counts unless a retraction that came later and counts itself names it or its op.
inline FoldedRules fold_rules(std::vector<std::pair<Op, std::vector<Body>>> ops) {
  std::sort(ops.begin(), ops.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first.lamport, a.first.id) < std::pair(b.first.lamport, b.first.id);
  });
  // From the last to the first: whatever takes back a retraction comes after it.
  std::set<OpId> dead_ops;
  std::set<RecordId> dead_records;
  std::vector<std::pair<std::string, bool>> backwards;
  std::set<AccountKey> owners;
  for (const auto& [op, bodies] : ops) {
    for (const Body& body : bodies) {
      const auto account =
          body.kind == "account" && body.bytes ? read_account_body(*body.bytes) : std::nullopt;
      if (account && account->role == AccountRole::kOwner) owners.insert(account->key);
    }
  }
  for (auto logged = ops.rbegin(); logged != ops.rend(); ++logged) {
    const auto& [op, bodies] = *logged;
    const bool is_dead_op = dead_ops.contains(op.id);
    std::set<OpId> named_ops;
    std::set<RecordId> named_records;
    for (std::size_t i = bodies.size(); i-- > 0;) {
      const Body& body = bodies[i];
      if (!body.bytes) continue;
      const bool is_dead = is_dead_op || dead_records.contains(record_id_of(op.author, op.device, op.nonce,
                                                                            static_cast<std::uint32_t>(i)));
      if (body.kind == "retraction" && !is_dead) {
        const auto retraction = read_retraction_body(*body.bytes);
        named_ops.insert(retraction->ops.begin(), retraction->ops.end());
        named_records.insert(retraction->records.begin(), retraction->records.end());
      }
      if (body.kind == "rules" && owners.contains(op.author))
        backwards.emplace_back(*read_rules_body(*body.bytes), !is_dead);
    }
    dead_ops.insert(named_ops.begin(), named_ops.end());
    dead_records.insert(named_records.begin(), named_records.end());
  }
  FoldedRules rules;
  std::int64_t version = 0;
  for (auto rule = backwards.rbegin(); rule != backwards.rend(); ++rule) rules[++version] = *rule;
  return rules;
}

}  // namespace byname::reference
