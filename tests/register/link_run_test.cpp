// SPDX-License-Identifier: Apache-2.0
#include "register/link_run.hpp"

#include <array>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <numeric>
#include <set>

#include "base/random.hpp"
#include "register/add_item.hpp"
#include "register/add_list.hpp"
#include "register/deciding.hpp"
#include "register/fold.hpp"
#include "register/link_register.hpp"
#include "register/match_list.hpp"
#include "register/undoing.hpp"
#include "scratch_register.hpp"

namespace byname {
namespace {

// Invented people: a family and a given name of the tables' alphabets, a date of birth, a town.
struct Somebody {
  std::string name, birth, town;
};

std::vector<Somebody> people(std::size_t number, std::uint64_t seed) {
  constexpr std::array kStems = {"Горд",  "Лапш",   "Корзев", "Ждан", "Мирон",  "Тимоф", "Зарец",
                                 "Булав", "Сухов",  "Прокоф", "Вишн", "Дубров", "Крот",  "Малах",
                                 "Ник",   "Остров", "Пан",    "Руб",  "Сав",    "Ухт"};
  constexpr std::array kEndings = {"еев", "ин", "ов", "ков", "енко", "ский"};
  constexpr std::array kGiven = {"Пётр",  "Илья",  "Сергей", "Николай", "Тимофей",
                                 "Антон", "Роман", "Лев",    "Глеб",    "Марк"};
  constexpr std::array kTowns = {"Пермь", "Омск", "Томск", "Тверь", "Псков"};
  RandomStream random(seed, RandomStage::kSynth, 1, 2, 3);
  std::vector<Somebody> somebody;
  for (std::size_t i = 0; i < number; ++i)
    somebody.push_back(
        {fmt::format("{}{} {}", kStems[random.below(kStems.size())], kEndings[random.below(kEndings.size())],
                     kGiven[random.below(kGiven.size())]),
         fmt::format("{:02}.{:02}.{}", 1 + random.below(28), 1 + random.below(12), 1950 + random.below(50)),
         kTowns[random.below(kTowns.size())]});
  return somebody;
}

class LinkRunTest : public testing::Test {
 protected:
  std::string file_of(const std::string& name, const std::vector<Somebody>& somebody) {
    const std::string path = scratch_.folder.file(name);
    std::ofstream file(path, std::ios::binary);
    file << "id,name,birth date,town\n";
    for (std::size_t i = 0; i < somebody.size(); ++i)
      file << i << "," << somebody[i].name << "," << somebody[i].birth << "," << somebody[i].town << "\n";
    return path;
  }
  ListOutcome add(const std::string& label, const std::vector<Somebody>& somebody, bool links = true) {
    ListAddition addition;
    addition.list.list = {label, {file_of(label + ".csv", somebody)}};
    addition.list.key_column = "id";
    addition.source.label = label;
    addition.links = links;
    return add_list(opened_, addition, context_);
  }
  std::int64_t count(const std::string& what) {
    return opened_.database().number("SELECT count(*) FROM " + what, -1);
  }
  std::size_t num_persons() {
    const std::vector<std::int64_t> person = person_numbers(opened_.database(), {});
    std::set<std::int64_t> persons(person.begin(), person.end());
    persons.erase(0);
    return persons.size();
  }

  // All persons as their mentions, "LIST:KEY".
  std::set<std::set<std::string>> persons_as_keys() {
    const std::vector<std::int64_t> person = person_numbers(opened_.database(), {});
    std::map<std::int64_t, std::set<std::string>> keys;
    Rows rows = opened_.database().query("SELECT number, list, row_key FROM mention");
    while (rows.next())
      keys[person[static_cast<std::size_t>(rows.number(0))]].insert(rows.text(1) + ":" + rows.text(2));
    std::set<std::set<std::string>> persons;
    for (auto& [number, mentions] : keys) persons.insert(std::move(mentions));
    return persons;
  }

