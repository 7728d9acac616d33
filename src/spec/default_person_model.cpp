// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "base/error.hpp"
#include "names/known_name.hpp"
#include "spec/comparison_levels.hpp"
#include "spec/model_spec.hpp"

namespace byname {

namespace {

constexpr double kLinkProbability =
    2.0 / 3;  // a wrong merge counts as two links missed (docs/decisions/0014)

std::optional<ComparisonKind> kind_of_role(Role role) {
  switch (role) {
    case Role::kName:
    case Role::kGiven:
    case Role::kGiven2:
    case Role::kFamily:
    case Role::kPatronymic:
      return ComparisonKind::kName;
    case Role::kSex:
      return ComparisonKind::kSex;
    case Role::kBirthDate:
      return ComparisonKind::kDate;
    case Role::kBirthYear:
    case Role::kAge:
      return ComparisonKind::kYear;
    case Role::kEventDate:
    case Role::kDeathDate:
      return ComparisonKind::kEventDate;
    case Role::kPlace:
    case Role::kRegion:
      return ComparisonKind::kPlace;
    case Role::kAddress:
      return ComparisonKind::kAddress;
    case Role::kPostcode:
      return ComparisonKind::kPostcode;
    case Role::kEmail:
    case Role::kPhone:
    case Role::kNumber:
      return ComparisonKind::kSet;
    case Role::kCategory:
      return ComparisonKind::kCategory;
    default:
      return std::nullopt;
  }
}

bool identifies(Role role) {
  return role == Role::kName || role == Role::kGiven || role == Role::kFamily || role == Role::kEmail ||
         role == Role::kPhone || role == Role::kNumber;
}

/// A column that is hardly ever filled, or says the same of everybody, compares nothing.
bool is_comparable(const RecordColumn& column) {
  std::size_t filled = 0;
  for (const std::uint32_t code : column.comparable.codes) filled += code != 0;
  return filled >= 2 && filled * 200 >= column.comparable.codes.size() &&
         column.comparable.dictionary.size() > 2;
}

/// True if the values are canonical names, of which some are known.
bool has_known_names(const RecordColumn& column) {
  if (column.role != Role::kGiven && column.role != Role::kPatronymic) return false;
  for (std::uint32_t code = 1; code < column.comparable.dictionary.size(); ++code) {
    if (is_known_name(column.comparable.dictionary.value(code))) return true;
  }
  return false;
}

ComparisonKind kind_of_column(const RecordColumn& column, ComparisonKind of_role, bool reads_eastern_names) {
  if (has_known_names(column)) return ComparisonKind::kKnownName;
  const bool is_place = of_role == ComparisonKind::kPlace;
  return is_place && reads_eastern_names ? ComparisonKind::kKnownPlace : of_role;
}

ComparisonSpec make_comparison(const RecordColumn& column, ComparisonKind kind, bool has_family) {
  ComparisonSpec comparison;
  comparison.name = column.name;
  comparison.kind = kind;
  comparison.role = column.role;
  comparison.columns = {column.name};
  std::string swap_partner;
  if (column.role == Role::kGiven && has_family) {
    swap_partner = "family";
    comparison.columns.push_back(swap_partner);
  }
  comparison.levels = make_levels(kind, column.name, swap_partner, column.role);
  return comparison;
}

/// Where names are read by the model of names, namesakes are known by their birth dates: two that conflict
/// are for a reader to decide, whatever training makes of namesakes in these lists.
void bar_conflicting_births(ModelSpec& model) {
  const bool knows_names = std::any_of(
      model.comparisons.begin(), model.comparisons.end(),
      [](const ComparisonSpec& comparison) { return comparison.kind == ComparisonKind::kKnownName; });
  for (ComparisonSpec& comparison : model.comparisons) {
    if (knows_names && comparison.kind == ComparisonKind::kDate) comparison.level(0).is_certain_veto = true;
  }
}

std::string link_type_of(const RecordTable& records) {
  return records.list_labels.size() > 1 ? "link_and_dedupe" : "dedupe_only";
}

}  // namespace

ModelSpec default_person_model(const RecordTable& records) {
  ModelSpec model;
  model.link_probability = kLinkProbability;
  model.link_type = link_type_of(records);
  model.reads_eastern_names = records.reads_eastern_names;
  const RecordColumn* family = records.find(Role::kFamily);
  const bool has_family = family != nullptr && is_comparable(*family);
  bool has_identity = false;
  for (const RecordColumn& column : records.columns) {
    const std::optional<ComparisonKind> kind = kind_of_role(column.role);
    if (!kind || !is_comparable(column)) continue;
    // Rows that are events have dates of their own, of one person too.
    if (column.role == Role::kEventDate && records.find(Role::kEvent) != nullptr) continue;
    has_identity = has_identity || identifies(column.role);
    model.comparisons.push_back(
        make_comparison(column, kind_of_column(column, *kind, records.reads_eastern_names), has_family));
  }
  bar_conflicting_births(model);
  if (!has_identity && records.num_records() > 1) {
    throw DataError(
        "no column tells one person from another: no name, number, email or phone with more than one value. "
        "Name the column with --map COLUMN=name, or see byname columns FILE");
  }
  return model;
}

}  // namespace byname
