// SPDX-License-Identifier: Apache-2.0
#include "names/name_columns.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/parallel.hpp"
#include "names/mapped_column.hpp"
#include "names/missing_words.hpp"
#include "names/name_parts.hpp"
#include "names/name_words.hpp"
#include "text/normalise.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::size_t kChunkCodes = 4096;
constexpr std::array kPartRoles = {Role::kGiven, Role::kGiven2, Role::kFamily, Role::kPatronymic};

using PartColumns = std::array<TextColumn, kPartRoles.size()>;

const std::string& part_of(const NameParts& parts, Role role) {
  switch (role) {
    case Role::kGiven:
      return parts.given;
    case Role::kGiven2:
      return parts.given2;
    case Role::kPatronymic:
      return parts.patronymic;
    default:
      return parts.family;
  }
}

NameOrder order_of(const TextColumn& names) {
  constexpr std::uint32_t kSampledNames = 4096;
  std::vector<std::uint32_t> counts(names.dictionary.size(), 0);
  for (const std::uint32_t code : names.codes) ++counts[code];
  const std::uint32_t step = std::max<std::uint32_t>(1, names.dictionary.size() / kSampledNames);
  NameOrderVote vote;
  for (std::uint32_t code = 1; code < names.dictionary.size(); code += step) {
    if (!is_missing(names.dictionary.value(code))) vote.add(names.dictionary.value(code), counts[code]);
  }
  return vote.order();
}

std::vector<NameParts> split_distinct(const TextColumn& names, const ExecutionContext& context) {
  const NameOrder order = order_of(names);
  std::vector<NameParts> parts(names.dictionary.size());
  parallel_chunks(context, parts.size(), kChunkCodes, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t code = std::max<std::size_t>(begin, 1); code < end; ++code) {
      const std::string_view name = names.dictionary.value(static_cast<std::uint32_t>(code));
      if (!is_missing(name)) parts[code] = split_name(name, order);
    }
  });
  return parts;
}

PartColumns split_column(const TextColumn& names, const ExecutionContext& context) {
  const std::vector<NameParts> parts = split_distinct(names, context);
  PartColumns columns;
  for (std::size_t i = 0; i < kPartRoles.size(); ++i) {
    std::vector<std::uint32_t> code_of(parts.size(), Dictionary::kNull);
    for (std::size_t code = 1; code < parts.size(); ++code) {
      const std::string& text = part_of(parts[code], kPartRoles[i]);
      if (!text.empty()) code_of[code] = columns[i].dictionary.insert(text);
    }
    columns[i].codes.reserve(names.codes.size());
    for (const std::uint32_t code : names.codes) columns[i].codes.push_back(code_of[code]);
  }
  return columns;
}

bool is_empty(const TextColumn& column) {
  return std::all_of(column.codes.begin(), column.codes.end(),
                     [](std::uint32_t code) { return code == Dictionary::kNull; });
}

PropertyColumn* find_column(std::vector<PropertyColumn>& columns, Role role) {
  const auto found =
      std::find_if(columns.begin(), columns.end(), [&](const PropertyColumn& c) { return c.role == role; });
  return found == columns.end() ? nullptr : &*found;
}

/// Rows whose own given and family names are both empty: these take the parts of the full name.
std::vector<bool> rows_without_parts(std::vector<PropertyColumn>& columns, std::size_t num_rows) {
  const PropertyColumn* given = find_column(columns, Role::kGiven);
  const PropertyColumn* family = find_column(columns, Role::kFamily);
  std::vector<bool> without(num_rows, true);
  for (std::size_t row = 0; row < num_rows; ++row) {
    const bool has_given = given != nullptr && !given->comparable.is_null(row);
    const bool has_family = family != nullptr && !family->comparable.is_null(row);
    without[row] = !has_given && !has_family;
  }
  return without;
}

