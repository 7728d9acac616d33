// SPDX-License-Identifier: Apache-2.0
#include "cluster/partition_sampler.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/parallel.hpp"
#include "cluster/agglomeration.hpp"
#include "cluster/exact_partition.hpp"
#include "cluster/gibbs_partition.hpp"
#include "model/score_table.hpp"

namespace byname {

namespace {

constexpr double kForbidden = -1e7;
constexpr double kRequired = 200;
constexpr int kBurnIn = 20;  // sweeps before a chain's first draw
constexpr std::size_t kManyRecords =
    100000;                         // from here a person more or less is below any interval's last digit
constexpr std::size_t kChunk = 64;  // components a task

/// A component with what its draws need.
struct Sampled {
  const Component* component = nullptr;
  std::vector<std::uint64_t> bits;
  std::vector<float> log_ratio;       ///< per pair, of the present calibration
  std::vector<std::uint16_t> labels;  ///< present partition
};

void set_log_ratios(Sampled& sampled, const ScoreTable& table, const CalibrationDraw& draw,
                    double log_odds_lambda) {
  const std::vector<GraphPair>& pairs = sampled.component->pairs;
  sampled.log_ratio.resize(pairs.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    double log_ratio = table.log_ratio(pairs[i].pattern, pairs[i].term_frequency);
    log_ratio = draw.intercept + draw.slope * (log_ratio + log_odds_lambda) - log_odds_lambda;
    if (pairs[i].is_forbidden) log_ratio = kForbidden;
    if (pairs[i].is_required) log_ratio = kRequired;
    sampled.log_ratio[i] = static_cast<float>(log_ratio);
  }
}

void sample_small(Sampled& sampled, const ClusterPrior& prior, RandomStream& random) {
  SmallComponent small;
  small.size = sampled.component->records.size();
  for (std::size_t i = 0; i < sampled.log_ratio.size(); ++i) {
    const GraphPair& pair = sampled.component->pairs[i];
    const double log_ratio =
        pair.is_forbidden ? -std::numeric_limits<double>::infinity() : sampled.log_ratio[i];
    small.log_ratio[pair.a * small.size + pair.b] = small.log_ratio[pair.b * small.size + pair.a] = log_ratio;
  }
  std::copy(sampled.bits.begin(), sampled.bits.end(), small.unique_bits.begin());
  draw_exact_partition(small, prior, random, sampled.labels);
}

void sample_component(Sampled& sampled, const ClusterPrior& prior, RandomStream& random) {
  if (sampled.component->records.size() <= kMaxExactSize) {
    sample_small(sampled, prior, random);
    return;
  }
  GibbsPartition partition(*sampled.component, sampled.bits, sampled.log_ratio, sampled.labels);
  partition.sweep(prior, random);
  sampled.labels.assign(partition.labels().begin(), partition.labels().end());
}

/// Clusters of the trained scores themselves: where chains start and what sure components keep.
std::vector<std::uint16_t> agglomerated_labels(const Sampled& sampled, double log_odds_lambda) {
  std::vector<WeightedPair> weighted;
  const std::vector<GraphPair>& pairs = sampled.component->pairs;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const double weight = pairs[i].is_forbidden ? -std::numeric_limits<double>::infinity()
                                                : sampled.log_ratio[i] + log_odds_lambda;
    weighted.push_back({pairs[i].a, pairs[i].b, weight});
  }
  const auto clusters = agglomerate(sampled.component->records.size(), weighted,
                                    kUnscoredLogRatio + log_odds_lambda, sampled.bits);
  return {clusters.begin(), clusters.end()};
}

bool is_sure(const Sampled& sampled, double log_odds_lambda, double sure_log_odds) {
  if (!sampled.component->is_complete) return false;
  const bool can_join_all = std::all_of(sampled.component->pairs.begin(), sampled.component->pairs.end(),
                                        [](const GraphPair& pair) { return !pair.is_forbidden; });
  if (!can_join_all) {
    return std::all_of(sampled.component->pairs.begin(), sampled.component->pairs.end(),
                       [](const GraphPair& pair) { return pair.is_forbidden; });
  }
  return std::all_of(sampled.log_ratio.begin(), sampled.log_ratio.end(),
                     [&](float log_ratio) { return log_ratio + log_odds_lambda > sure_log_odds; });
}

void count_sizes(std::span<const std::uint16_t> labels, std::vector<std::int64_t>& persons_per_size) {
  thread_local std::vector<std::uint32_t> sizes;
  sizes.assign(labels.size(), 0);
  for (const std::uint16_t label : labels) ++sizes[label];
  for (const std::uint32_t size : sizes) {
    if (size > 0) ++persons_per_size[size];
  }
}

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
    result.num_draws = options_.num_draws;
    result.fixed_labels = std::move(fixed_labels_);
    result.labels.resize(graph_.components.size());
    for (const std::uint32_t c : live_) {
      result.labels[c].resize(graph_.components[c].records.size() *
                              static_cast<std::size_t>(options_.num_draws));
    }
    result.num_persons.assign(static_cast<std::size_t>(options_.num_draws), 0);
    const int half = std::max(1, options_.num_draws / 2);
    for (int chain = 0; chain * half < options_.num_draws; ++chain) run_chain(chain, half, result);
    compare_chains(half, result);
    return result;
  }

 private:
  void prepare(const Constraints& constraints) {
    const ScoreTable table(code_, graph_.patterns, parameters_);
    const CalibrationDraw neutral{0, 1, {}};
    sampled_.resize(graph_.components.size());
    fixed_labels_.resize(graph_.components.size());
    std::vector<char> sure(graph_.components.size(), 0);
    parallel_chunks(context_, sampled_.size(), kChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
      for (std::size_t c = begin; c < end; ++c) {
        Sampled& sampled = sampled_[c];
        sampled.component = &graph_.components[c];
        for (const std::uint32_t record : sampled.component->records)
          sampled.bits.push_back(constraints.unique_bit(record));
        set_log_ratios(sampled, table, neutral, log_odds_lambda_);
        sampled.labels = agglomerated_labels(sampled, log_odds_lambda_);
        if (is_sure(sampled, log_odds_lambda_, sure_log_odds())) {
          fixed_labels_[c] = sampled.labels;
          sure[c] = 1;
        }
      }
    });
    std::uint32_t largest = 2;
    fixed_sizes_.assign(2, 0);
    fixed_sizes_[1] = static_cast<std::int64_t>(graph_.num_isolated);
    std::size_t largest_component = 1;
    for (const Component& component : graph_.components)
      largest_component = std::max(largest_component, component.records.size());
    fixed_sizes_.resize(largest_component + 1, 0);
    std::vector<std::int64_t> all_sizes(largest_component + 1, 0);
    for (std::uint32_t c = 0; c < sampled_.size(); ++c) {
      count_sizes(sampled_[c].labels, all_sizes);
      if (sure[c]) {
        count_sizes(sampled_[c].labels, fixed_sizes_);
      } else {
        live_.push_back(c);
      }
    }
    for (std::uint32_t s = 1; s < all_sizes.size(); ++s) {
      if (all_sizes[s] > 0) largest = std::max(largest, s);
    }
    start_sizes_ = all_sizes;
    start_sizes_[1] += static_cast<std::int64_t>(graph_.num_isolated);
    max_size_ = std::max<std::size_t>({8, 3 * options_.num_lists, 2 * largest});
    start_labels_.resize(sampled_.size());
    for (const std::uint32_t c : live_) start_labels_[c] = sampled_[c].labels;
  }

  /// Draws of one chain. Chain 0 starts from the agglomeration, chain 1 with every mention alone.
  void run_chain(int chain, int half, SampledPartitions& result) {
    for (const std::uint32_t c : live_) {
      sampled_[c].labels = start_labels_[c];
      if (chain == 1) {
        for (std::size_t node = 0; node < sampled_[c].labels.size(); ++node)
          sampled_[c].labels[node] = static_cast<std::uint16_t>(node);
      }
    }
    RandomStream start(context_.seed, RandomStage::kPartition, static_cast<std::uint64_t>(chain), UINT64_MAX,
                       0);
    ClusterPrior prior(max_size_, 1);
    prior.update(start, start_sizes_);
    const int last = std::min(options_.num_draws, (chain + 1) * half);
    for (int draw = chain * half; draw < last; ++draw) {
      const int calibration = draw - chain * half;
      RandomStream random(context_.seed, RandomStage::kCalibration, static_cast<std::uint64_t>(calibration),
                          0, 0);
      const CalibrationDraw drawn = draw_calibration(random, parameters_, evidence_, options_.intercept_sd);
      const ScoreTable table(code_, graph_.patterns, drawn.parameters);
      const int sweeps = draw == chain * half ? std::min(kBurnIn, 5 * num_sweeps() + 5) : num_sweeps();
      for (int sweep = 0; sweep < sweeps; ++sweep) {
        run_sweep(draw, sweep, sweep == 0 ? &table : nullptr, drawn, sweep + 1 == sweeps, prior, result);
      }
      context_.advance(1);
    }
  }

  /// A pair at these log odds or above stays joined in every draw: e^-25 never breaks; e^-12 breaks less than
  /// one link in 10,000 under any calibration drawn, which matters to small counts only.
  double sure_log_odds() const { return graph_.num_records > kManyRecords ? 12 : 25; }
  /// mu and kappa hardly move from one sweep to the next where there are many persons.
  int num_sweeps() const { return graph_.num_records > 20000 ? 1 : 4; }

  /// One pass over all live components; the last one of a draw keeps its labels.
  void run_sweep(int draw, int sweep, const ScoreTable* table, const CalibrationDraw& drawn, bool is_last,
                 ClusterPrior& prior, SampledPartitions& result) {
    using Sizes = std::vector<std::int64_t>;
    Sizes sizes = parallel_reduce(
        context_, live_.size(), kChunk, fixed_sizes_,
        [&](std::size_t begin, std::size_t end) {
          Sizes part(fixed_sizes_.size(), 0);
          for (std::size_t i = begin; i < end; ++i) {
            Sampled& sampled = sampled_[live_[i]];
            if (table != nullptr) set_log_ratios(sampled, *table, drawn, log_odds_lambda_);
            RandomStream random(context_.seed, RandomStage::kPartition, static_cast<std::uint64_t>(draw),
                                static_cast<std::uint64_t>(sweep), sampled.component->records.front());
            sample_component(sampled, prior, random);
            count_sizes(sampled.labels, part);
            if (is_last) store(draw, live_[i], result);
          }
          return part;
        },
        [](Sizes& total, const Sizes& part) {
          for (std::size_t s = 0; s < part.size(); ++s) total[s] += part[s];
        });
    RandomStream random(context_.seed, RandomStage::kPartition, static_cast<std::uint64_t>(draw),
                        static_cast<std::uint64_t>(sweep), UINT64_MAX);
    prior.update(random, sizes);
    std::int64_t persons = 0;
    for (const std::int64_t count : sizes) persons += count;
    result.num_persons[static_cast<std::size_t>(draw)] = persons;
    result.persons_per_size = std::move(sizes);
  }

  void store(int draw, std::uint32_t component, SampledPartitions& result) const {
    const std::vector<std::uint16_t>& labels = sampled_[component].labels;
    const std::size_t at = labels.size() * static_cast<std::size_t>(draw);
    std::copy(labels.begin(), labels.end(),
              result.labels[component].begin() + static_cast<std::ptrdiff_t>(at));
  }

  /// The two chains saw the same calibrations: what differs between them is chance, and the start if they did
  /// not mix.
  static void compare_chains(int half, SampledPartitions& result) {
    const int pairs = std::min<int>(half, result.num_draws - half);
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
  std::vector<Sampled> sampled_;
  std::vector<std::uint32_t> live_;
  std::vector<std::vector<std::uint16_t>> fixed_labels_;
  std::vector<std::vector<std::uint16_t>> start_labels_;
  std::vector<std::int64_t> fixed_sizes_;
  std::vector<std::int64_t> start_sizes_;
};

}  // namespace

double cluster_tempering(std::size_t size) { return std::sqrt(2 / static_cast<double>(size)); }

SampledPartitions sample_partitions(const PairGraph& graph, const PatternCode& code,
                                    const MixtureParameters& parameters, const TrainingEvidence& evidence,
                                    const Constraints& constraints, const SamplerOptions& options,
                                    const ExecutionContext& context) {
  return Sampler(graph, code, parameters, evidence, constraints, options, context).run();
}

}  // namespace byname
