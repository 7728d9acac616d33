// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include "expression/function_groups.hpp"

namespace byname {

namespace {

using Arguments = std::span<const Value>;

/// Texts count as the numbers they are; NaN never: a text that is none makes NULL.
bool number_of(const Value& value, double& number) {
  if (value.is_number()) {
    number = value.as_double();
    return true;
  }
  return value.type == ValueType::kText && parse_double(value.text, number);
}

/// Where DuckDB ends the query (the root of -1, the logarithm of 0, the sine of inf), the value is NULL.
template <double (*kFunction)(double)>
Value of_one(Arguments arguments, CallContext&) {
  double x = 0;
  if (!number_of(arguments[0], x)) return null_value();
  const double result = kFunction(x);
  return std::isnan(result) && !std::isnan(x) ? null_value() : double_value(result);
}

template <double (*kFunction)(double, double)>
Value of_two(Arguments arguments, CallContext&) {
  double x = 0;
  double y = 0;
  return number_of(arguments[0], x) && number_of(arguments[1], y) ? double_value(kFunction(x, y))
                                                                  : null_value();
}

double radians(double degrees) { return degrees * (std::numbers::pi / 180); }
double degrees(double radians_) { return radians_ * (180 / std::numbers::pi); }
double sine(double x) { return std::sin(x); }
double cosine(double x) { return std::cos(x); }
double tangent(double x) { return std::tan(x); }
double arc_cosine(double x) { return std::acos(x); }
double arc_sine(double x) { return std::asin(x); }
double arc_tangent(double x) { return std::atan(x); }
double arc_tangent_of_two(double y, double x) { return std::atan2(y, x); }
double square_root(double x) { return std::sqrt(x); }
double exponential(double x) { return std::exp(x); }
double natural_logarithm(double x) { return x == 0 ? NAN : std::log(x); }
double logarithm_of_two(double x) { return x == 0 ? NAN : std::log2(x); }
double logarithm_of_ten(double x) { return x == 0 ? NAN : std::log10(x); }
double power(double x, double y) { return std::pow(x, y); }
double floor_of(double x) { return std::floor(x); }
double ceiling_of(double x) { return std::ceil(x); }

Value absolute(Arguments arguments, CallContext&) {
  if (arguments[0].type == ValueType::kInteger) {
    const std::int64_t integer = arguments[0].integer;
    std::int64_t negated = 0;
    if (integer >= 0) return arguments[0];
    if (__builtin_sub_overflow(0, integer, &negated)) return double_value(-static_cast<double>(integer));
    return integer_value(negated);
  }
  double x = 0;
  return number_of(arguments[0], x) ? double_value(std::abs(x)) : null_value();
}

/// Halves away from zero.
Value rounded(Arguments arguments, CallContext&) {
  double x = 0;
  double digits = 0;
  if (!number_of(arguments[0], x) || (arguments.size() > 1 && !number_of(arguments[1], digits)))
    return null_value();
  if (arguments[0].type == ValueType::kInteger && digits >= 0) return arguments[0];
  const double scale = std::pow(10.0, digits);
  const double result = std::round(x * scale) / scale;
  return double_value(std::isfinite(result) ? result : x);
}

Value sign(Arguments arguments, CallContext&) {
  double x = 0;
  return number_of(arguments[0], x) ? integer_value((x > 0) - (x < 0)) : null_value();
}

/// NULLs are skipped; the value kept is of its own kind.
template <int kSign>
Value extreme(Arguments arguments, CallContext&) {
  const Value* best = nullptr;
  for (const Value& argument : arguments) {
    if (argument.is_null()) continue;
    if (best == nullptr || compare_values(argument, *best) == kSign) best = &argument;
  }
  return best == nullptr ? null_value() : *best;
}

constexpr Function kFunctions[] = {
    {"abs", 1, 1, false, absolute},
    {"round", 1, 2, false, rounded},
    {"sign", 1, 1, false, sign},
    {"floor", 1, 1, false, of_one<floor_of>},
    {"ceil", 1, 1, false, of_one<ceiling_of>},
    {"ceiling", 1, 1, false, of_one<ceiling_of>},
    {"sqrt", 1, 1, false, of_one<square_root>},
    {"exp", 1, 1, false, of_one<exponential>},
    {"ln", 1, 1, false, of_one<natural_logarithm>},
    {"log", 1, 1, false, of_one<logarithm_of_ten>},
    {"log2", 1, 1, false, of_one<logarithm_of_two>},
    {"log10", 1, 1, false, of_one<logarithm_of_ten>},
    {"pow", 2, 2, false, of_two<power>},
    {"power", 2, 2, false, of_two<power>},
    {"radians", 1, 1, false, of_one<radians>},
    {"degrees", 1, 1, false, of_one<degrees>},
    {"sin", 1, 1, false, of_one<sine>},
    {"cos", 1, 1, false, of_one<cosine>},
    {"tan", 1, 1, false, of_one<tangent>},
    {"asin", 1, 1, false, of_one<arc_sine>},
    {"acos", 1, 1, false, of_one<arc_cosine>},
    {"atan", 1, 1, false, of_one<arc_tangent>},
    {"atan2", 2, 2, false, of_two<arc_tangent_of_two>},
    {"greatest", 1, 64, true, extreme<1>},
    {"least", 1, 64, true, extreme<-1>},
};

}  // namespace

std::span<const Function> number_functions() { return kFunctions; }

}  // namespace byname
