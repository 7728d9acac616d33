// SPDX-License-Identifier: Apache-2.0
#include "register/add_list.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

#include "base/error.hpp"
#include "register/fold.hpp"
#include "register/verify.hpp"
#include "scratch_register.hpp"

namespace byname {
namespace {

class AddList {
 public:
  ListOutcome add(const std::string& text, const std::string& key, bool is_part = false,
                  bool is_dry_run = false) {
    const std::string path = scratch.folder.file("list.csv");
    std::ofstream(path, std::ios::binary) << text;
    ListAddition addition;
    addition.list.list = {"l", {path}};
    addition.list.key_column = key;
    addition.source.label = "l";
    addition.is_part = is_part;
    addition.is_dry_run = is_dry_run;
    addition.links = false;
    return add_list(opened, addition, ExecutionContext{});
  }
  std::int64_t count(const std::string& what) {
    return opened.database().number("SELECT count(*) FROM " + what, -1);
  }

  ScratchRegister scratch;
  Register opened = scratch.open();
};

class AddListTest : public testing::Test, protected AddList {};

TEST_F(AddListTest, HoldsEveryCellOfEveryRow) {
  const ListOutcome outcome = add("id,name,note\n7,Gordeev Petr,x\n8,,\"a, b\"\n", "id");
  EXPECT_EQ(outcome.num_rows, 2u);
  EXPECT_EQ(outcome.num_new, 2u);
  EXPECT_EQ(outcome.num_unnamed, 1u);
  EXPECT_TRUE(outcome.op);
  EXPECT_EQ(count("mention WHERE list = 'l' AND row_key IN ('7', '8')"), 2);
  EXPECT_EQ(count("mention_value WHERE name = 'note' AND raw = 'a, b'"), 1);
  EXPECT_EQ(count("mention_value WHERE role = 'family' AND value <> ''"), 1);
}

TEST_F(AddListTest, AddsNothingForTheSameFile) {
  const std::string text = "id,name\n7,Gordeev Petr\n8,Lapshina Anna\n";
  add(text, "id");
  const ListOutcome outcome = add(text, "");
  EXPECT_EQ(outcome.num_same, 2u);
  EXPECT_FALSE(outcome.op);
  EXPECT_EQ(opened.log().num_ops(), 2u);
}

TEST_F(AddListTest, ShowsWhatChangedVanishedAndReturned) {
  add("id,name\n7,Gordeev Petr\n8,Lapshina Anna\n", "id");
  const ListOutcome second = add("id,name\n9,Korzevich Ilya\n7,Gordeev Pavel\n", "id");
  EXPECT_EQ(second.num_new, 1u);
  ASSERT_EQ(second.changed.size(), 1u);
  EXPECT_EQ(second.changed[0].key, "7");
  EXPECT_EQ(second.changed[0].before,
            (std::vector<std::pair<std::string, std::string>>{{"name", "Gordeev Petr"}}));
  EXPECT_EQ(second.changed[0].after,
            (std::vector<std::pair<std::string, std::string>>{{"name", "Gordeev Pavel"}}));
  EXPECT_EQ(second.vanished, std::vector<std::string>{"8"});
  EXPECT_EQ(count("mention WHERE vanished_op IS NOT NULL AND row_key = '8'"), 1);
  EXPECT_EQ(count("mention"), 3);
  const ListOutcome third = add("id,name\n9,Korzevich Ilya\n7,Gordeev Pavel\n8,Lapshina Anna\n", "id");
  EXPECT_EQ(third.returned, std::vector<std::string>{"8"});
  EXPECT_EQ(third.num_same, 3u);
  EXPECT_EQ(count("mention WHERE vanished_op IS NOT NULL"), 0);
}

TEST_F(AddListTest, PairsRowsWithoutAKeyByTheirCells) {
  add("name,birth,place\nGordeev Petr,1990,Perm\nLapshina Anna,1987,Omsk\nGordeev Petr,1990,Perm\n", "");
  EXPECT_EQ(count("mention"), 3);
  const ListOutcome second = add(
      "name,birth,place\nLapshina Anna,1988,Omsk\nGordeev Petr,1990,Perm\nKorzevich Ilya,1970,Tver\n", "");
  EXPECT_EQ(second.num_same, 1u);
  EXPECT_EQ(second.num_new, 1u);
  ASSERT_EQ(second.changed.size(), 1u);
  EXPECT_EQ(second.changed[0].before[0].second, "1987");
  EXPECT_EQ(second.vanished.size(), 1u);
}

TEST_F(AddListTest, LeavesWhatIsNotInAPartOfTheList) {
  add("id,name\n7,Gordeev Petr\n8,Lapshina Anna\n", "id");
  const ListOutcome part = add("id,name\n9,Korzevich Ilya\n", "id", true);
  EXPECT_TRUE(part.vanished.empty());
  EXPECT_EQ(part.num_new, 1u);
}

TEST_F(AddListTest, ChangesNothingInADryRun) {
  const ListOutcome outcome = add("id,name\n7,Gordeev Petr\n", "id", false, true);
  EXPECT_EQ(outcome.num_new, 1u);
  EXPECT_FALSE(outcome.op);
  EXPECT_EQ(opened.log().num_ops(), 1u);
  EXPECT_EQ(count("mention"), 0);
}

TEST_F(AddListTest, RefusesAnotherKeyThanBefore) {
  add("id,no,name\n7,1,Gordeev Petr\n", "id");
  EXPECT_THROW(add("id,no,name\n7,1,Gordeev Petr\n", "no"), UserError);
  EXPECT_THROW(add("no,name\n1,Gordeev Petr\n", ""), UserError);
}

TEST_F(AddListTest, TellsRowsApartThatShareOrLackAKey) {
  const ListOutcome outcome = add("id,name\n7,Gordeev Petr\n7,Lapshina Anna\n,Korzevich Ilya\n", "id");
  EXPECT_EQ(outcome.num_new, 3u);
  EXPECT_EQ(outcome.warnings.size(), 2u);
  EXPECT_EQ(count("mention WHERE row_key = '7#2'"), 1);
}

// R10: what should not be kept without need is left out unless somebody says what for.
TEST_F(AddListTest, R10LeavesSensitiveColumnsOut) {
  const ListOutcome outcome = add("name,implied_ethnicity,Вероисповедание\nGordeev Petr,a,b\n", "");
  EXPECT_EQ(outcome.left_out, (std::vector<std::string>{"implied_ethnicity", "Вероисповедание"}));
  EXPECT_EQ(count("mention_value WHERE raw IN ('a', 'b')"), 0);
  EXPECT_EQ(count("body WHERE instr(bytes, 'implied_ethnicity\",\"text') > 0"), 0);
}

// A list in any number of versions: every row is counted once, and the register holds exactly the last
// version and, marked as vanished, what was in an earlier one.
RC_GTEST_PROP(AddListProperty, CountsEveryRowOfEveryVersion, ()) {
  AddList list;
  std::set<std::string> ever;
  for (int version = *rc::gen::inRange(1, 5); version > 0; --version) {
    std::string text = "id,name,note\n";
    std::set<std::string> keys;
    for (int row = *rc::gen::inRange(1, 8); row > 0; --row) {
      const std::string key = std::to_string(*rc::gen::inRange(0, 9));
      if (!keys.insert(key).second) continue;
      text += key + ",Name" + key + "," + std::to_string(*rc::gen::inRange(0, 3)) + "\n";
    }
    ever.insert(keys.begin(), keys.end());
    const ListOutcome outcome = list.add(text, "id");
    RC_ASSERT(outcome.num_rows ==
              outcome.num_same + outcome.num_new + outcome.changed.size() + outcome.rejects.size());
    RC_ASSERT(list.count("mention") == static_cast<std::int64_t>(ever.size()));
    RC_ASSERT(list.count("mention WHERE vanished_op IS NULL") == static_cast<std::int64_t>(keys.size()));
  }
  const Hash held = digest_of_derived_tables(list.opened.database());
  Fold(list.opened.database()).rebuild();
  RC_ASSERT(digest_of_derived_tables(list.opened.database()) == held);
  RC_ASSERT(verify_register(list.opened, {}).findings.empty());
}

}  // namespace
}  // namespace byname
