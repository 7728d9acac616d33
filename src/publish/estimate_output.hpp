// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "estimate/capture_file.hpp"
#include "estimate/list_dependence.hpp"
#include "estimate/quantity_draws.hpp"

namespace byname {

/// Everything `byname estimate` found.
struct EstimateOutput {
  CaptureData data;
  StrataEstimate estimate;
  std::vector<DroppedList> dropped;
  std::vector<ListPair> pairs;
  std::vector<QuantityDraws> draws;  ///< of each of estimate.all.models, where they were asked for
  std::string call;                  ///< the command as typed
  std::uint64_t seed = 1;
};

/// Writes estimate.json, models.csv (one row a stratum and model: stratum, family, variant, estimate, low,
/// high, total, total_low, total_high, model), draws.parquet (write_method_draws), report.html and run.json
/// into `folder`.
void write_estimate_output(const EstimateOutput& output, const std::string& folder);

/// What estimate.json holds: as that of byname count, and strata, dropped_lists, pairs, notes, call, version,
/// input.
nlohmann::ordered_json estimate_output_json(const EstimateOutput& output);

/// A table of the models for the terminal; `folder` is named at the end, or empty.
std::string estimate_text(const EstimateOutput& output, const std::string& folder);

}  // namespace byname
