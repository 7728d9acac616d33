// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "spec/comparison_levels.hpp"
#include "spec/model_spec.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;

constexpr std::array<std::pair<ComparisonKind, std::string_view>, 12> kKindNames = {{
    {ComparisonKind::kName, "name"},
    {ComparisonKind::kKnownName, "known_name"},
    {ComparisonKind::kDate, "date"},
    {ComparisonKind::kEventDate, "event_date"},
    {ComparisonKind::kYear, "number"},
    {ComparisonKind::kSex, "sex"},
    {ComparisonKind::kCategory, "category"},
    {ComparisonKind::kPlace, "place"},
    {ComparisonKind::kKnownPlace, "known_place"},
    {ComparisonKind::kAddress, "address"},
    {ComparisonKind::kPostcode, "postcode"},
    {ComparisonKind::kSet, "set"},
}};

std::string_view kind_name(ComparisonKind kind) {
  for (const auto& [value, name] : kKindNames) {
    if (value == kind) return name;
  }
  throw InternalError("a comparison kind without a name");
}

ComparisonKind kind_from_name(const std::string& name) {
  for (const auto& [value, known] : kKindNames) {
    if (known == name) return value;
  }
  throw DataError(fmt::format("the model has a comparison of a kind that is not known: {}", name));
}

Json level_to_json(const LevelSpec& level, const std::string& column) {
  Json json = {{"sql_condition", level.sql_condition}, {"label_for_charts", level.label}};
  if (level.is_null) json["is_null_level"] = true;
  if (!std::isnan(level.m)) json["m_probability"] = level.m;
  if (!std::isnan(level.u)) json["u_probability"] = level.u;
  if (level.uses_term_frequency) json["tf_adjustment_column"] = column;
  if (level.is_rule_veto) json["veto"] = true;
  if (level.is_certain_veto) json["veto"] = "certain";
  return json;
}

Json comparison_to_json(const ComparisonSpec& comparison) {
  Json levels = Json::array();
  for (const LevelSpec& level : comparison.levels)
    levels.push_back(level_to_json(level, comparison.columns[0]));
  return {{"output_column_name", comparison.name},
          {"comparison_description", fmt::format("byname {}", kind_name(comparison.kind))},
          {"comparison_levels", levels}};
}

Json byname_part(const ModelSpec& model) {
  Json comparisons = Json::array();
  for (const ComparisonSpec& comparison : model.comparisons) {
    comparisons.push_back({{"name", comparison.name},
                           {"kind", kind_name(comparison.kind)},
                           {"role", role_name(comparison.role)},
                           {"columns", comparison.columns}});
  }
  Json correlations = Json::array();
  for (const Correlation& correlation : model.correlations) {
    correlations.push_back({{"first", model.comparisons[static_cast<std::size_t>(correlation.first)].name},
                            {"second", model.comparisons[static_cast<std::size_t>(correlation.second)].name},
                            {"ratio", correlation.ratio}});
  }
  return {{"format", kFormat},
          {"text", "unicode"},
          {"reads_eastern_names", model.reads_eastern_names},
          {"link_probability", model.link_probability},
          {"review_probability", model.review_probability},
          {"veto_error", model.veto_error},
          {"calibration", {{"intercept", model.calibration.intercept}, {"slope", model.calibration.slope}}},
          {"term_frequency", "persons"},
          {"comparisons", comparisons},
          {"correlations", correlations},
          {"household", {{"lambda", model.household.lambda}, {"probability", model.household.probability}}}};
}

/// Value of a key that must be there; DataError names it.
template <typename Value>
Value need(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end())
    throw DataError(fmt::format("the model lacks the key {}; was it written by byname?", key));
  try {
    return found->get<Value>();
  } catch (const nlohmann::json::exception&) {
    throw DataError(fmt::format("the model has a value of another type than expected at the key {}", key));
  }
}

/// The array at a key.
Json need_array(const Json& json, const char* key) {
  Json value = need<Json>(json, key);
  if (!value.is_array()) {
    throw DataError(fmt::format("the model has a value of another type than expected at the key {}", key));
  }
  return value;
}

/// Fills m and u of the levels that this version makes itself; their conditions must be the same.
void read_levels(const Json& json, ComparisonSpec& comparison) {
  const Json levels = need_array(json, "comparison_levels");
  if (levels.size() != comparison.levels.size()) {
    throw DataError(fmt::format("the model has {} levels where byname makes {}: comparison {}", levels.size(),
                                comparison.levels.size(), comparison.name));
  }
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const auto condition = need<std::string>(levels[i], "sql_condition");
    LevelSpec& level = comparison.levels[i];
    if (condition != level.sql_condition) {
      throw DataError(fmt::format("the model has a condition that cannot be evaluated: {} (comparison {})",
                                  condition, comparison.name));
    }
    if (level.is_null) continue;
    level.m = need<double>(levels[i], "m_probability");
    level.u = need<double>(levels[i], "u_probability");
    if (!(level.m > 0 && level.m <= 1 && level.u > 0 && level.u <= 1)) {
      throw DataError(fmt::format("the model has an m or u outside (0, 1]: comparison {}", comparison.name));
    }
    const bool is_certain = levels[i].contains("veto") && levels[i]["veto"] == "certain";
    level.is_certain_veto = is_certain;
    level.is_rule_veto = !is_certain && levels[i].contains("veto") && need<bool>(levels[i], "veto");
  }
}

