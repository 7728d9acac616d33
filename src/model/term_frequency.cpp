// SPDX-License-Identifier: Apache-2.0
#include "model/term_frequency.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/parallel.hpp"

namespace byname {

namespace {

constexpr double kPriorPairs = 5;  // as many pairs more that say nothing, as in the two-way table

/// Values whose frequency is looked at for fuzzy levels: all of a small column, else the most frequent.
std::size_t num_frequent_values(std::size_t values) { return values <= 20000 ? 2000 : 500; }

std::vector<std::uint32_t> most_frequent(const PairComparer& comparer, std::size_t comparison) {
  const std::uint32_t codes = comparer.kernel(comparison).num_codes();
  std::vector<std::uint32_t> counts(codes, 0);
  for (std::uint32_t record = 0; record < comparer.num_records(); ++record)
    ++counts[comparer.value_code(record, comparison)];
  std::vector<std::uint32_t> values(codes - 1);
  std::iota(values.begin(), values.end(), 1u);
  const std::size_t kept = std::min(values.size(), num_frequent_values(values.size()));
  std::partial_sort(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(kept), values.end(),
                    [&](std::uint32_t a, std::uint32_t b) {
                      return counts[a] != counts[b] ? counts[a] > counts[b] : a < b;
                    });
  values.resize(kept);
  return values;
}

}  // namespace

TermFrequencies::TermFrequencies(const ModelSpec& model, const PairComparer& comparer,
                                 const ExecutionContext& context)
    : comparer_(&comparer) {
  const MixtureShape shape = shape_of(model);
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    if (!model.comparisons[k].level(shape.same_gamma(k)).uses_term_frequency) continue;
    Column column;
    column.comparison = k;
    column.same_gamma = shape.same_gamma(k);
    find_neighbours(column, comparer, context);
    columns_.push_back(std::move(column));
  }
}

void TermFrequencies::find_neighbours(Column& column, const PairComparer& comparer,
                                      const ExecutionContext& context) {
  constexpr std::size_t kChunk = 256;
  const std::vector<std::uint32_t> frequent = most_frequent(comparer, column.comparison);
  const ComparisonKernel& kernel = comparer.kernel(column.comparison);
  const std::size_t values = kernel.num_codes();
  std::vector<std::vector<Neighbour>> parts(num_chunks(values, kChunk));
  std::vector<std::uint32_t> counts(values + 1, 0);
  parallel_chunks(context, values, kChunk, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
    std::vector<std::uint8_t> row(frequent.size());
    for (std::size_t value = std::max<std::size_t>(begin, 1); value < end; ++value) {
      kernel.row(static_cast<std::uint32_t>(value), frequent, row);  // gamma + 1
      for (std::size_t i = 0; i < frequent.size(); ++i) {
        if (row[i] < 2 || frequent[i] == value) continue;
        parts[chunk].push_back({frequent[i], static_cast<std::uint8_t>(row[i] - 1)});
        ++counts[value];
      }
    }
  });
  column.begin.assign(values + 1, 0);
  for (std::size_t value = 0; value < values; ++value)
    column.begin[value + 1] = column.begin[value] + counts[value];
  column.neighbours.reserve(column.begin.back());
  for (const auto& part : parts) column.neighbours.insert(column.neighbours.end(), part.begin(), part.end());
}

void TermFrequencies::update(std::span<const float> record_weight, const MixtureParameters& parameters,
                             const ExecutionContext& context) {
  parallel_chunks(context, columns_.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
    update_column(columns_[i], record_weight, parameters, context);
  });
}

