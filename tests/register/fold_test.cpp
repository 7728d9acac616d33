// SPDX-License-Identifier: Apache-2.0
#include "register/fold.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "reference/register_fold.hpp"
#include "register/op_log.hpp"
#include "register/schema.hpp"
#include "scratch_register.hpp"

namespace byname {
namespace {

using reference::FoldedAccount;
using reference::LoggedOp;

constexpr int kNumAccounts = 4;

// A file with empty tables.
class EmptyLog {
 public:
  EmptyLog() : database(folder.file("log"), SecretBytes(std::string(32, 'k')), Database::Access::kCreate) {
    make_schema(database);
  }
  std::map<AccountKey, FoldedAccount> accounts() {
    std::map<AccountKey, FoldedAccount> accounts;
    Rows rows = database.query("SELECT key, pseudonym, role, added_op, revoked_op FROM account");
    while (rows.next()) {
      FoldedAccount account{rows.text(1), *account_role_from_name(rows.text(2)), rows.fixed<OpId>(3),
                            std::nullopt};
      if (!rows.is_null(4)) account.revoked_op = rows.fixed<OpId>(4);
      accounts[rows.fixed<AccountKey>(0)] = account;
    }
    return accounts;
  }

 private:
  ScratchFolder folder;

 public:
  Database database;
};

AccountKey key_of(int number) {
  AccountKey key;
  key.bytes[0] = static_cast<unsigned char>(number);
  return key;
}

Body drawn_body() {
  const int number = *rc::gen::inRange(0, kNumAccounts);
  const int kind = *rc::gen::inRange(0, 4);
  Body body{"reason", {}, Salt{}, reason_body("why")};
  if (kind == 0) {
    const auto role = static_cast<AccountRole>(*rc::gen::inRange(0, 3));
    body.kind = "account";
    body.bytes = account_body({key_of(number), {}, "p" + std::to_string(number), role});
  } else if (kind == 1) {
    body.kind = "revocation";
    body.bytes = revocation_body(key_of(number));
  } else if (kind == 2) {
    body.kind = "account";
    body.bytes = "{\"key\":";  // of somebody who means harm
  }
  body.commitment = commitment_of(*body.salt, body.kind, *body.bytes);
  return body;
}

// A history in which every op follows one or two ops before it, as after joins of copies.
std::vector<LoggedOp> drawn_history() {
  SeededRandom random(static_cast<std::uint64_t>(*rc::gen::arbitrary<int>()));
  const AccountSecret author = AccountSecret::draw(random);
  std::vector<LoggedOp> history;
  const int num_ops = *rc::gen::inRange(1, 12);
  for (int i = 0; i < num_ops; ++i) {
    Op op;
    op.author = author.sign_key();
    op.nonce = random.draw<Nonce>();
    op.verb = "test";
    std::uint64_t largest = 0;
    for (int parent = 0; parent < 2 && i > 0; ++parent) {
      const Op& before = history[*rc::gen::inRange<std::size_t>(0, history.size())].first;
      op.parents.push_back(before.id);
      largest = std::max(largest, before.lamport);
    }
    std::sort(op.parents.begin(), op.parents.end());
    op.parents.erase(std::unique(op.parents.begin(), op.parents.end()), op.parents.end());
    op.lamport = largest + 1;
    std::vector<Body> bodies;
    for (int body = *rc::gen::inRange(0, 3); body > 0; --body) bodies.push_back(drawn_body());
    op.num_bodies = static_cast<std::uint32_t>(bodies.size());
    op.root = root_of(bodies);
    sign_op(op, author);
    history.emplace_back(op, bodies);
  }
  return history;
}

RC_GTEST_PROP(Fold, IsWhatTheSlowTwinSaysInAnyOrderOfArrival, ()) {
  std::vector<LoggedOp> history = drawn_history();
  for (std::size_t i = history.size(); i > 1; --i)
    std::swap(history[i - 1], history[*rc::gen::inRange<std::size_t>(0, i)]);
  EmptyLog log;
  for (const auto& [op, bodies] : history) OpLog(log.database).insert(op, bodies);
  Fold(log.database).rebuild();
  RC_ASSERT(log.accounts() == reference::fold_accounts(history));
}

RC_GTEST_PROP(Fold, StepByStepIsTheSameAsFromScratch, ()) {
  std::vector<LoggedOp> history = drawn_history();
  std::sort(history.begin(), history.end(), [](const LoggedOp& a, const LoggedOp& b) {
    return std::pair(a.first.lamport, a.first.id) < std::pair(b.first.lamport, b.first.id);
  });
  EmptyLog log;
  for (const auto& [op, bodies] : history) {
    OpLog(log.database).insert(op, bodies);
    Fold(log.database).apply(op, bodies);
  }
  const Hash stepped = digest_of_derived_tables(log.database);
  Fold(log.database).rebuild();
  RC_ASSERT(digest_of_derived_tables(log.database) == stepped);
}

TEST(DigestOfDerivedTables, SeesEveryValue) {
  EmptyLog log;
  const Hash empty = digest_of_derived_tables(log.database);
  log.database.execute("INSERT INTO account VALUES (x'01', x'02', 'p', 'owner', x'03', NULL)");
  const Hash one = digest_of_derived_tables(log.database);
  EXPECT_NE(one, empty);
  log.database.execute("UPDATE account SET revoked_op = x''");
  EXPECT_NE(digest_of_derived_tables(log.database), one);
}

}  // namespace
}  // namespace byname
