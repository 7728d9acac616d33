// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include <cmath>
#include <fmt/format.h>

#include "estimate/estimator_families.hpp"
#include "estimate/refusal_text.hpp"

namespace byname {
namespace {

constexpr const char* kAssumption =
    "No interaction of highest order: whatever goes on among fewer than all lists is as it is, and the odds "
    "ratio "
    "that involves all lists at once is 1. Every cell of the table is taken as it is, so nothing is "
    "smoothed. This "
    "cannot be tested from the lists; \"sensitivity\" shows what follows if that ratio is xi instead.";

/// Those on no list: the product of the cells of an odd number of lists over that of an even number, with
/// variance of its logarithm sum 1 / count (Fienberg 1972, Biometrika 59; Bishop, Fienberg & Holland 1975,
/// chapter 6).
EstimatorAnswer saturated(const CaptureTable& table) {
  double log_unseen = 0;
  double variance = 0;
  std::uint32_t num_empty = 0;
  for (std::uint32_t cell = 1; cell < table.num_cells(); ++cell) {
    if (table.counts[cell] == 0) {
      ++num_empty;
      continue;
    }
    log_unseen += (std::popcount(cell) % 2 == 1 ? 1 : -1) * std::log(table.counts[cell]);
    variance += 1 / table.counts[cell];
  }
  if (num_empty > 0) {
    if (has_no_overlap(table)) return refused_answer(kNoOverlapReason, kNoOverlapNeed);
    return refused_answer(
        fmt::format(
            "not estimable, because {} of the {} patterns of lists hold nobody: the formula would be 0 or "
            "infinite",
            num_empty, table.num_cells() - 1),
        "larger or fewer lists, so that every pattern holds somebody");
  }
  EstimatorAnswer answer;
  const double unseen = std::exp(log_unseen);
  answer.unseen.parts = {{1, table.total, unseen, log_sd(variance, unseen)}};
  return answer;
}

}  // namespace

EstimatorFamily nhoi_family(const FamilyInput& input) {
  if (input.draws.num_lists < 3) return {};
  EstimatorFamily family;
  family.family = "nhoi";
  family.variants = {{"saturated", kAssumption}};
  family.answer = [](const CaptureTable& table, const TableContext&) {
    return std::vector<EstimatorAnswer>{saturated(table)};
  };
  return family;
}

}  // namespace byname
