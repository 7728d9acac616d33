// SPDX-License-Identifier: Apache-2.0
#include "cluster/link_records.hpp"

#include <algorithm>
#include <cmath>

#include "base/parallel.hpp"
#include "cluster/decided_partition.hpp"
#include "cluster/independent_error_rates.hpp"
#include "cluster/judged_calibration.hpp"
#include "cluster/missed_links.hpp"
#include "cluster/trained_model.hpp"
#include "cluster/union_find.hpp"

namespace byname {

namespace {

constexpr double kCandidateProbability = 1e-4;
constexpr double kCandidateProbabilityOfMany = 1e-3;  // thousands of hopeless pairs would only average out
constexpr std::size_t kManyRecords = 300000;
constexpr double kPersonProbability = 0.9;       // A4: persons whose frequency counts
constexpr double kUnsureLinkProbability = 0.99;  // A8: merge nothing below
constexpr std::size_t kHangingPairs = 20;

double log_odds(double probability) { return std::log(probability / (1 - probability)); }

class Linker {
 public:
  Linker(const RecordTable& records, const LinkOptions& options, const ExecutionContext& context)
      : records_(records), options_(options), context_(context) {
    is_unique_ = options.is_unique;
    is_unique_.resize(records.list_labels.size(), false);
    if (options_.num_draws <= 0) options_.num_draws = records.num_records() > kManyRecords ? 100 : 200;
    results_.model = options.model ? *options.model : default_person_model(records);
    if (options.model) options_.veto_error = options.model->veto_error;
    results_.model.veto_error = options_.veto_error;
  }

  ModelSpec train_alone() {
    if (results_.model.comparisons.empty()) return std::move(results_.model);
    const PairComparer comparer(results_.model, records_, context_);
    const AllowedPairs allowed(records_.list, is_unique_);
    PairSource source{&comparer, &allowed, nullptr};
    const std::optional<Blocks> blocks = make_blocks();
    if (blocks) source.blocks = &*blocks;
    train(source);
    if (is_unsure()) results_.model.link_probability = kUnsureLinkProbability;
    return std::move(results_.model);
  }

  LinkResults run() {
    const std::size_t n = records_.num_records();
    const Constraints constraints(records_.list, is_unique_, options_.judgements);
    results_.contradictions = constraints.contradictions(records_);
    if (results_.model.comparisons.empty()) return finish_without_comparisons();
    const PairComparer comparer(results_.model, records_, context_);
    const AllowedPairs allowed(records_.list, is_unique_);
    PairSource source{&comparer, &allowed, nullptr};
    const std::optional<Blocks> blocks = make_blocks();
    if (blocks) source.blocks = &*blocks;
    train(source);

    context_.begin_step("weighing names", 0);
    TermFrequencies frequencies(results_.model, comparer, context_);
    const std::vector<Edge> edges = score_pairs(source, frequencies);
    const GraphScoring scoring{&comparer, &frequencies, &trained_.parameters, &constraints, &trained_.vetoes};
    const JudgedCalibration calibration = calibrate_by_judgements(
        options_.judgements, scoring, results_.model.calibration, is_unsure() ? 1 : 0.5);
    results_.calibration = calibration.report;
    results_.model.calibration = calibration.posterior.line();
    context_.begin_step("joining pairs to clusters", 0);
    const PairGraph graph = build_pair_graph(edges, scoring, n, context_);
    SamplerOptions sampler;
    sampler.num_draws = options_.num_draws;
    sampler.calibration = calibration.posterior;
    sampler.num_lists = records_.list_labels.size();
    context_.begin_step("drawing partitions", static_cast<std::uint64_t>(options_.num_draws));
    const SampledPartitions draws = sample_partitions(graph, comparer.code(), trained_.parameters,
                                                      trained_.evidence, constraints, sampler, context_);
    if (draws.chain_gap > 0.02) {
      results_.doubts.insert(
          results_.doubts.begin(),
          {true, fmt::format(
                     "draws from two different starts do not agree: {:.1f} % apart in the number of persons",
                     100 * draws.chain_gap)});
    }
    if (is_unsure()) results_.model.link_probability = kUnsureLinkProbability;
    context_.begin_step("deciding", 0);
    const DecidedPartition decided =
        decide_partition(graph, draws, constraints, results_.model.link_probability, context_);
    results_.error_rates = independent_error_rates(
        {&graph, &scoring, &edges, &records_, is_unique_, results_.model.calibration}, context_);
    results_.draws = overlap_of_draws(graph, draws, records_.list, context_);
    add_hidden(draws, blocks ? &*blocks : nullptr, edges,
               barred_joins(edges, comparer, decided, constraints));
    describe(graph, draws, decided, constraints, comparer, edges);
    results_.person_of = decided.person_of;
    results_.persons = decided.persons;
    return std::move(results_);
  }

