// SPDX-License-Identifier: Apache-2.0
#include "model/splink_training.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <numeric>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "expression/column_uses.hpp"
#include "model/splink_pair_scorer.hpp"

namespace byname {

namespace {

constexpr double kNotObserved = 1e-6;  // what Splink lets a level have within a session that never saw it

std::set<std::string> columns_of(const SplinkComparison& comparison) {
  std::set<std::string> columns;
  for (const SplinkLevel& level : comparison.levels) {
    if (!level.is_else) columns.merge(columns_used(parse_expression(level.condition, comparison.name)));
  }
  return columns;
}

/// A column's name as a condition writes it.
std::string quoted_name(const std::string& name) {
  std::string quoted = "\"";
  for (const char c : name) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

bool share_one(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& name) { return b.contains(name); });
}

/// An exact level of the model, by the columns it equates.
struct ExactLevel {
  std::size_t comparison;
  int gamma;
  std::set<std::string> columns;
};

/// The exact levels that together say what a rule says, those of several columns first.
std::vector<ExactLevel> levels_of_rule(const SplinkModel& model, std::set<std::string> rule_columns) {
  std::vector<ExactLevel> exact;
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    const SplinkComparison& comparison = model.comparisons[k];
    for (std::size_t i = 0; i < comparison.levels.size(); ++i) {
      if (comparison.gammas[i] < 0 || comparison.levels[i].is_else) continue;
      auto columns = columns_equated(parse_expression(comparison.levels[i].condition, comparison.name));
      if (!columns.empty()) exact.push_back({k, comparison.gammas[i], std::move(columns)});
    }
  }
  std::stable_sort(exact.begin(), exact.end(), [](const ExactLevel& a, const ExactLevel& b) {
    return a.columns.size() > b.columns.size();
  });
  std::vector<ExactLevel> taken;
  for (const ExactLevel& level : exact) {
    if (!std::includes(rule_columns.begin(), rule_columns.end(), level.columns.begin(), level.columns.end()))
      continue;
    for (const std::string& column : level.columns) rule_columns.erase(column);
    taken.push_back(level);
  }
  return taken;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// Shares of the levels of each comparison: sum of weights at a gamma / sum at gammas >= 0. NaN: never seen.
/// `weight`: per pattern.
std::vector<std::vector<double>> level_shares(const SplinkModel& model, const ComparisonCounts& counts,
                                              std::span<const double> weight) {
  std::vector<std::vector<double>> shares;
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    const auto gammas = static_cast<std::size_t>(model.comparisons[k].num_gammas());
    std::vector<double> sums(gammas, 0);
    std::vector<char> is_seen(gammas, 0);
    double all = 0;
    for (std::size_t pattern = 0; pattern < counts.num_patterns(); ++pattern) {
      const std::int8_t gamma = counts.gammas_of(pattern)[k];
      if (gamma < 0) continue;
      sums[static_cast<std::size_t>(gamma)] += weight[pattern];
      is_seen[static_cast<std::size_t>(gamma)] = 1;
      all += weight[pattern];
    }
    for (std::size_t gamma = 0; gamma < gammas; ++gamma)
      sums[gamma] = is_seen[gamma] != 0 ? sums[gamma] / all : std::nan("");
    shares.push_back(std::move(sums));
  }
  return shares;
}

/// The same with every pair's weight 1.
std::vector<std::vector<double>> level_shares(const SplinkModel& model, const ComparisonCounts& counts) {
  std::vector<double> weight;
  for (std::size_t pattern = 0; pattern < counts.num_patterns(); ++pattern)
    weight.push_back(counts.count_of(pattern));
  return level_shares(model, counts, weight);
}

/// Expected matches of each pattern, given its odds without frequencies.
std::vector<double> expected_matches(const ComparisonCounts& counts, std::span<const double> odds,
                                     const ExecutionContext& context) {
  constexpr std::size_t kPatternsPerChunk = 64;
  std::vector<double> matches(counts.num_patterns(), 0);
  parallel_chunks(
      context, matches.size(), kPatternsPerChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t pattern = begin; pattern < end; ++pattern) {
          for (std::size_t row = counts.first_row[pattern]; row < counts.first_row[pattern + 1]; ++row) {
            const double all = odds[pattern] * counts.multiplier[row];
            matches[pattern] += counts.count[row] * (std::isinf(all) ? 1 : all / (1 + all));
          }
        }
      });
  return matches;
}

}  // namespace

SplinkTrainer::SplinkTrainer(SplinkModel& model, const SplinkComparer& comparer, ValueTable& table,
                             const PairOrder& order, const ExecutionContext& context)
    : model_(model),
      comparer_(comparer),
      table_(table),
      context_(context),
      own_counts_(std::make_unique<TableCounts>(model, comparer, table, order, context)),
      counts_(*own_counts_) {}

