// SPDX-License-Identifier: Apache-2.0
#include "synth/directory.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

#include "base/error.hpp"
#include "synth/calendar.hpp"
#include "synth/invented_words.hpp"
#include "synth/misspelling.hpp"

namespace byname {
namespace {

constexpr std::uint64_t kPersonStream = 11;
constexpr std::uint64_t kRowStream = 12;
constexpr std::uint64_t kTownStream = 13;
constexpr std::uint64_t kMostRows = 1'000'000'000;
constexpr std::uint64_t kPeoplePerPostcode = 20;
constexpr std::string_view kDomains[] = {"mail.example",    "post.example",    "inbox.example",
                                         "letters.example", "webmail.example", "home.example",
                                         "work.example",    "web.example"};
// Share of missing fields, as multiples of DirectoryOptions::missing; their mean is 1.
constexpr std::array<double, kNumDirectoryFields> kGaps = {1 / 3.0, 1 / 6.0, 5 / 6.0, 5 / 6.0, 4 / 3.0, 2.5};

void check_share(std::string_view option, double value, double most) {
  if (value >= 0 && value <= most) return;
  throw UsageError(fmt::format("--{} is {}; give a number from 0 to {}.", option, value, most));
}

const DirectoryOptions& checked(const DirectoryOptions& options) {
  if (options.num_rows < 1 || options.num_rows > kMostRows)
    throw UsageError(fmt::format("--rows is {}; give a number from 1 to {}.", options.num_rows, kMostRows));
  check_share("duplicates", options.duplicates, 0.8);
  check_share("errors", options.errors, 0.5);
  check_share("missing", options.missing, 0.4);
  return options;
}

std::uint64_t people_of(const DirectoryOptions& options) {
  const double share = 1 - options.duplicates;
  return std::max<std::uint64_t>(1,
                                 static_cast<std::uint64_t>(static_cast<double>(options.num_rows) * share));
}

std::uint64_t rounded_root(double x) { return static_cast<std::uint64_t>(std::ceil(std::sqrt(x))); }

void append_lowered(const std::string& word, std::string& text) {
  for (const char c : word) text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

void write_date(const WorldDate& date, std::string& text) {
  text.clear();
  fmt::format_to(std::back_inserter(text), "{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

/// A date as read by somebody who writes day and month the other way round, or did not know the day, or
/// mistyped a digit.
std::string wrong_date(const std::string& date, RandomStream& random) {
  if (random.uniform() < 0.4) return mistype_digit(date, random);
  const std::string day = date.substr(8);
  if (day <= "12" && day != date.substr(5, 2)) return date.substr(0, 5) + day + "-" + date.substr(5, 2);
  return date.substr(0, 8) + "01";
}

}  // namespace

Directory::Directory(const DirectoryOptions& options)
    : options_(checked(options)),
      num_people_(people_of(options)),
      num_given_(vocabulary_size(num_people_, 2'000, 0.6, 50, kMostGivenWords)),
      num_family_(vocabulary_size(num_people_, 50'000, 0.7, 100, kMostFamilyWords)),
      num_towns_(vocabulary_size(num_people_, 200, 0.5, 5, kMostTownWords)),
      num_postcodes_(std::max<std::uint64_t>(1, num_people_ / kPeoplePerPostcode)),
      num_districts_(rounded_root(2.25 * static_cast<double>(num_postcodes_))),
      num_areas_(rounded_root(static_cast<double>(num_districts_))),
      order_(options.num_rows, options.seed) {}

// The first num_people_ numbers in the hidden order are everybody's first row; the others repeat somebody.
void Directory::make_row(std::uint64_t number, DirectoryRow& row) const {
  const std::uint64_t hidden = order_.at(number);
  RandomStream random(options_.seed, RandomStage::kSynth, kRowStream, hidden, 0);
  row.is_repeated = hidden >= num_people_;
  row.person = row.is_repeated ? random.below(num_people_) : hidden;
  make_person(row.person, row);
  if (row.is_repeated) distort(random, row);
  for (std::size_t field = 0; field < kNumDirectoryFields; ++field) {
    if (random.uniform() < options_.missing * kGaps[field]) row.fields[field].clear();
  }
}

void Directory::make_person(std::uint64_t person, DirectoryRow& row) const {
  static const int kFirstDay = days_of({1930, 1, 1});
  static const int kNumDays = days_of({2006, 1, 1}) - kFirstDay;
  RandomStream random(options_.seed, RandomStage::kSynth, kPersonStream, person, 0);
  for (std::string& field : row.fields) field.clear();
  std::string& given = row.at(DirectoryField::kGiven);
  std::string& family = row.at(DirectoryField::kFamily);
  std::string& email = row.at(DirectoryField::kEmail);
  append_given_word(draw_name_rank(random, num_given_), given);
  append_family_word(draw_name_rank(random, num_family_), family);
  const auto days = static_cast<int>(random.below(static_cast<std::uint64_t>(kNumDays)));
  write_date(date_of(kFirstDay + days), row.at(DirectoryField::kBirthDate));
  settle(random, row);
  append_lowered(given, email);
  email += '.';
  append_lowered(family, email);
  const std::uint64_t numbers = std::max<std::uint64_t>(999, num_people_ / 7000);
  fmt::format_to(std::back_inserter(email), "{}@{}", random.below(numbers) + 1,
                 kDomains[random.below(std::size(kDomains))]);
}

void Directory::settle(RandomStream& random, DirectoryRow& row) const {
  const std::uint64_t postcode = random.below(num_postcodes_);
  std::string& town = row.at(DirectoryField::kTown);
  std::string& code = row.at(DirectoryField::kPostcode);
  town.clear();
  code.clear();
  append_town_word(town_of(postcode), town);
  append_postcode(postcode, code);
}

// Postcodes of one sector lie in one town.
std::uint64_t Directory::town_of(std::uint64_t postcode) const {
  const std::uint64_t sector = postcode % (num_districts_ * 10);
  RandomStream random(options_.seed, RandomStage::kSynth, kTownStream, sector, 0);
  return draw_town_rank(random, num_towns_);
}

// British in form: two letters of the area, number of the district, digit of the sector, two letters.
void Directory::append_postcode(std::uint64_t postcode, std::string& text) const {
  const auto letter = [](std::uint64_t i) { return static_cast<char>('A' + i % 26); };
  const std::uint64_t district = postcode % num_districts_;
  const std::uint64_t sector = postcode / num_districts_ % 10;
  const std::uint64_t unit = postcode / num_districts_ / 10;
  const std::uint64_t area = district % num_areas_;
  fmt::format_to(std::back_inserter(text), "{}{}{} {}{}{}", letter(area), letter(area / 26),
                 district / num_areas_ + 1, sector, letter(unit), letter(unit / 26));
}

// The chances, times DirectoryOptions::errors, come to 1 a field.
void Directory::distort(RandomStream& random, DirectoryRow& row) const {
  const auto happens = [&](double chance) { return random.uniform() < chance * options_.errors; };
  std::string& given = row.at(DirectoryField::kGiven);
  std::string& family = row.at(DirectoryField::kFamily);
  std::string& date = row.at(DirectoryField::kBirthDate);
  std::string& postcode = row.at(DirectoryField::kPostcode);
  std::string& email = row.at(DirectoryField::kEmail);
  if (happens(0.67)) given = mistype(given, random);
  if (happens(0.33)) given.resize(std::min<std::size_t>(given.size(), 3));
  if (happens(0.8)) family = mistype(family, random);
  if (happens(0.2)) std::swap(given, family);
  if (happens(0.55)) date = wrong_date(date, random);
  if (happens(1.05)) settle(random, row);
  if (happens(0.2)) postcode = mistype_digit(postcode, random);
  if (happens(1.05)) email = mistype(email, random);
}

}  // namespace byname