 private:
  /// Log odds of an edge, lambda included, as judgements calibrate them.
  double log_odds_of(const Edge& edge) const {
    return calibrated_log_odds(results_.model.calibration,
                               edge.log_ratio + log_odds(std::max(trained_.parameters.lambda, 1e-300)));
  }
  double candidate_probability() const {
    return records_.num_records() > kManyRecords ? kCandidateProbabilityOfMany : kCandidateProbability;
  }
  bool is_unsure() const {
    return std::any_of(results_.doubts.begin(), results_.doubts.end(),
                       [](const Doubt& doubt) { return doubt.is_hard; });
  }

  void train(const PairSource& source) {
    limit_links();
    context_.begin_step("comparing pairs for training", 0);
    trained_ = train_person_model(results_.model, source, options_, context_);
    store_parameters(trained_.parameters, results_.model);
    find_reasons_for_doubt();
  }

  /// Nothing to compare (a single record, or all alike in nothing): every mention is its own person.
  LinkResults finish_without_comparisons() {
    PartitionDraw draw;
    for (std::uint32_t record = 0; record < records_.num_records(); ++record) {
      results_.person_of.push_back(record);
      results_.persons.push_back({{record}, 1});
      ++draw.overlap[1u << (records_.list[record] & 31)];
    }
    draw.num_persons = static_cast<std::int64_t>(records_.num_records());
    results_.draws.assign(static_cast<std::size_t>(options_.num_draws), draw);
    results_.persons_at = {draw.num_persons, draw.num_persons, draw.num_persons};
    results_.thresholds_at = {0.9, results_.model.link_probability, 0.1};
    results_.blocking.all_pairs = true;
    return std::move(results_);
  }

  void limit_links() {
    if (is_unique_.size() != 2 || !is_unique_[0] || !is_unique_[1]) return;
    double sizes[2] = {0, 0};
    for (const std::uint32_t list : records_.list) ++sizes[list];
    options_.max_expected = std::min(sizes[0], sizes[1]);
  }

  std::optional<Blocks> make_blocks() {
    const std::size_t n = records_.num_records();
    results_.blocking.all_pairs = n <= options_.all_pairs_limit;
    if (results_.blocking.all_pairs) return std::nullopt;
    context_.begin_step("making blocks", 0);
    const double budget = options_.pair_budget > 0 ? options_.pair_budget : default_pair_budget(n);
    std::vector<BlockingKey> keys =
        make_blocking_keys(records_, results_.model, has_room_for_wide_keys(budget, n), context_);
    if (keys.size() > 64) keys.resize(64);
    for (const BlockingKey& key : keys) results_.model.blocking_rules.push_back(key.sql);
    return std::optional<Blocks>(std::in_place, std::move(keys), budget, n, context_);
  }

  void find_reasons_for_doubt() {
    results_.doubts =
        find_doubts(results_.model, shape_of(results_.model), trained_.training, trained_.quality,
                    static_cast<double>(records_.num_records()) *
                        (trained_.data.num_pairs / std::max(1.0, full_pairs())));
    results_.ambiguity = trained_.quality.ambiguity;
  }
  double full_pairs() const { return AllowedPairs(records_.list, is_unique_).count(); }

