// SPDX-License-Identifier: Apache-2.0
#include "spec/splink_model.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void fail(const std::string& where, const std::string& why) {
  throw DataError(fmt::format("the model cannot be read: {} {}", where, why));
}

std::string text_at(const Json& object, const char* key, const std::string& where,
                    const std::string& missing) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return missing;
  if (!found->is_string()) fail(where, fmt::format("has a {} that is no text", key));
  return found->get<std::string>();
}

constexpr std::size_t kMaxNesting = 200;

/// How deep brackets of JSON are nested, those in texts aside.
std::size_t nesting_of(std::string_view text) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  bool is_in_text = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (is_in_text && c == '\\') {
      ++at;
    } else if (c == '"') {
      is_in_text = !is_in_text;
    } else if (!is_in_text && (c == '[' || c == '{')) {
      deepest = std::max(deepest, ++depth);
    } else if (!is_in_text && (c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

/// Where reading stopped; a model may be shown to others, but what is in it need not be repeated.
std::string place_of_fault(std::string_view text, const Json::exception& error) {
  const auto* parse = dynamic_cast<const Json::parse_error*>(&error);
  if (parse == nullptr) return "A number in it is too large";
  if (parse->byte > text.size()) return "It ends in the middle: get it again";
  const std::string_view before = text.substr(0, parse->byte == 0 ? 0 : parse->byte - 1);
  const std::size_t line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  const std::size_t column = before.size() - (before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1);
  return fmt::format("The fault is in line {}, column {}", line, column + 1);
}

double number_at(const Json& object, const char* key, const std::string& where, double missing) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return missing;
  if (!found->is_number()) fail(where, fmt::format("has a {} that is no number", key));
  return found->get<double>();
}

bool flag_at(const Json& object, const char* key, const std::string& where) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return false;
  if (!found->is_boolean()) fail(where, fmt::format("has a {} that is neither true nor false", key));
  return found->get<bool>();
}

/// Leaves a number that is equal as it was written: 1, not 1.0.
void set_number(Json& object, const char* key, double value) {
  const auto found = object.find(key);
  if (found != object.end() && found->is_number() && found->get<double>() == value) return;
  object[key] = value;
}

std::optional<double> probability_at(const Json& object, const char* key, const std::string& where) {
  const double value = number_at(object, key, where, NAN);
  if (std::isnan(value)) return std::nullopt;
  // Hand-set levels may sum to more than 1 (a u of 1.08); below 0 nothing is a probability.
  if (value < 0 || !std::isfinite(value)) fail(where, fmt::format("has a {} of {}", key, value));
  // Splink drops zeros when it reads a model.
  return value == 0 ? std::nullopt : std::optional(value);
}

std::string without_quotes(std::string name) {
  if (name.size() >= 2 && (name.front() == '"' || name.front() == '`') && name.back() == name.front())
    return name.substr(1, name.size() - 2);
  return name;
}

