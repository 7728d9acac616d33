// SPDX-License-Identifier: Apache-2.0
#include "cluster/pair_graph.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "base/parallel.hpp"
#include "cluster/agglomeration.hpp"
#include "cluster/union_find.hpp"

namespace byname {

namespace {

constexpr std::size_t kCompleteSize = 24;
constexpr std::uint32_t kMaxComponent = 4096;

/// Pairs before their patterns have numbers.
struct RawPair {
  std::uint32_t a, b;  // local
  std::uint64_t pattern;
  float term_frequency;
};

struct RawComponent {
  std::vector<std::uint32_t> records;
  std::vector<RawPair> pairs;
  std::vector<std::pair<std::uint32_t, std::uint32_t>>
      judged;  // local; scored whether or not a key brought them
  bool is_complete = false;
};

/// Joins records by edges. Where that makes a component larger than kMaxComponent, its edges must be surer,
/// step by step.
UnionFind join_edges(const std::vector<Edge>& edges, const Constraints& constraints, double log_odds_lambda,
                     std::size_t num_records) {
  std::vector<float> needed(num_records, -std::numeric_limits<float>::infinity());  // log odds, per record
  for (const double probability : {1e-3, 1e-2, 0.1, 0.5, 0.9, 0.99, 1.0}) {
    UnionFind sets(num_records);
    for (const Edge& edge : edges) {
      const double log_odds = edge.log_ratio + log_odds_lambda;
      if (log_odds >= needed[edge.left] && log_odds >= needed[edge.right]) sets.join(edge.left, edge.right);
    }
    for (const auto& [left, right] : constraints.must_link()) sets.join(left, right);
    std::vector<std::uint32_t> size(num_records, 0);
    for (std::uint32_t record = 0; record < num_records; ++record) ++size[sets.find(record)];
    bool any = false;
    for (std::uint32_t record = 0; record < num_records; ++record) {
      if (size[sets.find(record)] <= kMaxComponent) continue;
      needed[record] = static_cast<float>(std::log(probability / std::max(1 - probability, 1e-12)));
      any = true;
    }
    if (!any || probability == 1.0) return sets;
  }
  return UnionFind(num_records);
}

std::vector<RawComponent> split_components(const std::vector<Edge>& edges, const Constraints& constraints,
                                           double log_odds_lambda, std::size_t num_records) {
  UnionFind sets = join_edges(edges, constraints, log_odds_lambda, num_records);
  std::vector<char> has_edge(num_records, 0);
  const auto touch = [&](std::uint32_t left, std::uint32_t right) {
    if (sets.find(left) == sets.find(right)) has_edge[left] = has_edge[right] = 1;
  };
  for (const Edge& edge : edges) touch(edge.left, edge.right);
  for (const auto& [left, right] : constraints.must_link()) touch(left, right);
  std::vector<std::uint32_t> number(num_records, UINT32_MAX);
  std::vector<std::uint32_t> local(num_records, 0);
  std::vector<RawComponent> components;
  for (std::uint32_t record = 0; record < num_records; ++record) {
    if (!has_edge[record]) continue;
    std::uint32_t& component = number[sets.find(record)];
    if (component == UINT32_MAX) {
      component = static_cast<std::uint32_t>(components.size());
      components.emplace_back();
    }
    local[record] = static_cast<std::uint32_t>(components[component].records.size());
    components[component].records.push_back(record);
  }
  for (const Edge& edge : edges) {
    const std::uint32_t set = sets.find(edge.left);
    if (set != sets.find(edge.right)) continue;
    RawComponent& component = components[number[set]];
    component.pairs.push_back({local[edge.left], local[edge.right], edge.pattern, edge.term_frequency});
  }
  for (const auto* judged : {&constraints.must_link(), &constraints.must_not_link()}) {
    for (const auto& [left, right] : *judged) {
      if (!has_edge[left] || !has_edge[right] || sets.find(left) != sets.find(right)) continue;
      components[number[sets.find(left)]].judged.emplace_back(local[left], local[right]);
    }
  }
  return components;
}

/// Scores pairs that are not there yet.
class Closer {
 public:
  Closer(const GraphScoring& scoring, RawComponent& component) : scoring_(scoring), component_(component) {}

