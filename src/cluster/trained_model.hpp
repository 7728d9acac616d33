// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "block/blocks.hpp"
#include "cluster/constraints.hpp"
#include "cluster/doubts.hpp"
#include "cluster/link_records.hpp"
#include "model/calibration_draw.hpp"
#include "model/candidates.hpp"

namespace byname {

/// A model with its numbers, how far they can be trusted, and the vetoes that hold in these lists.
struct TrainedModel {
  MixtureTraining training;
  MixtureParameters parameters;
  RuleVetoes vetoes;
  TrainingEvidence evidence;
  TrainingQuality quality;
  TrainingData data;              ///< what was counted
  double full_space_matches = 0;  ///< lambda times all pairs, where trained on unblocked pairs; else 0
};

/// Trains the model the affordable way (linkage-method A1): on all pairs, on all pairs of a record sample, or
/// on blocked pairs in the full space's terms. With a given model only evidence and quality are computed.
TrainedModel train_person_model(const ModelSpec& spec, const PairSource& source, const LinkOptions& options,
                                const ExecutionContext& context);

/// The parameters of a trained spec, and back into it.
MixtureParameters parameters_of(const ModelSpec& spec);
void store_parameters(const MixtureParameters& parameters, ModelSpec& spec);

}  // namespace byname
