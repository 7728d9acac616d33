// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/number_format.hpp"
#include "publish/charts.hpp"
#include "publish/link_charts.hpp"
#include "publish/link_messages.hpp"
#include "publish/link_report_sections.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"

namespace byname {

namespace {

constexpr std::size_t kMostNodes = 16;
constexpr std::size_t kMostLoose = 3;
constexpr std::size_t kMostLarge = 2;

/// What is known of a cluster without looking at its records.
struct ClusterShape {
  std::uint32_t root = 0;
  std::uint32_t records = 0;
  std::uint32_t links = 0;

  double possible() const { return 0.5 * records * (records - 1.0); }
  double density() const { return records > 1 ? links / possible() : 1; }
};

std::vector<ClusterShape> shapes_of(const LinkOutput& output) {
  std::vector<ClusterShape> all(output.cluster.size());
  for (std::uint32_t record = 0; record < output.cluster.size(); ++record) {
    all[output.cluster[record]].root = output.cluster[record];
    ++all[output.cluster[record]].records;
  }
  output.pairs->for_each_batch(PairParts::kProbabilities, [&](const SplinkPairs& pairs) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (pairs.match_probability[i] < output.cluster_threshold) continue;
      const std::uint32_t root = output.cluster[pairs.left[i]];
      if (root == output.cluster[pairs.right[i]]) ++all[root].links;
    }
  });
  std::vector<ClusterShape> shapes;
  for (const ClusterShape& shape : all) {
    if (shape.records > 1) shapes.push_back(shape);
  }
  return shapes;
}

struct ChosenCluster {
  ClusterShape shape;
  LinkMessage why;
};

void add_unless_there(std::vector<ChosenCluster>& chosen, const ClusterShape& shape, LinkMessage why) {
  for (const ChosenCluster& each : chosen) {
    if (each.shape.root == shape.root) return;
  }
  chosen.push_back({shape, why});
}

/// The most loosely joined, the largest that can be drawn, and one of the usual size.
std::vector<ChosenCluster> chosen_clusters(std::vector<ClusterShape> shapes) {
  std::erase_if(shapes, [](const ClusterShape& shape) { return shape.records > kMostNodes; });
  std::vector<ChosenCluster> chosen;
  if (shapes.empty()) return chosen;
  std::stable_sort(shapes.begin(), shapes.end(), [](const ClusterShape& a, const ClusterShape& b) {
    const double missing_a = a.possible() - a.links;
    const double missing_b = b.possible() - b.links;
    const double loose_a = missing_a * (1 - a.density());
    const double loose_b = missing_b * (1 - b.density());
    return loose_a > loose_b;
  });
  for (std::size_t i = 0; i < std::min(kMostLoose, shapes.size()); ++i) {
    if (shapes[i].density() < 1) add_unless_there(chosen, shapes[i], LinkMessage::kClusterLoose);
  }
  std::stable_sort(shapes.begin(), shapes.end(),
                   [](const ClusterShape& a, const ClusterShape& b) { return a.records > b.records; });
  for (std::size_t i = 0; i < std::min(kMostLarge, shapes.size()); ++i)
    add_unless_there(chosen, shapes[i], LinkMessage::kClusterLargest);
  add_unless_there(chosen, shapes[shapes.size() / 2], LinkMessage::kClusterUsual);
  return chosen;
}

/// Nodes are numbered from 1; what records they are stands below.
struct ClusterNetwork {
  NetworkChart chart;
  std::vector<std::uint32_t> records;
  double weakest = std::numeric_limits<double>::infinity();
};

std::vector<ClusterNetwork> networks_of(const LinkOutput& output, const std::vector<ChosenCluster>& chosen) {
  constexpr std::uint32_t kNone = UINT32_MAX;
  std::vector<std::uint32_t> index_of_root(output.cluster.size(), kNone);
  for (std::uint32_t i = 0; i < chosen.size(); ++i) index_of_root[chosen[i].shape.root] = i;
  std::vector<ClusterNetwork> networks(chosen.size());
  std::vector<std::uint32_t> node(output.cluster.size(), kNone);
  for (std::uint32_t record = 0; record < output.cluster.size(); ++record) {
    const std::uint32_t index = index_of_root[output.cluster[record]];
    if (index == kNone) continue;
    ClusterNetwork& network = networks[index];
    node[record] = static_cast<std::uint32_t>(network.chart.nodes.size());
    network.chart.nodes.push_back(std::to_string(network.chart.nodes.size() + 1));
    network.records.push_back(record);
  }
  output.pairs->for_each_batch(PairParts::kScores, [&](const SplinkPairs& pairs) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const std::uint32_t left = pairs.left[i];
      const std::uint32_t right = pairs.right[i];
      if (node[left] == kNone || output.cluster[left] != output.cluster[right]) continue;
      ClusterNetwork& network = networks[index_of_root[output.cluster[left]]];
      const bool is_link = pairs.match_probability[i] >= output.cluster_threshold;
      network.chart.edges.push_back({node[left], node[right], pairs.match_weight[i], is_link});
      if (is_link) network.weakest = std::min(network.weakest, pairs.match_weight[i]);
    }
  });
  return networks;
}

/// A cell of a record's values; a short one, such as a date, stays on one line.
Markup value_cell(const std::string& text) {
  constexpr std::size_t kShort = 12;
  const char* attributes = text.size() <= kShort ? R"(dir="auto" class="date")" : R"(dir="auto")";
  return element("td", attributes, escape_html(text));
}

