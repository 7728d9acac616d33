// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "expression/function_groups.hpp"

namespace byname {

namespace {

using Arguments = std::span<const Value>;

bool are_lists(Arguments arguments) {
  return std::all_of(arguments.begin(), arguments.end(),
                     [](const Value& value) { return value.type == ValueType::kList; });
}

bool contains(std::span<const Value> list, const Value& wanted) {
  return std::any_of(list.begin(), list.end(),
                     [&](const Value& value) { return !value.is_null() && equal_values(value, wanted); });
}

Value list_contains(Arguments arguments, CallContext&) {
  if (arguments[0].type != ValueType::kList) return null_value();
  return boolean_value(contains(arguments[0].list, arguments[1]));
}

/// The different elements of the first list that the second holds too, without NULLs.
std::vector<Value> common_elements(std::span<const Value> a, std::span<const Value> b) {
  std::vector<Value> common;
  for (const Value& value : a) {
    if (!value.is_null() && contains(b, value) && !contains(common, value)) common.push_back(value);
  }
  return common;
}

/// No list on the right has nothing in common with one on the left, as in DuckDB.
Value list_intersect(Arguments arguments, CallContext& context) {
  if (arguments[0].type == ValueType::kList && arguments[1].is_null()) return context.arena().list({});
  if (!are_lists(arguments)) return null_value();
  return context.arena().list(common_elements(arguments[0].list, arguments[1].list));
}

Value list_has_any(Arguments arguments, CallContext&) {
  if (!are_lists(arguments)) return null_value();
  return boolean_value(!common_elements(arguments[0].list, arguments[1].list).empty());
}

Value list_has_all(Arguments arguments, CallContext&) {
  if (!are_lists(arguments)) return null_value();
  return boolean_value(
      std::all_of(arguments[1].list.begin(), arguments[1].list.end(),
                  [&](const Value& value) { return value.is_null() || contains(arguments[0].list, value); }));
}

Value list_distinct(Arguments arguments, CallContext& context) {
  if (!are_lists(arguments)) return null_value();
  return context.arena().list(common_elements(arguments[0].list, arguments[0].list));
}

Value list_length(Arguments arguments, CallContext&) {
  if (!are_lists(arguments.first(1))) return null_value();
  return integer_value(static_cast<std::int64_t>(arguments[0].list.size()));
}

Value flatten(Arguments arguments, CallContext& context) {
  if (!are_lists(arguments)) return null_value();
  std::vector<Value> flat;
  for (const Value& inner : arguments[0].list) {
    if (inner.type == ValueType::kList) flat.insert(flat.end(), inner.list.begin(), inner.list.end());
  }
  return context.arena().list(std::move(flat));
}

/// NULL elements are skipped; a list without others gives NULL.
template <int kSign>
Value extreme(Arguments arguments, CallContext&) {
  if (!are_lists(arguments)) return null_value();
  const Value* best = nullptr;
  for (const Value& value : arguments[0].list) {
    if (value.is_null()) continue;
    if (best == nullptr || compare_values(value, *best) == kSign) best = &value;
  }
  return best == nullptr ? null_value() : *best;
}

/// In single precision, as DuckDB computes it for FLOAT arrays, the usual ones.
Value cosine_similarity(Arguments arguments, CallContext&) {
  if (!are_lists(arguments) || arguments[0].list.size() != arguments[1].list.size()) return null_value();
  float product = 0;
  float left = 0;
  float right = 0;
  for (std::size_t i = 0; i < arguments[0].list.size(); ++i) {
    if (!arguments[0].list[i].is_number() || !arguments[1].list[i].is_number()) return null_value();
    const auto x = static_cast<float>(arguments[0].list[i].as_double());
    const auto y = static_cast<float>(arguments[1].list[i].as_double());
    product += x * y;
    left += x * x;
    right += y * y;
  }
  const float similarity = product / std::sqrt(left * right);
  return double_value(static_cast<double>(std::max(-1.0f, std::min(similarity, 1.0f))));
}

Value list_of(Arguments arguments, CallContext& context) {
  return context.arena().list({arguments.begin(), arguments.end()});
}

constexpr Function kFunctions[] = {
    {"list_contains", 2, 2, false, list_contains},
    {"array_contains", 2, 2, false, list_contains},
    {"list_has", 2, 2, false, list_contains},
    {"array_has", 2, 2, false, list_contains},
    {"list_intersect", 2, 2, true, list_intersect},
    {"array_intersect", 2, 2, true, list_intersect},
    {"list_has_any", 2, 2, false, list_has_any},
    {"array_has_any", 2, 2, false, list_has_any},
    {"arrays_overlap", 2, 2, false, list_has_any},
    {"list_has_all", 2, 2, false, list_has_all},
    {"array_has_all", 2, 2, false, list_has_all},
    {"list_distinct", 1, 1, false, list_distinct},
    {"array_distinct", 1, 1, false, list_distinct},
    {"array_length", 1, 1, false, list_length},
    {"list_length", 1, 1, false, list_length},
    {"cardinality", 1, 1, false, list_length},
    {"size", 1, 1, false, list_length},
    {"flatten", 1, 1, false, flatten},
    {"list_min", 1, 1, false, extreme<-1>},
    {"array_min", 1, 1, false, extreme<-1>},
    {"list_max", 1, 1, false, extreme<1>},
    {"array_max", 1, 1, false, extreme<1>},
    {"array_cosine_similarity", 2, 2, false, cosine_similarity},
    {"list_cosine_similarity", 2, 2, false, cosine_similarity},
    {"list_value", 0, 1024, true, list_of},
    {"array", 0, 1024, true, list_of},
};

}  // namespace

std::span<const Function> list_functions() { return kFunctions; }

}  // namespace byname
