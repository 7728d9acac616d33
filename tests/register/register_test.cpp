// SPDX-License-Identifier: Apache-2.0
#include "register/register.hpp"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/error.hpp"
#include "register/durable_file.hpp"
#include "register/verify.hpp"
#include "scratch_register.hpp"

namespace byname {
namespace {

namespace fs = std::filesystem;

OpId write_note(Register& opened, const std::string& text) {
  OpWriter writer(opened, "note");
  writer.add_reason(text);
  const OpId id = writer.append().id;
  writer.commit();
  return id;
}

TEST(Register, BeginsWithItsOwner) {
  const ScratchRegister scratch;
  Register opened = scratch.open();
  EXPECT_EQ(opened.account().pseudonym, "anna");
  EXPECT_EQ(opened.account().role, AccountRole::kOwner);
  EXPECT_EQ(opened.log().heads(), std::vector<OpId>{scratch.creation.op});
}

TEST(Register, RecoveryCodeOpensTheOwnersAccount) {
  const ScratchRegister scratch;
  Register opened = scratch.open_with(recovery_passphrase(scratch.creation.recovery_code));
  EXPECT_EQ(opened.account().pseudonym, "anna");
}

TEST(Register, SameSeedGivesTheSameOps) {
  const ScratchRegister first;
  const ScratchRegister second;
  EXPECT_EQ(first.creation.op, second.creation.op);
  EXPECT_EQ(first.creation.recovery_code, second.creation.recovery_code);
}

TEST(Register, OpsFollowOneAnotherAcrossOpenings) {
  const ScratchRegister scratch;
  OpId first;
  {
    Register opened = scratch.open();
    first = write_note(opened, "one");
  }
  Register opened = scratch.open();
  const OpId second = write_note(opened, "two");
  const std::optional<Op> op = opened.log().find(second);
  ASSERT_TRUE(op);
  EXPECT_EQ(op->parents, std::vector<OpId>{first});
  EXPECT_EQ(op->lamport, 3u);
  const std::vector<Body> bodies = opened.log().bodies_of(second);
  ASSERT_EQ(bodies.size(), 1u);
  EXPECT_EQ(read_reason_body(*bodies[0].bytes), "two");
}

TEST(Register, WithoutCommitNothingLasts) {
  const ScratchRegister scratch;
  Register opened = scratch.open();
  {
    OpWriter writer(opened, "note");
    writer.add_reason("dry");
    writer.append();
    EXPECT_EQ(opened.log().num_ops(), 2u);
  }
  EXPECT_EQ(opened.log().num_ops(), 1u);
}

// The log of one file is empty and its files are private when nobody has it open.
TEST(Register, LeavesNoLogAndNoOpenFileBehind) {
  const ScratchRegister scratch;
  {
    Register opened = scratch.open();
    write_note(opened, "one");
  }
  EXPECT_FALSE(fs::exists(scratch.path() + "-wal"));
  EXPECT_FALSE(fs::exists(scratch.path() + ".part"));
  for (const std::string& path : {scratch.path(), scratch.path() + ".key"}) {
    struct stat status{};
    ::stat(path.c_str(), &status);
    EXPECT_EQ(status.st_mode & 0777, 0600u) << path;
  }
}

TEST(Register, ExistingOneIsNeverReplaced) {
  const ScratchRegister scratch;
  try {
    create_register({scratch.path(), "b", SecretBytes("x"), {8ull << 20, 1}}, scratch.host);
    FAIL() << "an existing register was replaced";
  } catch (const UserError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("already"));
  }
  EXPECT_EQ(scratch.open().log().num_ops(), 1u);
}

TEST(Register, FailedCreationLeavesNothing) {
  const ScratchFolder folder;
  const std::string path = folder.file("nowhere/list.byname");
  EXPECT_THROW(create_register({path, "a", SecretBytes("x"), {8ull << 20, 1}}, seeded_host(1)), UserError);
  EXPECT_TRUE(fs::is_empty(folder.file("")));
}

TEST(Register, MissingKeyFileIsSaid) {
  const ScratchRegister scratch;
  fs::remove(scratch.path() + ".key");
  try {
    scratch.open();
    FAIL() << "opened without a key file";
  } catch (const UserError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("key file is missing"));
  }
}

// Says whether a register whose file holds these bytes is refused, at the latest by verifying it.
bool is_refused(const ScratchRegister& scratch, const std::string& bytes) {
  replace_file(scratch.path(), bytes);
  try {
    Register opened = scratch.open();
    return !verify_register(opened, {}).findings.empty();
  } catch (const DataError&) {
    return true;
  }
}

TEST(Register, CutOrForeignFileIsSaid) {
  const ScratchRegister scratch;
  const std::string whole = read_whole_file(scratch.path());
  for (const std::size_t size : {whole.size() - 4096, whole.size() / 2, std::size_t{4096}, std::size_t{100}})
    EXPECT_TRUE(is_refused(scratch, whole.substr(0, size))) << size << " of " << whole.size() << " bytes";
  EXPECT_TRUE(is_refused(scratch, ""));
  EXPECT_TRUE(is_refused(scratch, std::string(20'000, 'x')));
  EXPECT_TRUE(is_refused(scratch, "SQLite format 3" + std::string(5000, '\0')));
  EXPECT_FALSE(is_refused(scratch, whole));
}

TEST(Register, AnotherRegistersFileIsRefused) {
  const ScratchRegister ours;
  const ScratchFolder folder;
  const std::string other = folder.file("other.byname");
  create_register({other, "b", SecretBytes("x"), {8ull << 20, 1}}, seeded_host(99));
  replace_file(ours.path(), read_whole_file(other));
  EXPECT_THROW(ours.open(), DataError);
}

TEST(Register, NewerFormatIsRefused) {
  const ScratchRegister scratch;
  scratch.open().database().execute("PRAGMA user_version = 1000");
  try {
    scratch.open();
    FAIL() << "a newer format was opened";
  } catch (const UserError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("newer"));
  }
}

TEST(Register, SecondWriterWaitsAndIsTold) {
  const ScratchRegister scratch;
  Register first = scratch.open();
  Register second = scratch.open();
  OpWriter writer(first, "note");
  EXPECT_THROW(OpWriter(second, "note"), UserError);
}

TEST(Register, RevokedAccountWritesNoMore) {
  const ScratchRegister scratch;
  Register opened = scratch.open();
  {
    OpWriter writer(opened, "accounts revoke");
    writer.add(body_kind::kRevocation, revocation_body(opened.account().key));
    writer.append();
    writer.commit();
  }
  EXPECT_THROW(write_note(opened, "after"), UserError);
}

}  // namespace
}  // namespace byname
