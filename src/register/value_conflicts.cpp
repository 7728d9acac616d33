// SPDX-License-Identifier: Apache-2.0
#include "register/value_conflicts.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <set>
#include <string_view>

namespace byname {

namespace {

constexpr std::size_t kYearLength = 4;
constexpr std::array<std::string_view, 3> kProperties = {"birth year", "sex", "death date"};

// The property that a role speaks of and the value that can be compared; empty if it speaks of none.
std::pair<std::string_view, std::string> property_of(const std::string& role, const std::string& value) {
  if (role == "birth_year") return {kProperties[0], value};
  const bool has_year =
      value.size() >= kYearLength &&
      std::all_of(value.begin(), value.begin() + kYearLength, [](char c) { return c >= '0' && c <= '9'; });
  if (role == "birth_date" && has_year) return {kProperties[0], value.substr(0, kYearLength)};
  if (role == "sex") return {kProperties[1], value};
  if (role == "death_date") return {kProperties[2], value};
  return {};
}

}  // namespace

std::vector<ValueConflict> value_conflicts(Database& database, const std::vector<std::int64_t>& mentions) {
  std::map<std::string_view, std::map<std::string, std::set<std::string>>> origins;  // property, value
  for (const std::int64_t mention : mentions) {
    Rows rows = database.query(
        "SELECT v.role, v.value, coalesce(hex(i.origin), 'source ' || coalesce(nullif(s.owner, ''), m.list)) "
        "FROM mention m JOIN mention_value v ON v.mention = m.number LEFT JOIN item i ON i.id = m.item LEFT "
        "JOIN "
        "source s ON s.label = m.list WHERE m.number = ?1 AND v.value <> ''",
        mention);
    while (rows.next()) {
      const auto [property, value] = property_of(rows.text(0), rows.text(1));
      if (!property.empty()) origins[property][value].insert(rows.text(2));
    }
  }
  std::vector<ValueConflict> conflicts;
  for (const std::string_view property : kProperties) {
    if (origins[property].size() < 2) continue;
    ValueConflict conflict{std::string(property), {}};
    for (const auto& [value, said_by] : origins[property])
      conflict.values.emplace_back(value, said_by.size());
    std::stable_sort(conflict.values.begin(), conflict.values.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    conflicts.push_back(std::move(conflict));
  }
  return conflicts;
}

std::string conflict_text(const ValueConflict& conflict) {
  std::string text = conflict.property;
  for (std::size_t i = 0; i < conflict.values.size(); ++i) {
    const auto& [value, number] = conflict.values[i];
    text += fmt::format("{} {} ({} {})", i == 0 ? "" : " against", value, number,
                        number == 1 ? "origin" : "origins");
  }
  return text;
}

}  // namespace byname
