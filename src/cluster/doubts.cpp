// SPDX-License-Identifier: Apache-2.0
#include "cluster/doubts.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/number_format.hpp"

namespace byname {

namespace {

struct LeftOut {
  std::vector<double> levels;  ///< expected pairs per gamma among those sure without this comparison
  double total = 0;
};

/// Posterior without comparison k: its gamma is taken as missing.
double match_without(const PatternScorer& scorer, std::vector<std::int8_t>& gammas, std::size_t k) {
  const std::int8_t kept = gammas[k];
  gammas[k] = -1;
  const double match = scorer.posterior(gammas).match;
  gammas[k] = kept;
  return match;
}

std::vector<double> variations(const std::vector<LeftOut>& left_out, const MixtureParameters& parameters) {
  std::vector<double> result;
  for (std::size_t k = 0; k < left_out.size(); ++k) {
    if (left_out[k].total < 50) {
      result.push_back(-1);
      continue;
    }
    double variation = 0;
    for (std::size_t g = 0; g < left_out[k].levels.size(); ++g) {
      variation += std::abs(left_out[k].levels[g] / left_out[k].total - parameters.m[k][g]) / 2;
    }
    result.push_back(variation);
  }
  return result;
}

void add(std::vector<Doubt>& doubts, bool is_hard, std::string text) {
  doubts.push_back({is_hard, std::move(text)});
}

void doubt_starts(const MixtureTraining& training, const MixtureShape& shape, std::vector<Doubt>& doubts) {
  if (!training.has_admissible) {
    add(doubts, true,
        "no solution in which the same people have like names was found; nothing is merged but what is all "
        "but certain");
    return;
  }
  double low = training.best.expected_matches;
  double high = low;
  double top_gap = 0;
  for (const MixtureFit& fit : training.tried) {
    if (!fit.is_admissible) continue;
    low = std::min(low, fit.expected_matches);
    high = std::max(high, fit.expected_matches);
    for (std::size_t k = 0; k < fit.parameters.m.size(); ++k) {
      const auto top = static_cast<std::size_t>(shape.same_gamma(k));
      top_gap = std::max(top_gap, std::abs(fit.parameters.m[k][top] - training.best.parameters.m[k][top]));
    }
  }
  if (high > 1.1 * std::max(low, 1.0)) {
    add(doubts, true,
        fmt::format("two ways of starting the training disagree: {} or {} pairs of mentions are one person",
                    format_count(std::llround(low)), format_count(std::llround(high))));
  } else if (top_gap > 0.1) {
    add(doubts, true,
        fmt::format(
            "two ways of starting the training disagree on how often the same people agree, by {:.0f} points",
            100 * top_gap));
  }
}

void doubt_levels(const ModelSpec& model, const MixtureShape& shape, const MixtureTraining& training,
                  std::vector<Doubt>& doubts) {
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    const auto top = static_cast<std::size_t>(shape.same_gamma(k));
    if (training.best.parameters.m[k][top] < training.best.parameters.u[k][top]) {
      add(doubts, true,
          fmt::format("an equal {} speaks against one person, which cannot be", model.comparisons[k].name));
    }
  }
}

}  // namespace

TrainingQuality judge_training(const TrainingData& data, const MixtureParameters& parameters,
                               const ExecutionContext& context) {
  const PatternScorer scorer(parameters);
  TrainingQuality quality;
  std::vector<LeftOut> left_out(data.num_comparisons);
  for (std::size_t k = 0; k < left_out.size(); ++k) left_out[k].levels.assign(parameters.m[k].size(), 0);
  std::vector<std::int8_t> gammas(data.num_comparisons);
  double uncertain = 0, chance = 0;
  for (std::size_t row = 0; row < data.num_rows(); ++row) {
    const auto source = data.row(row);
    const double p = scorer.posterior(source).match;
    const double count = data.counts[row];
    quality.expected_matches += count * p;
    uncertain += count * p * (1 - p);
    if (p > 0.5) chance += count * (1 - p);
    if (p < 1e-6) continue;
    std::copy(source.begin(), source.end(), gammas.begin());
    for (std::size_t k = 0; k < gammas.size(); ++k) {
      if (gammas[k] < 0 || match_without(scorer, gammas, k) <= 0.9) continue;
      left_out[k].levels[static_cast<std::size_t>(gammas[k])] += count;
      left_out[k].total += count;
    }
  }
  context.check_cancelled();
  quality.ambiguity = quality.expected_matches > 0 ? uncertain / quality.expected_matches : 0;
  quality.chance_sd = std::sqrt(chance);
  quality.left_out_variation = variations(left_out, parameters);
  return quality;
}

std::vector<Doubt> find_doubts(const ModelSpec& model, const MixtureShape& shape,
                               const MixtureTraining& training, const TrainingQuality& quality,
                               double num_records) {
  std::vector<Doubt> doubts;
  const double matches = quality.expected_matches;
  if (matches < 20) {
    add(doubts, true,
        fmt::format(
            "only about {:.0f} pairs of mentions are one person: too few to learn from (20 are needed)",
            matches));
  }
  if (quality.ambiguity > 0.25) {
    add(doubts, true,
        fmt::format("the columns do not tell people apart well: of what looks like links, {:.0f} % is open",
                    100 * quality.ambiguity));
  }
  doubt_starts(training, shape, doubts);
  if (matches >= 20 && matches < 4 * quality.chance_sd) {
    add(doubts, true, fmt::format("the {:.0f} links found are hardly more than chance would bring", matches));
  }
  doubt_levels(model, shape, training, doubts);
  if (matches / std::max(num_records, 1.0) > 10) {
    add(doubts, true,
        fmt::format(
            "every mention is linked to {:.0f} others on average: that is more than lists of persons hold",
            matches / num_records));
  }
  for (std::size_t k = 0; k < quality.left_out_variation.size(); ++k) {
    if (quality.left_out_variation[k] <= 0.15) continue;
    add(doubts, false,
        fmt::format("{} agrees otherwise among the surest links than the model says (by {:.0f} points)",
                    model.comparisons[k].name, 100 * quality.left_out_variation[k]));
  }
  return doubts;
}

}  // namespace byname