ComparisonSpec comparison_from_json(const Json& part, const Json& json) {
  ComparisonSpec comparison;
  comparison.name = need<std::string>(part, "name");
  comparison.kind = kind_from_name(need<std::string>(part, "kind"));
  const auto role = role_from_name(need<std::string>(part, "role"));
  if (!role)
    throw DataError(fmt::format("the model has a role that is not known: comparison {}", comparison.name));
  comparison.role = *role;
  comparison.columns = need<std::vector<std::string>>(part, "columns");
  if (comparison.columns.empty())
    throw DataError(fmt::format("the model has a comparison without columns: {}", comparison.name));
  const std::string partner = comparison.columns.size() > 1 ? comparison.columns[1] : "";
  comparison.levels = make_levels(comparison.kind, comparison.columns[0], partner, comparison.role);
  read_levels(json, comparison);
  return comparison;
}

/// Of a model that does not say how names are read.
bool compares_eastern_names(const ModelSpec& model) {
  return std::any_of(model.comparisons.begin(), model.comparisons.end(),
                     [](const ComparisonSpec& comparison) {
                       return comparison.kind == ComparisonKind::kKnownName ||
                              comparison.kind == ComparisonKind::kKnownPlace;
                     });
}

int comparison_named(const ModelSpec& model, const std::string& name) {
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    if (model.comparisons[k].name == name) return static_cast<int>(k);
  }
  throw DataError(fmt::format("the model has a correlation of a comparison that it lacks: {}", name));
}

}  // namespace

nlohmann::ordered_json model_to_json(const ModelSpec& model) {
  Json rules = Json::array();
  for (const std::string& rule : model.blocking_rules)
    rules.push_back({{"blocking_rule", rule}, {"sql_dialect", "duckdb"}});
  Json comparisons = Json::array();
  for (const ComparisonSpec& comparison : model.comparisons)
    comparisons.push_back(comparison_to_json(comparison));
  return {{"link_type", model.link_type},
          {"probability_two_random_records_match", model.lambda},
          {"unique_id_column_name", "unique_id"},
          {"source_dataset_column_name", "source_dataset"},
          {"sql_dialect", "duckdb"},
          {"blocking_rules_to_generate_predictions", rules},
          {"comparisons", comparisons},
          {"byname", byname_part(model)}};
}

ModelSpec model_from_json(const nlohmann::ordered_json& json) {
  const Json part = need<Json>(json, "byname");
  if (need<int>(part, "format") > kFormat) {
    throw DataError(fmt::format(
        "the model is of format {}, newer than this byname reads ({}). Use the byname that wrote it.",
        need<int>(part, "format"), kFormat));
  }
  ModelSpec model;
  model.link_type = need<std::string>(json, "link_type");
  model.lambda = need<double>(json, "probability_two_random_records_match");
  if (!(model.lambda > 0 && model.lambda < 1))
    throw DataError("the model's probability_two_random_records_match is not between 0 and 1");
  model.link_probability = need<double>(part, "link_probability");
  model.review_probability = need<double>(part, "review_probability");
  model.veto_error = need<double>(part, "veto_error");
  if (part.contains("calibration")) {
    const Json calibration = need<Json>(part, "calibration");
    model.calibration = {need<double>(calibration, "intercept"), need<double>(calibration, "slope")};
    if (!(model.calibration.slope > 0))
      throw DataError("the model's calibration has a slope that is not above 0");
  }
  const Json parts = need_array(part, "comparisons");
  const Json comparisons = need_array(json, "comparisons");
  if (parts.size() != comparisons.size())
    throw DataError("the model's comparisons and those of its byname part differ in number");
  for (std::size_t k = 0; k < parts.size(); ++k)
    model.comparisons.push_back(comparison_from_json(parts[k], comparisons[k]));
  model.reads_eastern_names = part.contains("reads_eastern_names") ? need<bool>(part, "reads_eastern_names")
                                                                   : compares_eastern_names(model);
  for (const Json& entry : need_array(part, "correlations")) {
    model.correlations.push_back({comparison_named(model, need<std::string>(entry, "first")),
                                  comparison_named(model, need<std::string>(entry, "second")),
                                  need<double>(entry, "ratio")});
  }
  const Json household = need<Json>(part, "household");
  model.household.lambda = need<double>(household, "lambda");
  model.household.probability = need<std::vector<std::vector<double>>>(household, "probability");
  if (model.household.lambda > 0 && model.household.probability.size() != model.comparisons.size()) {
    throw DataError("the model's household class does not fit its comparisons");
  }
  model.is_trained = true;
  return model;
}

}  // namespace byname
