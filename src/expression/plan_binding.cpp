// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <numeric>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "expression/evaluator.hpp"

namespace byname {

namespace {

constexpr std::size_t kChunk = 2048;

/// Which records a node depends on.
struct Dependence {
  bool on_left = false;
  bool on_right = false;
  bool on_parameter = false;  ///< of a lambda around it
  std::vector<std::size_t> columns;
};

void add_dependence(const PlanNode& node, std::size_t own_parameters_from, Dependence& dependence) {
  if (node.kind == PlanKind::kColumn) {
    (node.is_right ? dependence.on_right : dependence.on_left) = true;
    if (std::find(dependence.columns.begin(), dependence.columns.end(), node.column) ==
        dependence.columns.end())
      dependence.columns.push_back(node.column);
  }
  if (node.kind == PlanKind::kParameter && node.parameter < own_parameters_from)
    dependence.on_parameter = true;
  for (const PlanNode& child : node.children) add_dependence(child, own_parameters_from, dependence);
}

Dependence dependence_of(const PlanNode& node, std::size_t depth) {
  Dependence dependence;
  add_dependence(node, depth, dependence);
  return dependence;
}

bool has_parameter(const PlanNode& node) {
  return node.kind == PlanKind::kParameter ||
         std::any_of(node.children.begin(), node.children.end(), has_parameter);
}

/// Takes a node out of the lambdas around it: its own parameters are counted from 0.
void lift(PlanNode& node, std::size_t depth) {
  if (node.kind == PlanKind::kParameter) node.parameter -= depth;
  for (PlanNode& child : node.children) lift(child, depth);
}

/// True for numbers that DuckDB has in single precision.
bool is_single(const PlanNode& node) {
  if (node.kind == PlanKind::kCast)
    return node.text == "FLOAT" || node.text == "REAL" || node.text == "FLOAT4";
  return node.kind == PlanKind::kCall && node.function->name.ends_with("_cosine_similarity");
}

/// 1 or 0.9, which a comparison with a single rounds; 9e-1 is a double.
bool is_decimal(const Expression& expression) {
  if (expression.kind == ExpressionKind::kNegation) return is_decimal(expression.children[0]);
  return expression.kind == ExpressionKind::kNumber &&
         expression.text.find_first_of("eE") == std::string::npos;
}

/// A text that is equal for nodes that give the same value for the same record, whichever side it is on.
std::string key_of(const PlanNode& node) {
  std::string key = fmt::format("({} {} {} {} {} {} {} {} ", static_cast<int>(node.kind), node.text,
                                node.is_negated, node.has_operand, node.has_else, node.column, node.parameter,
                                node.function != nullptr ? node.function->name : "");
  if (node.kind == PlanKind::kConstant)
    key += fmt::format("{}:{}", static_cast<int>(node.constant.type), text_of(node.constant));
  for (const PlanNode& child : node.children) key += key_of(child);
  return key + ")";
}

class Binder {
 public:
  Binder(const std::string& what, ValueTable& table, ValueArena& constants, RecordParts parts,
         const ExecutionContext& context)
      : what_(what), table_(table), constants_(constants), parts_(parts), context_(context) {}

