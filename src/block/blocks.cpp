// SPDX-License-Identifier: Apache-2.0
#include "block/blocks.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

#include "base/hash.hpp"
#include "base/parallel.hpp"

namespace byname {

namespace {

struct Member {
  std::uint64_t value;
  std::uint32_t record;
  bool operator<(const Member& other) const {
    return value != other.value ? value < other.value : record < other.record;
  }
};

/// Sorts by (value, record). Values are hashes and records come in ascending order, so one stable pass over
/// the top bits leaves buckets of a few members.
void sort_members(std::vector<Member>& members) {
  constexpr int kBits = 16;
  std::vector<std::uint32_t> begin((std::size_t{1} << kBits) + 1, 0);
  for (const Member& member : members) ++begin[(member.value >> (64 - kBits)) + 1];
  for (std::size_t bucket = 1; bucket < begin.size(); ++bucket) begin[bucket] += begin[bucket - 1];
  std::vector<Member> sorted(members.size());
  std::vector<std::uint32_t> at(begin.begin(), begin.end() - 1);
  for (const Member& member : members) sorted[at[member.value >> (64 - kBits)]++] = member;
  for (std::size_t bucket = 0; bucket + 1 < begin.size(); ++bucket) {
    std::sort(sorted.begin() + begin[bucket], sorted.begin() + begin[bucket + 1]);
  }
  members = std::move(sorted);
}

double pairs_of(double size) { return size * (size - 1) / 2; }

/// The largest cap (a block size) with which all blocks up to it fit the budget.
std::uint64_t cap_for(std::vector<std::uint64_t> sizes, double budget) {
  std::sort(sizes.begin(), sizes.end());
  double total = 0;
  std::uint64_t cap = 1;
  for (const std::uint64_t size : sizes) {
    total += pairs_of(static_cast<double>(size));
    if (total > budget && size > 12) break;
    cap = size;
  }
  return cap;
}

std::vector<std::uint64_t> run_lengths(const std::vector<Member>& members) {
  std::vector<std::uint64_t> sizes;
  for (std::size_t begin = 0; begin < members.size();) {
    std::size_t end = begin;
    while (end < members.size() && members[end].value == members[begin].value) ++end;
    sizes.push_back(end - begin);
    begin = end;
  }
  return sizes;
}

/// Gives the members of blocks over the cap a finer value. Returns whether any was refined.
bool refine(std::vector<Member>& members, std::uint64_t cap, const std::vector<std::uint64_t>& refinement) {
  bool any = false;
  for (std::size_t begin = 0; begin < members.size();) {
    std::size_t end = begin;
    while (end < members.size() && members[end].value == members[begin].value) ++end;
    if (end - begin > cap) {
      any = true;
      for (std::size_t i = begin; i < end; ++i) {
        members[i].value = mix64(members[i].value ^ mix64(refinement[members[i].record] +
                                                          i * (refinement[members[i].record] == 0)));
      }
    }
    begin = end;
  }
  if (any) sort_members(members);
  return any;
}

}  // namespace

Blocks::Blocks(std::vector<BlockingKey> keys, std::span<const std::vector<std::uint64_t>> refinements,
               double pair_budget, std::size_t num_records, const ExecutionContext& context)
    : keys_(std::move(keys)), sizes_(keys_.size()), members_(keys_.size()), block_begin_(keys_.size()) {
  ids_.assign(num_records * keys_.size(), 0);
  const double budget = pair_budget / static_cast<double>(std::max<std::size_t>(keys_.size(), 1));
  parallel_chunks(context, keys_.size(), 1, [&](std::size_t k, std::size_t, std::size_t) {
    build_key(k, refinements, budget);
    std::vector<std::uint64_t>().swap(keys_[k].value);
    context.advance(1);
  });
}

void Blocks::build_key(std::size_t k, std::span<const std::vector<std::uint64_t>> refinements,
                       double budget) {
  std::vector<Member> members;
  for (std::uint32_t record = 0; record < keys_[k].value.size(); ++record) {
    if (keys_[k].value[record] != 0) members.push_back({keys_[k].value[record], record});
  }
  sort_members(members);
  KeySize& size = sizes_[k];
  std::uint64_t cap = cap_for(run_lengths(members), budget);
  for (const auto& refinement : refinements) {
    if (!refine(members, cap, refinement)) break;
    cap = cap_for(run_lengths(members), budget);
  }
  block_begin_[k].push_back(0);
  std::uint32_t id = 0;
  for (std::size_t begin = 0; begin < members.size();) {
    std::size_t end = begin;
    while (end < members.size() && members[end].value == members[begin].value) ++end;
    const std::uint64_t count = end - begin;
    const auto pairs = static_cast<std::uint64_t>(pairs_of(static_cast<double>(count)));
    if (count >= 2 && count <= cap) {
      ++id;
      ++size.num_blocks;
      size.num_pairs += pairs;
      size.largest_block = std::max(size.largest_block, count);
      ++size.size_histogram[std::min<std::size_t>(15, static_cast<std::size_t>(std::bit_width(count) - 1))];
      for (std::size_t i = begin; i < end; ++i) {
        members_[k].push_back(members[i].record);
        ids_[members[i].record * keys_.size() + k] = id;
      }
      block_begin_[k].push_back(members_[k].size());
    } else if (count > cap) {
      ++size.num_capped_blocks;
      size.num_capped_pairs += pairs;
    }
    begin = end;
  }
}

std::uint64_t Blocks::num_pairs() const {
  std::uint64_t total = 0;
  for (const KeySize& size : sizes_) total += size.num_pairs;
  return total;
}

std::uint64_t Blocks::meeting_keys(std::uint32_t left, std::uint32_t right) const {
  std::uint64_t bits = 0;
  for (std::size_t k = 0; k < keys_.size(); ++k) {
    const std::uint32_t id = ids_[left * keys_.size() + k];
    if (id != 0 && id == ids_[right * keys_.size() + k]) bits |= std::uint64_t{1} << k;
  }
  return bits;
}

std::vector<Blocks::Task> Blocks::tasks(std::uint64_t pairs_per_task) const {
  std::vector<Task> tasks;
  for (std::uint32_t k = 0; k < keys_.size(); ++k) {
    Task task{k, 0, 0, 0};
    std::uint64_t pairs = 0;
    for (std::size_t block = 0; block + 1 < block_begin_[k].size(); ++block) {
      for (std::uint64_t row = block_begin_[k][block]; row < block_begin_[k][block + 1]; ++row) {
        pairs += block_begin_[k][block + 1] - row - 1;
        task.end = row + 1;
        if (pairs < pairs_per_task) continue;
        tasks.push_back(task);
        task = {k, block, row + 1, row + 1};
        pairs = 0;
      }
    }
    if (task.end > task.begin) tasks.push_back(task);
  }
  return tasks;
}

}  // namespace byname
