// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "spec/model_spec.hpp"

namespace byname {

/// What became of a scored pair.
enum class PairOutcome : std::uint8_t { kNo, kReview, kLink, kVeto };

inline constexpr std::array<std::string_view, 4> kPairOutcomeNames = {"no", "review", "link", "veto"};

/// One scored pair of records, left < right.
struct ScoredPair {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  float weight = 0;           ///< match weight: log2 odds of the model, lambda included
  float probability = 0;      ///< of the model, calibrated where pairs were judged
  std::uint64_t pattern = 0;  ///< mixed-radix gammas: PatternCode in compare/pattern.hpp
  std::uint8_t key =
      0;  ///< index of the first blocking key that brought the pair; 255 = none (all pairs compared)
  PairOutcome outcome = PairOutcome::kNo;
};

/// What one blocking key brought.
struct BlockingKeyReport {
  std::string name;              ///< "family + birth year"
  std::uint64_t num_blocks = 0;  ///< blocks of two records or more
  std::uint64_t largest_block = 0;
  std::uint64_t num_pairs = 0;  ///< pairs brought, before duplicates of earlier keys were removed
  std::uint64_t num_new_pairs = 0;
  std::uint64_t num_capped_blocks = 0;             ///< blocks too large for the budget
  std::uint64_t num_capped_pairs = 0;              ///< pairs those would have brought
  std::array<std::uint64_t, 16> size_histogram{};  ///< blocks by floor(log2(size))
};

/// How candidate pairs came about.
struct BlockingReport {
  bool all_pairs = false;  ///< every allowed pair was compared; no keys
  double num_possible_pairs = 0;
  std::uint64_t num_candidate_pairs = 0;
  std::vector<BlockingKeyReport> keys;
  double recall = 1;      ///< estimated share of matches among the candidates (linkage-method C4)
  double recall_low = 1;  ///< 95 %
  double recall_high = 1;
  double recall_capture = 1;  ///< the same from capture-recapture over the keys
};

/// One draw of the whole partition.
struct PartitionDraw {
  std::int64_t num_persons = 0;
  std::map<std::uint32_t, std::int64_t> overlap;  ///< pattern of lists (bit k = list k) -> persons
};

/// A person of the decided partition.
struct Person {
  std::vector<std::uint32_t> records;  ///< ascending
  double certainty = 1;                ///< share of draws in which its mentions are exactly one person
};

/// Shares of the variance of the number of persons, by source.
struct VarianceShares {
  double dark_matches = 0;  ///< matches that look like any non-match
  double calibration = 0;
  double missed_links = 0;  ///< pairs no key brought together
  double barred_links = 0;  ///< pairs that only a rule veto bars
  double chance = 0;        ///< uncertain clusters
};

/// A link or non-link on which the count hangs: reviewing it would change the number most often.
struct HangingPair {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  double same_share = 0;   ///< share of draws in which both are one person
  bool is_linked = false;  ///< in the decided partition
};

/// Judged pairs of like probability, each counted as the pairs it stands for.
struct CalibrationBin {
  double low = 0;  ///< of the probability before
  double high = 1;
  std::int64_t num_labels = 0;
  double num_pairs = 0;  ///< that the labels stand for
  double mean_before = 0;
  double mean_after = 0;
  double share_same = 0;  ///< judged the same
};

/// What judgements of a sample made of the probabilities (linkage-method B2).
struct CalibrationReport {
  std::int64_t num_labels = 0;  ///< judged same or different
  std::int64_t num_unsure = 0;
  std::int64_t num_barred = 0;  ///< by a veto: no probability decides them
  double num_effective = 0;     ///< labels of equal weights that would say as much
  CalibrationLine line;
  double intercept_sd = 0;
  double log_slope_sd = 0;
  std::vector<CalibrationBin> bins;  ///< those with labels
};

/// Ways to see an error rate without the model's probabilities (cluster/independent_error_rates.hpp).
enum class ErrorRateMethod : std::uint8_t {
  kDecoyLists,  ///< false links, by pairs inside lists that name nobody twice
  kDecoyParts,  ///< false links, by pairs put together from parts of random pairs
  kTriples,     ///< missed links
  kNeighbours,  ///< false links
};
struct IndependentErrorRate {
  ErrorRateMethod method = ErrorRateMethod::kTriples;
  double rate = 0;  ///< of the links, or of the true pairs
  double low = 0;   ///< 95 %
  double high = 1;
  std::int64_t num_looked_at = 0;  ///< decoys, triples, or mentions times other lists
};

/// Why the program says "unsure" (linkage-method A8).
struct Doubt {
  bool is_hard = false;
  std::string text;  ///< plain words, with the number
};

/// Everything linking found.
struct LinkResults {
  ModelSpec model;
  BlockingReport blocking;
  std::vector<std::uint32_t> person_of;  ///< per record: index into persons
  std::vector<Person> persons;           ///< in the order of their first record
  std::vector<ScoredPair> pairs;         ///< kept pairs, by (left, right)
  std::vector<PartitionDraw> draws;
  std::vector<Doubt> doubts;
  CalibrationReport calibration;
  std::vector<IndependentErrorRate> error_rates;
  VarianceShares variance;
  std::vector<HangingPair> hanging;  ///< most influential first
  std::int64_t num_review_pairs = 0;
  std::int64_t num_vetoed_pairs = 0;
  double expected_matches = 0;               ///< E of linkage-method A8
  double ambiguity = 0;                      ///< a of A8
  std::array<std::int64_t, 3> persons_at{};  ///< persons at the strict, decided and loose thresholds
  std::array<double, 3> thresholds_at{};
  std::vector<std::pair<double, std::int64_t>>
      weight_histogram;  ///< (lower edge in bits, pairs); bins of equal width
  /// Per comparison, per gamma from 0: pairs of the full space (or its estimate) at that level, and expected
  /// matches.
  std::vector<std::vector<std::array<double, 2>>> level_counts;
  std::vector<std::string> contradictions;  ///< of the judgements
};

}  // namespace byname
