// SPDX-License-Identifier: Apache-2.0
#include "register/verify.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "register/durable_file.hpp"
#include "scratch_register.hpp"

namespace byname {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

// A register with three more ops, which somebody who holds the data key alters.
class Insider : public testing::Test {
 protected:
  Insider() : opened_(scratch_.open()) {
    for (const char* text : {"one", "two", "three"}) {
      OpWriter writer(opened_, "note");
      writer.add_reason(text);
      ids_.push_back(writer.append().id);
      writer.commit();
    }
  }
  std::vector<std::string> findings(const std::vector<std::string>& noted = {}) {
    return verify_register(opened_, noted).findings;
  }

  ScratchRegister scratch_;
  Register opened_;
  std::vector<OpId> ids_;
};

TEST_F(Insider, UntouchedRegisterIsWhole) {
  const Verification result = verify_register(opened_, {ids_[0].hex(), ids_[2].short_hex()});
  EXPECT_THAT(result.findings, IsEmpty());
  EXPECT_EQ(result.num_ops, 4u);
  EXPECT_EQ(result.num_bodies, 5u);
  EXPECT_GT(result.num_pages, 5u);
  EXPECT_EQ(result.heads, std::vector<OpId>{ids_[2]});
}

TEST_F(Insider, AlteredBodyIsFound) {
  opened_.database().run("UPDATE body SET bytes = ?2 WHERE op = ?1", ids_[1], Blob{reason_body("other")});
  EXPECT_THAT(findings(), Contains(HasSubstr("body 0 is not what was signed")));
}

TEST_F(Insider, AlteredBodyWithItsCommitmentIsFound) {
  const Salt salt{};
  const std::string json = reason_body("other");
  opened_.database().run("UPDATE body SET bytes = ?2, salt = ?3, commitment = ?4 WHERE op = ?1", ids_[1],
                         Blob{json}, salt, commitment_of(salt, body_kind::kReason, json));
  EXPECT_THAT(findings(), Contains(HasSubstr("commitments are not those that were signed")));
}

TEST_F(Insider, AlteredTimeIsFound) {
  opened_.database().run("UPDATE op SET time = 1 WHERE id = ?1", ids_[1]);
  EXPECT_THAT(findings(), Contains(HasSubstr("altered")));
}

TEST_F(Insider, DroppedOpIsFound) {
  for (const char* sql : {"DELETE FROM body WHERE op = ?1", "DELETE FROM op_parent WHERE op = ?1",
                          "DELETE FROM op WHERE id = ?1"})
    opened_.database().run(sql, ids_[1]);
  EXPECT_THAT(findings(), Contains(HasSubstr("is missing or out of order")));
}

TEST_F(Insider, DroppedBodyIsFound) {
  opened_.database().run("UPDATE body SET bytes = NULL, salt = NULL WHERE op = ?1", ids_[1]);
  EXPECT_THAT(findings(), Contains(HasSubstr("no op erased it")));
  opened_.database().run("DELETE FROM body WHERE op = ?1", ids_[1]);
  EXPECT_THAT(findings(), Contains(HasSubstr("it has 0 bodies, and 1 were signed")));
}

TEST_F(Insider, ReorderedOpsAreFound) {
  opened_.database().run("UPDATE op SET lamport = 9 WHERE id = ?1", ids_[0]);
  EXPECT_THAT(findings(), Contains(HasSubstr("out of order")));
}

// An op made as it should be, but by somebody else under anna's key.
TEST_F(Insider, ForgedOpIsFound) {
  SeededRandom random(1);
  const AccountSecret forger = AccountSecret::draw(random);
  Op op = *opened_.log().find(ids_[2]);
  op.parents = {ids_[2]};
  ++op.lamport;
  op.num_bodies = 0;
  op.root = root_of({});
  sign_op(op, forger);
  opened_.log().insert(op, {});
  EXPECT_THAT(findings(), Contains(HasSubstr("its signature is not its author's")));
}

TEST_F(Insider, StrangersOpIsFound) {
  SeededRandom random(1);
  const AccountSecret stranger = AccountSecret::draw(random);
  Op op = *opened_.log().find(ids_[2]);
  op.author = stranger.sign_key();
  op.parents = {ids_[2]};
  ++op.lamport;
  op.num_bodies = 0;
  op.root = root_of({});
  sign_op(op, stranger);
  opened_.log().insert(op, {});
  EXPECT_THAT(findings(), Contains(HasSubstr("no account of the register")));
}

TEST_F(Insider, CutEndIsFoundByANotedHead) {
  for (const char* sql : {"DELETE FROM body WHERE op = ?1", "DELETE FROM op_parent WHERE op = ?1",
                          "DELETE FROM op WHERE id = ?1"})
    opened_.database().run(sql, ids_[2]);
  EXPECT_THAT(findings(), IsEmpty()) << "without a noted head this is an older copy like any other";
  EXPECT_THAT(findings({ids_[2].short_hex()}), Contains(HasSubstr("older copy")));
}

TEST_F(Insider, AlteredDerivedTableIsFound) {
  opened_.database().execute("UPDATE account SET role = 'helper'");
  EXPECT_THAT(findings(), Contains(HasSubstr("computed tables")));
}

TEST_F(Insider, VerifyingChangesNothing) {
  opened_.database().execute("UPDATE account SET role = 'helper'");
  findings();
  EXPECT_EQ(opened_.account().role, AccountRole::kHelper);
}

// Every page of a closed file, one flipped bit each.
TEST(Verify, FlippedBitInAnyPageIsFound) {
  const ScratchRegister scratch;
  const std::string whole = read_whole_file(scratch.path());
  constexpr std::size_t kPage = 4096;
  ASSERT_EQ(whole.size() % kPage, 0u);
  for (std::size_t at = kPage / 2; at < whole.size(); at += kPage) {
    std::string altered = whole;
    altered[at] ^= 1;
    replace_file(scratch.path(), altered);
    bool is_found = false;
    try {
      Register opened = scratch.open();
      is_found = !verify_register(opened, {}).findings.empty();
    } catch (const DataError&) {
      is_found = true;
    }
    EXPECT_TRUE(is_found) << "page " << at / kPage + 1;
  }
}

}  // namespace
}  // namespace byname
