// SPDX-License-Identifier: Apache-2.0
#include "register/person_sheet.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/error.hpp"
#include "register/body_reader.hpp"
#include "register/digest.hpp"
#include "register/rule_versions.hpp"
#include "register/standings.hpp"

namespace byname {

namespace {

constexpr std::size_t kHashDigits = 8;
constexpr std::size_t kHeadDigits = 8;
constexpr std::string_view kNoHash = "--------";

std::string hash_of(const RegisterId& register_id, const std::string& person, std::string_view column,
                    std::string_view text) {
  if (text.empty()) return std::string(kNoHash);
  return Digest("sheet cell")
      .add(register_id.view())
      .add(person)
      .add(column)
      .add(text)
      .finish<Hash>()
      .hex()
      .substr(0, kHashDigits);
}

// Where a column's hash stands among those of a base.
std::optional<std::size_t> place_of(std::string_view column) {
  if (column == "verdict") return kSheetValues.size();
  const auto found = std::find(kSheetValues.begin(), kSheetValues.end(), column);
  if (found == kSheetValues.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kSheetValues.begin());
}

std::span<const std::string_view> value_columns(ValueZones zones) {
  const std::span<const std::string_view> all(kSheetValues);
  return zones == ValueZones::kAll ? all : all.first(kFirstSealed);
}

using Cells = std::map<std::string, std::string>;

Cells cells_of(const Cells& values, PersonVerdict verdict, ValueZones zones) {
  Cells cells;
  for (const std::string_view column : value_columns(zones)) {
    const auto value = values.find(std::string(column));
    if (value != values.end()) cells.insert(*value);
  }
  cells["verdict"] = name_of(verdict);
  return cells;
}

// What a row says beside its id.
struct SheetRow {
  Cells cells;
  std::size_t checks = 0;
  std::size_t num_mentions = 0;
  std::size_t num_sources = 0;
};

SheetRow row_of(const PersonStanding& person, const Cells& values, ValueZones zones) {
  std::set<std::string> sources;
  for (const HeldEvidence& each : person.evidence) sources.insert(each.evidence.source);
  return {cells_of(values, person.verdict(), zones), person.standing.checks, person.evidence.size(),
          sources.size()};
}

std::unordered_map<std::string, SheetRow> all_rows(Database& database, const ConfirmRule& rule,
                                                   ValueZones zones) {
  std::unordered_map<std::string, SheetRow> rows;
  const PersonValueTable table(database, kSheetValues, zones);
  visit_standings(database, rule, [&](const PersonStanding& person) {
    rows.emplace(person.person, row_of(person, table.values_of(mentions_of(person.evidence)), zones));
  });
  return rows;
}

SheetRow one_row(Database& database, const ConfirmRule& rule, const std::string& id, ValueZones zones) {
  const PersonStanding person = standing_of_person(database, rule, id);
  return row_of(person, person_values(database, mentions_of(person.evidence), zones), zones);
}

std::string head_of(Register& opened) {
  std::string heads;
  for (const OpId& head : opened.log().heads()) heads += (heads.empty() ? "" : ".") + head.short_hex();
  return heads.substr(0, kHeadDigits);
}

}  // namespace

std::string SheetBase::text(const std::string& person,
                            const std::map<std::string, std::string>& cells) const {
  std::string base = "b" + head_;
  const auto add = [&](std::string_view column) {
    const auto cell = cells.find(std::string(column));
    base += hash_of(register_id_, person, column, cell == cells.end() ? "" : cell->second);
  };
  for (const std::string_view column : kSheetValues) add(column);
  add("verdict");
  return base;
}

std::optional<bool> SheetBase::held(const RegisterId& register_id, std::string_view base,
                                    const std::string& person, std::string_view column,
                                    std::string_view text) {
  const std::optional<std::size_t> place = place_of(column);
  const std::size_t size = 1 + kHeadDigits + kHashDigits * (kSheetValues.size() + 1);
  if (!place || base.size() != size || base[0] != 'b') return std::nullopt;
  return base.substr(1 + kHeadDigits + *place * kHashDigits, kHashDigits) ==
         hash_of(register_id, person, column, text);
}

std::optional<SheetColumn> sheet_column(std::string_view name) {
  if (name == "id") return SheetColumn::kId;
  if (name == "verdict") return SheetColumn::kVerdict;
  if (name == "merge_into") return SheetColumn::kMergeInto;
  if (name == "checks" || name == "mentions" || name == "sources" || name == "base")
    return SheetColumn::kInformation;
  if (place_of(name)) return SheetColumn::kValue;
  return std::nullopt;
}

std::map<std::string, std::string> sheet_cells(Database& database, const std::string& person,
                                               ValueZones zones) {
  const ConfirmRule rule = rules_in_force(database).read().confirm;
  return one_row(database, rule, person, zones).cells;
}

void write_sheet(Register& opened, const SheetAsked& asked, const ExecutionContext& context,
                 const std::function<void(std::span<const std::string>)>& row, std::size_t many_persons) {
  Database& database = opened.database();
  const ConfirmRule rule = rules_in_force(database).read().confirm;
  std::vector<std::string> line = {"id"};
  for (const std::string_view column : value_columns(asked.zones)) line.emplace_back(column);
  line.insert(line.end(), {"verdict", "checks", "mentions", "sources", "merge_into", "base"});
  row(line);
  const SheetBase base(opened.id(), head_of(opened));
  const std::vector<std::string> ids = person_ids(database, asked.filter, context);
  std::unordered_map<std::string, SheetRow> rows;
  if (ids.size() >= many_persons) rows = all_rows(database, rule, asked.zones);
  for (const std::string& id : ids) {
    const auto known = rows.find(id);
    const SheetRow person = known != rows.end() ? known->second : one_row(database, rule, id, asked.zones);
    line = {id};
    for (const std::string_view column : value_columns(asked.zones)) {
      const auto cell = person.cells.find(std::string(column));
      line.push_back(cell == person.cells.end() ? "" : cell->second);
    }
    line.insert(line.end(), {person.cells.at("verdict"), std::to_string(person.checks),
                             std::to_string(person.num_mentions), std::to_string(person.num_sources), "",
                             base.text(id, person.cells)});
    row(line);
  }
}

OpId log_sealed_export(Register& opened, std::size_t num_persons, const std::string& reason) {
  OpWriter writer(opened, "export");
  writer.add(body_kind::kExport, dump_body({{"sealed", true}, {"persons", num_persons}}));
  writer.add_reason(reason);
  const OpId op = writer.append().id;
  writer.commit();
  return op;
}

}  // namespace byname
