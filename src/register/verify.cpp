// SPDX-License-Identifier: Apache-2.0
#include "register/verify.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <future>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "register/fold.hpp"
#include "register/item_store.hpp"
#include "register/judging_json.hpp"
#include "register/releases.hpp"

namespace byname {

namespace {

// What is known of the ops before one in the order of evaluation.
class OpCheck {
 public:
  OpCheck(const RegisterId& register_id, Verification& result) : register_id_(register_id), result_(result) {}

  void check(const Op& op, const std::vector<Body>& bodies) {
    op_ = &op;
    if (id_of(op) != op.id) complain("its content is not what its id says: it was altered");
    if (!has_valid_signature(op)) complain("its signature is not its author's");
    check_parents();
    check_bodies(bodies);
    check_author(bodies);
    lamport_[op.id] = op.lamport;
    take_accounts(bodies);
    take_erasures(bodies);
  }

  /// Call it after the last op: what is gone must have been erased, and what was erased must be gone.
  void check_erasures() {
    for (const auto& [op, ordinal] : gone_) {
      if (!erased_.contains({op, ordinal}))
        result_.findings.push_back(
            fmt::format("op {}: body {} is gone, and no op erased it", op.short_hex(), ordinal));
    }
    for (const auto& [op, ordinal] : present_of_erased_) {
      result_.findings.push_back(
          fmt::format("op {}: body {} was erased, and is still there", op.short_hex(), ordinal));
    }
  }

 private:
  void complain(const std::string& what) {
    result_.findings.push_back(fmt::format("op {}: {}", op_->id.short_hex(), what));
  }

  void check_parents() {
    std::uint64_t largest = 0;
    for (const OpId& parent : op_->parents) {
      const auto found = lamport_.find(parent);
      if (found == lamport_.end()) {
        complain(fmt::format("op {}, which it follows, is missing or out of order", parent.short_hex()));
        return;
      }
      largest = std::max(largest, found->second);
    }
    if (op_->parents.empty() && !lamport_.empty()) complain("it follows no op, and only the first may do so");
    if (op_->lamport != largest + 1) complain("its number does not follow from those of its parents");
    if (!std::is_sorted(op_->parents.begin(), op_->parents.end())) complain("its parents are out of order");
  }

  void check_bodies(const std::vector<Body>& bodies) {
    if (bodies.size() != op_->num_bodies)
      complain(fmt::format("it has {} bodies, and {} were signed", bodies.size(), op_->num_bodies));
    if (root_of(bodies) != op_->root) complain("its bodies' commitments are not those that were signed");
    std::size_t ordinal = 0;
    for (const Body& body : bodies) {
      check_body(body, ordinal++);
      ++result_.num_bodies;
    }
  }

  void check_body(const Body& body, std::size_t ordinal) {
    if (!body.bytes && !body.salt) {
      ++result_.num_erased;
      if (is_erasable(body.kind)) {
        gone_.emplace(op_->id, ordinal);
      } else {
        complain(fmt::format("body {} is gone, and cannot be erased", ordinal));
      }
    } else if (!body.bytes || !body.salt ||
               commitment_of(*body.salt, body.kind, *body.bytes) != body.commitment) {
      complain(fmt::format("body {} is not what was signed", ordinal));
    }
  }

  void check_author(const std::vector<Body>& bodies) {
    if (lamport_.empty()) {
      check_first(bodies);
      return;
    }
    const auto author = accounts_.find(op_->author);
    if (author == accounts_.end()) {
      complain("its author is no account of the register");
    } else if (follows_revocation_of(op_->author)) {
      complain("its author had been revoked");
    } else if (author->second != AccountRole::kOwner && changes_accounts(bodies)) {
      complain("it changes accounts, and its author is no owner");
    }
  }

  void check_first(const std::vector<Body>& bodies) {
    const bool is_ours = !bodies.empty() && bodies[0].kind == body_kind::kRegister && bodies[0].bytes &&
                         read_register_body(*bodies[0].bytes) == register_id_;
    if (!is_ours) complain("the log does not begin with the op that made this register");
  }

  static bool changes_accounts(const std::vector<Body>& bodies) {
    return std::any_of(bodies.begin(), bodies.end(), [](const Body& body) {
      return body.kind == body_kind::kAccount || body.kind == body_kind::kRevocation;
    });
  }

  // True if an op that revoked the account is among the op's ancestors.
  bool follows_revocation_of(const AccountKey& account) {
    for (const auto& [revoked, descendants] : revocations_) {
      if (revoked == account && std::any_of(op_->parents.begin(), op_->parents.end(),
                                            [&](const OpId& parent) { return descendants.contains(parent); }))
        return true;
    }
    return false;
  }

  void take_accounts(const std::vector<Body>& bodies) {
    for (auto& [revoked, descendants] : revocations_) {
      if (std::any_of(op_->parents.begin(), op_->parents.end(),
                      [&](const OpId& parent) { return descendants.contains(parent); }))
        descendants.insert(op_->id);
    }
    for (const Body& body : bodies) {
      if (!body.bytes) continue;
      if (const auto account =
              body.kind == body_kind::kAccount ? read_account_body(*body.bytes) : std::nullopt)
        accounts_.emplace(account->key, account->role);
      if (const auto revoked =
              body.kind == body_kind::kRevocation ? read_revocation_body(*body.bytes) : std::nullopt)
        revocations_.push_back({*revoked, {op_->id}});
    }
  }

