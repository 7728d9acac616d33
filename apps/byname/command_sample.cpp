// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_document.hpp"
#include "base/number_format.hpp"
#include "command_registry.hpp"
#include "publish/judgement_sheet.hpp"
#include "table/output_file.hpp"

namespace byname {

namespace {

class SampleCommand final : public Command {
 public:
  std::string name() const override { return "sample"; }
  std::string synopsis() const override { return "draws the pairs that are worth judging by a person"; }
  std::string usage() const override { return "OUT -o FILE.csv"; }
  std::string description() const override {
    return "Reads the output folder of byname count and draws pairs of mentions at random, more of those "
           "that "
           "say more about how far its probabilities can be trusted. The file has both mentions side by side "
           "and an empty column judgement: write same, different or unsure there, leave what nobody has "
           "looked at empty, and keep the other columns as they are.\n\n"
           "byname count with --judgements FILE then corrects its probabilities by what was judged, and its "
           "interval holds what so many judgements leave open. 200 to 400 pairs correct them; 100 only test "
           "them. Where two people judge, let both see all pairs: how often they differ is the best that can "
           "be reached.\n\n"
           "Pairs are drawn by strata of probability; inclusion_weight is how many pairs each stands for. "
           "Pairs that a veto bars are not drawn.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname sample out -o sample.csv", "Draws 300 pairs."},
            {"byname count a.csv b.csv --judgements sample.csv -o out2",
             "Counts anew once the column judgement is filled."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    table.add({"OUT", "OUT", "A folder that byname count wrote.", &folder_, "", true});
    table.begin_group("Drawing");
    table.add({"-n,--pairs", "N", "About how many pairs to draw; at least 20 of each stratum.", &num_pairs_});
    add_seed_option(table, shared);
    table.begin_group("Output");
    add_output_options(table, shared, "FILE");
    add_json_option(table, shared, "the strata");
    add_quiet_option(table, shared);
    table.begin_group("Machine");
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const SharedOptions& shared = environment.options;
    if (num_pairs_ < 1 || num_pairs_ > 100000)
      throw UsageError(fmt::format("--pairs is {}; 1 to 100,000 can be drawn.", num_pairs_));
    const OutputFile output(shared.output, shared.force);
    const JudgeableFolder folder = read_judgeable_pairs(folder_, environment.context);
    if (folder.pairs.empty())
      throw DataError(
          fmt::format("{} has no pair that could be one person, so there is nothing to judge.", folder_));
    const JudgementSample sample =
        draw_judgement_sample(folder.pairs, static_cast<std::size_t>(num_pairs_), environment.context.seed);
    output.write_by([&](const std::string& path) { write_judgement_sheet(path, folder, sample); });
    environment.context.end_steps();
    report(shared, sample);
    return kExitDone;
  }

 private:
  static void report(const SharedOptions& shared, const JudgementSample& sample) {
    if (shared.is_json) {
      nlohmann::ordered_json strata = nlohmann::ordered_json::array();
      for (const SampleStratum& stratum : sample.strata) {
        strata.push_back({{"stratum", stratum.name},
                          {"pairs", stratum.num_pairs},
                          {"drawn", stratum.num_drawn},
                          {"inclusion_weight", stratum.inclusion_weight()}});
      }
      std::cout << json_document(nlohmann::ordered_json({{"output", shared.output}, {"strata", strata}}));
    } else if (!shared.is_quiet) {
      for (const SampleStratum& stratum : sample.strata) {
        std::cout << fmt::format(
            "  {:<28}{:>8} of {}\n", stratum.name, format_count(static_cast<std::int64_t>(stratum.num_drawn)),
            format_counted(static_cast<std::int64_t>(stratum.num_pairs), "pair", "pairs"));
      }
      std::cout << fmt::format(
          "  {} to judge: {}\n",
          format_counted(static_cast<std::int64_t>(sample.pairs.size()), "pair", "pairs"), shared.output);
    }
  }

  std::string folder_;
  int num_pairs_ = 300;
};

}  // namespace

std::unique_ptr<Command> make_sample_command() { return std::make_unique<SampleCommand>(); }

}  // namespace byname