  /// A4: score, count persons at p > .9, weigh names by persons, score again.
  std::vector<Edge> score_pairs(const PairSource& source, TermFrequencies& frequencies) {
    const std::size_t n = records_.num_records();
    std::vector<float> weight(n, 1);
    frequencies.update(weight, trained_.parameters, context_);
    context_.begin_step(
        "comparing pairs",
        static_cast<std::uint64_t>(source.blocks != nullptr ? static_cast<double>(source.blocks->num_pairs())
                                                            : full_pairs()));
    EdgeSearch search = find_edges(source, trained_.data.patterns, trained_.parameters, frequencies,
                                   log_odds(candidate_probability() / 10), context_);
    const double lambda_odds = log_odds(std::max(trained_.parameters.lambda, 1e-300));
    const std::vector<std::uint64_t> patterns = patterns_of(search.edges);
    for (int round = 0; round < 2; ++round) {
      UnionFind persons(n);
      for (const Edge& edge : search.edges) {
        if (edge.log_ratio + lambda_odds >= log_odds(kPersonProbability)) persons.join(edge.left, edge.right);
      }
      std::vector<std::uint32_t> size(n, 0);
      for (std::uint32_t record = 0; record < n; ++record) ++size[persons.find(record)];
      for (std::uint32_t record = 0; record < n; ++record)
        weight[record] = 1.0f / static_cast<float>(size[persons.find(record)]);
      frequencies.update(weight, trained_.parameters, context_);
      rescore(search.edges, patterns, *source.comparer, frequencies);
    }
    std::erase_if(search.edges, [&](const Edge& edge) {
      return edge.log_ratio + lambda_odds < log_odds(candidate_probability());
    });
    report_blocking(source, search);
    return std::move(search.edges);
  }

  /// In order, each once.
  static std::vector<std::uint64_t> patterns_of(const std::vector<Edge>& edges) {
    PatternCounter seen;
    for (const Edge& edge : edges) seen.add(edge.pattern, 1);
    std::vector<std::uint64_t> patterns;
    seen.for_each([&](std::uint64_t pattern, std::int64_t) { patterns.push_back(pattern); });
    std::sort(patterns.begin(), patterns.end());
    return patterns;
  }

  void rescore(std::vector<Edge>& edges, const std::vector<std::uint64_t>& patterns,
               const PairComparer& comparer, const TermFrequencies& frequencies) {
    const ScoreTable table(comparer.code(), patterns, trained_.parameters);
    const PatternIndex index(patterns);
    parallel_chunks(context_, edges.size(), 8192, [&](std::size_t, std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        Edge& edge = edges[i];
        edge.term_frequency = static_cast<float>(frequencies.adjustment(edge.left, edge.right, edge.pattern));
        edge.log_ratio = static_cast<float>(table.log_ratio(index.find(edge.pattern), edge.term_frequency));
      }
    });
  }

  void report_blocking(const PairSource& source, const EdgeSearch& search) {
    BlockingReport& report = results_.blocking;
    report.num_possible_pairs = full_pairs();
    report.num_candidate_pairs = search.num_pairs;
    if (source.blocks == nullptr) return;
    for (std::size_t k = 0; k < source.blocks->num_keys(); ++k) {
      const Blocks::KeySize& size = source.blocks->size(k);
      report.keys.push_back({source.blocks->key(k).name, size.num_blocks, size.largest_block, size.num_pairs,
                             search.new_pairs[k], size.num_capped_blocks, size.num_capped_pairs,
                             size.size_histogram});
    }
  }

  /// Joins of decided persons by pairs that are likelier the same than not and that only a rule veto bars.
  std::int64_t barred_joins(const std::vector<Edge>& edges, const PairComparer& comparer,
                            const DecidedPartition& decided, const Constraints& constraints) const {
    UnionFind persons(records_.num_records());
    std::int64_t joins = 0;
    for (const Edge& edge : edges) {
      if (log_odds_of(edge) < 0 || !trained_.vetoes.bars(comparer.code(), edge.pattern) ||
          constraints.forbids(edge.left, edge.right))
        continue;
      const std::uint32_t left = decided.person_of[edge.left];
      const std::uint32_t right = decided.person_of[edge.right];
      joins += persons.find(left) != persons.find(right);
      persons.join(left, right);
    }
    return joins;
  }

