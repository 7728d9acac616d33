// SPDX-License-Identifier: Apache-2.0
#include "model/training_data.hpp"

#include <algorithm>
#include <numeric>

#include "base/parallel.hpp"
#include "base/random.hpp"

namespace byname {

namespace {

/// Rows i are dealt to a fixed number of lanes so that early (long) and late (short) rows mix.
constexpr std::size_t kTaskLanes = 64;

PatternCounter count_lane(const RowComparer& rows, std::span<const std::uint32_t> records,
                          const AllowedPairs& allowed, std::size_t lane, const ExecutionContext& context) {
  PatternCounter counter;
  RowComparer::Scratch scratch;
  std::vector<std::uint64_t> patterns;
  const bool all = allowed.all();
  std::uint64_t last = UINT64_MAX;
  std::int64_t run = 0;
  for (std::size_t i = lane; i + 1 < rows.num_records(); i += kTaskLanes) {
    rows.patterns_of(i, scratch, patterns);
    for (std::size_t j = 0; j < patterns.size(); ++j) {
      if (!all && !allowed(records[i], records[i + 1 + j])) continue;
      if (patterns[j] == last) {
        ++run;
        continue;
      }
      if (run > 0) counter.add(last, run);
      last = patterns[j];
      run = 1;
    }
    context.check_cancelled();
    context.advance(patterns.size());
  }
  if (run > 0) counter.add(last, run);
  return counter;
}

}  // namespace

double AllowedPairs::count() const {
  const double n = static_cast<double>(list_of_.size());
  double pairs = n * (n - 1) / 2;
  if (all_) return pairs;
  std::vector<double> sizes(is_unique_.size(), 0);
  for (const std::uint32_t list : list_of_) ++sizes[list];
  for (std::size_t list = 0; list < sizes.size(); ++list) {
    if (is_unique_[list]) pairs -= sizes[list] * (sizes[list] - 1) / 2;
  }
  return pairs;
}

TrainingData count_full_space(const PairComparer& comparer, std::span<const std::uint32_t> records,
                              const AllowedPairs& allowed, const ExecutionContext& context) {
  const RowComparer rows(comparer, records, context);
  std::vector<PatternCounter> lanes(kTaskLanes);
  parallel_chunks(context, kTaskLanes, 1, [&](std::size_t lane, std::size_t, std::size_t) {
    lanes[lane] = count_lane(rows, records, allowed, lane, context);
  });
  PatternCounter total;
  for (const PatternCounter& lane : lanes) total.add_all(lane);
  TrainingData data = make_training_data(comparer.code(), total, false);
  data.num_pairs = std::accumulate(data.counts.begin(), data.counts.end(), 0.0);
  return data;
}

TrainingData make_training_data(const PatternCode& code, const PatternCounter& counter,
                                bool has_free_comparisons) {
  std::vector<std::pair<std::uint64_t, std::int64_t>> entries;
  entries.reserve(counter.size());
  counter.for_each([&](std::uint64_t key, std::int64_t count) { entries.emplace_back(key, count); });
  std::sort(entries.begin(), entries.end());
  TrainingData data;
  data.num_comparisons = code.num_comparisons();
  data.gammas.reserve(entries.size() * data.num_comparisons);
  for (const auto& [key, count] : entries) {
    const std::uint64_t pattern = has_free_comparisons ? key % code.num_patterns() : key;
    data.patterns.push_back(pattern);
    data.counts.push_back(static_cast<double>(count));
    if (has_free_comparisons)
      data.free_comparisons.push_back(static_cast<std::uint32_t>(key / code.num_patterns()));
    for (std::size_t k = 0; k < data.num_comparisons; ++k) {
      data.gammas.push_back(static_cast<std::int8_t>(code.gamma(pattern, k)));
    }
  }
  return data;
}

std::vector<std::uint32_t> sample_records(const PairComparer& comparer, std::size_t size,
                                          std::uint64_t seed) {
  std::vector<std::uint32_t> records(comparer.num_records());
  std::iota(records.begin(), records.end(), 0u);
  if (records.size() <= size) return records;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order(records.size());
  for (const std::uint32_t record : records) {
    std::uint64_t hash =
        mix64(seed ^ (static_cast<std::uint64_t>(RandomStage::kRecordSample) << 32) ^ record);
    for (std::size_t k = 0; k < comparer.num_comparisons(); ++k)
      hash = mix64(hash ^ comparer.value_code(record, k));
    order[record] = {hash, record};
  }
  std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(size), order.end());
  records.clear();
  for (std::size_t i = 0; i < size; ++i) records.push_back(order[i].second);
  std::sort(records.begin(), records.end());
  return records;
}

}  // namespace byname