bool is_else_condition(std::string condition) {
  condition.erase(std::remove_if(condition.begin(), condition.end(),
                                 [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }),
                  condition.end());
  std::transform(condition.begin(), condition.end(), condition.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  return condition == "else";
}

SplinkLevel read_level(const Json& json, const std::string& where) {
  if (!json.is_object()) fail(where, "is no object");
  SplinkLevel level;
  level.condition = text_at(json, "sql_condition", where, "");
  if (level.condition.empty()) fail(where, "has no sql_condition");
  level.label = text_at(json, "label_for_charts", where, level.condition);
  level.is_null = flag_at(json, "is_null_level", where);
  level.is_else = is_else_condition(level.condition);
  level.m = probability_at(json, "m_probability", where);
  level.u = probability_at(json, "u_probability", where);
  level.fixes_m = flag_at(json, "fix_m_probability", where);
  level.fixes_u = flag_at(json, "fix_u_probability", where);
  level.tf_column = without_quotes(text_at(json, "tf_adjustment_column", where, ""));
  // Splink drops a weight of 0 when it reads a model; 1 stands for it.
  level.tf_weight = number_at(json, "tf_adjustment_weight", where, 1);
  if (level.tf_weight == 0) level.tf_weight = 1;
  if (!std::isfinite(level.tf_weight)) fail(where, "has a tf_adjustment_weight that is no number");
  level.tf_minimum_u = number_at(json, "tf_minimum_u_value", where, 0);
  if (!(level.tf_minimum_u >= 0 && level.tf_minimum_u <= 1))
    fail(where, fmt::format("has a tf_minimum_u_value of {}", level.tf_minimum_u));
  level.disables_exact_match_detection = flag_at(json, "disable_tf_exact_match_detection", where);
  return level;
}

/// A comparison whose every level has a 0 there says nothing: no pair could come.
void refuse_zeros(const Json& levels, const char* key, const std::string& where) {
  std::size_t num_levels = 0;
  std::size_t num_zeros = 0;
  for (const Json& level : levels) {
    if (flag_at(level, "is_null_level", where)) continue;
    ++num_levels;
    num_zeros += number_at(level, key, where, NAN) == 0;
  }
  if (num_levels > 0 && num_zeros == num_levels)
    fail(where, fmt::format("has a {} of 0 at every level. Leave them out and train the model", key));
}

/// The name as a column name says it, where a comparison has no name of its own.
std::string name_from_condition(const std::string& condition) {
  const auto is_of_name = [&](std::size_t at) {
    return at < condition.size() &&
           (std::isalnum(static_cast<unsigned char>(condition[at])) != 0 || condition[at] == '_');
  };
  std::size_t end = condition.find("_l");
  while (end != std::string::npos && is_of_name(end + 2)) end = condition.find("_l", end + 1);
  if (end == std::string::npos) return "comparison";
  std::size_t begin = end;
  while (begin > 0 && is_of_name(begin - 1)) --begin;
  return condition.substr(begin, end - begin);
}

SplinkComparison read_comparison(const Json& json, std::size_t number) {
  std::string where = fmt::format("comparison {}", number);
  if (!json.is_object()) fail(where, "is no object");
  SplinkComparison comparison;
  comparison.name = text_at(json, "output_column_name", where, "");
  if (!comparison.name.empty()) where = fmt::format("comparison {}", comparison.name);
  const auto levels = json.find("comparison_levels");
  if (levels == json.end() || !levels->is_array() || levels->empty()) fail(where, "has no comparison_levels");
  for (std::size_t i = 0; i < levels->size(); ++i) {
    comparison.levels.push_back(read_level((*levels)[i], fmt::format("level {} of {}", i + 1, where)));
  }
  for (std::size_t i = 0; i + 1 < comparison.levels.size(); ++i) {
    if (comparison.levels[i].is_else)
      fail(fmt::format("level {} of {}", i + 1, where), "is ELSE, but not the last");
  }
  refuse_zeros(*levels, "m_probability", where);
  refuse_zeros(*levels, "u_probability", where);
  if (comparison.name.empty()) comparison.name = name_from_condition(comparison.levels[0].condition);
  int gamma = static_cast<int>(std::count_if(comparison.levels.begin(), comparison.levels.end(),
                                             [](const SplinkLevel& level) { return !level.is_null; }));
  if (gamma == 0) fail(where, "has null levels only");
  for (const SplinkLevel& level : comparison.levels)
    comparison.gammas.push_back(level.is_null ? -1 : --gamma);
  if (comparison.num_gammas() > 120) fail(where, "has more than 120 levels");
  return comparison;
}

/// Two of one name would write one column of the output.
void refuse_equal_names(const std::vector<SplinkComparison>& comparisons) {
  std::set<std::string> columns;
  for (const SplinkComparison& comparison : comparisons) {
    if (!columns.insert(comparison.gamma_column()).second)
      fail(fmt::format("comparison {}", comparison.name),
           "is there twice; give one another output_column_name");
  }
}

SplinkRule read_rule(const Json& json, std::size_t number) {
  const std::string where = fmt::format("blocking rule {}", number);
  SplinkRule rule;
  if (json.is_string()) {
    rule.condition = json.get<std::string>();
  } else if (json.is_object()) {
    rule.condition = text_at(json, "blocking_rule", where, "");
    const auto arrays = json.find("arrays_to_explode");
    if (arrays != json.end() && !arrays->is_null()) {
      if (!arrays->is_array()) fail(where, "has arrays_to_explode that are no list");
      for (const Json& name : *arrays) {
        if (!name.is_string()) fail(where, "has arrays_to_explode that are no names");
        rule.arrays_to_explode.push_back(without_quotes(name.get<std::string>()));
      }
    }
  }
  if (rule.condition.empty()) fail(where, "is no condition");
  return rule;
}

}  // namespace

int SplinkComparison::num_gammas() const { return *std::max_element(gammas.begin(), gammas.end()) + 1; }

std::string SplinkComparison::gamma_column() const {
  std::string column = "gamma_" + name;
  std::replace(column.begin(), column.end(), ' ', '_');
  return column;
}

const SplinkLevel& SplinkComparison::level_of(int gamma) const {
  const auto found = std::find(gammas.begin(), gammas.end(), gamma);
  BYNAME_CHECK(found != gammas.end() && gamma >= 0, "no level of gamma {}", gamma);
  return levels[static_cast<std::size_t>(found - gammas.begin())];
}