/// The records of a cluster by number, with what the model compares.
Markup records_table(const LinkReport& report, const std::vector<std::uint32_t>& records) {
  const ValueTable& values = *report.output->values;
  std::vector<std::vector<std::size_t>> columns;
  Markup head = element("th", "", {});
  head += element("th", "", say_html(LinkMessage::kClusterNote));
  for (const SplinkComparison& comparison : report.output->model->comparisons) {
    columns.push_back(compared_columns(comparison, values));
    head += element("th", R"(scope="col")", escape_html(comparison.name));
  }
  Markup body;
  for (std::size_t i = 0; i < records.size(); ++i) {
    Markup cells = element("th", R"(scope="row")", escape_html(std::to_string(i + 1)));
    cells += value_cell(record_place(*report.output, records[i]));
    for (const auto& each : columns)
      cells += value_cell(compared_values(each, values, value_place(*report.output, records[i])));
    body += element("tr", "", cells);
  }
  Markup inner = element("thead", "", element("tr", "", head));
  inner += element("tbody", "", body);
  return element("table", "", inner);
}

Markup drawing(const LinkReport& report, const ChosenCluster& chosen, ClusterNetwork network,
               std::size_t index) {
  network.chart.description = say(LinkMessage::kClusterChart);
  Markup markup = element("p", "",
                          say_html(LinkMessage::kClusterText, say(chosen.why),
                                   std::to_string(chosen.shape.records), std::to_string(chosen.shape.links),
                                   whole_text(chosen.shape.possible()), weight_text(network.weakest)));
  markup += figure(fmt::format("cluster-{}", index + 1),
                   [&](ChartSize size) { return chart_network(network.chart, size); });
  if (!report.is_redacted) markup += records_table(report, network.records);
  return element("div", R"(class="pair person")", markup);
}

/// Bars of sizes: 1 to 5 one by one, then in steps that grow.
std::vector<BarRow> size_bars(const std::vector<std::int64_t>& sizes) {
  std::vector<BarRow> bars;
  std::size_t first = 1;
  for (const std::size_t last : {1, 2, 3, 4, 5, 10, 20, 50, 100, 1000, 10000, 1000000000}) {
    if (first >= sizes.size()) break;
    std::int64_t clusters = 0;
    for (std::size_t size = first; size <= std::min(last, sizes.size() - 1); ++size) clusters += sizes[size];
    std::string label = say(LinkMessage::kClusterSizes, std::to_string(first),
                            std::to_string(std::min(last, sizes.size() - 1)));
    if (first == last || first + 1 == sizes.size())
      label = format_counted(static_cast<std::int64_t>(first), "record", "records");
    bars.push_back({std::move(label), static_cast<double>(clusters), format_count(clusters)});
    first = last + 1;
  }
  return bars;
}

Markup too_large_part(const std::vector<ClusterShape>& shapes) {
  const auto largest =
      std::max_element(shapes.begin(), shapes.end(),
                       [](const ClusterShape& a, const ClusterShape& b) { return a.records < b.records; });
  if (largest == shapes.end() || largest->records <= kMostNodes || largest->density() > 0.5) return {};
  return element("div", R"(class="warning")",
                 say_html(LinkMessage::kClusterTooLarge, format_count(largest->records),
                          format_count(largest->links), whole_text(largest->possible())));
}

}  // namespace

std::vector<std::uint32_t> drawn_records(const LinkOutput& output) {
  std::vector<std::uint32_t> roots;
  for (const ChosenCluster& chosen : chosen_clusters(shapes_of(output))) roots.push_back(chosen.shape.root);
  std::sort(roots.begin(), roots.end());
  std::vector<std::uint32_t> records;
  for (std::uint32_t record = 0; record < output.cluster.size(); ++record) {
    if (std::binary_search(roots.begin(), roots.end(), output.cluster[record])) records.push_back(record);
  }
  return records;
}

Markup clusters_section(const LinkReport& report) {
  const std::vector<std::int64_t> sizes = cluster_sizes(*report.output);
  std::int64_t clusters = 0;
  for (const std::int64_t of_size : sizes) clusters += of_size;
  Markup markup = element("h2", R"(id="clusters")", say_html(LinkMessage::kHeadClusters));
  markup += paragraph(LinkMessage::kClustersIntro, format_count(clusters), format_count(sizes[1]),
                      format_count(clusters - sizes[1]), std::to_string(sizes.size() - 1));
  const std::vector<BarRow> bars = size_bars(sizes);
  const std::string description = say(LinkMessage::kClustersChart);
  markup += figure("clusters", [&](ChartSize size) { return chart_bars(bars, description, size); });
  const std::vector<ClusterShape> shapes = shapes_of(*report.output);
  markup += too_large_part(shapes);
  const std::vector<ChosenCluster> chosen = chosen_clusters(shapes);
  if (chosen.empty()) return markup;
  markup += paragraph(LinkMessage::kClusterDrawings);
  std::vector<ClusterNetwork> networks = networks_of(*report.output, chosen);
  for (std::size_t i = 0; i < chosen.size(); ++i)
    markup += drawing(report, chosen[i], std::move(networks[i]), i);
  return markup;
}

}  // namespace byname
