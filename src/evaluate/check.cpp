// SPDX-License-Identifier: Apache-2.0
#include "evaluate/check.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"

namespace byname {

namespace {

double harmonic_mean(double a, double b) { return a + b > 0 ? 2 * a * b / (a + b) : 0; }

std::int64_t num_pairs(std::int64_t n) { return n * (n - 1) / 2; }

// Sizes of the groups of equal labels, by label; labels may be any numbers.
class GroupSizes {
 public:
  explicit GroupSizes(std::vector<std::uint32_t> labels) {
    std::sort(labels.begin(), labels.end());
    for (const std::uint32_t label : labels) {
      if (groups_.empty() || groups_.back().first != label) groups_.emplace_back(label, 0);
      ++groups_.back().second;
    }
  }
  std::int64_t count() const { return static_cast<std::int64_t>(groups_.size()); }
  std::int64_t size_of(std::uint32_t label) const {
    return std::lower_bound(groups_.begin(), groups_.end(), std::pair(label, std::int64_t{0}))->second;
  }
  std::int64_t pairs() const {
    std::int64_t total = 0;
    for (const auto& [label, size] : groups_) total += num_pairs(size);
    return total;
  }

 private:
  std::vector<std::pair<std::uint32_t, std::int64_t>> groups_;
};

// (person, truth) of every mention with truth, sorted: a run of equals is a cell of the contingency table.
std::vector<std::pair<std::uint32_t, std::uint32_t>> known_labels(std::span<const std::uint32_t> person_of,
                                                                  std::span<const std::uint32_t> truth_of) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> labels;
  for (std::size_t i = 0; i < person_of.size(); ++i) {
    if (truth_of[i] != kNoTruth) labels.emplace_back(person_of[i], truth_of[i]);
  }
  std::sort(labels.begin(), labels.end());
  return labels;
}

}  // namespace

double PairCounts::f1() const { return harmonic_mean(precision(), recall()); }

double BCubed::f1() const { return harmonic_mean(precision, recall); }

PartitionCheck check_partition(std::span<const std::uint32_t> person_of,
                               std::span<const std::uint32_t> truth_of) {
  BYNAME_CHECK(person_of.size() == truth_of.size(), "{} persons, {} truths", person_of.size(),
               truth_of.size());
  const auto labels = known_labels(person_of, truth_of);
  std::vector<std::uint32_t> persons;
  std::vector<std::uint32_t> truths;
  for (const auto& [person, truth] : labels) {
    persons.push_back(person);
    truths.push_back(truth);
  }
  const GroupSizes found(std::move(persons));
  const GroupSizes in_truth(std::move(truths));

  PartitionCheck check;
  check.num_mentions = static_cast<std::int64_t>(labels.size());
  check.num_without_truth = static_cast<std::int64_t>(person_of.size() - labels.size());
  check.persons_found = found.count();
  check.persons_true = in_truth.count();
  check.pairs.found = found.pairs();
  check.pairs.in_truth = in_truth.pairs();
  double precision = 0;
  double recall = 0;
  for (std::size_t begin = 0, end = 0; begin < labels.size(); begin = end) {
    while (end < labels.size() && labels[end] == labels[begin]) ++end;
    const auto shared = static_cast<std::int64_t>(end - begin);
    const std::int64_t person_size = found.size_of(labels[begin].first);
    const std::int64_t truth_size = in_truth.size_of(labels[begin].second);
    check.pairs.correct += num_pairs(shared);
    check.persons_exact += shared == person_size && shared == truth_size ? 1 : 0;
    const double squared = static_cast<double>(shared) * static_cast<double>(shared);
    precision += squared / static_cast<double>(person_size);
    recall += squared / static_cast<double>(truth_size);
  }
  if (!labels.empty()) {
    check.b_cubed = {precision / static_cast<double>(labels.size()),
                     recall / static_cast<double>(labels.size())};
  }
  return check;
}

ScoredPairCheck check_pairs(std::span<const StoredPair> pairs, std::span<const std::uint32_t> truth_of,
                            std::int64_t pairs_in_truth) {
  ScoredPairCheck check;
  check.linked.in_truth = pairs_in_truth;
  for (const StoredPair& pair : pairs) {
    const std::uint32_t left = truth_of[pair.left];
    const std::uint32_t right = truth_of[pair.right];
    if (left == kNoTruth || right == kNoTruth) continue;
    const bool is_true = left == right;
    check.true_candidates += is_true ? 1 : 0;
    check.true_vetoed += is_true && pair.outcome == PairOutcome::kVeto ? 1 : 0;
    if (pair.outcome != PairOutcome::kLink) continue;
    ++check.linked.found;
    check.linked.correct += is_true ? 1 : 0;
  }
  return check;
}

std::vector<JudgedPair> judged_pairs(std::span<const StoredPair> pairs,
                                     std::span<const std::uint32_t> truth_of) {
  std::vector<JudgedPair> judged;
  for (const StoredPair& pair : pairs) {
    const std::uint32_t left = truth_of[pair.left];
    const std::uint32_t right = truth_of[pair.right];
    if (left == kNoTruth || right == kNoTruth) continue;
    judged.push_back({pair.weight, left == right, pair.outcome == PairOutcome::kVeto});
  }
  return judged;
}

}  // namespace byname
