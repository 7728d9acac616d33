// SPDX-License-Identifier: Apache-2.0
#include "block/blocks.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <memory>

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

constexpr int kFirstBits = 10;
constexpr int kSecondBits = 8;

/// Deals members to 2^bits buckets by the bits of their values below the first `skip`; stable.
/// begin[bucket] = where it begins in `out`.
void deal(std::span<const Member> members, int skip, int bits, std::span<std::uint32_t> begin, Member* out) {
  const auto bucket_of = [&](const Member& member) { return member.value << skip >> (64 - bits); };
  std::fill(begin.begin(), begin.end(), 0);
  for (const Member& member : members) ++begin[bucket_of(member) + 1];
  for (std::size_t bucket = 1; bucket < begin.size(); ++bucket) begin[bucket] += begin[bucket - 1];
  std::vector<std::uint32_t> at(begin.begin(), begin.end() - 1);
  for (const Member& member : members) out[at[bucket_of(member)]++] = member;
}

/// Sorts by (value, record). Values are hashes: dealt twice by their top bits, they lie in buckets of a few.
void sort_members(std::vector<Member>& members) {
  std::vector<std::uint32_t> first((std::size_t{1} << kFirstBits) + 1);
  std::vector<std::uint32_t> second((std::size_t{1} << kSecondBits) + 1);
  const auto dealt = std::make_unique_for_overwrite<Member[]>(members.size());
  deal(members, 0, kFirstBits, first, dealt.get());
  for (std::size_t bucket = 0; bucket + 1 < first.size(); ++bucket) {
    const std::span<const Member> part(dealt.get() + first[bucket], first[bucket + 1] - first[bucket]);
    Member* out = members.data() + first[bucket];
    deal(part, kFirstBits, kSecondBits, second, out);
    for (std::size_t i = 0; i + 1 < second.size(); ++i) std::sort(out + second[i], out + second[i + 1]);
  }
}

/// A set of values, where a few are in by mistake: a table of bits that the values' top bits find.
class ValueBits {
 public:
  explicit ValueBits(std::size_t num_values) {
    constexpr std::size_t kBitsPerValue = 8;
    const std::size_t num_bits = std::bit_ceil(std::max<std::size_t>(num_values * kBitsPerValue, 64));
    shift_ = 64 - std::countr_zero(num_bits);
    words_.resize(num_bits / 64);
  }
  /// Returns whether it was in already.
  bool insert(std::uint64_t value) {
    std::uint64_t& word = words_[value >> shift_ >> 6];
    const std::uint64_t bit = std::uint64_t{1} << (value >> shift_) % 64;
    const bool was_in = (word & bit) != 0;
    word |= bit;
    return was_in;
  }
  bool contains(std::uint64_t value) const {
    return (words_[value >> shift_ >> 6] >> (value >> shift_) % 64 & 1) != 0;
  }

 private:
  int shift_;
  std::vector<std::uint64_t> words_;
};

/// The records with a value that may be another's too, in order: the bits leave out nearly all of the others,
/// which are most under a narrow key. Of settled records those that may share a value with an open one.
std::vector<Member> repeated_members(const std::vector<std::uint64_t>& values, std::uint32_t num_settled) {
  const std::size_t num_open = values.size() - num_settled;
  ValueBits open(num_open), repeated(num_open);
  for (std::size_t record = num_settled; record < values.size(); ++record) {
    if (values[record] != 0 && open.insert(values[record])) repeated.insert(values[record]);
  }
  for (std::uint32_t record = 0; record < num_settled; ++record) {
    if (values[record] != 0 && open.contains(values[record])) repeated.insert(values[record]);
  }
  std::vector<Member> members;
  members.reserve(num_settled == 0 ? values.size() : 0);  // what is not used takes no memory
  for (std::uint32_t record = 0; record < values.size(); ++record) {
    if (values[record] != 0 && repeated.contains(values[record])) members.push_back({values[record], record});
  }
  return members;
}

std::uint64_t pairs_of(std::uint64_t size) { return size < 2 ? 0 : size * (size - 1) / 2; }

/// Pairs of a run of one value, without those of two settled records.
std::uint64_t pairs_of_run(const std::vector<Member>& members, std::size_t begin, std::size_t end,
                           std::uint32_t num_settled) {
  std::size_t settled = 0;
  if (num_settled > 0) {
    const auto first = members.begin() + static_cast<std::ptrdiff_t>(begin);
    settled = static_cast<std::size_t>(
        std::partition_point(first, members.begin() + static_cast<std::ptrdiff_t>(end),
                             [&](const Member& member) { return member.record < num_settled; }) -
        first);
  }
  return pairs_of(end - begin) - pairs_of(settled);
}

/// Calls visit(begin, end) for each run of members of one value.
template <typename Visit>
void for_each_run(const std::vector<Member>& members, const Visit& visit) {
  for (std::size_t begin = 0; begin < members.size();) {
    std::size_t end = begin + 1;
    while (end < members.size() && members[end].value == members[begin].value) ++end;
    visit(begin, end);
    begin = end;
  }
}

