// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "command_registry.hpp"
#include "earlier_output.hpp"
#include "estimate/doubly_robust_family.hpp"
#include "estimate/model_draws.hpp"
#include "estimate/repeated_captures.hpp"
#include "estimation_options.hpp"
#include "publish/estimate_output.hpp"
#include "register/register_captures.hpp"
#include "register_session.hpp"
#include "table/output_folder.hpp"

namespace byname {

namespace {

class EstimateCommand final : public Command {
 public:
  std::string name() const override { return "estimate"; }
  std::string synopsis() const override { return "estimates how many people are on no list"; }
  std::string usage() const override { return "TABLE | OUT | REGISTER [--by COLUMN...] [-o FOLDER]"; }
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
           "REGISTER is a register's file: its sources are the lists, whoever they name and nobody rejected "
           "are the "
           "people, --by are roles such as region, and what the machine is not sure of goes through every "
           "model.\n\n"
           "With --covariates TABLE has one row a person, and two lists at a time are compared among people "
           "who are alike in these columns (doubly robust).\n\n"
           "With -o, estimate.json has everything: models, refusals, strata, what each list changes "
           "(dropped_lists), how lists depend (pairs); models.csv is the table of models, draws.parquet has "
           "draws of each, which byname nowcast --unseen reads, and report.html is the page to look at. "
           "docs/estimates.md says what each model is.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname estimate overlap.csv", "Prints what every model says."},
            {"byname estimate out -o estimate", "Goes on from the output of byname count."},
            {"byname estimate overlap.csv --by region --cannot court:north",
             "Estimates each region, where the list court does not cover the north, and adds the regions."},
            {"byname estimate list.byname --by region", "Estimates from the sources of a register."},
            {"byname estimate persons.csv --rows --lists court,press --covariates age,region",
             "Compares two lists among people of one age and region; other columns are not looked at."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    table.add({"TABLE", "TABLE", "A table of lists, the folder of an earlier run, or a register.", &input_,
               "", true});
    table.add({"--by", "COLUMN",
               "Estimates each value of this column by itself and adds them up inside the draws; may be "
               "given again.",
               &options_.by});
    table.add({"--cannot", "LIST:STRATUM",
               "Says that the list could hold nobody of this stratum; may be given again.",
               &options_.cannot});
    table.add({"--without", "LIST", "Leaves this list out; may be given again.", &options_.without});
    table.add({"--lists", "COLUMN,...", "The columns of lists; all others without a use are not looked at.",
               &options_.lists, "all columns without another use"});
    table.add({"--rows", "", "A row is one person, even if there is a column count.",
               &options_.is_one_row_a_person});
    table.add({"--covariates", "COLUMN,...",
               "What is known of each person. Columns of numbers are taken as such, unless COLUMN=category.",
               &options_.covariates});
    add_passphrase_option(table, register_);
    table.begin_group("Models");
    add_draws_option(table, num_draws_, "Draws of each model in draws.parquet.");
    table.begin_group("Output");
    table.add({"-o,--output", "FOLDER",
               "Writes estimate.json, models.csv, draws.parquet, report.html and run.json here.",
               &shared.output});
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
    check_num_draws(num_draws_);
    std::optional<OutputFolder> folder;
    if (!shared.output.empty()) folder.emplace(shared.output, shared.force);
    context.begin_step("reading", 0);
    EstimateOutput output;
    output.call = environment.call;
    output.seed = context.seed;
    output.data = read_captures(context);
    estimate(output, folder ? static_cast<std::size_t>(num_draws_) : 0, context);
    if (folder) {
      context.begin_step("writing", 0);
      write_estimate_output(output, folder->path());
      context.check_cancelled();
      folder->commit();
    }
    context.end_steps();
    print_estimation(
        shared, [&] { return estimate_output_json(output); },
        [&] { return estimate_text(output, shared.output); });
    return kExitDone;
  }

 private:
  CaptureData read_captures(const ExecutionContext& context) {
    if (is_output_folder(input_)) return read_capture_folder(input_, options_, context);
    if (!is_register(input_)) return read_capture_file(input_, options_, context);
    register_.path = input_;
    return read_register_captures(*open_register(register_), options_, context);
  }

  static void estimate(EstimateOutput& output, std::size_t num_draws, const ExecutionContext& context) {
    const EstimateInput& input = output.data.input;
    if (!output.data.captures.empty()) {
      output.estimate.all = estimate_repeated(output.data.captures);
    } else {
      DrawnEstimate drawn = estimate_and_draw(input, num_draws, context);
      output.estimate = std::move(drawn.estimate);
      output.draws = std::move(drawn.draws);
      output.dropped = drop_lists(input, context);
      output.pairs = pairs_of(input);
      if (!output.data.persons.covariates.empty())
        add_doubly_robust(output.estimate.all, input.lists, output.data.persons, context);
    }
    const std::vector<ModelEstimate>& models = output.estimate.all.models;
    for (std::size_t i = output.draws.size(); num_draws > 0 && i < models.size(); ++i)
      output.draws.push_back(draw_interval(models[i], num_draws, context));
  }

  std::string input_;
  CaptureOptions options_;
  RegisterOptions register_;
  int num_draws_ = 4000;
};

}  // namespace

std::unique_ptr<Command> make_estimate_command() { return std::make_unique<EstimateCommand>(); }

}  // namespace byname
