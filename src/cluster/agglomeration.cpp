// SPDX-License-Identifier: Apache-2.0
#include "cluster/agglomeration.hpp"

#include <algorithm>
#include <array>
#include <queue>
#include <unordered_map>

namespace byname {

namespace {

struct Link {
  double sum = 0;
  std::uint32_t count = 0;
};

struct Candidate {
  double mean;
  std::uint32_t a, b;
  std::uint32_t version_a, version_b;
  bool operator<(const Candidate& other) const {
    if (mean != other.mean) return mean < other.mean;
    if (a != other.a) return a > other.a;
    return b > other.b;
  }
};

class Agglomerator {
 public:
  Agglomerator(std::size_t nodes, std::span<const WeightedPair> pairs, double missing,
               std::span<const std::uint64_t> unique_bits)
      : missing_(missing),
        members_(nodes),
        links_(nodes),
        version_(nodes, 0),
        bits_(nodes, 0),
        cluster_(nodes) {
    for (std::uint32_t node = 0; node < nodes; ++node) {
      members_[node] = {node};
      cluster_[node] = node;
      if (!unique_bits.empty()) bits_[node] = unique_bits[node];
    }
    for (const WeightedPair& pair : pairs) {
      add(pair.a, pair.b, {pair.weight, 1});
      add(pair.b, pair.a, {pair.weight, 1});
    }
    for (std::uint32_t node = 0; node < nodes; ++node) {
      for (const auto& [other, link] : links_[node]) {
        if (node < other) push(node, other, link);
      }
    }
  }

  void join(std::uint32_t a, std::uint32_t b) {
    a = cluster_[a];
    b = cluster_[b];
    if (a != b) merge(std::min(a, b), std::max(a, b));
  }
  std::vector<std::uint32_t> run() {
    while (!queue_.empty()) {
      const Candidate best = queue_.top();
      queue_.pop();
      if (version_[best.a] != best.version_a || version_[best.b] != best.version_b) continue;
      merge(best.a, best.b);
    }
    return numbered();
  }

 private:
  void add(std::uint32_t from, std::uint32_t to, const Link& link) {
    Link& total = links_[from][to];
    total.sum += link.sum;
    total.count += link.count;
  }
  void push(std::uint32_t a, std::uint32_t b, const Link& link) {
    if ((bits_[a] & bits_[b]) != 0) return;
    if (a > b) std::swap(a, b);
    const double pairs = static_cast<double>(members_[a].size()) * static_cast<double>(members_[b].size());
    const double mean = (link.sum + (pairs - link.count) * missing_) / pairs;
    if (mean > 0) queue_.push({mean, a, b, version_[a], version_[b]});
  }
  /// Joins b into a (the smaller number stays, so results do not depend on the order of equal work).
  void merge(std::uint32_t a, std::uint32_t b) {
    ++version_[a];
    ++version_[b];
    members_[a].insert(members_[a].end(), members_[b].begin(), members_[b].end());
    bits_[a] |= bits_[b];
    links_[a].erase(b);
    std::vector<std::pair<std::uint32_t, Link>> moved(links_[b].begin(), links_[b].end());
    std::sort(moved.begin(), moved.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
    for (const auto& [other, link] : moved) {
      if (other == a) continue;
      links_[other].erase(b);
      add(a, other, link);
      add(other, a, link);
    }
    links_[b].clear();
    for (const std::uint32_t node : members_[b]) cluster_[node] = a;
    members_[b].clear();
    for (const auto& [other, link] : links_[a]) push(a, other, link);
  }
  std::vector<std::uint32_t> numbered() const {
    std::vector<std::uint32_t> number(cluster_.size(), UINT32_MAX);
    std::vector<std::uint32_t> result(cluster_.size());
    std::uint32_t next = 0;
    for (std::size_t node = 0; node < cluster_.size(); ++node) {
      std::uint32_t& mine = number[cluster_[node]];
      if (mine == UINT32_MAX) mine = next++;
      result[node] = mine;
    }
    return result;
  }

  double missing_;
  std::vector<std::vector<std::uint32_t>> members_;
  std::vector<std::unordered_map<std::uint32_t, Link>> links_;
  std::vector<std::uint32_t> version_;
  std::vector<std::uint64_t> bits_;
  std::vector<std::uint32_t> cluster_;
  std::priority_queue<Candidate> queue_;
};

/// The same for a few nodes, in plain tables: the mean of every pair of clusters is looked at before each
/// merge.
class SmallAgglomerator {
 public:
  static constexpr std::size_t kMostNodes = 16;

