// SPDX-License-Identifier: Apache-2.0
#include "compare/level_group.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

#include "compare/condition_shape.hpp"
#include "compare/text_ladder.hpp"

namespace byname {

namespace {

using ConditionPointer = std::unique_ptr<LaneCondition>;

const LaneTests& tests_for(const Lanes& lanes) {
  return lanes.has_one_left ? lane_kernels().one_left : lane_kernels().each_left;
}

/// An operation on the two words of one column.
LaneOperation word_operation(LaneOperation::Kind kind, std::size_t word) {
  LaneOperation operation;
  operation.kind = kind;
  operation.left_word = operation.right_word = word;
  return operation;
}

class ConstantCondition final : public LaneCondition {
 public:
  explicit ConstantCondition(bool value) : value_(value) {}
  std::uint64_t holds(const Lanes&, std::uint64_t open, CallContext&) const override {
    return value_ ? open : 0;
  }
  bool is_true() const { return value_; }

 private:
  bool value_;
};

/// A truth of one record.
class RecordCondition final : public LaneCondition {
 public:
  RecordCondition(std::size_t word, bool is_right) : word_(word), is_right_(is_right) {}
  std::uint64_t holds(const Lanes& lanes, std::uint64_t open, CallContext&) const override {
    if (!is_right_ && lanes.has_one_left) return *lanes.left_words(word_) != 0 ? open : 0;
    return open & lane_kernels().not_zero(is_right_ ? lanes.right_words(word_) : lanes.left_words(word_),
                                          lanes.count);
  }

 private:
  std::size_t word_;
  bool is_right_;
};

/// Either of the two values is NULL.
class EitherNullCondition final : public LaneCondition {
 public:
  explicit EitherNullCondition(std::size_t word) : word_(word) {}
  std::uint64_t holds(const Lanes& lanes, std::uint64_t open, CallContext&) const override {
    return open &
           tests_for(lanes).either_zero(lanes.left_words(word_), lanes.right_words(word_), lanes.count);
  }
  LaneOperation operation() const { return word_operation(LaneOperation::Kind::kEitherZero, word_); }

 private:
  std::size_t word_;
};

/// The two values of one column are equal.
class EqualCondition final : public LaneCondition {
 public:
  explicit EqualCondition(std::size_t word) : word_(word) {}
  std::uint64_t holds(const Lanes& lanes, std::uint64_t open, CallContext&) const override {
    return open & tests_for(lanes).equal(lanes.left_words(word_), lanes.right_words(word_), lanes.count);
  }
  LaneOperation operation() const { return word_operation(LaneOperation::Kind::kEqual, word_); }

 private:
  std::size_t word_;
};

class AllCondition final : public LaneCondition {
 public:
  explicit AllCondition(std::vector<ConditionPointer> parts) : parts_(std::move(parts)) {}
  std::uint64_t holds(const Lanes& lanes, std::uint64_t open, CallContext& calls) const override {
    for (const ConditionPointer& part : parts_) {
      if (open == 0) break;
      open = part->holds(lanes, open, calls);
    }
    return open;
  }

 private:
  std::vector<ConditionPointer> parts_;
};

class AnyCondition final : public LaneCondition {
 public:
  explicit AnyCondition(std::vector<ConditionPointer> parts) : parts_(std::move(parts)) {}
  std::uint64_t holds(const Lanes& lanes, std::uint64_t open, CallContext& calls) const override {
    std::uint64_t found = 0;
    for (const ConditionPointer& part : parts_) {
      if (open == found) break;
      found |= part->holds(lanes, open & ~found, calls);
    }
    return found;
  }

 private:
  std::vector<ConditionPointer> parts_;
};

/// What no kernel knows, pair by pair and node by node.
class GeneralCondition final : public LaneCondition {
 public:
  GeneralCondition(const PlanNode& node, const ValueTable& table) : node_(node), table_(table) {}
  std::uint64_t holds(const Lanes& lanes, std::uint64_t open, CallContext& calls) const override {
    std::uint64_t found = 0;
    for (std::uint64_t left = open; left != 0; left &= left - 1) {
      const auto lane = static_cast<std::size_t>(std::countr_zero(left));
      const Value value = evaluate_node(node_, table_, lanes.left(lane), lanes.right(lane), calls);
      found |= std::uint64_t{value.is_true()} << lane;
      calls.arena().clear();
    }
    return found;
  }

