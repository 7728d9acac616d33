// SPDX-License-Identifier: Apache-2.0
#include "evaluate/link_diagnostics.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace byname {

namespace {

constexpr std::size_t kExactBlocksUpTo = 100000;
constexpr double kBinWidth = 2;  // bits
constexpr double kMostBits = 60;

double threshold_bits(double probability) { return std::log2(probability / (1 - probability)); }

std::vector<std::vector<LevelUse>> levels_of(const SplinkModel& model) {
  std::vector<std::vector<LevelUse>> all;
  for (const SplinkComparison& comparison : model.comparisons) {
    std::vector<LevelUse> levels;
    for (int gamma = 0; gamma < comparison.num_gammas(); ++gamma) {
      LevelUse use;
      use.m = comparison.m_of(gamma);
      use.u = comparison.u_of(gamma);
      use.bits = std::log2(use.m / use.u);
      use.has_m = comparison.level_of(gamma).m.has_value();
      use.has_u = comparison.level_of(gamma).u.has_value();
      levels.push_back(use);
    }
    all.push_back(std::move(levels));
  }
  return all;
}

void count_levels(LinkDiagnostics& found, const ComparisonCounts& space) {
  for (std::size_t pattern = 0; pattern < space.num_patterns(); ++pattern) {
    const auto gammas = space.gammas_of(pattern);
    for (std::size_t k = 0; k < gammas.size(); ++k) {
      if (gammas[k] >= 0)
        found.levels[k][static_cast<std::size_t>(gammas[k])].in_pair_space += space.count_of(pattern);
    }
  }
  const double threshold = threshold_bits(found.threshold);
  for (std::size_t i = 0; i < found.sample.size(); ++i) {
    const double each = found.sample.stands_for[found.sample.rule[i]];
    const auto gammas = found.sample.gammas_of(i);
    for (std::size_t k = 0; k < gammas.size(); ++k) {
      if (gammas[k] < 0) continue;
      LevelUse& level = found.levels[k][static_cast<std::size_t>(gammas[k])];
      level.scored += each;
      if (found.sample.match_weight[i] >= threshold) level.linked += each;
    }
  }
}

/// The weight of a pair without one comparison, from the others: infinite weights leave by not being added.
double weight_without(double prior, std::span<const float> bits, std::size_t left_out) {
  double weight = prior;
  for (std::size_t k = 0; k < bits.size(); ++k) weight += k == left_out ? 0 : bits[k];
  return weight;
}

void count_decisions(LinkDiagnostics& found, double prior_bits) {
  const double threshold = threshold_bits(found.threshold);
  found.comparisons.resize(found.sample.num_comparisons);
  for (std::size_t i = 0; i < found.sample.size(); ++i) {
    const double each = found.sample.stands_for[found.sample.rule[i]];
    const bool is_link = found.sample.match_weight[i] >= threshold;
    for (std::size_t k = 0; k < found.comparisons.size(); ++k) {
      const bool without = weight_without(prior_bits, found.sample.bits_of(i), k) >= threshold;
      if (without == is_link) continue;
      (is_link ? found.comparisons[k].links_lost : found.comparisons[k].links_gained) += each;
    }
  }
}

bool agrees(const LinkDiagnostics& found, std::size_t pair, std::size_t comparison) {
  const std::int8_t gamma = found.sample.gammas_of(pair)[comparison];
  return gamma >= 0 && found.levels[comparison][static_cast<std::size_t>(gamma)].bits > 0;
}

/// Links that hang on a correlation; the sample is looked at once, links only.
void count_dependences(LinkDiagnostics& found, const std::vector<ComparisonDependence>& measured,
                       const SplinkScorer& scorer) {
  const double threshold = threshold_bits(found.threshold);
  for (const ComparisonDependence& each : measured) found.dependences.push_back({each});
  for (std::size_t i = 0; i < found.sample.size(); ++i) {
    if (found.sample.match_weight[i] < threshold) continue;
    const double links = found.sample.stands_for[found.sample.rule[i]];
    const double margin = found.sample.match_weight[i] - threshold;
    for (DependenceUse& use : found.dependences) {
      if (!agrees(found, i, use.dependence.first) || !agrees(found, i, use.dependence.second)) continue;
      use.links_on_both += links;
      if (use.dependence.ratio >= kTellingDependence && margin < use.dependence.bits())
        use.links_lost += links;
    }
    if (bits_too_many(measured, found.sample.gammas_of(i), scorer, kTellingDependence) <= margin)
      found.links_left += links;
  }
  std::stable_sort(
      found.dependences.begin(), found.dependences.end(),
      [](const DependenceUse& a, const DependenceUse& b) { return a.dependence.ratio > b.dependence.ratio; });
}

std::vector<RuleKeys> keys_of(const LinkRun& run, const ExecutionContext& context) {
  std::vector<RuleKeys> rules;
  for (std::size_t r = 0; r < run.model.rules.size(); ++r) {
    const RuleEqualities equalities =
        rule_equalities(run.model.rules[r], fmt::format("blocking rule {}", r + 1), run.table, context);
    RuleKeys& rule = rules.emplace_back();
    rule.keys = equalities.texts;
    rule.largest = largest_blocks(run.blocks, r, kDiagnosedBlocks);
    if (rule.largest.empty() && !equalities.columns.empty())
      rule.largest = largest_blocks(equalities, run.table, run.order, kDiagnosedBlocks, kExactBlocksUpTo);
    look_up_values(rule.largest, equalities, run.table);
  }
  return rules;
}

void count_rules(LinkDiagnostics& found, LinkEvidence& evidence) {
  found.rules.resize(evidence.pairs.num_of_rule.size());
  for (std::size_t r = 0; r < found.rules.size(); ++r) {
    RuleUse& rule = found.rules[r];
    rule.num_new_pairs = evidence.pairs.num_of_rule[r];
    if (r >= evidence.model.rules.size()) continue;
    rule.condition = evidence.model.rules[r].condition;
    rule.keys = std::move(evidence.rules[r].keys);
    rule.largest = std::move(evidence.rules[r].largest);
  }
  evidence.pairs.for_each_batch(PairParts::kProbabilities, [&](const SplinkPairs& pairs) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      RuleUse& rule = found.rules[pairs.rule[i]];
      rule.expected_matches += pairs.match_probability[i];
      rule.num_new_links += pairs.match_probability[i] >= found.threshold;
    }
  });
  for (const RuleUse& rule : found.rules) {
    found.num_links += static_cast<double>(rule.num_new_links);
    found.expected_matches += rule.expected_matches;
  }
}

