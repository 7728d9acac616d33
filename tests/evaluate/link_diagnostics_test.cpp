// SPDX-License-Identifier: Apache-2.0
#include "evaluate/link_diagnostics.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "evaluate/invented_link.hpp"
#include "evaluate/threshold_table.hpp"

namespace byname {
namespace {

const std::vector<std::string> kRules = {"l.a = r.a AND l.b = r.b", "l.c = r.c AND l.d = r.d"};

SplinkModel usual_model(const std::vector<std::string>& rules) {
  return exact_model({"a", "b", "c", "d"}, 0.92, 0.025, 0.0017, rules);
}

InventedLink usual_link(const std::vector<std::string>& rules, int num_threads) {
  return {invented_people({}, 3), usual_model(rules), 0, num_threads};
}

TEST(LinkDiagnostics, FindNothingWhereNothingIsAmiss) {
  InventedLink link = usual_link(kRules, 1);
  const LinkDiagnostics found = link.diagnose(0.8);
  for (const Finding& finding : found.findings)
    ADD_FAILURE() << "kind " << static_cast<int>(finding.kind) << " of " << finding.subject << ": "
                  << finding.value << ", " << finding.second;
  EXPECT_FALSE(found.is_sampled);
  EXPECT_GT(found.num_links, 200);
}

TEST(LinkDiagnostics, CorrelatedComparisonsAreFoundAndOthersAreNot) {
  InventedPeople people;
  people.copies = "d";
  people.people = 600;
  InventedLink link(invented_people(people, 5), usual_model(kRules), 0, 1);
  const LinkDiagnostics found = link.diagnose(0.99);
  const ComparisonDependence& first = found.dependences[0].dependence;
  EXPECT_EQ(first.first, 0);
  EXPECT_EQ(first.second, 3);
  // Both say the same for everybody, so together they are as rare as one alone: c is about 1 / u.
  EXPECT_NEAR(std::log2(first.ratio), std::log2(40 * 0.95 * 0.95), 0.6);
  for (std::size_t i = 1; i < found.dependences.size(); ++i)
    EXPECT_LT(found.dependences[i].dependence.ratio, kTellingDependence);
  EXPECT_TRUE(has_finding(found, FindingKind::kCorrelated, 0));
  EXPECT_LT(found.links_left, found.num_links);
}

/// Counts decisions the slow way: every pair again without one comparison.
TEST(LinkDiagnostics, DecisionsAreThoseOfTheModelWithoutTheComparison) {
  InventedLink link = usual_link(kRules, 1);
  const LinkDiagnostics found = link.diagnose(0.9);
  for (std::size_t k = 0; k < 4; ++k) {
    double lost = 0;
    double gained = 0;
    for (std::size_t i = 0; i < link.pairs.size(); ++i) {
      double odds = link.model.lambda / (1 - link.model.lambda);
      for (std::size_t other = 0; other < 4; ++other) {
        const int gamma = link.pairs.gammas_of(i)[other];
        if (other != k && gamma >= 0)
          odds *= link.model.comparisons[other].m_of(gamma) / link.model.comparisons[other].u_of(gamma);
      }
      const bool was = link.pairs.match_probability[i] >= 0.9;
      const bool is = odds / (1 + odds) >= 0.9;
      lost += was && !is;
      gained += is && !was;
    }
    EXPECT_EQ(found.comparisons[k].links_lost, lost);
    EXPECT_EQ(found.comparisons[k].links_gained, gained);
  }
}

TEST(LinkDiagnostics, RulesThatAddNothingAndBlocksThatCarryMostAreNamed) {
  std::vector<std::string> rules = kRules;
  rules.emplace_back("l.a = r.a AND l.b = r.b AND l.c = r.c");
  rules.emplace_back("substr(l.a, 1, 1) = substr(r.a, 1, 1) AND l.b <> r.b");
  InventedLink link = usual_link(rules, 1);
  const LinkDiagnostics found = link.diagnose(0.9);
  EXPECT_TRUE(has_finding(found, FindingKind::kIdleRule, 2));
  EXPECT_EQ(found.rules[2].num_new_pairs, 0);
  EXPECT_FALSE(has_finding(found, FindingKind::kIdleRule, 0));
  EXPECT_TRUE(has_finding(found, FindingKind::kHeavyBlock, 3));
  EXPECT_FALSE(has_finding(found, FindingKind::kHeavyBlock, 0));
}

TEST(LinkDiagnostics, ALevelThatNoPairHasAndAComparisonThatDecidesNothingAreNamed) {
  auto table = invented_people({}, 3);
  reference::add_column(*table, "e", "VARCHAR",
                        std::vector<reference::Cell>(table->num_records(), reference::Cell("same")));
  SplinkModel model = exact_model({"a", "b", "c", "d", "e"}, 0.92, 0.025, 0.0017, kRules);
  model.comparisons[4].level_of(1).m = 0.999;
  model.comparisons[4].level_of(1).u = 0.999;
  InventedLink link(std::move(table), model, 0, 1);
  const LinkDiagnostics found = link.diagnose(0.9);
  EXPECT_TRUE(has_finding(found, FindingKind::kLevelUnseen, 4));
  EXPECT_TRUE(has_finding(found, FindingKind::kIdleComparison, 4));
  EXPECT_FALSE(has_finding(found, FindingKind::kIdleComparison, 0));
}

TEST(LinkDiagnostics, AreTheSameForAnyNumberOfThreads) {
  InventedLink one = usual_link({}, 1);
  InventedLink four = usual_link({}, 4);
  const LinkDiagnostics a = one.diagnose(0.9);
  const LinkDiagnostics b = four.diagnose(0.9);
  EXPECT_TRUE(a.is_sampled) << "all pairs of 600 records are more than are looked at";
  EXPECT_EQ(a.sample.left, b.sample.left);
  EXPECT_EQ(a.sample.gammas, b.sample.gammas);
  EXPECT_EQ(a.weight_histogram, b.weight_histogram);
  EXPECT_EQ(a.links_left, b.links_left);
  for (std::size_t i = 0; i < a.dependences.size(); ++i)
    EXPECT_EQ(a.dependences[i].dependence.ratio, b.dependences[i].dependence.ratio);
}

TEST(LinkDiagnostics, ASampleStandsForAllPairs) {
  InventedLink link = usual_link({}, 1);
  const LinkDiagnostics found = link.diagnose(0.9);
  double scored = 0;
  for (const LevelUse& level : found.levels[0]) scored += level.scored;
  EXPECT_NEAR(scored, static_cast<double>(link.pairs.num_compared), 1);
  double equal = 0;
  for (std::size_t i = 0; i < link.pairs.size(); ++i) equal += link.pairs.gammas_of(i)[0] == 1;
  EXPECT_NEAR(found.levels[0][1].scored, equal, 0.1 * equal);
}

TEST(ParameterFindings, KnowAWrongClass) {
  SplinkModel model = usual_model({});
  EXPECT_TRUE(parameter_findings(model, {}, 1e6).empty());
  model.comparisons[1].level_of(1).m = 0.3;
  model.comparisons[1].level_of(0).m = 0.7;
  model.comparisons[2].level_of(1).m = 0.01;
  model.comparisons[2].level_of(0).m = 0.99;
  model.comparisons[3].level_of(1).u.reset();
  const std::vector<Finding> findings = parameter_findings(model, {}, 1e6);
  const auto has = [&](FindingKind kind, std::size_t subject, bool is_grave) {
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
      return finding.kind == kind && finding.subject == subject && finding.is_grave == is_grave;
    });
  };
  EXPECT_TRUE(has(FindingKind::kNoAgreement, 1, true));
  EXPECT_TRUE(has(FindingKind::kTopLevelAgainst, 2, true));
  EXPECT_TRUE(has(FindingKind::kLevelUntrained, 3, false));
  // Comparison 2 does not agree either, and its lower level speaks for a match.
  EXPECT_EQ(findings.size(), 5);
}

