// SPDX-License-Identifier: Apache-2.0
#include "cluster/judged_calibration.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/score_table.hpp"

namespace byname {

namespace {

/// Edges of the bins in which the report compares probabilities with what was judged.
constexpr std::array kEdges = {0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1.0};

double probability(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

double log_odds_of(const GraphScoring& scoring, const Judgement& judgement) {
  const std::uint64_t pattern = scoring.comparer->pattern(judgement.left, judgement.right);
  const double rarity = scoring.frequencies->adjustment(judgement.left, judgement.right, pattern);
  const ScoreTable table(scoring.comparer->code(), {pattern}, *scoring.parameters);
  return table.log_ratio(0, rarity) + table.log_odds_lambda();
}

bool is_barred(const GraphScoring& scoring, const Judgement& judgement) {
  const std::uint64_t pattern = scoring.comparer->pattern(judgement.left, judgement.right);
  return scoring.vetoes->bars(scoring.comparer->code(), pattern);
}

std::vector<CalibrationBin> bins_of(const std::vector<LabelledScore>& labels, const CalibrationLine& before,
                                    const CalibrationLine& after) {
  std::vector<CalibrationBin> bins;
  for (std::size_t i = 0; i + 1 < kEdges.size(); ++i) {
    CalibrationBin bin;
    bin.low = kEdges[i];
    bin.high = kEdges[i + 1];
    for (const LabelledScore& label : labels) {
      const double p = probability(calibrated_log_odds(before, label.log_odds));
      if (p < bin.low || (p >= bin.high && bin.high < 1)) continue;
      ++bin.num_labels;
      bin.num_pairs += label.weight;
      bin.mean_before += label.weight * p;
      bin.mean_after += label.weight * probability(calibrated_log_odds(after, label.log_odds));
      bin.share_same += label.weight * (label.is_match ? 1 : 0);
    }
    if (bin.num_labels == 0) continue;
    for (double* mean : {&bin.mean_before, &bin.mean_after, &bin.share_same}) *mean /= bin.num_pairs;
    bins.push_back(bin);
  }
  return bins;
}

}  // namespace

JudgedCalibration calibrate_by_judgements(const std::vector<Judgement>& judgements,
                                          const GraphScoring& scoring, const CalibrationLine& of_model,
                                          double intercept_sd) {
  std::vector<LabelledScore> labels;
  CalibrationReport report;
  for (const Judgement& judgement : judgements) {
    if (judgement.inclusion_weight <= 0) continue;
    if (judgement.verdict == Verdict::kUnsure) {
      ++report.num_unsure;
    } else if (is_barred(scoring, judgement)) {
      ++report.num_barred;
    } else {
      labels.push_back(
          {log_odds_of(scoring, judgement), judgement.verdict == Verdict::kSame, judgement.inclusion_weight});
    }
  }
  CalibrationPosterior posterior(intercept_sd, of_model, labels);
  report.num_labels = static_cast<std::int64_t>(labels.size());
  report.num_effective = posterior.num_effective();
  report.line = posterior.line();
  report.intercept_sd = posterior.intercept_sd();
  report.log_slope_sd = posterior.log_slope_sd();
  report.bins = bins_of(labels, of_model, posterior.line());
  return {std::move(posterior), std::move(report)};
}

}  // namespace byname