void fill_histogram(LinkDiagnostics& found) {
  const auto bins = static_cast<std::size_t>(2 * kMostBits / kBinWidth);
  for (std::size_t bin = 0; bin < bins; ++bin)
    found.weight_histogram.emplace_back(-kMostBits + kBinWidth * static_cast<double>(bin), 0);
  for (std::size_t i = 0; i < found.sample.size(); ++i) {
    const double at =
        (std::clamp<double>(found.sample.match_weight[i], -kMostBits, kMostBits) + kMostBits) / kBinWidth;
    const std::size_t bin = std::min(bins - 1, static_cast<std::size_t>(at));
    found.weight_histogram[bin].second += found.sample.stands_for[found.sample.rule[i]];
  }
}

/// A level that no pair has could not be trained: that it is not seen says it all.
void drop_untrained_where_unseen(std::vector<Finding>& findings) {
  const std::vector<Finding> all = findings;
  std::erase_if(findings, [&](const Finding& finding) {
    return finding.kind == FindingKind::kLevelUntrained &&
           std::any_of(all.begin(), all.end(), [&](const Finding& other) {
             return other.kind == FindingKind::kLevelUnseen && other.subject == finding.subject &&
                    other.gamma == finding.gamma;
           });
  });
}

}  // namespace

LinkDiagnostics diagnose_link(const LinkRun& run, const ExecutionContext& context) {
  const KeptPairs& pairs = run.scored.pairs;
  return diagnose_link(
      {run.model, run.scorer, pairs, run.sessions, run.threshold,
       static_cast<double>(run.table.num_records()), run.order.num_pairs(),
       sample_pair_space(run.table.num_records(), run.order, run.comparer, kDiagnosedPairSpace, context),
       weigh_sample(run.scored.sample, {}, pairs.num_of_rule, run.comparer, run.scorer, context),
       keys_of(run, context)});
}

LinkDiagnostics diagnose_link(LinkEvidence evidence) {
  LinkDiagnostics found;
  found.threshold = evidence.threshold;
  found.is_trained = !evidence.sessions.empty();
  found.num_records = evidence.num_records;
  found.num_possible_pairs = evidence.num_possible_pairs;
  found.implied_matches = evidence.model.lambda * found.num_possible_pairs;
  found.levels = levels_of(evidence.model);
  found.pair_space = evidence.space.num_pairs;
  found.sample = std::move(evidence.sample);
  found.is_sampled = !found.sample.is_all();
  found.num_sampled = static_cast<double>(found.sample.size());
  count_levels(found, evidence.space);
  count_rules(found, evidence);
  count_decisions(found, std::log2(evidence.scorer.prior_odds()));
  count_dependences(found, measure_dependence(evidence.space, evidence.scorer, evidence.model),
                    evidence.scorer);
  fill_histogram(found);
  found.findings = parameter_findings(evidence.model, evidence.sessions, found.num_possible_pairs);
  for (const Finding& finding : use_findings(evidence.model, found)) found.findings.push_back(finding);
  drop_untrained_where_unseen(found.findings);
  std::stable_sort(found.findings.begin(), found.findings.end(), [](const Finding& a, const Finding& b) {
    return a.is_grave != b.is_grave ? a.is_grave : a.kind < b.kind;
  });
  return found;
}

}  // namespace byname
