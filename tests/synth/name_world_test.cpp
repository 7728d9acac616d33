// SPDX-License-Identifier: Apache-2.0
#include "synth/name_world.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <tuple>
#include <unistd.h>

#include "base/error.hpp"
#include "synth/date_wording.hpp"
#include "synth/name_recorder.hpp"
#include "synth/written_name.hpp"

namespace byname {
namespace {

NameWorldOptions options_of(std::string_view kind, std::int64_t num_people, std::uint64_t seed = 1) {
  NameWorldOptions options = find_name_world_kind(kind)->options;
  options.kind = kind;
  options.population.num_people = num_people;
  options.population.seed = seed;
  return options;
}

NameWorld world_of(const NameWorldOptions& options) { return make_name_world(options, ExecutionContext{}); }

/// What write_name_world writes, by file; gone with the object.
class WrittenNameWorld {
 public:
  explicit WrittenNameWorld(const NameWorldOptions& options, int num_threads = 1) {
    static int number = 0;
    folder_ = std::filesystem::temp_directory_path() /
              ("byname-names-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
    std::filesystem::create_directories(folder_);
    ExecutionContext context;
    context.num_threads = num_threads;
    write_name_world(make_name_world(options, context), folder_.string(), context);
  }
  WrittenNameWorld(const WrittenNameWorld&) = delete;
  WrittenNameWorld& operator=(const WrittenNameWorld&) = delete;
  ~WrittenNameWorld() { std::filesystem::remove_all(folder_); }
  std::string text(const std::string& name) const {
    std::ifstream file(folder_ / name);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }
  /// Lines of a file without its header, cell by cell.
  std::vector<std::vector<std::string>> rows(const std::string& name) const {
    std::istringstream stream(text(name));
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(stream, line);) {
      std::istringstream cells(line);
      rows.emplace_back();
      for (std::string cell; std::getline(cells, cell, ',');) rows.back().push_back(cell);
    }
    rows.erase(rows.begin());
    return rows;
  }