void blank_other_rows(TextColumn& column, const std::vector<bool>& rows) {
  for (std::size_t row = 0; row < column.codes.size(); ++row) {
    if (!rows[row]) column.codes[row] = Dictionary::kNull;
  }
}

/// "Анна Ильинична" in a column of given names: where the second of two words begins, 0 if the value is not
/// so.
std::size_t patronymic_start(std::string_view text) {
  text = trim(text);
  const std::size_t space = text.find(' ');
  if (space == text.npos || text.find(' ', space + 1) != text.npos) return 0;
  return has_patronymic_ending(fold_text(text.substr(space + 1))) ? space + 1 : 0;
}

bool holds_patronymics(const TextColumn& given) {
  std::uint32_t split = 0;
  for (std::uint32_t code = 1; code < given.dictionary.size(); ++code) {
    split += patronymic_start(given.dictionary.value(code)) != 0;
  }
  return split > 0 && split * 2 >= given.dictionary.size() - 1;
}

PropertyColumn make_part(Role role, TextColumn&& raw, bool folds_romanised, const ExecutionContext& context) {
  ReadingRules rules;
  rules.folds_romanised = folds_romanised;
  TextColumn comparable = map_distinct(raw, value_reader(role, rules), context);
  return {role, std::string(role_name(role)), std::move(raw), std::move(comparable), std::nullopt};
}

/// Parts a column of given names with patronymics into the two.
void part_given_names(const InputList& list, bool folds_romanised, std::vector<PropertyColumn>& columns,
                      const ExecutionContext& context) {
  PropertyColumn* given = find_column(columns, Role::kGiven);
  if (given == nullptr || !given->source || find_column(columns, Role::kPatronymic) != nullptr) return;
  const TextColumn& source = list.columns[*given->source];
  if (!holds_patronymics(source)) return;
  TextColumn patronymic = map_distinct(
      source,
      [](std::string& out, std::string_view text) {
        if (const std::size_t start = patronymic_start(text); start != 0) out += trim(text).substr(start);
      },
      context);
  TextColumn first = map_distinct(
      source,
      [](std::string& out, std::string_view text) {
        const std::size_t start = patronymic_start(text);
        out += start == 0 ? text : trim(text).substr(0, start - 1);
      },
      context);
  *given = make_part(Role::kGiven, std::move(first), folds_romanised, context);
  columns.push_back(make_part(Role::kPatronymic, std::move(patronymic), folds_romanised, context));
}

/// Puts a part beside the list's own column of that role, or makes it the column.
void add_part(const InputList& list, std::vector<PropertyColumn>& columns, Role role, TextColumn&& raw,
              bool folds_romanised, const ExecutionContext& context) {
  if (is_empty(raw)) return;
  PropertyColumn part = make_part(role, std::move(raw), folds_romanised, context);
  PropertyColumn* own = find_column(columns, role);
  if (own == nullptr) {
    columns.push_back(std::move(part));
    return;
  }
  const TextColumn& own_raw = own->source ? list.columns[*own->source] : own->raw;
  own->raw = coalesce_rows(std::array<const TextColumn*, 2>{&own_raw, &part.raw});
  own->comparable = coalesce_rows(std::array<const TextColumn*, 2>{&own->comparable, &part.comparable});
  own->source.reset();
}

}  // namespace

void add_name_columns(const InputList& list, const ListReading& reading, bool folds_romanised,
                      std::vector<PropertyColumn>& columns, const ExecutionContext& context) {
  part_given_names(list, folds_romanised, columns, context);
  for (const std::size_t name : columns_of_role(reading, Role::kName)) {
    const std::vector<bool> rows = rows_without_parts(columns, list.num_mentions());
    PartColumns parts = split_column(list.columns[name], context);
    for (std::size_t i = 0; i < kPartRoles.size(); ++i) {
      blank_other_rows(parts[i], rows);
      add_part(list, columns, kPartRoles[i], std::move(parts[i]), folds_romanised, context);
    }
  }
}

}  // namespace byname