  SmallAgglomerator(std::size_t nodes, std::span<const WeightedPair> pairs, double missing,
                    std::span<const std::uint64_t> unique_bits)
      : nodes_(nodes), missing_(missing) {
    for (std::size_t node = 0; node < nodes; ++node) {
      cluster_[node] = static_cast<std::uint32_t>(node);
      size_[node] = 1;
      bits_[node] = unique_bits.empty() ? 0 : unique_bits[node];
      std::fill_n(links_[node].begin(), nodes, Link{});
    }
    for (const WeightedPair& pair : pairs) {
      add(pair.a, pair.b, {pair.weight, 1});
      add(pair.b, pair.a, {pair.weight, 1});
    }
  }

  std::vector<std::uint32_t> run() {
    while (find_best()) merge(best_a_, best_b_);
    std::vector<std::uint32_t> result(nodes_);
    std::array<std::uint32_t, kMostNodes> number;
    number.fill(UINT32_MAX);
    std::uint32_t next = 0;
    for (std::size_t node = 0; node < nodes_; ++node) {
      std::uint32_t& mine = number[cluster_[node]];
      if (mine == UINT32_MAX) mine = next++;
      result[node] = mine;
    }
    return result;
  }

 private:
  void add(std::size_t from, std::size_t to, const Link& link) {
    links_[from][to].sum += link.sum;
    links_[from][to].count += link.count;
  }

  /// The two clusters of the greatest positive mean; of equal ones the first.
  bool find_best() {
    double most = 0;
    for (std::size_t a = 0; a < nodes_; ++a) {
      if (size_[a] == 0) continue;
      for (std::size_t b = a + 1; b < nodes_; ++b) {
        const Link& link = links_[a][b];
        if (size_[b] == 0 || link.count == 0 || (bits_[a] & bits_[b]) != 0) continue;
        const double pairs = static_cast<double>(size_[a]) * static_cast<double>(size_[b]);
        const double mean = (link.sum + (pairs - link.count) * missing_) / pairs;
        if (mean <= most) continue;
        most = mean;
        best_a_ = a;
        best_b_ = b;
      }
    }
    return most > 0;
  }

  void merge(std::size_t a, std::size_t b) {
    for (std::size_t other = 0; other < nodes_; ++other) {
      if (other == a || other == b || links_[b][other].count == 0) continue;
      add(a, other, links_[b][other]);
      add(other, a, links_[other][b]);
    }
    bits_[a] |= bits_[b];
    size_[a] += size_[b];
    size_[b] = 0;
    for (std::size_t node = 0; node < nodes_; ++node) {
      if (cluster_[node] == b) cluster_[node] = static_cast<std::uint32_t>(a);
    }
  }

  std::size_t nodes_;
  double missing_;
  std::size_t best_a_ = 0;
  std::size_t best_b_ = 0;
  std::array<std::array<Link, kMostNodes>, kMostNodes> links_;
  std::array<std::uint64_t, kMostNodes> bits_;
  std::array<std::uint32_t, kMostNodes> size_;
  std::array<std::uint32_t, kMostNodes> cluster_;
};

}  // namespace

std::vector<std::uint32_t> agglomerate(std::size_t num_nodes, std::span<const WeightedPair> pairs,
                                       double missing, std::span<const std::uint64_t> unique_bits,
                                       std::span<const std::pair<std::uint32_t, std::uint32_t>> must_link) {
  if (num_nodes == 2 && must_link.empty()) {
    double weight = pairs.empty() ? missing : 0;
    for (const WeightedPair& pair : pairs) weight += pair.weight;
    const bool clash = !unique_bits.empty() && (unique_bits[0] & unique_bits[1]) != 0;
    return {0, weight > 0 && !clash ? 0u : 1u};
  }
  if (num_nodes <= SmallAgglomerator::kMostNodes && must_link.empty() && missing <= 0)
    return SmallAgglomerator(num_nodes, pairs, missing, unique_bits).run();
  Agglomerator agglomerator(num_nodes, pairs, missing, unique_bits);
  for (const auto& [a, b] : must_link) agglomerator.join(a, b);
  return agglomerator.run();
}

}  // namespace byname
