// SPDX-License-Identifier: Apache-2.0
#include "cluster/single_best_links.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "base/error.hpp"

namespace byname {

namespace {

/// A link seen from one of its ends.
struct Link {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  double probability = 0;
};

std::vector<Link> links_both_ways(const SplinkPairs& pairs, double threshold) {
  std::vector<Link> links;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (!(pairs.match_probability[i] >= threshold)) continue;
    links.push_back({pairs.left[i], pairs.right[i], pairs.match_probability[i]});
    links.push_back({pairs.right[i], pairs.left[i], pairs.match_probability[i]});
  }
  return links;
}

/// Leaves out the links of a record that has several equally good ones into one duplicate-free list. Links
/// stand both ways, so a tie at either end takes both directions.
void drop_ties(std::vector<Link>& links, const SingleBestOptions& options) {
  const auto key = [&](const Link& link) {
    return std::tuple(link.from, options.list[link.to], link.probability);
  };
  std::sort(links.begin(), links.end(), [&](const Link& a, const Link& b) {
    return std::tuple(key(a), a.to) < std::tuple(key(b), b.to);
  });
  std::vector<std::pair<std::uint32_t, std::uint32_t>> tied;
  for (std::size_t begin = 0; begin < links.size();) {
    std::size_t end = begin + 1;
    while (end < links.size() && key(links[end]) == key(links[begin])) ++end;
    if (end - begin > 1 && options.is_duplicate_free[options.list[links[begin].to]]) {
      for (std::size_t i = begin; i < end; ++i) {
        tied.emplace_back(links[i].from, links[i].to);
        tied.emplace_back(links[i].to, links[i].from);
      }
    }
    begin = end;
  }
  std::sort(tied.begin(), tied.end());
  std::erase_if(links, [&](const Link& link) {
    return std::binary_search(tied.begin(), tied.end(), std::pair(link.from, link.to));
  });
}

/// The best choice of a cluster so far.
struct Choice {
  double probability = -1;
  std::uint32_t rank = UINT32_MAX;  ///< of the record at the other end

  bool operator==(const Choice&) const = default;
  bool is_better_than(const Choice& other) const {
    return probability != other.probability ? probability > other.probability : rank < other.rank;
  }
};

/// One round; returns whether any record moved.
bool join_best(const std::vector<Link>& links, const SingleBestOptions& options,
               const std::vector<std::uint32_t>& node_rank, std::vector<std::uint32_t>& representative) {
  const std::size_t records = representative.size();
  std::vector<std::uint64_t> lists_of(records, 0);  // duplicate-free lists in each cluster
  for (std::size_t record = 0; record < records; ++record) {
    const std::uint32_t list = options.list[record];
    if (options.is_duplicate_free[list]) lists_of[representative[record]] |= std::uint64_t{1} << list;
  }
  const auto may_join = [&](const Link& link) {
    const std::uint32_t a = representative[link.from];
    const std::uint32_t b = representative[link.to];
    return a != b && (lists_of[a] & lists_of[b]) == 0;
  };
  std::vector<Choice> best_out(records);  // per cluster, by the record that the link leads to
  std::vector<Choice> best_in(records);   // per cluster, by the record that the link comes from
  for (const Link& link : links) {
    if (!may_join(link)) continue;
    const Choice out{link.probability, node_rank[link.to]};
    const Choice in{link.probability, node_rank[link.from]};
    Choice& from = best_out[representative[link.from]];
    Choice& to = best_in[representative[link.to]];
    if (out.is_better_than(from)) from = out;
    if (in.is_better_than(to)) to = in;
  }
  std::vector<std::uint32_t> next = representative;
  for (const Link& link : links) {
    if (!may_join(link)) continue;
    const std::uint32_t a = representative[link.from];
    const std::uint32_t b = representative[link.to];
    const bool is_mutual = best_out[a] == Choice{link.probability, node_rank[link.to]} &&
                           best_in[b] == Choice{link.probability, node_rank[link.from]};
    if (is_mutual && node_rank[b] < node_rank[next[link.from]]) next[link.from] = b;
  }
  const bool moved = next != representative;
  representative = std::move(next);
  return moved;
}

}  // namespace

std::vector<std::uint32_t> single_best_links(const SplinkPairs& pairs, const SingleBestOptions& options,
                                             const std::vector<std::uint32_t>& node_rank) {
  BYNAME_CHECK(options.is_duplicate_free.size() <= 64, "more than 64 lists: {}",
               options.is_duplicate_free.size());
  std::vector<Link> links = links_both_ways(pairs, options.threshold);
  if (options.drops_ties) drop_ties(links, options);
  std::vector<std::uint32_t> representative(node_rank.size());
  for (std::uint32_t record = 0; record < representative.size(); ++record) representative[record] = record;
  while (join_best(links, options, node_rank, representative)) {
  }
  return representative;
}

}  // namespace byname
