// SPDX-License-Identifier: Apache-2.0
#include "expression/evaluator.hpp"

#include <array>
#include <cmath>

#include "expression/character_text.hpp"

namespace byname {

namespace {

/// One evaluation: the pair and the values of lambda parameters.
class Evaluation {
 public:
  Evaluation(const ValueTable& table, std::uint32_t left, std::uint32_t right, CallContext& calls)
      : table_(table), left_(left), right_(right), calls_(calls) {}

  Value value(const PlanNode& node) {
    switch (node.kind) {
      case PlanKind::kConstant:
        return node.constant;
      case PlanKind::kColumn:
        return table_.column(node.column).at(node.is_right ? right_ : left_);
      case PlanKind::kParameter:
        return parameters_[node.parameter];
      case PlanKind::kCall:
        return call(node);
      case PlanKind::kTransform:
      case PlanKind::kFilter:
        return over_list(node);
      case PlanKind::kCoalesce:
        return coalesce(node);
      case PlanKind::kNullIf:
        return null_if(node);
      case PlanKind::kNegation:
        return negation(value(node.children[0]));
      case PlanKind::kNot:
        return logical_not(value(node.children[0]));
      case PlanKind::kAnd:
      case PlanKind::kOr:
        return logical(node);
      case PlanKind::kCompare:
        return compare(node.text, value(node.children[0]), value(node.children[1]));
      case PlanKind::kDistinct:
        return distinct(node);
      case PlanKind::kArithmetic:
        return arithmetic(node.text[0], node.text.size() > 1, value(node.children[0]),
                          value(node.children[1]));
      case PlanKind::kConcatenate:
        return concatenate(value(node.children[0]), value(node.children[1]));
      case PlanKind::kIsNull:
        return boolean_value(value(node.children[0]).is_null() != node.is_negated);
      case PlanKind::kIn:
        return in(node);
      case PlanKind::kBetween:
        return between(node);
      case PlanKind::kLike:
        return like(node);
      case PlanKind::kCase:
        return case_of(node);
      case PlanKind::kCast:
        return cast_value(value(node.children[0]), node.text, calls_);
      case PlanKind::kIndex:
        return index(node);
      case PlanKind::kList:
        return list(node);
    }
    return null_value();
  }

 private:
  Value call(const PlanNode& node) {
    constexpr std::size_t kFew = 4;
    std::array<Value, kFew> few;
    std::vector<Value> many;
    const std::size_t count = node.children.size();
    if (count > kFew) many.resize(count);
    Value* arguments = count > kFew ? many.data() : few.data();
    for (std::size_t i = 0; i < count; ++i) {
      arguments[i] = value(node.children[i]);
      if (arguments[i].is_null() && !node.function->takes_null) return null_value();
    }
    return node.function->call({arguments, count}, calls_);
  }

  Value over_list(const PlanNode& node) {
    const Value all = value(node.children[0]);
    if (all.type != ValueType::kList) return null_value();
    std::vector<Value> made;
    const std::size_t depth = parameters_.size();
    for (std::size_t i = 0; i < all.list.size(); ++i) {
      parameters_.push_back(all.list[i]);
      if (node.parameter > 1) parameters_.push_back(integer_value(static_cast<std::int64_t>(i) + 1));
      const Value body = value(node.children[1]);
      if (node.kind == PlanKind::kTransform) {
        made.push_back(body);
      } else if (body.is_true()) {
        made.push_back(all.list[i]);
      }
      parameters_.resize(depth);
    }
    return calls_.arena().list(std::move(made));
  }

  Value coalesce(const PlanNode& node) {
    for (const PlanNode& child : node.children) {
      const Value first = value(child);
      if (!first.is_null()) return first;
    }
    return null_value();
  }

  Value null_if(const PlanNode& node) {
    const Value a = value(node.children[0]);
    const Value b = value(node.children[1]);
    return !a.is_null() && !b.is_null() && compare_values(a, b) == 0 ? null_value() : a;
  }

  static Value negation(const Value& x) {
    if (x.type == ValueType::kInteger) return integer_arithmetic('-', 0, x.integer);
    return x.type == ValueType::kDouble ? double_value(-x.number) : null_value();
  }

