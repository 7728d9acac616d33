// SPDX-License-Identifier: Apache-2.0
#include "cluster/link_records.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include "reference/invented_records.hpp"

namespace byname {
namespace {

using reference::Cells;
using reference::RecordMaker;

ExecutionContext with_threads(int num_threads) {
  ExecutionContext context;
  context.num_threads = num_threads;
  return context;
}

std::vector<Cells> different_people(std::size_t count, std::uint64_t seed) {
  RandomStream random(seed, RandomStage::kSynth, 0, 0, 0);
  std::vector<Cells> people;
  for (std::size_t i = 0; i < count; ++i) people.push_back(reference::invent_person(random));
  return people;
}

/// Every person is one of exactly these mentions, and no mention is in two.
void expect_sound(const LinkResults& results, const RecordTable& records) {
  std::vector<int> seen(records.num_records(), 0);
  for (std::uint32_t person = 0; person < results.persons.size(); ++person) {
    for (const std::uint32_t record : results.persons[person].records) {
      ++seen[record];
      EXPECT_EQ(results.person_of[record], person);
    }
  }
  EXPECT_EQ(std::count(seen.begin(), seen.end(), 1), static_cast<std::ptrdiff_t>(records.num_records()));
  for (const PartitionDraw& draw : results.draws) {
    std::int64_t persons = 0;
    for (const auto& [pattern, count] : draw.overlap) persons += count;
    EXPECT_EQ(persons, draw.num_persons);
  }
}

TEST(LinkRecords, AListOfDifferentPeopleGivesNoLinks) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    RecordMaker maker(reference::person_roles());
    for (const Cells& person : different_people(400, seed)) maker.add(0, person);
    const RecordTable records = maker.take();
    const LinkResults results = link_records(records, {}, ExecutionContext{});
    EXPECT_EQ(results.persons.size(), 400u) << seed;
    expect_sound(results, records);
  }
}

/// 300 people by name alone, 250 of them twice, most of those with several typing errors: pairs in doubt.
RecordTable doubtful_records() {
  RandomStream random(8, RandomStage::kSynth, 2, 0, 0);
  RecordMaker maker({Role::kGiven, Role::kFamily}, 2);
  for (int i = 0; i < 300; ++i) {
    Cells person = reference::invent_person(random);
    person.resize(2);
    maker.add(0, person);
    if (i >= 250) continue;
    Cells again = person;
    for (std::uint64_t errors = random.below(5); errors > 0; --errors) {
      std::string& cell = again[random.below(2)];
      cell = reference::mistype(cell, random);
    }
    maker.add(1, again);
  }
  return maker.take();
}

// That two mentions were judged the same is no evidence against a third that is like both.
TEST(LinkRecords, AJudgedPairTakesAThirdMention) {
  RecordMaker maker(reference::person_roles());
  const std::vector<Cells> people = different_people(300, 4);
  for (int times = 0; times < 3; ++times) {
    for (const Cells& person : people) maker.add(0, person);
  }
  const RecordTable records = maker.take();
  LinkOptions options;
  for (std::uint32_t i = 0; i < 300; ++i)
    options.judgements.push_back({i, i + 300, Verdict::kSame, "", "", 1});
  const LinkResults results = link_records(records, options, ExecutionContext{});
  EXPECT_EQ(results.persons.size(), 300u);
  for (const PartitionDraw& draw : results.draws) EXPECT_LE(draw.num_persons, 305);
}

