// SPDX-License-Identifier: Apache-2.0
#include "cluster/partition_sampler.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/parallel.hpp"
#include "cluster/agglomeration.hpp"
#include "cluster/judged_log_ratio.hpp"
#include "cluster/partition_chain.hpp"
#include "cluster/varying_components.hpp"
#include "model/score_table.hpp"

namespace byname {

namespace {

constexpr double kRequired = 200;
constexpr int kBurnIn = 20;  // sweeps before a chain's first draw
constexpr std::size_t kManyRecords =
    100000;                         // from here a person more or less is below any interval's last digit
constexpr std::size_t kChunk = 64;  // components a task

/// log_ratio[i] = l of pairs[i] under one calibration.
void set_log_ratios(std::span<const GraphPair> pairs, const ScoreTable& table, const CalibrationDraw& draw,
                    double log_odds_lambda, std::span<float> log_ratios) {
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    double log_ratio = table.log_ratio(pairs[i].pattern, pairs[i].term_frequency);
    log_ratio = calibrated_log_odds(draw.line, log_ratio + log_odds_lambda) - log_odds_lambda;
    log_ratios[i] = static_cast<float>(judged_log_ratio(pairs[i], log_ratio, log_odds_lambda));
  }
}

/// Clusters of the trained scores themselves: where chains start and what sure components keep.
std::vector<std::uint32_t> agglomerated_labels(const Component& component, std::span<const float> log_ratios,
                                               std::span<const std::uint64_t> bits, double log_odds_lambda) {
  std::vector<WeightedPair> weighted;
  weighted.reserve(component.pairs.size());
  for (std::size_t i = 0; i < component.pairs.size(); ++i) {
    const GraphPair& pair = component.pairs[i];
    const double weight = pair.is_forbidden  ? -std::numeric_limits<double>::infinity()
                          : pair.is_required ? kRequired
                                             : log_ratios[i] + log_odds_lambda;
    weighted.push_back({pair.a, pair.b, weight});
  }
  return agglomerate(component.records.size(), weighted, kUnscoredLogRatio + log_odds_lambda, bits);
}

bool is_sure(const Component& component, std::span<const float> log_ratios, double log_odds_lambda,
             double sure_log_odds) {
  if (!component.is_complete) return false;
  const auto is_forbidden = [](const GraphPair& pair) { return pair.is_forbidden; };
  if (std::any_of(component.pairs.begin(), component.pairs.end(), is_forbidden))
    return std::all_of(component.pairs.begin(), component.pairs.end(), is_forbidden);
  for (std::size_t i = 0; i < component.pairs.size(); ++i) {
    if (!component.pairs[i].is_required && log_ratios[i] + log_odds_lambda <= sure_log_odds) return false;
  }
  return true;
}

void count_sizes(std::span<const std::uint16_t> labels, std::vector<std::int64_t>& persons_per_size) {
  thread_local std::vector<std::uint32_t> sizes;
  sizes.assign(labels.size(), 0);
  for (const std::uint16_t label : labels) ++sizes[label];
  for (const std::uint32_t size : sizes) {
    if (size > 0) ++persons_per_size[size];
  }
}

/// The calibration of one draw.
struct DrawnScores {
  CalibrationDraw calibration;
  ScoreTable table;
};

/// One pass over all components that vary.
struct Sweep {
  int draw;
  int number;
  bool is_last;  ///< of its draw
};

class Sampler {
 public:
  Sampler(const PairGraph& graph, const PatternCode& code, const MixtureParameters& parameters,
          const TrainingEvidence& evidence, const Constraints& constraints, const SamplerOptions& options,
          const ExecutionContext& context)
      : graph_(graph),
        code_(code),
        parameters_(parameters),
        evidence_(evidence),
        options_(options),
        context_(context) {
    log_odds_lambda_ = std::log(std::max(parameters.lambda, 1e-300) / (1 - parameters.lambda));
    prepare(constraints);
  }

  SampledPartitions run() {
    SampledPartitions result;
    result.labels = DrawnLabels(graph_, std::move(labels_), varying_.component, options_.num_draws);
    result.num_persons.assign(static_cast<std::size_t>(options_.num_draws), 0);
    const int half = std::max(1, options_.num_draws / 2);
    const int num_chains = (options_.num_draws + half - 1) / half;
    if (num_chains > 1 && context_.num_threads > 1 && varying_.one_has_most_pairs()) {
      ExecutionContext shared = context_;
      shared.num_threads = std::max(1, context_.num_threads / num_chains);
      parallel_chunks(context_, static_cast<std::size_t>(num_chains), 1,
                      [&](std::size_t number, std::size_t, std::size_t) {
                        PartitionChain chain(varying_);
                        run_chain(chain, static_cast<int>(number), half, shared, result);
                      });
    } else {
      PartitionChain chain(varying_);
      for (int number = 0; number < num_chains; ++number) run_chain(chain, number, half, context_, result);
    }
    compare_chains(half, result);
    return result;
  }

