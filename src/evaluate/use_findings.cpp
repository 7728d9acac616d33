// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>

#include "evaluate/link_diagnostics.hpp"

namespace byname {

namespace {

constexpr double kLeastMatches = 20;  // below, EM has nothing to hold on to
constexpr double kMostMatchesARecord = 10;
constexpr double kLambdaFactor = 1.5;
constexpr double kHeavyShare = 0.2;      // of all pairs, in one block
constexpr double kHeavyRuleShare = 0.5;  // of all pairs, for less than kLittle of the links
constexpr double kLittle = 0.001;
constexpr double kLinksFromHere = 0.01;  // of the links: worth a correlation's mention

void look_at_matches(const LinkDiagnostics& found, std::vector<Finding>& findings) {
  const double matches = found.expected_matches;
  if (found.is_trained && matches < kLeastMatches)
    findings.push_back({FindingKind::kFewMatches, true, 0, 0, 0, matches});
  if (matches > kMostMatchesARecord * found.num_records)
    findings.push_back({FindingKind::kTooManyMatches, true, 0, 0, 0, matches / found.num_records});
  const double implied = found.implied_matches;
  if (matches >= kLeastMatches && matches > kLambdaFactor * implied)
    findings.push_back({FindingKind::kLambdaTooLow, false, 0, 0, 0, implied, matches});
  if (matches >= kLeastMatches && implied > kLambdaFactor * matches)
    findings.push_back({FindingKind::kLambdaTooHigh, false, 0, 0, 0, implied, matches});
}

void look_at_levels(const SplinkModel& model, const LinkDiagnostics& found, std::vector<Finding>& findings) {
  for (std::size_t k = 0; k < found.levels.size(); ++k) {
    for (std::size_t gamma = 0; gamma < found.levels[k].size(); ++gamma) {
      const LevelUse& level = found.levels[k][gamma];
      if (level.in_pair_space == 0 && level.scored == 0 && model.comparisons[k].num_gammas() > 1)
        findings.push_back({FindingKind::kLevelUnseen, false, k, 0, static_cast<int>(gamma)});
    }
  }
}

void look_at_rules(const LinkDiagnostics& found, std::vector<Finding>& findings) {
  double pairs = 0;
  for (const RuleUse& rule : found.rules) pairs += static_cast<double>(rule.num_new_pairs);
  if (pairs == 0) return;
  for (std::size_t r = 0; r < found.rules.size(); ++r) {
    const RuleUse& rule = found.rules[r];
    const auto new_pairs = static_cast<double>(rule.num_new_pairs);
    const auto links = static_cast<double>(rule.num_new_links);
    const double block = rule.largest.empty() ? 0 : static_cast<double>(rule.largest[0].num_pairs) / pairs;
    if (block >= kHeavyShare && pairs > 1000)
      findings.push_back({FindingKind::kHeavyBlock, false, r, 0, 0, std::min(block, 1.0)});
    if (found.rules.size() < 2) continue;
    if (links <= kLittle * found.num_links)
      findings.push_back({FindingKind::kIdleRule, false, r, 0, 0, new_pairs, links});
    else if (new_pairs >= kHeavyRuleShare * pairs && links <= 0.05 * found.num_links)
      findings.push_back(
          {FindingKind::kHeavyRule, false, r, 0, 0, new_pairs / pairs, links / found.num_links});
  }
}

void look_at_comparisons(const LinkDiagnostics& found, std::vector<Finding>& findings) {
  if (found.num_links < kLeastMatches) return;
  for (std::size_t k = 0; k < found.comparisons.size(); ++k) {
    const double decided = found.comparisons[k].links_lost + found.comparisons[k].links_gained;
    if (decided <= kLittle * found.num_links)
      findings.push_back({FindingKind::kIdleComparison, false, k, 0, 0, decided});
  }
}

void look_at_dependences(const LinkDiagnostics& found, std::vector<Finding>& findings) {
  for (const DependenceUse& use : found.dependences) {
    const ComparisonDependence& each = use.dependence;
    if (each.ratio < kTellingDependence) continue;
    if (each.ratio < 2 * kTellingDependence && use.links_lost < kLinksFromHere * found.num_links) continue;
    const bool is_grave = use.links_lost > 0.1 * found.num_links;
    findings.push_back(
        {FindingKind::kCorrelated, is_grave, each.first, each.second, 0, each.ratio, use.links_lost});
  }
}

}  // namespace

std::vector<Finding> use_findings(const SplinkModel& model, const LinkDiagnostics& diagnostics) {
  std::vector<Finding> findings;
  look_at_matches(diagnostics, findings);
  look_at_levels(model, diagnostics, findings);
  look_at_dependences(diagnostics, findings);
  look_at_rules(diagnostics, findings);
  look_at_comparisons(diagnostics, findings);
  return findings;
}

}  // namespace byname
