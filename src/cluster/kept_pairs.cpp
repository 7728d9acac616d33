// SPDX-License-Identifier: Apache-2.0
#include "cluster/kept_pairs.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "base/parallel.hpp"

namespace byname {

namespace {

constexpr std::size_t kBuckets = 256;
constexpr std::size_t kBlockBytes = std::size_t{1} << 16;
constexpr unsigned kPatternBits = 22;
constexpr std::uint32_t kPatternMask = (1u << kPatternBits) - 1;
static_assert(GammaPatterns::kMostDense <= std::uint64_t{1} << kPatternBits);

/// A pair with a dense pattern number.
struct DenseRecord {
  std::uint32_t left;
  std::uint32_t right;
  std::uint32_t rule_and_pattern;
  std::array<std::uint32_t, 2> odds;  ///< halves of a double: no gaps between records
};
static_assert(sizeof(DenseRecord) == 20);

struct WideRecord {
  DenseRecord pair;
  std::array<std::uint32_t, 4> pattern;
};
static_assert(sizeof(WideRecord) == 36);

const DenseRecord& pair_of(const DenseRecord& record) { return record; }
const DenseRecord& pair_of(const WideRecord& record) { return record.pair; }

GammaPatterns::Words pattern_of(const DenseRecord& record) {
  return {record.rule_and_pattern & kPatternMask, 0};
}
GammaPatterns::Words pattern_of(const WideRecord& record) {
  return std::bit_cast<GammaPatterns::Words>(record.pattern);
}

template <typename Record>
void sort_records(std::string& bytes) {
  if (bytes.empty()) return;  // memcpy from nowhere is not defined, even of nothing
  std::vector<Record> records(bytes.size() / sizeof(Record));
  std::memcpy(records.data(), bytes.data(), records.size() * sizeof(Record));
  std::sort(records.begin(), records.end(), [](const Record& a, const Record& b) {
    const DenseRecord& x = pair_of(a);
    const DenseRecord& y = pair_of(b);
    return x.left != y.left ? x.left < y.left : x.right < y.right;
  });
  std::memcpy(bytes.data(), records.data(), bytes.size());
}

/// Lays the pairs of records out as columns.
template <typename Record>
void unpack(std::string_view bytes, bool is_certain, const GammaPatterns& patterns, PairParts parts,
            SplinkPairs& pairs) {
  const std::size_t size = bytes.size() / sizeof(Record);
  pairs.left.resize(size);
  pairs.right.resize(size);
  pairs.rule.resize(size);
  pairs.match_probability.resize(size);
  pairs.match_weight.resize(parts == PairParts::kProbabilities ? 0 : size);
  pairs.gammas.resize(parts == PairParts::kAll ? size * pairs.num_comparisons : 0);
  for (std::size_t i = 0; i < size; ++i) {
    Record record;
    std::memcpy(&record, bytes.data() + i * sizeof record, sizeof record);
    const DenseRecord& pair = pair_of(record);
    const auto odds = std::bit_cast<double>(pair.odds);
    pairs.left[i] = pair.left;
    pairs.right[i] = pair.right;
    pairs.rule[i] = static_cast<std::uint8_t>(pair.rule_and_pattern >> kPatternBits);
    pairs.match_probability[i] = is_certain ? 1 : odds / (1 + odds);
    if (parts == PairParts::kProbabilities) continue;
    pairs.match_weight[i] = std::log2(odds);
    if (parts == PairParts::kAll)
      patterns.unpack(pattern_of(record),
                      std::span(pairs.gammas).subspan(i * pairs.num_comparisons, pairs.num_comparisons));
  }
}

std::string joined(std::vector<std::string>& blocks) {
  std::size_t size = 0;
  for (const std::string& block : blocks) size += block.size();
  std::string all;
  all.reserve(size);
  for (std::string& block : blocks) {
    all += block;
    std::string().swap(block);
  }
  return all;
}

}  // namespace

KeptPairs::KeptPairs(const SplinkPairs& pairs)
    : num_compared(pairs.num_compared),
      num_of_rule(pairs.num_of_rule),
      whole_(&pairs),
      num_pairs_(pairs.size()),
      num_comparisons_(pairs.num_comparisons) {}

SplinkPairs KeptPairs::batch(std::size_t index, PairParts parts) const {
  if (whole_ != nullptr) return *whole_;
  SplinkPairs pairs;
  pairs.num_comparisons = num_comparisons_;
  const Batch& from = batches_[index];
  const std::string read = spill_ ? spill_->read(from.extent) : std::string();
  const std::string& records = spill_ ? read : from.records;
  if (is_dense_) {
    unpack<DenseRecord>(records, is_certain_, *patterns_, parts, pairs);
  } else {
    unpack<WideRecord>(records, is_certain_, *patterns_, parts, pairs);
  }
  return pairs;
}

SplinkPairs KeptPairs::all_scores() const {
  SplinkPairs all;
  all.num_compared = num_compared;
  all.num_of_rule = num_of_rule;
  all.left.reserve(size());
  all.right.reserve(size());
  all.match_weight.reserve(size());
  all.match_probability.reserve(size());
  for_each_batch(PairParts::kScores, [&](const SplinkPairs& batch) {
    all.left.insert(all.left.end(), batch.left.begin(), batch.left.end());
    all.right.insert(all.right.end(), batch.right.begin(), batch.right.end());
    all.match_weight.insert(all.match_weight.end(), batch.match_weight.begin(), batch.match_weight.end());
    all.match_probability.insert(all.match_probability.end(), batch.match_probability.begin(),
                                 batch.match_probability.end());
  });
  return all;
}

PairKeeper::PairKeeper(const GammaPatterns& patterns, bool is_certain, std::size_t num_records,
                       const std::string& spill_folder)
    : patterns_(patterns),
      is_certain_(is_certain),
      num_records_(std::max<std::size_t>(num_records, 1)),
      folder_(spill_folder) {
  if (!folder_.empty()) spilled_ = std::make_unique<SpillParts>(folder_, kBuckets, kBlockBytes);
  for (std::size_t i = 0; i < kBuckets; ++i) buckets_.push_back(std::make_unique<Bucket>());
}

void PairKeeper::add(std::size_t bucket, std::string_view records) {
  if (spilled_) return spilled_->append(bucket, records);
  Bucket& to = *buckets_[bucket];
  const std::lock_guard lock(to.mutex);
  if (to.blocks.empty() || to.blocks.back().size() + records.size() > to.blocks.back().capacity()) {
    // The first blocks of a bucket are small: small jobs need little memory.
    const std::size_t bytes = std::min(kBlockBytes, std::size_t{1024} << to.blocks.size());
    to.blocks.emplace_back().reserve(std::max(bytes, records.size()));
  }
  to.blocks.back() += records;
}

PairKeeper::Buffer::Buffer(PairKeeper& keeper) : keeper_(keeper), waiting_(kBuckets) {}

void PairKeeper::Buffer::add(std::uint32_t left, std::uint32_t right, std::uint8_t rule, double odds,
                             const GammaPatterns::Words& pattern) {
  constexpr std::size_t kWaitingBytes = 2048;
  const bool is_dense = keeper_.patterns_.is_dense();
  const std::uint32_t rule_and_pattern =
      std::uint32_t{rule} << kPatternBits | (is_dense ? static_cast<std::uint32_t>(pattern[0]) : 0u);
  const DenseRecord record{left, right, rule_and_pattern, std::bit_cast<std::array<std::uint32_t, 2>>(odds)};
  const auto bucket = static_cast<std::size_t>(std::uint64_t{left} * kBuckets / keeper_.num_records_);
  std::string& waiting = waiting_[bucket];
  waiting.append(reinterpret_cast<const char*>(&record), sizeof record);
  if (!is_dense) waiting.append(reinterpret_cast<const char*>(pattern.data()), sizeof pattern);
  if (waiting.size() < kWaitingBytes) return;
  keeper_.add(bucket, waiting);
  waiting.clear();
}

void PairKeeper::Buffer::flush() {
  for (std::size_t bucket = 0; bucket < waiting_.size(); ++bucket) {
    if (!waiting_[bucket].empty()) keeper_.add(bucket, waiting_[bucket]);
    waiting_[bucket].clear();
  }
}

KeptPairs PairKeeper::finish(const ExecutionContext& context) && {
  KeptPairs kept;
  kept.num_comparisons_ = patterns_.num_comparisons();
  kept.is_dense_ = patterns_.is_dense();
  kept.is_certain_ = is_certain_;
  kept.patterns_ = patterns_;
  kept.batches_.resize(kBuckets);
  if (spilled_) kept.spill_ = std::make_unique<SpillFile>(folder_);
  parallel_chunks(context, kBuckets, 1, [&](std::size_t i, std::size_t, std::size_t) {
    std::string records = spilled_ ? spilled_->read(i) : joined(buckets_[i]->blocks);
    if (kept.is_dense_) {
      sort_records<DenseRecord>(records);
    } else {
      sort_records<WideRecord>(records);
    }
    if (spilled_) {
      kept.batches_[i].extent = kept.spill_->write(records);
    } else {
      kept.batches_[i].records = std::move(records);
    }
  });
  const std::size_t record_bytes = kept.is_dense_ ? sizeof(DenseRecord) : sizeof(WideRecord);
  for (const KeptPairs::Batch& batch : kept.batches_)
    kept.num_pairs_ += (spilled_ ? batch.extent.size : batch.records.size()) / record_bytes;
  return kept;
}

}  // namespace byname