  PlanNode bind(const Expression& expression) {
    PlanNode node;
    node.is_negated = expression.is_negated;
    switch (expression.kind) {
      case ExpressionKind::kNull:
        return node;
      case ExpressionKind::kBoolean:
        node.constant = boolean_value(expression.text == "true");
        return node;
      case ExpressionKind::kNumber:
        node.constant = number(expression.text);
        return node;
      case ExpressionKind::kText:
        node.constant = constants_.text(expression.text);
        return node;
      case ExpressionKind::kColumn:
        return column(expression);
      case ExpressionKind::kCall:
        return call(expression);
      case ExpressionKind::kNegation:
        return with_children(PlanKind::kNegation, expression, node);
      case ExpressionKind::kNot:
        return with_children(PlanKind::kNot, expression, node);
      case ExpressionKind::kBinary:
        return binary(expression);
      case ExpressionKind::kIsNull:
        return with_children(PlanKind::kIsNull, expression, node);
      case ExpressionKind::kIn:
        return with_singles(expression, with_children(PlanKind::kIn, expression, node));
      case ExpressionKind::kBetween:
        return with_singles(expression, with_children(PlanKind::kBetween, expression, node));
      case ExpressionKind::kLike:
        node.text = expression.text;
        return with_children(PlanKind::kLike, expression, node);
      case ExpressionKind::kCase:
        node.has_operand = expression.has_operand;
        node.has_else = expression.has_else;
        return with_children(PlanKind::kCase, expression, node);
      case ExpressionKind::kCast:
        if (!is_known_type(expression.text)) fail(fmt::format("there is no type {}", expression.text));
        node.text = expression.text;
        return with_children(PlanKind::kCast, expression, node);
      case ExpressionKind::kLambda:
        fail("a lambda can stand only inside list_transform or list_filter");
      case ExpressionKind::kIndex:
        return with_children(PlanKind::kIndex, expression, node);
      case ExpressionKind::kList:
        return with_children(PlanKind::kList, expression, node);
    }
    throw InternalError("an expression without a plan");
  }

  /// Turns what depends on no record into a constant, and on one record alone into a column of the table
  /// unless it stays in place.
  /// `depth`: lambda parameters around the node.
  void simplify(PlanNode& node, std::size_t depth) {
    if (node.kind == PlanKind::kConstant || node.kind == PlanKind::kColumn ||
        node.kind == PlanKind::kParameter)
      return;
    const Dependence dependence = dependence_of(node, depth);
    const bool is_constant = !dependence.on_parameter && dependence.columns.empty();
    const bool is_of_one = !dependence.on_parameter && !(dependence.on_left && dependence.on_right);
    if (is_constant || (is_of_one && parts_ == RecordParts::kAsColumns)) {
      lift(node, depth);
      if (dependence.columns.empty()) {
        make_constant(node);
      } else {
        make_column(node, dependence);
      }
      return;
    }
    const bool pushes = node.kind == PlanKind::kTransform || node.kind == PlanKind::kFilter;
    for (std::size_t i = 0; i < node.children.size(); ++i)
      simplify(node.children[i], depth + (pushes && i == 1 ? node.parameter : 0));
  }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    throw DataError(fmt::format("cannot use {}: {}", what_, why));
  }

  PlanNode with_children(PlanKind kind, const Expression& expression, PlanNode node) {
    node.kind = kind;
    for (const Expression& child : expression.children) node.children.push_back(bind(child));
    return node;
  }

  /// Rounds the decimals that a comparison has beside singles: a cosine of 0.9f is >= 0.9.
  PlanNode with_singles(const Expression& expression, PlanNode node) {
    if (std::none_of(node.children.begin(), node.children.end(), is_single)) return node;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      if (!is_decimal(expression.children[i])) continue;
      PlanNode single;
      single.kind = PlanKind::kCast;
      single.text = "FLOAT";
      single.children.push_back(std::move(node.children[i]));
      node.children[i] = std::move(single);
    }
    return node;
  }

  Value number(const std::string& text) const {
    std::int64_t integer = 0;
    double value = 0;
    if (parse_integer(text, integer)) return integer_value(integer);
    if (!parse_double(text, value)) fail(fmt::format("{} is no number", text));
    return double_value(value);
  }

  PlanNode column(const Expression& expression) {
    PlanNode node;
    for (std::size_t i = parameters_.size(); i-- > 0 && expression.qualifier.empty();) {
      if (parameters_[i] != expression.text) continue;
      node.kind = PlanKind::kParameter;
      node.parameter = i;
      return node;
    }
    std::string name = expression.text;
    std::string side = expression.qualifier;
    if (side.empty() && name.size() > 2 && (name.ends_with("_l") || name.ends_with("_r"))) {
      side = name.substr(name.size() - 1);
      name.resize(name.size() - 2);
    }
    if (side == "L") side = "l";
    if (side == "R") side = "r";
    if (side != "l" && side != "r")
      fail(
          fmt::format("the column \"{}\" says not of which record it is: \"{}_l\" and \"{}_r\", or l.\"{}\" "
                      "and r.\"{}\"",
                      name, name, name, name, name));
    const auto found = table_.find(name);
    if (!found) {
      fail(fmt::format("no list has the column \"{}\". The columns are: {}", name,
                       fmt::join(table_.names(), ", ")));
    }
    node.kind = PlanKind::kColumn;
    node.column = *found;
    node.is_right = side == "r";
    return node;
  }

