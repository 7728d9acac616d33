// SPDX-License-Identifier: Apache-2.0
#include "estimate/capture_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

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

TEST_F(CaptureFile, PutsPersonsWithoutAStratumIntoStrata) {
  CaptureOptions options;
  options.by = {"region"};
  const CaptureData data =
      read("region,x,y,count\nnorth,1,0,90\nnorth,0,1,20\nsouth,1,0,10\nsouth,0,1,60\n,1,0,50\nNA,0,1,8\n",
           options);
  ASSERT_EQ(data.input.strata.size(), 2u);
  EXPECT_EQ(data.input.strata[0].name, "north");
  EXPECT_EQ(data.input.strata[0].decided, (Overlap{{1, 135}, {2, 22}}));
  EXPECT_EQ(data.input.strata[1].decided, (Overlap{{1, 15}, {2, 66}}));
  ASSERT_EQ(data.input.strata[0].draws.size(), 50u);
  double mean = 0;
  std::set<std::int64_t> values;
  for (std::size_t draw = 0; draw < 50; ++draw) {
    const std::int64_t north = data.input.strata[0].draws[draw].at(1);
    EXPECT_EQ(north + data.input.strata[1].draws[draw].at(1), 150) << draw;
    mean += static_cast<double>(north) / 50;
    values.insert(north);
  }
  // Beta-binomial of 50 with share about .9: mean 45, standard deviation 2.6.
  EXPECT_NEAR(mean, 135, 1.5);
  EXPECT_GT(values.size(), 5u);
  EXPECT_THAT(data.notes, ElementsAre(HasSubstr("The stratum of 58 persons is missing")));
}

TEST_F(CaptureFile, KeepsAStratumOfItsOwnWhereNoValueIsKnown) {
  CaptureOptions options;
  options.by = {"region"};
  const CaptureData data = read("region,x,y,count\n,1,0,90\n,0,1,20\n", options);
  ASSERT_EQ(data.input.strata.size(), 1u);
  EXPECT_EQ(data.input.strata[0].name, "(missing)");
  EXPECT_TRUE(data.input.strata[0].draws.empty());
}

TEST_F(CaptureFile, TakesTheListsThatAreNamed) {
  CaptureOptions options;
  options.lists = {"x,y"};
  const CaptureData data =
      read("name,x,age,y\nAna,1,30,0\nBela,TRUE,41,FALSE\nCyr,0,50,0\nDan,1,7,1\n", options);
  EXPECT_THAT(data.input.lists, ElementsAre("x", "y"));
  EXPECT_EQ(data.input.strata[0].decided, (Overlap{{1, 2}, {3, 1}}));
  EXPECT_THAT(data.notes,
              testing::Contains(HasSubstr("On none of the lists named, and left out: 1 person.")));
  options.lists = {"x,z"};
  EXPECT_THAT(failure("x,y\n1,0\n", options), HasSubstr("--lists names a column that is not there: z"));
  options.lists = {"x"};
  EXPECT_THAT(failure("x,y\n0,1\n", options), HasSubstr("nobody on any of the lists"));
}

TEST_F(CaptureFile, KeepsPersonsWithCovariates) {
  CaptureOptions options;
  options.covariates = {"age,place", "code=category"};
  const CaptureData data =
      read("age,place,code,x,y,count\n30,north,1,1,0,2\n,south,2,0,1,1\n41.5,north,1,1,1,1\n", options);
  EXPECT_THAT(data.input.lists, ElementsAre("x", "y"));
  EXPECT_THAT(data.persons.patterns, ElementsAre(1u, 1u, 2u, 3u));
  ASSERT_EQ(data.persons.covariates.size(), 3u);
  EXPECT_THAT(data.persons.covariates[0].numbers, ElementsAre(30, 30, testing::IsNan(), 41.5));
  EXPECT_THAT(data.persons.covariates[1].categories, ElementsAre(1u, 1u, 2u, 1u));
  EXPECT_THAT(data.persons.covariates[2].categories, ElementsAre(1u, 1u, 2u, 1u));
  options.is_one_row_a_person = true;
  EXPECT_EQ(read("age,place,code,x,y,count\n30,north,1,1,0,2\n", options).persons.patterns.size(), 1u);
}

TEST_F(CaptureFile, RefusesCovariatesThatItCannotUse) {
  CaptureOptions options;
  options.covariates = {"age"};
  EXPECT_THAT(failure("age,x,y\n30,1,\n", options), HasSubstr("row 1, column y is empty"));
  EXPECT_THAT(failure("x,y\n1,0\n", options),
              HasSubstr("--covariates names a column that is not there: age"));
  options.by = {"age"};
  EXPECT_THAT(failure("age,x,y\n30,1,1\n", options), HasSubstr("do not go together"));
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
