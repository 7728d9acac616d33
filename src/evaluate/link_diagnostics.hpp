// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "block/rule_counts.hpp"
#include "cluster/pair_scoring.hpp"
#include "evaluate/comparison_dependence.hpp"
#include "evaluate/pair_sample.hpp"
#include "model/splink_training.hpp"

namespace byname {

/// A run of a Splink model over lists, as the diagnostics look at it.
struct LinkRun {
  const SplinkModel& model;
  ValueTable& table;
  const PairOrder& order;
  const SplinkComparer& comparer;
  const SplinkScorer& scorer;
  const RuleBlocks& blocks;
  const ScoredPairs& scored;               ///< with a sample of about kDiagnosedPairs
  const std::vector<EmSession>& sessions;  ///< empty without training
  double threshold = 0.95;                 ///< probability from which pairs are links
};

/// What is known of one level of a comparison.
struct LevelUse {
  double m = 0;  ///< as scored with; Splink's default where not trained
  double u = 0;
  double bits = 0;  ///< log2(m / u)
  bool has_m = true;
  bool has_u = true;
  double in_pair_space = 0;  ///< pairs of the sample of the full pair space
  double scored = 0;         ///< pairs that the rules bring (estimated where they were sampled)
  double linked = 0;         ///< of these, over the threshold
};

/// What a rule wants equal, and its largest blocks.
struct RuleKeys {
  std::vector<std::string> keys;  ///< in SQL
  std::vector<LargeBlock> largest;
};

/// What one blocking rule brings.
struct RuleUse {
  std::string condition;
  std::uint64_t num_new_pairs = 0;
  std::uint64_t num_new_links = 0;  ///< new pairs over the threshold
  double expected_matches = 0;      ///< sum of the probabilities of its new pairs that were kept
  std::vector<std::string> keys;    ///< what it wants equal, in SQL
  std::vector<LargeBlock> largest;  ///< with the values that their records agree on
};

/// What one comparison decides: links and other pairs whose decision is another one without it.
struct ComparisonUse {
  double links_lost = 0;    ///< links that would fall under the threshold without it
  double links_gained = 0;  ///< other pairs that would rise over it
};

/// Correlated comparisons, and what they do to the links.
struct DependenceUse {
  ComparisonDependence dependence;
  double links_on_both = 0;  ///< links that agree on both
  double links_lost = 0;     ///< of these, under the threshold once the bits are taken off
};

enum class FindingKind {
  // EM and parameters
  kNoAgreement,        ///< comparison: its agreeing levels have less than half of m
  kTopLevelAgainst,    ///< comparison: the top level has m < u
  kTooManyMatches,     ///< value: expected matches a record
  kFewMatches,         ///< value: expected matches
  kLambdaTooLow,       ///< value: matches that lambda implies, second: those among the scored pairs
  kLambdaTooHigh,      ///< likewise
  kSessionOneClass,    ///< session; value: its lambda
  kSessionTooMany,     ///< session; value: matches that it found in its pairs, second: all that lambda allows
  kSessionUnfinished,  ///< session; value: iterations
  kSessionsDisagree,   ///< comparison, level; value, second: lowest and highest m
  // Levels
  kLevelUntrained,   ///< comparison, level
  kLevelUnseen,      ///< comparison, level
  kLevelOutOfOrder,  ///< comparison, level: it weighs more than the level above; value, second: bits of both
  // Correlation
  kCorrelated,  ///< comparison, other; value: c, second: links that hang on it
  // Rules and comparisons
  kHeavyBlock,      ///< rule; value: share of all pairs in its largest block
  kHeavyRule,       ///< rule; value: share of all pairs, second: share of all links
  kIdleRule,        ///< rule: no new pair, or hardly a new link; value: new pairs, second: new links
  kIdleComparison,  ///< comparison; value: decisions that hang on it
};

/// Something a user should know. What the numbers mean depends on the kind.
struct Finding {
  FindingKind kind;
  bool is_grave = false;    ///< the result should not be used before it is understood
  std::size_t subject = 0;  ///< comparison, rule or session
  std::size_t other = 0;    ///< second comparison
  int gamma = 0;            ///< level
  double value = 0;
  double second = 0;
};

/// Everything found. Counts of scored pairs are estimates where `is_sampled`.
struct LinkDiagnostics {
  double threshold = 0;
  double num_records = 0;
  double num_links = 0;
  double expected_matches = 0;  ///< sum of the probabilities of the pairs kept
  double implied_matches = 0;   ///< lambda times all allowed pairs
  double pair_space = 0;        ///< pairs of the sample of the full pair space
  double num_possible_pairs = 0;
  bool is_sampled = false;
  bool is_trained = false;  ///< the run trained the model first
  double num_sampled = 0;
  double links_left = 0;  ///< links once all correlations of kTellingDependence or more are taken off
  std::vector<std::vector<LevelUse>> levels;  ///< [comparison][gamma]
  std::vector<RuleUse> rules;
  std::vector<ComparisonUse> comparisons;
  std::vector<DependenceUse> dependences;                   ///< largest ratio first
  std::vector<std::pair<double, double>> weight_histogram;  ///< lower edge in bits, scored pairs
  std::vector<Finding> findings;                            ///< grave ones first
  PairSample sample;
};

/// What the diagnostics are made of, once nobody needs the records any more.
struct LinkEvidence {
  const SplinkModel& model;
  const SplinkScorer& scorer;
  const KeptPairs& pairs;
  const std::vector<EmSession>& sessions;
  double threshold = 0.95;
  double num_records = 0;
  double num_possible_pairs = 0;
  ComparisonCounts space;       ///< all pairs of the records that draw_pair_space() drew
  PairSample sample;            ///< of the pairs that the rules bring
  std::vector<RuleKeys> rules;  ///< per rule of the model
};

/// Looks at a sample of the pairs that the rules bring, and of the full pair space, of at most these sizes;
/// names so many blocks of a rule.
inline constexpr std::uint64_t kDiagnosedPairs = 100000;
inline constexpr double kDiagnosedPairSpace = 5e5;
inline constexpr std::size_t kDiagnosedBlocks = 5;

/// Examines a run.
LinkDiagnostics diagnose_link(const LinkRun& run, const ExecutionContext& context);
LinkDiagnostics diagnose_link(LinkEvidence evidence);

/// What training and parameters show by themselves: findings in no order.
std::vector<Finding> parameter_findings(const SplinkModel& model, const std::vector<EmSession>& sessions,
                                        double num_possible_pairs);

/// What the counts show: findings in no order.
std::vector<Finding> use_findings(const SplinkModel& model, const LinkDiagnostics& diagnostics);

}  // namespace byname
