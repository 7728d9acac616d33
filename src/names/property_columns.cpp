// SPDX-License-Identifier: Apache-2.0
#include "names/property_columns.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/parallel.hpp"
#include "names/birth_column.hpp"
#include "names/canonical_names.hpp"
#include "names/header_words.hpp"
#include "names/mapped_column.hpp"
#include "names/name_columns.hpp"
#include "names/place_reading.hpp"

namespace byname {

namespace {

/// Columns of a list that make one property together.
struct Slot {
  Role role = Role::kText;
  std::string name;
  std::vector<std::size_t> sources;
};

std::string slot_name(const ColumnReading& reading, Role role) {
  if (role != Role::kCategory && role != Role::kText) return std::string(role_name(role));
  std::string words = header_words(reading.column);
  std::replace(words.begin(), words.end(), ' ', '_');
  return std::string(role_name(role)) + "_" + (words.empty() ? "column" : words);
}

bool is_plain(Role role) {
  switch (role) {
    case Role::kId:
    case Role::kIgnore:
    case Role::kTruth:
    case Role::kName:
    case Role::kBirthDate:
    case Role::kBirthYear:
    case Role::kBirthMonth:
    case Role::kBirthDay:
    case Role::kAge:
      return false;
    default:
      return true;
  }
}

std::vector<Slot> plain_slots(const ListReading& reading) {
  std::vector<Slot> slots;
  for (std::size_t i = 0; i < reading.columns.size(); ++i) {
    const ColumnReading& column = reading.columns[i];
    // A full name is split for comparing, and shown as it stands.
    const Role role = column.role == Role::kName ? Role::kText : column.role;
    if (!is_plain(role)) continue;
    const std::string name = slot_name(column, role);
    const auto found =
        std::find_if(slots.begin(), slots.end(), [&](const Slot& slot) { return slot.name == name; });
    if (found == slots.end()) {
      slots.push_back({role, name, {i}});
    } else {
      found->sources.push_back(i);
    }
  }
  return slots;
}

/// Places from specific to general: a place with more different values is the more specific one.
void order_sources(Slot& slot, const ListReading& reading) {
  if (slot.role != Role::kPlace && slot.role != Role::kRegion) return;
  std::stable_sort(slot.sources.begin(), slot.sources.end(), [&](std::size_t a, std::size_t b) {
    return reading.columns[a].num_distinct > reading.columns[b].num_distinct;
  });
}

std::vector<const TextColumn*> pointers_to(const std::vector<TextColumn>& columns) {
  std::vector<const TextColumn*> pointers;
  for (const TextColumn& column : columns) pointers.push_back(&column);
  return pointers;
}

TextColumn join_comparable(Role role, const std::vector<TextColumn>& parts) {
  const auto pointers = pointers_to(parts);
  switch (role) {
    case Role::kEmail:
    case Role::kPhone:
    case Role::kNumber:
      return unite_rows(pointers);
    case Role::kPlace:
    case Role::kRegion:
      return join_rows(pointers, " | ");
    case Role::kSex:
    case Role::kPostcode:
    case Role::kEventDate:
    case Role::kDeathDate:
      return coalesce_rows(pointers);
    default:
      return join_rows(pointers, " ");
  }
}

TextColumn join_raw(Role role, const std::vector<TextColumn>& parts) {
  const auto sources = pointers_to(parts);
  switch (role) {
    case Role::kSex:
    case Role::kPostcode:
    case Role::kEventDate:
    case Role::kDeathDate:
      return coalesce_rows(sources);
    case Role::kGiven:
    case Role::kGiven2:
    case Role::kFamily:
    case Role::kPatronymic:
    case Role::kAddress:
      return join_rows(sources, " ");
    default:
      return join_rows(sources, ", ");
  }
}

/// A column as it is, without its words for missing.
TextColumn without_missing(const TextColumn& column, const ExecutionContext& context) {
  return map_distinct(column, [](std::string& out, std::string_view text) { out += text; }, context);
}

TextColumn empty_column(std::size_t num_rows) {
  TextColumn column;
  column.codes.assign(num_rows, Dictionary::kNull);
  return column;
}

PropertyColumn make_column(const InputList& list, const ListReading& reading, const Slot& slot,
                           bool reads_eastern_names, const ExecutionContext& context) {
  PropertyColumn made{slot.role, slot.name, {}, {}, std::nullopt};
  const bool is_single = slot.sources.size() == 1;
  if (is_single) made.source = slot.sources[0];
  std::vector<TextColumn> parts, raw_parts;
  for (const std::size_t source : slot.sources) {
    const TextColumn& column = list.columns[source];
    if (!is_single) raw_parts.push_back(without_missing(column, context));
    if (slot.role == Role::kText) continue;
    parts.push_back(
        map_distinct(column, column_reader(column, reading.columns[source], reads_eastern_names), context));
  }
  const bool is_place = slot.role == Role::kPlace || slot.role == Role::kRegion;
  if (slot.role == Role::kText) {
    made.comparable = empty_column(list.num_mentions());
  } else if (is_place && reads_eastern_names && !is_single) {
    // Which town is meant may only follow from the region.
    made.comparable = map_distinct(join_raw(slot.role, raw_parts), append_known_place, context);
  } else {
    made.comparable = is_single ? std::move(parts[0]) : join_comparable(slot.role, parts);
  }
  if (!is_single) made.raw = join_raw(slot.role, raw_parts);
  return made;
}

bool holds_digits_only(const TextColumn& column) {
  for (std::uint32_t code = 1; code < column.dictionary.size(); ++code) {
    const std::string_view text = column.dictionary.value(code);
    if (text != "1" && text != "2" && text != "1.0" && text != "2.0" && text != "0" && text != "9")
      return false;
  }
  return true;
}

DateFormat date_format_of(const TextColumn& column, bool day_first) {
  DateFormatVote vote;
  std::vector<std::uint32_t> counts(column.dictionary.size(), 0);
  for (const std::uint32_t code : column.codes) ++counts[code];
  for (std::uint32_t code = 1; code < column.dictionary.size(); ++code)
    vote.add(column.dictionary.value(code), counts[code]);
  DateFormat format = vote.format();
  format.day_first = day_first;
  return format;
}

}  // namespace

PropertyColumn* find_property(std::vector<PropertyColumn>& columns, Role role) {
  const auto found =
      std::find_if(columns.begin(), columns.end(), [&](const PropertyColumn& c) { return c.role == role; });
  return found == columns.end() ? nullptr : &*found;
}

std::vector<std::size_t> columns_of_role(const ListReading& reading, Role role) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < reading.columns.size(); ++i) {
    if (reading.columns[i].role == role) found.push_back(i);
  }
  return found;
}

