// SPDX-License-Identifier: Apache-2.0
#include "spec/comparison_levels.hpp"

#include <fmt/format.h>

namespace byname {

namespace {

LevelSpec level(std::string label, std::string condition) {
  LevelSpec spec;
  spec.label = std::move(label);
  spec.sql_condition = std::move(condition);
  return spec;
}

LevelSpec null_level(const std::string& column) {
  LevelSpec spec = level("missing", fmt::format(R"("{0}_l" IS NULL OR "{0}_r" IS NULL)", column));
  spec.is_null = true;
  return spec;
}

LevelSpec same(const std::string& column) {
  return level("same", fmt::format(R"("{0}_l" = "{0}_r")", column));
}

LevelSpec otherwise(const std::string& label, bool is_rule_veto) {
  LevelSpec spec = level(label, "ELSE");
  spec.is_rule_veto = is_rule_veto;
  return spec;
}

/// A level that one of byname's own functions names: `function(column_l, column_r) = 'outcome'`.
LevelSpec outcome(const std::string& label, const char* function, const std::string& column,
                  const char* value) {
  return level(label, fmt::format(R"({0}("{1}_l", "{1}_r") = '{2}')", function, column, value));
}

std::vector<LevelSpec> name_levels(const std::string& column, const std::string& swap_partner, Role role) {
  std::vector<LevelSpec> levels = {null_level(column)};
  if (!swap_partner.empty()) {
    levels.push_back(level(kSwappedLabel,
                           fmt::format(R"("{0}_l" = "{1}_r" AND "{1}_l" = "{0}_r")", column, swap_partner)));
  }
  levels.push_back(same(column));
  levels.push_back(outcome("one slip", "name_similarity", column, "slip"));
  levels.push_back(outcome("close, initial or part", "name_similarity", column, "close"));
  levels.push_back(otherwise("other", role == Role::kGiven || role == Role::kPatronymic));
  for (std::size_t i = levels.size() - 4; i + 1 < levels.size(); ++i) levels[i].uses_term_frequency = true;
  return levels;
}

std::vector<LevelSpec> known_name_levels(const std::string& column, const std::string& swap_partner,
                                         Role role) {
  std::vector<LevelSpec> levels = name_levels(column, swap_partner, role);
  // What no table knows may be the same name garbled, or an initial of its other language: weighed, no veto.
  levels.back() = outcome("other", "name_similarity", column, "other");
  levels.push_back(otherwise("another name", false));
  levels.back().is_certain_veto = true;
  return levels;
}

std::vector<LevelSpec> date_levels(const std::string& column) {
  return {null_level(column),
          same(column),
          outcome("agrees, known to the month", "date_agreement", column, "overlap_month"),
          outcome("agrees, known to the year", "date_agreement", column, "overlap_year"),
          outcome("one slip", "date_agreement", column, "slip"),
          outcome("agrees, known to some years", "date_agreement", column, "overlap_wide"),
          outcome("year and month or day", "date_agreement", column, "two_parts"),
          outcome("year only, or day and month", "date_agreement", column, "year_or_day"),
          outcome("other, at most a year apart", "date_agreement", column, "other"),
          otherwise("conflict, two years or more", true)};
}

std::vector<LevelSpec> event_levels(const std::string& column) {
  return {null_level(column),
          same(column),
          outcome("agrees, known to the month", "event_agreement", column, "overlap_month"),
          outcome("within a week", "event_agreement", column, "week"),
          outcome("agrees, known to the year", "event_agreement", column, "overlap_year"),
          outcome("agrees, known to some years", "event_agreement", column, "overlap_wide"),
          outcome("within a month", "event_agreement", column, "month"),
          outcome("within a year", "event_agreement", column, "other"),
          otherwise("conflict, over a year", true)};
}

std::vector<LevelSpec> three_steps(const std::string& column, const char* function, const char* upper,
                                   const char* upper_value, const char* lower, const char* lower_value) {
  return {null_level(column), same(column), outcome(upper, function, column, upper_value),
          outcome(lower, function, column, lower_value), otherwise("other", false)};
}

std::vector<LevelSpec> known_place_levels(const std::string& column) {
  return {null_level(column),
          same(column),
          outcome("one slip", "place_agreement", column, "spelling"),
          outcome("one inside the other", "place_agreement", column, "inclusion"),
          outcome("same region", "place_agreement", column, "same_region"),
          otherwise("other", false)};
}

}  // namespace

std::vector<LevelSpec> make_levels(ComparisonKind kind, const std::string& column,
                                   const std::string& swap_partner, Role role) {
  switch (kind) {
    case ComparisonKind::kName:
      return name_levels(column, swap_partner, role);
    case ComparisonKind::kKnownName:
      return known_name_levels(column, swap_partner, role);
    case ComparisonKind::kDate:
      return date_levels(column);
    case ComparisonKind::kEventDate:
      return event_levels(column);
    case ComparisonKind::kYear:
      return {null_level(column), same(column),
              level("within one",
                    fmt::format(R"(ABS(CAST("{0}_l" AS INT) - CAST("{0}_r" AS INT)) <= 1)", column)),
              level("within three",
                    fmt::format(R"(ABS(CAST("{0}_l" AS INT) - CAST("{0}_r" AS INT)) <= 3)", column)),
              otherwise("other", false)};
    case ComparisonKind::kSex:
    case ComparisonKind::kCategory:
      return {null_level(column), same(column), otherwise("other", kind == ComparisonKind::kSex)};
    case ComparisonKind::kPlace:
      return three_steps(column, "place_similarity", "one slip", "slip", "a part in common", "part");
    case ComparisonKind::kKnownPlace:
      return known_place_levels(column);
    case ComparisonKind::kAddress:
      return three_steps(column, "address_similarity", "most words in common", "most", "some words in common",
                         "some");
    case ComparisonKind::kPostcode:
      return three_steps(column, "postcode_similarity", "one slip", "slip", "same area", "area");
    case ComparisonKind::kSet:
      return three_steps(column, "set_similarity", "one slip", "slip", "close", "close");
  }
  return {};
}

}  // namespace byname