SplinkTrainer::SplinkTrainer(SplinkModel& model, const SplinkComparer& comparer, ValueTable& table,
                             TrainingCounts& counts, const ExecutionContext& context)
    : model_(model), comparer_(comparer), table_(table), context_(context), counts_(counts) {}

double SplinkTrainer::train_lambda(const std::vector<SplinkRule>& rules, double recall) {
  if (!(recall > 0 && recall <= 1))
    throw UserError(fmt::format("--recall is {}; it is a share in (0, 1]", recall));
  context_.begin_step("training lambda", 0);
  const auto pairs = static_cast<double>(counts_.count_new_pairs(rules));
  const double lambda = pairs / recall / counts_.num_possible_pairs();
  if (!(lambda < 1)) {
    throw UserError(
        fmt::format("the rules bring {} pairs: with a recall of {} that is more than all pairs there are",
                    pairs, recall));
  }
  model_.lambda = lambda;
  return pairs;
}

void SplinkTrainer::train_u(double max_pairs, std::uint64_t seed) {
  context_.begin_step("training u", 0);
  const ComparisonCounts counts = counts_.count_sample(max_pairs, seed);
  trained_u_.push_back(level_shares(model_, counts));
  take_medians();
}

void need_label_column(const ValueTable& table, const std::string& label_column) {
  if (table.find(label_column)) return;
  throw DataError(
      fmt::format("the labels are looked for in a column that no list has: {}. The columns are: {}",
                  label_column, fmt::join(table.names(), ", ")));
}

SplinkRule rule_of_labels(const std::string& label_column) {
  const std::string name = quoted_name(label_column);
  return {fmt::format("l.{} = r.{}", name, name), {}};
}

double SplinkTrainer::train_m_from_labels(const std::string& label_column) {
  context_.begin_step("training m", 0);
  need_label_column(table_, label_column);
  const std::vector<bool> none_left_out(model_.comparisons.size(), false);
  const ComparisonCounts counts = counts_.count_rule(rule_of_labels(label_column), false, none_left_out, 0);
  if (counts.num_pairs == 0)
    throw DataError(fmt::format("no two records have the same label in the column {}", label_column));
  trained_m_.push_back(level_shares(model_, counts));
  take_medians();
  return counts.num_pairs;
}

double SplinkTrainer::train_m_from_pairs(std::span<const LabelledPair> pairs) {
  context_.begin_step("training m", 0);
  const FrequencyTables none;
  SplinkPairScorer scorer(model_, {}, none);
  Levels sums;
  for (const SplinkComparison& comparison : model_.comparisons)
    sums.emplace_back(static_cast<std::size_t>(comparison.num_gammas()), std::nan(""));
  double all = 0;
  for (const LabelledPair& pair : pairs) {
    if (pair.score == 0) continue;
    all += pair.score;
    const PairExplanation found =
        scorer.explain(scorer.take(table_, pair.left), scorer.take(table_, pair.right));
    for (std::size_t k = 0; k < sums.size(); ++k) {
      if (found.comparisons[k].gamma < 0) continue;
      double& sum = sums[k][static_cast<std::size_t>(found.comparisons[k].gamma)];
      sum = std::isnan(sum) ? pair.score : sum + pair.score;
    }
    context_.check_cancelled();
  }
  if (all == 0) throw DataError("no pair of the labels is a match: m cannot be trained on them");
  for (std::vector<double>& levels : sums) {
    double total = 0;
    for (const double sum : levels) total += std::isnan(sum) ? 0 : sum;
    for (double& sum : levels) sum /= total;
  }
  trained_m_.push_back(std::move(sums));
  take_medians();
  return all;
}

EmSession SplinkTrainer::begin_session(const SplinkRule& rule) const {
  EmSession session;
  session.rule = rule.condition;
  const Expression expression = parse_expression(rule.condition, "the rule of an EM session");
  const std::set<std::string> rule_columns = columns_used(expression);
  for (std::size_t k = 0; k < model_.comparisons.size(); ++k) {
    if (share_one(columns_of(model_.comparisons[k]), rule_columns)) session.left_out.push_back(k);
  }
  if (session.left_out.size() == model_.comparisons.size()) {
    throw DataError(fmt::format(
        "the rule {} shares a column with every comparison: nothing is left to train on it", rule.condition));
  }
  // Among the pairs of the rule a match is likelier by what the rule says.
  double odds = model_.lambda / (1 - model_.lambda);
  for (const ExactLevel& level : levels_of_rule(model_, columns_equated(expression))) {
    session.undo_blocking.emplace_back(level.comparison, level.gamma);
    odds *= model_.comparisons[level.comparison].m_of(level.gamma) /
            model_.comparisons[level.comparison].u_of(level.gamma);
  }
  session.lambda.push_back(odds / (1 + odds));
  session.m.emplace_back(model_.comparisons.size());
  session.u.emplace_back(model_.comparisons.size());
  for (std::size_t k = 0; k < model_.comparisons.size(); ++k) {
    if (std::find(session.left_out.begin(), session.left_out.end(), k) != session.left_out.end()) continue;
    for (int gamma = 0; gamma < model_.comparisons[k].num_gammas(); ++gamma) {
      session.m[0][k].push_back(model_.comparisons[k].m_of(gamma));
      session.u[0][k].push_back(model_.comparisons[k].u_of(gamma));
    }
  }
  return session;
}

