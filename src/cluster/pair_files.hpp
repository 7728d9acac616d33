// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/execution_context.hpp"
#include "cluster/mean_link.hpp"
#include "cluster/score_pairs.hpp"
#include "table/text_column.hpp"

namespace byname {

/// What clusters are made of: the records that pairs or a file of nodes name.
struct NodeTable {
  bool has_lists = false;         ///< then names are LIST-__-ID, as Splink writes them
  std::vector<std::string> list;  ///< per node; empty texts without lists
  std::vector<std::string> id;
  std::vector<std::uint32_t> rank;  ///< the order of names: as numbers if all are, else by their bytes

  std::size_t size() const { return id.size(); }
  /// As it stands for a cluster.
  std::string name(std::size_t node) const { return has_lists ? list[node] + "-__-" + id[node] : id[node]; }
};

/// Pairs that were read, each two nodes once, and what was left out on the way.
struct PairTable {
  NodeTable nodes;    ///< sorted by rank: node i has rank i
  SplinkPairs pairs;  ///< left < right, sorted; only nodes, weight and probability are set
  std::uint64_t num_rows = 0;
  std::uint64_t num_self_pairs = 0;
  std::uint64_t num_repeated = 0;     ///< rows whose pair was there already
  std::uint64_t num_conflicting = 0;  ///< of these, with another probability: the largest is taken
};

/// Which column of a pair file is what; empty: found by its name.
struct PairColumns {
  std::string id_l, id_r, list_l, list_r, probability, weight;
};

/// Reads "COLUMN=ROLE" into `columns`. Throws UsageError if it is none.
void set_pair_column(const std::string& text, PairColumns& columns);

/// Reads pair files (CSV, JSON lines, Parquet) and folders that `byname link` or `byname count` wrote, all
/// together. A folder brings all its records as nodes; so does `nodes_file` (columns id, and list where the
/// pairs have lists), outside of which no pair may then lie. Throws DataError with place for a column that is
/// missing, a value that is no probability, or an id that is missing or unknown.
PairTable read_pair_files(const std::vector<std::string>& paths, const PairColumns& columns,
                          const std::string& nodes_file, const ExecutionContext& context);

/// Pairs of nodes that were judged.
struct NodeJudgements {
  std::vector<RecordPair> same;
  std::vector<RecordPair> different;
  std::uint64_t num_unsure = 0;
};

/// Reads judgements (columns mention_1, mention_2, judgement: same, different or unsure), which name nodes as
/// the clusters do. The last judgement of a pair counts. Throws DataError with the line if it cannot be used,
/// and if judgements contradict each other: two nodes that are different, and the same by way of others.
NodeJudgements read_node_judgements(const std::string& path, const NodeTable& nodes,
                                    const ExecutionContext& context);

}  // namespace byname