  /// A number stands for TRUE unless it is 0.
  static Value truth_of(const Value& x) { return x.is_number() ? boolean_value(x.as_double() != 0) : x; }

  static Value logical_not(const Value& x) {
    const Value truth = truth_of(x);
    return truth.type == ValueType::kBoolean ? boolean_value(truth.integer == 0) : null_value();
  }

  /// NULL stands for "not known": FALSE AND NULL is FALSE, TRUE OR NULL is TRUE.
  Value logical(const PlanNode& node) {
    const bool decisive = node.kind == PlanKind::kOr;
    bool is_unknown = false;
    for (const PlanNode& child : node.children) {
      const Value each = truth_of(value(child));
      if (each.type != ValueType::kBoolean) {
        is_unknown = true;
      } else if ((each.integer != 0) == decisive) {
        return boolean_value(decisive);
      }
    }
    return is_unknown ? null_value() : boolean_value(!decisive);
  }

  static Value compare(const std::string& op, const Value& a, const Value& b) {
    if (a.is_null() || b.is_null()) return null_value();
    const int order = compare_values(a, b);
    if (order == 2) return null_value();
    if (op == "=") return boolean_value(order == 0);
    if (op == "<>") return boolean_value(order != 0);
    if (op == "<") return boolean_value(order < 0);
    if (op == "<=") return boolean_value(order <= 0);
    if (op == ">") return boolean_value(order > 0);
    return boolean_value(order >= 0);
  }

  Value distinct(const PlanNode& node) {
    const Value a = value(node.children[0]);
    const Value b = value(node.children[1]);
    const bool is_same = a.is_null() || b.is_null() ? a.is_null() && b.is_null() : compare_values(a, b) == 0;
    return boolean_value(is_same == node.is_negated);
  }

  static Value arithmetic(char op, bool is_whole, Value a, Value b) {
    if (a.is_null() || b.is_null()) return null_value();
    if (a.type == ValueType::kDate || b.type == ValueType::kDate) return date_arithmetic(op, a, b);
    for (Value* side : {&a, &b}) {
      double number = 0;
      if (side->is_number()) continue;
      if (side->type != ValueType::kText || !parse_double(side->text, number)) return null_value();
      *side = double_value(number);
    }
    if (a.type == ValueType::kInteger && b.type == ValueType::kInteger && (op != '/' || is_whole))
      return integer_arithmetic(op, a.integer, b.integer);
    const double x = a.as_double();
    const double y = b.as_double();
    switch (op) {
      case '+':
        return double_value(x + y);
      case '-':
        return double_value(x - y);
      case '*':
        return double_value(x * y);
      case '/':
        // DuckDB's // of doubles keeps the fraction, and has no value where the divisor is 0.
        return is_whole && y == 0 ? null_value() : double_value(x / y);
      default:
        return double_value(std::fmod(x, y));
    }
  }

  /// Sums that leave 64 bits go on as doubles; DuckDB would end the query.
  static Value integer_arithmetic(char op, std::int64_t x, std::int64_t y) {
    std::int64_t result = 0;
    switch (op) {
      case '+':
        if (!__builtin_add_overflow(x, y, &result)) return integer_value(result);
        return double_value(static_cast<double>(x) + static_cast<double>(y));
      case '-':
        if (!__builtin_sub_overflow(x, y, &result)) return integer_value(result);
        return double_value(static_cast<double>(x) - static_cast<double>(y));
      case '*':
        if (!__builtin_mul_overflow(x, y, &result)) return integer_value(result);
        return double_value(static_cast<double>(x) * static_cast<double>(y));
      default:
        if (y == 0) return null_value();
        if (y == -1) return op == '%' ? integer_value(0) : integer_arithmetic('-', 0, x);
        return integer_value(op == '%' ? x % y : x / y);
    }
  }

  static Value date_arithmetic(char op, const Value& a, const Value& b) {
    if (a.type == ValueType::kDate && b.type == ValueType::kDate)
      return op == '-' ? integer_value(a.integer - b.integer) : null_value();
    const Value& date = a.type == ValueType::kDate ? a : b;
    const Value& days = a.type == ValueType::kDate ? b : a;
    if (days.type != ValueType::kInteger || (op != '+' && (op != '-' || a.type != ValueType::kDate)))
      return null_value();
    Value moved = date;
    moved.integer += op == '+' ? days.integer : -days.integer;
    return moved;
  }

