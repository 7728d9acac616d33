// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <set>

#include "base/number_format.hpp"
#include "evaluate/compare_runs.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostChanges = 10;
constexpr std::size_t kMostPersons = 4;

constexpr std::array<std::string_view, kPairReasonNames.size()> kReasonTexts = {
    "a record is in one run only",
    "the other run did not keep the pair",
    "a veto bars the pair in one run",
    "the threshold is another",
    "the weight is another",
    "the clustering of other pairs",
    "the other folder does not keep such pairs"};

std::string run_line(const char* what, const LinkedRun& run) {
  return fmt::format(
      "  {:<13}{}: byname {}, {} of {}, threshold {}\n", what, run.folder,
      kRunVerbNames[static_cast<std::size_t>(run.verb)],
      format_counted(static_cast<std::int64_t>(run.person.dictionary.size() - 1), "person", "persons"),
      format_counted(static_cast<std::int64_t>(run.num_mentions()), "mention", "mentions"), run.threshold);
}

std::string count_line(const PartitionChange& partition, ChangeKind kind) {
  const ChangeCount& count = partition.count(kind);
  return fmt::format("  {:<13}{:>12}{:>12}{:>12}{:>12}\n", kChangeKindNames[static_cast<std::size_t>(kind)],
                     format_count(count.components), format_count(count.persons_before),
                     format_count(count.persons_after), format_count(count.mentions));
}

std::string mentions_text(const RunComparison& comparison) {
  const PartitionChange& partition = comparison.partition;
  std::string text = fmt::format(
      "  {:<13}{} in both, {} only before, {} only after; matched by {}\n", "mentions",
      format_count(partition.mentions_in_both), format_count(partition.mentions_removed),
      format_count(partition.mentions_added), comparison.match.by == MatchBy::kId ? "id" : "list and row");
  if (partition.same_with_additions > 0)
    text += fmt::format("  {:<13}{} of the same persons gained or lost mentions of one run only\n", "",
                        format_count(partition.same_with_additions));
  return text;
}

/// The names of persons of a change, in the order of their mentions.
std::vector<std::string> persons_of(const RunComparison& comparison, const PersonChange& change, bool after) {
  std::set<std::string> seen;
  std::vector<std::string> names;
  for (const std::uint32_t mention : change.mentions) {
    std::string name = after ? comparison.person_after(mention) : comparison.person_before(mention);
    if (!name.empty() && seen.insert(name).second) names.push_back(std::move(name));
  }
  return names;
}

std::string shortened(const std::vector<std::string>& names) {
  const std::size_t shown = std::min(names.size(), kMostPersons);
  std::string text =
      fmt::format("{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown), " + "));
  if (names.size() > shown) text += fmt::format(" + {} more", names.size() - shown);
  return text;
}

std::string change_text(const RunComparison& comparison, std::size_t at) {
  const PersonChange& change = comparison.partition.changes[at];
  std::string text = fmt::format(
      "  {} {}: {} -> {}\n", at + 1, kChangeKindNames[static_cast<std::size_t>(change.kind)],
      shortened(persons_of(comparison, change, false)), shortened(persons_of(comparison, change, true)));
  for (const PairChange& pair : comparison.pairs[at]) {
    text += fmt::format("      {} by {} and {}: {}\n", pair.joins ? "joined" : "was joined",
                        comparison.name_of(pair.left), comparison.name_of(pair.right),
                        fmt::join(pair.sentences, " "));
  }
  if (comparison.pairs[at].empty()) text += "      no pair that was kept says why\n";
  return text;
}

/// Changes that pairs explain: they come first.
std::size_t num_explained(const PartitionChange& partition) {
  return static_cast<std::size_t>(
      std::count_if(partition.changes.begin(), partition.changes.end(), [](const PersonChange& change) {
        return change.kind != ChangeKind::kAdded && change.kind != ChangeKind::kRemoved;
      }));
}

std::string reasons_text(const RunComparison& comparison) {
  std::vector<std::pair<std::int64_t, std::size_t>> order;
  for (std::size_t reason = 0; reason < comparison.reasons.size(); ++reason) {
    if (comparison.reasons[reason] > 0) order.emplace_back(-comparison.reasons[reason], reason);
  }
  if (order.empty()) return "";
  std::sort(order.begin(), order.end());
  std::string text = "\n  why, by pairs that join persons in one run and not in the other\n";
  for (const auto& [count, reason] : order)
    text += fmt::format("  {:>12}  {}\n", format_count(-count), kReasonTexts[reason]);
  return text;
}

Json weight_json(const std::optional<double>& weight) { return weight ? Json(*weight) : Json(nullptr); }

Json pair_json(const RunComparison& comparison, const PairChange& pair) {
  return {{"joined", pair.joins ? "after" : "before"},
          {"mention_1", comparison.name_of(pair.left)},
          {"mention_2", comparison.name_of(pair.right)},
          {"weight_before", weight_json(pair.weight_before)},
          {"weight_after", weight_json(pair.weight_after)},
          {"reason", kPairReasonNames[static_cast<std::size_t>(pair.reason)]},
          {"why", pair.sentences}};
}

Json change_json(const RunComparison& comparison, std::size_t at) {
  const PersonChange& change = comparison.partition.changes[at];
  Json mentions = Json::array();
  for (const std::uint32_t mention : change.mentions) mentions.push_back(comparison.name_of(mention));
  Json pairs = Json::array();
  for (const PairChange& pair : comparison.pairs[at]) pairs.push_back(pair_json(comparison, pair));
  return {{"component", at + 1},
          {"change", kChangeKindNames[static_cast<std::size_t>(change.kind)]},
          {"persons_before", persons_of(comparison, change, false)},
          {"persons_after", persons_of(comparison, change, true)},
          {"mentions", std::move(mentions)},
          {"pairs", std::move(pairs)}};
}

Json run_json(const LinkedRun& run) {
  return {{"folder", run.folder},
          {"verb", kRunVerbNames[static_cast<std::size_t>(run.verb)]},
          {"mentions", run.num_mentions()},
          {"persons", run.person.dictionary.size() - 1},
          {"threshold", run.threshold}};
}

}  // namespace