TEST(LinkRecords, JudgementsOfASampleMoveTheProbabilities) {
  const RecordTable records = doubtful_records();
  LinkOptions options;
  const LinkResults before = link_records(records, options, ExecutionContext{});
  EXPECT_EQ(before.calibration.num_labels, 0);
  for (const ScoredPair& pair : before.pairs) {
    if (pair.probability < 0.99F && pair.outcome != PairOutcome::kVeto)
      options.judgements.push_back({pair.left, pair.right, Verdict::kSame, "", "", 0, 1});
  }
  ASSERT_GE(options.judgements.size(), 8U);
  const LinkResults same = link_records(records, options, ExecutionContext{});
  EXPECT_EQ(same.calibration.num_labels, static_cast<std::int64_t>(options.judgements.size()));
  EXPECT_GT(same.calibration.line.intercept, 0.1);
  EXPECT_EQ(same.model.calibration, same.calibration.line);
  for (Judgement& judgement : options.judgements) judgement.verdict = Verdict::kDifferent;
  const LinkResults different = link_records(records, options, ExecutionContext{});
  EXPECT_LT(different.calibration.line.intercept, -0.1);
  for (Judgement& judgement : options.judgements) judgement.inclusion_weight = 0;
  const LinkResults plain = link_records(records, options, ExecutionContext{});
  EXPECT_EQ(plain.calibration.line, CalibrationLine{});  // constraints only
}

const IndependentErrorRate* find_rate(const LinkResults& results, ErrorRateMethod method) {
  for (const IndependentErrorRate& rate : results.error_rates) {
    EXPECT_LE(rate.low, rate.rate);
    EXPECT_LE(rate.rate, rate.high);
    if (rate.method == method) return &rate;
  }
  return nullptr;
}

/// The same people on `num_lists` lists.
RecordTable copied_lists(std::uint32_t num_lists) {
  RecordMaker maker(reference::person_roles(), num_lists);
  const auto people = different_people(300, 4);
  for (std::uint32_t list = 0; list < num_lists; ++list) {
    for (const Cells& person : people) maker.add(list, person);
  }
  return maker.take();
}

TEST(LinkRecords, ErrorRatesOfListsThatNameNobodyTwiceAreSeenInsideThem) {
  const RecordTable records = copied_lists(2);
  LinkOptions options;
  options.is_unique = {true, true};
  const LinkResults results = link_records(records, options, ExecutionContext{});
  const IndependentErrorRate* decoys = find_rate(results, ErrorRateMethod::kDecoyLists);
  const IndependentErrorRate* neighbours = find_rate(results, ErrorRateMethod::kNeighbours);
  ASSERT_NE(decoys, nullptr);
  ASSERT_NE(neighbours, nullptr);
  EXPECT_LT(decoys->rate, 0.02);
  EXPECT_LT(neighbours->rate, 0.02);
  EXPECT_EQ(neighbours->num_looked_at, 600);
  EXPECT_EQ(find_rate(results, ErrorRateMethod::kDecoyParts), nullptr);
  EXPECT_EQ(find_rate(results, ErrorRateMethod::kTriples), nullptr);
}

TEST(LinkRecords, ErrorRatesOfOtherListsAreSeenByTriplesAndMadeUpPairs) {
  const LinkResults results = link_records(copied_lists(3), {}, ExecutionContext{});
  const IndependentErrorRate* triples = find_rate(results, ErrorRateMethod::kTriples);
  const IndependentErrorRate* decoys = find_rate(results, ErrorRateMethod::kDecoyParts);
  ASSERT_NE(triples, nullptr);
  ASSERT_NE(decoys, nullptr);
  EXPECT_EQ(triples->num_looked_at, 900);  // each of three mentions is the middle once
  EXPECT_EQ(triples->rate, 0);
  EXPECT_LT(decoys->rate, 0.02);
  EXPECT_EQ(find_rate(results, ErrorRateMethod::kNeighbours), nullptr);
}

TEST(LinkRecords, AListAgainstItsCopyLinksEveryRow) {
  RecordMaker maker(reference::person_roles(), 2);
  const auto people = different_people(300, 4);
  for (const std::uint32_t list : {0, 1}) {
    for (const Cells& person : people) maker.add(list, person);
  }
  const RecordTable records = maker.take();
  const LinkResults results = link_records(records, {}, ExecutionContext{});
  EXPECT_EQ(results.persons.size(), 300u);
  for (std::size_t row = 0; row < 300; ++row)
    ASSERT_EQ(results.person_of[row], results.person_of[300 + row]) << row;
  expect_sound(results, records);
}

