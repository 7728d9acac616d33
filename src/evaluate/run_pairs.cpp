// SPDX-License-Identifier: Apache-2.0
#include "evaluate/run_pairs.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <tuple>

#include "base/error.hpp"
#include "evaluate/mention_index.hpp"
#include "evaluate/partition_change.hpp"
#include "table/input.hpp"
#include "table/parquet_reader.hpp"

namespace byname {

namespace {

namespace fs = std::filesystem;

/// Finds the mentions that matter by what a pair says of its two records.
class WantedMentions {
 public:
  WantedMentions(const LinkedRun& run, std::span<const std::uint32_t> mention_of,
                 std::span<const std::uint32_t> component_of)
      : component_of_(component_of) {
    for (std::size_t place = 0; place < mention_of.size(); ++place) {
      if (component_of[mention_of[place]] == kNoPerson) continue;
      const std::int64_t row = run.has_places ? run.row[place] : 0;
      index_.add(run.has_lists ? run.list.at(place) : "",
                 run.has_places ? run.file.at(place) : run.id.at(place), row);
      mentions_.push_back(mention_of[place]);
    }
  }
  /// Sets the ends of a pair. Returns false if it does not matter.
  bool set_ends(std::optional<std::uint32_t> left, std::optional<std::uint32_t> right, RunPair& pair) const {
    if (!left || !right) return false;
    std::tie(pair.left, pair.right) = std::minmax(mentions_[*left], mentions_[*right]);
    return component_of_[pair.left] == component_of_[pair.right];
  }
  /// `file` is the id where the run has no places.
  std::optional<std::uint32_t> find(std::string_view list, std::string_view file, std::int64_t row) const {
    return index_.find(list, file, row);
  }

 private:
  std::span<const std::uint32_t> component_of_;
  MentionIndex index_;
  std::vector<std::uint32_t> mentions_;
};

PairOutcome outcome_from_name(std::string_view name, const std::string& path) {
  const auto found = std::find(kPairOutcomeNames.begin(), kPairOutcomeNames.end(), name);
  if (found != kPairOutcomeNames.end()) return static_cast<PairOutcome>(found - kPairOutcomeNames.begin());
  throw DataError(fmt::format("{}: unknown outcome '{}'. A newer byname may have written it.", path, name));
}

/// match_key is the index of a rule as text.
std::optional<std::uint32_t> rule_of(const TextColumn& column, std::size_t row) {
  const std::string_view text = column.at(row);
  std::uint32_t rule = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rule);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return rule;
}

void read_gammas(const LinkedRun& run, const std::string& path, const std::vector<std::size_t>& rows,
                 std::vector<RunPair>& pairs, const ExecutionContext& context) {
  std::vector<std::string> names;
  for (const SplinkComparison& comparison : run.model->comparisons)
    names.push_back(comparison.gamma_column());
  if (names.empty() || rows.empty()) return;
  const std::vector<TextColumn> columns = read_parquet_columns(path, names, context);
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const std::vector<std::int64_t> gammas = integers_of(columns[k], -1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::int64_t gamma = gammas[rows[i]];
      if (gamma < -1 || gamma >= run.model->comparisons[k].num_gammas())
        throw DataError(
            fmt::format("{} does not fit model.json: {} is {}. Run byname again.", path, names[k], gamma));
      pairs[i].gammas.push_back(static_cast<int>(gamma));
    }
  }
}

