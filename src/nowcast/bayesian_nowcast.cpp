// SPDX-License-Identifier: Apache-2.0
#include "nowcast/bayesian_nowcast.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <memory>

#include "base/parallel.hpp"
#include "base/random.hpp"
#include "estimate/chain_convergence.hpp"
#include "nowcast/no_u_turn.hpp"
#include "nowcast/report_allocation.hpp"
#include "nowcast/scale_moves.hpp"

namespace byname {
namespace {

constexpr std::uint64_t kStep = 4;        // of the nowcast's random streams
constexpr int kSweepsBetweenChecks = 16;  // transitions between looks for cancellation
constexpr int kNumWatched = 7;

Refusal refuse(const std::string& reason, const std::string& needed) {
  return {"bayesian", "drifting delay", reason, needed};
}

std::optional<Refusal> refusal_of(const ReportingTriangle& triangle) {
  if (triangle.num_delays() < 2)
    return refuse("not estimable, because the table has a single delay", "counts at two delays or more");
  if (triangle.num_events() < 3)
    return refuse("not estimable, because there are fewer than three periods", "three periods or more");
  if (triangle.has_negative_counts())
    return refuse("not estimable, because the table has negative new reports: persons were taken back",
                  "counts in which nobody is taken back; the chain ladder allows it");
  if (!triangle.has_whole_counts())
    return refuse("not estimable, because the table has fractions: it does not count persons",
                  "whole numbers of persons");
  return std::nullopt;
}

TriangleShape shape_of(const ReportingTriangle& triangle) {
  TriangleShape shape;
  shape.num_delays = triangle.num_delays();
  for (const std::vector<double>& row : triangle.counts) shape.known.push_back(row.size());
  return shape;
}

/// What one chain has found so far.
struct ChainDraws {
  std::vector<std::vector<double>> named, will_be_named;  // [draw][event]
  std::vector<std::vector<double>> parameters;            // [draw]
  std::vector<std::vector<double>> watched;               // [draw][kNumWatched]
};

/// One chain: the model with its own allocation of undated reports, and the sampler on it.
class NowcastChain {
 public:
  NowcastChain(const ReportingTriangle& triangle, const DelayPrior& prior, const BayesianSettings& settings,
               const ExecutionContext& context, std::size_t number)
      : triangle_(triangle),
        context_(context),
        model_(shape_of(triangle), prior),
        random_(context.seed, RandomStage::kNowcast, kStep, number, 0) {
    model_.set_counts(first_allocation(triangle));
    sampler_ = std::make_unique<NoUTurnChain>(
        [this](const std::vector<double>& point, std::vector<double>& gradient) {
          return model_.log_density(point, gradient);
        },
        model_.starting_point(random_), settings.num_warmup, settings.max_depth,
        RandomStream(context.seed, RandomStage::kNowcast, kStep, number, 1));
  }

  void run(int num_transitions, bool is_kept) {
    for (int i = 0; i < num_transitions; ++i) {
      if (i % kSweepsBetweenChecks == 0) context_.check_cancelled();
      sampler_->advance();
      move_scales_of_chain();
      const DelayRates rates = model_.rates(sampler_->point());
      if (!triangle_.undated.empty())
        model_.set_counts(allocate_undated(triangle_, rates, model_.counts(), random_));
      if (is_kept) keep(rates);
    }
  }

  const ChainDraws& draws() const { return draws_; }
  int num_divergent() const { return sampler_->num_divergent(); }

 private:
  void move_scales_of_chain() {
    std::vector<double> point = sampler_->point();
    double log_density = sampler_->log_density();
    move_scales(model_, point, log_density, random_);
    sampler_->move_to(std::move(point), log_density);
  }

  void keep(const DelayRates& rates) {
    const std::size_t num_events = triangle_.num_events();
    std::vector<double> named(num_events), will(num_events, 0.0);
    double expected = 0, newest = 0;
    for (std::size_t event = 0; event < num_events; ++event) {
      for (const double count : model_.counts()[event]) named[event] += count;
      double of_event = 0;
      for (std::size_t delay = triangle_.counts[event].size(); delay < triangle_.num_delays(); ++delay) {
        const double mean = rates.means[event][delay];
        of_event += mean;
        will[event] +=
            static_cast<double>(draw_poisson(random_, mean * draw_gamma(random_, rates.size) / rates.size));
      }
      expected += of_event;
      newest = of_event;
    }
    const std::vector<double>& point = sampler_->point();
    draws_.watched.push_back({expected, newest, point[DelayModel::kLevelScale],
                              point[DelayModel::kDriftScale], point[DelayModel::kHazardScale],
                              point[DelayModel::kDispersion], sampler_->log_density()});
    draws_.named.push_back(std::move(named));
    draws_.will_be_named.push_back(std::move(will));
    draws_.parameters.push_back(point);
  }

