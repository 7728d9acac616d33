// SPDX-License-Identifier: Apache-2.0
#include "cluster/decided_partition.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <unordered_map>

#include "base/parallel.hpp"
#include "cluster/agglomeration.hpp"

namespace byname {

namespace {

constexpr std::size_t kChunk = 256;

/// Share of the draws in `labels` ([draw * size + node]) in which each pair is one person.
std::vector<float> shares_of(const Component& component, std::span<const std::uint16_t> labels,
                             int num_draws) {
  std::vector<float> shares(component.pairs.size(), 0);
  const std::size_t size = component.records.size();
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const GraphPair& pair = component.pairs[i];
    int same = 0;
    for (std::size_t at = 0; at < labels.size(); at += size)
      same += labels[at + pair.a] == labels[at + pair.b];
    shares[i] = static_cast<float>(same) / static_cast<float>(num_draws);
  }
  return shares;
}

std::vector<std::uint32_t> clusters_at(const Component& component, std::span<const float> shares,
                                       const Constraints& constraints, double threshold) {
  std::vector<WeightedPair> weighted;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const GraphPair& pair = component.pairs[i];
    const double weight =
        pair.is_forbidden ? -std::numeric_limits<double>::infinity() : shares[i] - threshold;
    weighted.push_back({pair.a, pair.b, weight});
  }
  std::vector<std::uint64_t> bits;
  for (const std::uint32_t record : component.records) bits.push_back(constraints.unique_bit(record));
  return agglomerate(component.records.size(), weighted, -threshold, bits);
}

/// Share of draws in which exactly these nodes are one person.
double certainty_of(const std::vector<std::uint32_t>& nodes, std::span<const std::uint16_t> labels,
                    std::size_t size, int num_draws) {
  int exact = 0;
  for (std::size_t at = 0; at < labels.size(); at += size) {
    const std::uint16_t label = labels[at + nodes.front()];
    std::size_t inside = 0;
    for (const std::uint32_t node : nodes) inside += labels[at + node] == label;
    if (inside < nodes.size()) continue;
    std::size_t all = 0;
    for (std::size_t node = 0; node < size; ++node) all += labels[at + node] == label;
    exact += all == nodes.size();
  }
  return static_cast<double>(exact) / num_draws;
}

struct DecidedComponent {
  std::vector<float> shares;
  std::vector<Person> persons;
};

/// The persons of one component; `cluster` numbers them by smallest member.
template <typename Labels>
std::vector<Person> persons_of(const Component& component, const Labels& cluster) {
  std::vector<Person> persons;
  for (std::size_t node = 0; node < component.records.size(); ++node) {
    if (cluster[node] >= persons.size()) persons.resize(cluster[node] + std::size_t{1}, Person{{}, 1});
    persons[cluster[node]].records.push_back(component.records[node]);
  }
  return persons;
}

void number_persons(std::vector<Person> persons, std::size_t num_records, DecidedPartition& decided) {
  std::vector<std::uint32_t> person_at(num_records, UINT32_MAX);
  for (std::uint32_t i = 0; i < persons.size(); ++i) {
    for (const std::uint32_t record : persons[i].records) person_at[record] = i;
  }
  decided.person_of.assign(num_records, 0);
  decided.persons.reserve(
      persons.size() + static_cast<std::size_t>(std::count(person_at.begin(), person_at.end(), UINT32_MAX)));
  std::vector<std::uint32_t> number(persons.size(), UINT32_MAX);
  for (std::uint32_t record = 0; record < num_records; ++record) {
    const std::uint32_t raw = person_at[record];
    if (raw == UINT32_MAX) {
      decided.person_of[record] = static_cast<std::uint32_t>(decided.persons.size());
      decided.persons.emplace_back().records.assign(1, record);
      continue;
    }
    if (number[raw] == UINT32_MAX) {
      number[raw] = static_cast<std::uint32_t>(decided.persons.size());
      decided.persons.push_back(std::move(persons[raw]));
    }
    decided.person_of[record] = number[raw];
  }
}

}  // namespace

DecidedPartition decide_partition(const PairGraph& graph, const SampledPartitions& draws,
                                  const Constraints& constraints, double link_probability,
                                  const ExecutionContext& context) {
  std::vector<DecidedComponent> parts(graph.components.size());
  parallel_chunks(context, parts.size(), kChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
    std::vector<std::uint16_t> labels;
    for (std::size_t c = begin; c < end; ++c) {
      const Component& component = graph.components[c];
      DecidedComponent& part = parts[c];
      if (!draws.labels.varies(c)) {
        const auto fixed = draws.labels.fixed(c);
        part.shares = shares_of(component, fixed, 1);
        part.persons = persons_of(component, fixed);
        continue;
      }
      draws.labels.gather(c, labels);
      part.shares = shares_of(component, labels, draws.labels.num_draws());
      const auto cluster = clusters_at(component, part.shares, constraints, link_probability);
      part.persons = persons_of(component, cluster);
      std::vector<std::vector<std::uint32_t>> nodes(part.persons.size());
      for (std::uint32_t node = 0; node < cluster.size(); ++node) nodes[cluster[node]].push_back(node);
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        part.persons[i].certainty =
            certainty_of(nodes[i], labels, component.records.size(), draws.labels.num_draws());
      }
    }
  });
  DecidedPartition decided;
  std::vector<Person> persons;
  decided.same_share.reserve(parts.size());
  for (DecidedComponent& part : parts) {
    decided.same_share.push_back(std::move(part.shares));
    std::move(part.persons.begin(), part.persons.end(), std::back_inserter(persons));
  }
  number_persons(std::move(persons), graph.num_records, decided);
  return decided;
}

