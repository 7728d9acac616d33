// SPDX-License-Identifier: Apache-2.0
#include "model/splink_scorer.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "base/error.hpp"

namespace byname {

namespace {

/// The same as value_shares from a table.
std::vector<double> given_shares(const ValueColumn& column, const FrequencyTables::Table& table) {
  std::vector<double> shares(1, 0);
  for (std::size_t code = 0; code < column.values.size(); ++code) {
    const std::uint32_t number = column.canonical[code];
    if (number >= shares.size()) shares.resize(number + std::size_t{1}, 0);
    if (number != 0) shares[number] = share_of(table, column.values[code]);
  }
  return shares;
}

/// u of the level that the frequencies of a column are compared with.
double exact_u(const SplinkComparison& spec, const SplinkComparer& comparer, std::size_t comparison,
               std::size_t level, std::size_t column) {
  if (spec.levels[level].disables_exact_match_detection) return spec.u_of(spec.gammas[level]);
  for (std::size_t i = 0; i < spec.levels.size(); ++i) {
    if (spec.gammas[i] >= 0 && comparer.exact_column(comparison, i) == column)
      return spec.u_of(spec.gammas[i]);
  }
  throw DataError(
      fmt::format("the model cannot be used: level {} of comparison {} is adjusted by the frequencies of {}, "
                  "but no level of it is the equality of that column. Add one, or set "
                  "disable_tf_exact_match_detection",
                  level + 1, spec.name, spec.levels[level].tf_column));
}

}  // namespace

SplinkScorer::SplinkScorer(const SplinkModel& model, const SplinkComparer& comparer, const ValueTable& table)
    : SplinkScorer(model, comparer, table, FrequencyTables{}, ValueShares(model, table, {})) {}

SplinkScorer::SplinkScorer(const SplinkModel& model, const SplinkComparer& comparer, const ValueTable& table,
                           const FrequencyTables& frequencies)
    : SplinkScorer(model, comparer, table, frequencies, ValueShares(model, table, {})) {}

SplinkScorer::SplinkScorer(const SplinkModel& model, const SplinkComparer& comparer, const ValueTable& table,
                           const FrequencyTables& frequencies, const ValueShares& counted)
    : prior_odds_(model.lambda / (1 - model.lambda)), is_certain_(model.lambda >= 1) {
  std::map<std::size_t, const Shares*> shares_of_column;
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    const SplinkComparison& spec = model.comparisons[k];
    Comparison comparison;
    const auto gammas = static_cast<std::size_t>(spec.num_gammas());
    comparison.bayes_factors.assign(gammas + 1, 1);
    comparison.frequencies.resize(gammas + 1);
    for (std::size_t i = 0; i < spec.levels.size(); ++i) {
      const int gamma = spec.gammas[i];
      if (gamma < 0) continue;
      const SplinkLevel& level = spec.levels[i];
      comparison.bayes_factors[static_cast<std::size_t>(gamma) + 1] = spec.m_of(gamma) / spec.u_of(gamma);
      if (level.tf_column.empty() || level.is_else) continue;
      const auto column = table.find(level.tf_column);
      const Shares*& shares = shares_of_column[*column];
      if (shares == nullptr) {
        const ValueColumn& values = table.column(*column);
        const FrequencyTables::Table* given = frequencies.find(level.tf_column);
        auto made = std::make_unique<Shares>();
        made->of_number = given == nullptr
                              ? counted.of(*column)
                              : std::make_shared<const std::vector<double>>(given_shares(values, *given));
        made->word = comparer.rows().numbers(values);
        shares = made.get();
        shares_.push_back(std::move(made));
      }
      comparison.frequencies[static_cast<std::size_t>(gamma) + 1] = {&table.column(*column), shares,
                                                                     exact_u(spec, comparer, k, i, *column),
                                                                     level.tf_minimum_u, level.tf_weight};
      comparison.has_frequencies = true;
      if (level.tf_weight != 0) comparison.adjusted.push_back(static_cast<std::uint8_t>(gamma + 1));
    }
    comparisons_.push_back(std::move(comparison));
  }
}

double SplinkScorer::multiplier(const Frequency& frequency, double left_share, double right_share) {
  const double largest = std::max(left_share, right_share);
  if (largest == 0) return 1;  // neither record has a value
  const double ratio = frequency.exact_u / std::max(largest, frequency.minimum_u);
  return frequency.weight == 1 ? ratio : std::pow(ratio, frequency.weight);
}

double SplinkScorer::frequency_multiplier(std::size_t comparison, int gamma, std::uint32_t left,
                                          std::uint32_t right) const {
  const Frequency& frequency = comparisons_[comparison].frequencies[static_cast<std::size_t>(gamma + 1)];
  if (frequency.weight == 0) return 1;
  const std::vector<double>& shares = *frequency.shares->of_number;
  return multiplier(frequency, shares[frequency.column->canonical_at(left)],
                    shares[frequency.column->canonical_at(right)]);
}

double SplinkScorer::frequency_multiplier(std::size_t comparison, int gamma, const Lanes& lanes,
                                          std::size_t lane) const {
  const Frequency& frequency = comparisons_[comparison].frequencies[static_cast<std::size_t>(gamma + 1)];
  if (frequency.weight == 0) return 1;
  if (!frequency.shares->word)
    return frequency_multiplier(comparison, gamma, lanes.left(lane), lanes.right(lane));
  const std::size_t word = *frequency.shares->word;
  const std::vector<double>& shares = *frequency.shares->of_number;
  return multiplier(frequency, shares[lanes.left_tile->words(word)[lanes.left_place(lane)]],
                    shares[lanes.right_words(word)[lane]]);
}

std::uint64_t SplinkScorer::adjusted_lanes(std::size_t comparison,
                                           const std::array<std::uint8_t, kLanes>& plus_one) const {
  std::uint64_t lanes = 0;
  for (const std::uint8_t value : comparisons_[comparison].adjusted)
    lanes |= lane_kernels().equal_bytes(plus_one.data(), value);
  return lanes;
}

double SplinkScorer::largest_multiplier(std::size_t comparison, int gamma) const {
  const Frequency& frequency = comparisons_[comparison].frequencies[static_cast<std::size_t>(gamma + 1)];
  if (frequency.weight == 0) return 1;
  double largest = 1;
  for (const double share : *frequency.shares->of_number) {
    if (share == 0) continue;
    const double ratio = frequency.exact_u / std::max(share, frequency.minimum_u);
    largest = std::max(largest, frequency.weight == 1 ? ratio : std::pow(ratio, frequency.weight));
  }
  return largest;
}

}  // namespace byname
