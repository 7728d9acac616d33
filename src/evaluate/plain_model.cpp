// SPDX-License-Identifier: Apache-2.0
#include "evaluate/plain_model.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "evaluate/candidate_keys.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostComparisons = 10;
constexpr double kLongText = 40;  // bytes
constexpr int kMostIterations = 200;
constexpr double kSettled = 1e-6;
constexpr double kFloor = 1e-6;

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
  if (shape.is_text && (shape.is_dashed_date || shape.is_plain_date || shape.is_number))
    levels.push_back(level(fmt::format("damerau_levenshtein({}, {}) <= 1", l, r)));
  else if (shape.is_text)
    levels.push_back(level(fmt::format("jaro_winkler_similarity({}, {}) >= 0.88", l, r)));
  levels.push_back(level("ELSE"));
  return {{"output_column_name", name}, {"comparison_levels", std::move(levels)}};
}

bool is_anchor(std::span<const std::int8_t> gammas) {
  const auto known = std::count_if(gammas.begin(), gammas.end(), [](std::int8_t g) { return g >= 0; });
  const auto agreeing = std::count_if(gammas.begin(), gammas.end(), [](std::int8_t g) { return g > 0; });
  const auto needed = std::min<std::ptrdiff_t>(3, static_cast<std::ptrdiff_t>(gammas.size()));
  return known >= needed && agreeing >= known - 1 && agreeing >= 2;
}

/// Shares of the gammas of a comparison with one weight a row.
std::vector<double> shares_of(const ComparisonCounts& counts, std::size_t k, int gammas,
                              const std::vector<double>& weight) {
  std::vector<double> shares(static_cast<std::size_t>(gammas), 0.5);  // half a pair each: no share is 0
  double all = 0.5 * gammas;
  for (std::size_t row = 0; row < counts.num_rows(); ++row) {
    const std::int8_t gamma = counts.row(row)[k];
    if (gamma < 0) continue;
    shares[static_cast<std::size_t>(gamma)] += weight[row];
    all += weight[row];
  }
  for (double& share : shares) share = std::max(kFloor, share / all);
  return shares;
}

/// M step: returns the largest change of an m.
double maximise(SplinkModel& model, const ComparisonCounts& counts, const std::vector<double>& match) {
  std::vector<double> others(counts.num_rows());
  double matches = 0;
  for (std::size_t row = 0; row < counts.num_rows(); ++row) {
    others[row] = counts.count[row] - match[row];
    matches += match[row];
  }
  model.lambda = std::clamp(matches / std::max(1.0, counts.num_pairs), 1e-12, 0.5);
  double change = 0;
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    const int gammas = model.comparisons[k].num_gammas();
    const std::vector<double> m = shares_of(counts, k, gammas, match);
    const std::vector<double> u = shares_of(counts, k, gammas, others);
    for (int gamma = 0; gamma < gammas; ++gamma) {
      SplinkLevel& level = model.comparisons[k].level_of(gamma);
      const auto g = static_cast<std::size_t>(gamma);
      change = std::max(change, std::abs(m[g] - level.m.value_or(2)));
      level.m = m[g];
      level.u = u[g];
    }
  }
  return change;
}

/// E step: matches of each row.
std::vector<double> expect(const SplinkModel& model, const ComparisonCounts& counts) {
  std::vector<double> match(counts.num_rows());
  for (std::size_t row = 0; row < counts.num_rows(); ++row) {
    double log_odds = std::log(model.lambda / (1 - model.lambda));
    const auto gammas = counts.row(row);
    for (std::size_t k = 0; k < gammas.size(); ++k) {
      if (gammas[k] < 0) continue;
      const SplinkLevel& level = model.comparisons[k].level_of(gammas[k]);
      log_odds += std::log(*level.m / *level.u);
    }
    match[row] = counts.count[row] / (1 + std::exp(-log_odds));
  }
  return match;
}

}  // namespace

SplinkModel plain_model(const ValueTable& table, const std::string& link_type,
                        const std::vector<std::size_t>& left_out) {
  Json comparisons = Json::array();
  for (std::size_t c = 0; c < table.num_columns() && comparisons.size() < kMostComparisons; ++c) {
    const ValueColumn& column = table.column(c);
    if (column.name.empty() || std::find(left_out.begin(), left_out.end(), c) != left_out.end()) continue;
    const ColumnShape shape = shape_of(column);
    if (shape.filled < 0.2 || shape.num_distinct < 2 || shape.mean_length > kLongText) continue;
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

double fit_from_anchor(SplinkModel& model, const ComparisonCounts& counts) {
  std::vector<double> match(counts.num_rows(), 0);
  for (std::size_t row = 0; row < counts.num_rows(); ++row)
    match[row] = is_anchor(counts.row(row)) ? counts.count[row] : 0;
  for (int i = 0; i < kMostIterations; ++i) {
    if (maximise(model, counts, match) < kSettled) break;
    match = expect(model, counts);
  }
  return model.lambda * counts.num_pairs;
}

}  // namespace byname