 private:
  const PlanNode& node_;
  const ValueTable& table_;
};

/// A condition as a level of its own.
class SingleGroup final : public LevelGroup {
 public:
  explicit SingleGroup(ConditionPointer condition) : condition_(std::move(condition)) {}
  std::uint64_t decide(const Lanes& lanes, std::uint64_t open, const std::uint8_t* level_values,
                       std::uint8_t* values, CallContext& calls) const override {
    const std::uint64_t found = condition_->holds(lanes, open, calls);
    if (found != 0) lane_kernels().set_bytes(values, found, level_values[0]);
    return found;
  }

 private:
  ConditionPointer condition_;
};

/// Gives each open lane the value of the first limit that it is within; returns the lanes that have one.
template <typename Limit, typename Within>
std::uint64_t first_within(const std::vector<Limit>& limits, std::uint64_t open,
                           const std::uint8_t* level_values, std::uint8_t* values, const Within& within) {
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < limits.size() && all != open; ++i) {
    const std::uint64_t found = open & ~all & within(limits[i]);
    if (found != 0) lane_kernels().set_bytes(values, found, level_values[i]);
    all |= found;
  }
  return all;
}

/// |x - y| of two numbers of one column against limits.
class DifferenceGroup final : public LevelGroup, public LaneCondition {
 public:
  DifferenceGroup(std::size_t word, const std::vector<Ladder>& ladders) : word_(word) {
    for (const Ladder& ladder : ladders) limits_.push_back({ladder.threshold, ladder.is_strict});
  }
  // NaN, which stands for NULL too, is above every number: it passes no limit, and C++ says the same.
  std::uint64_t decide(const Lanes& lanes, std::uint64_t open, const std::uint8_t* level_values,
                       std::uint8_t* values, CallContext&) const override {
    return first_within(limits_, open, level_values, values,
                        [&](const auto& limit) { return within(lanes, limit); });
  }
  std::uint64_t holds(const Lanes& lanes, std::uint64_t open, CallContext&) const override {
    return open & within(lanes, limits_[0]);
  }
  std::vector<LaneOperation> operations() const {
    std::vector<LaneOperation> all;
    for (const Limit& limit : limits_) {
      all.push_back(word_operation(LaneOperation::Kind::kNear, word_));
      all.back().limit = limit.value;
      all.back().flag = limit.is_strict;
    }
    return all;
  }

 private:
  struct Limit {
    double value = 0;
    bool is_strict = false;
  };
  std::uint64_t within(const Lanes& lanes, const Limit& limit) const {
    return tests_for(lanes).near(lanes.left_doubles(word_), lanes.right_doubles(word_), limit.value,
                                 limit.is_strict, lanes.count);
  }

  std::size_t word_;
  std::vector<Limit> limits_;
};

/// The same of whole numbers, against limits in their unit.
class WholeDifferenceGroup final : public LevelGroup, public LaneCondition {
 public:
  WholeDifferenceGroup(std::size_t word, double unit, const std::vector<Ladder>& ladders) : word_(word) {
    for (const Ladder& ladder : ladders) limits_.push_back(limit_of(ladder, unit));
  }
  std::uint64_t decide(const Lanes& lanes, std::uint64_t open, const std::uint8_t* level_values,
                       std::uint8_t* values, CallContext&) const override {
    return first_within(limits_, open, level_values, values,
                        [&](const auto& limit) { return within(lanes, limit); });
  }
  std::uint64_t holds(const Lanes& lanes, std::uint64_t open, CallContext&) const override {
    return open & within(lanes, limits_[0]);
  }
  std::vector<LaneOperation> operations() const {
    std::vector<LaneOperation> all;
    for (const std::int32_t limit : limits_) {
      all.push_back(word_operation(LaneOperation::Kind::kNearWhole, word_));
      all.back().limit = limit;
    }
    return all;
  }