/// 250 people; the second list has 150 of them again, half with a typing error. The lists three and four hold
/// one mention each: `third` and `fourth`.
RecordTable with_two_lone_mentions(const Cells& third, const Cells& fourth) {
  RandomStream random(5, RandomStage::kSynth, 1, 0, 0);
  RecordMaker maker(reference::person_roles(), 4);
  const auto people = different_people(250, 5);
  for (const Cells& person : people) maker.add(0, person);
  for (std::size_t i = 0; i < 150; ++i) {
    Cells again = people[i];
    if (i % 2 == 0) again[i % 4 / 2] = reference::mistype(again[i % 4 / 2], random);
    maker.add(1, again);
  }
  maker.add(2, third);
  maker.add(3, fourth);
  return maker.take();
}

/// Draws in which the two lone mentions are one person.
int draws_together(const LinkResults& results) {
  int together = 0;
  for (const PartitionDraw& draw : results.draws) {
    for (const auto& [pattern, count] : draw.overlap) together += count > 0 && (pattern & 12) == 12;
  }
  return together;
}

TEST(LinkRecords, JudgedTheSameIsOnePersonInEveryDraw) {
  const RecordTable records = with_two_lone_mentions({"zoryana", "tkach", "1931-05-06", "zimovka"},
                                                     {"pavlo", "lysenko", "1977-12-24", "novy bor"});
  LinkOptions options;
  const LinkResults without = link_records(records, options, ExecutionContext{});
  EXPECT_NE(without.person_of[400], without.person_of[401]);
  options.judgements = {{400, 401, Verdict::kSame, "", "", 1}};
  const LinkResults results = link_records(records, options, ExecutionContext{});
  EXPECT_EQ(results.person_of[400], results.person_of[401]);
  EXPECT_EQ(draws_together(results), static_cast<int>(results.draws.size()));
  expect_sound(results, records);
}

TEST(LinkRecords, JudgedDifferentIsNeverOnePerson) {
  const Cells person = {"zoryana", "tkach", "1931-05-06", "zimovka"};
  const RecordTable records = with_two_lone_mentions(person, person);
  LinkOptions options;
  const LinkResults without = link_records(records, options, ExecutionContext{});
  EXPECT_EQ(without.person_of[400], without.person_of[401]);
  options.judgements = {{401, 400, Verdict::kDifferent, "", "", 1}};
  const LinkResults results = link_records(records, options, ExecutionContext{});
  EXPECT_NE(results.person_of[400], results.person_of[401]);
  EXPECT_EQ(draws_together(results), 0);
  expect_sound(results, records);
}

TEST(LinkRecords, JudgedDifferentHoldsAlsoThroughOthers) {
  // Both lone mentions equal a person of the first list: only one of them may be that person.
  const Cells person = different_people(250, 5)[200];
  LinkOptions options;
  options.judgements = {{400, 401, Verdict::kDifferent, "", "", 1}};
  const LinkResults results =
      link_records(with_two_lone_mentions(person, person), options, ExecutionContext{});
  EXPECT_NE(results.person_of[400], results.person_of[401]);
  EXPECT_EQ(draws_together(results), 0);
  // Which of the two it is nobody knows, so none is merged; in the draws one of them is.
  EXPECT_NE(results.person_of[200], results.person_of[400]);
  EXPECT_NE(results.person_of[200], results.person_of[401]);
  const auto has_one_person_less = [&](const PartitionDraw& draw) {
    std::size_t persons = 0;
    for (const auto& [pattern, count] : draw.overlap) persons += static_cast<std::size_t>(count);
    return persons < results.persons.size();
  };
  EXPECT_GT(std::count_if(results.draws.begin(), results.draws.end(), has_one_person_less),
            static_cast<std::ptrdiff_t>(results.draws.size() * 9 / 10));
}

TEST(LinkRecords, AListWithoutDuplicatesIsNeverJoinedWithin) {
  RecordMaker maker(reference::person_roles(), 2);
  const auto people = different_people(200, 6);
  for (const Cells& person : people) maker.add(0, person);
  for (std::size_t i = 0; i < 50; ++i) maker.add(0, people[i]);  // though they are the same
  for (std::size_t i = 0; i < 100; ++i) maker.add(1, people[i]);
  const RecordTable records = maker.take();
  LinkOptions options;
  options.is_unique = {true, false};
  const LinkResults results = link_records(records, options, ExecutionContext{});
  for (const Person& person : results.persons) {
    EXPECT_LE(std::count_if(person.records.begin(), person.records.end(),
                            [](std::uint32_t record) { return record < 250; }),
              1);
  }
  for (const PartitionDraw& draw : results.draws) {
    std::int64_t of_first = 0;
    for (const auto& [pattern, count] : draw.overlap) of_first += (pattern & 1) != 0 ? count : 0;
    ASSERT_EQ(of_first, 250);
  }
  expect_sound(results, records);
}