  const ReportingTriangle& triangle_;
  const ExecutionContext& context_;
  DelayModel model_;
  RandomStream random_;
  std::unique_ptr<NoUTurnChain> sampler_;
  ChainDraws draws_;
};

using Chains = std::vector<std::unique_ptr<NowcastChain>>;

struct Agreement {
  double r_hat = 0;
  double effective_draws = std::numeric_limits<double>::infinity();
  bool is_enough(const BayesianSettings& settings) const {
    return r_hat <= settings.max_r_hat && effective_draws >= settings.min_effective_draws;
  }
};

Agreement agreement_of(const Chains& chains) {
  Agreement worst;
  for (std::size_t number = 0; number < kNumWatched; ++number) {
    std::vector<std::vector<double>> values;
    for (const auto& chain : chains) {
      values.emplace_back();
      for (const std::vector<double>& each : chain->draws().watched) values.back().push_back(each[number]);
    }
    const ChainConvergence convergence = assess_convergence(values);
    worst.r_hat = std::max(worst.r_hat, convergence.r_hat);
    worst.effective_draws = std::min({worst.effective_draws, convergence.bulk_ess, convergence.tail_ess});
  }
  return worst;
}

void run_chains(const Chains& chains, int num_transitions, bool is_kept, const ExecutionContext& context) {
  parallel_chunks(context, chains.size(), 1, [&](std::size_t chain, std::size_t, std::size_t) {
    chains[chain]->run(num_transitions, is_kept);
    context.advance(1);
  });
}

void append_draws(const ChainDraws& draws, BayesianNowcast& posterior) {
  const std::size_t num_events = draws.named.front().size();
  posterior.named.resize(num_events);
  posterior.will_be_named.resize(num_events);
  for (std::size_t draw = 0; draw < draws.named.size(); ++draw) {
    for (std::size_t event = 0; event < num_events; ++event) {
      posterior.named[event].push_back(draws.named[draw][event]);
      posterior.will_be_named[event].push_back(draws.will_be_named[draw][event]);
    }
    posterior.parameters.push_back(draws.parameters[draw]);
  }
}

double mean_scale(const BayesianNowcast& posterior, std::size_t place) {
  double sum = 0;
  for (const std::vector<double>& draw : posterior.parameters) sum += std::exp(draw[place]);
  return sum / static_cast<double>(posterior.parameters.size());
}

BayesianNowcast posterior_of(const Chains& chains, const Agreement& agreement) {
  BayesianNowcast posterior;
  double num_divergent = 0;
  for (const auto& chain : chains) {
    append_draws(chain->draws(), posterior);
    num_divergent += chain->num_divergent();
  }
  posterior.diagnostics = {{"r_hat", agreement.r_hat},
                           {"effective_draws", agreement.effective_draws},
                           {"draws", static_cast<double>(posterior.parameters.size())},
                           {"divergent_transitions", num_divergent},
                           {"level_step_sd", mean_scale(posterior, DelayModel::kLevelScale)},
                           {"drift_step_sd", mean_scale(posterior, DelayModel::kDriftScale)},
                           {"hazard_step_sd", mean_scale(posterior, DelayModel::kHazardScale)},
                           {"root_inverse_size", mean_scale(posterior, DelayModel::kDispersion)}};
  return posterior;
}

}  // namespace

DelayPrior default_prior(const ReportingTriangle& triangle) {
  DelayPrior prior;
  const double mean = triangle.num_named() / static_cast<double>(triangle.num_events());
  prior.level_mean = std::log(std::max(mean, 0.5));
  return prior;
}

std::variant<BayesianNowcast, Refusal> fit_bayesian_nowcast(const ReportingTriangle& triangle,
                                                            const BayesianSettings& settings,
                                                            const ExecutionContext& context) {
  if (auto refusal = refusal_of(triangle)) return *refusal;
  const DelayPrior prior = settings.prior ? *settings.prior : default_prior(triangle);
  Chains chains;
  for (int i = 0; i < settings.num_chains; ++i)
    chains.push_back(
        std::make_unique<NowcastChain>(triangle, prior, settings, context, static_cast<std::size_t>(i)));
  context.begin_step("warming up the chains", chains.size());
  run_chains(chains, settings.num_warmup, false, context);
  context.begin_step("sampling", chains.size());
  int num_draws = settings.num_draws;
  run_chains(chains, num_draws, true, context);
  Agreement agreement = agreement_of(chains);
  for (int i = 0; i < settings.max_doublings && !agreement.is_enough(settings); ++i) {
    run_chains(chains, num_draws, true, context);
    num_draws *= 2;
    agreement = agreement_of(chains);
  }
  if (!agreement.is_enough(settings))
    return refuse(
        fmt::format("not converged: after {} draws R-hat is {:.3f} (at most {}) and {:.0f} draws are "
                    "effective (at least {:.0f})",
                    num_draws * settings.num_chains, agreement.r_hat, settings.max_r_hat,
                    agreement.effective_draws, settings.min_effective_draws),
        "more draws (--draws), longer periods (--period) or fewer delays (--max-delay)");
  return posterior_of(chains, agreement);
}

}  // namespace byname
