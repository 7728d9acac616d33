// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "command_registry.hpp"
#include "earlier_output.hpp"
#include "estimate/repeated_captures.hpp"
#include "publish/estimate_output.hpp"
#include "table/output_folder.hpp"

namespace byname {

namespace {

class EstimateCommand final : public Command {
 public:
  std::string name() const override { return "estimate"; }
  std::string synopsis() const override { return "estimates how many people are on no list"; }
  std::string usage() const override { return "TABLE | OUT [--by COLUMN...] [-o FOLDER]"; }
  std::string description() const override {
    return "Reads which people are on which lists and estimates, by every model that it knows, how many are "
           "on none: "
           "log-linear models, models of people who differ, sample coverage, averages over graphs, a sparse "
           "search, and "
           "more. It says what each takes for granted, how far they are apart, and which cannot be had and "
           "why.\n\n"
           "TABLE is a file with a column of 0 and 1 a list, and a column count; without count a row is one "
           "person. An "
           "empty cell or NA says that this list could not hold these people, as where it covers another "
           "region: they "
           "are estimated from the other lists. A table with the columns captures and count holds one source "
           "that "
           "recorded people again and again: how many persons were recorded once, twice, and so on.\n\n"
           "OUT is the folder of byname count: its draws of the linkage go through every model, so that "
           "intervals "
           "hold what is not sure of the links. Folders of byname link are read with their links taken as "
           "sure.\n\n"
           "With -o, estimate.json has everything: models, refusals, strata, what each list changes "
           "(dropped_lists), how lists depend (pairs); models.csv is the table of models. docs/estimates.md "
           "says what "
           "each model is.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname estimate overlap.csv", "Prints what every model says."},
            {"byname estimate out -o estimate", "Goes on from the output of byname count."},
            {"byname estimate overlap.csv --by region --cannot court:north",
             "Estimates each region, where the list court does not cover the north, and adds the regions."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    table.add({"TABLE", "TABLE", "A table of lists, or the folder of an earlier run.", &input_, "", true});
    table.add({"--by", "COLUMN",
               "Estimates each value of this column by itself and adds them up inside the draws; may be "
               "given again.",
               &options_.by});
    table.add({"--cannot", "LIST:STRATUM",
               "Says that the list could hold nobody of this stratum; may be given again.",
               &options_.cannot});
    table.add({"--without", "LIST", "Leaves this list out; may be given again.", &options_.without});
    table.begin_group("Output");
    table.add(
        {"-o,--output", "FOLDER", "Writes estimate.json, models.csv and run.json here.", &shared.output});
    table.add({"-f,--force", "", "Replace what is at -o.", &shared.force});
    add_json_option(table, shared, "what estimate.json holds");
    add_quiet_option(table, shared);
    table.begin_group("Machine");
    add_seed_option(table, shared);
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const SharedOptions& shared = environment.options;
    const ExecutionContext& context = environment.context;
    std::optional<OutputFolder> folder;
    if (!shared.output.empty()) folder.emplace(shared.output, shared.force);
    context.begin_step("reading", 0);
    EstimateOutput output;
    output.call = environment.call;
    output.seed = context.seed;
    output.data = is_output_folder(input_) ? read_capture_folder(input_, options_, context)
                                           : read_capture_file(input_, options_, context);
    if (!output.data.captures.empty()) {
      output.estimate.all = estimate_repeated(output.data.captures);
    } else {
      output.estimate = estimate_strata(output.data.input, context);
      output.dropped = drop_lists(output.data.input, context);
      output.pairs = pairs_of(output.data.input);
    }
    if (folder) {
      context.begin_step("writing", 0);
      write_estimate_output(output, folder->path());
      context.check_cancelled();
      folder->commit();
    }
    context.end_steps();
    if (shared.is_json) {
      std::cout << estimate_output_json(output).dump(2, ' ', false,
                                                     nlohmann::ordered_json::error_handler_t::replace)
                << "\n";
    } else if (!shared.is_quiet) {
      std::cout << estimate_text(output, shared.output);
    }
    return kExitDone;
  }

 private:
  std::string input_;
  CaptureOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_estimate_command() { return std::make_unique<EstimateCommand>(); }

}  // namespace byname