  void close() {
    if (component_.judged.empty() && component_.records.size() <= kCompleteSize) return complete();
    for (const RawPair& pair : component_.pairs) known_.insert(key(pair.a, pair.b));
    for (const auto& [a, b] : component_.judged) score(a, b);
    if (component_.records.size() <= kCompleteSize) {
      for (std::uint32_t a = 0; a < component_.records.size(); ++a) {
        for (std::uint32_t b = a + 1; b < component_.records.size(); ++b) score(a, b);
      }
      component_.is_complete = true;
    } else {
      close_clusters();
    }
    std::sort(component_.pairs.begin(), component_.pairs.end(),
              [](const RawPair& x, const RawPair& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
  }

 private:
  /// Scores all pairs that are not there; those that are stand in order.
  void complete() {
    const auto size = static_cast<std::uint32_t>(component_.records.size());
    component_.is_complete = true;
    if (component_.pairs.size() == std::size_t{size} * (size - 1) / 2) return;
    std::vector<RawPair> pairs;
    pairs.reserve(std::size_t{size} * (size - 1) / 2);
    auto known = component_.pairs.begin();
    for (std::uint32_t a = 0; a < size; ++a) {
      for (std::uint32_t b = a + 1; b < size; ++b) {
        const bool is_known = known != component_.pairs.end() && known->a == a && known->b == b;
        pairs.push_back(is_known ? *known++ : scored(a, b));
      }
    }
    component_.pairs = std::move(pairs);
  }

  static std::uint64_t key(std::uint32_t a, std::uint32_t b) { return std::uint64_t{a} << 32 | b; }

  void score(std::uint32_t a, std::uint32_t b) {
    if (a > b) std::swap(a, b);
    if (known_.insert(key(a, b)).second) component_.pairs.push_back(scored(a, b));
  }

  RawPair scored(std::uint32_t a, std::uint32_t b) const {
    const std::uint32_t left = component_.records[a];
    const std::uint32_t right = component_.records[b];
    const std::uint64_t pattern = scoring_.comparer->pattern(left, right);
    return {a, b, pattern, static_cast<float>(scoring_.frequencies->adjustment(left, right, pattern))};
  }

  double log_ratio(const RawPair& pair) const {
    if (scoring_.constraints->forbids(component_.records[pair.a], component_.records[pair.b]) ||
        scoring_.vetoes->bars(scoring_.comparer->code(), pair.pattern)) {
      return -std::numeric_limits<double>::infinity();
    }
    return ScoreTable(scoring_.comparer->code(), {pair.pattern}, *scoring_.parameters)
        .log_ratio(0, pair.term_frequency);
  }

  void close_clusters() {
    std::vector<WeightedPair> weighted;
    for (const RawPair& pair : component_.pairs) weighted.push_back({pair.a, pair.b, log_ratio(pair)});
    std::vector<std::uint64_t> bits;
    for (const std::uint32_t record : component_.records)
      bits.push_back(scoring_.constraints->unique_bit(record));
    const std::vector<std::uint32_t> cluster =
        agglomerate(component_.records.size(), weighted, kUnscoredLogRatio, bits);
    std::vector<std::vector<std::uint32_t>> members(component_.records.size());
    for (std::uint32_t node = 0; node < cluster.size(); ++node) members[cluster[node]].push_back(node);
    // An edge even as to lambda's odds or better between two clusters makes all their pairs worth scoring.
    std::set<std::pair<std::uint32_t, std::uint32_t>> joined;
    for (std::uint32_t c = 0; c < members.size() && !members[c].empty(); ++c) joined.insert({c, c});
    const double lambda = scoring_.parameters->lambda;
    const double worth = std::log(0.01 / 0.99) - std::log(std::max(lambda, 1e-300) / (1 - lambda));
    for (const WeightedPair& pair : weighted) {
      if (pair.weight < worth) continue;
      joined.insert(std::minmax(cluster[pair.a], cluster[pair.b]));
    }
    for (const auto& [first, second] : joined) {
      if (members[first].size() * members[second].size() > kMostPairs) continue;
      for (const std::uint32_t a : members[first]) {
        for (const std::uint32_t b : members[second]) {
          if (first != second || a < b) score(a, b);
        }
      }
    }
  }

  static constexpr std::size_t kMostPairs = 4096;
  const GraphScoring& scoring_;
  RawComponent& component_;
  std::set<std::uint64_t> known_;
};

std::vector<std::uint64_t> distinct_patterns(const std::vector<RawComponent>& components) {
  std::vector<std::uint64_t> patterns;
  PatternCounter seen;
  for (const RawComponent& component : components) {
    for (const RawPair& pair : component.pairs) seen.add(pair.pattern, 1);
  }
  seen.for_each([&](std::uint64_t pattern, std::int64_t) { patterns.push_back(pattern); });
  std::sort(patterns.begin(), patterns.end());
  return patterns;
}

Component finish(RawComponent& raw, const PatternIndex& index, const GraphScoring& scoring) {
  Component component;
  component.records = std::move(raw.records);
  component.is_complete = raw.is_complete;
  component.pairs.reserve(raw.pairs.size());
  for (const RawPair& pair : raw.pairs) {
    const std::uint32_t left = component.records[pair.a];
    const std::uint32_t right = component.records[pair.b];
    const bool required = scoring.constraints->verdict(left, right) == Verdict::kSame;
    const bool forbidden = scoring.constraints->forbids(left, right) ||
                           (!required && scoring.vetoes->bars(scoring.comparer->code(), pair.pattern));
    component.pairs.push_back(
        {pair.a, pair.b, index.find(pair.pattern), pair.term_frequency, forbidden, required && !forbidden});
  }
  return component;
}

}  // namespace

PairGraph build_pair_graph(const std::vector<Edge>& edges, const GraphScoring& scoring,
                           std::size_t num_records, const ExecutionContext& context) {
  const double lambda = scoring.parameters->lambda;
  const double log_odds_lambda = std::log(std::max(lambda, 1e-300) / (1 - lambda));
  std::vector<RawComponent> raw = split_components(edges, *scoring.constraints, log_odds_lambda, num_records);
  parallel_chunks(context, raw.size(), 256, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) Closer(scoring, raw[i]).close();
  });
  PairGraph graph;
  graph.num_records = num_records;
  graph.num_isolated = num_records;
  graph.patterns = distinct_patterns(raw);
  const PatternIndex index(graph.patterns);
  graph.components.resize(raw.size());
  parallel_chunks(context, raw.size(), 256, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      graph.components[i] = finish(raw[i], index, scoring);
      std::vector<RawPair>().swap(raw[i].pairs);
    }
  });
  for (const Component& component : graph.components) graph.num_isolated -= component.records.size();
  return graph;
}

}  // namespace byname
