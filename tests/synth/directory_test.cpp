// SPDX-License-Identifier: Apache-2.0
#include "synth/directory.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <unistd.h>

#include "base/error.hpp"
#include "synth/invented_words.hpp"

namespace byname {
namespace {

DirectoryOptions options_of(std::uint64_t num_rows, std::uint64_t seed = 1) {
  DirectoryOptions options;
  options.num_rows = num_rows;
  options.seed = seed;
  return options;
}

std::vector<DirectoryRow> rows_of(const DirectoryOptions& options) {
  const Directory directory(options);
  std::vector<DirectoryRow> rows(options.num_rows);
  for (std::uint64_t i = 0; i < rows.size(); ++i) directory.make_row(i, rows[i]);
  return rows;
}

/// What write_directory writes.
std::string written(const DirectoryOptions& options, int num_threads, const std::string& name) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() /
      ("byname-directory-" + std::to_string(::getpid()) + "-" + std::to_string(num_threads));
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  ExecutionContext context;
  context.num_threads = num_threads;
  write_directory(options, folder.string(), context);
  std::ifstream file(folder / name);
  std::ostringstream text;
  text << file.rdbuf();
  std::filesystem::remove_all(folder);
  return text.str();
}

TEST(RowOrder, HasEveryNumberOnce) {
  for (std::uint64_t n = 1; n < 300; ++n) {
    const RowOrder order(n, 7);
    std::set<std::uint64_t> numbers;
    for (std::uint64_t place = 0; place < n; ++place) numbers.insert(order.at(place));
    EXPECT_EQ(numbers.size(), n);
    EXPECT_EQ(*numbers.rbegin(), n - 1);
  }
}

TEST(RowOrder, LeavesNoNumberNearItsPlace) {
  const RowOrder order(100'000, 3);
  double distance = 0;
  for (std::uint64_t place = 0; place < 100'000; ++place)
    distance += std::abs(static_cast<double>(order.at(place)) - static_cast<double>(place));
  EXPECT_NEAR(distance / 1e5, 1e5 / 3, 1000);  // of a random order: n / 3
}

TEST(InventedWords, DifferWithinTheirVocabulary) {
  using Append = void (*)(std::uint64_t, std::string&);
  const std::pair<Append, std::uint64_t> vocabularies[] = {{append_given_word, kMostGivenWords},
                                                           {append_family_word, 300'000},
                                                           {append_town_word, kMostTownWords}};
  for (const auto& [append, size] : vocabularies) {
    std::set<std::string> words;
    for (std::uint64_t rank = 0; rank < size; ++rank) {
      std::string word;
      append(rank, word);
      words.insert(std::move(word));
    }
    EXPECT_EQ(words.size(), size);
  }
}

TEST(InventedWords, AreDrawnByTheirPowerLaw) {
  constexpr std::uint64_t kSize = 1000;
  RandomStream random(1, RandomStage::kSynth, 0, 0, 0);
  std::vector<double> counts(kSize, 0);
  constexpr double kDraws = 400'000;
  for (int i = 0; i < kDraws; ++i) ++counts[draw_name_rank(random, kSize)];
  // The share of the first k ranks is ((k + 1)^(1/4) - 1) / ((size + 1)^(1/4) - 1).
  double below = 0;
  for (std::uint64_t k = 1; k <= kSize; ++k) {
    below += counts[k - 1] / kDraws;
    const double expected =
        (std::pow(static_cast<double>(k) + 1, 0.25) - 1) / (std::pow(kSize + 1.0, 0.25) - 1);
    ASSERT_NEAR(below, expected, 0.004) << k;
  }
}

TEST(Directory, IsTheSameForAnyNumberOfThreads) {
  const DirectoryOptions options = options_of(40'000);
  const std::string one = written(options, 1, "people.csv");
  EXPECT_TRUE(one == written(options, 3, "people.csv"));
  EXPECT_EQ(std::count(one.begin(), one.end(), '\n'), 40'001);
  EXPECT_FALSE(one == written(options_of(40'000, 2), 1, "people.csv"));
}

TEST(Directory, RepeatsPeopleAtTheAskedShare) {
  std::map<std::uint64_t, int> first, repeated;
  for (const DirectoryRow& row : rows_of(options_of(20'000)))
    ++(row.is_repeated ? repeated : first)[row.person];
  EXPECT_EQ(first.size(), 14'000u);  // everybody once
  for (const auto& [person, count] : first) ASSERT_EQ(count, 1) << person;
  // 6,000 repeats over 14,000 people at random: 1 - exp(-6/14) of them are repeated.
  EXPECT_NEAR(static_cast<double>(repeated.size()) / 14'000, 0.3486, 0.012);
}

TEST(Directory, ErrsInRepeatedRowsAtTheAskedRate) {
  DirectoryOptions options = options_of(60'000);
  options.missing = 0;
  const auto rows = rows_of(options);
  std::map<std::uint64_t, const DirectoryRow*> truth;
  for (const DirectoryRow& row : rows)
    if (!row.is_repeated) truth[row.person] = &row;
  double wrong = 0, num_repeated = 0;
  for (const DirectoryRow& row : rows) {
    if (!row.is_repeated) continue;
    ++num_repeated;
    for (std::size_t field = 0; field < kNumDirectoryFields; ++field)
      wrong += row.fields[field] != truth[row.person]->fields[field];
  }
  EXPECT_NEAR(wrong / num_repeated / kNumDirectoryFields, options.errors, 0.01);
}

TEST(Directory, LeavesGapsAtTheAskedRate) {
  double missing = 0;
  std::array<double, kNumDirectoryFields> of_field{};
  for (const DirectoryRow& row : rows_of(options_of(30'000))) {
    for (std::size_t field = 0; field < kNumDirectoryFields; ++field) {
      missing += row.fields[field].empty();
      of_field[field] += row.fields[field].empty();
    }
  }
  EXPECT_NEAR(missing / 30'000 / kNumDirectoryFields, 0.06, 0.004);
  EXPECT_NEAR(of_field[5] / 30'000, 0.15, 0.01);
  EXPECT_NEAR(of_field[1] / 30'000, 0.01, 0.003);
}

TEST(Directory, HasTwentyPeopleAPostcodeAndNearlyUniqueEmails) {
  DirectoryOptions options = options_of(28'572);  // 20,000 people
  options.missing = options.errors = 0;
  std::set<std::string> postcodes, emails;
  for (DirectoryRow& row : rows_of(options)) {
    if (row.is_repeated) continue;
    postcodes.insert(row.at(DirectoryField::kPostcode));
    emails.insert(row.at(DirectoryField::kEmail));
  }
  EXPECT_EQ(postcodes.size(), 1000u);
  EXPECT_GT(emails.size(), 19'950u);
}

TEST(Directory, GrowsItsVocabulariesByHeapsLaw) {
  const Directory small(options_of(1'000'000));
  const Directory large(options_of(100'000'000));
  EXPECT_EQ(small.num_family_names(), 50'000u);
  EXPECT_EQ(small.num_given_names(), 2'000u);
  EXPECT_NEAR(static_cast<double>(large.num_family_names()), 50'000 * std::pow(100, 0.7), 1);
  EXPECT_EQ(large.num_postcodes(), 3'500'000u);
  DirectoryRow row;
  large.make_row(99'999'999, row);
  EXPECT_LT(row.person, large.num_people());
}

TEST(Directory, TellsItsNumbers) {
  const auto world = nlohmann::json::parse(written(options_of(1000), 1, "world.json"));
  EXPECT_EQ(world["rows"], 1000);
  EXPECT_EQ(world["people"], 700);
  EXPECT_EQ(world["repeated"], 300);
  EXPECT_EQ(world["postcodes"], 35);
}

TEST(DirectoryOptions, AreChecked) {
  for (const auto& spoil : std::vector<void (*)(DirectoryOptions&)>{
           [](DirectoryOptions& o) { o.num_rows = 0; }, [](DirectoryOptions& o) { o.errors = 0.6; },
           [](DirectoryOptions& o) { o.missing = -1; }, [](DirectoryOptions& o) { o.duplicates = 0.9; }}) {
    DirectoryOptions options;
    spoil(options);
    EXPECT_THROW(Directory{options}, UsageError);
  }
}

}  // namespace
}  // namespace byname