std::string comparison_text(const RunComparison& comparison, const std::string& folder) {
  const PartitionChange& partition = comparison.partition;
  std::string text = run_line("before", comparison.before) + run_line("after", comparison.after);
  text += mentions_text(comparison);
  text += fmt::format("\n  {:<13}{:>12}{:>12}{:>12}{:>12}\n", "persons", "changes", "before", "after",
                      "mentions");
  for (const ChangeKind kind : {ChangeKind::kSame, ChangeKind::kMerged, ChangeKind::kSplit,
                                ChangeKind::kRearranged, ChangeKind::kRemoved, ChangeKind::kAdded})
    text += count_line(partition, kind);
  if (!comparison.differences.empty()) text += "\n  what was done differently\n";
  for (const std::string& difference : comparison.differences) text += "    " + difference + "\n";
  text += reasons_text(comparison);
  const std::size_t explained = num_explained(partition);
  if (explained > 0) text += "\n";
  for (std::size_t at = 0; at < std::min(explained, kMostChanges); ++at) text += change_text(comparison, at);
  if (explained > kMostChanges)
    text +=
        fmt::format("  and {} more; {}\n", format_count(static_cast<std::int64_t>(explained - kMostChanges)),
                    folder.empty() ? "-o FOLDER writes all of them" : "changes.csv has all of them");
  if (!folder.empty()) text += fmt::format("\n  written to   {}\n", folder);
  return text;
}

Json comparison_json(const RunComparison& comparison) {
  const PartitionChange& partition = comparison.partition;
  Json json = {{"before", run_json(comparison.before)},
               {"after", run_json(comparison.after)},
               {"matched_by", comparison.match.by == MatchBy::kId ? "id" : "row"},
               {"mentions_in_both", partition.mentions_in_both},
               {"mentions_only_before", partition.mentions_removed},
               {"mentions_only_after", partition.mentions_added},
               {"same_with_additions", partition.same_with_additions},
               {"differences", comparison.differences}};
  for (std::size_t kind = 0; kind < kChangeKindNames.size(); ++kind) {
    const ChangeCount& count = partition.counts[kind];
    json["counts"][std::string(kChangeKindNames[kind])] = {{"changes", count.components},
                                                           {"persons_before", count.persons_before},
                                                           {"persons_after", count.persons_after},
                                                           {"mentions", count.mentions}};
  }
  for (std::size_t reason = 0; reason < kPairReasonNames.size(); ++reason)
    json["reasons"][std::string(kPairReasonNames[reason])] = comparison.reasons[reason];
  json["changes"] = Json::array();
  for (std::size_t at = 0; at < partition.changes.size(); ++at)
    json["changes"].push_back(change_json(comparison, at));
  return json;
}

}  // namespace byname
