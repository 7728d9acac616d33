// SPDX-License-Identifier: Apache-2.0
#include "register/history.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "register/access.hpp"
#include "scratch_register.hpp"

namespace byname {
namespace {

TEST(History, SaysWhoDidWhatAndWhy) {
  const ScratchRegister scratch;
  Register opened = scratch.open();
  const OpId added = add_account(
      opened, {"heron", AccountRole::kHelper, SecretBytes("heron phrase"), {8ull << 20, 1}}, "new here");
  const std::vector<HistoryEntry> entries = history_of(opened);
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].verb, "new");
  EXPECT_EQ(entries[1].op, added);
  EXPECT_EQ(entries[1].author, "anna");
  EXPECT_EQ(entries[1].verb, "accounts add");
  EXPECT_EQ(entries[1].reason, "new here");
  EXPECT_EQ(history_of_op(opened, added.short_hex()).at(0).op, added);
}

TEST(History, AsksForAnIdThatIsOnlyOnes) {
  const ScratchRegister scratch;
  Register opened = scratch.open();
  EXPECT_THROW(history_of_op(opened, "zz"), UserError);
  OpWriter writer(opened, "note");
  writer.append();
  EXPECT_THROW(history_of_op(opened, ""), UserError) << "every id begins so";
}

}  // namespace
}  // namespace byname
