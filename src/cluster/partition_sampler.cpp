// SPDX-License-Identifier: Apache-2.0
#include "cluster/partition_sampler.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>

#include "base/parallel.hpp"
#include "cluster/agglomeration.hpp"
#include "cluster/exact_partition.hpp"
#include "cluster/gibbs_partition.hpp"
#include "cluster/joined_nodes.hpp"
#include "cluster/judged_log_ratio.hpp"
#include "cluster/rank_by_evidence.hpp"
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

/// The components that vary with what their draws need, one after another: a draw passes over all of them, so
/// that what it reads must lie in order.
struct VaryingComponents {
  std::vector<std::uint32_t> component;     ///< of the graph
  std::vector<std::uint32_t> first_record;  ///< names the component's random stream
  std::vector<std::size_t> node_begin;      ///< per component, and the end
  std::vector<std::size_t> pair_begin;      ///< per component, and the end
  std::vector<GraphPair> pairs;
  std::vector<std::uint64_t> unique_bits;              ///< per node
  std::vector<std::uint16_t> rank;                     ///< per node: its place, those that say most first
  std::vector<std::uint16_t> start;                    ///< per node: agglomerated label
  std::vector<std::uint16_t> labels;                   ///< per node: present partition
  std::vector<float> log_ratio;                        ///< per pair, of the present calibration
  std::vector<std::unique_ptr<GibbsPartition>> gibbs;  ///< null: small enough for exact draws
  std::vector<std::unique_ptr<JoinedNodes>> joined;    ///< null: nothing is required to be one person

  std::size_t size() const { return component.size(); }
  std::size_t num_nodes(std::size_t i) const { return node_begin[i + 1] - node_begin[i]; }
  std::span<std::uint16_t> labels_of(std::size_t i) { return {&labels[node_begin[i]], num_nodes(i)}; }
  std::span<const std::uint16_t> rank_of(std::size_t i) const { return {&rank[node_begin[i]], num_nodes(i)}; }
};

/// `log_ratios`: one per pair of the component, as trained.
void add_component(const PairGraph& graph, std::uint32_t c, std::span<const std::uint16_t> start,
                   std::span<const float> log_ratios, const Constraints& constraints,
                   VaryingComponents& varying) {
  const Component& component = graph.components[c];
  varying.component.push_back(c);
  varying.first_record.push_back(component.records.front());
  for (const std::uint32_t record : component.records)
    varying.unique_bits.push_back(constraints.unique_bit(record));
  varying.pairs.insert(varying.pairs.end(), component.pairs.begin(), component.pairs.end());
  varying.start.insert(varying.start.end(), start.begin(), start.end());
  const std::vector<std::uint16_t> rank = rank_by_evidence(component, log_ratios);
  varying.rank.insert(varying.rank.end(), rank.begin(), rank.end());
  varying.gibbs.emplace_back();
  varying.joined.emplace_back();
  const auto bits = std::span(varying.unique_bits).last(component.records.size());
  if (JoinedNodes::has_required(component)) {
    varying.joined.back() = std::make_unique<JoinedNodes>(component);
    const JoinedNodes& joined = *varying.joined.back();
    if (joined.size() > kMaxExactSize)
      varying.gibbs.back() = std::make_unique<GibbsPartition>(joined.component(), joined.bits(bits),
                                                              joined.sizes(), joined.rank(rank));
  } else if (component.records.size() > kMaxExactSize) {
    varying.gibbs.back() =
        std::make_unique<GibbsPartition>(component, bits, std::span<const std::uint32_t>(), rank);
  }
  varying.node_begin.push_back(varying.unique_bits.size());
  varying.pair_begin.push_back(varying.pairs.size());
}

/// `small` has its nodes by rank, labels are of nodes as they are numbered.
void draw_in_order(const SmallComponent& small, std::span<const std::uint16_t> rank,
                   const ClusterPrior& prior, RandomStream& random, std::span<std::uint16_t> labels) {
  std::array<std::uint16_t, kMaxExactSize> by_rank;
  draw_exact_partition(small, prior, random, std::span(by_rank).first(small.size));
  for (std::size_t node = 0; node < small.size; ++node) labels[node] = by_rank[rank[node]];
}