 private:
  /// The largest difference in units that passes; -1: none does. Products of differences that occur are
  /// exact: below 2^53.
  static std::int32_t limit_of(const Ladder& ladder, double unit) {
    const auto passes = [&](double units) {
      return ladder.is_strict ? units * unit < ladder.threshold : units * unit <= ladder.threshold;
    };
    if (!passes(0)) return -1;
    double units = std::floor(std::min<double>(ladder.threshold / unit, kLargestLimit));
    while (!passes(units)) --units;
    while (units < kLargestLimit && passes(units + 1)) ++units;
    return static_cast<std::int32_t>(units);
  }
  std::uint64_t within(const Lanes& lanes, std::int32_t limit) const {
    return tests_for(lanes).near_whole(lanes.left_words(word_), lanes.right_words(word_), limit, lanes.count);
  }

  std::size_t word_;
  std::vector<std::int32_t> limits_;
};

/// One edit between texts that differ in digits alone: as they are of one length, it changes one of them.
class DigitsCondition final : public LaneCondition {
 public:
  explicit DigitsCondition(std::size_t word) : word_(word) {}
  std::uint64_t holds(const Lanes& lanes, std::uint64_t open, CallContext&) const override {
    return open &
           tests_for(lanes).one_digit_apart(lanes.left_words(word_), lanes.right_words(word_), lanes.count);
  }
  LaneOperation operation() const { return word_operation(LaneOperation::Kind::kOneDigit, word_); }

 private:
  std::size_t word_;
};

/// A similarity or distance of texts against thresholds.
class TextGroup final : public LevelGroup, public LaneCondition {
 public:
  explicit TextGroup(TextLadder ladder) : ladder_(std::move(ladder)) {}
  std::uint64_t decide(const Lanes& lanes, std::uint64_t open, const std::uint8_t* level_values,
                       std::uint8_t* values, CallContext&) const override {
    return look_at(lanes, ladder_.candidates(lanes, open), level_values, values);
  }
  std::uint64_t look_at(const Lanes& lanes, std::uint64_t candidates, const std::uint8_t* level_values,
                        std::uint8_t* values) const override {
    return visit(lanes, candidates, [&](std::size_t lane, int level) { values[lane] = level_values[level]; });
  }
  std::uint64_t holds(const Lanes& lanes, std::uint64_t open, CallContext&) const override {
    return visit(lanes, ladder_.candidates(lanes, open), [](std::size_t, int) {});
  }
  std::vector<LaneOperation> operations() const { return {ladder_.operation(this)}; }

 private:
  template <typename Found>
  std::uint64_t visit(const Lanes& lanes, std::uint64_t candidates, const Found& found) const {
    std::uint64_t all = 0;
    for (std::uint64_t left = candidates; left != 0; left &= left - 1)
      ladder_.prefetch(lanes, static_cast<std::size_t>(std::countr_zero(left)));
    for (std::uint64_t left = candidates; left != 0; left &= left - 1) {
      const auto lane = static_cast<std::size_t>(std::countr_zero(left));
      const int level = ladder_.level_of(lanes, lane);
      if (level == TextLadder::kNone) continue;
      all |= std::uint64_t{1} << lane;
      found(lane, level);
    }
    return all;
  }

  TextLadder ladder_;
};

std::vector<char> truths_of(const PlanNode& node, const ValueTable& table) {
  std::vector<char> truths;
  for (const Value& value : table.column(node.column).values) truths.push_back(value.is_true());
  return truths;
}

class Maker {
 public:
  /// Finds words in `rows`; adds those that are not there if they may be added to.
  Maker(const ValueTable& table, const FeatureRows& rows, FeatureRows* added)
      : table_(table), rows_(rows), added_(added) {}

  ConditionPointer condition(const PlanNode& node) {
    if (ConditionPointer known = known_condition(node)) return known;
    return std::make_unique<GeneralCondition>(node, table_);
  }

  LevelStep step(const PlanNode& node) {
    LevelStep step;
    ConditionPointer known = condition(node);
    if (const auto* equal = dynamic_cast<const EqualCondition*>(known.get()))
      step.operations.push_back(equal->operation());
    if (const auto* nulls = dynamic_cast<const EitherNullCondition*>(known.get()))
      step.operations.push_back(nulls->operation());
    const auto* constant = dynamic_cast<const ConstantCondition*>(known.get());
    if (constant != nullptr && constant->is_true())
      step.operations.emplace_back().kind = LaneOperation::Kind::kAlways;
    step.group = std::make_unique<SingleGroup>(std::move(known));
    return with_operations(std::move(step));
  }

