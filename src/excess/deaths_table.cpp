// SPDX-License-Identifier: Apache-2.0
#include "excess/deaths_table.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>
#include <tuple>

#include "base/error.hpp"
#include "base/number_format.hpp"
#include "estimate/table_columns.hpp"
#include "names/header_words.hpp"

namespace byname {
namespace {

// Headers, folded by header_words().
const std::vector<std::string_view> kYearWords = {"year", "god", "rik", "period", "week", "month"};
const std::vector<std::string_view> kAgeWords = {"age",     "age group", "agegroup",          "ages",
                                                 "vozrast", "vik",       "vozrastnaya gruppa"};
const std::vector<std::string_view> kSexWords = {"sex", "gender", "pol", "stat"};
const std::vector<std::string_view> kDeathsWords = {"deaths", "count", "n",        "number", "value",
                                                    "cases",  "died",  "umershie", "umerlo", "smertey"};
const std::vector<std::string_view> kMaleWords = {"male", "males", "men", "m", "muzhchiny", "cholovichi"};
const std::vector<std::string_view> kFemaleWords = {"female", "females",     "women",
                                                    "f",      "zhenshchiny", "zhinki"};

enum class Sex { kMale, kFemale, kBoth };

std::optional<Sex> read_sex(std::string_view text) {
  const std::string words = header_words(text);
  for (const std::string_view male : {"m", "male", "males", "man", "men", "muzhskoy", "muzh", "muzhchiny",
                                      "ch", "cholovicha", "cholovichi", "muzhchina"}) {
    if (words == male) return Sex::kMale;
  }
  for (const std::string_view female : {"f", "female", "females", "woman", "women", "zh", "zhenskiy", "zhen",
                                        "zhenshchiny", "zhinocha", "zhinki", "zhenshchina", "w"}) {
    if (words == female) return Sex::kFemale;
  }
  for (const std::string_view both : {"total", "both", "both sexes", "all", "vsego", "oba pola", "b", "t"}) {
    if (words == both) return Sex::kBoth;
  }
  return std::nullopt;
}

/// A condition COLUMN=VALUE on the rows.
struct Condition {
  const TextColumn* column;
  std::string value;
};

std::vector<Condition> conditions_of(const InputList& list, const std::vector<std::string>& texts) {
  std::vector<Condition> conditions;
  for (const std::string& text : texts) {
    const std::size_t equal = text.find('=');
    if (equal == std::string::npos || equal == 0)
      throw UsageError(fmt::format("--where is COLUMN=VALUE, not {}", text));
    conditions.push_back({find_column(list, text.substr(0, equal), {}), text.substr(equal + 1)});
  }
  return conditions;
}

/// Reads the rows of one table.
class DeathsReader {
 public:
  DeathsReader(const Input& input, const DeathsTableOptions& options)
      : input_(input),
        list_(input.lists.front()),
        options_(options),
        year_(find_column(list_, options.year, kYearWords)),
        age_(find_column(list_, options.age, kAgeWords)),
        sex_(find_column(list_, options.sex, kSexWords)),
        deaths_(find_column(list_, options.deaths, kDeathsWords)),
        male_(find_column(list_, options.male, kMaleWords)),
        female_(find_column(list_, options.female, kFemaleWords)),
        conditions_(conditions_of(list_, options.where)) {
    is_wide_ = male_ != nullptr && female_ != nullptr;
    const bool is_long = sex_ != nullptr && deaths_ != nullptr;
    if (year_ == nullptr || age_ == nullptr || (!is_wide_ && !is_long))
      throw UserError(
          fmt::format("the table needs the columns year, age, sex and deaths, or year, age, male and female; "
                      "it has: {}. Say "
                      "which they are with --year, --age, --sex, --deaths, --male and --female.",
                      column_names(list_)));
  }

  DeathsTable read(std::vector<std::string>& notes) {
    for (std::size_t row = 0; row < list_.num_mentions(); ++row) read_row(row);
    if (table_.cells.empty()) throw DataError("the table has no row with deaths at a known age");
    for (const auto& [key, cell] : table_.cells) {
      if (std::isnan(cell.male) || std::isnan(cell.female))
        throw DataError(
            fmt::format("ages {}, {}: the deaths of one sex are missing. Write 0 where nobody died.",
                        age_label(key.first), key.second));
    }
    if (num_unknown_age_ > 0)
      notes.push_back(fmt::format("{} deaths at an unknown age are left out.",
                                  format_count(static_cast<std::int64_t>(num_unknown_age_))));
    return std::move(table_);
  }

