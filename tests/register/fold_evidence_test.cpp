// SPDX-License-Identifier: Apache-2.0
#include "register/fold_evidence.hpp"

#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>

#include "register/fold.hpp"
#include "register/run_json.hpp"
#include "scratch_register.hpp"

namespace byname {
namespace {

MentionBody mention(const std::string& list, const std::string& key, const std::string& family) {
  MentionBody body{list, key, {}, std::nullopt, {"f.csv", "", 1, 2}, {}};
  body.values = {{"family", "Name", family, family},
                 {"text", "note", "n", ""},
                 {"text", "link", "https://a.example/" + key, ""}};
  return body;
}

class EvidenceFoldTest : public testing::Test {
 protected:
  // Writes one op from bodies and returns the records that they make.
  std::vector<RecordId> write(const std::vector<std::pair<std::string_view, std::string>>& bodies) {
    OpWriter writer(opened_, "test");
    std::vector<RecordId> records;
    for (const auto& [kind, json] : bodies) records.push_back(writer.add(kind, json));
    writer.append();
    writer.commit();
    return records;
  }
  RecordId add_mention(const std::string& list, const std::string& key, const std::string& family) {
    return write({{body_kind::kMention, mention_body(mention(list, key, family))}})[0];
  }
  std::int64_t count(const std::string& what) {
    return database().number("SELECT count(*) FROM " + what, -1);
  }
  std::string text(const std::string& sql) {
    Rows rows = database().query(sql);
    return rows.next() ? rows.text(0) : "no row";
  }
  Database& database() { return opened_.database(); }
  void expect_same_from_scratch() {
    const Hash held = digest_of_derived_tables(database());
    Fold(database()).rebuild();
    EXPECT_EQ(digest_of_derived_tables(database()), held);
  }

