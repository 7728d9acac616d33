// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "cluster/drawn_labels.hpp"
#include "cluster/link_results.hpp"
#include "cluster/pair_graph.hpp"
#include "model/calibration_draw.hpp"

namespace byname {

/// How draws of the partition are made (linkage-method C1, C2).
struct SamplerOptions {
  int num_draws = 200;  ///< R; even: two chains from different starts share the calibrations
  CalibrationPosterior calibration{0.5};
  double link_probability = 0.5;
  std::size_t num_lists = 1;
  /// Persons that are settled and of whom nothing is in the graph, by their number of mentions (index): they
  /// say how large persons are. None where all records are in the graph.
  std::vector<std::int64_t> persons_outside;
};

/// Draws of the partition. A component whose pairs are all sure never changes.
struct SampledPartitions {
  DrawnLabels labels;
  std::vector<std::int64_t> num_persons;       ///< per draw
  std::vector<std::int64_t> persons_per_size;  ///< of the last draw, index = mentions
  double chain_gap = 0;                        ///< |mean persons of chain 1 - chain 2| / mean
  double chance_variance = 0;                  ///< of the number of persons within one calibration
  double calibration_variance = 0;             ///< between calibrations
};

/// Samples partitions from the posterior under an exchangeable-sequence-of-clusters prior (Betancourt,
/// Zanella & Steorts 2022): exact for components up to 8 records, Gibbs with split-merge moves above (Jain &
/// Neal 2004; sequential allocation, Dahl 2005).
SampledPartitions sample_partitions(const PairGraph& graph, const PatternCode& code,
                                    const MixtureParameters& parameters, const TrainingEvidence& evidence,
                                    const Constraints& constraints, const SamplerOptions& options,
                                    const ExecutionContext& context);

}  // namespace byname
