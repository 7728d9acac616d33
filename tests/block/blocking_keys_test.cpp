// SPDX-License-Identifier: Apache-2.0
#include "block/blocking_keys.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include "reference/invented_records.hpp"

namespace byname {
namespace {

using reference::RecordMaker;

TEST(SoundKey, NamesThatSoundAlikeShareOne) {
  EXPECT_EQ(sound_key("mitchell"), sound_key("michel"));
  EXPECT_EQ(sound_key("gordeeva"), sound_key("gordiyeva"));
  EXPECT_EQ(sound_key("filip"), sound_key("philipp"));
  EXPECT_EQ(sound_key("katerina"), sound_key("caterina"));
  EXPECT_EQ(sound_key("anna"), sound_key("ana"));
  EXPECT_EQ(sound_key("ivan"), sound_key("evan"));
}

TEST(SoundKey, NamesThatDoNotKeepApart) {
  EXPECT_NE(sound_key("petrov"), sound_key("ivanov"));
  EXPECT_NE(sound_key("bondar"), sound_key("bodnar"));
  EXPECT_NE(sound_key("olga"), sound_key("olena"));
}

TEST(SoundKey, LooksAtTheFirstWordOnly) {
  EXPECT_EQ(sound_key("anna maria"), sound_key("anna"));
  EXPECT_EQ(sound_key(""), "");
}

/// Names of the keys that two records of a table share.
std::vector<std::string> shared_keys(const RecordTable& records, std::size_t left, std::size_t right,
                                     bool with_wide = false) {
  std::vector<std::string> names;
  for (const BlockingKey& key :
       make_blocking_keys(records, default_person_model(records), with_wide, ExecutionContext{})) {
    if (key.value[left] != 0 && key.value[left] == key.value[right]) names.push_back(key.name);
  }
  return names;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

TEST(BlockingKeys, SwappedNamesMeet) {
  RecordMaker maker({Role::kGiven, Role::kFamily});
  maker.add(0, {"taras", "bodnar"});
  maker.add(0, {"bodnar", "taras"});
  maker.add(0, {"bodnar", "hrin"});
  const RecordTable records = maker.take();
  EXPECT_TRUE(has(shared_keys(records, 0, 1), "family + given"));
  EXPECT_TRUE(shared_keys(records, 0, 2).empty());
}

TEST(BlockingKeys, MissingAndPartialPartsMakeNoBlock) {
  RecordMaker maker({Role::kFamily, Role::kBirthDate});
  maker.add(0, {"bodnar", "1950"});
  maker.add(0, {"bodnar", "1950"});
  maker.add(0, {"", "1950-03-04"});
  maker.add(0, {"", "1950-03-04"});
  maker.add(0, {"hrin", "1949/1951"});
  maker.add(0, {"hryn", "1949/1951"});
  const RecordTable records = maker.take();
  EXPECT_FALSE(has(shared_keys(records, 0, 1), "family + birth_date"));
  EXPECT_TRUE(has(shared_keys(records, 0, 1), "family"));
  EXPECT_EQ(shared_keys(records, 2, 3), std::vector<std::string>{"birth_date"});
  EXPECT_TRUE(shared_keys(records, 4, 5).empty());  // a span of years is no date to meet under
}

TEST(BlockingKeys, ASingleNameMeetsTheFamilyNameWhereThereIsRoom) {
  RecordMaker maker({Role::kGiven, Role::kFamily});
  maker.add(0, {"taras", "bodnar"});
  maker.add(0, {"bodnar", ""});
  maker.add(0, {"", "bodnar"});
  maker.add(0, {"taras", ""});
  maker.add(0, {"olena", "hrin"});
  const RecordTable records = maker.take();
  EXPECT_TRUE(has(shared_keys(records, 0, 1, true), "family or given"));
  EXPECT_TRUE(has(shared_keys(records, 1, 2, true), "family or given"));
  EXPECT_FALSE(has(shared_keys(records, 0, 3, true), "family or given"));
  EXPECT_FALSE(has(shared_keys(records, 0, 1), "family or given"));
}

TEST(BlockingKeys, InitialsMeetInOnePlaceInEitherOrder) {
  RecordMaker maker({Role::kGiven, Role::kFamily, Role::kPlace});
  maker.add(0, {"taras", "bodnar", "lviv"});
  maker.add(0, {"bohdan", "t", "lviv"});
  maker.add(0, {"bohdan", "t", "odesa"});
  const RecordTable records = maker.take();
  const std::string key = "family (initial) + given (initial) + place";
  EXPECT_TRUE(has(shared_keys(records, 0, 1, true), key));
  EXPECT_FALSE(has(shared_keys(records, 0, 2, true), key));
}

TEST(BlockingKeys, NameTheComparisonsTheyAreMadeOf) {
  const RecordTable records = reference::untidy_records(100, 2, 1);
  const ModelSpec model = default_person_model(records);
  const std::vector<BlockingKey> keys = make_blocking_keys(records, model, true, ExecutionContext{});
  ASSERT_GT(keys.size(), 10u);
  for (const BlockingKey& key : keys) {
    SCOPED_TRACE(key.name);
    EXPECT_EQ(key.exact_comparisons & ~key.comparisons, 0u);
    EXPECT_EQ(key.value.size(), records.num_records());
    for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
      const std::string column = "l.\"" + model.comparisons[k].name + "\"";
      EXPECT_EQ(key.sql.find(column) != std::string::npos, (key.comparisons >> k & 1) != 0) << column;
    }
  }
}

TEST(BlockingKeys, ExactComparisonsAreAtTheirTopLevelWhereTheKeyHolds) {
  const RecordTable records = reference::untidy_records(150, 1, 2);
  for (const BlockingKey& key :
       make_blocking_keys(records, default_person_model(records), false, ExecutionContext{})) {
    if (key.comparisons != key.exact_comparisons || key.name == "family + given") continue;
    for (std::size_t left = 0; left < records.num_records(); ++left) {
      for (std::size_t right = 0; right < left; ++right) {
        if (key.value[left] == 0 || key.value[left] != key.value[right]) continue;
        for (std::size_t k = 0; k < records.columns.size(); ++k) {
          if ((key.exact_comparisons >> k & 1) == 0) continue;
          const TextColumn& column = records.columns[k].comparable;
          ASSERT_EQ(column.codes[left], column.codes[right]) << key.name;
        }
      }
    }
  }
}

TEST(BlockingKeys, AreTheSameForAnyNumberOfThreads) {
  const RecordTable records = reference::untidy_records(300, 2, 3);
  const ModelSpec model = default_person_model(records);
  ExecutionContext many;
  many.num_threads = 7;
  const auto one = make_blocking_keys(records, model, false, ExecutionContext{});
  const auto seven = make_blocking_keys(records, model, false, many);
  ASSERT_EQ(one.size(), seven.size());
  for (std::size_t k = 0; k < one.size(); ++k) EXPECT_EQ(one[k].value, seven[k].value);
}

}  // namespace
}  // namespace byname
