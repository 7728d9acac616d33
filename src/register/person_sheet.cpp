// SPDX-License-Identifier: Apache-2.0
#include "register/person_sheet.hpp"

#include <algorithm>

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

std::map<std::string, std::string> cells_of(Database& database, const PersonStanding& person,
                                            ValueZones zones) {
  std::vector<std::int64_t> mentions;
  for (const HeldEvidence& each : person.evidence) mentions.push_back(each.mention);
  const std::map<std::string, std::string> values = person_values(database, mentions, zones);
  std::map<std::string, std::string> cells;
  for (const std::string_view column : value_columns(zones)) {
    const auto value = values.find(std::string(column));
    if (value != values.end()) cells.insert(*value);
  }
  cells["verdict"] = name_of(person.verdict());
  return cells;
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
  return cells_of(database, standing_of_person(database, rule, person), zones);
}

void write_sheet(Register& opened, const SheetAsked& asked, const ExecutionContext& context,
                 const std::function<void(std::span<const std::string>)>& row) {
  Database& database = opened.database();
  const ConfirmRule rule = rules_in_force(database).read().confirm;
  std::vector<std::string> line = {"id"};
  for (const std::string_view column : value_columns(asked.zones)) line.emplace_back(column);
  line.insert(line.end(), {"verdict", "checks", "mentions", "sources", "merge_into", "base"});
  row(line);
  const SheetBase base(opened.id(), head_of(opened));
  for (const std::string& id : person_ids(database, asked.filter, context)) {
    const PersonStanding person = standing_of_person(database, rule, id);
    const std::map<std::string, std::string> cells = cells_of(database, person, asked.zones);
    std::vector<std::string> sources;
    for (const HeldEvidence& each : person.evidence) sources.push_back(each.evidence.source);
    std::sort(sources.begin(), sources.end());
    sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
    line = {id};
    for (const std::string_view column : value_columns(asked.zones)) {
      const auto cell = cells.find(std::string(column));
      line.push_back(cell == cells.end() ? "" : cell->second);
    }
    line.insert(line.end(), {cells.at("verdict"), std::to_string(person.standing.checks),
                             std::to_string(person.evidence.size()), std::to_string(sources.size()), "",
                             base.text(id, cells)});
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
