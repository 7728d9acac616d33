// SPDX-License-Identifier: Apache-2.0
#include "cluster/trained_model.hpp"

#include <algorithm>
#include <cmath>

namespace byname {

namespace {

constexpr double kEnoughSampleMatches = 200;  // A1, way 2
constexpr std::uint64_t kEnoughBlockedPairs = 3000000;
constexpr std::size_t kManyRecords =
    300000;  // a sample of them holds too few matches to train on, whatever its size

std::vector<char> barred_rows(const TrainingData& data, const RuleVetoes& vetoes) {
  std::vector<char> barred(data.num_rows(), 0);
  for (std::size_t row = 0; row < barred.size(); ++row) barred[row] = vetoes.bars_row(data.row(row));
  return barred;
}

/// Trains; where a rule veto holds in these lists, trains again with its pairs as non-matches.
MixtureTraining train_with_vetoes(const ModelSpec& spec, const TrainingData& data, MixtureOptions options,
                                  double veto_error, RuleVetoes& vetoes, const ExecutionContext& context) {
  const MixtureShape shape = shape_of(spec);
  vetoes = RuleVetoes::certain_ones(spec);
  if (vetoes.any()) options.never_match = barred_rows(data, vetoes);
  MixtureTraining training = train_mixture(data, shape, options, context);
  vetoes = RuleVetoes(spec, training.best.parameters, veto_error);
  if (!vetoes.any()) return training;
  options.never_match = barred_rows(data, vetoes);
  return train_mixture(data, shape, options, context);
}

std::vector<double> levels_of(const ComparisonSpec& comparison, bool is_m) {
  std::vector<double> values;
  for (int gamma = 0; gamma < comparison.num_gammas(); ++gamma) {
    const LevelSpec& level = comparison.level(gamma);
    values.push_back(is_m ? level.m : level.u);
  }
  return values;
}

}  // namespace

MixtureParameters parameters_of(const ModelSpec& spec) {
  MixtureParameters parameters;
  parameters.lambda = spec.lambda;
  parameters.lambda_household = spec.household.lambda;
  parameters.household = spec.household.probability;
  const std::size_t comparisons = spec.comparisons.size();
  parameters.correlation.assign(comparisons * comparisons, 1);
  for (const ComparisonSpec& comparison : spec.comparisons) {
    parameters.m.push_back(levels_of(comparison, true));
    parameters.u.push_back(levels_of(comparison, false));
  }
  for (const Correlation& correlation : spec.correlations) {
    const auto a = static_cast<std::size_t>(correlation.first);
    const auto b = static_cast<std::size_t>(correlation.second);
    parameters.correlation[a * comparisons + b] = parameters.correlation[b * comparisons + a] =
        correlation.ratio;
  }
  return parameters;
}

void store_parameters(const MixtureParameters& parameters, ModelSpec& spec) {
  constexpr double kLeastLambda =
      1e-12;  // lists without any match leave 0, which is no probability of a model
  spec.lambda = std::max(parameters.lambda, kLeastLambda);
  spec.household = {parameters.lambda_household, parameters.household};
  spec.correlations.clear();
  for (std::size_t k = 0; k < spec.comparisons.size(); ++k) {
    for (int gamma = 0; gamma < spec.comparisons[k].num_gammas(); ++gamma) {
      spec.comparisons[k].level(gamma).m = parameters.m[k][static_cast<std::size_t>(gamma)];
      spec.comparisons[k].level(gamma).u = parameters.u[k][static_cast<std::size_t>(gamma)];
    }
    for (std::size_t other = k + 1; other < spec.comparisons.size(); ++other) {
      if (parameters.ratio(k, other) <= 1) continue;
      spec.correlations.push_back({static_cast<int>(k), static_cast<int>(other), parameters.ratio(k, other)});
    }
  }
  spec.is_trained = true;
}

TrainedModel train_person_model(const ModelSpec& spec, const PairSource& source, const LinkOptions& options,
                                const ExecutionContext& context) {
  TrainedModel trained;
  const PairComparer& comparer = *source.comparer;
  const double records = static_cast<double>(comparer.num_records());
  const bool is_sample = source.blocks != nullptr;
  const std::size_t wanted =
      comparer.num_records() > kManyRecords ? options.sample_size / 2 : options.sample_size;
  const std::size_t sample_size = is_sample ? wanted : comparer.num_records();
  const std::vector<std::uint32_t> sample = sample_records(comparer, sample_size, context.seed);
  trained.data = count_full_space(comparer, sample, *source.allowed, context);
  const double all_pairs = source.allowed->count();
  MixtureOptions mixture;
  mixture.num_records = static_cast<double>(sample.size());
  mixture.max_expected = is_sample ? 0 : options.max_expected;
  if (spec.is_trained) {
    trained.parameters = parameters_of(spec);
    trained.vetoes = RuleVetoes(spec, trained.parameters, options.veto_error);
    trained.training.best.parameters = trained.parameters;
    trained.training.best.expected_matches = trained.parameters.lambda * trained.data.num_pairs;
    trained.training.tried = {trained.training.best};
  } else {
    context.begin_step("training", 0);
    trained.training =
        train_with_vetoes(spec, trained.data, mixture, options.veto_error, trained.vetoes, context);
    trained.parameters = trained.training.best.parameters;
  }
  const double sampled_matches = trained.parameters.lambda * trained.data.num_pairs;
  if (!is_sample || spec.is_trained || sampled_matches >= kEnoughSampleMatches) {
    if (!spec.is_trained) trained.full_space_matches = trained.parameters.lambda * all_pairs;
  } else {
    // Way 3: the sample gives the non-matches, the blocked pairs give m and lambda.
    context.begin_step("training on blocked pairs", source.blocks->num_pairs());
    const MixtureParameters from_sample = trained.parameters;
    trained.data = count_blocked_pairs(source, kEnoughBlockedPairs, context);
    mixture.hold_nonmatches_fixed = true;
    mixture.fixed = &from_sample;
    mixture.num_records = records;
    trained.training =
        train_with_vetoes(spec, trained.data, mixture, options.veto_error, trained.vetoes, context);
    trained.parameters = trained.training.best.parameters;
  }
  trained.evidence = gather_evidence(trained.data, trained.parameters, context);
  trained.quality = judge_training(trained.data, trained.parameters, context);
  return trained;
}

}  // namespace byname
