// SPDX-License-Identifier: Apache-2.0
#include "evaluate/rule_cover.hpp"

#include <algorithm>
#include <cmath>
#include <queue>

namespace byname {

namespace {

constexpr int kPrices = 24;
constexpr std::size_t kMostRules = 20;

bool brings(const RuleCandidate& rule, std::uint64_t keys) { return (keys & rule.keys) == rule.keys; }

double sum_pairs(const std::vector<RuleCandidate>& rules) {
  double pairs = 0;
  for (const RuleCandidate& rule : rules) pairs += rule.pairs;
  return pairs;
}

/// Greedy choice with gains that only fall: a stale gain is an upper bound, so few are computed again.
class GreedyCover {
 public:
  GreedyCover(const std::vector<RuleCandidate>& candidates, const std::vector<AgreementCount>& matches)
      : candidates_(candidates), matches_(matches) {
    for (const RuleCandidate& rule : candidates) first_gains_.push_back(gain_of(rule, {}));
  }

  /// Rules with gain > price * pairs, best difference first.
  std::vector<RuleCandidate> choose(double price) const {
    std::vector<char> is_covered(matches_.size(), 0);
    using Entry = std::pair<double, std::size_t>;
    const auto worse = [](const Entry& a, const Entry& b) {
      return a.first != b.first ? a.first < b.first : a.second > b.second;
    };
    std::priority_queue<Entry, std::vector<Entry>, decltype(worse)> queue(worse);
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      const double worth = first_gains_[i] - price * candidates_[i].pairs;
      if (worth > 0) queue.emplace(worth, i);
    }
    std::vector<RuleCandidate> chosen;
    while (!queue.empty() && chosen.size() < kMostRules) {
      const std::size_t rule = queue.top().second;
      queue.pop();
      const double worth = gain_of(candidates_[rule], is_covered) - price * candidates_[rule].pairs;
      if (worth <= 0) continue;
      if (!queue.empty() && worse({worth, rule}, queue.top())) {
        queue.emplace(worth, rule);
        continue;
      }
      cover(candidates_[rule], is_covered);
      chosen.push_back(candidates_[rule]);
    }
    drop_needless(chosen);
    return chosen;
  }

  /// Adds rules that still fit, by gain a pair.
  void fill(std::vector<RuleCandidate>& chosen, double budget) const {
    std::vector<char> is_covered(matches_.size(), 0);
    for (const RuleCandidate& rule : chosen) cover(rule, is_covered);
    double left = budget - sum_pairs(chosen);
    while (chosen.size() < kMostRules) {
      const RuleCandidate* best = nullptr;
      double best_ratio = 0;
      for (std::size_t i = 0; i < candidates_.size(); ++i) {
        const RuleCandidate& rule = candidates_[i];
        if (rule.pairs > left || first_gains_[i] <= best_ratio * rule.pairs) continue;
        const double ratio = gain_of(rule, is_covered) / rule.pairs;
        if (ratio <= best_ratio) continue;
        best = &rule;
        best_ratio = ratio;
      }
      if (best == nullptr) return;
      cover(*best, is_covered);
      left -= best->pairs;
      chosen.push_back(*best);
    }
  }

  /// Puts rules in the order of gain a pair.
  void sort(std::vector<RuleCandidate>& chosen) const {
    std::vector<char> is_covered(matches_.size(), 0);
    for (std::size_t first = 0; first < chosen.size(); ++first) {
      std::size_t best = first;
      for (std::size_t i = first + 1; i < chosen.size(); ++i) {
        if (gain_of(chosen[i], is_covered) * chosen[best].pairs >
            gain_of(chosen[best], is_covered) * chosen[i].pairs)
          best = i;
      }
      std::rotate(chosen.begin() + static_cast<std::ptrdiff_t>(first),
                  chosen.begin() + static_cast<std::ptrdiff_t>(best),
                  chosen.begin() + static_cast<std::ptrdiff_t>(best) + 1);
      cover(chosen[first], is_covered);
    }
  }

 private:
  double gain_of(const RuleCandidate& rule, const std::vector<char>& is_covered) const {
    double gain = 0;
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      if ((is_covered.empty() || is_covered[i] == 0) && brings(rule, matches_[i].keys)) gain += matches_[i].count;
    }
    return gain;
  }
  void cover(const RuleCandidate& rule, std::vector<char>& is_covered) const {
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      if (brings(rule, matches_[i].keys)) is_covered[i] = 1;
    }
  }
  void drop_needless(std::vector<RuleCandidate>& chosen) const {
    for (std::size_t i = chosen.size(); i-- > 0;) {
      std::vector<RuleCandidate> others = chosen;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
      if (covered_share(others, matches_) == covered_share(chosen, matches_)) chosen = std::move(others);
    }
  }

  const std::vector<RuleCandidate>& candidates_;
  const std::vector<AgreementCount>& matches_;
  std::vector<double> first_gains_;
};

}  // namespace

bool covers(const std::vector<RuleCandidate>& rules, std::uint64_t keys) {
  return std::any_of(rules.begin(), rules.end(), [keys](const RuleCandidate& rule) { return brings(rule, keys); });
}

double covered_share(const std::vector<RuleCandidate>& rules, const std::vector<AgreementCount>& matches) {
  double covered = 0;
  double all = 0;
  for (const AgreementCount& match : matches) {
    all += match.count;
    if (covers(rules, match.keys)) covered += match.count;
  }
  return all > 0 ? covered / all : 0;
}

std::vector<RuleCandidate> choose_cover(const std::vector<RuleCandidate>& candidates,
                                        const std::vector<AgreementCount>& matches, double budget) {
  double all = 0;
  for (const AgreementCount& match : matches) all += match.count;
  const GreedyCover cover(candidates, matches);
  std::vector<RuleCandidate> best;
  double low = 0;
  double high = all;  // no rule is worth a price of all matches a pair
  for (int i = 0; i < kPrices; ++i) {
    // The first price is 0: whether everything fits. Prices span many powers of ten, so the middle is geometric.
    const double price = i == 0 ? 0 : low == 0 ? high / 100 : std::sqrt(low * high);
    std::vector<RuleCandidate> chosen = cover.choose(price);
    if (sum_pairs(chosen) > budget) {
      low = price > 0 ? price : low;
      continue;
    }
    high = price > 0 ? price : high;
    cover.fill(chosen, budget);
    const double gain = covered_share(chosen, matches) - covered_share(best, matches);
    if (gain > 0 || (gain == 0 && sum_pairs(chosen) < sum_pairs(best))) best = std::move(chosen);
    if (i == 0) break;
  }
  cover.sort(best);
  return best;
}

}  // namespace byname
