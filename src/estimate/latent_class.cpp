// SPDX-License-Identifier: Apache-2.0
#include "estimate/latent_class.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/parallel.hpp"

namespace byname {
namespace {

/// Last key of the chains' random streams, which no other estimator has.
constexpr std::uint64_t kChainStream = 2;
constexpr std::uint64_t kDrawStream = 3;
constexpr int kSweepsToForget = 20;  // the decided overlap
constexpr int kSweepsToKeep = 40;
constexpr std::size_t kMostParts = 4000;
constexpr double kLargestShareBeyond = 0.01;

/// Given the chance to be seen, 1 - p_0, those on no list are negative binomial: mean n p_0 / (1 - p_0),
/// variance n p_0 / (1 - p_0)^2.
UnseenPart part_of(double named, double log_odds, double weight) {
  const double odds = std::exp(log_odds);
  const double unseen = named * odds;
  return {weight, named, unseen, std::sqrt(std::log1p((1 + odds) / unseen))};
}

double share_above(const UnseenAnswer& answer, double unseen_per_person) {
  double share = 0;
  for (const UnseenPart& part : answer.parts) {
    if (part.unseen > unseen_per_person * part.named) share += part.weight;
  }
  return share;
}

void refuse(LatentClassAnswer& answer, std::string reason, std::string needed) {
  answer.unseen = {{}, 1};
  answer.reason = std::move(reason);
  answer.needed = std::move(needed);
}

void refuse_without_bound(LatentClassAnswer& answer) {
  const double share = share_above(answer.unseen, kMostUnseenPerPerson);
  if (share <= kLargestShareBeyond) return;
  refuse(
      answer,
      fmt::format("not estimable, because the lists do not bound the number: {:.1f} % of the posterior lies "
                  "above {:.0f} persons on no list for each named one",
                  100 * share, kMostUnseenPerPerson),
      "more persons on two lists or more, or a further list");
}

}  // namespace

LatentClassSampler::LatentClassSampler(const CaptureTable& decided, const LatentClassOptions& options,
                                       const ExecutionContext& context)
    : options_(options), seed_(context.seed) {
  if (decided.num_lists < 3) {
    refuse(decided_, "not estimable, because latent classes need three lists", "a third list");
  } else if (decided.captured_exactly[1] == decided.total) {
    refuse(decided_, "not estimable, because no person is on two lists",
           "lists that overlap, or links between them that were missed");
  } else {
    sample(decided, context);
  }
}

void LatentClassSampler::sample(const CaptureTable& decided, const ExecutionContext& context) {
  context.begin_step("sampling latent classes", 0);
  for (int chain = 0; chain < options_.num_chains; ++chain) {
    chains_.emplace_back(decided, RandomStream(seed_, RandomStage::kEstimate,
                                               static_cast<std::uint64_t>(chain), 0, kChainStream));
  }
  log_odds_.resize(chains_.size());
  const auto over_chains = [&](const auto& work) {
    parallel_chunks(context, chains_.size(), 1,
                    [&](std::size_t chain, std::size_t, std::size_t) { work(chain); });
  };
  over_chains([&](std::size_t c) { chains_[c].warm_up(options_.warm_up_rounds); });
  while (num_sweeps_ < options_.most_sweeps) {
    over_chains([&](std::size_t c) { chains_[c].run(options_.sweeps_per_check, log_odds_[c]); });
    num_sweeps_ += options_.sweeps_per_check;
    convergence_ = assess_convergence(log_odds_);
    const double smallest = std::min(convergence_.bulk_ess, convergence_.tail_ess);
    if (is_converged() && smallest >= options_.wanted_ess) break;
  }
  if (!is_converged()) return refuse_unconverged();
  const std::size_t length = log_odds_.front().size();
  const std::size_t stride = std::max<std::size_t>(1, length * chains_.size() / kMostParts);
  const std::size_t kept = length / stride;
  for (const std::vector<double>& chain : log_odds_) {
    for (std::size_t i = 1; i <= kept; ++i) {
      const double weight = 1 / static_cast<double>(kept * chains_.size());
      decided_.unseen.parts.push_back(part_of(decided.total, chain[i * stride - 1], weight));
    }
  }
  describe();
  refuse_without_bound(decided_);
}

bool LatentClassSampler::is_converged() const {
  return convergence_.r_hat <= kLargestRHat && convergence_.bulk_ess >= kSmallestEffectiveSize;
}

void LatentClassSampler::describe() {
  decided_.diagnostics = {
      {"r_hat", convergence_.r_hat},
      {"bulk_ess", convergence_.bulk_ess},
      {"tail_ess", convergence_.tail_ess},
      {"sweeps", num_sweeps_},
      {"chains", options_.num_chains},
      {"temperatures", static_cast<double>(chains_.front().num_temperatures())},
      {"classes", kNumLatentClasses},
      // Where LCMCR would have cut the posterior off.
      {"share_above_20_per_person", share_above(decided_.unseen, 20)},
  };
}

void LatentClassSampler::refuse_unconverged() {
  const double ess = convergence_.bulk_ess;
  std::string needed = "chains that meet: they hold different answers, so more sweeps alone may not help";
  if (ess >= kSmallestEffectiveSize / 10) {
    const double rate = kSmallestEffectiveSize / std::min(ess, kSmallestEffectiveSize);
    needed = fmt::format("about {:.0f} sweeps at the present rate", std::ceil(1.5 * num_sweeps_ * rate));
  }
  refuse(decided_,
         fmt::format(
             "not converged: after {} sweeps of {} chains R-hat is {:.3f} (at most {:.2f} wanted) and "
             "the effective number of draws {:.0f} (at least {:.0f} wanted)",
             num_sweeps_, options_.num_chains, convergence_.r_hat, kLargestRHat, ess, kSmallestEffectiveSize),
         std::move(needed));
}

LatentClassAnswer LatentClassSampler::answer_for(const CaptureTable& drawn, std::uint64_t key) const {
  if (!decided_.reason.empty()) return decided_;
  TemperedChain chain = chains_[key % chains_.size()];
  chain.change_table(drawn, RandomStream(seed_, RandomStage::kEstimate, key, 0, kDrawStream));
  std::vector<double> log_odds;
  chain.run(kSweepsToForget + kSweepsToKeep, log_odds);
  LatentClassAnswer answer;
  for (std::size_t i = kSweepsToForget; i < log_odds.size(); ++i) {
    answer.unseen.parts.push_back(part_of(drawn.total, log_odds[i], 1.0 / kSweepsToKeep));
  }
  return answer;
}

}  // namespace byname