  // What an owner erases. It comes after what is erased.
  void take_erasures(const std::vector<Body>& bodies) {
    const auto author = accounts_.find(op_->author);
    if (author == accounts_.end() || author->second != AccountRole::kOwner) return;
    for (const Body& body : bodies) {
      const auto erasure = body.kind == body_kind::kErasure && body.bytes ? read_erasure_body(*body.bytes)
                                                                          : std::optional<ErasureBody>();
      if (!erasure) continue;
      for (const auto& [op, ordinal] : erasure->bodies) {
        erased_.emplace(op, ordinal);
        if (!gone_.contains({op, ordinal}) && lamport_.contains(op)) present_of_erased_.emplace(op, ordinal);
      }
    }
  }

  const RegisterId register_id_;
  Verification& result_;
  const Op* op_ = nullptr;
  std::unordered_map<OpId, std::uint64_t> lamport_;
  std::unordered_map<AccountKey, AccountRole> accounts_;
  std::set<std::pair<OpId, std::size_t>> gone_, erased_, present_of_erased_;
  // A revoked account, and the revoking op with all that follow it.
  std::vector<std::pair<AccountKey, std::unordered_set<OpId>>> revocations_;
};

// What is wrong with the pages; `database` is a connection of this thread's own.
Verification check_pages(Database& database) {
  Verification result;
  try {
    Rows pages = database.query("SELECT data FROM sqlite_dbpage");
    while (pages.next()) result.num_pages += pages.bytes(0).empty() ? 0 : 1;
  } catch (const DataError&) {
    result.findings.push_back(fmt::format("page {} is damaged or was altered", result.num_pages + 1));
  }
  try {
    Rows rows = database.query("PRAGMA integrity_check(1)");
    if (rows.next() && rows.text(0) != "ok")
      result.findings.emplace_back("the database's own structure is damaged");
  } catch (const DataError&) {
    result.findings.emplace_back("a part of the register cannot be read");
  }
  return result;
}

void check_log(Register& opened, Verification& result) {
  OpCheck check(opened.id(), result);
  opened.log().visit_ops([&](const Op& op) {
    check.check(op, opened.log().bodies_of(op.id));
    ++result.num_ops;
  });
  check.check_erasures();
  const std::int64_t strays = opened.database().number(
      "SELECT count(*) FROM body WHERE NOT EXISTS (SELECT 1 FROM op WHERE id = body.op)", 0);
  if (strays > 0) result.findings.push_back(fmt::format("{} bodies belong to no op", strays));
  result.heads = opened.log().heads();
  std::unordered_set<DeviceId> devices;
  for (const OpId& head : result.heads) {
    const DeviceId device = opened.log().find(head)->device;
    if (!devices.insert(device).second)
      result.findings.push_back(fmt::format(
          "device {} has two heads: an older copy was worked on beside a newer one", device.short_hex()));
  }
}

void check_items(Register& opened, Verification& result) {
  for (const ItemBody& item : items_with_files(opened.database())) {
    ++result.num_files;
    try {
      load_item(opened.path(), item);
    } catch (const DataError&) {
      result.findings.push_back(
          fmt::format("the file of an item is missing, damaged or was altered: {}", item.file));
    }
  }
}

void check_derived(Register& opened, Verification& result) {
  WriteTransaction transaction(opened.database());  // never committed
  if (!Fold(opened.database()).differing_tables().empty())
    result.findings.emplace_back("the computed tables are not what the log says");
}

void check_releases(Register& opened, Verification& result) {
  for (const std::string& name : unsound_releases(opened.database()))
    result.findings.push_back(
        fmt::format("release {}: its rows do not add up to the number and the root that it holds", name));
}

void check_noted(Register& opened, const std::vector<std::string>& noted_heads, Verification& result) {
  for (const std::string& noted : noted_heads) {
    if (opened.log().find_prefix(noted).empty())
      result.findings.push_back(fmt::format(
          "the noted head {} is not in the log: this is an older copy, or ops were cut off", noted));
  }
}

}  // namespace

Verification verify_register(Register& opened, const std::vector<std::string>& noted_heads) {
  Verification result;
  // The pages are read beside the rest, which takes as long.
  Database pages(opened.path(), opened.data_key(), Database::Access::kOpen);
  std::future<Verification> of_pages = std::async(std::launch::async, [&] { return check_pages(pages); });
  try {
    check_log(opened, result);
    check_items(opened, result);
    check_derived(opened, result);
    check_releases(opened, result);
  } catch (const DataError&) {
    result.findings.emplace_back("a part of the register cannot be read");
  }
  check_noted(opened, noted_heads, result);
  const Verification checked = of_pages.get();
  result.num_pages = checked.num_pages;
  result.findings.insert(result.findings.begin(), checked.findings.begin(), checked.findings.end());
  return result;
}

}  // namespace byname
