// SPDX-License-Identifier: Apache-2.0
#include "synth/world.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "base/error.hpp"
#include "synth/list_layout.hpp"

namespace byname {
namespace {

std::string file_text(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class WrittenWorld {
 public:
  explicit WrittenWorld(const World& world)
      : folder_(std::filesystem::temp_directory_path() / ("byname-world-" + std::to_string(next_number()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    write_world(world, folder_.string());
  }
  ~WrittenWorld() { std::filesystem::remove_all(folder_); }
  std::string text(const std::string& name) const { return file_text(folder_ / name); }
  std::vector<std::string> lines(const std::string& name) const {
    std::vector<std::string> result;
    std::istringstream stream(text(name));
    for (std::string line; std::getline(stream, line);) result.push_back(line);
    return result;
  }

 private:
  static int next_number() {
    static int number = static_cast<int>(::getpid()) * 100;
    return ++number;
  }
  std::filesystem::path folder_;
};

WorldOptions options_of(std::string_view kind, std::int64_t num_people) {
  WorldOptions options = world_kind(kind);
  options.num_people = num_people;
  return options;
}

/// Share of the rows in which `is_wrong(truth, written)` holds.
template <typename Predicate>
double share_of_rows(const World& world, const Predicate& is_wrong) {
  double wrong = 0;
  double rows = 0;
  for (const WorldList& list : world.lists) {
    for (const WorldMention& mention : list.mentions) {
      wrong += is_wrong(world.people[mention.person], mention.fields) ? 1 : 0;
      ++rows;
    }
  }
  return wrong / rows;
}

TEST(World, IsTheSameForTheSameSeedOnly) {
  WorldOptions options = options_of("default", 300);
  const WrittenWorld first(make_world(options));
  const WrittenWorld again(make_world(options));
  options.seed = 2;
  const WrittenWorld other(make_world(options));
  for (const char* name : {"list_a.csv", "list_b.csv", "list_c.csv", "truth.csv", "world.json"}) {
    EXPECT_EQ(first.text(name), again.text(name)) << name;
    EXPECT_NE(first.text(name), other.text(name)) << name;
  }
}

TEST(World, CoversEachListAsAsked) {
  WorldOptions options = options_of("default", 20000);
  options.coverage = {0.6, 0.3, 0.1, 0.9};
  options.dependence = 1.5;
  const World world = make_world(options);
  for (std::size_t list = 0; list < 4; ++list) {
    double covered = 0;
    for (const std::uint32_t pattern : world.pattern) covered += pattern >> list & 1;
    EXPECT_NEAR(covered / 20000, options.coverage[list], 0.015) << list;
  }
}

TEST(World, DependenceRaisesTheOverlap) {
  const auto both = [](double dependence) {
    WorldOptions options = options_of("default", 20000);
    options.coverage = {0.3, 0.3};
    options.dependence = dependence;
    double count = 0;
    for (const std::uint32_t pattern : make_world(options).pattern) count += pattern == 3 ? 1 : 0;
    return count / 20000;
  };
  EXPECT_NEAR(both(0), 0.09, 0.008);
  EXPECT_GT(both(1.5), 0.115);
}

TEST(World, MakesErrorsAndGapsAtTheAskedRates) {
  const World world = make_world(options_of("default", 20000));
  const auto given = share_of_rows(world, [](const auto& t, const auto& w) { return t.given != w.given; });
  const auto family = share_of_rows(world, [](const auto& t, const auto& w) { return t.family != w.family; });
  const auto place = share_of_rows(
      world, [](const auto& t, const auto& w) { return !w.place.empty() && t.place != w.place; });
  const auto date = share_of_rows(world, [](const auto& t, const auto& w) {
    return w.birth_date.is_known() && !(t.birth_date == w.birth_date);
  });
  const auto gaps = share_of_rows(world, [](const auto&, const auto& w) { return !w.birth_date.is_known(); });
  EXPECT_NEAR(given, 0.06, 0.012);
  EXPECT_NEAR(family, 0.06, 0.012);
  EXPECT_NEAR(place, 0.06, 0.015);
  EXPECT_NEAR(date, 0.053, 0.012);
  EXPECT_NEAR(gaps, 0.12, 0.012);
}

TEST(World, ErrorsBunchInRows) {
  const World world = make_world(options_of("default", 20000));
  const auto wrong_given = [](const auto& t, const auto& w) { return t.given != w.given; };
  const auto wrong_family = [](const auto& t, const auto& w) { return t.family != w.family; };
  const double both = share_of_rows(
      world, [&](const auto& t, const auto& w) { return wrong_given(t, w) && wrong_family(t, w); });
  EXPECT_GT(both, 2 * share_of_rows(world, wrong_given) * share_of_rows(world, wrong_family));
}

TEST(World, RepeatsRowsAtTheAskedShare) {
  WorldOptions options = options_of("default", 20000);
  options.duplicates = 0.2;
  const World world = make_world(options);
  for (const WorldList& list : world.lists) {
    std::set<std::uint32_t> persons;
    for (const WorldMention& mention : list.mentions) persons.insert(mention.person);
    const double rows = static_cast<double>(list.mentions.size());
    EXPECT_NEAR(1 - static_cast<double>(persons.size()) / rows, 0.2, 0.02);
  }
}

TEST(World, PlainKindWritesTheTruthOncePerPersonAndList) {
  const World world = make_world(options_of("plain", 2000));
  EXPECT_EQ(share_of_rows(world,
                          [](const auto& t, const auto& w) {
                            return t.given != w.given || t.family != w.family ||
                                   !(t.birth_date == w.birth_date) || t.sex != w.sex || t.place != w.place ||
                                   t.postcode != w.postcode || t.address != w.address || t.phone != w.phone ||
                                   t.email != w.email || !(t.event_date == w.event_date);
                          }),
            0);
  std::int64_t rows = 0;
  std::int64_t memberships = 0;
  for (const WorldList& list : world.lists) rows += static_cast<std::int64_t>(list.mentions.size());
  for (const std::uint32_t pattern : world.pattern) memberships += __builtin_popcount(pattern);
  EXPECT_EQ(rows, memberships);
}

TEST(World, HasHomonymsAndFamilies) {
  const World world = make_world(options_of("families", 5000));
  std::map<std::string, int> names;
  std::map<std::string, int> homes;
  for (const WorldFields& person : world.people) {
    ++names[person.given + " " + person.family];
    ++homes[person.family + person.address + person.postcode];
  }
  EXPECT_LT(names.size(), 4950u);
  double in_families = 0;
  for (const auto& [home, size] : homes) in_families += size > 1 ? size : 0;
  EXPECT_NEAR(in_families / 5000, 0.8, 0.06);
}

TEST(World, CorrelatedPlacesHaveOnePostcodeEach) {
  std::map<std::string, std::set<std::string>> postcodes;
  for (const WorldFields& person : make_world(options_of("correlated-places", 3000)).people) {
    postcodes[person.place].insert(person.postcode);
  }
  EXPECT_EQ(postcodes.size(), 30u);
  for (const auto& [place, codes] : postcodes) EXPECT_EQ(codes.size(), 1u) << place;
}

TEST(WorldFiles, AgreeWithARecount) {
  const World world = make_world(options_of("default", 1000));
  const WrittenWorld files(world);
  const nlohmann::json summary = nlohmann::json::parse(files.text("world.json"));
  std::set<std::string> people;
  const auto truth = files.lines("truth.csv");
  for (std::size_t i = 1; i < truth.size(); ++i) people.insert(truth[i].substr(0, truth[i].find(',')));
  EXPECT_EQ(people.size(), summary["people"]);
  std::map<std::string, std::string> pattern;
  for (std::size_t list = 0; list < 3; ++list) {
    const auto rows = files.lines(summary["lists"][list]["file"]);
    EXPECT_EQ(rows.size() - 1, summary["lists"][list]["rows"]);
    std::set<std::string> on_list;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const std::string person = rows[i].substr(rows[i].rfind(',') + 1);
      EXPECT_TRUE(people.contains(person)) << person;
      on_list.insert(person);
    }
    EXPECT_EQ(on_list.size(), summary["lists"][list]["persons"]);
    for (const std::string& person : on_list) pattern.try_emplace(person, "000").first->second[list] = '1';
  }
  EXPECT_EQ(pattern.size(), summary["named"]);
  EXPECT_EQ(people.size() - pattern.size(), summary["on_no_list"]);
  std::map<std::string, int> overlap;
  for (const auto& [person, lists] : pattern) ++overlap[lists];
  EXPECT_EQ(nlohmann::json(overlap), summary["overlap"]);
}

TEST(WorldFiles, ListsDifferInColumnsAndDates) {
  const WrittenWorld files(make_world(options_of("plain", 50)));
  EXPECT_EQ(files.lines("list_a.csv")[0],
            "id,given_name,surname,sex,birth_date,town,postcode,event_date,true_person");
  EXPECT_EQ(files.lines("list_b.csv")[0], "nr,name,date of birth,city,address,phone,event date,true_person");
  EXPECT_EQ(date_text({1990, 5, 12}, true), "12.05.1990");
  EXPECT_EQ(date_text({1990, 5, 12}, false), "1990-05-12");
  const WrittenWorld few(make_world(options_of("few-fields", 50)));
  EXPECT_EQ(few.lines("list_c.csv")[0], "record_id,last_name,first_name,dob,true_person");
}

TEST(WorldOptions, AreChecked) {
  EXPECT_THROW(world_kind("flat"), UsageError);
  for (const auto& spoil : std::vector<void (*)(WorldOptions&)>{
           [](WorldOptions& o) { o.num_people = 0; }, [](WorldOptions& o) { o.coverage = {}; },
           [](WorldOptions& o) { o.coverage = {1.2}; }, [](WorldOptions& o) { o.errors = -0.1; },
           [](WorldOptions& o) { o.duplicates = 1; }, [](WorldOptions& o) { o.coverage.assign(17, 0.1); }}) {
    WorldOptions options;
    spoil(options);
    EXPECT_THROW(make_world(options), UsageError);
  }
}

}  // namespace
}  // namespace byname
