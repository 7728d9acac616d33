// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <nlohmann/json.hpp>

#include "publish/finding_text.hpp"
#include "publish/link_report.hpp"
#include "publish/output_files.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

/// JSON has no infinity: null.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json findings_json(const LinkReport& report) {
  Json findings = Json::array();
  for (const Finding& finding : report.found->findings) {
    findings.push_back(
        {{"finding", finding_name(finding.kind)},
         {"grave", finding.is_grave},
         {"text", finding_text(finding, *report.output->model, *report.found, *report.sessions)}});
  }
  return findings;
}

Json comparisons_json(const LinkReport& report) {
  Json comparisons = Json::array();
  for (std::size_t k = 0; k < report.found->levels.size(); ++k) {
    const SplinkComparison& comparison = report.output->model->comparisons[k];
    Json levels = Json::array();
    for (int gamma = comparison.num_gammas() - 1; gamma >= 0; --gamma) {
      const LevelUse& use = report.found->levels[k][static_cast<std::size_t>(gamma)];
      levels.push_back({{"gamma", gamma},
                        {"label", level_label(comparison, gamma)},
                        {"m", use.m},
                        {"u", use.u},
                        {"m_trained", use.has_m},
                        {"u_trained", use.has_u},
                        {"match_weight", number(use.bits)},
                        {"pairs_in_pair_space", use.in_pair_space},
                        {"pairs_scored", use.scored},
                        {"links", use.linked}});
    }
    const ComparisonUse& use = report.found->comparisons[k];
    comparisons.push_back({{"comparison", comparison.name},
                           {"links_lost_without", use.links_lost},
                           {"links_gained_without", use.links_gained},
                           {"levels", std::move(levels)}});
  }
  return comparisons;
}

Json dependences_json(const LinkReport& report) {
  Json dependences = Json::array();
  for (const DependenceUse& use : report.found->dependences) {
    const ComparisonDependence& each = use.dependence;
    dependences.push_back({{"first", report.output->model->comparisons[each.first].name},
                           {"second", report.output->model->comparisons[each.second].name},
                           {"non_match_pairs", each.pairs},
                           {"first_agrees", each.first_agrees},
                           {"second_agrees", each.second_agrees},
                           {"observed", each.observed},
                           {"expected", each.expected},
                           {"ratio", each.ratio},
                           {"bits_too_many", each.bits()},
                           {"links_on_both", use.links_on_both},
                           {"links_lost", use.links_lost}});
  }
  return dependences;
}

Json rules_json(const LinkDiagnostics& found) {
  Json rules = Json::array();
  for (const RuleUse& rule : found.rules) {
    Json largest = Json::array();
    for (const LargeBlock& block : rule.largest)
      largest.push_back({{"records", block.num_records}, {"pairs", block.num_pairs}});
    rules.push_back({{"rule", rule.condition.empty() ? "all pairs" : rule.condition},
                     {"new_pairs", rule.num_new_pairs},
                     {"new_links", rule.num_new_links},
                     {"new_expected_matches", rule.expected_matches},
                     {"largest_blocks", std::move(largest)}});
  }
  return rules;
}

Json threshold_json(const ThresholdRow& row) {
  return {{"match_weight", number(row.match_weight)},
          {"true_links", row.true_links},
          {"false_links", row.false_links},
          {"missed", row.missed},
          {"precision", row.precision()},
          {"recall", row.recall()},
          {"f1", row.f1()}};
}

Json truth_json(const ThresholdTable& truth) {
  Json rows = Json::array();
  for (const ThresholdRow& row : truth.rows) rows.push_back(threshold_json(row));
  return {{"true_pairs", truth.true_pairs},
          {"true_pairs_kept", truth.true_pairs_kept},
          {"chosen", threshold_json(truth.chosen)},
          {"thresholds", std::move(rows)}};
}

}  // namespace

nlohmann::ordered_json link_diagnostics_json(const LinkReport& report) {
  const LinkDiagnostics& found = *report.found;
  Json json = {{"format", kOutputFormat},
               {"threshold", found.threshold},
               {"links", found.num_links},
               {"links_without_correlation", found.links_left},
               {"expected_matches", found.expected_matches},
               {"matches_by_lambda", found.implied_matches},
               {"possible_pairs", found.num_possible_pairs},
               {"pairs_of_the_pair_space", found.pair_space},
               {"scored_pairs_looked_at", found.num_sampled},
               {"sampled", found.is_sampled},
               {"findings", findings_json(report)},
               {"comparisons", comparisons_json(report)},
               {"correlations", dependences_json(report)},
               {"rules", rules_json(found)}};
  if (report.truth) json["truth"] = truth_json(*report.truth);
  return json;
}

}  // namespace byname
