// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "estimate/method_answer.hpp"
#include "table/input.hpp"

namespace byname {

/// What a verb that asks several methods was called with: nowcast, excess, figures.
struct MethodRun {
  std::string verb;
  std::string call;  ///< as typed
  std::uint64_t seed = 1;
  std::vector<InputFile> inputs;
};

/// Format number of what these verbs write; a newer one is refused.
inline constexpr int kMethodFormat = 1;

/// estimate.json of such a verb: format, verb, version, call (as reproducible_call), seed, inputs with their
/// SHA-256, headline, models (family, variant, model, assumption, headline, quantities, diagnostics),
/// assumption, refusals, notes. A limit that there is none of is null.
nlohmann::ordered_json method_json(const MethodRun& run, const MethodAnswers& answers);

/// run.json: format, verb, version, call as typed, seed, inputs.
nlohmann::ordered_json method_run_json(const MethodRun& run);

/// CSV: method, variant, stratum, quantity, estimate, low, high, headline (0 or 1); one row a number.
void write_method_table(const MethodAnswers& answers, const std::string& path);

/// Parquet: draw (from 1), method (FAMILY/VARIANT), stratum ('' = everybody), quantity, value, headline (0 or
/// 1). Methods in the order of the answers, the headline first. Nothing is written where no method has draws.
void write_method_draws(const MethodAnswers& answers, const std::string& path);

/// "42", "0.125"; empty for what is not finite.
std::string number_cell(double value);

/// Writes a new file of mode 0600.
void write_text_file(const std::string& path, std::string_view text);

/// The files of a verb with methods: estimate.json, TABLE, draws.parquet, report.html, run.json.
void write_method_folder(const MethodRun& run, const MethodAnswers& answers, const std::string& table_name,
                         const std::string& report, const std::string& folder);

}  // namespace byname