  ScratchRegister scratch_;
  Register opened_ = scratch_.open();
  ExecutionContext context_;
};

TEST_F(LinkRunTest, JoinsTheSamePeopleOfASecondListToThoseHeld) {
  const std::vector<Somebody> everybody = people(120, 1);
  add("first", everybody);
  EXPECT_GE(num_persons(), 118u);
  const ListOutcome second = add("second", {everybody.begin(), everybody.begin() + 60});
  ASSERT_TRUE(second.linked);
  EXPECT_EQ(second.linked->num_looked_at, 60u);
  EXPECT_GE(second.linked->num_joined, 57u);
  EXPECT_LE(num_persons(), 123u);
  EXPECT_EQ(unseen_mentions(opened_.database()).size(), 0u);
}

TEST_F(LinkRunTest, KeepsAModelOfEnoughMentions) {
  const std::vector<Somebody> everybody = people(MachineRun::kEnoughToTrain, 2);
  add("first", everybody);  // one list without duplicates teaches nothing of what one person looks like
  add("second", {everybody.begin(), everybody.begin() + 200});
  const std::string model = model_of(opened_.database())->id;
  const std::int64_t num_models = count("body WHERE kind = 'model'");
  add("third", {everybody.begin(), everybody.begin() + 5});
  EXPECT_EQ(model_of(opened_.database())->id, model);
  EXPECT_EQ(count("body WHERE kind = 'model'"), num_models);
}

// Mentions of one list that come in three parts, each linked for itself, or all in one run: with the model
// that is held the same persons come of it.
TEST_F(LinkRunTest, DecidesTheSameInPartsAsAtOnce) {
  const std::vector<Somebody> everybody = people(MachineRun::kEnoughToTrain, 9), strangers = people(60, 10);
  std::vector<Somebody> later(everybody.begin() + 300, everybody.begin() + 500);
  later.insert(later.end(), strangers.begin(), strangers.end());
  add("first", everybody);
  add("second", {everybody.begin(), everybody.begin() + 400});
  const auto model = model_of(opened_.database());
  ASSERT_TRUE(model && can_be_kept(*model));
  const auto add_part = [&](std::size_t num_rows) {
    ListAddition addition;
    addition.list.list = {"third", {file_of("third.csv", {later.begin(), later.begin() + num_rows})}};
    addition.list.key_column = "id";
    addition.source.label = "third";
    addition.is_part = true;
    return *add_list(opened_, addition, context_).op;
  };
  std::vector<OpId> parts;
  for (const std::size_t num_rows : {90, 91, 260})
    parts.push_back(add_part(static_cast<std::size_t>(num_rows)));
  const std::set<std::set<std::string>> in_parts = persons_as_keys();
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) undo_op(opened_, part->hex(), {});
  add_part(later.size());
  EXPECT_EQ(persons_as_keys(), in_parts);
  EXPECT_EQ(model_of(opened_.database())->id, model->id);
}

// Names of the West are compared as byname count compares them: no table knows them, so a slip in one is no
// other name, and what bars a link is learnt from the lists.
TEST_F(LinkRunTest, ComparesNamesOfTheWestByTheirLetters) {
  constexpr std::array kGiven = {"George",  "Helen",  "Mark",   "Roman",    "William",
                                 "Abigail", "Edward", "Joshua", "Michaela", "Courtney"};
  constexpr std::array kStems = {"Hal",   "Brom", "Ash",  "Wether", "Kirk",
                                 "Thorn", "Bar",  "Lang", "Win",    "Dar"};
  constexpr std::array kEndings = {"ton", "wick", "ley", "ford", "by", "ham", "worth", "field"};
  constexpr std::array kTowns = {"clayfield", "woongarra", "north ryde", "corio", "lockleys"};
  constexpr std::size_t kPersons = 1100;
  RandomStream random(11, RandomStage::kSynth, 1, 2, 3);
  const auto write = [&](const std::string& name, RandomStream people, bool has_errors) {
    const std::string path = scratch_.folder.file(name);
    std::ofstream file(path, std::ios::binary);
    file << "given name,surname,date of birth,town,passport\n";
    for (std::size_t i = 0; i < kPersons; ++i) {
      std::size_t given = people.below(kGiven.size());
      const std::string family =
          std::string(kStems[people.below(kStems.size())]) + kEndings[people.below(kEndings.size())];
      std::uint64_t year = 1930 + people.below(60);
      const std::uint64_t month = 1 + people.below(12), day = 1 + people.below(28);
      if (has_errors && i % 10 == 1) year = 1930 + (year - 1930 + 17) % 60;
      if (has_errors && i % 10 == 2) given = (given + 3) % kGiven.size();
      file << fmt::format("{},{},{}-{:02}-{:02},{},{}\n", kGiven[given], family, year, month, day,
                          kTowns[people.below(kTowns.size())], 1000000 + 7919 * i);
    }
    return path;
  };
  for (const bool has_errors : {false, true}) {
    ListAddition addition;
    addition.source.label = has_errors ? "second" : "first";
    addition.list.list = {addition.source.label, {write(addition.source.label + ".csv", random, has_errors)}};
    addition.links = false;
    add_list(opened_, addition, context_);
  }
  link_register(opened_, {}, context_);
  EXPECT_FALSE(model_of(opened_.database())->spec.reads_eastern_names);
  EXPECT_NEAR(static_cast<double>(num_persons()), kPersons, kPersons / 100);
  RegisterLinkRequest request;
  request.retrains = true;
  link_register(opened_, request, context_);
  EXPECT_NEAR(static_cast<double>(num_persons()), kPersons, kPersons / 100);
}

// Birth dates that conflict bar a link; with one passport in both, a human should look.
TEST_F(LinkRunTest, LeavesToAHumanWhatOnlyARuleBars) {
  const std::vector<Somebody> everybody = people(200, 12);
  const auto write = [&](const std::string& name, bool is_second) {
    const std::string path = scratch_.folder.file(name);
    std::ofstream file(path, std::ios::binary);
    file << "id,name,birth date,town,passport\n";
    for (std::size_t i = 0; i < everybody.size(); ++i) {
      const Somebody& each = everybody[i];
      const std::string birth = is_second && i == 7 ? "01.02.1931" : each.birth;
      file << fmt::format("{},{},{},{},{}\n", i, each.name, birth, each.town, 4000000 + 7919 * i);
    }
    return path;
  };
  for (const bool is_second : {false, true}) {
    ListAddition addition;
    addition.source.label = is_second ? "second" : "first";
    addition.list.list = {addition.source.label, {write(addition.source.label + ".csv", is_second)}};
    addition.list.key_column = "id";
    add_list(opened_, addition, context_);
  }
  for (const bool retrains : {false, true}) {
    RegisterLinkRequest request;
    request.retrains = retrains;
    link_register(opened_, request, context_);
    EXPECT_FALSE(persons_as_keys().contains({"first:7", "second:7"}));
    EXPECT_EQ(
        count("lead JOIN mention a ON a.number = low JOIN mention b ON b.number = high WHERE a.row_key = "
              "'7' AND b.row_key = '7'"),
        1);
  }
}

TEST_F(LinkRunTest, LeavesToLaterWhatIsNotLinked) {
  const std::vector<Somebody> everybody = people(80, 3);
  add("first", everybody, false);
  EXPECT_EQ(unseen_mentions(opened_.database()).size(), 80u);
  EXPECT_EQ(count("run"), 0);
  const RegisterLinkOutcome outcome = link_register(opened_, {}, context_);
  EXPECT_TRUE(outcome.op);
  EXPECT_EQ(outcome.linked.num_looked_at, 80u);
  EXPECT_EQ(unseen_mentions(opened_.database()).size(), 0u);
  EXPECT_FALSE(link_register(opened_, {}, context_).op);
}

TEST_F(LinkRunTest, DecidesAnewAllWhenRetrained) {
  const std::vector<Somebody> everybody = people(100, 4);
  add("first", everybody);
  add("second", everybody);
  const std::size_t before = num_persons();
  RegisterLinkRequest request;
  request.retrains = request.is_dry_run = true;
  EXPECT_FALSE(link_register(opened_, request, context_).op);
  request.is_dry_run = false;
  EXPECT_TRUE(link_register(opened_, request, context_).op);
  EXPECT_NEAR(static_cast<double>(num_persons()), static_cast<double>(before), 5);
  EXPECT_GT(count("link WHERE ended_op IS NOT NULL"), 0);
  const Hash held = digest_of_derived_tables(opened_.database());
  Fold(opened_.database()).rebuild();
  EXPECT_EQ(digest_of_derived_tables(opened_.database()), held);
}

// What an early run decided rested on little: once the register has doubled, all is decided anew but whom
// people decided on.
TEST_F(LinkRunTest, DecidesAnewWhatHasDoubled) {
  const std::vector<Somebody> everybody = people(100, 4);
  add("first", everybody);
  const auto id_of = [&](const std::string& key) {
    Rows rows = opened_.database().query("SELECT id FROM mention WHERE list = 'first' AND row_key = ?1", key);
    return rows.next() ? rows.fixed<RecordId>(0) : RecordId();
  };
  LinksBody wrong;
  wrong.links = {{id_of("1"), id_of("2"), 9}, {id_of("5"), id_of("6"), 9}};
  OpWriter writer(opened_, "link");
  writer.add(body_kind::kRun, run_body({model_of(opened_.database())->id, false}));
  writer.add(body_kind::kLinks, links_body(wrong));
  writer.append();
  writer.commit();
  decide_persons(opened_, {{"first:5"}, DecisionVerdict::kRejected, false}, {});
  const auto are_one = [&](const std::string& left, const std::string& right) {
    const auto persons = persons_as_keys();
    return std::any_of(persons.begin(), persons.end(), [&](const std::set<std::string>& mentions) {
      return mentions.contains(left) && mentions.contains(right);
    });
  };
  EXPECT_TRUE(are_one("first:1", "first:2"));

  const ListOutcome outcome = add("second", everybody);
  ASSERT_TRUE(outcome.linked);
  EXPECT_EQ(outcome.linked->num_looked_at, 100u);
  EXPECT_GE(outcome.linked->num_joined, 97u);
  EXPECT_LE(outcome.linked->num_new_persons, 3u);
  EXPECT_EQ(outcome.linked->num_divided_persons, 1u);
  const auto persons = persons_as_keys();
  EXPECT_TRUE(persons.contains({"first:1", "second:1"}));
  EXPECT_TRUE(persons.contains({"first:2", "second:2"}));
  EXPECT_TRUE(are_one("first:5", "first:6"));
  const Hash held = digest_of_derived_tables(opened_.database());
  Fold(opened_.database()).rebuild();
  EXPECT_EQ(digest_of_derived_tables(opened_.database()), held);
}

// Two whom somebody decided on stay two, however alike they are, and wait for a judgement.
TEST_F(LinkRunTest, LeavesWhomPeopleDecidedOn) {
  const std::vector<Somebody> everybody = people(100, 4);
  add("first", everybody, false);
  add("second", everybody, false);
  decide_persons(opened_, {{"first:7", "second:7"}, DecisionVerdict::kRejected, false}, {});
  for (const bool retrains : {false, true}) {
    RegisterLinkRequest request;
    request.retrains = retrains;
    EXPECT_TRUE(link_register(opened_, request, context_).op);
    const auto persons = persons_as_keys();
    EXPECT_TRUE(persons.contains({"first:8", "second:8"}));
    if (!retrains) continue;
    EXPECT_TRUE(persons.contains({"first:7"}));
    EXPECT_TRUE(persons.contains({"second:7"}));
    EXPECT_EQ(
        count("lead JOIN mention a ON a.number = low JOIN mention b ON b.number = high WHERE a.row_key = "
              "'7' AND b.row_key = '7'"),
        1);
  }
}

TEST_F(LinkRunTest, DecidesTheSameForAnyNumberOfThreads) {
  std::set<std::string> bodies;
  for (const int threads : {1, 4}) {
    ScratchRegister scratch;
    Register opened = scratch.open();
    ListAddition addition;
    addition.list.list = {"l", {file_of("l.csv", people(200, 5))}};
    addition.source.label = "l";
    ExecutionContext context;
    context.num_threads = threads;
    add_list(opened, addition, context);
    std::string all;
    Rows rows = opened.database().query(
        "SELECT bytes FROM body WHERE kind IN ('links', 'model') ORDER BY op, ordinal");
    while (rows.next()) all += rows.text(0);
    bodies.insert(all);
  }
  EXPECT_EQ(bodies.size(), 1u);
}

TEST_F(LinkRunTest, NeverLinksWhatNamesNobody) {
  add("first", people(50, 6));
  const std::int64_t links = count("link");
  add("second", {{"", "01.01.1990", "Пермь"}, {"", "01.01.1990", "Пермь"}});
  EXPECT_EQ(count("link"), links);
}

TEST_F(LinkRunTest, MatchesAnOutsideListAndStoresNothing) {
  const std::vector<Somebody> everybody = people(300, 7), others = people(300, 8);
  add("first", everybody);
  add("second", {everybody.begin() + 100, everybody.begin() + 200});
  std::vector<Somebody> outside(everybody.begin(), everybody.begin() + 40);
  outside.insert(outside.end(), others.begin(), others.end());
  ListMatchRequest request;
  request.list.list = {"outside", {file_of("outside.csv", outside)}};
  request.source.label = "outside";
  request.min_probability = 0.9;
  const Hash held = digest_of_derived_tables(opened_.database());
  const MatchOutcome found = match_list(opened_, request, context_);
  EXPECT_EQ(digest_of_derived_tables(opened_.database()), held);
  EXPECT_EQ(found.num_rows, 340u);
  EXPECT_GE(found.hits.size() + found.from_many.size() + found.to_many.size(), 38u);
  EXPECT_LE(found.hits.size(), 45u);
  const auto sum = [](const auto& numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0});
  };
  EXPECT_LT(sum(found.num_chance), sum(found.num_hits) / 4);
  request.takes = true;
  const MatchOutcome taken = match_list(opened_, request, context_);
  EXPECT_EQ(taken.num_taken, found.hits.size());
  EXPECT_EQ(count("mention WHERE list = 'outside'"), static_cast<std::int64_t>(found.hits.size()));
}

}  // namespace
}  // namespace byname
