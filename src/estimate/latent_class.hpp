// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/execution_context.hpp"
#include "estimate/capture_table.hpp"
#include "estimate/chain_convergence.hpp"
#include "estimate/tempered_chain.hpp"
#include "estimate/unseen_mixture.hpp"

namespace byname {

/// How long the sampler may take. One sweep moves every temperature of a chain once.
struct LatentClassOptions {
  int num_chains = 4;
  int warm_up_rounds = 5;
  int sweeps_per_check = 500;  ///< convergence is looked at after so many sweeps of each chain
  int most_sweeps = 6000;      ///< without convergence by then: refused
  double wanted_ess = 1000;    ///< sampling ends at this size, which keeps limits within a few per cent
};

/// R-hat at most this and an effective size of at least that, or "not converged".
inline constexpr double kLargestRHat = 1.01;
inline constexpr double kSmallestEffectiveSize = 400;

/// No draw is cut off; but where over 1 % of them hold more unseen than this for each named person, the lists
/// do not bound the number, and it is refused.
inline constexpr double kMostUnseenPerPerson = 1000;

/// What latent classes say of those on no list, or why they say nothing.
struct LatentClassAnswer {
  UnseenAnswer unseen;
  std::vector<std::pair<std::string, double>> diagnostics;
  std::string reason;  ///< of a refusal; empty = estimated
  std::string needed;
};

/// Samples the latent-class posterior (LatentClassPosterior) by several tempered chains from different starts
/// until they agree. Given one state those on no list are negative binomial, here log-normal of the same mean
/// and variance.
class LatentClassSampler {
 public:
  /// Samples the decided overlap. Refused without three lists and somebody on two of them.
  LatentClassSampler(const CaptureTable& decided, const LatentClassOptions& options,
                     const ExecutionContext& context);

  /// The answer for the decided overlap.
  const LatentClassAnswer& decided() const { return decided_; }
  const ChainConvergence& convergence() const { return convergence_; }
  /// The answer for the overlap of one draw of the linkage: a copy of one chain goes on from where it is, for
  /// a few sweeps, since the posteriors of neighbouring draws are nearly the same (a cut model: the linkage
  /// does not learn from the estimate). `key` numbers the draw. The decided refusal, if there is one.
  LatentClassAnswer answer_for(const CaptureTable& drawn, std::uint64_t key) const;

 private:
  void sample(const CaptureTable& decided, const ExecutionContext& context);
  bool is_converged() const;
  void refuse_unconverged();
  void describe();

  LatentClassOptions options_;
  std::uint64_t seed_;
  std::vector<TemperedChain> chains_;
  std::vector<std::vector<double>> log_odds_;  ///< per chain: ln p_0 / (1 - p_0) after each sweep
  ChainConvergence convergence_;
  int num_sweeps_ = 0;
  LatentClassAnswer decided_;
};

}  // namespace byname
