// SPDX-License-Identifier: Apache-2.0
#include "evaluate/rule_cover.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>
#include <utility>

namespace byname {

namespace {

constexpr int kPrices = 14;
constexpr double kLeastGain = 0.002;  // of the matches: a rule that adds less is not worth reading
constexpr std::size_t kMostRules = 20;
constexpr double kHardlyMore = 1.05;

bool brings(const RuleCandidate& rule, std::uint64_t keys) { return (keys & rule.keys) == rule.keys; }

/// A choice as it grows: which matches and which sampled pairs it brings.
class GrowingChoice {
 public:
  /// `gains`: of each rule by itself.
  GrowingChoice(const std::vector<RuleCandidate>& candidates, const std::vector<AgreementCount>& matches,
                std::vector<double> gains, double least_gain)
      : candidates_(candidates),
        matches_(matches),
        gains_(std::move(gains)),
        gain_is_of_(candidates.size(), 0),
        least_gain_(least_gain),
        is_covered_(matches.size(), 0) {
    for (const RuleCandidate& rule : candidates) {
      first_sample_.push_back(sample_is_covered_.size());
      sample_is_covered_.resize(sample_is_covered_.size() + rule.sampled.size(), 0);
      left_.push_back(static_cast<double>(rule.sampled.size()));
    }
  }

  /// The rule of the highest worth(gain, cost), if that is above 0: worth must rise with the gain. Gains only
  /// fall as rules are added, so one that is out of date bounds the true one, and few are computed again.
  template <typename Worth>
  std::optional<std::size_t> best(const Worth& worth) {
    if (rules_.size() >= kMostRules) return std::nullopt;
    using Entry = std::pair<double, std::size_t>;
    const auto is_worse = [](const Entry& a, const Entry& b) {
      return a.first != b.first ? a.first < b.first : a.second > b.second;
    };
    std::vector<Entry> heap;
    for (std::size_t rule = 0; rule < candidates_.size(); ++rule) {
      const double here = gains_[rule] > least_gain_ ? worth(gains_[rule], cost(rule)) : 0;
      if (here > 0) heap.emplace_back(here, rule);
    }
    std::make_heap(heap.begin(), heap.end(), is_worse);
    while (!heap.empty()) {
      std::pop_heap(heap.begin(), heap.end(), is_worse);
      const std::size_t rule = heap.back().second;
      heap.pop_back();
      if (gain_is_of_[rule] == rules_.size()) return rule;
      gains_[rule] = gain(rule);
      gain_is_of_[rule] = rules_.size();
      const double here = gains_[rule] > least_gain_ ? worth(gains_[rule], cost(rule)) : 0;
      if (here <= 0) continue;
      heap.emplace_back(here, rule);
      std::push_heap(heap.begin(), heap.end(), is_worse);
    }
    return std::nullopt;
  }

  /// Matches that a rule would add.
  double gain(std::size_t rule) const {
    double gain = 0;
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      if (is_covered_[i] == 0 && brings(candidates_[rule], matches_[i].keys)) gain += matches_[i].count;
    }
    return gain;
  }
  /// Pairs that a rule would add.
  double cost(std::size_t rule) const {
    const RuleCandidate& candidate = candidates_[rule];
    if (candidate.sampled.empty()) return candidate.pairs;
    // Half a pair of the sample stands for what it is too small to show.
    const auto size = static_cast<double>(candidate.sampled.size());
    return candidate.pairs * std::max(0.5, left_[rule]) / size;
  }

  void add(std::size_t rule) {
    pairs_ += cost(rule);
    rules_.push_back(rule);
    const RuleCandidate& added = candidates_[rule];
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      if (brings(added, matches_[i].keys)) is_covered_[i] = 1;
    }
    for (std::size_t r = 0; r < candidates_.size(); ++r) {
      for (std::size_t i = 0; i < candidates_[r].sampled.size(); ++i) {
        char& is_covered = sample_is_covered_[first_sample_[r] + i];
        if (is_covered != 0 || !brings(added, candidates_[r].sampled[i])) continue;
        is_covered = 1;
        left_[r] -= 1;
      }
    }
  }

  const std::vector<std::size_t>& rules() const { return rules_; }
  double pairs() const { return pairs_; }

 private:
  const std::vector<RuleCandidate>& candidates_;
  const std::vector<AgreementCount>& matches_;
  std::vector<double> gains_;
  std::vector<std::size_t> gain_is_of_;  ///< number of rules there were when the gain was computed
  double least_gain_;
  std::vector<char> is_covered_;
  std::vector<char> sample_is_covered_;
  std::vector<std::size_t> first_sample_;
  std::vector<double> left_;  ///< sampled pairs that are not covered
  std::vector<std::size_t> rules_;
  double pairs_ = 0;
};

class CoverSearch {
 public:
  CoverSearch(const std::vector<RuleCandidate>& candidates, const std::vector<AgreementCount>& matches,
              std::vector<double> gains, double all)
      : candidates_(candidates), matches_(matches), gains_(std::move(gains)), least_gain_(kLeastGain * all) {}

  /// The choice for a price, completed to the budget; false if it is beyond the budget.
  bool choose(double price, double budget, RuleChoice& choice) const {
    GrowingChoice priced = begin();
    const auto worth = [price](double gain, double cost) { return gain - price * cost; };
    while (const auto rule = priced.best(worth)) priced.add(*rule);
    GrowingChoice growing = begin();
    for (const std::size_t rule : without_needless(priced.rules())) growing.add(rule);
    if (growing.pairs() > budget) return false;
    const auto ratio = [&](double gain, double cost) {
      return cost > budget - growing.pairs() ? 0 : gain / cost;
    };
    while (const auto rule = growing.best(ratio)) growing.add(*rule);
    choice = {growing.rules(), growing.pairs(), covered_share(candidates_, growing.rules(), matches_)};
    return true;
  }