 private:
  void prepare(const Constraints& constraints) {
    std::vector<std::size_t> first_node(1, 0);
    std::size_t largest_component = 1;
    for (const Component& component : graph_.components) {
      first_node.push_back(first_node.back() + component.records.size());
      largest_component = std::max(largest_component, component.records.size());
    }
    labels_.resize(first_node.back());
    const ScoreTable table(code_, graph_.patterns, parameters_);
    const CalibrationDraw neutral{options_.calibration.line(), {}};
    const std::vector<char> sure = agglomerate_all(table, neutral, constraints, first_node);
    fixed_sizes_ = options_.persons_outside;
    fixed_sizes_.resize(std::max(fixed_sizes_.size(), largest_component + 1), 0);
    fixed_sizes_[1] += static_cast<std::int64_t>(graph_.num_isolated);
    start_sizes_ = fixed_sizes_;
    std::vector<float> log_ratios;
    for (std::uint32_t c = 0; c < graph_.components.size(); ++c) {
      const auto labels = std::span(labels_).subspan(first_node[c], first_node[c + 1] - first_node[c]);
      count_sizes(labels, start_sizes_);
      if (sure[c]) {
        count_sizes(labels, fixed_sizes_);
      } else {
        log_ratios.resize(graph_.components[c].pairs.size());
        set_log_ratios(graph_.components[c].pairs, table, neutral, log_odds_lambda_, log_ratios);
        varying_.add(graph_, c, labels, log_ratios, constraints);
      }
    }
    std::size_t largest_person = 2;
    for (std::size_t s = 1; s < start_sizes_.size(); ++s) {
      if (start_sizes_[s] > 0) largest_person = std::max(largest_person, s);
    }
    max_size_ = std::max<std::size_t>({8, 3 * options_.num_lists, 2 * largest_person});
  }

  /// Fills labels_; tells the components whose persons never change.
  std::vector<char> agglomerate_all(const ScoreTable& table, const CalibrationDraw& neutral,
                                    const Constraints& constraints, std::span<const std::size_t> first_node) {
    std::vector<char> sure(graph_.components.size(), 0);
    parallel_chunks(context_, sure.size(), kChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
      std::vector<float> log_ratios;
      std::vector<std::uint64_t> bits;
      for (std::size_t c = begin; c < end; ++c) {
        const Component& component = graph_.components[c];
        log_ratios.resize(component.pairs.size());
        set_log_ratios(component.pairs, table, neutral, log_odds_lambda_, log_ratios);
        bits.clear();
        for (const std::uint32_t record : component.records) bits.push_back(constraints.unique_bit(record));
        const auto labels = agglomerated_labels(component, log_ratios, bits, log_odds_lambda_);
        std::transform(labels.begin(), labels.end(),
                       labels_.begin() + static_cast<std::ptrdiff_t>(first_node[c]),
                       [](std::uint32_t label) { return static_cast<std::uint16_t>(label); });
        sure[c] = is_sure(component, log_ratios, log_odds_lambda_, sure_log_odds());
      }
    });
    return sure;
  }

  /// Draws of one chain. Chain 0 starts from the agglomeration, chain 1 with every mention alone.
  void run_chain(PartitionChain& chain, int number, int half, const ExecutionContext& context,
                 SampledPartitions& result) const {
    if (number == 1) {
      chain.start_alone();
    } else {
      chain.start_joined();
    }
    RandomStream start(context_.seed, RandomStage::kPartition, static_cast<std::uint64_t>(number), UINT64_MAX,
                       0);
    ClusterPrior prior(max_size_, 1);
    prior.update(start, start_sizes_);
    const int last = std::min(options_.num_draws, (number + 1) * half);
    for (int draw = number * half; draw < last; ++draw) {
      const int calibration = draw - number * half;
      RandomStream random(context_.seed, RandomStage::kCalibration, static_cast<std::uint64_t>(calibration),
                          0, 0);
      const CalibrationDraw drawn = draw_calibration(random, parameters_, evidence_, options_.calibration);
      const DrawnScores scores{drawn, ScoreTable(code_, graph_.patterns, drawn.parameters)};
      const int sweeps = draw == number * half ? std::min(kBurnIn, 5 * num_sweeps() + 5) : num_sweeps();
      for (int sweep = 0; sweep < sweeps; ++sweep) {
        run_sweep(chain, {draw, sweep, sweep + 1 == sweeps}, sweep == 0 ? &scores : nullptr, context, prior,
                  result);
      }
      context.advance(1);
    }
  }

