// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "cluster/cluster_prior.hpp"
#include "cluster/pair_graph.hpp"

namespace byname {

/// A component too large to enumerate, with its present partition. Moves keep the posterior of linkage-method
/// C1 with the evidence of EvidenceWeights.
class GibbsPartition {
 public:
  /// `component` must outlive the partition. `unique_bits`: one per node. `num_records`: per node, how many
  /// records it is; empty: one. `rank`: per node, its place among the nodes if those that say most come
  /// first; empty: as they are numbered.
  GibbsPartition(const Component& component, std::span<const std::uint64_t> unique_bits,
                 std::span<const std::uint32_t> num_records = {}, std::span<const std::uint16_t> rank = {});

  /// Begins anew. `labels`: the start, any numbers below the number of nodes. `log_ratio`: one per pair of
  /// the component; it is not copied. `inside`: per node, the evidence among its records; empty: none.
  void restart(std::span<const float> log_ratio, std::span<const std::uint16_t> labels,
               std::span<const double> inside = {});
  /// One pass of single-record moves over all nodes, then as many split or merge proposals as there are
  /// nodes.
  void sweep(const ClusterPrior& prior, RandomStream& random);
  std::span<const std::uint16_t> labels() const { return labels_; }

 private:
  struct Neighbour {
    std::uint32_t node;
    std::uint32_t pair;
  };
  /// In the order of their numbers.
  std::span<const Neighbour> neighbours(std::uint32_t node) const {
    return {neighbours_.data() + begin_[node], neighbours_.data() + begin_[node + 1]};
  }

  struct Person {
    std::vector<std::uint32_t> members;  ///< nodes in the order of their ranks
    std::size_t size = 0;                ///< records
    std::uint64_t bits = 0;

    void clear() {
      members.clear();
      size = 0;
      bits = 0;
    }
  };
  /// With the node looked from, if `look` is the present look.
  struct Link {
    float log_ratio = 0;
    std::uint32_t look = 0;
  };
  /// What stands before a node in its person.
  struct Place {
    double links = 0;          ///< sum of l with the records before it
    std::uint32_t before = 0;  ///< records
  };

  /// Evidence of the node behind `place`.
  double evidence_at(std::uint32_t node, const Place& place, const ClusterPrior& prior) const {
    return num_records_[node] == 1 ? prior.evidence().of_one(place.before) * place.links
                                   : evidence_of_many_at(node, place, prior);
  }
  double evidence_of_many_at(std::uint32_t node, const Place& place, const ClusterPrior& prior) const;
  double log_weight(const Person& person, const std::vector<Place>& places, const ClusterPrior& prior) const;
  /// ln of the weight of two persons as one.
  double log_weight_together(const Person& person, const Person& other, const ClusterPrior& prior) const;
  /// Evidence of the nodes of a person if those of another came to it.
  double evidence_beside(const Person& person, const Person& other, const ClusterPrior& prior) const;
  /// The log ratio between two nodes that no pair joins.
  double unscored_between(std::uint32_t node, std::uint32_t other) const {
    return kUnscoredLogRatio * static_cast<double>(num_records_[node]) * num_records_[other];
  }
  /// The log ratio between two nodes, looked up: for few others it is quicker than to look from a node.
  double link_between(std::uint32_t node, std::uint32_t other) const;
  /// Makes the node the one whose links link_with() tells.
  void look_from(std::uint32_t node);
  double link_with(std::uint32_t other) const;
  /// ln of the factor by which the weight of the person changes when the node looked from joins it.
  double joining(const Person& person, const std::vector<Place>& places, const ClusterPrior& prior) const;
  void join(Person& person, std::vector<Place>& places) const;
  void leave(Person& person, std::vector<Place>& places) const;

  void move_node(std::uint32_t node, const ClusterPrior& prior, RandomStream& random);
  void split_or_merge(const ClusterPrior& prior, RandomStream& random);
  /// Allocates `others` to the side of i or of j one by one; returns ln of the probability of the allocation.
  /// With `forced`, sides are as labels say and only the probability is computed.
  double allocate(std::span<const std::uint32_t> others, std::uint32_t i, std::uint32_t j, bool forced,
                  const ClusterPrior& prior, RandomStream& random);
  void propose_split(const GraphPair& pair, std::span<const std::uint32_t> others, const ClusterPrior& prior,
                     RandomStream& random);
  void propose_merge(const GraphPair& pair, std::span<const std::uint32_t> others, const ClusterPrior& prior,
                     RandomStream& random);
  void settle(std::uint16_t label, const Person& person);
  std::uint16_t free_label();

  const Component& component_;
  std::span<const float> log_ratio_;
  std::vector<std::uint64_t> bits_;         ///< per node
  std::vector<std::uint32_t> num_records_;  ///< per node
  std::vector<std::uint16_t> rank_;         ///< per node
  std::vector<double> inside_;              ///< per node
  std::vector<std::uint32_t> begin_;
  std::vector<Neighbour> neighbours_;
  std::vector<std::uint16_t> labels_;
  std::vector<Person> persons_;  ///< per label
  std::vector<Place> places_;    ///< per node
  std::vector<std::uint16_t> free_labels_;
  // Scratch of one move.
  std::uint32_t looking_ = 0;  ///< the node looked from
  std::vector<Link> links_;    ///< per node
  std::uint32_t look_ = 0;
  std::vector<std::uint16_t> touched_;
  std::vector<std::uint8_t> is_touched_;  ///< per label
  Person sides_[2];
  std::vector<Place> side_places_;  ///< per node
};

}  // namespace byname