/// The term-frequency multipliers were counted with the first u of the exact levels: what later ones change.
std::vector<double> SplinkTrainer::frequency_scale(const EmSession& session,
                                                   const ComparisonCounts& counts) const {
  std::vector<double> scale(counts.num_patterns(), 1);
  if (session.options.fixes_u || session.options.without_term_frequencies) return scale;
  for (std::size_t k = 0; k < model_.comparisons.size(); ++k) {
    const SplinkComparison& comparison = model_.comparisons[k];
    if (session.u[0][k].empty()) continue;
    std::vector<double> of_gamma(session.u[0][k].size(), 1);
    for (std::size_t i = 0; i < comparison.levels.size(); ++i) {
      const SplinkLevel& level = comparison.levels[i];
      if (level.tf_column.empty() || level.is_else || comparison.gammas[i] < 0) continue;
      std::size_t exact = i;
      for (std::size_t other = comparison.levels.size();
           other-- > 0 && !level.disables_exact_match_detection;) {
        if (comparison.gammas[other] >= 0 && comparer_.exact_column(k, other) == table_.find(level.tf_column))
          exact = other;
      }
      const auto gamma = static_cast<std::size_t>(comparison.gammas[exact]);
      of_gamma[static_cast<std::size_t>(comparison.gammas[i])] =
          std::pow(session.u.back()[k][gamma] / session.u[0][k][gamma], level.tf_weight);
    }
    for (std::size_t pattern = 0; pattern < scale.size(); ++pattern) {
      const std::int8_t gamma = counts.gammas_of(pattern)[k];
      if (gamma >= 0) scale[pattern] *= of_gamma[static_cast<std::size_t>(gamma)];
    }
  }
  return scale;
}

namespace {

/// What an M step makes of shares: unseen levels nearly 0, fixed ones as they were. Returns the largest
/// change.
template <typename IsFixed>
double settle(std::vector<std::vector<double>>& next, const std::vector<std::vector<double>>& before,
              const IsFixed& is_fixed) {
  double change = 0;
  for (std::size_t k = 0; k < next.size(); ++k) {
    if (before[k].empty()) next[k].clear();
    for (std::size_t gamma = 0; gamma < next[k].size(); ++gamma) {
      if (std::isnan(next[k][gamma])) next[k][gamma] = kNotObserved;
      if (is_fixed(k, static_cast<int>(gamma))) next[k][gamma] = before[k][gamma];
      change = std::max(change, std::abs(next[k][gamma] - before[k][gamma]));
    }
  }
  return change;
}

}  // namespace

void SplinkTrainer::iterate(EmSession& session, const ComparisonCounts& counts) const {
  const EmOptions& options = session.options;
  const std::size_t comparisons = model_.comparisons.size();
  std::vector<double> odds(counts.num_patterns());
  for (int iteration = 0; iteration < model_.max_iterations; ++iteration) {
    const Levels m = session.m.back();
    const Levels u = session.u.back();
    const double prior = session.lambda.back() / (1 - session.lambda.back());
    const std::vector<double> scale = frequency_scale(session, counts);
    for (std::size_t pattern = 0; pattern < counts.num_patterns(); ++pattern) {
      odds[pattern] = prior;
      for (std::size_t k = 0; k < comparisons; ++k) {
        const std::int8_t gamma = counts.gammas_of(pattern)[k];
        if (!m[k].empty() && gamma >= 0)
          odds[pattern] *= m[k][static_cast<std::size_t>(gamma)] / u[k][static_cast<std::size_t>(gamma)];
      }
      odds[pattern] *= scale[pattern];
    }
    std::vector<double> weight = expected_matches(counts, odds, context_);
    const double matches = std::accumulate(weight.begin(), weight.end(), 0.0);
    const double lambda = options.fixes_lambda ? session.lambda.back() : matches / counts.num_pairs;
    Levels next_m = level_shares(model_, counts, weight);
    for (std::size_t pattern = 0; pattern < weight.size(); ++pattern)
      weight[pattern] = counts.count_of(pattern) - weight[pattern];
    Levels next_u = options.fixes_u ? u : level_shares(model_, counts, weight);
    double change = std::abs(lambda - session.lambda.back());
    change = std::max(change, settle(next_m, m, [&](std::size_t k, int gamma) {
                        return options.fixes_m || model_.comparisons[k].level_of(gamma).fixes_m;
                      }));
    change = std::max(change, settle(next_u, u, [&](std::size_t k, int gamma) {
                        return options.fixes_u || model_.comparisons[k].level_of(gamma).fixes_u;
                      }));
    session.lambda.push_back(lambda);
    session.m.push_back(std::move(next_m));
    session.u.push_back(std::move(next_u));
    context_.check_cancelled();
    if (change < model_.em_convergence) break;
  }
}