  void add_hidden(const SampledPartitions& draws, const Blocks* blocks, const std::vector<Edge>& edges,
                  std::int64_t barred) {
    HiddenLinkOptions hidden;
    hidden.barred = barred;
    hidden.ambiguity = results_.ambiguity;
    hidden.is_unique = is_unique_;
    hidden.num_records = records_.num_records();
    MissedLinks missed;
    if (blocks != nullptr) {
      missed =
          estimate_missed_links(*blocks, edges, trained_.parameters, trained_.full_space_matches, context_);
      hidden.missed = &missed;
      results_.blocking.recall = missed.recall;
      results_.blocking.recall_capture = missed.recall_capture;
      results_.blocking.recall_low = std::max(0.0, missed.recall - 1.96 * missed.recall_sd);
      results_.blocking.recall_high = std::min(1.0, missed.recall + 1.96 * missed.recall_sd);
      if (missed.recall < 0.95) {
        results_.doubts.push_back(
            {false, fmt::format("the blocking keys bring only about {:.0f} % of the links together",
                                100 * missed.recall)});
      }
    }
    const HiddenLinkVariance variance =
        add_hidden_links(results_.draws, draws.persons_per_size, hidden, context_);
    const double total = variance.dark + variance.missed + variance.barred + draws.calibration_variance +
                         draws.chance_variance;
    if (total <= 0) return;
    results_.variance = {variance.dark / total, draws.calibration_variance / total, variance.missed / total,
                         variance.barred / total, draws.chance_variance / total};
  }

  void describe(const PairGraph& graph, const SampledPartitions& draws, const DecidedPartition& decided,
                const Constraints& constraints, const PairComparer& comparer,
                const std::vector<Edge>& edges) {
    results_.hanging = hanging_pairs(graph, decided, kHangingPairs);
    results_.thresholds_at = {0.9, results_.model.link_probability, 0.1};
    if (is_unsure()) results_.thresholds_at = {0.999, results_.model.link_probability, 0.5};
    for (std::size_t i = 0; i < 3; ++i) {
      results_.persons_at[i] =
          persons_at_threshold(graph, draws, decided, constraints, results_.thresholds_at[i], context_);
    }
    add_expected_matches(edges);
    keep_pairs(graph, decided, comparer, edges);
    count_levels();
    make_histogram();
  }

  void add_expected_matches(const std::vector<Edge>& edges) {
    std::vector<double> probability(edges.size());
    parallel_chunks(context_, edges.size(), 8192, [&](std::size_t, std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) probability[i] = 1 / (1 + std::exp(-log_odds_of(edges[i])));
    });
    for (const double p : probability) results_.expected_matches += p;
  }

  PairOutcome outcome_of(const GraphPair& pair, double share, bool is_linked) const {
    if (pair.is_forbidden) return PairOutcome::kVeto;
    const double open = results_.model.review_probability;
    if (share >= open && share <= 1 - open) return PairOutcome::kReview;
    return is_linked ? PairOutcome::kLink : PairOutcome::kNo;
  }

  struct KeptPairs {
    std::vector<ScoredPair> pairs;
    std::int64_t num_review = 0;
    std::int64_t num_vetoed = 0;
  };

  void keep_pairs(const PairGraph& graph, const DecidedPartition& decided, const PairComparer& comparer,
                  const std::vector<Edge>& edges) {
    constexpr std::size_t kChunk = 4096;
    const ScoreTable table(comparer.code(), graph.patterns, trained_.parameters);
    KeptPairs kept = parallel_reduce(
        context_, graph.components.size(), kChunk, KeptPairs{},
        [&](std::size_t begin, std::size_t end) {
          KeptPairs part;
          for (std::size_t c = begin; c < end; ++c) keep_pairs_of(c, graph, decided, table, part);
          return part;
        },
        [](KeptPairs& total, const KeptPairs& part) {
          total.pairs.insert(total.pairs.end(), part.pairs.begin(), part.pairs.end());
          total.num_review += part.num_review;
          total.num_vetoed += part.num_vetoed;
        });
    results_.pairs = std::move(kept.pairs);
    results_.num_review_pairs += kept.num_review;
    results_.num_vetoed_pairs += kept.num_vetoed;
    std::sort(results_.pairs.begin(), results_.pairs.end(), [](const ScoredPair& a, const ScoredPair& b) {
      return a.left != b.left ? a.left < b.left : a.right < b.right;
    });
    set_keys(edges);
  }

