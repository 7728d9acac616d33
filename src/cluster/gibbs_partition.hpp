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
  /// the component; it is not copied. `prior`: of the largest size that those of the sweeps have. `inside`:
  /// per node, the evidence among its records; empty: none.
  void restart(std::span<const float> log_ratio, std::span<const std::uint16_t> labels,
               const ClusterPrior& prior, std::span<const double> inside = {});
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

  /// A node in its person, with what stands before it there.
  struct Member {
    double links = 0;   ///< sum of l with the records before it
    double behind = 0;  ///< of a person in place: see settle()
    std::uint32_t node = 0;
    std::uint32_t before = 0;   ///< records
    std::uint32_t records = 1;  ///< of its own
    std::uint16_t rank = 0;
  };
  /// The last neighbour whose number is not above `sought`, or the first of all.
  const Neighbour* find(std::span<const Neighbour> near, std::uint32_t sought) const;

  struct Person {
    std::vector<Member> members;  ///< in the order of their ranks
    std::size_t size = 0;         ///< records
    std::uint64_t bits = 0;

    void clear() {
      members.clear();
      size = 0;
      bits = 0;
    }
  };
  /// With the node looked from, if `number` is that of the present look.
  struct Look {
    float log_ratio = 0;
    std::uint32_t number = 0;
  };
  /// What a node has with the nodes of a person, beyond what it would have were no pair scored.
  struct Links {
    /// Over those that rank before it, and over those behind it: each of these with the weight its links have
    /// with one record more before it.
    double sum[2] = {0, 0};
    bool is_near = false;
  };

  Member alone(std::uint32_t node) const { return {0, 0, node, 0, num_records_[node], rank_[node]}; }
  double evidence_of(const Member& member, const ClusterPrior& prior) const {
    return member.records == 1 ? prior.evidence().of_one(member.before) * member.links
                               : evidence_of_many(member, prior);
  }
  double evidence_of_many(const Member& member, const ClusterPrior& prior) const;
  double log_weight(const Person& person, const ClusterPrior& prior) const;
  /// ln of the weight of two persons as one.
  double log_weight_together(const Person& person, const Person& other, const ClusterPrior& prior) const;
  /// Evidence of the nodes of a person if those of another came to it.
  double evidence_beside(const Person& person, const Person& other, const ClusterPrior& prior) const;
  /// The log ratio between two nodes that no pair joins.
  static double unscored_between(std::uint32_t records, std::uint32_t others) {
    return kUnscoredLogRatio * static_cast<double>(records) * others;
  }
  /// The log ratio between two nodes, looked up: quicker for a few others than to look from a node.
  double link_between(const Member& member, const Member& other) const;
  /// Makes the node the one whose log ratios link_with() tells.
  void look_from(std::uint32_t node);
  double link_with(const Member& other) const {
    const Look& look = looks_[other.node];
    return look.number == look_ ? look.log_ratio : unscored_between(num_records_[looking_], other.records);
  }
  /// The node behind those of the person that rank before it; `at` is set to the first that does not. Here
  /// and below, `link(member)` is the log ratio between the node and a member.
  template <typename Link>
  Member placed_in(const Person& person, std::uint32_t node, const Link& link, std::size_t& at) const;
  /// ln of the factor by which the weight of the person changes when the node joins it.
  template <typename Link>
  double joining(const Person& person, std::uint32_t node, const Link& link, const ClusterPrior& prior) const;
  /// The same for a node of one record whose links with the person were summed.
  double joining_summed(const Person& person, std::uint32_t node, const Links& links,
                        const ClusterPrior& prior) const;
  template <typename Link>
  void join(Person& person, std::uint32_t node, const Link& link) const;
  template <typename Link>
  void leave(Person& person, std::uint32_t node, const Link& link) const;

  /// Labels of the persons the node has a pair with, that it left among them; sets links_ of each.
  std::span<const std::uint16_t> meet_persons(std::uint32_t node);
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
  /// To be called when a person in place has changed. Sets `behind` of its members, what the evidence of each
  /// and of those behind it would change by if one record that no pair joins to them came before them, and
  /// the weights of their links in that case.
  void settle(Person& person, const ClusterPrior& prior);
  void place(std::uint16_t label, const Person& person, const ClusterPrior& prior);
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
  std::vector<std::uint16_t> free_labels_;
  std::vector<double> weight_behind_;  ///< per node: weight of its links with one record more before it
  // Scratch of one move.
  std::vector<std::uint16_t> near_;  ///< labels of the persons met
  std::vector<Links> links_;         ///< per label; nothing between moves
  std::vector<double> log_weights_;
  std::uint32_t looking_ = 0;  ///< the node looked from
  std::uint32_t look_ = 0;
  std::vector<Look> looks_;  ///< per node
  Person sides_[2];
};

}  // namespace byname
