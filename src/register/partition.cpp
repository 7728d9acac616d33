// SPDX-License-Identifier: Apache-2.0
#include "register/partition.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace byname {

namespace {

constexpr std::array<std::string_view, 3> kVerdictNames = {"same", "different", "unsure"};

// Sets of mentions that know which sides of the `different` ones in force they hold.
class Parts {
 public:
  explicit Parts(std::size_t n) : parent_(n), size_(n, 1), tags_(n), joined_by_(n) {
    std::iota(parent_.begin(), parent_.end(), 0u);
  }

  std::uint32_t find(std::uint32_t x) {
    while (parent_[x] != x) x = parent_[x] = parent_[parent_[x]];
    return x;
  }

  // Joins the parts of two mentions for `judgement` (none: a machine), unless a `different` forbids it: then
  // that one is returned, of several the first in force.
  std::optional<std::uint32_t> join(std::uint32_t a, std::uint32_t b,
                                    std::optional<std::uint32_t> judgement) {
    a = find(a);
    b = find(b);
    if (a == b) return std::nullopt;
    if (const auto forbids = forbidding(tags_[a], tags_[b])) return order_[*forbids];
    if (size_[a] < size_[b]) std::swap(a, b);
    parent_[b] = a;
    size_[a] += size_[b];
    std::vector<std::uint32_t> tags;
    std::set_union(tags_[a].begin(), tags_[a].end(), tags_[b].begin(), tags_[b].end(),
                   std::back_inserter(tags));
    tags_[a] = std::move(tags);
    tags_[b].clear();
    joined_by_[a] = judgement;
    return std::nullopt;
  }

  // Puts a `different` in force, unless a part holds mentions of both sides: then the last judgement that
  // joined in the first such part is returned.
  std::optional<std::uint32_t> forbid(std::uint32_t judgement,
                                      const std::array<std::vector<std::uint32_t>, 2>& sides) {
    std::array<std::vector<std::uint32_t>, 2> roots;
    for (std::size_t side = 0; side < 2; ++side) {
      for (const std::uint32_t mention : sides[side]) roots[side].push_back(find(mention));
    }
    for (const std::uint32_t root : roots[0]) {
      if (std::find(roots[1].begin(), roots[1].end(), root) != roots[1].end()) return joined_by_[root];
    }
    const auto tag = static_cast<std::uint32_t>(2 * order_.size());
    order_.push_back(judgement);
    for (std::uint32_t side = 0; side < 2; ++side) {
      for (const std::uint32_t root : roots[side]) {
        if (tags_[root].empty() || tags_[root].back() != tag + side) tags_[root].push_back(tag + side);
      }
    }
    return std::nullopt;
  }

  std::vector<std::uint32_t> smallest_members() {
    std::vector<std::uint32_t> smallest(parent_.size());
    std::vector<std::uint32_t> of_root(parent_.size(), static_cast<std::uint32_t>(parent_.size()));
    for (std::uint32_t i = 0; i < parent_.size(); ++i) {
      std::uint32_t& first = of_root[find(i)];
      first = std::min(first, i);
      smallest[i] = first;
    }
    return smallest;
  }

 private:
  // The first `different` in force of which one part has this side and the other part that side.
  static std::optional<std::uint32_t> forbidding(const std::vector<std::uint32_t>& one,
                                                 const std::vector<std::uint32_t>& other) {
    const bool is_one_smaller = one.size() < other.size();
    const auto& few = is_one_smaller ? one : other;
    const auto& many = is_one_smaller ? other : one;
    for (const std::uint32_t tag : few) {
      if (std::binary_search(many.begin(), many.end(), tag ^ 1u)) return tag / 2;
    }
    return std::nullopt;
  }