/// The largest cap (pairs of a block) with which all blocks up to it fit the budget; small blocks always do.
std::uint64_t cap_for(const std::vector<Member>& members, std::uint32_t num_settled, double budget) {
  constexpr std::uint64_t kFewPairs = 12 * 11 / 2;
  constexpr std::uint64_t kMany = 1 << 14;
  std::vector<std::uint64_t> blocks_of(kMany);  // by their pairs
  std::map<std::uint64_t, std::uint64_t> large_blocks_of;
  for_each_run(members, [&](std::size_t begin, std::size_t end) {
    const std::uint64_t pairs = pairs_of_run(members, begin, end, num_settled);
    ++(pairs < kMany ? blocks_of[pairs] : large_blocks_of[pairs]);
  });
  double total = 0;
  std::uint64_t cap = 0;
  const auto has_room = [&](std::uint64_t pairs, std::uint64_t num_blocks) {
    if (num_blocks == 0) return true;
    if (total + static_cast<double>(pairs) > budget && pairs > kFewPairs) return false;
    total += static_cast<double>(pairs) * static_cast<double>(num_blocks);
    cap = pairs;
    return true;
  };
  for (std::uint64_t pairs = 1; pairs < kMany; ++pairs) {
    if (!has_room(pairs, blocks_of[pairs])) return cap;
  }
  for (const auto& [pairs, num_blocks] : large_blocks_of) {
    if (!has_room(pairs, num_blocks)) break;
  }
  return cap;
}

}  // namespace

Blocks::Blocks(std::vector<BlockingKey> keys, double pair_budget, std::size_t num_records,
               std::uint32_t num_settled, const ExecutionContext& context)
    : keys_(std::move(keys)),
      num_settled_(num_settled),
      sizes_(keys_.size()),
      members_(keys_.size()),
      block_begin_(keys_.size()) {
  const double budget = pair_budget / static_cast<double>(std::max<std::size_t>(keys_.size(), 1));
  std::vector<std::vector<std::uint32_t>> ids_of_key(keys_.size());
  parallel_chunks(context, keys_.size(), 1, [&](std::size_t k, std::size_t, std::size_t) {
    ids_of_key[k].resize(num_records);
    for (std::size_t record = 0; record < num_records; ++record) ids_of_key[k][record] = no_block(record);
    build_key(k, budget, ids_of_key[k]);
    std::vector<std::uint64_t>().swap(keys_[k].value);
    context.advance(1);
  });
  ids_.resize(num_records * keys_.size());
  constexpr std::size_t kChunk = 4096;
  parallel_chunks(context, num_records, kChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t record = begin; record < end; ++record) {
      for (std::size_t k = 0; k < keys_.size(); ++k) ids_[record * keys_.size() + k] = ids_of_key[k][record];
    }
  });
}

void Blocks::build_key(std::size_t k, double budget, std::span<std::uint32_t> ids) {
  std::vector<Member> members = repeated_members(keys_[k].value, num_settled_);
  sort_members(members);
  KeySize& size = sizes_[k];
  const std::uint64_t cap = cap_for(members, num_settled_, budget);
  members_[k].reserve(members.size());
  block_begin_[k].push_back(0);
  std::uint32_t id = 0;
  for_each_run(members, [&](std::size_t begin, std::size_t end) {
    const std::uint64_t count = end - begin;
    const std::uint64_t pairs = pairs_of_run(members, begin, end, num_settled_);
    if (pairs == 0) return;
    if (pairs > cap) {
      ++size.num_capped_blocks;
      size.num_capped_pairs += pairs;
      return;
    }
    ++id;
    ++size.num_blocks;
    size.num_pairs += pairs;
    size.largest_block = std::max(size.largest_block, count);
    ++size.size_histogram[std::min<std::size_t>(15, static_cast<std::size_t>(std::bit_width(count) - 1))];
    for (std::size_t i = begin; i < end; ++i) {
      members_[k].push_back(members[i].record);
      ids[members[i].record] = id;
    }
    block_begin_[k].push_back(members_[k].size());
  });
}

std::uint64_t Blocks::first_open_of(std::size_t key, std::uint64_t block) const {
  if (num_settled_ == 0 || block + 1 >= block_begin_[key].size()) return 0;
  const auto begin = members_[key].begin();
  const auto first = begin + static_cast<std::ptrdiff_t>(block_begin_[key][block]);
  const auto last = begin + static_cast<std::ptrdiff_t>(block_begin_[key][block + 1]);
  return static_cast<std::uint64_t>(std::lower_bound(first, last, num_settled_) - begin);
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
    if (id == ids_[right * keys_.size() + k]) bits |= std::uint64_t{1} << k;
  }
  return bits;
}

std::vector<Blocks::Task> Blocks::tasks(std::uint64_t pairs_per_task) const {
  std::vector<Task> tasks;
  for (std::uint32_t k = 0; k < keys_.size(); ++k) {
    Task task{k, 0, 0, 0};
    std::uint64_t pairs = 0;
    for (std::size_t block = 0; block + 1 < block_begin_[k].size(); ++block) {
      const std::uint64_t first_open = first_open_of(k, block);
      for (std::uint64_t row = block_begin_[k][block]; row < block_begin_[k][block + 1]; ++row) {
        pairs += block_begin_[k][block + 1] - std::max(row + 1, first_open);
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
