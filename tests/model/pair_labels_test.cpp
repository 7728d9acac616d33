// SPDX-License-Identifier: Apache-2.0
#include "model/pair_labels.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "table/temporary_folder.hpp"

namespace byname {
namespace {

using testing::HasSubstr;

/// Two lists, "a" and "b", of two records each.
class PairLabelsFile : public testing::Test {
 protected:
  PairLabelsFile() : table_(4) {
    table_.list_labels = {"a", "b"};
    table_.list = {0, 0, 1, 1};
    table_.row = {1, 2, 1, 2};
    table_.ids = {"1", "2", "1", "2"};
    table_.ids_are_numbers = true;
  }
  std::vector<LabelledPair> read(const std::string& text, const std::string& link_type) {
    const std::string path = folder_.path("labels.csv");
    std::ofstream(path) << text;
    const SplinkModel model = SplinkModel::from_json(
        {{"link_type", link_type},
         {"unique_id_column_name", "id"},
         {"comparisons", {{{"comparison_levels", {{{"sql_condition", "a_l = a_r"}}}}}}}});
    return read_pair_labels(path, model, table_, ExecutionContext{});
  }
  std::string complaint(const std::string& text, const std::string& link_type = "link_and_dedupe") {
    try {
      read(text, link_type);
    } catch (const DataError& error) {
      return error.what();
    }
    return "is read";
  }

  TemporaryFolder folder_;
  LinkageTable table_;
};

constexpr const char* kHeader = "source_dataset_l,id_l,source_dataset_r,id_r,clerical_match_score\n";

TEST_F(PairLabelsFile, NamesRecordsByListAndId) {
  const auto pairs = read(std::string(kHeader) + "b,1,a,2,0.75\na,1,a,2,0\n", "link_and_dedupe");
  ASSERT_EQ(pairs.size(), 2u);
  EXPECT_EQ(pairs[0].left, 1u);  // a comes before b
  EXPECT_EQ(pairs[0].right, 2u);
  EXPECT_EQ(pairs[0].score, 0.75);
  EXPECT_EQ(pairs[1].score, 0);
}

TEST_F(PairLabelsFile, WithoutScoresEveryPairMatches) {
  table_.ids = {"1", "2", "3", "4"};
  const auto pairs = read("id_l,id_r\n1,4\n", "dedupe_only");
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_EQ(pairs[0].right, 3u);
  EXPECT_EQ(pairs[0].score, 1);
}

TEST_F(PairLabelsFile, WhatIsWrongIsNamedByItsRow) {
  EXPECT_THAT(complaint("id_l,id_r\n1,2\n"), HasSubstr("there is no column source_dataset_l"));
  EXPECT_THAT(complaint("id_l,other\n1,2\n", "dedupe_only"), HasSubstr("there is no column id_r"));
  EXPECT_THAT(complaint(std::string(kHeader) + "a,1,b,1,1\na,7,b,1,1\n"),
              HasSubstr("row 2 names a record that no list has (source_dataset_l, id_l)"));
  EXPECT_THAT(complaint(std::string(kHeader) + "a,1,a,1,1\n"), HasSubstr("row 1 pairs a record with itself"));
  EXPECT_THAT(complaint(std::string(kHeader) + "a,1,b,1,yes\n"),
              HasSubstr("row 1 has a clerical_match_score that is no number from 0 to 1"));
  EXPECT_THAT(
      complaint(std::string(kHeader) + "a,1,b,1,1\na,2,b,1,1\nb,1,a,1,0\n"),
      HasSubstr("row 3 contradicts row 1: one says that the pair matches, the other that it does not"));
}

TEST_F(PairLabelsFile, MessagesHoldNoId) {
  EXPECT_THAT(complaint(std::string(kHeader) + "a,secret77,b,1,1\n"), testing::Not(HasSubstr("secret77")));
}

}  // namespace
}  // namespace byname
