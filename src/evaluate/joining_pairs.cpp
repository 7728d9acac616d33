// SPDX-License-Identifier: Apache-2.0
#include "evaluate/joining_pairs.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "cluster/union_find.hpp"
#include "evaluate/partition_change.hpp"

namespace byname {

namespace {

/// A tree over groups; a mention of no group is a group of its own.
struct Tree {
  std::vector<std::size_t> pairs;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;  ///< groups, per entry of `pairs`
  std::vector<bool> is_new;                                   ///< per group: a mention of no group
};

std::vector<std::uint32_t> number_groups(std::span<const std::uint32_t> group_of, std::vector<bool>& is_new) {
  std::map<std::uint32_t, std::uint32_t> numbers;
  std::vector<std::uint32_t> number_of;
  for (const std::uint32_t group : group_of) {
    const auto next = static_cast<std::uint32_t>(is_new.size());
    if (group != kNoPerson && !numbers.try_emplace(group, next).second) {
      number_of.push_back(numbers[group]);
      continue;
    }
    number_of.push_back(next);
    is_new.push_back(group == kNoPerson);
  }
  return number_of;
}

Tree strongest_tree(std::span<const std::uint32_t> mentions, std::span<const std::uint32_t> group_of,
                    std::span<const JoiningPair> pairs) {
  Tree tree;
  const std::vector<std::uint32_t> number_of = number_groups(group_of, tree.is_new);
  const auto group_at = [&](std::uint32_t mention) {
    return number_of[static_cast<std::size_t>(std::lower_bound(mentions.begin(), mentions.end(), mention) -
                                              mentions.begin())];
  };
  std::vector<std::size_t> order(pairs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return pairs[a].weight > pairs[b].weight; });
  UnionFind sets(tree.is_new.size());
  for (const std::size_t i : order) {
    const std::uint32_t left = group_at(pairs[i].left);
    const std::uint32_t right = group_at(pairs[i].right);
    if (sets.find(left) == sets.find(right)) continue;
    sets.join(left, right);
    tree.pairs.push_back(i);
    tree.ends.emplace_back(left, right);
  }
  return tree;
}

/// Takes off, one after another, the ends of the tree that are mentions of no group.
std::vector<bool> pruned(const Tree& tree) {
  std::vector<std::vector<std::size_t>> edges_of(tree.is_new.size());
  for (std::size_t edge = 0; edge < tree.ends.size(); ++edge) {
    edges_of[tree.ends[edge].first].push_back(edge);
    edges_of[tree.ends[edge].second].push_back(edge);
  }
  std::vector<std::size_t> degree;
  std::vector<std::uint32_t> leaves;
  for (std::uint32_t group = 0; group < edges_of.size(); ++group) {
    degree.push_back(edges_of[group].size());
    if (degree[group] == 1 && tree.is_new[group]) leaves.push_back(group);
  }
  std::vector<bool> is_pruned(tree.ends.size(), false);
  for (std::size_t at = 0; at < leaves.size(); ++at) {
    for (const std::size_t edge : edges_of[leaves[at]]) {
      if (is_pruned[edge]) continue;
      is_pruned[edge] = true;
      const auto& [left, right] = tree.ends[edge];
      const std::uint32_t other = left == leaves[at] ? right : left;
      if (--degree[other] == 1 && tree.is_new[other]) leaves.push_back(other);
    }
  }
  return is_pruned;
}

}  // namespace

std::vector<std::size_t> joining_pairs(std::span<const std::uint32_t> mentions,
                                       std::span<const std::uint32_t> group_of,
                                       std::span<const JoiningPair> pairs) {
  const Tree tree = strongest_tree(mentions, group_of, pairs);
  const std::vector<bool> is_pruned = pruned(tree);
  std::vector<std::size_t> kept;
  for (std::size_t edge = 0; edge < tree.pairs.size(); ++edge) {
    if (!is_pruned[edge]) kept.push_back(tree.pairs[edge]);
  }
  return kept;
}

}  // namespace byname
