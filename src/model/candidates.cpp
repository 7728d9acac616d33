// SPDX-License-Identifier: Apache-2.0
#include "model/candidates.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "base/parallel.hpp"

namespace byname {

namespace {

constexpr std::size_t kTaskLanes = 64;
constexpr std::size_t kBatch = 2048;
constexpr std::uint64_t kPairsPerTask = 1 << 17;

/// Collects pairs of a task to batches, compares them, and gives (left, right, pattern) on.
template <typename Visit>
void compare_task(const PairSource& source, const Blocks::Task& task, const Visit& visit) {
  std::vector<std::uint32_t> left, right;
  std::vector<std::uint64_t> patterns(kBatch);
  left.reserve(kBatch);
  right.reserve(kBatch);
  const auto flush = [&] {
    source.comparer->patterns(left, right, {patterns.data(), left.size()});
    for (std::size_t i = 0; i < left.size(); ++i) visit(left[i], right[i], patterns[i]);
    left.clear();
    right.clear();
  };
  source.blocks->for_each_new_pair(task, [&](std::uint32_t a, std::uint32_t b) {
    if (!(*source.allowed)(a, b)) return;
    source.comparer->prefetch(a);
    source.comparer->prefetch(b);
    left.push_back(a);
    right.push_back(b);
    if (left.size() == kBatch) flush();
  });
  flush();
}

/// Comparisons that the pair may speak for: some key without them brought it.
std::uint32_t free_comparisons(const Blocks& blocks, std::uint64_t meeting) {
  std::uint32_t free = 0;
  while (meeting != 0) {
    free |= ~blocks.key(static_cast<std::size_t>(__builtin_ctzll(meeting))).comparisons;
    meeting &= meeting - 1;
  }
  return free;
}

/// A pattern's index in a score table, and whether any pair with it can be an edge.
struct JudgedPattern {
  std::uint32_t index = 0;
  bool may_pass = false;
};

/// Decides quickly which pairs are edges.
class EdgeFilter {
 public:
  EdgeFilter(const PairSource& source, const std::vector<std::uint64_t>& patterns,
             const MixtureParameters& parameters, const TermFrequencies& frequencies, double min_log_odds)
      : source_(source),
        frequencies_(frequencies),
        parameters_(parameters),
        index_(patterns),
        table_(source.comparer->code(), patterns, parameters),
        min_log_ratio_(min_log_odds - table_.log_odds_lambda()) {
    may_pass_.resize(patterns.size());
    for (std::uint32_t i = 0; i < patterns.size(); ++i) may_pass_[i] = may_pass(table_, i, patterns[i]);
  }

  /// The patterns that one lane meets beyond those given: each is scored once. For one thread.
  class NewPatterns {
   public:
    explicit NewPatterns(const EdgeFilter& filter)
        : filter_(filter), table_(filter.source_.comparer->code(), {}, filter.parameters_) {}
    const ScoreTable& table() const { return table_; }
    JudgedPattern judge(std::uint64_t pattern) {
      const auto [found, is_new] = seen_.try_emplace(pattern);
      if (is_new) {
        found->second.index = table_.add(pattern);
        found->second.may_pass = filter_.may_pass(table_, found->second.index, pattern);
      }
      return found->second;
    }

   private:
    const EdgeFilter& filter_;
    ScoreTable table_;
    std::unordered_map<std::uint64_t, JudgedPattern> seen_;
  };

  void consider(std::uint32_t left, std::uint32_t right, std::uint64_t pattern, std::uint8_t key,
                NewPatterns& others, std::vector<Edge>& edges) const {
    const std::uint32_t known = index_.find(pattern);
    const bool is_known = known != PatternIndex::kAbsent;
    const JudgedPattern judged =
        is_known ? JudgedPattern{known, may_pass_[known] != 0} : others.judge(pattern);
    if (!judged.may_pass) return;
    const double adjustment = frequencies_.adjustment(left, right, pattern);
    const double log_ratio = (is_known ? table_ : others.table()).log_ratio(judged.index, adjustment);
    if (log_ratio < min_log_ratio_) return;
    edges.push_back(
        {left, right, pattern, static_cast<float>(adjustment), static_cast<float>(log_ratio), key});
  }

 private:
  bool may_pass(const ScoreTable& table, std::uint32_t index, std::uint64_t pattern) const {
    return table.log_ratio(index, frequencies_.lowest_adjustment(pattern)) >= min_log_ratio_;
  }

