// SPDX-License-Identifier: Apache-2.0
#include "publish/cluster_output.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"
#include "base/number_format.hpp"
#include "base/version.hpp"
#include "cluster/graph_metrics.hpp"
#include "publish/output_files.hpp"
#include "table/csv_writer.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;
using Header = std::vector<std::string>;

/// Splink's names: cluster_id, or cluster_p_0_95 where there are several thresholds.
std::string column_name(const ClusterOutput& output, const ClusterColumn& column) {
  if (output.columns.size() == 1) return "cluster_id";
  std::string name = "cluster_p_" + column.threshold_text;
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

void add_node(CsvWriter& csv, const NodeTable& nodes, std::size_t node) {
  if (nodes.has_lists) csv.cell(nodes.list[node]);
  csv.cell(nodes.id[node]);
}

Header node_header(const NodeTable& nodes) { return nodes.has_lists ? Header{"list", "id"} : Header{"id"}; }

void write_clusters_file(const ClusterOutput& output, const std::string& path) {
  const NodeTable& nodes = output.table->nodes;
  Header header = node_header(nodes);
  for (const ClusterColumn& column : output.columns) header.push_back(column_name(output, column));
  CsvWriter csv(path, header);
  for (std::size_t node = 0; node < nodes.size(); ++node) {
    add_node(csv, nodes, node);
    for (const ClusterColumn& column : output.columns) csv.cell(nodes.name(column.cluster[node]));
    csv.end_row();
  }
  csv.close();
}

/// Sizes of the clusters at one threshold.
struct Sizes {
  std::int64_t clusters = 0;
  std::int64_t singles = 0;
  std::int64_t twos = 0;
  std::int64_t largest = 0;
  std::int64_t pairs = 0;  ///< of at least the threshold
};

Sizes sizes_of(const ClusterOutput& output, const ClusterColumn& column) {
  std::vector<std::int64_t> size(column.cluster.size(), 0);
  for (const std::uint32_t cluster : column.cluster) ++size[cluster];
  Sizes sizes;
  for (const std::int64_t members : size) {
    sizes.clusters += members > 0 ? 1 : 0;
    sizes.singles += members == 1 ? 1 : 0;
    sizes.twos += members == 2 ? 1 : 0;
    sizes.largest = std::max(sizes.largest, members);
  }
  for (const double probability : output.table->pairs.match_probability)
    sizes.pairs += probability >= column.threshold ? 1 : 0;
  return sizes;
}

double mean_size(const ClusterColumn& column, const Sizes& sizes) {
  return sizes.clusters > 0 ? static_cast<double>(column.cluster.size()) / static_cast<double>(sizes.clusters)
                            : 0;
}

void write_thresholds_file(const ClusterOutput& output, const std::string& path) {
  CsvWriter csv(
      path, Header{"threshold", "pairs", "clusters", "of_one", "of_two", "larger", "largest", "mean_size"});
  for (const ClusterColumn& column : output.columns) {
    const Sizes sizes = sizes_of(output, column);
    csv.cell(column.threshold_text);
    for (const std::int64_t number : {sizes.pairs, sizes.clusters, sizes.singles, sizes.twos,
                                      sizes.clusters - sizes.singles - sizes.twos, sizes.largest})
      csv.cell(number);
    csv.cell(fmt::format("{:.4f}", mean_size(column, sizes)));
    csv.end_row();
  }
  csv.close();
}

std::string share_cell(double share) { return std::isnan(share) ? "" : fmt::format("{}", share); }

/// Pairs of at least the threshold within clusters, as indices.
std::vector<std::uint32_t> edges_of(const ClusterOutput& output) {
  const SplinkPairs& pairs = output.table->pairs;
  const ClusterColumn& column = output.columns.front();
  std::vector<std::uint32_t> edges;
  for (std::uint32_t i = 0; i < pairs.size(); ++i) {
    if (pairs.match_probability[i] >= column.threshold &&
        column.cluster[pairs.left[i]] == column.cluster[pairs.right[i]])
      edges.push_back(i);
  }
  return edges;
}

void write_edges_file(const ClusterOutput& output, const std::vector<std::uint32_t>& edges,
                      const GraphMetrics& metrics, const std::string& path) {
  const NodeTable& nodes = output.table->nodes;
  const SplinkPairs& pairs = output.table->pairs;
  CsvWriter csv(path, nodes.has_lists
                          ? Header{"list_l", "id_l", "list_r", "id_r", "match_probability", "is_bridge"}
                          : Header{"id_l", "id_r", "match_probability", "is_bridge"});
  for (std::size_t at = 0; at < edges.size(); ++at) {
    add_node(csv, nodes, pairs.left[edges[at]]);
    add_node(csv, nodes, pairs.right[edges[at]]);
    csv.cell(fmt::format("{}", pairs.match_probability[edges[at]]));
    csv.cell(std::int64_t{metrics.is_bridge[at] ? 1 : 0});
    csv.end_row();
  }
  csv.close();
}

void write_nodes_file(const ClusterOutput& output, const GraphMetrics& metrics, const std::string& path) {
  const NodeTable& nodes = output.table->nodes;
  Header header = node_header(nodes);
  header.insert(header.end(), {"cluster_id", "node_degree", "node_centrality"});
  CsvWriter csv(path, header);
  for (std::size_t node = 0; node < nodes.size(); ++node) {
    add_node(csv, nodes, node);
    csv.cell(nodes.name(output.columns.front().cluster[node]));
    csv.cell(std::int64_t{metrics.degree[node]});
    csv.cell(share_cell(metrics.centrality[node]));
    csv.end_row();
  }
  csv.close();
}

void write_metrics_file(const ClusterOutput& output, const GraphMetrics& metrics, const std::string& path) {
  CsvWriter csv(path, Header{"cluster_id", "n_nodes", "n_edges", "density", "cluster_centralisation"});
  for (const ClusterMetrics& cluster : metrics.clusters) {
    csv.cell(output.table->nodes.name(cluster.cluster));
    csv.cell(cluster.num_nodes);
    csv.cell(cluster.num_edges);
    csv.cell(share_cell(cluster.density));
    csv.cell(share_cell(cluster.centralisation));
    csv.end_row();
  }
  csv.close();
}

void write_metrics(const ClusterOutput& output, const std::string& folder) {
  const std::vector<std::uint32_t> edges = edges_of(output);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  for (const std::uint32_t i : edges)
    ends.emplace_back(output.table->pairs.left[i], output.table->pairs.right[i]);
  const GraphMetrics metrics = graph_metrics(output.columns.front().cluster, ends);
  write_nodes_file(output, metrics, folder + "/nodes.csv");
  write_edges_file(output, edges, metrics, folder + "/edges.csv");
  write_metrics_file(output, metrics, folder + "/cluster_metrics.csv");
}

Json counts_json(const ClusterOutput& output) {
  const PairTable& table = *output.table;
  Json thresholds = Json::array();
  for (const ClusterColumn& column : output.columns) {
    const Sizes sizes = sizes_of(output, column);
    thresholds.push_back({{"threshold", column.threshold},
                          {"column", column_name(output, column)},
                          {"pairs", sizes.pairs},
                          {"clusters", sizes.clusters},
                          {"of_one", sizes.singles},
                          {"largest", sizes.largest}});
  }
  return {{"clusters", output.way},
          {"nodes", table.nodes.size()},
          {"rows", table.num_rows},
          {"pairs", table.pairs.size()},
          {"self_pairs", table.num_self_pairs},
          {"repeated", table.num_repeated},
          {"conflicting", table.num_conflicting},
          {"judged_same", output.num_same},
          {"judged_different", output.num_different},
          {"thresholds", std::move(thresholds)}};
}

std::string count_line(const char* what, std::uint64_t count, const char* note = "") {
  return fmt::format("  {:<20} {}{}\n", what, format_count(static_cast<std::int64_t>(count)), note);
}

}  // namespace

