// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/error.hpp"
#include "base/json_document.hpp"
#include "command_registry.hpp"
#include "evaluate/compare_runs.hpp"
#include "publish/change_output.hpp"
#include "table/output_folder.hpp"

namespace byname {

namespace {

class CompareCommand final : public Command {
 public:
  std::string name() const override { return "compare"; }
  std::string synopsis() const override { return "says who merged or split between two runs, and why"; }
  std::string usage() const override { return "OUT1 OUT2 [-o FOLDER]"; }
  std::string description() const override {
    return "Reads two folders that byname link, count or cluster wrote, never their inputs, and says which "
           "persons are the same in both, which merged, split or were rearranged, and which mentions only "
           "one "
           "run has. Persons before and after that share a mention, directly or by way of others, are one "
           "change.\n\n"
           "For each change it shows the strongest pairs that join the persons in one run and not in the "
           "other, "
           "with the weight in both, and why: another threshold, a level that changed, a pair that no rule "
           "brings, a veto, a record that is new.\n\n"
           "Mentions are matched by list and row where both runs read the same files, else by id where ids "
           "are "
           "unique, else by list and row; --by decides. Lists' names do not matter where each run has one. "
           "byname cluster keeps pairs for the reasons only with --metrics.\n\n"
           "With -o, changes.csv has a row for every mention of a person that changed: change (merged, "
           "split, "
           "rearranged, removed, added), component, person_before, person_after, list, row, id. reasons.csv "
           "has "
           "the pairs: joined (the run that joins them), mention_1, mention_2, weight_before, weight_after "
           "(bits; empty where the pair was not kept), reason and why. Reasons are mention (in one run "
           "only), "
           "pairs (not kept by the other), veto, threshold, weight, clustering (other pairs decided), "
           "unknown.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname compare monday friday", "Compares two runs."},
            {"byname compare monday friday -o changes", "Also writes changes.csv and reasons.csv."},
            {"byname compare clusters clusters --column cluster_p_0_9 --column cluster_p_0_99",
             "Compares two thresholds of one byname cluster."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    table.add({"OUT1", "OUT1", "The folder of the run before.", &before_, "", true});
    table.add({"OUT2", "OUT2", "The folder of the run after.", &after_, "", true});
    table.add({"--by",
               "WAY",
               "How mentions are matched; row is list and row, id is list and id.",
               &by_,
               "",
               false,
               {"any", "row", "id"}});
    table.add(
        {"--column", "NAME",
         "With folders of byname cluster at several thresholds: the column of clusters.csv; given twice, "
         "the first for OUT1 and the second for OUT2.",
         &columns_});
    table.begin_group("Output");
    table.add({"-o,--output", "FOLDER", "Writes every change here: changes.csv, reasons.csv, run.json.",
               &shared.output});
    table.add({"-f,--force", "", "Replace what is at -o.", &shared.force});
    add_json_option(table, shared, "the comparison, with every change,");
    add_quiet_option(table, shared);
    table.begin_group("Machine");
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const SharedOptions& shared = environment.options;
    const ExecutionContext& context = environment.context;
    if (columns_.size() > 2) throw UsageError("--column is given twice at most: for OUT1 and for OUT2.");
    std::optional<OutputFolder> folder;
    if (!shared.output.empty()) folder.emplace(shared.output, shared.force);
    context.begin_step("reading the runs", 0);
    const std::string first = columns_.empty() ? "" : columns_.front();
    const std::string second = columns_.empty() ? "" : columns_.back();
    LinkedRun before = read_linked_run(before_, first, context);
    LinkedRun after = read_linked_run(after_, second, context);
    const RunComparison comparison = compare_runs(std::move(before), std::move(after), match_by(), context);
    if (folder) {
      context.begin_step("writing", 0);
      write_change_output(comparison, environment.call, folder->path());
      context.check_cancelled();
      folder->commit();
    }
    context.end_steps();
    if (shared.is_json) {
      std::cout << json_document(comparison_json(comparison));
    } else if (!shared.is_quiet) {
      std::cout << comparison_text(comparison, shared.output);
    }
    return kExitDone;
  }

 private:
  MatchBy match_by() const {
    if (by_ == "row") return MatchBy::kRow;
    return by_ == "id" ? MatchBy::kId : MatchBy::kAny;
  }

  std::string before_;
  std::string after_;
  std::string by_ = "any";
  std::vector<std::string> columns_;
};

}  // namespace

std::unique_ptr<Command> make_compare_command() { return std::make_unique<CompareCommand>(); }

}  // namespace byname