ValueReader column_reader(const TextColumn& column, const ColumnReading& reading, bool reads_eastern_names) {
  ReadingRules rules;
  rules.reads_eastern_names = reads_eastern_names;
  const bool is_date = reading.role == Role::kBirthDate || reading.role == Role::kEventDate ||
                       reading.role == Role::kDeathDate;
  if (is_date) rules.date_format = date_format_of(column, reading.day_first);
  if (reading.role == Role::kSex) rules.sex_digits_count = holds_digits_only(column);
  return value_reader(reading.role, rules);
}

std::vector<PropertyColumn> make_property_columns(const InputList& list, const ListReading& reading,
                                                  bool reads_eastern_names, const ExecutionContext& context) {
  std::vector<Slot> slots = plain_slots(reading);
  for (Slot& slot : slots) order_sources(slot, reading);
  std::vector<PropertyColumn> columns(slots.size());
  parallel_chunks(context, slots.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
    columns[i] = make_column(list, reading, slots[i], reads_eastern_names, context);
  });
  for (PropertyColumn& column : make_birth_columns(list, reading, columns, context))
    columns.push_back(std::move(column));
  add_name_columns(list, reading, reads_eastern_names, columns, context);
  if (reads_eastern_names) make_names_canonical(list, columns, context);
  return columns;
}

void take_raw_columns(InputList& list, std::vector<PropertyColumn>& columns,
                      const ExecutionContext& context) {
  parallel_chunks(context, columns.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
    PropertyColumn& column = columns[i];
    if (column.source) column.raw = std::move(list.columns[*column.source]);
    drop_missing(column.raw);
    column.source.reset();
  });
}

}  // namespace byname