  void keep_pairs_of(std::size_t c, const PairGraph& graph, const DecidedPartition& decided,
                     const ScoreTable& table, KeptPairs& kept) const {
    const double lambda_odds = table.log_odds_lambda();
    const Component& component = graph.components[c];
    for (std::size_t i = 0; i < component.pairs.size(); ++i) {
      const GraphPair& pair = component.pairs[i];
      ScoredPair scored;
      scored.left = component.records[pair.a];
      scored.right = component.records[pair.b];
      scored.pattern = graph.patterns[pair.pattern];
      const double odds = table.log_ratio(pair.pattern, pair.term_frequency) + lambda_odds;
      scored.weight = static_cast<float>(odds / std::log(2.0));
      const double calibrated = calibrated_log_odds(results_.model.calibration, odds);
      scored.probability = static_cast<float>(1 / (1 + std::exp(-calibrated)));
      const bool is_linked = decided.person_of[scored.left] == decided.person_of[scored.right];
      scored.outcome = outcome_of(pair, decided.same_share[c][i], is_linked);
      const bool is_open = scored.outcome == PairOutcome::kReview;
      const bool is_candidate_veto =
          scored.outcome == PairOutcome::kVeto && calibrated >= log_odds(candidate_probability());
      kept.num_review += is_open;
      kept.num_vetoed += is_candidate_veto;
      if (scored.probability >= options_.keep_probability || is_open || is_candidate_veto)
        kept.pairs.push_back(scored);
    }
  }

  void set_keys(const std::vector<Edge>& edges) {
    auto edge = edges.begin();
    for (ScoredPair& pair : results_.pairs) {
      while (edge != edges.end() &&
             (edge->left < pair.left || (edge->left == pair.left && edge->right < pair.right)))
        ++edge;
      pair.key =
          edge != edges.end() && edge->left == pair.left && edge->right == pair.right ? edge->key : 255;
    }
  }

  void count_levels() {
    const double scale = trained_.data.num_pairs > 0 ? full_pairs() / trained_.data.num_pairs : 1;
    const PatternScorer scorer(trained_.parameters);
    for (const ComparisonSpec& comparison : results_.model.comparisons) {
      results_.level_counts.emplace_back(static_cast<std::size_t>(comparison.num_gammas()),
                                         std::array<double, 2>{0, 0});
    }
    for (std::size_t row = 0; row < trained_.data.num_rows(); ++row) {
      const auto gammas = trained_.data.row(row);
      const double count = trained_.data.counts[row] * (trained_.data.free_comparisons.empty() ? scale : 1);
      const double match = scorer.posterior(gammas).match;
      for (std::size_t k = 0; k < gammas.size(); ++k) {
        if (gammas[k] < 0) continue;
        auto& level = results_.level_counts[k][static_cast<std::size_t>(gammas[k])];
        level[0] += count;
        level[1] += count * match;
      }
    }
  }

  void make_histogram() {
    constexpr int kLowest = -30, kHighest = 40;
    std::vector<double> bins(kHighest - kLowest, 0);
    const PatternScorer scorer(trained_.parameters);
    const double lambda_odds = log_odds(std::max(trained_.parameters.lambda, 1e-300));
    for (std::size_t row = 0; row < trained_.data.num_rows(); ++row) {
      const double bits = (scorer.log_ratio(trained_.data.row(row)) + lambda_odds) / std::log(2.0);
      const int bin = std::clamp(static_cast<int>(std::floor(bits)) - kLowest, 0, kHighest - kLowest - 1);
      bins[static_cast<std::size_t>(bin)] += trained_.data.counts[row];
    }
    for (std::size_t bin = 0; bin < bins.size(); ++bin) {
      results_.weight_histogram.emplace_back(kLowest + static_cast<int>(bin),
                                             static_cast<std::int64_t>(bins[bin]));
    }
  }

  const RecordTable& records_;
  LinkOptions options_;
  const ExecutionContext& context_;
  std::vector<bool> is_unique_;
  TrainedModel trained_;
  LinkResults results_;
};

}  // namespace

LinkResults link_records(const RecordTable& records, const LinkOptions& options,
                         const ExecutionContext& context) {
  return Linker(records, options, context).run();
}

ModelSpec train_on_records(const RecordTable& records, const LinkOptions& options,
                           const ExecutionContext& context) {
  return Linker(records, options, context).train_alone();
}

}  // namespace byname