void sample_small(VaryingComponents& varying, std::size_t i, const ClusterPrior& prior,
                  RandomStream& random) {
  const auto log_ratio_of = [&](std::size_t pair) {
    return varying.pairs[pair].is_forbidden ? -std::numeric_limits<double>::infinity()
                                            : double{varying.log_ratio[pair]};
  };
  const std::span<std::uint16_t> labels = varying.labels_of(i);
  const std::uint64_t* bits = &varying.unique_bits[varying.node_begin[i]];
  if (labels.size() == 2 && varying.pair_begin[i + 1] - varying.pair_begin[i] == 1) {
    const bool may_join = (bits[0] & bits[1]) == 0;
    const double log_ratio =
        may_join ? log_ratio_of(varying.pair_begin[i]) : -std::numeric_limits<double>::infinity();
    labels[0] = 0;
    labels[1] = draw_joined_pair(log_ratio, prior, random) ? 0 : 1;
    return;
  }
  const std::span<const std::uint16_t> rank = varying.rank_of(i);
  SmallComponent small;
  small.size = labels.size();
  for (std::size_t p = varying.pair_begin[i]; p < varying.pair_begin[i + 1]; ++p) {
    const std::size_t a = rank[varying.pairs[p].a], b = rank[varying.pairs[p].b];
    small.log_ratio[a * small.size + b] = small.log_ratio[b * small.size + a] = log_ratio_of(p);
  }
  for (std::size_t node = 0; node < labels.size(); ++node) small.unique_bits[rank[node]] = bits[node];
  draw_in_order(small, rank, prior, random, labels);
}

/// A component in which some records are one person in any case.
void sample_joined(VaryingComponents& varying, std::size_t i, const ClusterPrior& prior,
                   RandomStream& random) {
  const JoinedNodes& joined = *varying.joined[i];
  const std::span<std::uint16_t> labels = varying.labels_of(i);
  const std::size_t begin = varying.pair_begin[i], num_pairs = varying.pair_begin[i + 1] - begin;
  std::vector<float> between;
  std::vector<double> inside;
  joined.sum(std::span(varying.pairs).subspan(begin, num_pairs),
             std::span(varying.log_ratio).subspan(begin, num_pairs), between, inside);
  std::vector<std::uint16_t> of_nodes;
  joined.join_labels(labels, of_nodes);
  if (GibbsPartition* gibbs = varying.gibbs[i].get()) {
    gibbs->restart(between, of_nodes, inside);
    gibbs->sweep(prior, random);
    joined.spread_labels(gibbs->labels(), labels);
    return;
  }
  SmallComponent small;
  small.size = joined.size();
  const std::vector<std::uint16_t> rank = joined.rank(varying.rank_of(i));
  const std::vector<std::uint64_t> bits =
      joined.bits(std::span(varying.unique_bits).subspan(varying.node_begin[i], labels.size()));
  for (std::size_t node = 0; node < small.size; ++node) {
    small.num_records[rank[node]] = joined.sizes()[node];
    small.inside[rank[node]] = inside[node];
    small.unique_bits[rank[node]] = bits[node];
  }
  for (std::size_t a = 0; a < small.size; ++a) {
    for (std::size_t b = 0; b < small.size; ++b)
      small.log_ratio[a * small.size + b] =
          kUnscoredLogRatio * static_cast<double>(small.num_records[a]) * small.num_records[b];
  }
  for (std::size_t p = 0; p < between.size(); ++p) {
    const GraphPair& pair = joined.component().pairs[p];
    const std::size_t a = rank[pair.a], b = rank[pair.b];
    small.log_ratio[a * small.size + b] = small.log_ratio[b * small.size + a] =
        pair.is_forbidden ? -std::numeric_limits<double>::infinity() : between[p];
  }
  draw_in_order(small, rank, prior, random, of_nodes);
  joined.spread_labels(of_nodes, labels);
}

