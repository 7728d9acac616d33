// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace byname {

/// A rule that could be chosen: keys as bits, all of which a pair must agree on.
struct RuleCandidate {
  std::uint64_t keys = 0;
  double pairs = 0;
};

/// How many likely matches agree on exactly these keys.
struct AgreementCount {
  std::uint64_t keys = 0;
  double count = 0;
};

/// True if a pair that agrees on `keys` is brought by one of the rules.
bool covers(const std::vector<RuleCandidate>& rules, std::uint64_t keys);

/// Share of the matches that the rules bring; 0 without matches.
double covered_share(const std::vector<RuleCandidate>& rules, const std::vector<AgreementCount>& matches);

/// Chooses rules whose pairs add up to `budget` at most and that bring as many matches as they can: for a
/// price a pair, the rule with the largest gain less price is taken until none gains; rules that the others
/// make needless are dropped; then rules that still fit are added by gain a pair. The price is found by
/// bisection; the best choice of all prices is returned, in the order of gain a pair. Budgeted maximum
/// coverage (Khuller, Moss & Naor 1999) by Lagrangian relaxation: no guarantee of the optimum.
std::vector<RuleCandidate> choose_cover(const std::vector<RuleCandidate>& candidates,
                                        const std::vector<AgreementCount>& matches, double budget);

}  // namespace byname
