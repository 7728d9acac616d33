// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "model/splink_pair_scorer.hpp"

namespace byname {

/// The score of a pair for the terminal: each comparison with its level, m, u and bits, the frequency of the
/// value below it. The bits and the start add up to the match weight. Holds nothing of the records.
std::string pair_score_text(const PairExplanation& explanation, double lambda);

/// The same as JSON.
nlohmann::ordered_json pair_score_json(const PairExplanation& explanation, double lambda,
                                       const std::vector<std::string>& notes);

}  // namespace byname
