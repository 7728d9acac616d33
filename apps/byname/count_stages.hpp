// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/execution_context.hpp"
#include "publish/count_output.hpp"

namespace byname {

/// What `byname count` was asked, as typed.
struct CountRequest {
  std::vector<std::string> files;
  std::vector<std::string> mappings;  ///< [LIST:]COLUMN=ROLE
  std::string truth;                  ///< COLUMN[~REGEX]
  std::vector<std::string> unique;    ///< labels
  std::string judgements;             ///< path, or empty
  std::string model;                  ///< path, or empty
  double veto_error = 0.02;
  int num_draws = 0;  ///< 0 = by the number of records
  double keep_probability = 0.01;
};

/// The way of the data, step by step: read, find roles, build records, link, estimate. Holds what the output
/// refers to.
class CountStages {
 public:
  CountStages(const CountRequest& request, const std::string& call, const ExecutionContext& context);
  ~CountStages();
  /// Reads the lists and builds the records, which live as long as this object. Call it once, first.
  const RecordTable& read();
  /// Links the records and estimates, once. The result lives as long as this object.
  const CountOutput& count();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Parses one `[LIST:]COLUMN=ROLE`. Throws UsageError naming the roles there are.
RoleMapping parse_mapping(const std::string& text);
/// Parses `COLUMN[~REGEX]`; nullopt for the empty text.
std::optional<TruthOption> parse_truth(const std::string& text);

}  // namespace byname