  /// A pair at these log odds or above stays joined in every draw: e^-25 never breaks; e^-10 breaks less than
  /// one link in 10,000 under most calibrations drawn, which matters to small counts only.
  double sure_log_odds() const { return graph_.num_records > kManyRecords ? 10 : 25; }
  /// mu and kappa hardly move from one sweep to the next where there are many persons.
  int num_sweeps() const { return graph_.num_records > 20000 ? 1 : 4; }

  /// `scores`: those of a new calibration, or null. The last sweep of a draw keeps its labels.
  void run_sweep(PartitionChain& chain, const Sweep& sweep, const DrawnScores* scores,
                 const ExecutionContext& context, ClusterPrior& prior, SampledPartitions& result) const {
    const auto random_of = [&](std::uint64_t record) {
      return RandomStream(context.seed, RandomStage::kPartition, static_cast<std::uint64_t>(sweep.draw),
                          static_cast<std::uint64_t>(sweep.number), record);
    };
    using Sizes = std::vector<std::int64_t>;
    Sizes sizes = parallel_reduce(
        context, varying_.size(), kChunk, fixed_sizes_,
        [&](std::size_t begin, std::size_t end) {
          Sizes part(fixed_sizes_.size(), 0);
          if (scores != nullptr) set_chunk_log_ratios(chain, begin, end, *scores);
          for (std::size_t i = begin; i < end; ++i) {
            RandomStream random = random_of(varying_.first_record[i]);
            chain.draw(i, prior, random);
            count_sizes(chain.labels(i, i + 1), part);
          }
          if (sweep.is_last)
            result.labels.store(sweep.draw, varying_.component[begin], chain.labels(begin, end));
          return part;
        },
        [](Sizes& total, const Sizes& part) {
          for (std::size_t s = 0; s < part.size(); ++s) total[s] += part[s];
        });
    RandomStream random = random_of(UINT64_MAX);
    prior.update(random, sizes);
    std::int64_t persons = 0;
    for (const std::int64_t count : sizes) persons += count;
    result.num_persons[static_cast<std::size_t>(sweep.draw)] = persons;
    if (sweep.draw + 1 == options_.num_draws) result.persons_per_size = std::move(sizes);
  }

  void set_chunk_log_ratios(PartitionChain& chain, std::size_t begin, std::size_t end,
                            const DrawnScores& scores) const {
    const std::size_t first = varying_.pair_begin[begin];
    const std::size_t count = varying_.pair_begin[end] - first;
    set_log_ratios(std::span(varying_.pairs).subspan(first, count), scores.table, scores.calibration,
                   log_odds_lambda_, chain.log_ratios(begin, end));
  }

  /// The two chains saw the same calibrations: what differs between them is chance, and the start if they did
  /// not mix.
  static void compare_chains(int half, SampledPartitions& result) {
    const int pairs = std::min<int>(half, static_cast<int>(result.num_persons.size()) - half);
    if (pairs < 2) return;
    double mean = 0, gap = 0, within = 0, between = 0;
    for (int i = 0; i < pairs; ++i) {
      const auto a = static_cast<double>(result.num_persons[static_cast<std::size_t>(i)]);
      const auto b = static_cast<double>(result.num_persons[static_cast<std::size_t>(half + i)]);
      mean += (a + b) / 2 / pairs;
      gap += (a - b) / pairs;
      within += (a - b) * (a - b) / 2 / pairs;
    }
    for (int i = 0; i < pairs; ++i) {
      const double centre = static_cast<double>(result.num_persons[static_cast<std::size_t>(i)] +
                                                result.num_persons[static_cast<std::size_t>(half + i)]) /
                            2;
      between += (centre - mean) * (centre - mean) / (pairs - 1);
    }
    result.chain_gap = mean > 0 ? std::abs(gap) / mean : 0;
    result.chance_variance = within;
    result.calibration_variance = std::max(0.0, between - within / 2);
  }

  const PairGraph& graph_;
  const PatternCode& code_;
  const MixtureParameters& parameters_;
  const TrainingEvidence& evidence_;
  const SamplerOptions& options_;
  const ExecutionContext& context_;
  double log_odds_lambda_ = 0;
  std::size_t max_size_ = 8;
  std::vector<std::uint16_t> labels_;  ///< agglomerated, of all nodes
  VaryingComponents varying_;
  std::vector<std::int64_t> fixed_sizes_;
  std::vector<std::int64_t> start_sizes_;
};

}  // namespace

SampledPartitions sample_partitions(const PairGraph& graph, const PatternCode& code,
                                    const MixtureParameters& parameters, const TrainingEvidence& evidence,
                                    const Constraints& constraints, const SamplerOptions& options,
                                    const ExecutionContext& context) {
  return Sampler(graph, code, parameters, evidence, constraints, options, context).run();
}

}  // namespace byname