 private:
  std::filesystem::path folder_;
};

TEST(NameWorld, IsTheSameForAnyNumberOfThreadsAndTheSameSeedOnly) {
  const WrittenNameWorld one(options_of("mixed", 20000), 1);
  const WrittenNameWorld three(options_of("mixed", 20000), 3);
  const WrittenNameWorld other(options_of("mixed", 20000, 2), 3);
  for (const char* name : {"list_a.csv", "list_b.csv", "list_f.csv", "truth.csv", "world.json"}) {
    EXPECT_EQ(one.text(name), three.text(name)) << name;
    EXPECT_NE(one.text(name), other.text(name)) << name;
  }
}

TEST(NameWorld, HasATruthThatTheListsBearOut) {
  for (const char* kind : {"mixed", "copied", "delayed"}) {
    const WrittenNameWorld world(options_of(kind, 1500));
    const auto json = nlohmann::json::parse(world.text("world.json"));
    std::map<std::string, std::vector<std::string>> people;
    for (auto& row : world.rows("truth.csv")) people[row[0]] = row;
    std::map<std::string, std::int64_t> mentions;
    std::int64_t num_rows = 0;
    for (std::size_t list = 0; list < json["lists"].size(); ++list) {
      std::set<std::string> on_list;
      for (const auto& row : world.rows(json["lists"][list]["file"])) {
        on_list.insert(row.back());
        ++mentions[row.back()];
        ++num_rows;
      }
      EXPECT_EQ(on_list.size(), json["lists"][list]["persons"]);
      for (const auto& [person, row] : people)
        EXPECT_EQ(row[9 + list] == "1", on_list.contains(person)) << person;
    }
    std::int64_t pairs = 0;
    for (const auto& [person, count] : mentions) pairs += count * (count - 1) / 2;
    EXPECT_EQ(people.size(), json["people"]);
    EXPECT_EQ(mentions.size(), json["named"]);
    EXPECT_EQ(num_rows, json["rows"]);
    EXPECT_EQ(pairs, json["true_pairs"]);
  }
}

TEST(NameWorld, OfEachKindHasRowsWithNames) {
  EXPECT_GE(name_world_kinds().size(), 20u);
  for (const NameWorldKind& kind : name_world_kinds()) {
    const NameWorld world = world_of(options_of(kind.name, 300));
    const NameRecorder recorder(world);
    for (std::size_t list = 0; list < world.lists.size(); ++list) {
      ASSERT_FALSE(world.lists[list].mentions.empty()) << kind.name;
      for (const NamedMention& mention : world.lists[list].mentions) {
        const WrittenRow row = recorder.record(list, mention);
        EXPECT_FALSE(row.family.empty() && row.given.empty()) << kind.name;
      }
    }
  }
}

TEST(NameWorld, HasAllKindsInItsPage) {
  std::ifstream file("docs/worlds.md");
  std::ostringstream page;
  page << file.rdbuf();
  for (const NameWorldKind& kind : name_world_kinds()) {
    const std::string line = "| " + std::string(kind.name) + " | " + std::string(kind.text) + " |\n";
    EXPECT_NE(page.str().find(line), std::string::npos) << line;
  }
}

TEST(NameWorld, RefusesOptionsOutOfTheirRange) {
  NameWorldOptions options = options_of("full-names", 100);
  options.errors = 0.7;
  EXPECT_THROW(world_of(options), UsageError);
  options = options_of("full-names", 0);
  EXPECT_THROW(world_of(options), UsageError);
  options = options_of("full-names", 100);
  options.coverage.clear();
  EXPECT_THROW(world_of(options), UsageError);
}

TEST(NameWorld, GivesChildrenTheirFathersNames) {
  const NameWorld world = world_of(options_of("kinship", 3000));
  int num_children = 0;
  int num_namesakes = 0;
  for (const NamedPerson& person : world.people) {
    if (person.father == NamedPerson::kNobody) continue;
    const NamedPerson& father = world.people[person.father];
    ++num_children;
    num_namesakes += !person.is_female && person.given == father.given ? 1 : 0;
    EXPECT_FALSE(father.is_female);
    EXPECT_EQ(person.family, father.family);
    EXPECT_EQ(person.culture, father.culture);
    EXPECT_EQ(person.father_given, father.given);
    EXPECT_GT(person.birth_day, father.birth_day + 19 * 365);
  }
  std::set<std::tuple<std::uint32_t, bool, int>> siblings;
  for (const NamedPerson& person : world.people) {
    if (person.father == NamedPerson::kNobody) continue;
    EXPECT_TRUE(siblings.emplace(person.father, person.is_female, person.given).second);
  }
  EXPECT_GT(num_children, 1200);
  EXPECT_GT(num_namesakes, num_children / 20);
}

/// Persons of a world that several rows of one list name, and those that several lists name.
std::pair<int, int> repeated_and_shared(const NameWorld& world) {
  std::pair<int, int> counts;
  for (const NamedList& list : world.lists) {
    counts.first += static_cast<int>(
        std::count_if(list.mentions.begin(), list.mentions.end(), [](const auto& m) { return m.row > 0; }));
  }
  for (const std::uint32_t pattern : world.pattern) counts.second += (pattern & (pattern - 1)) != 0 ? 1 : 0;
  return counts;
}

TEST(NameWorld, RepeatsPeopleAsItsKindHasIt) {
  EXPECT_EQ(repeated_and_shared(world_of(options_of("disjoint", 2000))), std::pair(0, 0));
  EXPECT_EQ(repeated_and_shared(world_of(options_of("unrepeated", 2000))).first, 0);
  EXPECT_GT(repeated_and_shared(world_of(options_of("unrepeated", 2000))).second, 300);
  const NameWorld small = world_of(options_of("small", 4500));
  EXPECT_EQ(small.lists.size(), 1u);
  EXPECT_NEAR(repeated_and_shared(small).first / static_cast<double>(small.lists[0].mentions.size()), 0.1,
              0.015);
}

TEST(NameWorld, CopiesErrorsWithTheRow) {
  NameWorldOptions options = options_of("copied", 4000);
  options.errors = 0.15;
  const NameWorld world = world_of(options);
  const NameRecorder recorder(world);
  int num_wrong = 0;
  int num_kept = 0;
  for (const NamedMention& mention : world.lists[1].mentions) {
    if (!mention.is_copy) continue;
    NamedMention source = mention;
    source.is_copy = false;
    const std::string written = recorder.record(0, source).family;
    if (written == recorder.record(1, mention).family) {
      const std::string spelt = full_name_of(world.people[mention.person], Language::kRussian).family;
      num_wrong += written != spelt ? 1 : 0;
    }
    num_kept += written == recorder.record(1, mention).family ? 1 : 0;
  }
  EXPECT_GT(world.lists[1].num_copies, 400);
  EXPECT_GT(num_wrong, 40);
  EXPECT_GT(num_kept, world.lists[1].num_copies * 9 / 10);
}

TEST(NameWorld, HasErrorsThatBunch) {
  NameWorldOptions options = options_of("full-names", 6000);
  options.errors = 0.1;
  options.rows = {.no_patronymic = 0, .maiden_names = 0};
  const NameWorld world = world_of(options);
  const NameRecorder recorder(world);
  double clean = 0, garbled = 0, rows = 0;
  for (const NamedMention& mention : world.lists[0].mentions) {
    const WrittenName truth = full_name_of(world.people[mention.person], Language::kRussian);
    const WrittenRow row = recorder.record(0, mention);
    // The list writes ё in some rows only.
    const auto differs = [](std::string a, std::string b) {
      for (std::string* text : {&a, &b}) {
        for (std::size_t at = text->find("ё"); at != std::string::npos; at = text->find("ё"))
          text->replace(at, 2, "е");
      }
      return a != b;
    };
    const int wrong = differs(truth.family, row.family) + differs(truth.given, row.given) +
                      differs(truth.patronymic, row.patronymic);
    clean += wrong == 0 ? 1 : 0;
    garbled += wrong >= 2 ? 1 : 0;
    ++rows;
  }
  // Were errors spread evenly, .73 of the rows would be clean and .028 have two wrong parts.
  EXPECT_GT(clean / rows, 0.76);
  EXPECT_GT(garbled / rows, 0.04);
}

TEST(NameWorld, KnowsDatesAsItsKindHasIt) {
  const NameWorld world = world_of(options_of("years", 2000));
  const NameRecorder recorder(world);
  int by_year = 0, by_month = 0, known = 0;
  for (const NamedMention& mention : world.lists[0].mentions) {
    const WrittenRow row = recorder.record(0, mention);
    if (!row.birth.date.is_known()) continue;
    ++known;
    by_year += row.birth.precision == DatePrecision::kYear ? 1 : 0;
    by_month += row.birth.precision == DatePrecision::kMonth ? 1 : 0;
  }
  EXPECT_NEAR(by_year / static_cast<double>(known), 0.6, 0.06);
  EXPECT_NEAR(by_month / static_cast<double>(known), 0.2, 0.05);
}

TEST(NameWorld, KeepsRankAndCallSignOfAPerson) {
  const NameWorld world = world_of(options_of("ranks", 1500));
  const NameRecorder recorder(world);
  std::map<std::uint32_t, std::set<std::string>> signs;
  int num_ranks = 0, num_rows = 0;
  for (const NamedMention& mention : world.lists[1].mentions) {
    const WrittenRow row = recorder.record(1, mention);
    if (!row.after.empty()) signs[mention.person].insert(row.after);
    num_ranks += row.before.empty() ? 0 : 1;
    ++num_rows;
  }
  EXPECT_NEAR(num_ranks / static_cast<double>(num_rows), 0.5, 0.07);
  EXPECT_GT(signs.size(), 100u);
  for (const auto& [person, of_person] : signs) EXPECT_EQ(of_person.size(), 1u) << person;
}

TEST(NameWorld, ListsAPersonAfterTheEvent) {
  const NameWorld world = world_of(options_of("delayed", 2000));
  double delay = 0;
  double rows = 0;
  for (const NamedList& list : world.lists) {
    for (const NamedMention& mention : list.mentions) {
      ASSERT_GE(mention.listed_day, world.people[mention.person].event_day);
      delay += mention.listed_day - world.people[mention.person].event_day;
      ++rows;
    }
  }
  EXPECT_GT(delay / rows, 100);
  EXPECT_LT(delay / rows, 200);  // long delays are cut off where lists close
}

TEST(DateWording, WritesWhatIsKnown) {
  const WorldDate date{2022, 3, 5};
  EXPECT_EQ(date_words(date, DatePrecision::kDay, DateStyle::kDotted, Tongue::kRussian), "05.03.2022");
  EXPECT_EQ(date_words(date, DatePrecision::kDay, DateStyle::kWords, Tongue::kUkrainian), "5 березня 2022");
  EXPECT_EQ(date_words(date, DatePrecision::kMonth, DateStyle::kWords, Tongue::kRussian), "март 2022");
  EXPECT_EQ(date_words(date, DatePrecision::kMonth, DateStyle::kIso, Tongue::kEnglish), "2022-03");
  EXPECT_EQ(date_words(date, DatePrecision::kYear, DateStyle::kIso, Tongue::kEnglish), "2022");
  EXPECT_EQ(date_words({}, DatePrecision::kDay, DateStyle::kIso, Tongue::kEnglish), "");
}

TEST(DateWording, SaysPhrasesThatAreTrue) {
  std::set<std::string> phrases;
  for (std::uint64_t i = 0; i < 50; ++i) {
    RandomStream random(1, RandomStage::kSynth, 97, i, 0);
    phrases.insert(date_phrase({2022, 3, 5}, DatePrecision::kMonth, Tongue::kRussian, random));
  }
  EXPECT_EQ(phrases, (std::set<std::string>{"весной 2022", "в начале марта 2022", "в марте 2022"}));
}

}  // namespace
}  // namespace byname
