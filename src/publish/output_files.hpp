// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "publish/count_output.hpp"

namespace byname {

// One writer a file of the output folder; README.md lists their columns. All throw UserError if the file
// cannot be written. Rows are in the order of the records, so that two runs can be compared.

/// links.csv: list, file, row, id, person (the name of the person's first mention).
void write_links(const CountOutput& output, const std::string& path, const ExecutionContext& context);
/// persons.csv: person, mentions, lists (joined by '|'), certainty, then one column a property with the
/// chosen value.
void write_persons(const CountOutput& output, const std::string& path, const ExecutionContext& context);
/// rejects.csv: file, row, line, column, reason, text.
void write_rejects(const CountOutput& output, const std::string& path);
/// overlap.csv: one 0/1 column a list, count; ordered by the pattern.
void write_overlap(const CountOutput& output, const std::string& path);
/// pairs.parquet: list, file, row, id of both mentions, match_weight, match_probability, match_key (index of
/// the blocking key as text, as in Splink; NULL where all pairs were compared), outcome, gamma_*.
void write_pairs(const CountOutput& output, const std::string& path);
/// records.parquet: list, file, row, id, then of each property its raw value (NAME) and what linking compares
/// (NAME_comparable), and truth (NULL without --truth).
/// Looks for cancellation as it goes.
void write_records(const RecordTable& records, const std::string& path, const ExecutionContext& context);
/// draws.parquet: draw (from 1), stratum ('' = everybody), pattern (one 0 or 1 a list, in list order), count.
void write_draws(const CountOutput& output, const std::string& path);

/// estimate.json: what was counted and estimated, with every model, assumption and refusal.
nlohmann::ordered_json estimate_json(const CountOutput& output);
/// run.json: call, version, seed, inputs and their hashes, counts, times. The only file that differs between
/// equal runs.
nlohmann::ordered_json run_json(const CountOutput& output);

/// Format number of run.json and estimate.json: a newer one is refused, an older one is migrated.
inline constexpr int kOutputFormat = 1;

/// A pattern of lists as text: "101" is the first and the third of three lists.
std::string pattern_text(std::uint32_t pattern, std::size_t num_lists);

}  // namespace byname
