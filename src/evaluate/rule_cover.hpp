// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace byname {

/// A rule that could be chosen: keys as bits, all of which a pair must agree on.
struct RuleCandidate {
  std::uint64_t keys = 0;
  double pairs = 0;                    ///< that it brings by itself
  std::vector<std::uint64_t> sampled;  ///< keys that some of its pairs agree on, drawn at random
};

/// How many likely matches agree on exactly these keys.
struct AgreementCount {
  std::uint64_t keys = 0;
  double count = 0;
};

/// Rules with what they bring together.
struct RuleChoice {
  std::vector<std::size_t> rules;  ///< of the candidates
  double pairs = 0;                ///< estimated from the sampled pairs: each once
  double share = 0;                ///< of the matches
};

/// Chooses rules that bring as many matches as they can with `budget` pairs together. A pair that two rules
/// bring costs once: what a rule adds is its pairs times the share of its sampled pairs that no chosen rule
/// brings. For a price a pair the rule with the largest gain less price is taken until none gains, and rules
/// that the others make needless are dropped; then rules that still fit are added by gain a pair. The price
/// is found by bisection; rules by gain alone are tried, too. The best choice is returned, rules in the order
/// of gain a pair. (Budgeted maximum coverage, Khuller, Moss & Naor 1999, by Lagrangian relaxation: the
/// optimum is not guaranteed.)
RuleChoice choose_cover(const std::vector<RuleCandidate>& candidates,
                        const std::vector<AgreementCount>& matches, double budget);

/// Share of the matches that some rules of the candidates bring; 0 without matches.
double covered_share(const std::vector<RuleCandidate>& candidates, const std::vector<std::size_t>& rules,
                     const std::vector<AgreementCount>& matches);

/// True if a pair that agrees on `keys` is brought by one of the rules.
bool covers(const std::vector<RuleCandidate>& candidates, const std::vector<std::size_t>& rules,
            std::uint64_t keys);

}  // namespace byname