std::vector<RunPair> read_pairs_file(const LinkedRun& run, const std::string& path,
                                     const WantedMentions& wanted, const ExecutionContext& context) {
  std::vector<std::string> names = {"list_l",   "file_l", "row_l",        "list_r",
                                    "file_r",   "row_r",  "match_weight", "match_probability",
                                    "match_key"};
  const bool has_outcome = run.verb == RunVerb::kCount;
  if (has_outcome) names.push_back("outcome");
  const std::vector<TextColumn> columns = read_parquet_columns(path, names, context);
  const std::vector<std::int64_t> left_row = integers_of(columns[2], 0);
  const std::vector<std::int64_t> right_row = integers_of(columns[5], 0);
  const std::vector<double> weights = doubles_of(columns[6]);
  const std::vector<double> probabilities = doubles_of(columns[7]);
  std::vector<RunPair> pairs;
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    RunPair pair;
    if (!wanted.set_ends(wanted.find(columns[0].at(i), columns[1].at(i), left_row[i]),
                         wanted.find(columns[3].at(i), columns[4].at(i), right_row[i]), pair))
      continue;
    pair.weight = weights[i];
    pair.probability = probabilities[i];
    pair.rule = rule_of(columns[8], i);
    if (has_outcome) pair.outcome = outcome_from_name(columns[9].at(i), path);
    pairs.push_back(std::move(pair));
    rows.push_back(i);
  }
  read_gammas(run, path, rows, pairs, context);
  return pairs;
}

const TextColumn* find_column(const InputList& table, std::string_view name) {
  for (const TextColumn& column : table.columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

/// edges.csv of byname cluster --metrics: pairs of the threshold or more within clusters.
std::vector<RunPair> read_edges_file(const std::string& path, const WantedMentions& wanted,
                                     const ExecutionContext& context) {
  const ListArgument argument{"edges", {path}};
  const Input input = read_lists({&argument, 1}, context);
  const InputList& table = input.lists.front();
  const TextColumn* list_l = find_column(table, "list_l");
  const TextColumn* list_r = find_column(table, "list_r");
  const TextColumn* id_l = find_column(table, "id_l");
  const TextColumn* id_r = find_column(table, "id_r");
  const TextColumn* score = find_column(table, "match_probability");
  if (id_l == nullptr || id_r == nullptr || score == nullptr)
    throw DataError(fmt::format("{} lacks id_l, id_r or match_probability. Run byname cluster again.", path));
  const std::vector<double> probabilities = doubles_of(*score);
  std::vector<RunPair> pairs;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    RunPair pair;
    if (!wanted.set_ends(wanted.find(list_l != nullptr ? list_l->at(i) : "", id_l->at(i), 0),
                         wanted.find(list_r != nullptr ? list_r->at(i) : "", id_r->at(i), 0), pair))
      continue;
    pair.probability = probabilities[i];
    pair.weight = std::log2(pair.probability / (1 - pair.probability));
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

bool comes_before(const RunPair& a, const RunPair& b) {
  return std::tie(a.left, a.right) < std::tie(b.left, b.right);
}

}  // namespace

const RunPair* RunPairs::find(std::uint32_t a, std::uint32_t b) const {
  RunPair wanted;
  std::tie(wanted.left, wanted.right) = std::minmax(a, b);
  const auto found = std::lower_bound(pairs.begin(), pairs.end(), wanted, comes_before);
  return found != pairs.end() && !comes_before(wanted, *found) ? &*found : nullptr;
}

RunPairs read_run_pairs(const LinkedRun& run, std::span<const std::uint32_t> mention_of,
                        std::span<const std::uint32_t> component_of, const ExecutionContext& context) {
  const WantedMentions wanted(run, mention_of, component_of);
  RunPairs result;
  if (run.verb == RunVerb::kCluster) {
    const std::string path = (fs::path(run.folder) / "edges.csv").string();
    result.are_known = fs::exists(path);
    if (result.are_known) result.pairs = read_edges_file(path, wanted, context);
  } else {
    const std::string path = (fs::path(run.folder) / "pairs.parquet").string();
    if (!fs::exists(path)) throw DataError(fmt::format("{} is missing. Run byname again.", path));
    result.pairs = read_pairs_file(run, path, wanted, context);
  }
  std::sort(result.pairs.begin(), result.pairs.end(), comes_before);
  return result;
}

}  // namespace byname
