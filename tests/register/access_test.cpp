// SPDX-License-Identifier: Apache-2.0
#include "register/access.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "register/verify.hpp"
#include "scratch_register.hpp"

namespace byname {
namespace {

constexpr PassphraseCost kCheap{8ull << 20, 1};

OpId add(Register& opened, const std::string& pseudonym, AccountRole role) {
  return add_account(opened, {pseudonym, role, SecretBytes(pseudonym + " phrase"), kCheap}, "");
}

std::vector<std::string> findings(const ScratchRegister& scratch) {
  Register opened = scratch.open();
  return verify_register(opened, {}).findings;
}

TEST(Access, AddedAccountOpensAndWrites) {
  const ScratchRegister scratch;
  {
    Register opened = scratch.open();
    add(opened, "heron", AccountRole::kHelper);
  }
  {
    Register opened = scratch.open_with(SecretBytes("heron phrase"));
    EXPECT_EQ(opened.account().pseudonym, "heron");
    OpWriter writer(opened, "note");
    writer.append();
    writer.commit();
  }
  EXPECT_TRUE(findings(scratch).empty());
}

TEST(Access, OnlyOwnersChangeAccounts) {
  const ScratchRegister scratch;
  {
    Register opened = scratch.open();
    add(opened, "heron", AccountRole::kEditor);
  }
  Register opened = scratch.open_with(SecretBytes("heron phrase"));
  EXPECT_THROW(add(opened, "crane", AccountRole::kHelper), UserError);
  EXPECT_THROW(revoke_account(opened, "anna", ""), UserError);
  EXPECT_EQ(key_file_of(scratch.path()).slots.size(), 3u);
}

// What the program refuses, somebody with the key could still write: verify finds it.
TEST(Access, AccountAddedByAnEditorIsFound) {
  const ScratchRegister scratch;
  {
    Register opened = scratch.open();
    add(opened, "heron", AccountRole::kEditor);
  }
  {
    Register opened = scratch.open_with(SecretBytes("heron phrase"));
    SeededRandom random(8);
    const AccountSecret friend_of_heron = AccountSecret::draw(random);
    OpWriter writer(opened, "accounts add");
    writer.add(body_kind::kAccount, account_body({friend_of_heron.sign_key(), friend_of_heron.box_key(),
                                                  "crane", AccountRole::kOwner}));
    writer.append();
    writer.commit();
  }
  ASSERT_EQ(findings(scratch).size(), 1u);
  EXPECT_NE(findings(scratch)[0].find("no owner"), std::string::npos);
}

TEST(Access, PseudonymsAreTakenOnce) {
  const ScratchRegister scratch;
  Register opened = scratch.open();
  EXPECT_THROW(add(opened, "anna", AccountRole::kHelper), UserError);
}

TEST(Access, RevokedAccountHasNoWayIn) {
  const ScratchRegister scratch;
  Register opened = scratch.open();
  add(opened, "heron", AccountRole::kHelper);
  revoke_account(opened, "heron", "phone seized");
  EXPECT_FALSE(open_slot(key_file_of(scratch.path()), SecretBytes("heron phrase")));
  EXPECT_THROW(revoke_account(opened, "heron", ""), UserError);
  EXPECT_TRUE(verify_register(opened, {}).findings.empty());
}

TEST(Access, LastOwnerStays) {
  const ScratchRegister scratch;
  Register opened = scratch.open();
  EXPECT_THROW(revoke_account(opened, "anna", ""), UserError);
  add(opened, "heron", AccountRole::kOwner);
  revoke_account(opened, "anna", "");
  EXPECT_TRUE(opened.account().is_revoked);
}

TEST(Access, NewPassphraseReplacesTheOldAndKeepsTheCode) {
  const ScratchRegister scratch;
  {
    Register opened = scratch.open();
    change_passphrase(opened, SecretBytes("another"), kCheap);
  }
  EXPECT_THROW(scratch.open(), UserError);
  EXPECT_EQ(scratch.open_with(SecretBytes("another")).account().pseudonym, "anna");
  EXPECT_EQ(scratch.open_with(recovery_passphrase(scratch.creation.recovery_code)).account().pseudonym,
            "anna");
}

}  // namespace
}  // namespace byname
