// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "cluster/pair_scoring.hpp"
#include "evaluate/link_diagnostics.hpp"
#include "reference/value_tables.hpp"

namespace byname {

/// A model with one comparison per name: equal (m, u) or else. Rules as given.
inline SplinkModel exact_model(const std::vector<std::string>& names, double m, double u, double lambda,
                               const std::vector<std::string>& rules) {
  using Json = nlohmann::ordered_json;
  Json comparisons = Json::array();
  for (const std::string& name : names) {
    const std::string l = "\"" + name + "_l\"";
    const std::string r = "\"" + name + "_r\"";
    comparisons.push_back(
        {{"output_column_name", name},
         {"comparison_levels",
          {{{"sql_condition", l + " IS NULL OR " + r + " IS NULL"}, {"is_null_level", true}},
           {{"sql_condition", l + " = " + r}, {"m_probability", m}, {"u_probability", u}},
           {{"sql_condition", "ELSE"}, {"m_probability", 1 - m}, {"u_probability", 1 - u}}}}});
  }
  Json all_rules = Json::array();
  for (const std::string& rule : rules) all_rules.push_back(rule);
  return SplinkModel::from_json({{"link_type", "dedupe_only"},
                                 {"probability_two_random_records_match", lambda},
                                 {"comparisons", comparisons},
                                 {"blocking_rules_to_generate_predictions", all_rules}});
}

/// Invented people, each named `mentions` times: columns a, b, c, d of `values` values each, repeated with an
/// error in one cell of `error`. `copies` names a column that says the same as column a, for everybody alike.
struct InventedPeople {
  std::size_t people = 300;
  std::size_t mentions = 2;
  std::uint64_t values = 40;
  double error = 0.05;
  std::string copies;
};

inline std::unique_ptr<ValueTable> invented_people(const InventedPeople& people, std::uint64_t seed) {
  const std::size_t records = people.people * people.mentions;
  auto table = std::make_unique<ValueTable>(records);
  const std::vector<std::string> names = {"a", "b", "c", "d"};
  for (std::size_t c = 0; c < names.size(); ++c) {
    std::vector<reference::Cell> cells;
    for (std::size_t i = 0; i < records; ++i) {
      const std::size_t source = people.copies == names[c] ? 0 : c;
      RandomStream truth(seed, RandomStage::kSynth, source, i / people.mentions, 1);
      RandomStream slip(seed, RandomStage::kSynth, c, i, 2);
      const bool is_wrong = slip.uniform() < people.error;
      cells.emplace_back(std::to_string(is_wrong ? slip.below(people.values) : truth.below(people.values)));
    }
    reference::add_column(*table, names[c], "VARCHAR", cells);
  }
  std::vector<reference::Cell> labels;
  for (std::size_t i = 0; i < records; ++i) labels.emplace_back(std::to_string(i / people.mentions));
  reference::add_column(*table, "person", "VARCHAR", labels);
  return table;
}

inline PairOrder order_of(std::size_t num_records) {
  PairOrder order;
  order.rank.resize(num_records);
  std::iota(order.rank.begin(), order.rank.end(), 0u);
  order.list.assign(num_records, 0);
  return order;
}

/// A model run over a table.
class InventedLink {
 public:
  InventedLink(std::unique_ptr<ValueTable> values, SplinkModel settings, double keep, int num_threads)
      : context(context_of(num_threads)),
        table(std::move(values)),
        model(std::move(settings)),
        order(order_of(table->num_records())),
        comparer(model, *table, context),
        scorer(model, comparer, *table),
        blocks(model.rules, *table, order, context),
        scored(score(keep)),
        pairs(score_pairs(blocks, comparer, scorer, keep, context)) {}

  LinkDiagnostics diagnose(double threshold) {
    return diagnose_link({model, *table, order, comparer, scorer, blocks, scored, sessions, threshold},
                         context);
  }

  ExecutionContext context;
  std::unique_ptr<ValueTable> table;
  SplinkModel model;
  PairOrder order;
  SplinkComparer comparer;
  SplinkScorer scorer;
  RuleBlocks blocks;
  ScoredPairs scored;
  SplinkPairs pairs;  ///< the same that were kept
  std::vector<EmSession> sessions;

 private:
  ScoredPairs score(double keep) {
    PairScoring scoring({GammaPatterns(comparer), scorer.is_certain(), table->num_records(),
                         blocks.num_rules(), keep, kDiagnosedPairs, ""});
    scoring.add(blocks, blocks.tasks(PairScoring::kPairsPerTask), comparer, scorer, nullptr, context);
    return std::move(scoring).finish(context);
  }
  static ExecutionContext context_of(int num_threads) {
    ExecutionContext made;
    made.num_threads = num_threads;
    return made;
  }
};

inline bool has_finding(const LinkDiagnostics& found, FindingKind kind, std::size_t subject) {
  for (const Finding& finding : found.findings) {
    if (finding.kind == kind && finding.subject == subject) return true;
  }
  return false;
}

}  // namespace byname
