// SPDX-License-Identifier: Apache-2.0
#include "names/word_order.hpp"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace byname {
namespace {

TextColumn column_of(const std::vector<std::string>& names) {
  TextColumn column;
  for (const std::string& name : names) column.codes.push_back(column.dictionary.insert(name));
  return column;
}

/// The same people, each as one of `ways` writes.
std::vector<std::string> written(const std::vector<std::string>& ways) {
  const std::vector<std::string> given = {"Talvo", "Mirel", "Oskan", "Junar", "Pelle"};
  const std::vector<std::string> family = {"Barkotil", "Venrumar", "Dalzanvo", "Grilunsha", "Kelmito"};
  std::vector<std::string> names;
  std::size_t next = 0;
  for (const std::string& first : given) {
    for (const std::string& last : family) {
      const std::string& way = ways[next++ % ways.size()];
      if (way == "comma") names.push_back(last + ", " + first);
      if (way == "given first") names.push_back(first + " " + last);
      if (way == "family first") names.push_back(last + " " + first);
      if (way == "initial") names.push_back(last + " " + first[0] + ".");
    }
  }
  return names;
}

TEST(WordOrder, NamesWithACommaTellTheOrderOfThoseWithout) {
  // What shows an order is family first; the names without a comma are not.
  const WordOrder order(column_of(written({"comma", "given first", "initial", "given first"})));
  EXPECT_EQ(order.order_of("Talvo Kelmito"), NameOrder::kGivenFirst);
  EXPECT_EQ(order.order_of("Kelmito Talvo"), NameOrder::kFamilyFirst);
}

TEST(WordOrder, FewNamesInTheOtherOrderAreFound) {
  std::vector<std::string> names = written({"given first"});
  names[7] = "Dalzanvo Mirel";
  const WordOrder order(column_of(names));
  EXPECT_EQ(order.order_of("Mirel Barkotil"), NameOrder::kGivenFirst);
  EXPECT_EQ(order.order_of("Dalzanvo Mirel"), NameOrder::kFamilyFirst);
}

TEST(WordOrder, NamesOfWhichNothingIsKnownAreInTheColumnsOrder) {
  const WordOrder given_first(column_of(written({"given first"})));
  EXPECT_EQ(given_first.order_of("Unheard Unseen"), NameOrder::kGivenFirst);
  const WordOrder family_first(column_of(written({"family first", "comma"})));
  EXPECT_EQ(family_first.order_of("Unheard Unseen"), NameOrder::kFamilyFirst);
}

TEST(WordOrder, EmptyColumnsAndSingleWordsAreTaken) {
  EXPECT_EQ(WordOrder(column_of({})).order_of("Anna Example"), NameOrder::kGivenFirst);
  EXPECT_EQ(WordOrder(column_of({"Example", ",", "..."})).order_of(""), NameOrder::kGivenFirst);
}

}  // namespace
}  // namespace byname
