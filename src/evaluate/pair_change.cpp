// SPDX-License-Identifier: Apache-2.0
#include "evaluate/pair_change.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "evaluate/partition_change.hpp"
#include "evaluate/weight_change.hpp"

namespace byname {

namespace {

constexpr double kEqualBits = 1e-9;

/// One of the two runs as it sees the pair.
struct Side {
  const LinkedRun* run = nullptr;
  const RunPairs* pairs = nullptr;
  const RunPair* pair = nullptr;  ///< null: not kept
  const char* when = "";          ///< "before" or "after"

  bool is_over() const { return pair != nullptr && pair->probability >= run->threshold; }
};

Side side_of(const RunsWithPairs& runs, std::uint32_t left, std::uint32_t right, bool after) {
  const RunPairs& pairs = after ? runs.pairs_after : runs.pairs_before;
  return {after ? runs.after : runs.before, &pairs, pairs.find(left, right), after ? "after" : "before"};
}

bool has_mentions(const RunsWithPairs& runs, const PairChange& change, bool after) {
  const std::vector<std::uint32_t>& place = after ? runs.match->after : runs.match->before;
  return place[change.left] != kNoPerson && place[change.right] != kNoPerson;
}

/// `joined` is the run that joins the pair, `apart` the other.
PairReason reason_of(const RunsWithPairs& runs, const PairChange& change, const Side& joined,
                     const Side& apart) {
  if (!has_mentions(runs, change, !change.joins)) return PairReason::kMention;
  if (!apart.pairs->are_known) return PairReason::kUnknown;
  if (apart.pair == nullptr && apart.run->verb == RunVerb::kCluster) return PairReason::kUnknown;
  if (apart.pair == nullptr) return PairReason::kPairs;
  if (apart.pair->outcome == PairOutcome::kVeto) return PairReason::kVeto;
  if (apart.is_over() || !joined.is_over()) return PairReason::kClustering;
  if (apart.pair->probability >= joined.run->threshold) return PairReason::kThreshold;
  return PairReason::kWeight;
}

std::string threshold_text(const LinkedRun& run) {
  return fmt::format("{:.2f} (probability {})", std::log2(run.threshold / (1 - run.threshold)),
                     run.threshold);
}

std::string weights_sentence(const Side& before, const Side& after) {
  const double old_weight = before.pair->weight;
  const double new_weight = after.pair->weight;
  std::string text = std::abs(old_weight - new_weight) <= kEqualBits
                         ? fmt::format("Weight {:.2f} in both", new_weight)
                         : fmt::format("Weight {:.2f} before, {:.2f} after", old_weight, new_weight);
  if (before.run->threshold == after.run->threshold)
    return text + fmt::format("; threshold {} in both.", threshold_text(*after.run));
  return text + fmt::format("; threshold {} before, {} after.", threshold_text(*before.run),
                            threshold_text(*after.run));
}

std::string weight_sentence(const Side& joined) {
  return fmt::format("Weight {:.2f} {}; threshold {}.", joined.pair->weight, joined.when,
                     threshold_text(*joined.run));
}

std::string mention_sentence(const RunsWithPairs& runs, const PairChange& change) {
  const std::vector<std::uint32_t>& place = change.joins ? runs.match->before : runs.match->after;
  std::vector<std::string> names;
  for (const std::uint32_t mention : {change.left, change.right}) {
    if (place[mention] == kNoPerson) names.push_back(runs.name_of(mention));
  }
  return fmt::format("{} {} only in the run {}.", fmt::join(names, " and "), names.size() > 1 ? "are" : "is",
                     change.joins ? "after" : "before");
}

bool compares_everything(const LinkedRun& run) {
  return run.compares_all_pairs || (run.rules.size() == 1 && run.rules[0] == kAllPairsRule);
}

std::string absence_sentence(const Side& apart) {
  const LinkedRun& run = *apart.run;
  if (compares_everything(run))
    return fmt::format("The run {} did not keep the pair: its probability was under {}.", apart.when,
                       run.keep_probability);
  if (run.keep_probability <= 0)
    return fmt::format("No rule of the run {} brought the pair together.", apart.when);
  return fmt::format(
      "The run {} did not keep the pair: no rule brought it together, or its probability was under {} "
      "(--keep-pairs).",
      apart.when, run.keep_probability);
}

/// Which rule brings the pair where it is joined, and whether the other run has it.
std::vector<std::string> rule_sentences(const Side& joined, const Side& apart) {
  if (compares_everything(*joined.run) || !joined.pair->rule ||
      *joined.pair->rule >= joined.run->rules.size())
    return {};
  const std::string& rule = joined.run->rules[*joined.pair->rule];
  const std::vector<std::string>& others = apart.run->rules;
  const bool is_shared = std::find(others.begin(), others.end(), rule) != others.end();
  return {fmt::format("The run {} has it by the rule {}{}.", joined.when, rule,
                      is_shared ? "" : fmt::format(", which the run {} has not", apart.when))};
}

std::vector<std::string> level_sentences(const Side& before, const Side& after) {
  if (!before.run->model || !after.run->model) return {};
  if (std::abs(before.pair->weight - after.pair->weight) <= kEqualBits) return {};
  const std::vector<std::string> texts =
      weight_change_texts(weight_changes({&*before.run->model, before.pair->gammas, before.pair->weight},
                                         {&*after.run->model, after.pair->gammas, after.pair->weight}));
  std::vector<std::string> sentences;
  for (const std::string& text : texts) sentences.push_back(text + ".");
  return sentences;
}

std::string clustering_sentence(const Side& joined, const Side& apart) {
  const std::string how =
      joined.run->way.empty() || joined.run->way == apart.run->way
          ? ""
          : fmt::format(" The run {} joins by {}, the run {} by {}.", joined.when, joined.run->way,
                        apart.when, apart.run->way.empty() ? "another way" : apart.run->way);
  if (apart.is_over())
    return "It is over the threshold in both runs; what the clustering knows of other pairs, a judgement or "
           "a "
           "list without duplicates keeps the two apart." +
           how;
  return "It is under the threshold in both runs; other pairs brought the two into one cluster." + how;
}

std::string unknown_sentence(const Side& apart) {
  return fmt::format(
      "The run {} does not say what the pair weighed: byname cluster keeps the pairs within clusters only, "
      "and "
      "only with --metrics.",
      apart.when);
}

std::vector<std::string> sentences_of(const RunsWithPairs& runs, const PairChange& change, const Side& joined,
                                      const Side& apart) {
  const Side& before = change.joins ? apart : joined;
  const Side& after = change.joins ? joined : apart;
  std::vector<std::string> sentences;
  if (apart.pair == nullptr) sentences.push_back(weight_sentence(joined));
  if (change.reason == PairReason::kMention) {
    sentences.push_back(mention_sentence(runs, change));
    return sentences;
  }
  if (change.reason == PairReason::kUnknown) {
    sentences.push_back(unknown_sentence(apart));
    return sentences;
  }
  if (change.reason == PairReason::kPairs) {
    sentences.push_back(absence_sentence(apart));
    for (std::string& text : rule_sentences(joined, apart)) sentences.push_back(std::move(text));
    return sentences;
  }
  sentences.push_back(weights_sentence(before, after));
  if (change.reason == PairReason::kVeto) {
    sentences.push_back(fmt::format(
        "A veto bars it {}: a rule of the model, a judgement, or a list without duplicates.", apart.when));
  }
  if (change.reason == PairReason::kClustering) sentences.push_back(clustering_sentence(joined, apart));
  for (std::string& text : level_sentences(before, after)) sentences.push_back(std::move(text));
  return sentences;
}

}  // namespace

std::string RunsWithPairs::name_of(std::uint32_t mention) const {
  if (match->after[mention] != kNoPerson) return mention_name(*after, match->after[mention], match->by);
  return mention_name(*before, match->before[mention], match->by);
}

PairChange explain_pair_change(const RunsWithPairs& runs, std::uint32_t left, std::uint32_t right,
                               bool joins) {
  const Side before = side_of(runs, left, right, false);
  const Side after = side_of(runs, left, right, true);
  const Side& joined = joins ? after : before;
  const Side& apart = joins ? before : after;
  BYNAME_CHECK(joined.pair != nullptr, "the pair {}, {} is not kept where it is joined", left, right);
  PairChange change{left, right, joins, {}, {}, PairReason::kUnknown, {}};
  if (before.pair != nullptr) change.weight_before = before.pair->weight;
  if (after.pair != nullptr) change.weight_after = after.pair->weight;
  change.reason = reason_of(runs, change, joined, apart);
  change.sentences = sentences_of(runs, change, joined, apart);
  return change;
}

}  // namespace byname
