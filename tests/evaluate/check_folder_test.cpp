// SPDX-License-Identifier: Apache-2.0
#include "evaluate/check_folder.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "table/parquet_writer.hpp"

namespace byname {
namespace {

namespace fs = std::filesystem;

using Rows = std::vector<std::vector<std::string>>;  // "" = NULL

// An output folder of byname count with two lists, a (rows 1, 2, 3) and b (rows 1, 2).
class CheckFolder : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              (std::string("byname_check_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    write_records({"p", "p", "q", "p", "q"});
    write("links.csv",
          "list,file,row,id,person\na,a.csv,1,,a:1\na,a.csv,2,,a:1\na,a.csv,3,x3,a:3\nb,b.csv,1,,a:1\nb,b."
          "csv,2,,b:2\n");
    write_table("pairs.parquet", {"list_l", "file_l", "row_l", "list_r", "file_r", "row_r", "outcome"},
                {{"a", "a.csv", "1", "a", "a.csv", "2", "link"},
                 {"a", "a.csv", "1", "b", "b.csv", "1", "link"},
                 {"a", "a.csv", "3", "b", "b.csv", "1", "link"},
                 {"a", "a.csv", "3", "b", "b.csv", "2", "veto"}});
    write("run.json", R"({"blocking": {"all_pairs": false}, "keep_pairs": 0})");
    write("estimate.json", R"({"named": {"decided": 3, "estimate": 2.5, "low": 2, "high": 4}})");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

  void write_records(const std::array<std::string, 5>& truth) {
    write_table("records.parquet", {"list", "file", "row", "id", "truth"},
                {{"a", "a.csv", "1", "x1", truth[0]},
                 {"a", "a.csv", "2", "x2", truth[1]},
                 {"a", "a.csv", "3", "x3", truth[2]},
                 {"b", "b.csv", "1", "x1", truth[3]},
                 {"b", "b.csv", "2", "y2", truth[4]}});
  }

  void write_table(const std::string& name, const std::vector<std::string>& names, const Rows& rows) {
    fs::remove(folder_ / name);
    std::vector<ParquetColumn> columns;
    for (const std::string& column : names) columns.push_back({column, ParquetType::kText});
    write_parquet((folder_ / name).string(), columns, rows.size(), [&](ParquetBatch& batch) {
      for (std::size_t row = 0; row < batch.size(); ++row) {
        for (std::size_t column = 0; column < names.size(); ++column) {
          const std::string& text = rows[batch.first_row() + row][column];
          text.empty() ? batch.set_null(column, row) : batch.set_text(column, row, text);
        }
      }
    });
  }

  CheckResult check(const std::string& truth_file) const {
    return check_folder(
        {folder_.string(), truth_file.empty() ? "" : (folder_ / truth_file).string(), false, {}}, {});
  }

  // The message of the DataError that a check throws.
  std::string complaint(const std::string& truth_file) const {
    try {
      check(truth_file);
    } catch (const DataError& error) {
      return error.what();
    }
    return "nothing was thrown";
  }

  fs::path folder_;
};

TEST_F(CheckFolder, ComparesWithTheSavedTruth) {
  const CheckResult result = check("");
  EXPECT_EQ(result.partition.num_mentions, 5);
  EXPECT_EQ(result.partition.persons_found, 3);
  EXPECT_EQ(result.partition.persons_true, 2);
  EXPECT_EQ(result.partition.pairs.found, 3);
  EXPECT_EQ(result.partition.pairs.correct, 3);
  EXPECT_EQ(result.partition.pairs.in_truth, 4);
  EXPECT_EQ(result.scored.linked.found, 3);
  EXPECT_EQ(result.scored.linked.correct, 2);
  EXPECT_EQ(result.scored.true_vetoed, 1);
  EXPECT_DOUBLE_EQ(result.blocking.recall, 0.75);
  EXPECT_TRUE(result.blocking.is_exact);
  ASSERT_TRUE(result.interval.has_value());
  EXPECT_TRUE(result.interval->holds_truth());
}

TEST_F(CheckFolder, SaysWhatTheIntervalMisses) {
  write("estimate.json", R"({"named": {"decided": 3, "estimate": 3, "low": 2.5, "high": 4}})");
  const CheckResult result = check("");
  EXPECT_FALSE(result.interval->holds_truth());
  EXPECT_NE(check_text(result).find("does not hold the truth"), std::string::npos);
  EXPECT_EQ(check_json(result)["interval"]["holds_truth"], false);
}

TEST_F(CheckFolder, LeavesOutMentionsWithoutTruth) {
  write_records({"p", "", "q", "p", "q"});
  const CheckResult result = check("");
  EXPECT_EQ(result.partition.num_without_truth, 1);
  EXPECT_EQ(result.partition.pairs.in_truth, 2);
  EXPECT_FALSE(result.interval.has_value());
  EXPECT_NE(check_text(result).find("left out, without truth            1"), std::string::npos);
}

TEST_F(CheckFolder, BlockingLosesNothingWhereAllPairsWereCompared) {
  write("run.json", R"({"blocking": {"all_pairs": true}, "keep_pairs": 0.01})");
  const CheckResult result = check("");
  EXPECT_EQ(result.blocking.recall, 1);
  EXPECT_TRUE(result.blocking.is_exact);
}

TEST_F(CheckFolder, BlockingRecallIsABoundWhereCandidatesWereDropped) {
  write("run.json", R"({"blocking": {"all_pairs": false}, "keep_pairs": 0.01})");
  const CheckResult result = check("");
  EXPECT_FALSE(result.blocking.is_exact);
  EXPECT_NE(check_text(result).find("or more"), std::string::npos);
}

TEST_F(CheckFolder, TakesTheTruthFromAFileByRow) {
  write("known.csv", "list,row,truth\na,1,u\na,2,u\nb,1,v\n");
  const CheckResult result = check("known.csv");
  EXPECT_EQ(result.partition.num_mentions, 3);
  EXPECT_EQ(result.partition.num_without_truth, 2);
  EXPECT_EQ(result.partition.persons_true, 2);
  EXPECT_EQ(result.partition.pairs.correct, 1);
  EXPECT_EQ(result.partition.pairs.found, 3);
}

TEST_F(CheckFolder, TakesTheTruthFromAFileById) {
  write("known.csv", "id;truth\nx2;u\ny2;u\n");
  const CheckResult result = check("known.csv");
  EXPECT_EQ(result.partition.num_mentions, 2);
  EXPECT_EQ(result.partition.pairs.in_truth, 1);
  EXPECT_EQ(result.partition.pairs.correct, 0);
}

TEST_F(CheckFolder, NamesTheLineOfATruthFileThatMeansSeveralMentions) {
  write("known.csv", "id,truth\ny2,u\nx1,u\n");
  EXPECT_NE(complaint("known.csv").find("known.csv, line 3: several mentions are meant"), std::string::npos);
}

TEST_F(CheckFolder, NamesTheLineOfATruthFileThatMeansNoMention) {
  write("known.csv", "list,row,truth\na,1,u\na,9,u\n");
  EXPECT_NE(complaint("known.csv").find("known.csv, line 3: no mention"), std::string::npos);
}

TEST_F(CheckFolder, SaysWhichColumnsATruthFileNeeds) {
  write("known.csv", "list,person\na,1\n");
  EXPECT_NE(complaint("known.csv").find("truth and row (or id) are needed"), std::string::npos);
}

TEST_F(CheckFolder, SaysWhichFileIsMissing) {
  for (const char* name : {"run.json", "records.parquet", "links.csv", "pairs.parquet", "estimate.json"}) {
    const fs::path path = folder_ / name;
    fs::rename(path, path.string() + ".away");
    EXPECT_NE(complaint("").find(std::string(name) + " is missing"), std::string::npos) << name;
    fs::rename(path.string() + ".away", path);
  }
}

TEST_F(CheckFolder, RefusesFilesThatDoNotFitOneAnother) {
  write("links.csv", "list,file,row,id,person\na,a.csv,1,,a:1\n");
  EXPECT_NE(complaint("").find("lacks mentions"), std::string::npos);
  write("links.csv", "list,file,row,id,person\na,a.csv,77,,a:1\n");
  EXPECT_NE(complaint("").find("row 77 is not in records.parquet"), std::string::npos);
}

TEST_F(CheckFolder, RefusesAFolderWithoutAnyTruth) {
  write_records({"", "", "", "", ""});
  EXPECT_NE(complaint("").find("no mention has a truth"), std::string::npos);
}

}  // namespace
}  // namespace byname
