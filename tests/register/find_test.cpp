// SPDX-License-Identifier: Apache-2.0
#include "register/find.hpp"

#include <gtest/gtest.h>

#include "register/add_item.hpp"
#include "scratch_register.hpp"

namespace byname {
namespace {

class FindTest : public testing::Test {
 protected:
  void hold(const std::string& name, const std::string& number = "") {
    ItemAddition addition;
    addition.source.label = "hand";
    addition.item.text = "about " + name;
    addition.values = {{Role::kName, name}};
    if (!number.empty()) addition.values.push_back({Role::kNumber, number});
    addition.links = false;
    add_item(opened_, addition, ExecutionContext{});
  }
  std::size_t find(const std::string& text) { return find_mentions(opened_.database(), text, 10).num_all; }

  ScratchRegister scratch_;
  Register opened_ = scratch_.open();
};

TEST_F(FindTest, FindsANameInAnySpelling) {
  hold("Гордеев Пётр Ильич");
  hold("Лапшина Анна Олеговна");
  for (const char* text : {"Гордеев", "гордеева петра", "ГОРДЕЕВУ", "Petr Gordeev", "gordeyev pyotr",
                           "Петя Гордеев", "Пётр Ильич Гордеев", "gorde*", "Гордеев П."})
    EXPECT_EQ(find(text), 1u) << text;
  EXPECT_EQ(find("Шереметьев"), 0u);
}

TEST_F(FindTest, FindsAllThatAShortFormMayMean) {
  hold("Гордеев Александр");
  hold("Лапшина Александра");
  hold("Корзевич Анна");
  EXPECT_EQ(find("Саша"), 2u);
  EXPECT_EQ(find("Саша Лапшина"), 1u);
}

TEST_F(FindTest, FindsWhoFitsMostWords) {
  hold("Гордеев Пётр");
  EXPECT_EQ(find("Гордеев Пётр Ильич"), 1u);
  EXPECT_EQ(find("Гордеев Анна Олеговна Мария"), 0u);
}

TEST_F(FindTest, FindsOfficialNumbers) {
  hold("Гордеев Пётр", "AB-123 456");
  EXPECT_EQ(find("ab123456"), 1u);
  EXPECT_EQ(find("ab123457"), 0u);
}

TEST_F(FindTest, ShowsAsManyAsAskedAndCountsAll) {
  for (int i = 0; i < 5; ++i) hold("Гордеев Пётр " + std::string(static_cast<std::size_t>(i), 'x'));
  const Found found = find_mentions(opened_.database(), "Гордеев", 2);
  EXPECT_EQ(found.mentions.size(), 2u);
  EXPECT_EQ(found.num_all, 5u);
  const std::vector<MentionLine> lines = mention_lines(opened_.database(), found.mentions);
  EXPECT_EQ(lines[0].name, "Гордеев Пётр");
  EXPECT_TRUE(lines[0].is_active);
}

TEST_F(FindTest, WithstandsAnything) {
  for (const char* text : {"", " ", "*", "**", "%", "'; DROP TABLE mention", "\xFF\xFE", "a:b:c", "(", "\"x"})
    EXPECT_EQ(find(text), 0u) << text;
}

}  // namespace
}  // namespace byname
