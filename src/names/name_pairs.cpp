// SPDX-License-Identifier: Apache-2.0
#include "names/name_pairs.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "names/name_frequencies.hpp"
#include "table/csv_writer.hpp"

namespace byname {

namespace {

const TextColumn& find_column(const InputList& list, std::string_view name) {
  const auto found = std::find_if(list.columns.begin(), list.columns.end(),
                                  [&](const TextColumn& column) { return column.name == name; });
  if (found == list.columns.end())
    throw DataError(fmt::format("there is no column {}. The table of pairs has the columns a and b", name));
  return *found;
}

/// The different texts of both columns, read once each.
class ReadNames {
 public:
  explicit ReadNames(const NameTables& tables) : parser_(tables) {}

  void add(const TextColumn& column) {
    for (std::size_t row = 0; row < column.codes.size(); ++row) {
      const auto [place, is_new] = names_.try_emplace(std::string(column.at(row)));
      if (!is_new) continue;
      place->second = parser_.parse(place->first);
      frequencies_.add(place->second);
    }
  }

  const ParsedName& at(std::string_view text) const { return names_.at(std::string(text)); }
  const NameFrequencies& frequencies() const { return frequencies_; }

 private:
  NameParser parser_;
  std::unordered_map<std::string, ParsedName> names_;
  NameFrequencies frequencies_;
};

void append_row(std::string& csv, const std::vector<std::string_view>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) csv.push_back(',');
    append_csv_cell(csv, cells[i]);
  }
  csv.push_back('\n');
}

/// Two digits behind the point, and no minus before a zero.
std::string weight_text(double weight) {
  const double rounded = std::round(weight * 100) / 100;
  return fmt::format("{:.2f}", rounded == 0 ? 0.0 : rounded);
}

}  // namespace

NamePairs compare_name_pairs(const InputList& list, const NameTables& tables) {
  const TextColumn& a = find_column(list, "a");
  const TextColumn& b = find_column(list, "b");
  ReadNames names(tables);
  names.add(a);
  names.add(b);
  NamePairs result;
  std::vector<std::string_view> cells;
  for (const TextColumn& column : list.columns) cells.push_back(column.name);
  cells.insert(cells.end(), {"outcome", "weight", "reason"});
  append_row(result.csv, cells);
  for (std::size_t row = 0; row < list.num_mentions(); ++row) {
    const ParsedName& left = names.at(a.at(row));
    const ParsedName& right = names.at(b.at(row));
    const NameAgreement agreement = name_agreement(left, right, tables);
    const std::string weight = weight_text(names.frequencies().weight(left, right, agreement));
    cells.clear();
    for (const TextColumn& column : list.columns) cells.push_back(column.at(row));
    cells.insert(cells.end(), {name_of(agreement.outcome), weight, name_of(agreement.reason)});
    append_row(result.csv, cells);
    ++result.counts[static_cast<std::size_t>(agreement.outcome)];
  }
  return result;
}

}  // namespace byname