  LevelStep ladder_step(const std::vector<Ladder>& ladders) {
    LevelStep step;
    step.num_levels = ladders.size();
    if (ladders[0].kind == Ladder::Kind::kDifference) {
      if (auto whole = whole_difference(ladders)) {
        step.operations = whole->operations();
        step.group = std::move(whole);
      } else {
        auto group = difference(ladders);
        step.operations = group->operations();
        step.group = std::move(group);
      }
    } else if (auto digits = one_digit(ladders)) {
      step.operations = {digits->operation()};
      step.group = std::make_unique<SingleGroup>(std::move(digits));
    } else {
      auto group = texts(ladders);
      step.operations = group->operations();
      step.group = std::move(group);
    }
    return with_operations(std::move(step));
  }

 private:
  /// The group itself where no operation stands for it.
  static LevelStep with_operations(LevelStep step) {
    if (step.operations.empty()) step.operations.emplace_back();
    for (LaneOperation& operation : step.operations) operation.group = step.group.get();
    return step;
  }

  /// Null where no kernel knows the shape, or the rows lack a word for it.
  ConditionPointer known_condition(const PlanNode& node) {
    switch (node.kind) {
      case PlanKind::kConstant:
        return std::make_unique<ConstantCondition>(node.constant.is_true());
      case PlanKind::kColumn:
        return record_condition(node);
      case PlanKind::kAnd:
        return std::make_unique<AllCondition>(conditions(node));
      case PlanKind::kOr:
        if (ConditionPointer nulls = either_null(node)) return nulls;
        return std::make_unique<AnyCondition>(conditions(node));
      default:
        break;
    }
    if (const auto index = equal_column(node, table_)) {
      const auto word = numbers(table_.column(*index));
      return word ? std::make_unique<EqualCondition>(*word) : nullptr;
    }
    const auto ladder = ladder_of(node);
    if (!ladder || !fits_kernel(*ladder, table_)) return nullptr;
    if (ladder->kind == Ladder::Kind::kDifference) {
      if (auto whole = whole_difference({*ladder})) return whole;
      return difference({*ladder});
    }
    if (auto digits = one_digit({*ladder})) return digits;
    return texts({*ladder});
  }

  std::optional<std::size_t> numbers(const ValueColumn& column) const {
    return added_ != nullptr ? added_->add_numbers(column) : rows_.numbers(column);
  }

  std::optional<TextWords> text_words(const ValueColumn& column) const {
    return added_ != nullptr ? added_->add_texts(column) : rows_.texts(column);
  }

  /// Null where the column has no unit, or the rows lack the word.
  std::unique_ptr<WholeDifferenceGroup> whole_difference(const std::vector<Ladder>& ladders) {
    const ValueColumn& column = table_.column(ladders[0].left_column);
    const auto unit = whole_unit(column);
    if (!unit) return nullptr;
    const auto word =
        added_ != nullptr ? added_->add_whole_numbers(column, *unit) : rows_.whole_numbers(column, *unit);
    return word ? std::make_unique<WholeDifferenceGroup>(*word, *unit, ladders) : nullptr;
  }

  /// Null where the question is another, the texts differ in more than digits, or the rows lack the word.
  std::unique_ptr<DigitsCondition> one_digit(const std::vector<Ladder>& ladders) {
    const Ladder& ladder = ladders[0];
    const bool is_one_edit = ladder.function == TextFunction::kLevenshtein && ladders.size() == 1 &&
                             (ladder.is_strict ? ladder.threshold > 1 && ladder.threshold <= 2
                                               : ladder.threshold >= 1 && ladder.threshold < 2);
    const ValueColumn& column = table_.column(ladder.left_column);
    if (!is_one_edit || ladder.left_column != ladder.right_column || !digit_shape(column)) return nullptr;
    const auto word = added_ != nullptr ? added_->add_digits(column) : rows_.digits(column);
    return word ? std::make_unique<DigitsCondition>(*word) : nullptr;
  }

