// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/number_format.hpp"
#include "evaluate/check_folder.hpp"
#include "evaluate/check_linked_run.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

std::string measures_line(const char* what, double precision, double recall, double f1) {
  return fmt::format("  {:<26}{:>10.4f}{:>10.4f}{:>10.4f}\n", what, precision, recall, f1);
}

std::string count_line(const char* what, std::int64_t count) {
  return fmt::format("  {:<26}{:>10}\n", what, format_count(count));
}

std::string blocking_line(const BlockingCheck& blocking) {
  if (blocking.all_pairs) return "  recall of the blocking        1.0000  every pair was compared\n";
  return fmt::format(
      "  {:<26}{:>10.4f}{}\n", "recall of the blocking", blocking.recall,
      blocking.is_exact ? "" : "  or more: unlikely candidates were not stored (--keep-pairs 0)");
}

std::string interval_line(const IntervalCheck& interval) {
  return fmt::format("  interval for named persons  {} to {}, {} the truth\n",
                     format_count(std::llround(interval.low)), format_count(std::llround(interval.high)),
                     interval.holds_truth() ? "holds" : "does not hold");
}

std::string partitions_text(const CheckResult& result) {
  std::string text = fmt::format("\n  {:<12}{:>12}{:>12}{:>12}{:>10}{:>10}{:>10}\n", "threshold", "persons",
                                 "exact", "pairs", "precision", "recall", "F1");
  for (const ThresholdPartition& at : result.partitions) {
    const PartitionCheck& partition = at.partition;
    text += fmt::format("  {:<12}{:>12}{:>12}{:>12}{:>10.4f}{:>10.4f}{:>10.4f}\n", at.threshold,
                        format_count(partition.persons_found), format_count(partition.persons_exact),
                        format_count(partition.pairs.found), partition.pairs.precision(),
                        partition.pairs.recall(), partition.pairs.f1());
  }
  return text;
}

double probability_of(double weight) { return 1 / (1 + std::exp2(-weight)); }

std::string thresholds_text(const CheckResult& result) {
  const PairThresholds& thresholds = *result.thresholds;
  std::string text =
      fmt::format("\n  {:>8}{:>13}{:>11}{:>11}{:>11}{:>11}{:>11}{:>9}{:>9}\n", "weight", "probability",
                  "true links", "false", "missed", "not kept", "precision", "recall", "F1");
  for (std::size_t i = 0; i < thresholds.rows.size(); ++i) {
    const PairThreshold& row = thresholds.rows[i];
    text += fmt::format("  {:>8.2f}{:>13.6g}{:>11}{:>11}{:>11}{:>11}{:>11.4f}{:>9.4f}{:>9.4f}", row.weight,
                        probability_of(row.weight), format_count(row.true_links),
                        format_count(row.false_links), format_count(row.missed), format_count(row.not_kept),
                        row.precision(), row.recall(), row.f1());
    if (row.weight == threshold_weight(result.threshold)) text += "  this run";
    if (i == thresholds.best) text += "  best F1";
    text += "\n";
  }
  return text +
         "\n  A pair of that weight or more is a link. Missed are the true pairs that are no links; not kept "
         "are "
         "those\n  of them that are not in pairs.parquet: no rule brought them, or they are under "
         "--keep-pairs.\n";
}

Json thresholds_json(const PairThresholds& thresholds) {
  Json rows = Json::array();
  for (const PairThreshold& row : thresholds.rows) {
    rows.push_back({{"match_weight", row.weight},
                    {"match_probability", probability_of(row.weight)},
                    {"tp", row.true_links},
                    {"fp", row.false_links},
                    {"fn", row.missed},
                    {"fn_not_kept", row.not_kept},
                    {"precision", row.precision()},
                    {"recall", row.recall()},
                    {"f1", row.f1()}});
  }
  return {{"rows", std::move(rows)}, {"best", thresholds.best}};
}

Json counts_json(const PairCounts& counts) {
  return {{"found", counts.found},           {"correct", counts.correct}, {"in_truth", counts.in_truth},
          {"precision", counts.precision()}, {"recall", counts.recall()}, {"f1", counts.f1()}};
}

Json partitions_json(const CheckResult& result) {
  Json json = Json::array();
  for (const ThresholdPartition& at : result.partitions) {
    json.push_back({{"threshold", at.threshold},
                    {"persons_found", at.partition.persons_found},
                    {"persons_exact", at.partition.persons_exact},
                    {"clustered_pairs", counts_json(at.partition.pairs)}});
  }
  return json;
}

}  // namespace

std::string check_text(const CheckResult& result) {
  const PartitionCheck& partition = result.partition;
  std::string text = fmt::format("  {:<26}{:>10}{:>10}{:>10}\n", "", "precision", "recall", "F1");
  text += measures_line("pairs after clustering", partition.pairs.precision(), partition.pairs.recall(),
                        partition.pairs.f1());
  const PairCounts& linked = result.scored.linked;
  if (result.has_pairs)
    text += measures_line("pairs over the threshold", linked.precision(), linked.recall(), linked.f1());
  text += measures_line("mentions (B-cubed)", partition.b_cubed.precision, partition.b_cubed.recall,
                        partition.b_cubed.f1());
  if (result.has_pairs) {
    text += "\n" + blocking_line(result.blocking);
    text += count_line("true pairs barred by a veto", result.scored.true_vetoed);
  }
  text += "\n" + count_line("persons found", partition.persons_found) +
          count_line("true persons", partition.persons_true) +
          count_line("persons exactly right", partition.persons_exact);
  if (result.interval) text += interval_line(*result.interval);
  text += count_line("mentions with truth", partition.num_mentions);
  if (partition.num_without_truth > 0)
    text += count_line("left out, without truth", partition.num_without_truth);
  if (!result.partitions.empty()) text += partitions_text(result);
  if (result.thresholds) text += thresholds_text(result);
  return text;
}

Json check_json(const CheckResult& result) {
  const PartitionCheck& partition = result.partition;
  Json json;
  json["mentions"] = partition.num_mentions;
  json["without_truth"] = partition.num_without_truth;
  json["persons_found"] = partition.persons_found;
  json["persons_true"] = partition.persons_true;
  json["persons_exact"] = partition.persons_exact;
  json["clustered_pairs"] = counts_json(partition.pairs);
  json["scored_pairs"] = result.has_pairs ? counts_json(result.scored.linked) : Json(nullptr);
  json["b_cubed"] = {{"precision", partition.b_cubed.precision},
                     {"recall", partition.b_cubed.recall},
                     {"f1", partition.b_cubed.f1()}};
  json["blocking"] = nullptr;
  if (result.has_pairs) {
    json["blocking"] = {{"all_pairs", result.blocking.all_pairs},
                        {"recall", result.blocking.recall},
                        {"is_lower_bound", !result.blocking.is_exact}};
  }
  json["true_pairs_vetoed"] = result.scored.true_vetoed;
  json["interval"] = nullptr;
  if (const auto& interval = result.interval) {
    json["interval"] = {{"estimate", interval->estimate},
                        {"low", interval->low},
                        {"high", interval->high},
                        {"holds_truth", interval->holds_truth()}};
  }
  if (!result.partitions.empty()) json["partitions"] = partitions_json(result);
  if (result.thresholds) json["thresholds"] = thresholds_json(*result.thresholds);
  return json;
}

}  // namespace byname
