// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/execution_context.hpp"
#include "spec/splink_model.hpp"
#include "table/text_column.hpp"

namespace byname {

/// What LinkedRun::rules says where a model has no rule.
inline constexpr std::string_view kAllPairsRule = "all pairs";

/// The verb that wrote a folder.
enum class RunVerb : std::uint8_t { kLink, kCount, kCluster };

inline constexpr std::array<std::string_view, 3> kRunVerbNames = {"link", "count", "cluster"};

/// What an output folder says of who is who, and how that came about.
struct LinkedRun {
  std::string folder;
  RunVerb verb = RunVerb::kLink;

  // Per mention, in the order of the folder's file. A folder of byname cluster has no file and no row, and a
  // list only where its pairs have one.
  bool has_lists = true;
  bool has_places = true;
  TextColumn list;
  TextColumn file;
  std::vector<std::int64_t> row;
  TextColumn id;
  TextColumn person;
  std::vector<bool> has_several_files;  ///< per code of `list`

  std::string link_type;                    ///< of byname link
  std::vector<std::string> compared_lists;  ///< what --pairs of byname link said
  double threshold = 0;                     ///< probability from which on a pair is a link
  double keep_probability = 0;              ///< least probability of the pairs that were kept
  bool compares_all_pairs = false;          ///< no blocking
  std::string way;                          ///< of clustering; empty where the folder does not say
  std::vector<std::string> rules;           ///< blocking rules or keys, by match_key
  std::vector<std::string> input_hashes;    ///< of the input files, in their order; empty where not known
  std::optional<SplinkModel> model;         ///< absent with byname cluster

  std::size_t num_mentions() const { return person.codes.size(); }
  /// The person of each mention, as a number.
  const std::vector<std::uint32_t>& person_of() const { return person.codes; }
};

/// The clusters' columns of a folder that byname cluster wrote: one a threshold, in the file's order. Throws
/// DataError if there is none.
std::vector<std::string> cluster_columns(const std::string& folder, const ExecutionContext& context);

/// Reads an output folder of byname link, count or cluster, but its pairs. `column` names the clusters'
/// column where byname cluster wrote several thresholds; empty: the only one. Throws DataError, saying which
/// file is missing or broken.
LinkedRun read_linked_run(const std::string& folder, const std::string& column,
                          const ExecutionContext& context);

}  // namespace byname