std::int64_t persons_at_threshold(const PairGraph& graph, const SampledPartitions& draws,
                                  const DecidedPartition& decided, const Constraints& constraints,
                                  double link_probability, const ExecutionContext& context) {
  return parallel_reduce(
      context, graph.components.size(), kChunk, static_cast<std::int64_t>(graph.num_isolated),
      [&](std::size_t begin, std::size_t end) {
        std::int64_t persons = 0;
        for (std::size_t c = begin; c < end; ++c) {
          if (!draws.labels.varies(c)) {
            const auto fixed = draws.labels.fixed(c);
            persons += *std::max_element(fixed.begin(), fixed.end()) + 1;
            continue;
          }
          const auto cluster =
              clusters_at(graph.components[c], decided.same_share[c], constraints, link_probability);
          persons += *std::max_element(cluster.begin(), cluster.end()) + 1;
        }
        return persons;
      },
      [](std::int64_t& total, std::int64_t part) { total += part; });
}

std::vector<HangingPair> hanging_pairs(const PairGraph& graph, const DecidedPartition& decided,
                                       std::size_t most) {
  // Within a person the surest link holds it together; between two, the likeliest link stands for all of
  // theirs.
  std::unordered_map<std::uint64_t, HangingPair> best;
  for (std::size_t c = 0; c < graph.components.size(); ++c) {
    const Component& component = graph.components[c];
    for (std::size_t i = 0; i < component.pairs.size(); ++i) {
      const double share = decided.same_share[c][i];
      if (share <= 0.02 || share >= 0.98) continue;
      const std::uint32_t left = component.records[component.pairs[i].a];
      const std::uint32_t right = component.records[component.pairs[i].b];
      const std::uint32_t first = decided.person_of[left];
      const std::uint32_t second = decided.person_of[right];
      const std::uint64_t key = std::uint64_t{std::min(first, second)} << 32 | std::max(first, second);
      const HangingPair pair{left, right, share, first == second};
      const auto [found, is_new] = best.try_emplace(key, pair);
      if (is_new) continue;
      const bool is_nearer = std::abs(share - 0.5) < std::abs(found->second.same_share - 0.5);
      if (is_nearer) found->second = pair;
    }
  }
  std::vector<HangingPair> pairs;
  for (const auto& [key, pair] : best) pairs.push_back(pair);
  std::sort(pairs.begin(), pairs.end(), [](const HangingPair& a, const HangingPair& b) {
    const double x = std::abs(a.same_share - 0.5);
    const double y = std::abs(b.same_share - 0.5);
    if (x != y) return x < y;
    return a.left != b.left ? a.left < b.left : a.right < b.right;
  });
  if (pairs.size() > most) pairs.resize(most);
  return pairs;
}

std::vector<PartitionDraw> overlap_of_draws(const PairGraph& graph, const SampledPartitions& draws,
                                            const std::vector<std::uint32_t>& list_of,
                                            const ExecutionContext& context) {
  // Counts by pattern in a plain array: a pattern is a handful of bits, and every person of every draw is
  // counted.
  const std::uint32_t num_lists = list_of.empty() ? 1 : *std::max_element(list_of.begin(), list_of.end()) + 1;
  using Counts = std::vector<std::int64_t>;
  Counts fixed(std::size_t{1} << num_lists, 0);
  const auto bit = [&](std::uint32_t record) { return 1u << list_of[record]; };
  const auto add_labels = [](std::span<const std::uint32_t> bits, std::span<const std::uint16_t> labels,
                             std::vector<std::uint32_t>& patterns, Counts& counts) {
    patterns.assign(bits.size(), 0);
    for (std::size_t node = 0; node < labels.size(); ++node) patterns[labels[node]] |= bits[node];
    for (const std::uint32_t pattern : patterns) ++counts[pattern];
  };
  if (num_lists == 1) {
    std::vector<PartitionDraw> result;
    for (const std::int64_t persons : draws.num_persons) result.push_back({persons, {{1u, persons}}});
    return result;
  }
  std::vector<char> in_component(graph.num_records, 0);
  std::vector<std::uint32_t> scratch;
  // Each draw passes over the components that vary: what it reads of them lies in order.
  std::vector<std::uint32_t> varying, varying_bits;
  for (std::uint32_t c = 0; c < graph.components.size(); ++c) {
    const std::size_t first = varying_bits.size();
    for (const std::uint32_t record : graph.components[c].records) {
      in_component[record] = 1;
      varying_bits.push_back(bit(record));
    }
    if (draws.labels.varies(c)) {
      varying.push_back(c);
      continue;
    }
    add_labels(std::span(varying_bits).subspan(first), draws.labels.fixed(c), scratch, fixed);
    varying_bits.resize(first);
  }
  for (std::uint32_t record = 0; record < graph.num_records; ++record) {
    if (!in_component[record]) ++fixed[bit(record)];
  }
  std::vector<PartitionDraw> result(draws.num_persons.size());
  parallel_chunks(context, result.size(), 4, [&](std::size_t, std::size_t begin, std::size_t end) {
    std::vector<std::uint32_t> patterns;
    for (std::size_t draw = begin; draw < end; ++draw) {
      Counts counts = fixed;
      std::size_t first = 0;
      for (const std::uint32_t c : varying) {
        const auto labels = draws.labels.of_draw(static_cast<int>(draw), c);
        add_labels(std::span(varying_bits).subspan(first, labels.size()), labels, patterns, counts);
        first += labels.size();
      }
      for (std::uint32_t pattern = 1; pattern < counts.size(); ++pattern) {
        if (counts[pattern] == 0) continue;
        result[draw].overlap[pattern] = counts[pattern];
        result[draw].num_persons += counts[pattern];
      }
    }
  });
  return result;
}

}  // namespace byname
