// SPDX-License-Identifier: Apache-2.0
#include "register/evidence_json.hpp"

#include <gtest/gtest.h>

#include "register/run_json.hpp"

namespace byname {
namespace {

RecordId id_of_number(unsigned char number) {
  RecordId id;
  id.bytes[3] = number;
  return id;
}

TEST(EvidenceJson, KeepsEverythingOfAMention) {
  MentionBody body{"obituaries", "17", {}, id_of_number(2), {"a.csv", "", 17, 18}, {}};
  body.row_hash.bytes[0] = 9;
  body.values = {{"family", "Фамилия", "Гордеева", "gordev"}, {"text", "note", "a \"quoted\"\nline", ""}};
  const std::optional<MentionBody> read = read_mention_body(mention_body(body));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->list, "obituaries");
  EXPECT_EQ(read->key, "17");
  EXPECT_EQ(read->row_hash, body.row_hash);
  EXPECT_EQ(read->item, body.item);
  EXPECT_EQ(read->place, body.place);
  EXPECT_EQ(read->values, body.values);
}

TEST(EvidenceJson, WritesBytesThatAreNoText) {
  const std::string bytes = std::string("a\xFF") + "b";
  const MentionBody body{"l", "1", {}, std::nullopt, {}, {{"text", "c", bytes, ""}}};
  const std::optional<MentionBody> read = read_mention_body(mention_body(body));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->values[0].raw,
            "a\xEF\xBF\xBD"
            "b");
}

TEST(EvidenceJson, KeepsAReadingWithItsRejects) {
  ReadingBody body{"l", "id",  {"a.csv"}, {"00"}, 5, 1, 2, 1, {id_of_number(1)}, {id_of_number(2)},
                   {},  {"d"}, {}};
  body.rejects.push_back({"a.csv", 4, 5, "c", "too long", "x,y"});
  const std::optional<ReadingBody> read = read_reading_body(reading_body(body));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->vanished, body.vanished);
  EXPECT_EQ(read->returned, body.returned);
  ASSERT_EQ(read->rejects.size(), 1u);
  EXPECT_EQ(read->rejects[0].reason, "too long");
  EXPECT_EQ(read->rejects[0].line, 5u);
  EXPECT_EQ(read->num_changed, 1u);
}

TEST(EvidenceJson, RefusesWhatIsNoSuchBody) {
  for (const char* text :
       {"", "[]", "{}", "{\"list\":\"\",\"key\":\"1\"}", "{\"list\":1,\"key\":\"1\",\"hash\":\"00\"}",
        "{\"label\":[]}", "{\"links\":[[\"00\",\"01\",1]]}",
        "{\"links\":[[\"00000000000000000000000000000001\",1]]}", "{\"links\":7}", "\"text\"", "null"}) {
    EXPECT_FALSE(read_mention_body(text)) << text;
    EXPECT_FALSE(read_source_body(text)) << text;
    EXPECT_FALSE(read_item_body(text)) << text;
    EXPECT_FALSE(read_reading_body(text)) << text;
    EXPECT_FALSE(read_origin_body(text)) << text;
    EXPECT_FALSE(read_revision_body(text)) << text;
    EXPECT_FALSE(read_run_body(text)) << text;
    EXPECT_FALSE(read_links_body(text)) << text;
  }
}

TEST(EvidenceJson, RefusesAMentionWhoseHashIsNone) {
  EXPECT_FALSE(read_mention_body("{\"list\":\"l\",\"key\":\"1\",\"hash\":\"0\"}"));
}

TEST(RunJson, KeepsLinksAndLeads) {
  const LinksBody body{{{id_of_number(1), id_of_number(2), 7.25}},
                       {{id_of_number(3), id_of_number(1), -0.5}}};
  const std::optional<LinksBody> read = read_links_body(links_body(body));
  ASSERT_TRUE(read);
  ASSERT_EQ(read->links.size(), 1u);
  EXPECT_EQ(read->links[0].right, id_of_number(2));
  EXPECT_EQ(read->links[0].weight, 7.25);
  ASSERT_EQ(read->leads.size(), 1u);
  EXPECT_EQ(read->leads[0].left, id_of_number(3));
  EXPECT_TRUE(read_run_body(run_body({"m", true}))->replaces_all);
  EXPECT_FALSE(read_run_body(run_body({"m", false}))->replaces_all);
}

}  // namespace
}  // namespace byname