  Value concatenate(const Value& a, const Value& b) {
    if (a.is_null() || b.is_null()) return null_value();
    if (a.type == ValueType::kList && b.type == ValueType::kList) {
      std::vector<Value> both(a.list.begin(), a.list.end());
      both.insert(both.end(), b.list.begin(), b.list.end());
      return calls_.arena().list(std::move(both));
    }
    return calls_.arena().text(text_of(a) + text_of(b));
  }

  Value in(const PlanNode& node) {
    const Value wanted = value(node.children[0]);
    if (wanted.is_null()) return null_value();
    bool is_unknown = false;
    for (std::size_t i = 1; i < node.children.size(); ++i) {
      const Value each = value(node.children[i]);
      if (each.is_null()) {
        is_unknown = true;
      } else if (compare_values(wanted, each) == 0) {
        return boolean_value(!node.is_negated);
      }
    }
    return is_unknown ? null_value() : boolean_value(node.is_negated);
  }

  Value between(const PlanNode& node) {
    const Value x = value(node.children[0]);
    const Value low = compare(">=", x, value(node.children[1]));
    const Value high = compare("<=", x, value(node.children[2]));
    const bool is_false = (!low.is_null() && !low.is_true()) || (!high.is_null() && !high.is_true());
    if (is_false) return boolean_value(node.is_negated);
    return low.is_null() || high.is_null() ? null_value() : boolean_value(!node.is_negated);
  }

  Value like(const PlanNode& node) {
    const Value text = value(node.children[0]);
    const Value pattern = value(node.children[1]);
    if (text.is_null() || pattern.is_null()) return null_value();
    const bool matches = node.text == "ilike"
                             ? matches_like(lower_case(text_of(text)), lower_case(text_of(pattern)))
                             : matches_like(text_of(text), text_of(pattern));
    return boolean_value(matches != node.is_negated);
  }

  Value case_of(const PlanNode& node) {
    std::size_t at = 0;
    const Value operand = node.has_operand ? value(node.children[at++]) : null_value();
    const std::size_t end = node.children.size() - (node.has_else ? 1 : 0);
    for (; at + 2 <= end; at += 2) {
      const Value when = value(node.children[at]);
      const bool is_taken = node.has_operand ? compare("=", operand, when).is_true() : when.is_true();
      if (is_taken) return value(node.children[at + 1]);
    }
    return node.has_else ? value(node.children.back()) : null_value();
  }

  Value index(const PlanNode& node) {
    const Value all = value(node.children[0]);
    const Value at = value(node.children[1]);
    if (all.is_null() || at.type != ValueType::kInteger) return null_value();
    if (all.type == ValueType::kText) return text_value(substring(all.text, at.integer, 1));
    const auto size = static_cast<std::int64_t>(all.list.size());
    const std::int64_t place = at.integer > 0 ? at.integer - 1 : size + at.integer;
    if (all.type != ValueType::kList || at.integer == 0 || place < 0 || place >= size) return null_value();
    return all.list[static_cast<std::size_t>(place)];
  }

  Value list(const PlanNode& node) {
    std::vector<Value> elements;
    for (const PlanNode& child : node.children) elements.push_back(value(child));
    return calls_.arena().list(std::move(elements));
  }

  const ValueTable& table_;
  std::uint32_t left_;
  std::uint32_t right_;
  CallContext& calls_;
  std::vector<Value> parameters_;
};

}  // namespace

Value evaluate_node(const PlanNode& node, const ValueTable& table, std::uint32_t left, std::uint32_t right,
                    CallContext& calls) {
  return Evaluation(table, left, right, calls).value(node);
}

Value Plan::evaluate(std::uint32_t left, std::uint32_t right, CallContext& calls) const {
  return evaluate_node(root_, *table_, left, right, calls);
}

bool Plan::holds(std::uint32_t left, std::uint32_t right, CallContext& calls) const {
  const bool result = evaluate(left, right, calls).is_true();
  calls.arena().clear();
  return result;
}

}  // namespace byname