  /// The rule that brings most, completed to the budget: what prices miss where rules are large beside it.
  RuleChoice largest_first(double budget) const {
    GrowingChoice growing = begin();
    const auto gain_alone = [&](double gain, double cost) {
      return cost > budget - growing.pairs() ? 0 : gain;
    };
    while (const auto rule = growing.best(gain_alone)) growing.add(*rule);
    return {growing.rules(), growing.pairs(), covered_share(candidates_, growing.rules(), matches_)};
  }

  /// Puts rules in the order of gain a pair.
  std::vector<std::size_t> sorted(std::vector<std::size_t> rules) const {
    GrowingChoice growing = begin();
    while (!rules.empty()) {
      const auto best = std::max_element(rules.begin(), rules.end(), [&](std::size_t a, std::size_t b) {
        return growing.gain(a) * growing.cost(b) < growing.gain(b) * growing.cost(a);
      });
      growing.add(*best);
      rules.erase(best);
    }
    return growing.rules();
  }

 private:
  GrowingChoice begin() const { return {candidates_, matches_, gains_, least_gain_}; }

  std::vector<std::size_t> without_needless(std::vector<std::size_t> rules) const {
    const double share = covered_share(candidates_, rules, matches_);
    for (std::size_t i = rules.size(); i-- > 0;) {
      std::vector<std::size_t> others = rules;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
      if (covered_share(candidates_, others, matches_) >= share - kLeastGain / 2) rules = std::move(others);
    }
    return rules;
  }

  const std::vector<RuleCandidate>& candidates_;
  const std::vector<AgreementCount>& matches_;
  std::vector<double> gains_;  ///< of each rule by itself
  double least_gain_;
};

double gain_alone(const RuleCandidate& rule, const std::vector<AgreementCount>& matches) {
  double gain = 0;
  for (const AgreementCount& match : matches) gain += brings(rule, match.keys) ? match.count : 0;
  return gain;
}

/// Rules that bring enough, without those of more keys that save hardly a pair over one of fewer.
std::vector<std::size_t> worth_a_look(const std::vector<RuleCandidate>& candidates,
                                      const std::vector<double>& gains, double least_gain) {
  std::unordered_map<std::uint64_t, double> pairs_of;
  for (const RuleCandidate& rule : candidates) pairs_of.emplace(rule.keys, rule.pairs);
  std::vector<std::size_t> rules;
  for (std::size_t rule = 0; rule < candidates.size(); ++rule) {
    if (gains[rule] <= least_gain) continue;
    bool is_needed = true;
    for (std::uint64_t left = candidates[rule].keys; left != 0; left &= left - 1) {
      const auto shorter = pairs_of.find(candidates[rule].keys & ~(left & (~left + 1)));
      if (shorter != pairs_of.end() && shorter->second < kHardlyMore * candidates[rule].pairs)
        is_needed = false;
    }
    if (is_needed) rules.push_back(rule);
  }
  return rules;
}

}  // namespace

bool covers(const std::vector<RuleCandidate>& candidates, const std::vector<std::size_t>& rules,
            std::uint64_t keys) {
  return std::any_of(rules.begin(), rules.end(),
                     [&](std::size_t rule) { return brings(candidates[rule], keys); });
}

double covered_share(const std::vector<RuleCandidate>& candidates, const std::vector<std::size_t>& rules,
                     const std::vector<AgreementCount>& matches) {
  double covered = 0;
  double all = 0;
  for (const AgreementCount& match : matches) {
    all += match.count;
    if (covers(candidates, rules, match.keys)) covered += match.count;
  }
  return all > 0 ? covered / all : 0;
}

RuleChoice choose_cover(const std::vector<RuleCandidate>& candidates,
                        const std::vector<AgreementCount>& matches, double budget) {
  double all = 0;
  for (const AgreementCount& match : matches) all += match.count;
  if (candidates.empty() || !(all > 0)) return {};
  std::vector<double> all_gains;
  for (const RuleCandidate& rule : candidates)
    all_gains.push_back(rule.pairs <= budget ? gain_alone(rule, matches) : 0);
  const std::vector<std::size_t> number = worth_a_look(candidates, all_gains, kLeastGain * all);
  std::vector<RuleCandidate> worthy;
  std::vector<double> gains;
  for (const std::size_t rule : number) {
    worthy.push_back(candidates[rule]);
    gains.push_back(all_gains[rule]);
  }
  const CoverSearch search(worthy, matches, std::move(gains), all);
  RuleChoice best = search.largest_first(budget);
  double low = 0;
  double high = all;  // no rule is worth a price of all matches a pair
  for (int i = 0; i < kPrices; ++i) {
    // Whether everything fits comes first; then prices, which span powers of ten.
    const double price = i == 0 ? 0 : low == 0 ? high / 100 : std::sqrt(low * high);
    RuleChoice choice;
    if (!search.choose(price, budget, choice)) {
      low = std::max(low, price);
      continue;
    }
    if (choice.share > best.share || (choice.share == best.share && choice.pairs < best.pairs)) best = choice;
    if (i == 0) break;
    high = price;
  }
  best.rules = search.sorted(best.rules);
  for (std::size_t& rule : best.rules) rule = number[rule];
  return best;
}

}  // namespace byname
