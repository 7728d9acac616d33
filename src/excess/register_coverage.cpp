// SPDX-License-Identifier: Apache-2.0
#include "excess/register_coverage.hpp"

#include <fmt/format.h>
#include <optional>

#include "base/error.hpp"
#include "base/number_format.hpp"
#include "estimate/table_columns.hpp"
#include "names/header_words.hpp"

namespace byname {
namespace {

const std::vector<std::string_view> kAgeWords = {"age", "age group", "agegroup", "ages", "vozrast", "vik"};
const std::vector<std::string_view> kNamedWords = {"named", "persons", "n", "listed"};
const std::vector<std::string_view> kMatchedWords = {"matched", "found", "linked", "in register",
                                                     "in registry"};

std::optional<double> read_yes(std::string_view text) {
  const std::string words = header_words(text);
  if (words == "yes" || words == "true" || words == "da" || words == "tak") return 1;
  if (words == "no" || words == "false" || words == "net" || words == "ni") return 0;
  return read_plain_number(text);
}

[[noreturn]] void fail(const Input& input, std::size_t row, const TextColumn& column,
                       const std::string& what) {
  throw DataError(
      fmt::format("{}, column '{}': {}", place_of_row(input, input.lists.front(), row), column.name, what));
}

CoverageCounts counts_of(const Input& input, std::size_t row, const TextColumn* named,
                         const TextColumn& matched) {
  const std::optional<double> number = read_yes(matched.at(row));
  if (!number || *number < 0) fail(input, row, matched, "not a number of persons, nor yes or no");
  const double persons =
      named == nullptr ? 1 : number_in_cell(input, input.lists.front(), *named, row).value_or(0);
  if (*number > persons) fail(input, row, matched, "more persons are matched than named");
  return {persons, *number};
}

}  // namespace

RegisterCoverage read_register_coverage(const Input& input, int age_width, std::vector<std::string>& notes) {
  const InputList& list = input.lists.front();
  const TextColumn* age = find_column(list, "", kAgeWords);
  const TextColumn* named = find_column(list, "", kNamedWords);
  const TextColumn* matched = find_column(list, "", kMatchedWords);
  if (age == nullptr || matched == nullptr)
    throw UserError(
        fmt::format("the table of coverage needs the columns age, named and matched (or age and matched "
                    "with one row a person); it has: {}",
                    column_names(list)));
  RegisterCoverage coverage;
  double num_unknown = 0;
  for (std::size_t row = 0; row < list.num_mentions(); ++row) {
    const std::optional<AgeCell> cell = read_age_cell(age->at(row));
    if (!cell) fail(input, row, *age, "not an age. Write 15-19, 85+ or 17.");
    if (cell->kind == AgeCellKind::kAllAges) continue;
    const CoverageCounts counts = counts_of(input, row, named, *matched);
    if (cell->kind == AgeCellKind::kUnknownAge) {
      num_unknown += counts.named;
      continue;
    }
    CoverageCounts& sum = coverage.counts[widened(cell->group, age_width)];
    sum.named += counts.named;
    sum.matched += counts.matched;
  }
  if (num_unknown > 0)
    notes.push_back(fmt::format("{} of the named list at an unknown age say nothing of the coverage.",
                                format_counted(static_cast<std::int64_t>(num_unknown), "person", "persons")));
  return coverage;
}

}  // namespace byname
