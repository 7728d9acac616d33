// SPDX-License-Identifier: Apache-2.0
#include "register/key_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/error.hpp"
#include "register/durable_file.hpp"
#include "register/recovery_code.hpp"
#include "scratch_register.hpp"

namespace byname {
namespace {

constexpr PassphraseCost kCheap{8ull << 20, 1};

struct OneSlot {
  OneSlot() : random(3), account(AccountSecret::draw(random)), data_key(32) {
    random.fill(data_key.data(), data_key.size());
    file.register_id = random.draw<RegisterId>();
    file.slots.push_back(
        make_slot(file.register_id, account, SecretBytes("right"), data_key, kCheap, random));
  }
  SeededRandom random;
  AccountSecret account;
  SecretBytes data_key;
  KeyFile file;
};

TEST(KeyFile, RightPassphraseGivesTheDataKey) {
  const OneSlot one;
  const std::optional<OpenedSlot> opened = open_slot(one.file, SecretBytes("right"));
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->account.sign_key(), one.account.sign_key());
  EXPECT_EQ(opened->account.open_sealed(one.file.slots[0].sealed).view(), one.data_key.view());
}

TEST(KeyFile, WrongPassphraseOpensNothing) {
  EXPECT_FALSE(open_slot(OneSlot().file, SecretBytes("wrong")));
  EXPECT_FALSE(open_slot(OneSlot().file, SecretBytes("")));
}

TEST(KeyFile, NothingBoundToASlotCanBeAltered) {
  OneSlot one;
  const KeySlot original = one.file.slots[0];
  one.file.slots[0].locked.cost.passes = 2;
  EXPECT_FALSE(open_slot(one.file, SecretBytes("right")));
  one.file.slots[0] = original;
  one.file.slots[0].box = AccountSecret::draw(one.random).box_key();
  EXPECT_FALSE(open_slot(one.file, SecretBytes("right")));
  one.file.slots[0] = original;
  one.file.register_id = one.random.draw<RegisterId>();
  EXPECT_FALSE(open_slot(one.file, SecretBytes("right")));
}

TEST(KeyFile, SealedKeyOpensForItsAccountOnly) {
  OneSlot one;
  const AccountSecret other = AccountSecret::draw(one.random);
  EXPECT_TRUE(other.open_sealed(one.file.slots[0].sealed).empty());
  std::string altered = one.file.slots[0].sealed;
  altered.back() ^= 1;
  EXPECT_TRUE(one.account.open_sealed(altered).empty());
  EXPECT_TRUE(one.account.open_sealed("short").empty());
}

TEST(KeyFile, ComesBackFromTheDisk) {
  const ScratchFolder folder;
  OneSlot one;
  one.file.slots[0].sealed_next = "next";
  write_key_file(folder.file("k"), one.file);
  const KeyFile read = read_key_file(folder.file("k"));
  ASSERT_EQ(read.slots.size(), 1u);
  EXPECT_EQ(read.slots[0].sealed_next, "next");
  EXPECT_TRUE(open_slot(read, SecretBytes("right")));
  struct stat status{};
  ::stat(folder.file("k").c_str(), &status);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST(KeyFile, DamageIsSaid) {
  const ScratchFolder folder;
  write_key_file(folder.file("k"), OneSlot().file);
  const std::string text = read_whole_file(folder.file("k"));
  for (const std::string& broken :
       {std::string(), std::string("{}"), text.substr(0, text.size() / 2), std::string("[1]"),
        std::string(R"({"byname_key":1,"register":"zz","slots":[]})")}) {
    replace_file(folder.file("k"), broken);
    EXPECT_THROW(read_key_file(folder.file("k")), DataError) << broken;
  }
  replace_file(folder.file("k"), R"({"byname_key":2})");
  EXPECT_THROW(read_key_file(folder.file("k")), UserError);
  EXPECT_THROW(read_key_file(folder.file("none")), DataError);
}

// A key file must not make the program take all memory of the machine.
TEST(KeyFile, AbsurdCostIsRefused) {
  const ScratchFolder folder;
  KeyFile file = OneSlot().file;
  file.slots[0].locked.cost.memory_bytes = 1ull << 40;
  write_key_file(folder.file("k"), file);
  EXPECT_THROW(read_key_file(folder.file("k")), DataError);
}

TEST(RecoveryCode, IsReadAsPeopleWriteIt) {
  SeededRandom random(5);
  const std::string code = draw_recovery_code(random);
  EXPECT_EQ(code.size(), 27u + 8u);
  std::string written;
  for (const char c : code) written += c == '-' ? ' ' : static_cast<char>(std::tolower(c));
  ASSERT_FALSE(recovery_passphrase(code).empty());
  EXPECT_EQ(recovery_passphrase(written).view(), recovery_passphrase(code).view());
}

TEST(RecoveryCode, SlipOfThePenIsFound) {
  SeededRandom random(5);
  std::string code = draw_recovery_code(random);
  code[0] = code[0] == '7' ? '8' : '7';
  EXPECT_TRUE(recovery_passphrase(code).empty());
  EXPECT_TRUE(recovery_passphrase("").empty());
}

}  // namespace
}  // namespace byname
