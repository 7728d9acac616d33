// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/execution_context.hpp"
#include "evaluate/explain.hpp"
#include "names/record_table.hpp"

namespace byname {

/// What pairs.parquet says of a pair.
struct KnownPair {
  double weight = 0;  ///< log2 odds
  PairOutcome outcome = PairOutcome::kNo;
  std::vector<int> gammas;  ///< per comparison of the model
};

/// The levels of two records that are in no file, compared anew, and what their values' rarity is worth in
/// nats (TermFrequencies::adjustment), with each person of `person_of` counting once.
struct ComparedPair {
  std::vector<int> gammas;
  double rarity = 0;
};
ComparedPair compare_anew(const ModelSpec& model, const RecordTable& records,
                          std::span<const std::uint32_t> person_of, std::uint32_t left, std::uint32_t right,
                          const ExecutionContext& context);

/// Fills the comparisons and the sum of an explanation. The correction for correlated comparisons is the
/// model's; the rarity of the values is what is left of a known pair's weight.
void explain_evidence(const ModelSpec& model, const RecordTable& records, std::uint32_t left,
                      std::uint32_t right, const std::vector<int>& gammas, std::optional<double> known_weight,
                      double rarity_nats, Explanation& explanation);

}  // namespace byname