EmSession session_of(double lambda, double pairs, double m, std::size_t left_out) {
  EmSession session;
  session.rule = "l.x = r.x";
  session.num_pairs = pairs;
  session.lambda = {0.5, lambda};
  std::vector<std::vector<double>> last(4, std::vector<double>{1 - m, m});
  last[left_out].clear();
  session.m = {last, last};
  session.left_out = {left_out};
  return session;
}

TEST(ParameterFindings, KnowSessionsThatCannotBe) {
  const SplinkModel model = usual_model({});
  const double possible = 1e6;  // lambda allows 1,700 matches
  const auto kinds_of = [&](const std::vector<EmSession>& sessions) {
    std::vector<FindingKind> kinds;
    for (const Finding& finding : parameter_findings(model, sessions, possible))
      kinds.push_back(finding.kind);
    return kinds;
  };
  EXPECT_TRUE(kinds_of({session_of(0.5, 2000, 0.9, 0), session_of(0.6, 2000, 0.85, 1)}).empty());
  EXPECT_EQ(kinds_of({session_of(0.5, 9000, 0.9, 0)}), std::vector{FindingKind::kSessionTooMany});
  EXPECT_EQ(kinds_of({session_of(1e-5, 9000, 0.9, 0)}), std::vector{FindingKind::kSessionOneClass});
  // Two comparisons were in both sessions.
  EXPECT_EQ(kinds_of({session_of(0.5, 2000, 0.9, 0), session_of(0.5, 2000, 0.4, 1)}),
            (std::vector{FindingKind::kSessionsDisagree, FindingKind::kSessionsDisagree}));
}

TEST(ThresholdTable, CountsWhatEveryPairSays) {
  InventedLink link(invented_people({}, 8), usual_model(kRules), 0.01, 1);
  const ValueColumn& person = link.table->column(*link.table->find("person"));
  const ThresholdTable table = judge_thresholds(link.scored.pairs, person, link.order, 0.9);
  EXPECT_EQ(table.true_pairs, 300);
  for (const ThresholdRow& row : table.rows) {
    double right = 0;
    double wrong = 0;
    for (std::size_t i = 0; i < link.pairs.size(); ++i) {
      if (link.pairs.match_weight[i] < row.match_weight) continue;
      const bool is_same = link.pairs.left[i] / 2 == link.pairs.right[i] / 2;
      (is_same ? right : wrong) += 1;
    }
    EXPECT_EQ(row.true_links, right);
    EXPECT_EQ(row.false_links, wrong);
    EXPECT_EQ(row.missed, 300 - right);
    EXPECT_DOUBLE_EQ(row.f1(), 2 * right / (2 * right + wrong + row.missed));
    EXPECT_LE(row.f1(), table.rows[table.best].f1());
  }
  EXPECT_GT(table.rows.size(), 5);
}

}  // namespace
}  // namespace byname