  const PairSource& source_;
  const TermFrequencies& frequencies_;
  const MixtureParameters& parameters_;
  PatternIndex index_;
  ScoreTable table_;
  double min_log_ratio_;
  std::vector<char> may_pass_;
};

/// The rows of a lane are those of open records: they come first, so that each meets all others.
void find_in_lane(const PairSource& source, const RowComparer& rows,
                  const std::vector<std::uint32_t>& records, const EdgeFilter& filter, std::size_t lane,
                  std::vector<Edge>& edges, const ExecutionContext& context) {
  RowComparer::Scratch scratch;
  std::vector<std::uint64_t> patterns;
  EdgeFilter::NewPatterns others(filter);
  const std::size_t num_open = records.size() - source.num_settled;
  for (std::size_t i = lane; i < num_open && i + 1 < records.size(); i += kTaskLanes) {
    rows.patterns_of(i, scratch, patterns);
    for (std::size_t j = 0; j < patterns.size(); ++j) {
      const auto [left, right] = std::minmax(records[i], records[i + 1 + j]);
      if ((*source.allowed)(left, right)) filter.consider(left, right, patterns[j], 255, others, edges);
    }
    context.check_cancelled();
    context.advance(patterns.size());
  }
}

std::vector<Edge> join(std::vector<std::vector<Edge>> parts) {
  std::vector<Edge> edges;
  std::size_t total = 0;
  for (const auto& part : parts) total += part.size();
  edges.reserve(total);
  for (auto& part : parts) {
    edges.insert(edges.end(), part.begin(), part.end());
    std::vector<Edge>().swap(part);
  }
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
    return a.left != b.left ? a.left < b.left : a.right < b.right;
  });
  return edges;
}

}  // namespace

TrainingData count_blocked_pairs(const PairSource& source, std::uint64_t enough,
                                 const ExecutionContext& context) {
  const Blocks& blocks = *source.blocks;
  const PatternCode& code = source.comparer->code();
  const bool fits = code.num_comparisons() < 32 &&
                    code.num_patterns() < (std::uint64_t{1} << (63 - code.num_comparisons()));
  const std::uint32_t all_comparisons = (1u << (code.num_comparisons() & 31)) - 1;
  std::vector<Blocks::Task> tasks = blocks.tasks(kPairsPerTask / 8);
  const std::uint64_t part =
      std::max<std::uint64_t>(1, blocks.num_pairs() / std::max<std::uint64_t>(enough, 1));
  const double all_tasks = static_cast<double>(tasks.size());
  for (std::size_t kept = 0; kept * part < tasks.size(); ++kept) tasks[kept] = tasks[kept * part];
  tasks.resize((tasks.size() + part - 1) / part);
  const double scale = tasks.empty() ? 1 : all_tasks / static_cast<double>(tasks.size());
  std::vector<PatternCounter> lanes(kTaskLanes);
  parallel_chunks(context, kTaskLanes, 1, [&](std::size_t lane, std::size_t, std::size_t) {
    for (std::size_t task = lane; task < tasks.size(); task += kTaskLanes) {
      compare_task(source, tasks[task], [&](std::uint32_t left, std::uint32_t right, std::uint64_t pattern) {
        const std::uint32_t free =
            fits ? free_comparisons(blocks, blocks.meeting_keys(left, right)) & all_comparisons : 0;
        lanes[lane].add(pattern + code.num_patterns() * free, 1);
      });
      context.check_cancelled();
      context.advance(kPairsPerTask / 8);
    }
  });
  PatternCounter total;
  for (const PatternCounter& lane : lanes) total.add_all(lane);
  TrainingData data = make_training_data(code, total, fits);
  for (double& count : data.counts) count *= scale;
  data.num_pairs = source.allowed->count();
  return data;
}

EdgeSearch find_edges(const PairSource& source, const std::vector<std::uint64_t>& patterns,
                      const MixtureParameters& parameters, const TermFrequencies& frequencies,
                      double min_log_odds, const ExecutionContext& context) {
  const EdgeFilter filter(source, patterns, parameters, frequencies, min_log_odds);
  EdgeSearch search;
  std::vector<std::vector<Edge>> parts;
  if (source.blocks == nullptr) {
    std::vector<std::uint32_t> records(source.comparer->num_records());
    std::iota(records.begin(), records.end(), 0u);
    std::rotate(records.begin(), records.begin() + static_cast<std::ptrdiff_t>(source.num_settled),
                records.end());
    const RowComparer rows(*source.comparer, records, context);
    parts.resize(kTaskLanes);
    parallel_chunks(context, kTaskLanes, 1, [&](std::size_t lane, std::size_t, std::size_t) {
      find_in_lane(source, rows, records, filter, lane, parts[lane], context);
    });
    search.edges = join(std::move(parts));
    search.num_pairs = static_cast<std::uint64_t>(source.allowed->count());
    return search;
  }
  const std::vector<Blocks::Task> tasks = source.blocks->tasks(kPairsPerTask);
  parts.resize(tasks.size());
  std::vector<std::uint64_t> compared(tasks.size(), 0);
  parallel_chunks(context, kTaskLanes, 1, [&](std::size_t lane, std::size_t, std::size_t) {
    EdgeFilter::NewPatterns others(filter);
    for (std::size_t task = lane; task < tasks.size(); task += kTaskLanes) {
      compare_task(source, tasks[task], [&](std::uint32_t left, std::uint32_t right, std::uint64_t pattern) {
        ++compared[task];
        filter.consider(left, right, pattern, static_cast<std::uint8_t>(tasks[task].key), others,
                        parts[task]);
      });
      context.advance(kPairsPerTask);
    }
  });
  search.edges = join(std::move(parts));
  search.new_pairs.assign(source.blocks->num_keys(), 0);
  for (std::size_t task = 0; task < tasks.size(); ++task) {
    search.new_pairs[tasks[task].key] += compared[task];
    search.num_pairs += compared[task];
  }
  return search;
}

}  // namespace byname