  std::vector<std::uint32_t> parent_;
  std::vector<std::uint32_t> size_;
  std::vector<std::vector<std::uint32_t>> tags_;  // per root: 2 * number of the `different` + side, ascending
  std::vector<std::optional<std::uint32_t>> joined_by_;  // per root
  std::vector<std::uint32_t> order_;                     // the `different` ones in force
};

// The sides without mentions that are not present; both empty if a mention is on both.
std::array<std::vector<std::uint32_t>, 2> present_sides(const SidedJudgement& judgement,
                                                        const std::vector<bool>& is_present) {
  for (const std::uint32_t mention : judgement.sides[0]) {
    if (std::find(judgement.sides[1].begin(), judgement.sides[1].end(), mention) != judgement.sides[1].end())
      return {};
  }
  std::array<std::vector<std::uint32_t>, 2> sides;
  for (std::size_t side = 0; side < 2; ++side) {
    for (const std::uint32_t mention : judgement.sides[side]) {
      if (is_present[mention]) sides[side].push_back(mention);
    }
  }
  return sides;
}

// Joins the mentions of one side with one another as far as they may be.
std::optional<std::uint32_t> pin(Parts& parts, const std::vector<std::uint32_t>& side, std::uint32_t by) {
  std::optional<std::uint32_t> suspended_by;
  for (std::size_t i = 1; i < side.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const std::optional<std::uint32_t> forbids = parts.join(side[j], side[i], by);
      if (!forbids) break;
      if (!suspended_by) suspended_by = forbids;
    }
  }
  return suspended_by;
}

// Takes a judgement; returns what it is suspended by, wholly or in part.
std::optional<std::uint32_t> take(Parts& parts, const SidedJudgement& judgement, std::uint32_t index,
                                  const std::vector<bool>& is_present) {
  if (judgement.verdict == JudgementVerdict::kUnsure) return std::nullopt;
  const std::array<std::vector<std::uint32_t>, 2> sides = present_sides(judgement, is_present);
  std::optional<std::uint32_t> suspended_by;
  if (judgement.verdict == JudgementVerdict::kDifferent) {
    suspended_by = parts.forbid(index, sides);
    if (suspended_by) return suspended_by;
  }
  if (judgement.pins) {
    for (const std::vector<std::uint32_t>& side : sides) {
      const std::optional<std::uint32_t> by = pin(parts, side, index);
      if (!suspended_by) suspended_by = by;
    }
  }
  if (judgement.verdict == JudgementVerdict::kSame && !sides[0].empty() && !sides[1].empty()) {
    const std::optional<std::uint32_t> by = parts.join(sides[0].front(), sides[1].front(), index);
    if (!suspended_by) suspended_by = by;
  }
  return suspended_by;
}

bool holds(const std::vector<std::uint32_t>& side, std::uint32_t mention) {
  return std::find(side.begin(), side.end(), mention) != side.end();
}

bool bars(const SidedJudgement& judgement, const MachineLink& link) {
  if (judgement.verdict != JudgementVerdict::kUnsure || !judgement.bars_machine) return false;
  return (holds(judgement.sides[0], link.left) && holds(judgement.sides[1], link.right)) ||
         (holds(judgement.sides[1], link.left) && holds(judgement.sides[0], link.right));
}

}  // namespace

std::string_view name_of(JudgementVerdict verdict) {
  return kVerdictNames[static_cast<std::size_t>(verdict)];
}

std::optional<JudgementVerdict> judgement_verdict_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kVerdictNames.size(); ++i) {
    if (kVerdictNames[i] == name) return static_cast<JudgementVerdict>(i);
  }
  return std::nullopt;
}

Partition partition_of(const std::vector<bool>& is_present, std::span<const SidedJudgement> judgements,
                       std::span<const MachineLink> links) {
  Partition result;
  result.judgement_suspended_by.resize(judgements.size());
  result.link_suspended_by.resize(links.size());
  Parts parts(is_present.size());
  std::vector<std::uint32_t> order(judgements.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(judgements[a].rank, judgements[b].place, a) <
           std::tuple(judgements[b].rank, judgements[a].place, b);
  });
  for (const std::uint32_t index : order)
    result.judgement_suspended_by[index] = take(parts, judgements[index], index, is_present);

  std::vector<std::uint32_t> link_order(links.size());
  std::iota(link_order.begin(), link_order.end(), 0u);
  std::sort(link_order.begin(), link_order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(-links[a].weight, links[a].place, links[a].left, links[a].right) <
           std::tuple(-links[b].weight, links[b].place, links[b].left, links[b].right);
  });
  std::erase_if(order, [&](std::uint32_t index) { return !judgements[index].bars_machine; });
  for (const std::uint32_t index : link_order) {
    const MachineLink& link = links[index];
    if (!is_present[link.left] || !is_present[link.right]) continue;
    const auto barring = std::find_if(order.begin(), order.end(), [&](std::uint32_t judgement) {
      return bars(judgements[judgement], link);
    });
    result.link_suspended_by[index] =
        barring != order.end() ? std::optional(*barring) : parts.join(link.left, link.right, std::nullopt);
  }
  result.part_of = parts.smallest_members();
  return result;
}

}  // namespace byname
