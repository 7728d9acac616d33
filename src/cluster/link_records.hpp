// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "cluster/constraints.hpp"
#include "cluster/link_results.hpp"

namespace byname {

/// What the user may say of linking. The defaults need no option.
struct LinkOptions {
  std::vector<bool> is_unique;  ///< per list: declared free of duplicates; empty: none
  std::vector<Judgement> judgements;
  std::optional<ModelSpec> model;  ///< a trained model to use as it is
  double keep_probability = 0.01;  ///< of pairs to report
  double veto_error = 0.02;
  int num_draws = 0;                    ///< 0 = 200, or 100 of more than 300,000 records
  std::size_t all_pairs_limit = 20000;  ///< up to so many records every pair is compared
  std::size_t sample_size = 10000;      ///< records whose pairs train the model beyond that
  double max_expected = 0;  ///< links at most, where the lists say so (two without duplicates); 0 = no limit
  double pair_budget = 0;   ///< blocked pairs at most; 0 = by the number of records
};

/// Links records into persons, with draws of the partition: the whole of linkage from records to LinkResults.
LinkResults link_records(const RecordTable& records, const LinkOptions& options,
                         const ExecutionContext& context);

/// Trains the model that link_records() would link by, and links nothing.
ModelSpec train_on_records(const RecordTable& records, const LinkOptions& options,
                           const ExecutionContext& context);

}  // namespace byname