  std::unique_ptr<DifferenceGroup> difference(const std::vector<Ladder>& ladders) {
    const ValueColumn& column = table_.column(ladders[0].left_column);
    const auto word = added_ != nullptr ? added_->add_doubles(column) : rows_.doubles(column);
    return word ? std::make_unique<DifferenceGroup>(*word, ladders) : nullptr;
  }

  std::unique_ptr<TextGroup> texts(const std::vector<Ladder>& ladders) {
    const auto first = text_words(table_.column(ladders[0].left_column));
    const auto second = text_words(table_.column(ladders[0].right_column));
    if (!first || !second) return nullptr;
    return std::make_unique<TextGroup>(TextLadder(ladders, *first, *second));
  }

  ConditionPointer record_condition(const PlanNode& node) {
    const ValueColumn& column = table_.column(node.column);
    const std::vector<char> truths = truths_of(node, table_);
    const auto word = added_ != nullptr ? added_->add_truths(column, truths) : rows_.truths(column, truths);
    return word ? std::make_unique<RecordCondition>(*word, node.is_right) : nullptr;
  }

  /// "a_l IS NULL OR a_r IS NULL", asked of the numbers that other levels compare.
  ConditionPointer either_null(const PlanNode& node) {
    if (node.children.size() != 2 || !are_two_sides(node.children[0], node.children[1]) ||
        node.children[0].column != node.children[1].column)
      return nullptr;
    const std::vector<char> truths = truths_of(node.children[0], table_);
    const ValueColumn* source = nullptr;
    for (std::size_t i = 0; i < table_.num_columns() && source == nullptr; ++i) {
      const ValueColumn& column = table_.column(i);
      if (column.codes == table_.column(node.children[0].column).codes && says_null(column, truths))
        source = &column;
    }
    if (source == nullptr) return nullptr;
    const auto word = numbers(*source);
    return word ? std::make_unique<EitherNullCondition>(*word) : nullptr;
  }

  /// True if the truths hold for the column's NULLs alone. A code that no record has says nothing; the column
  /// as read has such a one where nothing is missing.
  static bool says_null(const ValueColumn& column, const std::vector<char>& truths) {
    if (column.values.size() != truths.size()) return false;
    for (std::size_t code = 1; code < truths.size(); ++code) {
      if (column.values[code].is_null() != (truths[code] != 0)) return false;
    }
    return truths[0] != 0 || std::find(column.codes->begin(), column.codes->end(), 0u) == column.codes->end();
  }

  std::vector<ConditionPointer> conditions(const PlanNode& node) {
    std::vector<ConditionPointer> parts;
    for (const PlanNode& child : node.children) parts.push_back(condition(child));
    return parts;
  }

  const ValueTable& table_;
  const FeatureRows& rows_;
  FeatureRows* added_;
};

}  // namespace

std::unique_ptr<LaneCondition> make_lane_condition(const PlanNode& node, const ValueTable& table,
                                                   FeatureRows& rows) {
  return Maker(table, rows, &rows).condition(node);
}

std::unique_ptr<LaneCondition> make_lane_condition_on(const PlanNode& node, const ValueTable& table,
                                                      const FeatureRows& rows) {
  return Maker(table, rows, nullptr).condition(node);
}

std::uint64_t LevelGroup::look_at(const Lanes& lanes, std::uint64_t candidates,
                                  const std::uint8_t* level_values, std::uint8_t* values) const {
  CallContext calls;
  return decide(lanes, candidates, level_values, values, calls);
}

std::vector<LevelStep> make_level_groups(const std::vector<Plan>& conditions, const ValueTable& table,
                                         FeatureRows& rows) {
  Maker maker(table, rows, &rows);
  std::vector<LevelStep> steps;
  for (std::size_t at = 0; at < conditions.size();) {
    std::vector<Ladder> ladders;
    for (std::size_t next = at; next < conditions.size(); ++next) {
      const auto ladder = ladder_of(conditions[next].root());
      if (!ladder || !fits_kernel(*ladder, table) || (!ladders.empty() && !ladder->same_question(ladders[0])))
        break;
      ladders.push_back(*ladder);
    }
    steps.push_back(ladders.empty() ? maker.step(conditions[at].root()) : maker.ladder_step(ladders));
    at += steps.back().num_levels;
  }
  return steps;
}

}  // namespace byname