void sample_component(VaryingComponents& varying, std::size_t i, const ClusterPrior& prior,
                      RandomStream& random) {
  if (varying.joined[i]) {
    sample_joined(varying, i, prior, random);
    return;
  }
  GibbsPartition* gibbs = varying.gibbs[i].get();
  if (gibbs == nullptr) {
    sample_small(varying, i, prior, random);
    return;
  }
  const std::span<std::uint16_t> labels = varying.labels_of(i);
  const std::size_t begin = varying.pair_begin[i];
  gibbs->restart({&varying.log_ratio[begin], varying.pair_begin[i + 1] - begin}, labels);
  gibbs->sweep(prior, random);
  std::copy(gibbs->labels().begin(), gibbs->labels().end(), labels.begin());
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
    result.labels = DrawnLabels(graph_, std::move(labels_), varying_.component, options_.num_draws);
    result.num_persons.assign(static_cast<std::size_t>(options_.num_draws), 0);
    const int half = std::max(1, options_.num_draws / 2);
    for (int chain = 0; chain * half < options_.num_draws; ++chain) run_chain(chain, half, result);
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
    varying_.node_begin.push_back(0);
    varying_.pair_begin.push_back(0);
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
        add_component(graph_, c, labels, log_ratios, constraints, varying_);
      }
    }
    varying_.labels.resize(varying_.start.size());
    varying_.log_ratio.resize(varying_.pairs.size());
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
  void run_chain(int chain, int half, SampledPartitions& result) {
    varying_.labels = varying_.start;
    if (chain == 1) {
      for (std::size_t i = 0; i < varying_.size(); ++i) {
        const auto labels = varying_.labels_of(i);
        std::iota(labels.begin(), labels.end(), std::uint16_t{0});
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
      const CalibrationDraw drawn = draw_calibration(random, parameters_, evidence_, options_.calibration);
      const ScoreTable table(code_, graph_.patterns, drawn.parameters);
      const int sweeps = draw == chain * half ? std::min(kBurnIn, 5 * num_sweeps() + 5) : num_sweeps();
      for (int sweep = 0; sweep < sweeps; ++sweep) {
        run_sweep(draw, sweep, sweep == 0 ? &table : nullptr, drawn, sweep + 1 == sweeps, prior, result);
      }
      context_.advance(1);
    }
  }

  /// A pair at these log odds or above stays joined in every draw: e^-25 never breaks; e^-10 breaks less than
  /// one link in 10,000 under most calibrations drawn, which matters to small counts only.
  double sure_log_odds() const { return graph_.num_records > kManyRecords ? 10 : 25; }
  /// mu and kappa hardly move from one sweep to the next where there are many persons.
  int num_sweeps() const { return graph_.num_records > 20000 ? 1 : 4; }

  /// One pass over all live components; the last one of a draw keeps its labels.
  void run_sweep(int draw, int sweep, const ScoreTable* table, const CalibrationDraw& drawn, bool is_last,
                 ClusterPrior& prior, SampledPartitions& result) {
    using Sizes = std::vector<std::int64_t>;
    Sizes sizes = parallel_reduce(
        context_, varying_.size(), kChunk, fixed_sizes_,
        [&](std::size_t begin, std::size_t end) {
          Sizes part(fixed_sizes_.size(), 0);
          if (table != nullptr) set_chunk_log_ratios(begin, end, *table, drawn);
          for (std::size_t i = begin; i < end; ++i) {
            RandomStream random(context_.seed, RandomStage::kPartition, static_cast<std::uint64_t>(draw),
                                static_cast<std::uint64_t>(sweep), varying_.first_record[i]);
            sample_component(varying_, i, prior, random);
            count_sizes(varying_.labels_of(i), part);
          }
          if (is_last) store_chunk(begin, end, draw, result.labels);
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

  void set_chunk_log_ratios(std::size_t begin, std::size_t end, const ScoreTable& table,
                            const CalibrationDraw& drawn) {
    const std::size_t first = varying_.pair_begin[begin];
    const std::size_t count = varying_.pair_begin[end] - first;
    set_log_ratios(std::span(varying_.pairs).subspan(first, count), table, drawn, log_odds_lambda_,
                   std::span(varying_.log_ratio).subspan(first, count));
  }

  void store_chunk(std::size_t begin, std::size_t end, int draw, DrawnLabels& labels) const {
    const std::size_t first = varying_.node_begin[begin];
    labels.store(draw, varying_.component[begin],
                 std::span(varying_.labels).subspan(first, varying_.node_begin[end] - first));
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
