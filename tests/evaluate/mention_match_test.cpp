// SPDX-License-Identifier: Apache-2.0
#include "evaluate/mention_match.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "evaluate/partition_change.hpp"

namespace byname {
namespace {

using testing::ElementsAre;

// One record of a run: list, file, row, id.
struct Record {
  std::string list;
  std::string file;
  std::int64_t row;
  std::string id;
};

LinkedRun run_of(const std::vector<Record>& records, RunVerb verb = RunVerb::kLink) {
  LinkedRun run;
  run.folder = "out";
  run.verb = verb;
  const auto add = [](TextColumn& column, const std::string& text) {
    column.codes.push_back(text.empty() ? Dictionary::kNull : column.dictionary.insert(text));
  };
  for (const Record& record : records) {
    add(run.list, record.list);
    add(run.file, record.file);
    run.row.push_back(record.row);
    add(run.id, record.id);
    add(run.person, record.list + std::to_string(record.row));
  }
  run.has_several_files.assign(run.list.dictionary.size(), false);
  return run;
}

LinkedRun clusters_of(const std::vector<std::string>& ids) {
  std::vector<Record> records;
  for (const std::string& id : ids) records.push_back({"", "", 0, id});
  LinkedRun run = run_of(records, RunVerb::kCluster);
  run.has_lists = run.has_places = false;
  return run;
}

TEST(MentionMatch, GoesByIdWhereTheInputsDiffer) {
  LinkedRun before = run_of({{"old", "old.csv", 1, "x"}, {"old", "old.csv", 2, "y"}});
  LinkedRun after = run_of({{"new", "new.csv", 1, "y"}, {"new", "new.csv", 2, "z"}});
  before.input_hashes = {"old:1"};
  after.input_hashes = {"new:2"};
  const MentionMatch match = match_mentions(before, after, MatchBy::kAny);
  EXPECT_EQ(match.by, MatchBy::kId);
  EXPECT_THAT(match.before, ElementsAre(0, 1, kNoPerson));
  EXPECT_THAT(match.after, ElementsAre(kNoPerson, 0, 1));
  EXPECT_THAT(match.of_after, ElementsAre(1, 2));
}

TEST(MentionMatch, GoesByRowWhereIdsCannotDoIt) {
  LinkedRun before = run_of({{"a", "a.csv", 1, "x"}, {"a", "a.csv", 2, "x"}});
  LinkedRun after = run_of({{"a", "a.csv", 2, ""}});
  after.input_hashes = {"a:2"};
  const MentionMatch match = match_mentions(before, after, MatchBy::kAny);
  EXPECT_EQ(match.by, MatchBy::kRow);
  EXPECT_THAT(match.of_after, ElementsAre(1));
  EXPECT_THROW(match_mentions(before, after, MatchBy::kId), DataError);
}

TEST(MentionMatch, TellsListsAndFilesApart) {
  LinkedRun before = run_of({{"a", "1.csv", 1, ""}, {"a", "2.csv", 1, ""}, {"b", "b.csv", 1, ""}});
  before.has_several_files[before.list.codes[0]] = true;
  LinkedRun after = run_of({{"b", "b.csv", 1, ""}, {"a", "2.csv", 1, ""}, {"a", "1.csv", 1, ""}});
  after.has_several_files[after.list.codes[1]] = true;
  const MentionMatch match = match_mentions(before, after, MatchBy::kRow);
  EXPECT_THAT(match.of_after, ElementsAre(2, 1, 0));
  EXPECT_EQ(mention_name(before, 1, match.by), "a:2.csv:1");
  EXPECT_EQ(mention_name(before, 2, match.by), "b:1");
}

TEST(MentionMatch, FindsACountAgainInItsClusters) {
  const LinkedRun count = run_of({{"a", "a.csv", 1, "x"}, {"b", "b.csv", 1, "x"}}, RunVerb::kCount);
  const MentionMatch match = match_mentions(count, clusters_of({"b:1", "a:1"}), MatchBy::kAny);
  EXPECT_THAT(match.of_after, ElementsAre(1, 0));
}

TEST(MentionMatch, FindsALinkAgainInItsClusters) {
  const LinkedRun link = run_of({{"a", "a.csv", 1, "x"}, {"a", "a.csv", 2, "y"}});
  const MentionMatch match = match_mentions(clusters_of({"y"}), link, MatchBy::kAny);
  EXPECT_EQ(match.by, MatchBy::kId);
  EXPECT_THAT(match.of_after, ElementsAre(1, 0));
}

TEST(MentionMatch, RefusesRunsThatShareNothing) {
  EXPECT_THROW(match_mentions(clusters_of({"x"}), clusters_of({"y"}), MatchBy::kAny), DataError);
}

TEST(MentionMatch, RefusesARecordNamedTwice) {
  EXPECT_THROW(match_mentions(clusters_of({"x"}), clusters_of({"x", "x"}), MatchBy::kAny), DataError);
}

}  // namespace
}  // namespace byname
