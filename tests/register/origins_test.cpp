// SPDX-License-Identifier: Apache-2.0
#include "register/origins.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "register/add_item.hpp"
#include "register/text_sketch.hpp"
#include "scratch_register.hpp"

namespace byname {
namespace {

constexpr const char* kText =
    "On Tuesday the town said farewell to its teacher, who had taught three generations to read; the school "
    "stayed closed and the road to the cemetery was full of people until the evening came.";

TEST(TextSketch, KnowsAReprintFromAnotherText) {
  const std::string reprint = "GAZETTE: " + std::string(kText) + " (from the town's paper)";
  EXPECT_GT(resemblance(text_sketch(kText), text_sketch(reprint)), 0.7);
  EXPECT_EQ(resemblance(text_sketch(kText), text_sketch(kText)), 1);
  EXPECT_LT(resemblance(text_sketch(kText),
                        text_sketch("Nothing of the kind was ever printed in that paper at all")),
            0.1);
  EXPECT_EQ(text_sketch("one two").size(), 1u);
  EXPECT_EQ(resemblance(text_sketch(""), text_sketch("")), 1);
}

class OriginsTest : public testing::Test {
 protected:
  ItemOutcome add(const std::string& source, const std::string& text) {
    ItemAddition addition;
    addition.source.label = source;
    addition.item.text = text;
    return add_item(opened_, addition, ExecutionContext{});
  }
  std::int64_t num_origins() {
    return opened_.database().number("SELECT count(DISTINCT origin) FROM item", 0);
  }
  ScratchRegister scratch_;
  Register opened_ = scratch_.open();
};

TEST_F(OriginsTest, PutsAReprintUnderTheOriginOfWhatItReprints) {
  const ItemOutcome first = add("paper", kText);
  const ItemOutcome reprint = add("gazette", std::string("GAZETTE: ") + kText);
  ASSERT_TRUE(reprint.like);
  EXPECT_EQ(reprint.like->item, first.item);
  EXPECT_EQ(num_origins(), 1);
  EXPECT_EQ(set_origin(opened_, {reprint.item.hex(), "", false, ""}).num_moved, 1u);
  EXPECT_EQ(num_origins(), 2);
}

TEST_F(OriginsTest, MovesAllOfAnOrigin) {
  const ItemOutcome a = add("paper", "one text about somebody");
  const ItemOutcome b = add("gazette", "quite another text that is longer");
  add("copies", "quite another text that is longer");
  EXPECT_EQ(num_origins(), 2);
  EXPECT_EQ(set_origin(opened_, {a.item.hex(), b.item.hex(), true, ""}).num_moved, 2u);
  EXPECT_EQ(num_origins(), 2);
  EXPECT_TRUE(set_origin(opened_, {a.item.hex(), b.item.hex(), false, "a reprint"}).op);
  EXPECT_EQ(num_origins(), 1);
  EXPECT_FALSE(set_origin(opened_, {a.item.hex(), b.item.hex(), false, ""}).op);
  EXPECT_THROW(set_origin(opened_, {"ffff", "", false, ""}), UserError);
}

}  // namespace
}  // namespace byname
