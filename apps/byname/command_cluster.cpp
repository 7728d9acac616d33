// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "base/json_document.hpp"
#include "cluster/constrained_components.hpp"
#include "cluster/mean_link.hpp"
#include "cluster/pair_files.hpp"
#include "cluster/single_best_links.hpp"
#include "command_registry.hpp"
#include "publish/cluster_output.hpp"
#include "table/output_folder.hpp"

namespace byname {

namespace {

class ClusterCommand final : public Command {
 public:
  std::string name() const override { return "cluster"; }
  std::string synopsis() const override { return "joins scored pairs to clusters, without a model"; }
  std::string usage() const override { return "PAIRS|OUT... [--threshold P] -o FOLDER"; }
  std::string description() const override {
    return "Reads pairs with a probability or weight each: folders that byname link or count wrote, or files "
           "(CSV, JSON lines, Parquet) with two columns of ids, such as Splink's predictions. Several are "
           "clustered together once.\n\n"
           "mean_link joins groups while the mean weight of all pairs between them is over the threshold, so "
           "that a single link does not chain two persons together (docs/clustering.md has the "
           "measurements). components joins whatever a pair of the threshold or more connects, as Splink "
           "does. single_best joins one to one.\n\n"
           "A cluster is named after its first record, so its id does not depend on the order of rows. "
           "thresholds.csv sums up each threshold; with several of them clusters.csv has a column for each.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname cluster out -o clusters", "Clusters the pairs that byname link wrote."},
            {"byname cluster predictions.parquet --clusters components --threshold 0.9 --threshold 0.99 -o "
             "clusters",
             "Splink's clusters at two thresholds, from its predictions."},
            {"byname cluster names.csv dates.csv --nodes people.csv --judgements reviewed.csv -o clusters",
             "Clusters two sets of pairs at once, keeps records without pairs, and what reviewers said."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    table.add({"PAIRS", "PAIRS|OUT", "Files of pairs, or folders that byname link or count wrote.", &paths_,
               "", true});
    table.add(
        {"--map", "COLUMN=ROLE",
         "Says which column is what: id_l, id_r, list_l, list_r, probability, weight; may be given again.",
         &map_});
    table.add(
        {"--nodes", "FILE",
         "All records there are (column id, and list where the pairs have one): those without a pair are "
         "clusters of their own.",
         &nodes_});
    table.add(
        {"--judgements", "FILE",
         "What people said: columns mention_1, mention_2 (as cluster ids are written), judgement (same, "
         "different, unsure). Same are joined, different are kept apart.",
         &judgements_});
    table.begin_group("Clusters");
    table.add({"--clusters",
               "WAY",
               "How pairs become clusters.",
               &way_,
               "",
               false,
               {"mean_link", "components", "single_best"}});
    table.add({"--threshold", "P", "Probability from which on it is joined; may be given again.",
               &thresholds_, "0.5 for mean_link, else 0.95"});
    table.add({"--missing", "W",
               "With mean_link: how far below the threshold, in log2 odds, two records count whose pair is "
               "not given.",
               &missing_});
    table.add({"--unique", "LABEL",
               "With mean_link and single_best: this list names nobody twice, so a cluster holds one of its "
               "records at most; may be given again.",
               &unique_});
    table.add({"--ties",
               "WAY",
               "With single_best: of two equally good links takes the one to the lowest id, or drops both.",
               &ties_,
               "",
               false,
               {"lowest_id", "drop"}});
    table.begin_group("Output");
    add_output_options(table, shared, "FOLDER");
    table.add(
        {"--metrics", "",
         "Writes nodes.csv, edges.csv and cluster_metrics.csv too: degree, centrality, bridges, density, "
         "centralisation. For one threshold.",
         &with_metrics_});
    add_json_option(table, shared, "the summary");
    add_quiet_option(table, shared);
    table.begin_group("Machine");
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const SharedOptions& shared = environment.options;
    ClusterOutput output;
    output.columns = thresholds();
    check_options();
    PairColumns columns;
    for (const std::string& text : map_) set_pair_column(text, columns);
    OutputFolder folder(shared.output, shared.force);
    const PairTable table = read_pair_files(paths_, columns, nodes_, environment.context);
    NodeJudgements judgements;
    if (!judgements_.empty())
      judgements = read_node_judgements(judgements_, table.nodes, environment.context);
    environment.context.begin_step("clustering", 0);
    for (ClusterColumn& column : output.columns)
      column.cluster = clusters_at(column.threshold, table, judgements, environment.context);
    output.table = &table;
    output.way = way_;
    output.with_metrics = with_metrics_;
    output.num_same = judgements.same.size();
    output.num_different = judgements.different.size();
    output.call = environment.call;
    environment.context.begin_step("writing", 0);
    write_cluster_output(output, folder.path());
    environment.context.check_cancelled();
    folder.commit();
    environment.context.end_steps();
    if (shared.is_json) {
      std::cout << json_document(cluster_summary_json(output, shared.output));
    } else if (!shared.is_quiet) {
      std::cout << cluster_summary_text(output, shared.output);
    }
    return kExitDone;
  }

