// SPDX-License-Identifier: Apache-2.0
#include "estimate/capture_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "table/temporary_folder.hpp"

namespace byname {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class CaptureFile : public testing::Test {
 protected:
  CaptureData read(const std::string& text, const CaptureOptions& options = {}) {
    return read_capture_file(folder_.write("table.csv", text), options, ExecutionContext{});
  }

  std::string failure(const std::string& text, const CaptureOptions& options = {}) {
    try {
      read(text, options);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }

  TemporaryFolder folder_;
};

TEST_F(CaptureFile, HasAColumnAListAndACount) {
  const CaptureData data = read("x,y,count\n1,0,12\n0,1,7\n1,1,3\n");
  EXPECT_THAT(data.input.lists, ElementsAre("x", "y"));
  ASSERT_EQ(data.input.strata.size(), 1u);
  EXPECT_EQ(data.input.strata[0].decided, (Overlap{{1, 12}, {2, 7}, {3, 3}}));
  EXPECT_EQ(data.input.strata[0].lists, 3u);
  EXPECT_EQ(data.sha256.size(), 64u);
}

TEST_F(CaptureFile, TakesARowForAPersonWithoutACount) {
  const CaptureData data = read("x,y\n1,0\n1,0\n1,1\n");
  EXPECT_EQ(data.input.strata[0].decided, (Overlap{{1, 2}, {3, 1}}));
  EXPECT_EQ(data.notes.size(), 1u);
}

TEST_F(CaptureFile, MakesAStratumOfPeopleWhomAListCouldNotHold) {
  const CaptureData data = read("x,y,z,count\n1,0,0,12\n0,1,1,7\n1,0,,5\n1,1,NA,3\n");
  ASSERT_EQ(data.input.strata.size(), 2u);
  EXPECT_EQ(data.input.strata[0].name, "not on z");
  EXPECT_EQ(data.input.strata[0].lists, 3u);
  EXPECT_EQ(data.input.strata[0].decided, (Overlap{{1, 5}, {3, 3}}));
  EXPECT_EQ(data.input.strata[1].name, "all lists");
  EXPECT_EQ(data.input.strata[1].decided, (Overlap{{1, 12}, {6, 7}}));
}

TEST_F(CaptureFile, MakesStrataOfTheValuesOfColumns) {
  CaptureOptions options;
  options.by = {"region"};
  options.cannot = {"y:south"};
  const CaptureData data = read("region,x,y,count\nnorth,1,0,12\nnorth,1,1,7\nsouth,1,0,5\n", options);
  ASSERT_EQ(data.input.strata.size(), 2u);
  EXPECT_EQ(data.input.strata[0].name, "north");
  EXPECT_EQ(data.input.strata[1].name, "south, not on y");
  options.cannot = {"y:north"};
  EXPECT_THAT(failure("region,x,y,count\nnorth,1,0,12\nnorth,1,1,7\n", options),
              HasSubstr("could not hold them"));
  options.cannot = {"y:east"};
  EXPECT_THAT(failure("region,x,y,count\nnorth,1,0,12\n", options), HasSubstr("stratum that is not there"));
}

TEST_F(CaptureFile, LeavesListsOut) {
  CaptureOptions options;
  options.without = {"y"};
  const CaptureData data = read("x,y,z,count\n1,0,0,12\n1,1,0,7\n0,1,0,5\n1,1,1,2\n", options);
  EXPECT_THAT(data.input.lists, ElementsAre("x", "z"));
  EXPECT_EQ(data.input.strata[0].decided, (Overlap{{1, 19}, {3, 2}}));
}

TEST_F(CaptureFile, SaysWhichRowIsAtFault) {
  EXPECT_THAT(failure("x,y,count\n1,0,12\n1,0,7\n"),
              HasSubstr("row 2: the same lists stand in an earlier row"));
  EXPECT_THAT(failure("x,y,count\n1,0,12\n0,0,7\n"), HasSubstr("row 2: is on no list"));
  EXPECT_THAT(failure("x,y,count\n1,0,12\n0,1,-7\n"), HasSubstr("row 2, column count holds no count"));
  EXPECT_THAT(failure("x,y,count\n1,0,12\n0,1,7.5\n"), HasSubstr("row 2, column count holds no count"));
  EXPECT_THAT(failure("x,y,count\n1,0,12\n0,1,\n"), HasSubstr("row 2, column count holds no count"));
  EXPECT_THAT(failure("x,y,count\n1,2,12\n"), HasSubstr("row 1, column y is neither 0 nor 1"));
  EXPECT_THAT(failure("count\n12\n"), HasSubstr("no column of a list"));
}

TEST_F(CaptureFile, RefusesMoreListsThanCanBeEstimatedFrom) {
  std::string text;
  for (int list = 0; list < 40; ++list) text += "l" + std::to_string(list) + ",";
  text += "count\n";
  for (int list = 0; list < 40; ++list) text += list == 3 ? "1," : "0,";
  EXPECT_THAT(failure(text + "5\n"), HasSubstr("has 40 lists; 16 are the most"));
}

TEST_F(CaptureFile, HoldsOneSourceWithRepeatedCaptures) {
  const CaptureData data = read("captures,count\n1,1645\n2,183\n");
  EXPECT_TRUE(data.input.lists.empty());
  EXPECT_EQ(data.captures, (std::map<std::int64_t, std::int64_t>{{1, 1645}, {2, 183}}));
  EXPECT_THAT(failure("captures,count\n0,5\n1,4\n"), HasSubstr("row 1: nobody can have been counted"));
  EXPECT_THAT(failure("captures,count\n1,5\n1,4\n"), HasSubstr("row 2: 1 captures stand in an earlier row"));
}

}  // namespace
}  // namespace byname
