// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"
#include "cluster/link_records.hpp"
#include "command_registry.hpp"
#include "count_stages.hpp"
#include "publish/count_output.hpp"
#include "table/output_folder.hpp"

namespace byname {

namespace {

class CountCommand final : public Command {
 public:
  std::string name() const override { return "count"; }
  std::string synopsis() const override {
    return "counts the different people that lists name, and estimates those on none";
  }
  std::string usage() const override { return "[LABEL=]FILE... -o FOLDER"; }
  std::string description() const override {
    return "Reads lists of people, finds which mentions are one person, and says how many different people "
           "the lists name, "
           "how sure that is, and how many are on no list. No option is needed.\n\n"
           "A list is a file, or several under one label: L=part*.csv. CSV and TSV of any delimiter and "
           "encoding, JSON lines and "
           "Parquet are read, also as .gz and .zst, and workbooks (.xlsx) sheet by sheet. What each column "
           "means is found from its header and "
           "contents; byname columns "
           "shows it and --map corrects it.\n\n"
           "The folder holds links.csv (every mention and its person), persons.csv, rejects.csv (rows that "
           "could not be used, and "
           "why), estimate.json, report.html and more.";
  }
  std::vector<CommandExample> examples() const override {
    return {
        {"byname count obituaries.csv volunteers=finds.jsonl -o out",
         "Counts two lists and writes the folder out."},
        {"byname count list.csv --map who=name --map when=birth_date -o out", "Says what two columns mean."},
        {"byname count ministry.csv found.csv --unique ministry -o out",
         "Says that one list names nobody twice."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    table.add({"FILE", "[LABEL=]FILE",
               "Lists of people: files, globs, or several files of one list as LABEL=PATTERN.", &files_, "",
               true});
    table.add({"--map", "[LIST:]COLUMN=ROLE",
               "Says what a column means; may be given again. docs/roles.md has the roles.", &mappings_});
    table.add({"--truth", "COLUMN[~REGEX]",
               "Keeps this column out of linking and saves it for byname check; with a pattern its first "
               "group is the truth.",
               &truth_});
    table.begin_group("Linking");
    table.add({"--unique", "LABEL", "Says that this list names nobody twice; may be given again.", &unique_});
    table.add({"--judgements", "FILE",
               "Takes what people decided of pairs: CSV with mention_1, mention_2 (LIST:ROW), judgement "
               "(same, different, unsure). A judged file of byname sample also corrects the probabilities.",
               &judgements_});
    table.add({"--model", "FILE", "Uses a model saved as model.json instead of training one.", &model_});
    table.add({"--veto-error", "SHARE",
               "A rule such as \"other sex, other person\" holds while fewer true pairs than this break it.",
               &veto_error_});
    table.add({"--draws", "N", "Draws so many plausible partitions; the intervals come from them.",
               &num_draws_, "200, or 100 of over 300,000 mentions"});
    table.begin_group("Output");
    add_output_options(table, shared, "FOLDER");
    table.add({"--keep-pairs", "P",
               "Keeps pairs of at least this probability in pairs.parquet; 0 keeps all candidates.",
               &keep_probability_});
    table.add({"--max-rejects", "N",
               "Ends with exit code 3 if more rows are rejected; the output is written all the same.",
               &max_rejects_, "no limit"});
    add_json_option(table, shared, "the summary");
    add_quiet_option(table, shared);
    table.begin_group("Machine");
    add_seed_option(table, shared);
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const SharedOptions& shared = environment.options;
    const ExecutionContext& context = environment.context;
    check_options();
    OutputFolder folder(shared.output, shared.force);
    CountRequest request;
    request.files = files_;
    request.mappings = mappings_;
    request.truth = truth_;
    request.unique = unique_;
    request.judgements = judgements_;
    request.model = model_;
    request.veto_error = veto_error_;
    request.num_draws = num_draws_;
    request.keep_probability = keep_probability_;
    CountStages stages(request, environment.call, context);
    RecordsFile records_file(stages.read(), folder.path(), context);
    const CountOutput& output = stages.count();
    context.begin_step("writing", 0);
    write_count_output(output, records_file, folder.path(), context);
    context.check_cancelled();
    folder.commit();
    context.end_steps();
    if (shared.is_json) {
      std::cout << json_document(summary_json(output, shared.output));
    } else if (!shared.is_quiet) {
      std::cout << summary_text(output, shared.output);
    }
    return output.input->rejects.size() > max_rejects_ ? kExitRejects : kExitDone;
  }

 private:
  void check_options() const {
    if (num_draws_ != 0 && (num_draws_ < 2 || num_draws_ > 10000))
      throw UsageError(fmt::format("--draws is {}; 2 to 10,000 can be made.", num_draws_));
    if (keep_probability_ < 0 || keep_probability_ > 1)
      throw UsageError("--keep-pairs is a probability, 0 to 1.");
    if (veto_error_ < 0 || veto_error_ > 1) throw UsageError("--veto-error is a share, 0 to 1.");
  }

  std::vector<std::string> files_;
  std::vector<std::string> mappings_;
  std::string truth_;
  std::vector<std::string> unique_;
  std::string judgements_;
  std::string model_;
  double veto_error_ = 0.02;
  int num_draws_ = 0;
  double keep_probability_ = 0.01;
  std::uint64_t max_rejects_ = UINT64_MAX;
};

}  // namespace

std::unique_ptr<Command> make_count_command() { return std::make_unique<CountCommand>(); }

}  // namespace byname