 private:
  std::vector<ClusterColumn> thresholds() const {
    std::vector<std::string> texts = thresholds_;
    if (texts.empty()) texts = {way_ == "mean_link" ? "0.5" : "0.95"};
    std::vector<ClusterColumn> columns;
    std::set<std::string> seen;
    for (const std::string& text : texts) {
      double value = -1;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
      if (error != std::errc() || end != text.data() + text.size() || !(value >= 0 && value <= 1))
        throw UsageError(fmt::format("--threshold is a probability, 0 to 1: {}", text));
      if (!seen.insert(text).second) throw UsageError(fmt::format("--threshold {} is given twice", text));
      columns.push_back({text, value, {}});
    }
    return columns;
  }
  void check_options() const {
    if (with_metrics_ && thresholds_.size() > 1) throw UsageError("--metrics is for one --threshold.");
    if (!unique_.empty() && way_ == "components")
      throw UsageError("--unique is for --clusters mean_link or single_best.");
    if (unique_.empty() && way_ == "single_best")
      throw UsageError("--clusters single_best needs --unique LABEL: the lists that name nobody twice.");
    if (!judgements_.empty() && way_ == "single_best")
      throw UsageError("--judgements is for --clusters mean_link or components.");
    if (!(missing_ < 0))
      throw UsageError("--missing is a negative weight: a missing pair is evidence against.");
  }
  /// Per list name in `labels`, whether --unique names it.
  std::vector<bool> unique_lists(const std::vector<std::string>& labels) const {
    std::vector<bool> is_unique(labels.size(), false);
    for (const std::string& label : unique_) {
      const auto found = std::find(labels.begin(), labels.end(), label);
      if (found == labels.end())
        throw UserError(fmt::format("--unique names a list that is not there: {}", label));
      is_unique[static_cast<std::size_t>(found - labels.begin())] = true;
    }
    return is_unique;
  }
  std::vector<std::uint32_t> clusters_at(double threshold, const PairTable& table,
                                         const NodeJudgements& judgements,
                                         const ExecutionContext& context) const {
    if (way_ == "components")
      return constrained_components(table.pairs, threshold, judgements.same, judgements.different,
                                    table.nodes.rank);
    SingleBestOptions lists;
    std::vector<std::string> labels = table.nodes.list;
    std::sort(labels.begin(), labels.end());
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    lists.is_duplicate_free = unique_lists(labels);
    if (!unique_.empty() && labels.size() > 64) throw UserError("--unique works with 64 lists at most.");
    for (const std::string& label : table.nodes.list)
      lists.list.push_back(
          static_cast<std::uint32_t>(std::lower_bound(labels.begin(), labels.end(), label) - labels.begin()));
    if (way_ == "single_best") {
      lists.threshold = threshold;
      lists.drops_ties = ties_ == "drop";
      return single_best_links(table.pairs, lists, table.nodes.rank);
    }
    MeanLinkOptions options;
    options.threshold = threshold;
    options.missing_weight = missing_;
    options.same = judgements.same;
    options.different = judgements.different;
    if (!unique_.empty()) {
      for (const std::uint32_t list : lists.list)
        options.unique_bits.push_back(lists.is_duplicate_free[list] ? std::uint64_t{1} << list : 0);
    }
    return mean_link_clusters(table.pairs, options, table.nodes.rank, context);
  }

  std::vector<std::string> paths_;
  std::vector<std::string> map_;
  std::string nodes_;
  std::string judgements_;
  std::string way_ = "mean_link";
  std::vector<std::string> thresholds_;
  double missing_ = kMissingPairWeight;
  std::vector<std::string> unique_;
  std::string ties_ = "lowest_id";
  bool with_metrics_ = false;
};

}  // namespace

std::unique_ptr<Command> make_cluster_command() { return std::make_unique<ClusterCommand>(); }

}  // namespace byname