  PlanNode call(const Expression& expression) {
    const std::string& name = expression.text;
    PlanNode node;
    node.text = name;
    const std::size_t count = expression.children.size();
    if (name == "coalesce" || name == "ifnull" || name == "nvl") {
      if (count == 0) fail("coalesce() wants a value");
      return with_children(PlanKind::kCoalesce, expression, node);
    }
    if (name == "nullif") {
      if (count != 2) fail("nullif() wants two values");
      return with_children(PlanKind::kNullIf, expression, node);
    }
    if (name == "if" || name == "iff") {
      if (count != 3) fail("if() wants three values");
      node.has_else = true;
      return with_children(PlanKind::kCase, expression, node);
    }
    for (const std::string_view alias : {"list_transform", "array_transform", "list_apply", "transform"}) {
      if (name == alias) return over_list(PlanKind::kTransform, expression);
    }
    for (const std::string_view alias : {"list_filter", "array_filter", "filter"}) {
      if (name == alias) return over_list(PlanKind::kFilter, expression);
    }
    node.function = find_function(name);
    if (node.function == nullptr) {
      fail(fmt::format("there is no function {}(); docs/expressions.md lists those there are", name));
    }
    if (count < node.function->min_arguments || count > node.function->max_arguments) {
      fail(fmt::format(
          "{}() has {} arguments; it wants {}", name, count,
          node.function->min_arguments == node.function->max_arguments
              ? std::to_string(node.function->min_arguments)
              : fmt::format("{} to {}", node.function->min_arguments, node.function->max_arguments)));
    }
    node = with_children(PlanKind::kCall, expression, node);
    check_arguments(node);
    return node;
  }

  /// Refuses what no record could make right. What stands in a column is looked at record by record.
  void check_arguments(const PlanNode& node) const {
    if (node.function->fault == nullptr) return;
    CallContext calls;
    std::vector<Value> arguments;
    for (const PlanNode& child : node.children) {
      const bool is_constant = dependence_of(child, 0).columns.empty() && !has_parameter(child);
      arguments.push_back(is_constant ? evaluate_node(child, table_, 0, 0, calls) : null_value());
    }
    const std::string fault = node.function->fault(arguments, calls);
    if (!fault.empty()) fail(fmt::format("{}() {}", node.text, fault));
  }

  PlanNode over_list(PlanKind kind, const Expression& expression) {
    PlanNode node;
    node.kind = kind;
    if (expression.children.size() != 2 || expression.children[1].kind != ExpressionKind::kLambda)
      fail(fmt::format("{}() wants a list and a lambda", expression.text));
    const Expression& lambda = expression.children[1];
    if (lambda.parameters.empty() || lambda.parameters.size() > 2)
      fail(fmt::format("the lambda of {}() wants one parameter, or two", expression.text));
    node.parameter = lambda.parameters.size();
    node.children.push_back(bind(expression.children[0]));
    parameters_.insert(parameters_.end(), lambda.parameters.begin(), lambda.parameters.end());
    node.children.push_back(bind(lambda.children[0]));
    parameters_.resize(parameters_.size() - lambda.parameters.size());
    return node;
  }

