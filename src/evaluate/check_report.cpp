// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/number_format.hpp"
#include "evaluate/check_folder.hpp"

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

Json counts_json(const PairCounts& counts) {
  return {{"found", counts.found},           {"correct", counts.correct}, {"in_truth", counts.in_truth},
          {"precision", counts.precision()}, {"recall", counts.recall()}, {"f1", counts.f1()}};
}

}  // namespace

std::string check_text(const CheckResult& result) {
  const PartitionCheck& partition = result.partition;
  std::string text = fmt::format("  {:<26}{:>10}{:>10}{:>10}\n", "", "precision", "recall", "F1");
  text += measures_line("pairs after clustering", partition.pairs.precision(), partition.pairs.recall(),
                        partition.pairs.f1());
  const PairCounts& linked = result.scored.linked;
  text += measures_line("pairs over the threshold", linked.precision(), linked.recall(), linked.f1());
  text += measures_line("mentions (B-cubed)", partition.b_cubed.precision, partition.b_cubed.recall,
                        partition.b_cubed.f1());
  text += "\n" + blocking_line(result.blocking);
  text += count_line("true pairs barred by a veto", result.scored.true_vetoed);
  text += "\n" + count_line("persons found", partition.persons_found) +
          count_line("true persons", partition.persons_true) +
          count_line("persons exactly right", partition.persons_exact);
  if (result.interval) text += interval_line(*result.interval);
  text += count_line("mentions with truth", partition.num_mentions);
  if (partition.num_without_truth > 0)
    text += count_line("left out, without truth", partition.num_without_truth);
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
  json["scored_pairs"] = counts_json(result.scored.linked);
  json["b_cubed"] = {{"precision", partition.b_cubed.precision},
                     {"recall", partition.b_cubed.recall},
                     {"f1", partition.b_cubed.f1()}};
  json["blocking"] = {{"all_pairs", result.blocking.all_pairs},
                      {"recall", result.blocking.recall},
                      {"is_lower_bound", !result.blocking.is_exact}};
  json["true_pairs_vetoed"] = result.scored.true_vetoed;
  json["interval"] = nullptr;
  if (const auto& interval = result.interval) {
    json["interval"] = {{"estimate", interval->estimate},
                        {"low", interval->low},
                        {"high", interval->high},
                        {"holds_truth", interval->holds_truth()}};
  }
  return json;
}

}  // namespace byname
