// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/error.hpp"
#include "table/input.hpp"
#include "table/temporary_folder.hpp"

namespace byname {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<ListArgument> parse(const std::vector<std::string>& arguments) {
  return parse_list_arguments(arguments);
}

std::string error_of(const std::vector<std::string>& arguments) {
  try {
    parse(arguments);
  } catch (const UserError& error) {
    return error.what();
  }
  return "no error";
}

TEST(ListArguments, NamesABareFileAfterItsStem) {
  const TemporaryFolder folder;
  const auto lists = parse({folder.write("court.csv.gz", "x"), "b=" + folder.write("v.jsonl", "x")});
  ASSERT_EQ(lists.size(), 2u);
  EXPECT_EQ(lists[0].label, "court");
  EXPECT_EQ(lists[1].label, "b");
}

TEST(ListArguments, APatternWithALabelIsOneList) {
  const TemporaryFolder folder;
  const std::string second = folder.write("part2.csv", "x");
  const std::string first = folder.write("part1.csv", "x");
  const auto labelled = parse({"L=" + folder.path("part*.csv")});
  ASSERT_EQ(labelled.size(), 1u);
  EXPECT_THAT(labelled[0].paths, ElementsAre(first, second));
  const auto bare = parse({folder.path("part*.csv")});
  ASSERT_EQ(bare.size(), 2u);
  EXPECT_EQ(bare[1].label, "part2");
}

TEST(ListArguments, AFileWithAnEqualsSignIsTakenAsItIs) {
  const TemporaryFolder folder;
  const auto lists = parse({folder.write("a=b.csv", "x")});
  EXPECT_EQ(lists.at(0).label, "a=b");
}

TEST(ListArguments, AFileWithPatternCharactersIsTakenAsItIs) {
  const TemporaryFolder folder;
  EXPECT_EQ(parse({folder.write("list [1].csv", "x")}).at(0).label, "list [1]");
}

TEST(ListArguments, RefusesBadLabels) {
  const TemporaryFolder folder;
  const std::string file = folder.write("a.csv", "x");
  EXPECT_THAT(error_of({"=" + file}), HasSubstr("no label"));
  EXPECT_THAT(error_of({"a:b=" + file}), HasSubstr("contains ':'"));
  EXPECT_THAT(error_of({file, "a=" + file}), HasSubstr("two lists have the label 'a'"));
  EXPECT_THAT(error_of({"a="}), HasSubstr("names no file"));
  EXPECT_THAT(error_of({}), HasSubstr("no list"));
  EXPECT_THROW(parse({file, file}), UsageError);
}

TEST(ListArguments, RefusesFilesThatCannotBeRead) {
  const TemporaryFolder folder;
  EXPECT_THAT(error_of({folder.path("none.csv")}), HasSubstr("there is no file"));
  EXPECT_THAT(error_of({folder.path("none*.csv")}), HasSubstr("no file matches"));
  EXPECT_THAT(error_of({"a=" + folder.path(".")}), HasSubstr("is a folder"));
  EXPECT_THAT(error_of({"a=/dev/null"}), HasSubstr("no plain file"));
  if (::getuid() == 0) GTEST_SKIP() << "root can read everything";
  const std::string secret = folder.write("secret.csv", "x");
  std::filesystem::permissions(secret, std::filesystem::perms::none);
  EXPECT_THAT(error_of({secret}), HasSubstr("cannot read"));
}

}  // namespace
}  // namespace byname
