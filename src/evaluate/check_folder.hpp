// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "base/execution_context.hpp"
#include "evaluate/check.hpp"

namespace byname {

/// What is to be checked, and by which truth.
struct CheckQuestion {
  std::string folder;      ///< that byname count, link or cluster wrote
  std::string truth_file;  ///< a table with the columns `truth` and `row` or `id`; empty: the truth it saved
  bool with_thresholds = false;
  std::vector<double> thresholds;  ///< probabilities to judge; empty: every whole bit of weight
};

/// Compares an output folder with the truth: that which --truth of byname count or link saved, or of a file.
/// Throws DataError if a file or column is missing, or if no mention has a truth; UserError if thresholds are
/// to be judged where the folder keeps no pairs.
CheckResult check_folder(const CheckQuestion& question, const ExecutionContext& context);

/// The result in words, for a terminal.
std::string check_text(const CheckResult& result);

/// The result as JSON.
nlohmann::ordered_json check_json(const CheckResult& result);

}  // namespace byname
