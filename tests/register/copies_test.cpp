// SPDX-License-Identifier: Apache-2.0
#include "register/copies.hpp"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "register/access.hpp"
#include "register/backup_list.hpp"
#include "register/durable_file.hpp"
#include "register/verify.hpp"
#include "scratch_register.hpp"

namespace byname {
namespace {

namespace fs = std::filesystem;
constexpr PassphraseCost kCheap{8ull << 20, 1};

void compact(const ScratchRegister& scratch) { compact_register(scratch.open_owned()); }

void expect_whole(Register& opened, std::uint64_t num_ops) {
  const Verification result = verify_register(opened, {});
  EXPECT_THAT(result.findings, testing::IsEmpty());
  EXPECT_EQ(result.num_ops, num_ops);
}

TEST(Compact, KeepsAllAndChangesTheKey) {
  const ScratchRegister scratch;
  const std::string old_key(scratch.open().data_key().view());
  const std::string old_file = read_whole_file(scratch.path());
  compact(scratch);
  Register opened = scratch.open();
  EXPECT_NE(opened.data_key().view(), old_key);
  expect_whole(opened, 1);
  EXPECT_EQ(opened.log().heads(), std::vector<OpId>{scratch.creation.op});
  EXPECT_FALSE(fs::exists(scratch.path() + ".part"));
  EXPECT_EQ(scratch.open_with(recovery_passphrase(scratch.creation.recovery_code)).account().pseudonym,
            "anna");
}

TEST(Compact, OldKeyFileOpensTheNewFileNoMore) {
  const ScratchRegister scratch;
  {
    Register opened = scratch.open();
    add_account(opened, {"heron", AccountRole::kHelper, SecretBytes("heron phrase"), kCheap}, "");
  }
  const std::string kept_by_heron = read_whole_file(scratch.path() + ".key");
  {
    Register opened = scratch.open();
    revoke_account(opened, "heron", "");
  }
  compact(scratch);
  replace_file(scratch.path() + ".key", kept_by_heron);
  EXPECT_THROW(scratch.open_with(SecretBytes("heron phrase")), DataError);
}

TEST(Compact, StopBeforeTheRenameLeavesTheOldRegister) {
  const ScratchRegister scratch;
  KeyFile file = key_file_of(scratch.path());
  for (KeySlot& slot : file.slots) slot.sealed_next = seal_for(slot.box, SecretBytes(std::string(32, 'n')));
  write_key_file(key_path_of(scratch.path()), file);
  Register opened = scratch.open();
  expect_whole(opened, 1);
  EXPECT_TRUE(key_file_of(scratch.path()).slots[0].sealed_next.empty());
}

TEST(Compact, StopAfterTheRenameLeavesTheNewRegister) {
  const ScratchRegister scratch;
  KeyFile file = key_file_of(scratch.path());
  const SecretBytes next(std::string(32, 'n'));
  for (KeySlot& slot : file.slots) slot.sealed_next = seal_for(slot.box, next);
  {
    Register opened = scratch.open();
    opened.database().rewrite_to(scratch.path() + ".part", next);
  }
  write_key_file(key_path_of(scratch.path()), file);
  replace_by_rename(scratch.path() + ".part", scratch.path());
  for (int i = 0; i < 2; ++i) {
    Register opened = scratch.open();
    EXPECT_EQ(opened.data_key().view(), next.view());
    expect_whole(opened, 1);
  }
}

TEST(Compact, WaitsForNobodyWhoHasItOpen) {
  const ScratchRegister scratch;
  Register other = scratch.open();
  EXPECT_THROW(compact(scratch), UserError);
  expect_whole(other, 1);
}

TEST(Backup, OpensWithTheSamePassphraseAndIsNoted) {
  const ScratchRegister scratch;
  const std::string target = scratch.folder.file("copy of it?#%.byname");
  replace_file(items_path_of(scratch.path()) + "/aa", "an item");
  {
    Register opened = scratch.open();
    back_up_register(opened, target);
  }
  EXPECT_EQ(read_whole_file(items_path_of(target) + "/aa"), "an item");
  const std::vector<KnownBackup> backups = known_backups(scratch.path());
  ASSERT_EQ(backups.size(), 1u);
  EXPECT_EQ(backups[0].path, target);
  EXPECT_EQ(backups[0].head, scratch.creation.op.hex());
  const std::optional<OpenedSlot> slot = open_slot(key_file_of(target), SecretBytes("a phrase"));
  ASSERT_TRUE(slot);
  Register copy(target, slot->account.seed().copy(), scratch.host);
  expect_whole(copy, 1);
}

TEST(Backup, NothingIsReplaced) {
  const ScratchRegister scratch;
  Register opened = scratch.open();
  replace_file(scratch.folder.file("b.byname.key"), "somebody's");
  EXPECT_THROW(back_up_register(opened, scratch.folder.file("b.byname")), UserError);
  EXPECT_EQ(read_whole_file(scratch.folder.file("b.byname.key")), "somebody's");
  EXPECT_FALSE(fs::exists(scratch.folder.file("b.byname")));
  EXPECT_THROW(back_up_register(opened, scratch.folder.file("nowhere/b.byname")), UserError);
}

TEST(Backup, MissingKeyFileNamesIt) {
  const ScratchRegister scratch;
  const std::string target = scratch.folder.file("b.byname");
  {
    Register opened = scratch.open();
    back_up_register(opened, target);
  }
  fs::remove(scratch.path() + ".key");
  try {
    scratch.open();
    FAIL() << "opened without a key file";
  } catch (const UserError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr(target));
  }
  fs::copy_file(target + ".key", scratch.path() + ".key");
  EXPECT_EQ(scratch.open().account().pseudonym, "anna");
}

TEST(Restore, PutsABackupInPlace) {
  const ScratchRegister scratch;
  const std::string target = scratch.folder.file("again.byname");
  Register opened = scratch.open();
  restore_register(opened, target);
  const std::optional<OpenedSlot> slot = open_slot(key_file_of(target), SecretBytes("a phrase"));
  Register copy(target, slot->account.seed().copy(), scratch.host);
  expect_whole(copy, 1);
  EXPECT_TRUE(known_backups(scratch.path()).empty());
}

TEST(Destroy, RemovesTheKeyAndNamesWhatStillOpens) {
  const ScratchRegister scratch;
  for (const char* name : {"b1.byname", "b2.byname"}) {
    Register opened = scratch.open();
    back_up_register(opened, scratch.folder.file(name));
  }
  fs::remove(scratch.folder.file("b1.byname.key"));
  EXPECT_THAT(destroy_register(scratch.path()).opening_backups,
              testing::ElementsAre(scratch.folder.file("b2.byname")));
  EXPECT_FALSE(fs::exists(scratch.path() + ".key"));
  EXPECT_TRUE(fs::exists(scratch.path()));
  EXPECT_THROW(scratch.open(), UserError);
}

}  // namespace
}  // namespace byname
