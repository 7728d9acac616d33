// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "cluster/pair_files.hpp"

namespace byname {

/// The clusters at one threshold.
struct ClusterColumn {
  std::string threshold_text;          ///< as typed: names the column
  double threshold = 0;                ///< probability
  std::vector<std::uint32_t> cluster;  ///< per node: the node that names its cluster
};

/// Everything `byname cluster` found, as the writers of its folder read it.
struct ClusterOutput {
  const PairTable* table = nullptr;
  std::string way;                     ///< mean_link, components or single_best
  std::vector<ClusterColumn> columns;  ///< one or more
  bool with_metrics = false;           ///< with one column only
  std::uint64_t num_same = 0;          ///< judgements kept
  std::uint64_t num_different = 0;
  std::string call;
};

/// Writes clusters.csv, thresholds.csv and run.json into `folder`, which exists and is empty, and with
/// metrics nodes.csv, edges.csv and cluster_metrics.csv; mode 0600. Throws UserError if that is not possible.
void write_cluster_output(const ClusterOutput& output, const std::string& folder);

/// The summary for the terminal, and as JSON.
std::string cluster_summary_text(const ClusterOutput& output, const std::string& folder);
nlohmann::ordered_json cluster_summary_json(const ClusterOutput& output, const std::string& folder);

}  // namespace byname