void SplinkTrainer::note_not_observed(EmSession& session, const ComparisonCounts& counts) const {
  for (std::size_t k = 0; k < model_.comparisons.size(); ++k) {
    for (std::size_t gamma = 0; gamma < session.m[0][k].size(); ++gamma) {
      bool is_seen = false;
      for (std::size_t pattern = 0; pattern < counts.num_patterns() && !is_seen; ++pattern)
        is_seen = counts.gammas_of(pattern)[k] == static_cast<std::int8_t>(gamma);
      if (!is_seen) session.not_observed.emplace_back(k, static_cast<int>(gamma));
    }
  }
}

const EmSession& SplinkTrainer::train_m(const SplinkRule& rule, const EmOptions& options) {
  if (options.fixes_m && options.fixes_u)
    throw UserError("an EM session with m and u both fixed trains nothing: leave one of them free");
  context_.begin_step("training m", 0);
  EmSession session = begin_session(rule);
  session.options = options;
  std::vector<bool> left_out(model_.comparisons.size(), false);
  for (const std::size_t k : session.left_out) left_out[k] = true;
  const ComparisonCounts counts =
      counts_.count_rule(rule, !options.without_term_frequencies, left_out, options.max_pairs);
  session.num_pairs = counts.num_pairs;
  if (counts.num_pairs == 0)
    throw DataError(fmt::format("the rule {} brings no pair to train on", rule.condition));
  iterate(session, counts);
  note_not_observed(session, counts);
  if (!options.fixes_m) trained_m_.push_back(trained_in(session, session.m.back()));
  if (!options.fixes_u) trained_u_.push_back(trained_in(session, session.u.back()));
  sessions_.push_back(std::move(session));
  take_medians();
  return sessions_.back();
}

SplinkTrainer::Levels SplinkTrainer::trained_in(const EmSession& session, const Levels& last) const {
  Levels trained = last;
  for (std::size_t k = 0; k < trained.size(); ++k)
    trained[k].resize(static_cast<std::size_t>(model_.comparisons[k].num_gammas()), std::nan(""));
  for (const auto& [k, gamma] : session.not_observed)
    trained[k][static_cast<std::size_t>(gamma)] = std::nan("");
  return trained;
}

namespace {

/// Median of what was trained for a level; nothing if it never was.
std::optional<double> trained_median(const std::vector<std::vector<std::vector<double>>>& trained,
                                     std::size_t comparison, int gamma) {
  std::vector<double> values;
  for (const auto& levels : trained) {
    const double value = levels[comparison][static_cast<std::size_t>(gamma)];
    if (!std::isnan(value)) values.push_back(value);
  }
  if (values.empty()) return std::nullopt;
  return median(std::move(values));
}

}  // namespace

void SplinkTrainer::take_medians() {
  for (std::size_t k = 0; k < model_.comparisons.size(); ++k) {
    for (int gamma = 0; gamma < model_.comparisons[k].num_gammas(); ++gamma) {
      SplinkLevel& level = model_.comparisons[k].level_of(gamma);
      const auto m = trained_median(trained_m_, k, gamma);
      const auto u = trained_median(trained_u_, k, gamma);
      if (m && !level.fixes_m) level.m = m;
      if (u && !level.fixes_u) level.u = u;
    }
  }
}

void SplinkTrainer::populate_lambda() {
  if (sessions_.empty())
    throw UserError("lambda can be taken from EM sessions only after one: give an EM rule");
  std::vector<double> reciprocals;
  for (const EmSession& session : sessions_) {
    double odds = session.lambda.back() / (1 - session.lambda.back());
    for (const auto& [k, gamma] : session.undo_blocking) {
      const auto m = trained_median(trained_m_, k, gamma);
      const auto u = trained_median(trained_u_, k, gamma);
      odds /= m && u ? *m / *u : model_.comparisons[k].m_of(gamma) / model_.comparisons[k].u_of(gamma);
    }
    reciprocals.push_back((1 + odds) / odds);
  }
  model_.lambda = 1 / median(std::move(reciprocals));
}

}  // namespace byname
