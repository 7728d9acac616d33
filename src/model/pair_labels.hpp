// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/splink_training.hpp"
#include "spec/linkage_table.hpp"

namespace byname {

/// Reads pairs that somebody labelled, as Splink writes them: ID_l and ID_r, where ID is the model's id
/// column; SOURCE_l and SOURCE_r, the lists, unless the model is of one list; and clerical_match_score, the
/// probability that the pair matches (1 where there is no such column). Throws DataError, naming the row, for
/// a file without these columns, an id that no record has, a record paired with itself, a score outside [0,
/// 1], or a pair that one row says to match and another not to.
std::vector<LabelledPair> read_pair_labels(const std::string& path, const SplinkModel& model,
                                           const LinkageTable& table, const ExecutionContext& context);

}  // namespace byname