SplinkLevel& SplinkComparison::level_of(int gamma) {
  return const_cast<SplinkLevel&>(static_cast<const SplinkComparison*>(this)->level_of(gamma));
}

double SplinkComparison::m_of(int gamma) const {
  const std::optional<double>& m = level_of(gamma).m;
  if (m) return *m;
  const int levels_ = num_gammas();
  if (gamma == levels_ - 1) return 0.95;
  return 0.05 / (levels_ - 1);
}

double SplinkComparison::u_of(int gamma) const {
  const std::optional<double>& u = level_of(gamma).u;
  if (u) return *u;
  const int levels_ = num_gammas();
  const double default_m = gamma == levels_ - 1 ? 0.95 : 0.05 / (levels_ - 1);
  double weight = 10;
  if (gamma < levels_ - 1) weight = levels_ == 2 ? -5 : -5 + 8.0 / (levels_ - 2) * gamma;
  return default_m / std::exp2(weight);
}

SplinkModel SplinkModel::from_json(const Json& document) {
  const std::string where = "the file";
  if (!document.is_object()) fail(where, "holds no model");
  SplinkModel model;
  model.link_type = text_at(document, "link_type", where, "dedupe_only");
  if (model.link_type != "dedupe_only" && model.link_type != "link_only" &&
      model.link_type != "link_and_dedupe")
    fail(where, fmt::format("has the link_type {}; there are dedupe_only, link_only, link_and_dedupe",
                            model.link_type));
  model.lambda = number_at(document, "probability_two_random_records_match", where, 1e-4);
  if (!(model.lambda >= 0 && model.lambda <= 1))
    fail(where, fmt::format("has a probability_two_random_records_match of {}", model.lambda));
  model.em_convergence = number_at(document, "em_convergence", where, 1e-4);
  if (!(model.em_convergence >= 0))
    fail(where, fmt::format("has an em_convergence of {}", model.em_convergence));
  const double iterations = number_at(document, "max_iterations", where, 25);
  if (!(iterations >= 0 && iterations <= 1e6))
    fail(where, fmt::format("has a max_iterations of {}", iterations));
  model.max_iterations = static_cast<int>(iterations);
  model.unique_id_column = without_quotes(text_at(document, "unique_id_column_name", where, "unique_id"));
  model.source_column =
      without_quotes(text_at(document, "source_dataset_column_name", where, "source_dataset"));
  const auto comparisons = document.find("comparisons");
  if (comparisons == document.end() || !comparisons->is_array() || comparisons->empty())
    fail(where, "has no comparisons");
  for (std::size_t i = 0; i < comparisons->size(); ++i)
    model.comparisons.push_back(read_comparison((*comparisons)[i], i + 1));
  refuse_equal_names(model.comparisons);
  const auto rules = document.find("blocking_rules_to_generate_predictions");
  if (rules != document.end() && !rules->is_null()) {
    if (!rules->is_array()) fail(where, "has blocking_rules_to_generate_predictions that are no list");
    for (std::size_t i = 0; i < rules->size(); ++i) model.rules.push_back(read_rule((*rules)[i], i + 1));
  }
  model.document_ = std::make_shared<const Json>(document);
  return model;
}

SplinkModel SplinkModel::from_text(std::string_view text) {
  if (nesting_of(text) > kMaxNesting) fail("the file", fmt::format("is nested deeper than {}", kMaxNesting));
  Json document;
  try {
    document = Json::parse(text);
  } catch (const Json::exception& error) {
    throw DataError(fmt::format("the model is no JSON; give a model that Splink or byname saved. {}",
                                place_of_fault(text, error)));
  }
  return from_json(document);
}

SplinkModel read_splink_model(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::error_code error;
  if (!file || std::filesystem::is_directory(path, error))
    throw DataError(fmt::format("cannot read the model; check that it exists and may be read: {}", path));
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  try {
    return SplinkModel::from_text(text);
  } catch (const DataError& fault) {
    throw DataError(fmt::format("{}: {}", path, fault.what()));
  }
}

Json SplinkModel::to_json() const {
  Json document = *document_;
  set_number(document, "probability_two_random_records_match", lambda);
  for (std::size_t i = 0; i < comparisons.size(); ++i) {
    Json& levels = document["comparisons"][i]["comparison_levels"];
    for (std::size_t k = 0; k < comparisons[i].levels.size(); ++k) {
      const SplinkLevel& level = comparisons[i].levels[k];
      if (level.is_null) continue;
      if (level.m) set_number(levels[k], "m_probability", *level.m);
      if (level.u) set_number(levels[k], "u_probability", *level.u);
    }
  }
  return document;
}

}  // namespace byname
