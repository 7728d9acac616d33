// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

#include "model/splink_training.hpp"
#include "option_table.hpp"

namespace byname {

/// The options that say how a model is trained: of `train`, and of `link` where it trains first.
class TrainingOptions {
 public:
  /// Adds --deterministic, --recall, --u-pairs, --em, --labels.
  void add(OptionTable& table, const std::string& u_pairs_default);
  /// Throws UsageError for values that cannot be.
  void check() const;
  /// True if something is to be trained; u alone if it is asked for by --u-pairs.
  bool any() const;
  /// The columns that its rules and labels read, in small letters.
  std::set<std::string> columns() const;
  /// Trains in the order lambda, u, m. Returns every step, as `train --json` prints it.
  nlohmann::ordered_json run(const SplinkModel& model, SplinkTrainer& trainer, const PairOrder& order,
                             const ExecutionContext& context) const;

 private:
  std::vector<std::string> deterministic_;
  double recall_ = 1;
  double u_pairs_ = -1;  ///< -1: not given
  std::vector<std::string> em_;
  std::string labels_;
};

}  // namespace byname