 private:
  [[noreturn]] void fail(std::size_t row, const TextColumn& column, const std::string& what) const {
    throw DataError(fmt::format("{}, column '{}': {}", place_of_row(input_, list_, row), column.name, what));
  }

  int year_of(std::size_t row) const {
    const std::optional<double> year = number_in_cell(input_, list_, *year_, row);
    if (!year || *year != std::floor(*year) || std::abs(*year) > 1e6) fail(row, *year_, "not a year");
    return static_cast<int>(*year);
  }

  double deaths_of(std::size_t row, const TextColumn& column) const {
    const std::optional<double> deaths = number_in_cell(input_, list_, column, row);
    if (!deaths || *deaths < 0) fail(row, column, "a number of deaths is 0 or more, and must not be missing");
    return *deaths;
  }

  void read_row(std::size_t row) {
    for (const Condition& condition : conditions_) {
      if (condition.column->at(row) != condition.value) return;
    }
    const std::optional<AgeCell> age = read_age_cell(age_->at(row));
    if (!age) fail(row, *age_, "not an age. Write 15-19, 85+ or 17; total and unknown are left out.");
    if (age->kind == AgeCellKind::kAllAges) return;
    const int year = year_of(row);
    if (is_wide_) {
      add(row, *age, year, Sex::kMale, deaths_of(row, *male_));
      add(row, *age, year, Sex::kFemale, deaths_of(row, *female_));
      return;
    }
    const std::optional<Sex> sex = read_sex(sex_->at(row));
    if (!sex) fail(row, *sex_, "not a sex. Write m or f.");
    if (*sex != Sex::kBoth) add(row, *age, year, *sex, deaths_of(row, *deaths_));
  }

  void add(std::size_t row, const AgeCell& age, int year, Sex sex, double deaths) {
    if (age.kind == AgeCellKind::kUnknownAge) {
      num_unknown_age_ += deaths;
      return;
    }
    if (!seen_.emplace(age.group, year, sex).second && !options_.adds_rows)
      throw DataError(
          fmt::format("{}: a second row for {} at ages {} and that sex. Choose rows with --where "
                      "COLUMN=VALUE, or add them with --sum.",
                      place_of_row(input_, list_, row), year, age_label(age.group)));
    const auto key = std::pair(widened(age.group, options_.age_width), year);
    SexDeaths& cell = table_.cells.try_emplace(key, SexDeaths{NAN, NAN}).first->second;
    double& value = sex == Sex::kMale ? cell.male : cell.female;
    value = std::isnan(value) ? deaths : value + deaths;
  }

  const Input& input_;
  const InputList& list_;
  const DeathsTableOptions& options_;
  const TextColumn *year_, *age_, *sex_, *deaths_, *male_, *female_;
  std::vector<Condition> conditions_;
  bool is_wide_ = false;
  double num_unknown_age_ = 0;
  std::set<std::tuple<AgeGroup, int, Sex>> seen_;
  DeathsTable table_;
};

}  // namespace

std::vector<AgeGroup> DeathsTable::ages() const {
  std::set<AgeGroup> ages;
  for (const auto& [key, cell] : cells) ages.insert(key.first);
  return {ages.begin(), ages.end()};
}

std::vector<int> DeathsTable::years() const {
  std::set<int> years;
  for (const auto& [key, cell] : cells) years.insert(key.second);
  return {years.begin(), years.end()};
}

const SexDeaths* DeathsTable::find(const AgeGroup& age, int year) const {
  const auto found = cells.find({age, year});
  return found == cells.end() ? nullptr : &found->second;
}

DeathsTable read_deaths_table(const Input& input, const DeathsTableOptions& options,
                              std::vector<std::string>& notes) {
  return DeathsReader(input, options).read(notes);
}

DeathsTable subtracted(const DeathsTable& deaths, const DeathsTable& other, const std::vector<int>& years) {
  const std::vector<int> known = other.years();
  for (const int year : years) {
    if (std::find(known.begin(), known.end(), year) == known.end())
      throw DataError(
          fmt::format("what is to be subtracted has no deaths of {}, which is a base year or a year "
                      "asked for. Leaving it out would look like an excess.",
                      year));
  }
  DeathsTable rest = deaths;
  for (auto& [key, cell] : rest.cells) {
    const SexDeaths* taken = other.find(key.first, key.second);
    if (taken == nullptr) continue;
    cell.male -= taken->male;
    cell.female -= taken->female;
    if (cell.male < 0 || cell.female < 0)
      throw DataError(fmt::format("ages {}, {}: more deaths are to be subtracted than there are",
                                  age_label(key.first), key.second));
  }
  return rest;
}

}  // namespace byname