  PlanNode binary(const Expression& expression) {
    PlanNode node;
    const std::string& op = expression.text;
    node.text = op;
    if (op == "and" || op == "or") return chain(expression);
    if (op == "is distinct from" || op == "is not distinct from") {
      node.is_negated = op == "is not distinct from";
      return with_children(PlanKind::kDistinct, expression, node);
    }
    if (op == "||") return with_children(PlanKind::kConcatenate, expression, node);
    const bool compares = op == "=" || op == "<>" || op[0] == '<' || op[0] == '>';
    if (!compares) return with_children(PlanKind::kArithmetic, expression, node);
    return with_singles(expression, with_children(PlanKind::kCompare, expression, node));
  }

  /// a AND b AND c as one node.
  PlanNode chain(const Expression& expression) {
    PlanNode node;
    node.kind = expression.text == "and" ? PlanKind::kAnd : PlanKind::kOr;
    std::vector<const Expression*> terms = {&expression};
    while (!terms.empty()) {
      const Expression* term = terms.back();
      terms.pop_back();
      if (term->kind == ExpressionKind::kBinary && term->text == expression.text) {
        terms.push_back(&term->children[1]);
        terms.push_back(&term->children[0]);
      } else {
        node.children.push_back(bind(*term));
      }
    }
    return node;
  }

  void make_constant(PlanNode& node) {
    CallContext calls;
    PlanNode constant;
    constant.constant = constants_.keep(evaluate_node(node, table_, 0, 0, calls));
    node = std::move(constant);
  }

  void make_column(PlanNode& node, const Dependence& dependence) {
    PlanNode column;
    column.kind = PlanKind::kColumn;
    column.is_right = dependence.on_right;
    const std::string key = key_of(node);
    const auto known = table_.find_derived(key);
    column.column = known ? *known : compute(node, dependence, key);
    node = std::move(column);
  }

  std::size_t compute(const PlanNode& node, const Dependence& dependence, const std::string& key) {
    // One record stands for each value: of a single column its code, of several the record itself.
    std::shared_ptr<const std::vector<std::uint32_t>> codes;
    std::vector<std::uint32_t> record_of_code;
    if (dependence.columns.size() == 1) {
      const ValueColumn& column = table_.column(dependence.columns[0]);
      codes = column.codes;
      record_of_code.assign(column.values.size(), UINT32_MAX);
      for (std::uint32_t record = 0; record < codes->size(); ++record)
        record_of_code[(*codes)[record]] = record;
    } else {
      std::vector<std::uint32_t> own(table_.num_records());
      std::iota(own.begin(), own.end(), 1u);
      codes = std::make_shared<const std::vector<std::uint32_t>>(std::move(own));
      record_of_code.resize(table_.num_records() + 1, UINT32_MAX);
      std::iota(record_of_code.begin() + 1, record_of_code.end(), 0u);
    }
    std::vector<Value> values(record_of_code.size());
    std::vector<std::unique_ptr<ValueArena>> arenas(num_chunks(values.size(), kChunk));
    parallel_chunks(
        context_, values.size(), kChunk, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
          CallContext calls;
          arenas[chunk] = std::make_unique<ValueArena>();
          for (std::size_t code = begin; code < end; ++code) {
            if (record_of_code[code] == UINT32_MAX) continue;
            const std::uint32_t record = record_of_code[code];
            values[code] = arenas[chunk]->keep(evaluate_node(node, table_, record, record, calls));
            calls.arena().clear();
          }
        });
    return table_.add_derived(key, std::move(codes), std::move(values), std::move(arenas), context_);
  }

  const std::string& what_;
  ValueTable& table_;
  ValueArena& constants_;
  RecordParts parts_;
  const ExecutionContext& context_;
  std::vector<std::string> parameters_;
};

}  // namespace

Plan::Plan(const Expression& expression, const std::string& what, ValueTable& table,
           const ExecutionContext& context)
    : Plan(expression, what, table, RecordParts::kAsColumns, context) {}

Plan::Plan(const Expression& expression, const std::string& what, ValueTable& table, RecordParts parts,
           const ExecutionContext& context)
    : table_(&table), constants_(std::make_shared<ValueArena>()) {
  Binder binder(what, table, *constants_, parts, context);
  root_ = binder.bind(expression);
  binder.simplify(root_, 0);
}

}  // namespace byname
