// SPDX-License-Identifier: Apache-2.0
#include "compare/level_group.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>

#include "base/random.hpp"
#include "base/simd_target.hpp"
#include "compare/text_ladder.hpp"
#include "reference/value_tables.hpp"
#include "text/byte_similarity.hpp"

namespace byname {
namespace {

using reference::Cell;
using Conditions = std::vector<std::string>;

constexpr std::size_t kRecords = 45;
constexpr std::int8_t kNoLevel = -1;

/// Texts of every length that some kernel treats apart, in bytes, and texts that are an edit or two away.
std::vector<Cell> make_texts() {
  RandomStream random(7, RandomStage::kSynth, 0, 0, 0);
  const std::vector<std::string> letters = {"a", "b", "e", "n", "я", "і", "о", " ", "'", "é"};
  std::vector<Cell> texts = {std::nullopt, std::nullopt, "",     " ",     "1",
                             "abc",        "Anna",       "anna", "Олена", "олена"};
  const auto edited = [&](std::string text) {
    for (std::uint64_t edits = random.below(4); edits > 0 && !text.empty(); --edits) {
      const std::size_t at = random.below(text.size());
      switch (random.below(3)) {
        case 0:
          text.erase(at, 1);
          break;
        case 1:
          text.insert(at, letters[random.below(letters.size())]);
          break;
        default:
          std::swap(text[at], text[random.below(text.size())]);  // may break a character: bytes all the same
      }
    }
    return text;
  };
  for (const std::size_t length : {1, 2, 3, 5, 8, 13, 30, 31, 32, 33, 40, 63, 64, 65, 66, 90}) {
    std::string text;
    while (text.size() < length) text += letters[random.below(length % 2 == 0 ? 4 : letters.size())];
    for (int copy = 0; copy < 3; ++copy) texts.emplace_back(edited(text));
    texts.emplace_back(text);
  }
  return texts;
}

const std::vector<Cell> kTexts = make_texts();
const std::vector<Cell> kDoubles = {std::nullopt, "0",   "-0.0", "1",   "1.5", "1.25",   "-3",
                                    "1e300",      "inf", "-inf", "nan", "nan", "1e-320", "2.5"};
const std::vector<Cell> kIntegers = {std::nullopt,
                                     "0",
                                     "1",
                                     "2",
                                     "-1",
                                     "17",
                                     "9007199254740992",
                                     "9007199254740993",
                                     "9007199254740994",
                                     "-9223372036854775807",
                                     "9223372036854775807"};
const std::vector<Cell> kSmallIntegers = {std::nullopt, "0", "1", "2", "3", "4", "10"};
const std::vector<Cell> kDates = {std::nullopt, "2001-01-01", "2001-01-02", "1999-12-31", "0099-01-01"};
/// Texts that differ in their digits alone, by one or more.
const std::vector<Cell> kDays = {std::nullopt, "2001-01-01", "2001-01-02", "2001-02-01",
                                 "2011-01-01", "1999-12-31", "2001-91-01", "2001-10-01"};
const std::vector<Cell> kLists = {std::nullopt, "[]", R"(["x"])", R"(["x", null])", R"(["Олена", "x"])"};
const std::vector<Cell> kBooleans = {std::nullopt, "true", "false"};

ValueTable make_table(std::uint64_t seed) {
  RandomStream random(seed, RandomStage::kSynth, 1, 0, 0);
  ValueTable table(kRecords);
  const auto add = [&](const char* name, const char* type, const std::vector<Cell>& choices) {
    std::vector<Cell> cells;
    for (std::size_t record = 0; record < kRecords; ++record)
      cells.push_back(choices[random.below(choices.size())]);
    reference::add_column(table, name, type, cells);
  };
  add("a", "VARCHAR", kTexts);
  add("b", "VARCHAR", kTexts);
  add("whole", "VARCHAR", {"x", "xy", "Иван", "Иванна"});  // no NULL
  add("none", "VARCHAR", {std::nullopt});
  add("n", "DOUBLE", kDoubles);
  add("k", "BIGINT", kIntegers);
  add("j", "BIGINT", kSmallIntegers);
  add("born", "DATE", kDates);
  add("day", "VARCHAR", kDays);
  add("tags", "VARCHAR[]", kLists);
  add("flag", "BOOLEAN", kBooleans);
  return table;
}

std::vector<Plan> make_plans(const Conditions& conditions, ValueTable& table) {
  std::vector<Plan> plans;
  for (const std::string& condition : conditions)
    plans.emplace_back(parse_expression(condition, "a level"), "a level", table, ExecutionContext{});
  return plans;
}

/// Pairs of records in both directions, a record with itself too.
struct Pairs {
  std::vector<std::uint32_t> left, right;
};

Pairs all_pairs() {
  Pairs pairs;
  for (std::uint32_t left = 0; left < kRecords; ++left) {
    for (std::uint32_t right = 0; right < kRecords; ++right) {
      pairs.left.push_back(left);
      pairs.right.push_back(right);
    }
  }
  return pairs;
}

/// The first condition that plainly holds, for each pair.
std::vector<std::int8_t> plain_levels(const Conditions& conditions, ValueTable& table, const Pairs& pairs) {
  const std::vector<Plan> plans = make_plans(conditions, table);
  std::vector<std::int8_t> levels;
  CallContext calls;
  for (std::size_t i = 0; i < pairs.left.size(); ++i) {
    std::size_t level = 0;
    while (level < plans.size() && !plans[level].holds(pairs.left[i], pairs.right[i], calls)) ++level;
    levels.push_back(level == plans.size() ? kNoLevel : static_cast<std::int8_t>(level));
  }
  return levels;
}

/// The operations of the steps, ready to run.
std::vector<LaneOperation> operations_of(const std::vector<LevelStep>& steps,
                                         const std::vector<std::uint8_t>& level_values) {
  std::vector<LaneOperation> all;
  std::size_t level = 0;
  for (const LevelStep& step : steps) {
    for (LaneOperation operation : step.operations) {
      operation.level_values = level_values.data() + level;
      level += step.num_levels / step.operations.size();
      all.push_back(operation);
    }
  }
  return all;
}

/// The values of lanes whose similar texts wait until the end.
std::array<std::uint8_t, kLanes> settled_values(const std::string& kernels,
                                                const std::vector<LaneOperation>& operations,
                                                const Lanes& lanes, CallContext& calls) {
  std::array<std::uint8_t, kLanes> values{};
  std::vector<WaitingTexts> waiting(operations.size());
  for (WaitingTexts& each : waiting) each.begin_look(7);
  lane_kernels_of(kernels).run(operations, lanes, first_lanes(lanes.count), values.data(), calls,
                               waiting.data());
  TextLadder::Batches batches;
  for (std::size_t i = operations.size(); i-- > 0;) {
    if (waiting[i].empty()) continue;
    operations[i].waits_for->settle(waiting[i], batches, [&](std::size_t look, std::size_t lane, int level) {
      EXPECT_EQ(look, 7u);
      values[lane] = operations[i].level_values[level];
    });
  }
  return values;
}

/// The same by level groups, and by their operations on every level of kernels: each left record against
/// `lanes_at_once` right ones that stand side by side, or pairs that stand at the same places of two tiles.
std::vector<std::int8_t> group_levels(const Conditions& conditions, ValueTable& table, const Pairs& pairs,
                                      std::size_t lanes_at_once, bool has_one_left) {
  FeatureRows rows;
  const std::vector<Plan> plans = make_plans(conditions, table);
  const std::vector<LevelStep> steps = make_level_groups(plans, table, rows);
  rows.finish(table.num_records(), ExecutionContext{});
  RecordTile left(rows);
  RecordTile right(rows);
  std::vector<std::uint8_t> level_values(conditions.size());
  std::iota(level_values.begin(), level_values.end(), std::uint8_t{1});
  const std::vector<LaneOperation> operations = operations_of(steps, level_values);
  std::vector<std::int8_t> levels;
  CallContext calls;
  for (std::size_t begin = 0; begin < pairs.left.size(); begin += kRecords) {
    left.fill(std::span(pairs.left).subspan(begin, kRecords));
    right.fill(std::span(pairs.right).subspan(begin, kRecords));
    for (std::size_t at = 0; at < kRecords; at += lanes_at_once) {
      const std::size_t count = std::min(lanes_at_once, kRecords - at);
      const Lanes lanes{&left, &right, at, at, count, has_one_left};
      std::array<std::uint8_t, kLanes> values{};
      std::uint64_t open = first_lanes(count);
      std::size_t level = 0;
      for (const LevelStep& step : steps) {
        const std::uint64_t taken =
            step.group->decide(lanes, open, level_values.data() + level, values.data(), calls);
        EXPECT_EQ(taken & ~open, 0u);
        open &= ~taken;
        level += step.num_levels;
      }
      EXPECT_EQ(level, conditions.size());
      for (const std::string& kernels : simd_targets()) {
        std::array<std::uint8_t, kLanes> by_operations{};
        lane_kernels_of(kernels).run(operations, lanes, first_lanes(count), by_operations.data(), calls,
                                     nullptr);
        EXPECT_EQ(by_operations, values) << kernels;
        EXPECT_EQ(settled_values(kernels, operations, lanes, calls), values) << kernels;
      }
      for (std::size_t i = 0; i < count; ++i) {
        EXPECT_EQ(values[i] == 0, (open >> i & 1) != 0);
        levels.push_back(static_cast<std::int8_t>(values[i] - 1));
      }
    }
  }
  return levels;
}

std::string text_of_record(const ValueTable& table, std::uint32_t record) {
  std::string text;
  for (const std::string& name : table.names())
    text += fmt::format("{}={} ", name, text_of(table.column(*table.find(name)).at(record)));
  return text;
}

/// Empty if groups and plain evaluation agree on all pairs.
std::string disagreement(const Conditions& conditions, ValueTable& table) {
  const Pairs pairs = all_pairs();
  const auto expected = plain_levels(conditions, table, pairs);
  for (const bool has_one_left : {true, false}) {
    const auto actual = group_levels(conditions, table, pairs, kLanes, has_one_left);
    const auto [at, other] = std::mismatch(expected.begin(), expected.end(), actual.begin());
    if (at == expected.end()) continue;
    const auto i = static_cast<std::size_t>(at - expected.begin());
    return fmt::format("level {}, not {}, for\n  {}\n  {}\n", *other, *at,
                       text_of_record(table, pairs.left[i]), text_of_record(table, pairs.right[i]));
  }
  return "";
}

/// Each condition as a comparison of its own.
void expect_plain_evaluation(const Conditions& conditions) {
  ValueTable table = make_table(1);
  for (const std::string& condition : conditions)
    EXPECT_EQ(disagreement({condition}, table), "") << condition;
}

// Texts wait only if no group that could fail comes after them: the ELSE of most comparisons must not be one.
TEST(LevelGroup, ElseTakesWhatIsLeftWithoutAGroup) {
  ValueTable table = make_table(1);
  const Conditions conditions = {"a_l = a_r", "jaro_winkler_similarity(a_l, a_r) >= 0.8", "true"};
  FeatureRows rows;
  const std::vector<Plan> plans = make_plans(conditions, table);
  const std::vector<LevelStep> steps = make_level_groups(plans, table, rows);
  ASSERT_EQ(steps.back().operations.size(), 1u);
  EXPECT_EQ(steps.back().operations[0].kind, LaneOperation::Kind::kAlways);
  EXPECT_EQ(disagreement(conditions, table), "");
}

TEST(LevelGroup, NullTests) {
  expect_plain_evaluation({
      "a_l IS NULL OR a_r IS NULL",
      "a_r IS NULL OR a_l IS NULL",
      "a_l IS NULL AND a_r IS NULL",
      "a_l IS NULL OR b_r IS NULL",
      "a_l IS NULL OR a_r IS NULL OR b_l IS NULL OR b_r IS NULL",
      "a_l IS NOT NULL OR a_r IS NOT NULL",
      "a_l IS NULL OR a_r IS NOT NULL",
      "whole_l IS NULL OR whole_r IS NULL",
      "none_l IS NULL OR none_r IS NULL",
      "n_l IS NULL OR n_r IS NULL",
      "nullif(a_l, '') IS NULL OR nullif(a_r, '') IS NULL",
      "coalesce(a_l, '') IS NULL OR coalesce(a_r, '') IS NULL",
      "coalesce(a_l, 'x') = 'x' OR coalesce(a_r, 'x') = 'x'",
      "a_l = 'abc' OR a_r = 'abc'",
      "a_l = 'is nowhere' OR a_r = 'is nowhere'",
      "whole_l = 'is nowhere' OR whole_r = 'is nowhere'",
      "a_l IS NULL",
      "a_r IS NULL",
  });
}

TEST(LevelGroup, Equalities) {
  expect_plain_evaluation({
      "a_l = a_r",
      "a_r = a_l",
      "a_l = b_r",
      "b_l = a_r",
      "a_l = b_r AND a_r = b_l",
      "a_l = b_l",
      "a_l <> a_r",
      "a_l = 'abc'",
      "a_l = 'Anna' AND a_r = 'anna'",
      "none_l = none_r",
      "n_l = n_r",
      "k_l = k_r",
      "n_l = k_r",
      "born_l = born_r",
      "tags_l = tags_r",
      "flag_l = flag_r",
      "lower(a_l) = lower(a_r)",
      "lower(a_l) = a_r",
      "coalesce(a_l, 'Anna') = coalesce(a_r, 'Anna')",
      "nullif(a_l, '') = nullif(a_r, '')",
      "a_l || b_l = a_r || b_r",
      "a_l IS NOT DISTINCT FROM a_r",
      "CASE WHEN j_l > 1 THEN '1' ELSE j_l END = CASE WHEN j_r > 1 THEN '1' ELSE j_r END",
  });
}

TEST(LevelGroup, ConstantsAndTruthValues) {
  expect_plain_evaluation({"TRUE", "FALSE", "NULL", "1 = 1", "1 = 0", "flag_l", "flag_r", "flag_l AND flag_r",
                           "flag_l OR flag_r", "NOT flag_l", "NOT (flag_l AND flag_r)", "a_l",
                           "TRUE OR a_l = a_r", "FALSE OR a_l = a_r", "NULL OR a_l = a_r",
                           "NULL AND a_l = a_r", "TRUE AND a_l = a_r"});
}

const std::vector<std::string> kSimilarities = {"jaro_winkler_similarity", "jaro_winkler", "jaro_similarity",
                                                "jaro_sim", "jaccard"};
const std::vector<std::string> kDistances = {"levenshtein", "editdist3", "damerau_levenshtein"};
const std::vector<std::string> kTwoTexts = {
    "a_l, a_r",         "a_r, a_l",    "a_l, b_r",
    "a_r, b_l",         "b_l, a_r",    "lower(a_l), lower(b_r)",
    "whole_l, whole_r", "a_l, none_r", "coalesce(a_l, 'Anna'), coalesce(a_r, 'Anna')"};
const std::vector<double> kSimilarityThresholds = {-1,  0,    1e-12, 0.3,  0.5, 2 / 3.0,
                                                   0.7, 0.88, 0.9,   0.92, 1,   1.1};
const std::vector<double> kDistanceThresholds = {-1, 0, 0.5, 1, 2, 2.5, 3, 7, 30, 64, 1000};

TEST(LevelGroup, Similarities) {
  Conditions conditions;
  for (const std::string& function : kSimilarities) {
    for (const std::string& texts : kTwoTexts) {
      for (const double threshold : {0.7, 0.9})
        conditions.push_back(fmt::format("{}({}) >= {}", function, texts, threshold));
    }
    for (const double threshold : kSimilarityThresholds) {
      for (const char* op : {">=", ">", "<", "<=", "=", "<>"})
        conditions.push_back(fmt::format("{}(a_l, a_r) {} {}", function, op, threshold));
    }
    conditions.push_back(fmt::format("0.8 <= {}(a_l, a_r)", function));
    conditions.push_back(fmt::format("{}(a_l, a_r) >= NULL", function));
    conditions.push_back(fmt::format("{}(a_l, a_r) >= '0.8'", function));
    conditions.push_back(fmt::format("{}(a_l, a_r) >= 1 - 0.2", function));
    conditions.push_back(fmt::format("{}(a_l, 'Anna') >= 0.8", function));
    conditions.push_back(fmt::format("{}(a_l, b_l) >= 0.8", function));
    conditions.push_back(fmt::format("{}(k_l, k_r) >= 0.8", function));
    conditions.push_back(fmt::format("{}(a_l, k_r) >= 0.8", function));
    conditions.push_back(fmt::format("{}(a_l || b_l, a_r || b_r) >= 0.8", function));
    conditions.push_back(fmt::format("NOT {}(a_l, a_r) >= 0.8", function));
  }
  expect_plain_evaluation(conditions);
}

TEST(LevelGroup, Distances) {
  Conditions conditions;
  for (const std::string& function : kDistances) {
    for (const std::string& texts : kTwoTexts)
      conditions.push_back(fmt::format("{}({}) <= 2", function, texts));
    for (const double threshold : kDistanceThresholds) {
      for (const char* op : {"<=", "<", ">", ">=", "=", "<>"})
        conditions.push_back(fmt::format("{}(a_l, a_r) {} {}", function, op, threshold));
    }
    conditions.push_back(fmt::format("2 >= {}(a_l, a_r)", function));
    conditions.push_back(fmt::format("{}(k_l, k_r) <= 2", function));
    conditions.push_back(fmt::format("{}(a_l, a_r) <= j_l", function));
    conditions.push_back(fmt::format("{}(a_l, a_r) <= 'NaN'::DOUBLE", function));
  }
  conditions.emplace_back("hamming(a_l, a_r) <= 2");
  expect_plain_evaluation(conditions);
}

/// Thresholds that some pair meets exactly.
TEST(LevelGroup, SimilaritiesAtTheirOwnValue) {
  ValueTable table = make_table(2);
  const ValueColumn& a = table.column(*table.find("a"));
  RandomStream random(5, RandomStage::kSynth, 0, 0, 0);
  Conditions conditions;
  for (int i = 0; i < 30; ++i) {
    const std::string_view x = a.values[random.below(a.values.size())].text;
    const std::string_view y = a.values[random.below(a.values.size())].text;
    conditions.push_back(fmt::format("jaro_winkler_similarity(a_l, a_r) >= {}", byte_jaro_winkler(x, y)));
    conditions.push_back(fmt::format("jaro_winkler_similarity(a_l, a_r) > {}", byte_jaro_winkler(x, y)));
    conditions.push_back(fmt::format("jaro_similarity(a_l, a_r) >= {}", byte_jaro(x, y)));
    conditions.push_back(fmt::format("levenshtein(a_l, a_r) < {}", byte_levenshtein(x, y)));
    conditions.push_back(fmt::format("damerau_levenshtein(a_l, a_r) <= {}", byte_damerau_levenshtein(x, y)));
  }
  for (const std::string& condition : conditions)
    EXPECT_EQ(disagreement({condition}, table), "") << condition;
}

TEST(LevelGroup, Differences) {
  Conditions conditions;
  for (const char* difference :
       {"n_l - n_r", "n_r - n_l", "k_l - k_r", "j_l - j_r", "n_l - k_r", "born_l - born_r",
        "coalesce(n_l, 1) - coalesce(n_r, 1)", "a_l - a_r", "n_l - 1", "n_l + n_r"}) {
    for (const char* op : {"<=", "<", ">", ">=", "="}) {
      for (const char* limit : {"0", "0.25", "1", "2", "1e308", "-1", "9007199254740992", "'NaN'::DOUBLE"})
        conditions.push_back(fmt::format("abs({}) {} {}", difference, op, limit));
    }
  }
  conditions.emplace_back("n_l - n_r <= 1");
  conditions.emplace_back("abs(n_l - n_r) / CASE WHEN n_l > n_r THEN n_l ELSE n_r END < 0.5");
  expect_plain_evaluation(conditions);
}

TEST(LevelGroup, TextsThatDifferInDigitsAlone) {
  Conditions conditions;
  for (const char* texts :
       {"day_l, day_r", "day_r, day_l", "day_l, a_r", "replace(day_l, '-', ''), replace(day_r, '-', '')"}) {
    for (const char* function : {"levenshtein", "damerau_levenshtein"}) {
      for (const char* limit : {"< 1", "<= 1", "< 1.5", "<= 1.5", "< 2", "<= 2", "< 3", "<= 0", "> 1"})
        conditions.push_back(fmt::format("{}({}) {}", function, texts, limit));
    }
  }
  conditions.emplace_back("levenshtein(day_l, day_r) <= 1 AND abs(j_l - j_r) <= 2");
  expect_plain_evaluation(conditions);
}

TEST(LevelGroup, LaddersInAnyOrder) {
  ValueTable table = make_table(3);
  const std::vector<Conditions> ladders = {
      {"jaro_winkler_similarity(a_l, a_r) >= 0.95", "jaro_winkler_similarity(a_l, a_r) >= 0.88",
       "jaro_winkler_similarity(a_l, a_r) >= 0.7"},
      {"jaro_winkler_similarity(a_l, a_r) >= 0.7", "jaro_winkler_similarity(a_l, a_r) >= 0.95"},
      {"jaro_winkler_similarity(a_l, a_r) > 0.9", "jaro_winkler_similarity(a_l, a_r) >= 0.9",
       "jaro_winkler_similarity(a_l, a_r) >= 0"},
      {"jaro_winkler_similarity(a_l, a_r) >= 1.5", "jaro_winkler_similarity(a_l, a_r) >= 0.5"},
      {"jaro_winkler_similarity(a_l, a_r) >= 0.8", "jaro_similarity(a_l, a_r) >= 0.7",
       "jaro_winkler_similarity(a_l, b_r) >= 0.8", "jaro_winkler_similarity(a_r, b_l) >= 0.8"},
      {"levenshtein(a_l, a_r) <= 3", "levenshtein(a_l, a_r) <= 1", "levenshtein(a_l, a_r) < 10"},
      {"levenshtein(a_l, a_r) <= 0", "damerau_levenshtein(a_l, a_r) <= 1", "levenshtein(a_l, a_r) <= 2"},
      {"levenshtein(a_l, a_r) <= 1", "levenshtein(a_l, a_r) > 50", "levenshtein(a_l, a_r) <= 5"},
      {"jaccard(a_l, a_r) >= 0.8", "jaccard(a_l, a_r) > 0.2", "jaccard(a_l, a_r) >= 0.5"},
      {"abs(n_l - n_r) < 1", "abs(n_l - n_r) <= 1", "abs(n_l - n_r) <= 0", "abs(n_r - n_l) <= 5"},
      {"abs(n_l - n_r) <= 1", "abs(j_l - j_r) <= 1", "abs(n_l - n_r) <= 10"},
      {"a_l IS NULL OR a_r IS NULL", "a_l = a_r", "jaro_winkler_similarity(a_l, a_r) >= 0.9",
       "jaro_winkler_similarity(a_l, a_r) >= 0.7", "lower(a_l) = lower(b_r)", "levenshtein(a_l, a_r) <= 4",
       "TRUE", "a_l = a_r"},
      {"a_l = a_r", "a_l IS NULL OR a_r IS NULL", "NULL"},
      {"day_l = day_r", "levenshtein(day_l, day_r) <= 1", "abs(j_l - j_r) <= 1", "abs(j_l - j_r) < 4"},
      {"levenshtein(day_l, day_r) <= 1", "levenshtein(day_l, day_r) <= 2"},
  };
  for (const Conditions& ladder : ladders)
    EXPECT_EQ(disagreement(ladder, table), "") << fmt::format("{}", fmt::join(ladder, "; "));
}

TEST(LevelGroup, NestsOfAndAndOr) {
  expect_plain_evaluation({
      "(a_l = a_r OR b_l = b_r) AND n_l = n_r",
      "(a_l = a_r AND b_l = b_r) OR (a_l = b_r AND b_l = a_r)",
      "(jaro_winkler_similarity(a_l, a_r) >= 0.9 OR a_l IS NULL OR a_r IS NULL) AND levenshtein(b_l, b_r) <= "
      "3",
      "a_l = a_r OR (abs(n_l - n_r) <= 1 AND (j_l = j_r OR (k_l = k_r AND flag_l)))",
      "NOT (a_l = a_r OR b_l = b_r)",
      "NOT (a_l = a_r) AND jaccard(a_l, b_r) > 0.5",
      "(a_l = a_r) = (b_l = b_r)",
      "a_l = a_r AND NULL OR b_l = b_r",
      "jaro_winkler_similarity(a_l, a_r) >= 0.9 AND jaro_winkler_similarity(a_l, a_r) >= 0.8",
      "abs(n_l - n_r) <= 1 OR abs(n_l - n_r) > 100",
      "array_length(list_intersect(tags_l, tags_r)) >= 1 OR a_l = a_r",
  });
}

TEST(LevelGroup, AnyNumberOfLanesGivesTheSame) {
  ValueTable table = make_table(4);
  const Conditions conditions = {"a_l IS NULL OR a_r IS NULL", "a_l = a_r",
                                 "jaro_winkler_similarity(a_l, a_r) >= 0.9", "levenshtein(a_l, b_r) <= 2"};
  const Pairs pairs = all_pairs();
  const auto expected = plain_levels(conditions, table, pairs);
  for (const std::size_t size : {1, 7, 9, 16, 33}) {
    EXPECT_EQ(group_levels(conditions, table, pairs, size, false), expected) << size;
  }
  EXPECT_EQ(group_levels(conditions, table, pairs, 1, true), expected);
}

/// A random condition: a leaf, or leaves joined.
std::string random_condition(int depth) {
  const auto pick = [](const auto& choices) { return *rc::gen::elementOf(choices); };
  const int kind = *rc::gen::inRange(0, depth == 0 ? 6 : 9);
  const std::vector<std::string> upper = {"<", "<="};
  const std::vector<std::string> lower = {">", ">="};
  switch (kind) {
    case 0:
      return fmt::format("{}({}) {} {}", pick(kSimilarities), pick(kTwoTexts), pick(lower),
                         pick(kSimilarityThresholds));
    case 1:
      return fmt::format("{}({}) {} {}", pick(kDistances), pick(kTwoTexts), pick(upper),
                         pick(kDistanceThresholds));
    case 2:
      return fmt::format("abs({}) {} {}", pick(Conditions{"n_l - n_r", "j_r - j_l", "n_l - j_r"}),
                         pick(upper), pick(kDistanceThresholds));
    case 3:
      return pick(Conditions{"a_l = a_r", "lower(a_r) = lower(a_l)", "n_l = n_r", "a_l = b_r"});
    case 4:
      return pick(Conditions{"a_l IS NULL OR a_r IS NULL", "b_l IS NULL", "nullif(a_l, '') IS NOT NULL"});
    case 5:
      return pick(Conditions{"flag_l", "a_r = 'Anna'", "j_l < j_r", "NULL"});
    case 6:
      return fmt::format("NOT ({})", random_condition(depth - 1));
    default:
      return fmt::format("({}) {} ({})", random_condition(depth - 1), pick(Conditions{"AND", "OR"}),
                         random_condition(depth - 1));
  }
}

RC_GTEST_PROP(LevelGroupProperty, EqualsPlainEvaluation, ()) {
  ValueTable table = make_table(*rc::gen::inRange<std::uint64_t>(10, 20));
  Conditions conditions;
  const int levels = *rc::gen::inRange(1, 5);
  for (int i = 0; i < levels; ++i) {
    conditions.push_back(random_condition(2));
    RC_LOG() << conditions.back() << '\n';
  }
  RC_ASSERT(disagreement(conditions, table) == "");
}

}  // namespace
}  // namespace byname
