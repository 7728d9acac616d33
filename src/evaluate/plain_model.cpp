// SPDX-License-Identifier: Apache-2.0
#include "evaluate/plain_model.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "evaluate/candidate_keys.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostComparisons = 10;
constexpr double kLongText = 40;     // bytes
constexpr double kLongEnough = 4.5;  // shorter texts are alike by chance

std::string side(const std::string& name, const char* suffix) {
  std::string quoted = "\"";
  for (const char c : name + suffix) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

Json level(const std::string& condition) { return {{"sql_condition", condition}}; }

Json comparison_of(const std::string& name, const ColumnShape& shape) {
  const std::string l = side(name, "_l");
  const std::string r = side(name, "_r");
  Json levels = Json::array();
  levels.push_back(level(fmt::format("{} IS NULL OR {} IS NULL", l, r)));
  levels[0]["is_null_level"] = true;
  levels.push_back(level(fmt::format("{} = {}", l, r)));
  if (shape.is_text && shape.mean_length >= kLongEnough &&
      (shape.is_dashed_date || shape.is_plain_date || shape.is_number))
    levels.push_back(level(fmt::format("damerau_levenshtein({}, {}) <= 1", l, r)));
  else if (shape.is_text && shape.mean_length >= kLongEnough)
    levels.push_back(level(fmt::format("jaro_winkler_similarity({}, {}) >= 0.88", l, r)));
  levels.push_back(level("ELSE"));
  return {{"output_column_name", name}, {"comparison_levels", std::move(levels)}};
}

}  // namespace

SplinkModel plain_model(const ValueTable& table, const std::string& link_type,
                        const std::vector<std::size_t>& left_out) {
  Json comparisons = Json::array();
  for (std::size_t c = 0; c < table.num_columns() && comparisons.size() < kMostComparisons; ++c) {
    const ValueColumn& column = table.column(c);
    if (column.name.empty() || std::find(left_out.begin(), left_out.end(), c) != left_out.end()) continue;
    const ColumnShape shape = shape_of(column);
    if (shape.filled < 0.2 || shape.num_distinct < 2 || shape.is_unique || shape.mean_length > kLongText)
      continue;
    comparisons.push_back(comparison_of(column.name, shape));
  }
  if (comparisons.size() < 2)
    throw DataError("fewer than two columns can be compared; give a model: --model FILE");
  const double records = std::max(2.0, static_cast<double>(table.num_records()));
  return SplinkModel::from_json({{"link_type", link_type},
                                 {"probability_two_random_records_match", 1 / records},
                                 {"comparisons", std::move(comparisons)},
                                 {"blocking_rules_to_generate_predictions", Json::array()}});
}

}  // namespace byname
