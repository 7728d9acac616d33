// SPDX-License-Identifier: Apache-2.0
#include "block/equality_numbers.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/hash.hpp"

namespace byname {

namespace {

/// Numbers pairs of numbers, from 1 in the order they come.
class PairNumbers {
 public:
  explicit PairNumbers(std::size_t expected) {
    std::size_t slots = 64;
    while (slots < expected * 2) slots *= 2;
    keys_.resize(slots);
    numbers_.assign(slots, 0);
  }
  std::uint32_t insert(std::uint32_t first, std::uint32_t second) {
    if (size_ * 2 >= keys_.size()) grow();
    const std::uint64_t key = std::uint64_t{first} << 32 | second;
    const std::size_t slot = slot_of(key);
    if (numbers_[slot] == 0) {
      keys_[slot] = key;
      numbers_[slot] = ++size_;
    }
    return numbers_[slot];
  }

 private:
  std::size_t slot_of(std::uint64_t key) const {
    std::size_t slot = mix64(key) & (keys_.size() - 1);
    while (numbers_[slot] != 0 && keys_[slot] != key) slot = (slot + 1) & (keys_.size() - 1);
    return slot;
  }
  void grow() {
    std::vector<std::uint64_t> keys(keys_.size() * 2);
    std::vector<std::uint32_t> numbers(keys.size(), 0);
    keys.swap(keys_);
    numbers.swap(numbers_);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (numbers[i] == 0) continue;
      const std::size_t slot = slot_of(keys[i]);
      keys_[slot] = keys[i];
      numbers_[slot] = numbers[i];
    }
  }

  std::vector<std::uint64_t> keys_;
  std::vector<std::uint32_t> numbers_;
  std::uint32_t size_ = 0;
};

/// What the values of a column are, NULLs aside.
enum class ColumnKind { kEmpty, kText, kNumber, kTime, kBoolean, kList, kMixed };

ColumnKind kind_of(const Value& value) {
  if (value.is_number()) return ColumnKind::kNumber;
  switch (value.type) {
    case ValueType::kText:
      return ColumnKind::kText;
    case ValueType::kBoolean:
      return ColumnKind::kBoolean;
    case ValueType::kList:
      return ColumnKind::kList;
    default:
      return ColumnKind::kTime;
  }
}

ColumnKind kind_of(const ValueColumn& column) {
  ColumnKind kind = ColumnKind::kEmpty;
  for (const Value& value : column.values) {
    if (value.is_null() || kind == kind_of(value)) continue;
    if (kind != ColumnKind::kEmpty) return ColumnKind::kMixed;
    kind = kind_of(value);
  }
  return kind;
}

}  // namespace

bool is_equality(const PlanNode& node, const ValueTable& table) {
  if (node.kind != PlanKind::kCompare || node.text != "=") return false;
  const PlanNode& a = node.children[0];
  const PlanNode& b = node.children[1];
  return a.kind == PlanKind::kColumn && b.kind == PlanKind::kColumn && a.is_right != b.is_right &&
         kind_of(table.column(a.column)) != ColumnKind::kMixed &&
         kind_of(table.column(b.column)) != ColumnKind::kMixed;
}

namespace {

/// A value as it counts beside a column of another kind: a text beside numbers or times is read as one.
Value value_beside(const Value& value, ColumnKind other) {
  if (value.type != ValueType::kText) return value;
  Value read;
  if (other == ColumnKind::kNumber) {
    double number = 0;
    if (parse_double(value.text, number)) read = double_value(number);
    return read;
  }
  if (other == ColumnKind::kTime) {
    if (parse_timestamp(value.text, read.integer)) read.type = ValueType::kTimestamp;
    return read;
  }
  return value;
}

std::vector<std::uint32_t> numbers_of(const ValueColumn& column, std::span<const std::uint32_t> per_code) {
  std::vector<std::uint32_t> numbers;
  numbers.reserve(column.codes->size());
  for (const std::uint32_t code : *column.codes) numbers.push_back(per_code[code]);
  return numbers;
}

/// Numbers the values of two columns alike.
EqualityNumbers joint_numbers(const ValueColumn& left, const ValueColumn& right) {
  std::unordered_map<std::uint64_t, std::vector<std::pair<Value, std::uint32_t>>> known;
  std::uint32_t next = 0;
  const auto number_values = [&](const ValueColumn& column, ColumnKind other) {
    std::vector<std::uint32_t> numbers(column.values.size(), 0);
    for (std::size_t code = 0; code < column.values.size(); ++code) {
      const Value value = value_beside(column.values[code], other);
      if (value.is_null()) continue;
      auto& alike = known[hash_value(value)];
      const auto same = std::find_if(alike.begin(), alike.end(),
                                     [&](const auto& seen) { return equal_values(seen.first, value); });
      if (same != alike.end()) {
        numbers[code] = same->second;
      } else {
        alike.emplace_back(value, ++next);
        numbers[code] = next;
      }
    }
    return numbers;
  };
  const auto left_numbers = number_values(left, kind_of(right));
  const auto right_numbers = number_values(right, kind_of(left));
  return {numbers_of(left, left_numbers), numbers_of(right, right_numbers), false};
}

EqualityNumbers equality_of(const PlanNode& node, const ValueTable& table) {
  const PlanNode& of_left = node.children[node.children[0].is_right ? 1 : 0];
  const PlanNode& of_right = node.children[node.children[0].is_right ? 0 : 1];
  const ValueColumn& left = table.column(of_left.column);
  if (of_left.column == of_right.column) {
    auto numbers = numbers_of(left, left.canonical);
    return {numbers, numbers, true};
  }
  return joint_numbers(left, table.column(of_right.column));
}

/// Both equalities at once.
EqualityNumbers combine(const EqualityNumbers& a, const EqualityNumbers& b) {
  PairNumbers numbers(a.left.size());
  EqualityNumbers both;
  both.is_symmetric = a.is_symmetric && b.is_symmetric;
  const auto of_side = [&](const std::vector<std::uint32_t>& x, const std::vector<std::uint32_t>& y) {
    std::vector<std::uint32_t> result(x.size(), 0);
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (x[i] != 0 && y[i] != 0) result[i] = numbers.insert(x[i], y[i]);
    }
    return result;
  };
  both.left = of_side(a.left, b.left);
  both.right = both.is_symmetric ? both.left : of_side(a.right, b.right);
  return both;
}

}  // namespace

EqualityNumbers equality_numbers(std::span<const PlanNode* const> equalities, const ValueTable& table) {
  EqualityNumbers all;
  if (equalities.empty()) {
    all.left.assign(table.num_records(), 1);
    all.right = all.left;
    all.is_symmetric = true;
    return all;
  }
  all = equality_of(*equalities[0], table);
  for (std::size_t i = 1; i < equalities.size(); ++i) all = combine(all, equality_of(*equalities[i], table));
  return all;
}

}  // namespace byname
