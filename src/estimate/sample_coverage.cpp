// SPDX-License-Identifier: Apache-2.0
#include "estimate/sample_coverage.hpp"

#include <bit>
#include <limits>

namespace byname {
namespace {

/// What a pair of lists adds: how many persons its dependence bears on, and the dependence if there were N
/// persons: N * both / (n_i n_j) - 1.
struct PairTerm {
  double weight;
  double ratio;
};

std::vector<PairTerm> pair_terms(const CaptureTable& table) {
  std::vector<PairTerm> terms;
  for (const std::uint32_t pair : pairs_of_lists(table.num_lists)) {
    const std::uint32_t first = pair & -pair;
    const std::uint32_t second = pair ^ first;
    terms.push_back({table.counts[first] + 2 * table.counts[pair] + table.counts[second],
                     table.on_all_of[pair] / (table.on_all_of[first] * table.on_all_of[second])});
  }
  return terms;
}

/// Sum over lists of the persons that two or more of the others hold.
double held_twice_without(const CaptureTable& table) {
  const int num_lists = table.num_lists;
  double sum = 0;
  for (int j = 2; j <= num_lists; ++j) {
    sum += table.captured_exactly[static_cast<std::size_t>(j)] * (j == 2 ? num_lists - 2 : num_lists);
  }
  return sum;
}

}  // namespace

SampleCoverage sample_coverage(const CaptureTable& table) {
  const double t = table.num_lists;
  double singles = 0;
  SampleCoverage result;
  result.coverage = 1;
  for (int list = 0; list < table.num_lists; ++list) {
    singles += table.counts[1u << list];
    result.coverage -= table.counts[1u << list] / table.on_all_of[1u << list] / t;
  }
  result.independent = (table.total - singles / t) / result.coverage;
  double denominator = t * result.coverage;
  double first_step = result.independent;
  const std::vector<PairTerm> terms = pair_terms(table);
  for (const PairTerm& term : terms) {
    denominator -= term.weight * term.ratio;
    first_step += term.weight * (result.independent * term.ratio - 1) / (t * result.coverage);
  }
  result.high =
      denominator > 1e-4 ? held_twice_without(table) / denominator : std::numeric_limits<double>::infinity();
  result.low = result.independent;
  for (const PairTerm& term : terms) {
    result.low += term.weight * (first_step * term.ratio - 1) / (t * result.coverage);
  }
  return result;
}

}  // namespace byname
