// SPDX-License-Identifier: Apache-2.0
#include "evaluate/check_linked_run.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>

#include "base/error.hpp"
#include "evaluate/allowed_pairs.hpp"
#include "evaluate/linked_run.hpp"
#include "evaluate/mention_index.hpp"
#include "evaluate/truth_labels.hpp"
#include "table/parquet_reader.hpp"

namespace byname {

namespace {

namespace fs = std::filesystem;

constexpr double kMostBits = 1000;

MentionPlaces places_of(const LinkedRun& run) {
  return {run.has_lists ? &run.list : nullptr, run.has_places ? &run.file : nullptr, run.row, &run.id};
}

std::vector<std::uint32_t> truth_of_run(const CheckQuestion& question, const LinkedRun& run,
                                        const ExecutionContext& context) {
  std::string path = question.truth_file;
  if (path.empty()) path = (fs::path(question.folder) / "truth.csv").string();
  if (question.truth_file.empty() && !fs::exists(path)) {
    throw DataError(fmt::format("{} keeps no truth. {}", question.folder,
                                run.verb == RunVerb::kLink
                                    ? "Run byname link with --truth COLUMN, or give --truth FILE."
                                    : "Give --truth FILE."));
  }
  return labels_of_file(path, places_of(run), context);
}

/// The mentions of a run by the place that pairs.parquet names.
class PlaceFinder {
 public:
  PlaceFinder(const LinkedRun& run, std::string path) : path_(std::move(path)) {
    for (std::size_t i = 0; i < run.num_mentions(); ++i) {
      if (!index_.add(run.list.at(i), run.file.at(i), run.row[i]))
        throw DataError(
            fmt::format("links.csv names a mention twice: {}, row {}.", run.file.at(i), run.row[i]));
    }
  }
  std::uint32_t find(std::string_view list, std::string_view file, std::int64_t row) const {
    const auto mention = index_.find(list, file, row);
    if (mention) return *mention;
    throw DataError(fmt::format(
        "{} names a mention that is not in links.csv: {}, row {}. Run byname link again.", path_, file, row));
  }

 private:
  std::string path_;
  MentionIndex index_;
};

std::vector<StoredPair> read_linked_pairs(const LinkedRun& run, const ExecutionContext& context) {
  const std::string path = (fs::path(run.folder) / "pairs.parquet").string();
  if (!fs::exists(path)) throw DataError(fmt::format("{} is missing. Run byname link again.", path));
  const PlaceFinder finder(run, path);
  const std::vector<TextColumn> columns = read_parquet_columns(
      path, {"list_l", "file_l", "row_l", "list_r", "file_r", "row_r", "match_weight", "match_probability"},
      context);
  const std::vector<std::int64_t> row_left = integers_of(columns[2], 0);
  const std::vector<std::int64_t> row_right = integers_of(columns[5], 0);
  const std::vector<double> weights = doubles_of(columns[6]);
  const std::vector<double> probabilities = doubles_of(columns[7]);
  std::vector<StoredPair> pairs(weights.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    pairs[i] = {finder.find(columns[0].at(i), columns[1].at(i), row_left[i]),
                finder.find(columns[3].at(i), columns[4].at(i), row_right[i]),
                probabilities[i] >= run.threshold ? PairOutcome::kLink : PairOutcome::kNo, weights[i]};
  }
  return pairs;
}

std::int64_t count_true_pairs(const LinkedRun& run, const std::vector<std::uint32_t>& truth_of) {
  std::vector<std::string> labels;
  for (std::uint32_t code = 1; code < run.list.dictionary.size(); ++code)
    labels.emplace_back(run.list.dictionary.value(code));
  std::vector<std::uint32_t> list_of;
  for (const std::uint32_t code : run.list.codes) list_of.push_back(code - 1);
  return EvaluatedPairs(labels, run.link_type, run.compared_lists).count_true(truth_of, list_of);
}

BlockingCheck blocking_of(const LinkedRun& run, const ScoredPairCheck& scored) {
  BlockingCheck check;
  check.all_pairs = run.rules.size() == 1 && run.rules[0] == kAllPairsRule;
  if (check.all_pairs || scored.linked.in_truth == 0) return check;
  check.is_exact = run.keep_probability <= 0 || scored.true_candidates == scored.linked.in_truth;
  check.recall = static_cast<double>(scored.true_candidates) / static_cast<double>(scored.linked.in_truth);
  return check;
}

void check_pairs_of_link(const CheckQuestion& question, const LinkedRun& run,
                         const std::vector<std::uint32_t>& truth_of, CheckResult& result,
                         const ExecutionContext& context) {
  const std::vector<StoredPair> pairs = read_linked_pairs(run, context);
  const std::int64_t in_truth = count_true_pairs(run, truth_of);
  result.scored = check_pairs(pairs, truth_of, in_truth);
  result.blocking = blocking_of(run, result.scored);
  if (question.with_thresholds)
    result.thresholds =
        thresholds_of(question.thresholds, run.threshold, judged_pairs(pairs, truth_of), in_truth);
}

CheckResult check_link(const CheckQuestion& question, const ExecutionContext& context) {
  const LinkedRun run = read_linked_run(question.folder, "", context);
  const std::vector<std::uint32_t> truth_of = truth_of_run(question, run, context);
  context.begin_step("comparing with the truth", 0);
  CheckResult result;
  result.partition = check_partition(run.person_of(), truth_of);
  result.threshold = run.threshold;
  check_pairs_of_link(question, run, truth_of, result, context);
  return result;
}

CheckResult check_clusters(const CheckQuestion& question, const ExecutionContext& context) {
  if (question.with_thresholds) {
    throw UserError(
        fmt::format("{} keeps no pairs, so that thresholds cannot be judged. Check the folder of byname "
                    "link, or let byname "
                    "cluster join at several thresholds: --threshold P, given again.",
                    question.folder));
  }
  CheckResult result;
  result.has_pairs = false;
  for (const std::string& column : cluster_columns(question.folder, context)) {
    const LinkedRun run = read_linked_run(question.folder, column, context);
    const std::vector<std::uint32_t> truth_of = truth_of_run(question, run, context);
    result.partitions.push_back({run.threshold, check_partition(run.person_of(), truth_of)});
  }
  result.threshold = result.partitions.front().threshold;
  result.partition = result.partitions.front().partition;
  if (result.partitions.size() == 1) result.partitions.clear();
  return result;
}

}  // namespace

double threshold_weight(double probability) {
  return std::clamp(std::log2(probability) - std::log2(1 - probability), -kMostBits, kMostBits);
}

PairThresholds thresholds_of(const std::vector<double>& wanted, double run_threshold,
                             std::vector<JudgedPair> pairs, std::int64_t in_truth) {
  std::vector<double> weights;
  for (const double probability : wanted) weights.push_back(threshold_weight(probability));
  if (wanted.empty()) weights = whole_bits(pairs);
  weights.push_back(threshold_weight(run_threshold));
  std::sort(weights.begin(), weights.end());
  weights.erase(std::unique(weights.begin(), weights.end()), weights.end());
  return judge_pairs(std::move(pairs), in_truth, std::move(weights));
}

CheckResult check_linked_run(const CheckQuestion& question, const ExecutionContext& context) {
  const bool is_link = fs::exists(fs::path(question.folder) / "links.csv");
  CheckResult result = is_link ? check_link(question, context) : check_clusters(question, context);
  if (result.partition.num_mentions == 0)
    throw DataError("no mention has a truth. The table of --truth has none, or its values are empty.");
  return result;
}

}  // namespace byname