  ScratchRegister scratch_;
  Register opened_ = scratch_.open();
};

TEST_F(EvidenceFoldTest, FillsAllThatHangsOnAMention) {
  const RecordId id = add_mention("l", "1", "gordev");
  EXPECT_EQ(mention_number(database(), id), 1);
  EXPECT_EQ(text("SELECT row_key FROM mention"), "1");
  EXPECT_EQ(text("SELECT raw FROM mention_value WHERE ordinal = 1"), "n");
  EXPECT_EQ(text("SELECT locator FROM citation"), "https://a.example/1");
  EXPECT_EQ(text("SELECT term FROM name_index"), "gordev");
  EXPECT_EQ(count("mention WHERE is_named AND active"), 1);
  expect_same_from_scratch();
}

TEST_F(EvidenceFoldTest, TakesTheSameRowOfASecondBodyForTheSameMention) {
  const RecordId first = add_mention("l", "1", "gordev");
  const RecordId second = add_mention("l", "1", "other");
  EXPECT_NE(first, second);
  EXPECT_EQ(count("mention"), 1);
  EXPECT_EQ(mention_number(database(), second), mention_number(database(), first));
  EXPECT_EQ(text("SELECT raw FROM mention_value WHERE ordinal = 0"), "gordev");
  expect_same_from_scratch();
}

TEST_F(EvidenceFoldTest, RevisesARowAndDropsItsMachineLinks) {
  const RecordId a = add_mention("l", "1", "gordev");
  const RecordId b = add_mention("l", "2", "gordev");
  write({{body_kind::kRun, run_body({"m", false})}, {body_kind::kLinks, links_body({{{a, b, 9.0}}, {}})}});
  EXPECT_EQ(count("link WHERE low = 1 AND high = 2 AND weight = 9.0"), 1);
  RevisionBody revision{a, {}, {"g.csv", "", 3, 4}, {{"family", "Name", "Zhdanov", "zhdan"}}};
  write({{body_kind::kRevision, revision_body(revision)}});
  EXPECT_EQ(count("link WHERE ended_op IS NULL"), 0);
  EXPECT_EQ(count("link"), 1);
  EXPECT_EQ(count("mention_value WHERE mention = 1"), 1);
  EXPECT_EQ(count("name_index WHERE term = 'zhdan'"), 1);
  EXPECT_EQ(count("name_index WHERE term = 'gordev'"), 1);
  EXPECT_EQ(text("SELECT file FROM mention WHERE number = 1"), "g.csv");
  expect_same_from_scratch();
}

TEST_F(EvidenceFoldTest, MarksWhatVanishedUntilItReturns) {
  const RecordId a = add_mention("l", "1", "gordev");
  ReadingBody reading{"l", "", {"f.csv"}, {"00"}, 0, 0, 0, 0, {a}, {}, {}, {}, {}};
  write({{body_kind::kReading, reading_body(reading)}});
  EXPECT_EQ(count("mention WHERE vanished_op IS NOT NULL AND active"), 1);
  reading.returned = std::exchange(reading.vanished, {});
  write({{body_kind::kReading, reading_body(reading)}});
  EXPECT_EQ(count("mention WHERE vanished_op IS NOT NULL"), 0);
  EXPECT_EQ(count("reading"), 2);
  expect_same_from_scratch();
}

TEST_F(EvidenceFoldTest, ReplacesAllMachineLinksByARunThatDecidedAnew) {
  const RecordId a = add_mention("l", "1", "x"), b = add_mention("l", "2", "x"),
                 c = add_mention("l", "3", "x");
  write({{body_kind::kRun, run_body({"m", false})},
         {body_kind::kLinks, links_body({{{a, b, 9}}, {{a, c, 1}}})}});
  write({{body_kind::kRun, run_body({"m", true})}, {body_kind::kLinks, links_body({{{c, b, 8}}, {}})}});
  EXPECT_EQ(count("link WHERE ended_op IS NULL"), 1);
  EXPECT_EQ(count("link WHERE low = 2 AND high = 3"), 1);
  EXPECT_EQ(count("link"), 2);
  EXPECT_EQ(count("lead"), 0);
  expect_same_from_scratch();
}

TEST_F(EvidenceFoldTest, ChangesASourceByWhatALaterBodySays) {
  write({{body_kind::kSource, source_body({"l", "list", "", "", ""})}});
  const RecordId id = *RecordId::from_view(text("SELECT id FROM source"));
  write({{body_kind::kSource, source_body({"l", "", "ministry", "sealed", ""})}});
  EXPECT_EQ(text("SELECT kind || owner || zone FROM source"), "listministrysealed");
  EXPECT_EQ(*RecordId::from_view(text("SELECT id FROM source")), id);
  expect_same_from_scratch();
}

TEST_F(EvidenceFoldTest, PutsEqualItemsUnderOneOriginAndOthersWhereSomebodySays) {
  const std::string hash(64, 'a'), other(64, 'b');
  const auto item = [](const std::string& sha256) {
    ItemBody body;
    body.source = "s";
    body.sha256 = sha256;
    return item_body(body);
  };
  const std::vector<RecordId> ids = write(
      {{body_kind::kItem, item(hash)}, {body_kind::kItem, item(hash)}, {body_kind::kItem, item(other)}});
  EXPECT_EQ(count("(SELECT DISTINCT origin FROM item)"), 2);
  RecordId origin;
  origin.bytes[0] = 1;
  write({{body_kind::kOrigin, origin_body({ids, origin})}});
  EXPECT_EQ(count("(SELECT DISTINCT origin FROM item)"), 1);
  expect_same_from_scratch();
}

TEST_F(EvidenceFoldTest, ForgetsAMentionAsIfItHadNeverBeenThere) {
  const RecordId a = add_mention("l", "1", "x"), b = add_mention("l", "2", "y");
  write({{body_kind::kRun, run_body({"m", false})}, {body_kind::kLinks, links_body({{{a, b, 9}}, {}})}});
  forget_mention(database(), mention_number(database(), a));
  database().run(
      "UPDATE body SET bytes = NULL, salt = NULL WHERE kind = 'mention' AND op = "
      "(SELECT op FROM body WHERE kind = 'mention' ORDER BY id LIMIT 1)");
  EXPECT_EQ(mention_number(database(), a), 0);
  expect_same_from_scratch();
  EXPECT_EQ(mention_number(database(), b), 2);
}

// Any history of evidence, folded step by step, is what it is from scratch.
RC_GTEST_PROP(EvidenceFold, StepByStepIsTheSameAsFromScratch, ()) {
  ScratchRegister scratch;
  Register opened = scratch.open();
  std::vector<RecordId> mentions;
  const auto any = [&] { return mentions[*rc::gen::inRange<std::size_t>(0, mentions.size())]; };
  for (int step = *rc::gen::inRange(1, 12); step > 0; --step) {
    OpWriter writer(opened, "test");
    std::set<RecordId> written;
    const int kind = mentions.empty() ? 0 : *rc::gen::inRange(0, 4);
    if (kind == 0) {
      const std::string key = std::to_string(*rc::gen::inRange(0, 6));
      mentions.push_back(writer.add(body_kind::kMention, mention_body(mention("l", key, "f" + key))));
    } else if (kind == 1) {
      writer.add(body_kind::kRevision, revision_body({any(), {}, {}, {{"given", "", "P", "PETR"}}}));
    } else if (kind == 2) {
      writer.add(body_kind::kRun, run_body({"m", *rc::gen::arbitrary<bool>()}));
      writer.add(body_kind::kLinks, links_body({{{any(), any(), 3.5}}, {{any(), any(), 1.5}}}));
    } else {
      writer.add(
          body_kind::kReading,
          reading_body(
              {"l", "", {"f"}, {"00"}, 1, 1, 0, 0, {any()}, {any()}, {}, {}, {{"f", 1, 1, "", "bad", ""}}}));
    }
    writer.append();
    writer.commit();
  }
  const Hash stepped = digest_of_derived_tables(opened.database());
  Fold(opened.database()).rebuild();
  RC_ASSERT(digest_of_derived_tables(opened.database()) == stepped);
}

}  // namespace
}  // namespace byname