void write_cluster_output(const ClusterOutput& output, const std::string& folder) {
  write_clusters_file(output, folder + "/clusters.csv");
  write_thresholds_file(output, folder + "/thresholds.csv");
  if (output.with_metrics) write_metrics(output, folder);
  Json run = {{"format", kOutputFormat}, {"call", output.call}, {"version", program_version()}};
  run["counts"] = counts_json(output);
  FileWriter file(folder + "/run.json");
  file.append(json_document(run));
  file.close();
}

std::string cluster_summary_text(const ClusterOutput& output, const std::string& folder) {
  const PairTable& table = *output.table;
  std::string text = count_line("records", table.nodes.size()) + count_line("pairs", table.pairs.size());
  if (table.num_self_pairs > 0)
    text += count_line("left out", table.num_self_pairs, "   rows that pair a record with itself");
  if (table.num_repeated > 0)
    text += count_line("repeated", table.num_repeated, "   rows whose pair was there already");
  if (table.num_conflicting > 0)
    text += count_line("of these unequal", table.num_conflicting, "   the largest probability is taken");
  if (output.num_same + output.num_different > 0)
    text +=
        fmt::format("  {:<20} {} same, {} different\n", "judgements", output.num_same, output.num_different);
  text += fmt::format("\n  {:>9} {:>12} {:>12} {:>9}   by {}\n", "threshold", "clusters", "of one", "largest",
                      output.way);
  for (const ClusterColumn& column : output.columns) {
    const Sizes sizes = sizes_of(output, column);
    text += fmt::format("  {:>9} {:>12} {:>12} {:>9}\n", column.threshold_text, format_count(sizes.clusters),
                        format_count(sizes.singles), format_count(sizes.largest));
  }
  return text + fmt::format("\n  written to           {}\n", folder);
}

Json cluster_summary_json(const ClusterOutput& output, const std::string& folder) {
  Json json = counts_json(output);
  json["folder"] = folder;
  return json;
}

}  // namespace byname