void TermFrequencies::update_column(Column& column, std::span<const float> record_weight,
                                    const MixtureParameters& parameters, const ExecutionContext& context) {
  constexpr std::size_t kChunk = 8192;
  const std::size_t values = column.begin.size() - 1;
  std::vector<double> persons(values, 0);
  double total = 0;
  for (std::uint32_t record = 0; record < comparer_->num_records(); ++record) {
    const std::uint32_t value = comparer_->value_code(record, column.comparison);
    if (value == 0) continue;
    persons[value] += record_weight[record];
    total += record_weight[record];
  }
  const auto levels = static_cast<std::size_t>(column.same_gamma);
  column.log_ratio.assign(values * levels, 0);
  using Lowest = std::vector<double>;
  column.lowest = parallel_reduce(
      context, values, kChunk, Lowest(levels, 0),
      [&](std::size_t begin, std::size_t end) {
        Lowest lowest(levels, 0);
        std::vector<double> at_level(levels);
        for (std::size_t value = std::max<std::size_t>(begin, 1); value < end; ++value) {
          std::fill(at_level.begin(), at_level.end(), 0.0);
          at_level[levels - 1] = persons[value];
          for (std::uint64_t i = column.begin[value]; i < column.begin[value + 1]; ++i)
            at_level[column.neighbours[i].gamma - 1u] += persons[column.neighbours[i].value];
          for (std::size_t g = 0; g < levels; ++g) {
            const double u = std::max(parameters.u[column.comparison][g + 1], 1e-12);
            const double share = std::max(at_level[g], 1.0) / (total + 1 / u);
            const auto ratio = static_cast<float>(std::log(share / u));
            column.log_ratio[value * levels + g] = ratio;
            lowest[g] = std::min(lowest[g], static_cast<double>(ratio));
          }
        }
        return lowest;
      },
      [](Lowest& lowest, const Lowest& part) {
        for (std::size_t g = 0; g < lowest.size(); ++g) lowest[g] = std::min(lowest[g], part[g]);
      });
  normalise(column, persons);
}

void TermFrequencies::normalise(Column& column, std::span<const double> persons) {
  const auto levels = static_cast<std::size_t>(column.same_gamma);
  std::vector<double> pairs(levels, kPriorPairs);
  std::vector<double> sums(levels, kPriorPairs);
  for (std::size_t value = 1; value + 1 < column.begin.size(); ++value) {
    for (std::uint64_t i = column.begin[value]; i < column.begin[value + 1]; ++i) {
      const std::size_t other = column.neighbours[i].value;
      const bool is_rarer =
          persons[other] < persons[value] || (persons[other] == persons[value] && other < value);
      if (is_rarer) continue;
      // Not the pairs of one person: a slip of a rare name is nearly always its bearer's.
      const double of_two = persons[value] * std::max(0.0, persons[other] - 1);
      const std::size_t g = column.neighbours[i].gamma - 1u;
      pairs[g] += of_two;
      sums[g] += of_two * std::exp(-std::max(column.log_ratio[value * levels + g],
                                             column.log_ratio[other * levels + g]));
    }
  }
  column.log_mean.assign(levels, 0);
  for (std::size_t g = 0; g + 1 < levels; ++g) {
    column.log_mean[g] = std::log(sums[g] / pairs[g]);
    column.lowest[g] += column.log_mean[g];
  }
}

double TermFrequencies::adjustment(std::uint32_t left, std::uint32_t right, std::uint64_t pattern) const {
  double sum = 0;
  for (const Column& column : columns_) {
    const int gamma = comparer_->code().gamma(pattern, column.comparison);
    if (gamma < 1 || gamma > column.same_gamma) continue;
    const auto levels = static_cast<std::size_t>(column.same_gamma);
    const auto g = static_cast<std::size_t>(gamma - 1);
    sum += std::max(column.log_ratio[comparer_->value_code(left, column.comparison) * levels + g],
                    column.log_ratio[comparer_->value_code(right, column.comparison) * levels + g]) +
           column.log_mean[g];
  }
  return sum;
}

double TermFrequencies::lowest_adjustment(std::uint64_t pattern) const {
  double sum = 0;
  for (const Column& column : columns_) {
    const int gamma = comparer_->code().gamma(pattern, column.comparison);
    if (gamma >= 1 && gamma <= column.same_gamma) sum += column.lowest[static_cast<std::size_t>(gamma - 1)];
  }
  return sum;
}

}  // namespace byname
