// SPDX-License-Identifier: Apache-2.0
#include "register/said_values.hpp"

#include <algorithm>

#include "names/property_columns.hpp"

namespace byname {

namespace {

std::string text_at_row(const PropertyColumn& property, const InputList& list) {
  const TextColumn& raw = property.source ? list.columns[*property.source] : property.raw;
  return raw.codes.empty() || raw.is_null(0) ? std::string() : std::string(raw.at(0));
}

}  // namespace

std::vector<MentionValue> read_said_values(const std::vector<SaidValue>& said,
                                           const ExecutionContext& context) {
  InputList list;
  ListReading reading;
  for (const SaidValue& value : said) {
    TextColumn column;
    column.name = role_name(value.role);
    const std::string_view cell = value.text;
    column.append_cells(std::span(&cell, 1));
    list.columns.push_back(std::move(column));
    ColumnReading& read = reading.columns.emplace_back();
    read.column = role_name(value.role);
    read.role = value.role;
  }
  list.file = {0};
  list.row = {1};
  list.line = {0};
  const std::vector<PropertyColumn> properties = make_property_columns(list, reading, true, context);
  std::vector<MentionValue> values;
  std::vector<bool> is_property(said.size());
  for (const PropertyColumn& property : properties) {
    MentionValue value{std::string(role_name(property.role)), "", text_at_row(property, list),
                       std::string(property.comparable.at(0))};
    if (property.source) {
      is_property[*property.source] = true;
      value.column = list.columns[*property.source].name;
    }
    if (!value.raw.empty() || !value.value.empty()) values.push_back(std::move(value));
  }
  for (std::size_t i = 0; i < said.size(); ++i) {
    if (!is_property[i]) values.push_back({list.columns[i].name, list.columns[i].name, said[i].text, ""});
  }
  return values;
}

}  // namespace byname