void expect_equal(const LinkResults& a, const LinkResults& b) {
  EXPECT_EQ(a.person_of, b.person_of);
  EXPECT_EQ(a.model.lambda, b.model.lambda);
  ASSERT_EQ(a.persons.size(), b.persons.size());
  for (std::size_t i = 0; i < a.persons.size(); ++i)
    ASSERT_EQ(a.persons[i].certainty, b.persons[i].certainty);
  ASSERT_EQ(a.draws.size(), b.draws.size());
  for (std::size_t i = 0; i < a.draws.size(); ++i) ASSERT_EQ(a.draws[i].overlap, b.draws[i].overlap);
  ASSERT_EQ(a.pairs.size(), b.pairs.size());
  for (std::size_t i = 0; i < a.pairs.size(); ++i) {
    ASSERT_EQ(a.pairs[i].left, b.pairs[i].left);
    ASSERT_EQ(a.pairs[i].right, b.pairs[i].right);
    ASSERT_EQ(a.pairs[i].weight, b.pairs[i].weight);
    ASSERT_EQ(a.pairs[i].key, b.pairs[i].key);
    ASSERT_EQ(a.pairs[i].outcome, b.pairs[i].outcome);
  }
}

TEST(LinkRecords, IsTheSameForAnyNumberOfThreads) {
  const RecordTable records = reference::untidy_records(500, 3, 7);
  LinkOptions all_pairs, blocked;
  blocked.all_pairs_limit = 100;
  blocked.sample_size = 300;
  for (const LinkOptions& options : {all_pairs, blocked}) {
    const LinkResults one = link_records(records, options, with_threads(1));
    EXPECT_EQ(one.blocking.all_pairs, options.all_pairs_limit > 500);
    expect_sound(one, records);
    expect_equal(one, link_records(records, options, with_threads(2)));
    expect_equal(one, link_records(records, options, with_threads(7)));
  }
}

TEST(LinkRecords, BlockedLinksAreThoseOfAllPairs) {
  RecordMaker maker(reference::person_roles(), 2);
  const auto people = different_people(600, 8);
  for (const std::uint32_t list : {0, 1}) {
    for (const Cells& person : people) maker.add(list, person);
  }
  const RecordTable records = maker.take();
  LinkOptions blocked;
  blocked.all_pairs_limit = 100;
  blocked.sample_size = 500;
  const LinkResults results = link_records(records, blocked, ExecutionContext{});
  EXPECT_EQ(results.person_of, link_records(records, {}, ExecutionContext{}).person_of);
  EXPECT_GT(results.blocking.recall, 0.95);
}

TEST(LinkRecords, ATrainedModelIsUsedAsItIs) {
  const RecordTable records = reference::untidy_records(400, 2, 9);
  const LinkResults first = link_records(records, {}, ExecutionContext{});
  LinkOptions options;
  options.model = first.model;
  const LinkResults second = link_records(records, options, ExecutionContext{});
  EXPECT_EQ(second.model.lambda, first.model.lambda);
  EXPECT_EQ(second.person_of, first.person_of);
}

TEST(LinkRecords, FewRecordsAreNoError) {
  for (const std::size_t count : {0, 1, 2}) {
    RecordMaker maker(reference::person_roles());
    for (const Cells& person : different_people(count, 10)) maker.add(0, person);
    const LinkResults results = link_records(maker.take(), {}, ExecutionContext{});
    EXPECT_EQ(results.persons.size(), count);
    EXPECT_EQ(results.draws.front().num_persons, static_cast<std::int64_t>(count));
  }
}

}  // namespace
}  // namespace byname
