// SPDX-License-Identifier: Apache-2.0
#include "evaluate/compare_runs.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "evaluate/joining_pairs.hpp"
#include "evaluate/run_difference.hpp"

namespace byname {

namespace {

std::vector<std::uint32_t> labels_of(const LinkedRun& run, std::span<const std::uint32_t> place_of) {
  std::vector<std::uint32_t> labels;
  for (const std::uint32_t place : place_of)
    labels.push_back(place == kNoPerson ? kNoPerson : run.person_of()[place]);
  return labels;
}

bool is_explained(const PersonChange& change) {
  return change.kind == ChangeKind::kMerged || change.kind == ChangeKind::kSplit ||
         change.kind == ChangeKind::kRearranged;
}

/// Per mention the number of its change, if that is one to explain.
std::vector<std::uint32_t> changes_of(const PartitionChange& partition, std::size_t num_mentions) {
  std::vector<std::uint32_t> change_of(num_mentions, kNoPerson);
  for (std::uint32_t at = 0; at < partition.changes.size(); ++at) {
    if (!is_explained(partition.changes[at])) continue;
    for (const std::uint32_t mention : partition.changes[at].mentions) change_of[mention] = at;
  }
  return change_of;
}

/// What joins the persons of one run that the other run holds apart.
class Explainer {
 public:
  Explainer(const RunsWithPairs& runs, std::span<const std::uint32_t> before,
            std::span<const std::uint32_t> after)
      : runs_(runs), before_(before), after_(after) {}

  std::vector<PairChange> explain(const PersonChange& change) const {
    std::vector<PairChange> found;
    add_joined(change, true, found);
    add_joined(change, false, found);
    return found;
  }

 private:
  void add_joined(const PersonChange& change, bool joins, std::vector<PairChange>& found) const {
    const std::span<const std::uint32_t> joined = joins ? after_ : before_;
    const std::span<const std::uint32_t> apart = joins ? before_ : after_;
    std::map<std::uint32_t, std::vector<std::uint32_t>> members;
    for (const std::uint32_t mention : change.mentions) {
      if (joined[mention] != kNoPerson) members[joined[mention]].push_back(mention);
    }
    for (const auto& [person, mentions] : members) {
      std::vector<std::uint32_t> groups;
      for (const std::uint32_t mention : mentions) groups.push_back(apart[mention]);
      const std::vector<JoiningPair> pairs = pairs_within(mentions, joined, joins);
      for (const std::size_t i : joining_pairs(mentions, groups, pairs))
        found.push_back(explain_pair_change(runs_, pairs[i].left, pairs[i].right, joins));
    }
  }
  std::vector<JoiningPair> pairs_within(const std::vector<std::uint32_t>& mentions,
                                        std::span<const std::uint32_t> person_of, bool after) const {
    const std::vector<RunPair>& pairs = (after ? runs_.pairs_after : runs_.pairs_before).pairs;
    std::vector<JoiningPair> within;
    for (const std::uint32_t mention : mentions) {
      auto at = std::lower_bound(pairs.begin(), pairs.end(), mention,
                                 [](const RunPair& pair, std::uint32_t left) { return pair.left < left; });
      for (; at != pairs.end() && at->left == mention; ++at) {
        if (person_of[at->right] == person_of[mention] && at->outcome != PairOutcome::kVeto)
          within.push_back({at->left, at->right, at->weight});
      }
    }
    return within;
  }

  const RunsWithPairs& runs_;
  std::span<const std::uint32_t> before_;
  std::span<const std::uint32_t> after_;
};

}  // namespace

std::string RunComparison::person_before(std::uint32_t mention) const {
  const std::uint32_t place = match.before[mention];
  return place == kNoPerson ? "" : std::string(before.person.at(place));
}

std::string RunComparison::person_after(std::uint32_t mention) const {
  const std::uint32_t place = match.after[mention];
  return place == kNoPerson ? "" : std::string(after.person.at(place));
}

const LinkedRun& RunComparison::run_of(std::uint32_t mention) const {
  return match.after[mention] != kNoPerson ? after : before;
}

std::uint32_t RunComparison::place_of(std::uint32_t mention) const {
  return match.after[mention] != kNoPerson ? match.after[mention] : match.before[mention];
}

std::string RunComparison::name_of(std::uint32_t mention) const {
  return mention_name(run_of(mention), place_of(mention), match.by);
}

RunComparison compare_runs(LinkedRun before, LinkedRun after, MatchBy by, const ExecutionContext& context) {
  context.begin_step("comparing", 0);
  RunComparison result;
  result.match = match_mentions(before, after, by);
  const std::vector<std::uint32_t> labels_before = labels_of(before, result.match.before);
  const std::vector<std::uint32_t> labels_after = labels_of(after, result.match.after);
  result.partition = compare_partitions(labels_before, labels_after);
  result.differences = run_differences(before, after);
  result.before = std::move(before);
  result.after = std::move(after);
  result.pairs.resize(result.partition.changes.size());
  const std::vector<std::uint32_t> change_of = changes_of(result.partition, result.match.size());
  const bool is_changed =
      std::any_of(change_of.begin(), change_of.end(), [](std::uint32_t at) { return at != kNoPerson; });
  if (!is_changed) return result;
  context.begin_step("reading pairs", 0);
  RunsWithPairs runs{&result.before, &result.after, &result.match, {}, {}};
  runs.pairs_before = read_run_pairs(result.before, result.match.of_before, change_of, context);
  runs.pairs_after = read_run_pairs(result.after, result.match.of_after, change_of, context);
  const Explainer explainer(runs, labels_before, labels_after);
  for (std::size_t at = 0; at < result.pairs.size(); ++at) {
    if (!is_explained(result.partition.changes[at])) continue;
    result.pairs[at] = explainer.explain(result.partition.changes[at]);
    for (const PairChange& pair : result.pairs[at]) ++result.reasons[static_cast<std::size_t>(pair.reason)];
  }
  return result;
}

}  // namespace byname
