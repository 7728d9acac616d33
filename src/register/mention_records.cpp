// SPDX-License-Identifier: Apache-2.0
#include "register/mention_records.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "names/comparable_values.hpp"
#include "names/eastern_names.hpp"
#include "names/mapped_column.hpp"

namespace byname {

namespace {

// In the order of Role, as RecordTable has it.
constexpr auto kComparedRoles =
    std::to_array<Role>({Role::kGiven, Role::kGiven2, Role::kFamily, Role::kPatronymic, Role::kSex,
                         Role::kBirthDate, Role::kEventDate, Role::kDeathDate, Role::kPlace, Role::kRegion,
                         Role::kAddress, Role::kPostcode, Role::kEmail, Role::kPhone, Role::kNumber});

// How a value of the role is read depends on whether names are of the East.
bool is_of_model_of_names(Role role) {
  return role == Role::kGiven || role == Role::kGiven2 || role == Role::kFamily ||
         role == Role::kPatronymic || role == Role::kPlace || role == Role::kRegion;
}

}  // namespace

MentionRecords::MentionRecords(std::optional<bool> reads_eastern_names)
    : reads_eastern_names_(reads_eastern_names) {
  table_.list_labels = {"register", "new"};
  for (const Role role : kComparedRoles) {
    RecordColumn& column = table_.columns.emplace_back();
    column.role = role;
    column.name = role_name(role);
    column.raw.name = column.comparable.name = column.name;
  }
  written_.resize(table_.columns.size());
}

void MentionRecords::append_numbers(Database& database, const std::vector<std::int64_t>& numbers) {
  if (numbers.empty()) return;
  const std::size_t first = numbers_.size();
  numbers_.insert(numbers_.end(), numbers.begin(), numbers.end());
  resize_columns();
  std::size_t at = 0;
  const auto take = [&](Rows& rows) {
    while (rows.next()) {
      const std::int64_t number = rows.number(0);
      while (at < numbers.size() && numbers[at] < number) ++at;
      if (at < numbers.size() && numbers[at] == number)
        set(first + at, rows.bytes(1), rows.bytes(2), rows.bytes(3));
    }
  };
  // All in one scan where many are asked for, else one after another.
  const std::int64_t span = numbers.back() - numbers.front() + 1;
  if (span <= 4 * static_cast<std::int64_t>(numbers.size())) {
    Rows rows = database.query(
        "SELECT mention, role, raw, value FROM mention_value WHERE mention BETWEEN ?1 AND ?2 AND value <> '' "
        "ORDER BY mention, ordinal",
        numbers.front(), numbers.back());
    take(rows);
    return;
  }
  for (const std::int64_t number : numbers) {
    Rows rows = database.query(
        "SELECT mention, role, raw, value FROM mention_value WHERE mention = ?1 AND value <> '' ORDER BY "
        "ordinal",
        number);
    take(rows);
  }
}

void MentionRecords::append(const std::vector<MentionValue>& values, std::int64_t number) {
  numbers_.push_back(number);
  resize_columns();
  for (const MentionValue& value : values) {
    if (!value.value.empty()) set(numbers_.size() - 1, value.role, value.raw, value.value);
  }
}

void MentionRecords::resize_columns() {
  for (RecordColumn& column : table_.columns) column.comparable.codes.resize(size(), Dictionary::kNull);
  for (TextColumn& column : written_) column.codes.resize(size(), Dictionary::kNull);
}

// The first value of a role counts. The date of an event is not the person's: it has another in every row.
void MentionRecords::set(std::size_t record, std::string_view role, std::string_view raw,
                         std::string_view value) {
  const bool is_event = role == role_name(Role::kEvent);
  if (is_event) of_events_.insert(record);
  for (std::size_t i = 0; i < table_.columns.size(); ++i) {
    RecordColumn& column = table_.columns[i];
    if (is_event && column.role == Role::kEventDate) column.comparable.codes[record] = Dictionary::kNull;
    if (column.name != role) continue;
    if (column.role == Role::kEventDate && of_events_.contains(record)) return;
    std::uint32_t& code = column.comparable.codes[record];
    if (code != Dictionary::kNull) return;
    code = column.comparable.dictionary.insert(value);
    if (is_of_model_of_names(column.role) && reads_eastern_names_ != true)
      written_[i].codes[record] = written_[i].dictionary.insert(raw.empty() ? value : raw);
    return;
  }
}

bool MentionRecords::holds_eastern_names() const {
  for (std::size_t i = 0; i < written_.size(); ++i) {
    const Role role = table_.columns[i].role;
    const bool is_place = role == Role::kPlace || role == Role::kRegion;
    if (!is_place && holds_cyrillic(written_[i])) return true;
    if (role == Role::kFamily && holds_romanised_names(written_[i])) return true;
  }
  return false;
}

void MentionRecords::read_anew(const ExecutionContext& context) {
  ReadingRules rules;
  rules.reads_eastern_names = false;
  for (std::size_t i = 0; i < written_.size(); ++i) {
    RecordColumn& column = table_.columns[i];
    if (!is_of_model_of_names(column.role)) continue;
    column.comparable = map_distinct(written_[i], value_reader(column.role, rules), context);
    column.comparable.name = column.name;
  }
}

void MentionRecords::finish(const ExecutionContext& context) {
  table_.reads_eastern_names = reads_eastern_names_.value_or(holds_eastern_names());
  if (!table_.reads_eastern_names) read_anew(context);
  const std::size_t n = numbers_.size();
  for (RecordColumn& column : table_.columns) column.raw.codes.assign(n, Dictionary::kNull);
  table_.list.assign(n, 1);
  table_.file.assign(n, 0);
  table_.file_names = {""};
  table_.num_files = {1, 1};
  table_.ids.assign(n, "");
  table_.row.resize(n);
  for (std::size_t i = 0; i < n; ++i) table_.row[i] = i + 1;
}

void MentionRecords::keep_first(std::size_t num_records) {
  numbers_.resize(num_records);
  std::erase_if(of_events_, [&](std::size_t record) { return record >= num_records; });
  resize_columns();
}

void MentionRecords::settle_first(std::size_t num_settled) {
  std::fill_n(table_.list.begin(), num_settled, 0u);
}

void MentionRecords::set_lists(std::vector<std::string> labels, std::vector<std::uint32_t> list) {
  BYNAME_CHECK(list.size() == size(), "a list per record");
  table_.num_files.assign(labels.size(), 1);
  table_.list_labels = std::move(labels);
  table_.list = std::move(list);
}

}  // namespace byname
