// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "evaluate/link_diagnostics.hpp"

namespace byname {

namespace {

constexpr double kMostDisagreement = 0.1;  // of sessions about one m
constexpr double kOneClass = 0.001;        // lambda of a session: below, or above 1 less it
constexpr double kSlack = 1.02;
constexpr double kOutOfOrder = 0.5;  // bits

double bits_of(const SplinkComparison& comparison, int gamma) {
  return std::log2(comparison.m_of(gamma) / comparison.u_of(gamma));
}

void look_at_levels(const SplinkModel& model, std::size_t k, std::vector<Finding>& findings) {
  const SplinkComparison& comparison = model.comparisons[k];
  const int top = comparison.num_gammas() - 1;
  if (top < 1) return;
  double agreeing = 0;
  for (int gamma = 0; gamma <= top; ++gamma) {
    const SplinkLevel& level = comparison.level_of(gamma);
    if (!level.m || !level.u) findings.push_back({FindingKind::kLevelUntrained, false, k, 0, gamma});
    if (gamma > 0) agreeing += comparison.m_of(gamma);
    if (gamma == top) continue;
    const double above = bits_of(comparison, gamma + 1);
    const double here = bits_of(comparison, gamma);
    if (level.m && level.u && comparison.level_of(gamma + 1).m && comparison.level_of(gamma + 1).u &&
        here > above + kOutOfOrder && above < 0 && here > 0)
      findings.push_back({FindingKind::kLevelOutOfOrder, false, k, 0, gamma, here, above});
  }
  if (agreeing < 0.5) findings.push_back({FindingKind::kNoAgreement, true, k, 0, top, agreeing});
  if (comparison.m_of(top) < comparison.u_of(top))
    findings.push_back(
        {FindingKind::kTopLevelAgainst, true, k, 0, top, comparison.m_of(top), comparison.u_of(top)});
}

/// One class only: the session had nothing to tell apart, or gave up one of the classes.
void look_at_session(const SplinkModel& model, const EmSession& session, std::size_t index,
                     double num_possible_pairs, std::vector<Finding>& findings) {
  const double lambda = session.lambda.back();
  const double found = lambda * session.num_pairs;
  if (lambda < kOneClass || lambda > 1 - kOneClass)
    findings.push_back({FindingKind::kSessionOneClass, lambda < kOneClass, index, 0, 0, lambda});
  const double all = model.lambda * num_possible_pairs;
  if (found > kSlack * all)
    findings.push_back({FindingKind::kSessionTooMany, false, index, 0, 0, found, all});
  if (static_cast<int>(session.num_iterations()) >= model.max_iterations)
    findings.push_back(
        {FindingKind::kSessionUnfinished, false, index, 0, 0, static_cast<double>(session.num_iterations())});
}

bool has_observed(const EmSession& session, std::size_t comparison, int gamma) {
  return !session.m.back()[comparison].empty() &&
         std::find(session.not_observed.begin(), session.not_observed.end(), std::pair{comparison, gamma}) ==
             session.not_observed.end();
}

void compare_sessions(const SplinkModel& model, const std::vector<EmSession>& sessions,
                      std::vector<Finding>& findings) {
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    for (int gamma = model.comparisons[k].num_gammas() - 1; gamma >= 0; --gamma) {
      double low = 1;
      double high = 0;
      for (const EmSession& session : sessions) {
        if (!has_observed(session, k, gamma)) continue;
        const double m = session.m.back()[k][static_cast<std::size_t>(gamma)];
        low = std::min(low, m);
        high = std::max(high, m);
      }
      if (high - low <= kMostDisagreement) continue;
      findings.push_back({FindingKind::kSessionsDisagree, high - low > 0.4, k, 0, gamma, low, high});
      break;  // one level a comparison says it
    }
  }
}

}  // namespace

std::vector<Finding> parameter_findings(const SplinkModel& model, const std::vector<EmSession>& sessions,
                                        double num_possible_pairs) {
  std::vector<Finding> findings;
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) look_at_levels(model, k, findings);
  for (std::size_t i = 0; i < sessions.size(); ++i)
    look_at_session(model, sessions[i], i, num_possible_pairs, findings);
  compare_sessions(model, sessions, findings);
  return findings;
}

}  // namespace byname
