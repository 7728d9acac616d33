// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/json_document.hpp"
#include "command_registry.hpp"
#include "estimate/table_columns.hpp"
#include "estimation_options.hpp"
#include "publish/figures_output.hpp"
#include "table/output_folder.hpp"

namespace byname {

namespace {

class FiguresCommand final : public Command {
 public:
  std::string name() const override { return "figures"; }
  std::string synopsis() const override { return "sets what others say beside the count and the estimates"; }
  std::string usage() const override { return "FILE [--beside OUT...] -o FOLDER"; }
  std::string description() const override {
    return "Reads a table of figures that others gave (an official figure, a ministry, a think tank) and "
           "sets them "
           "beside counts and estimates by name, in one chart and one table. They are never mixed into an "
           "estimate: "
           "nothing is computed from them.\n\n"
           "FILE has the columns source and figure (or value, low, high), and if known kind, population, "
           "counted (what "
           "is counted: killed, killed and missing, ...), as_of (the date that the figure is about) and "
           "note. A "
           "figure may say about, at least, up to, or a range: about 47,000 (40,000-55,000). A date may be "
           "missing.\n\n"
           "Where figures count something else, other people or another time, or say so too little, that is "
           "named; "
           "and so are figures that contradict each other. docs/figures.md has the rules.\n\n"
           "The folder holds estimate.json, figures.csv and report.html.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname figures others.csv -o figures", "One chart and one table of what others say."},
            {"byname figures others.csv --beside out --counted killed --population soldiers --as-of "
             "2024-06-30 -o "
             "figures",
             "Beside the count in the folder out, saying what it counts."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    table.add({"FILE", "FILE", "The figures, of any format that byname reads.", &file_, "", true});
    table.add(
        {"--beside", "OUT",
         "A folder of byname count, estimate, nowcast or excess, or its estimate.json; may be given again.",
         &beside_});
    table.add({"--month-first", "", "Takes 03/04/2022 for the 4th of March. Else it is the 3rd of April.",
               &is_month_first_});
    table.begin_group("What the own numbers are about");
    table.add({"--counted", "TEXT", "What they count, in the words of the column counted.", &own_.counted});
    table.add({"--population", "TEXT", "Whom they count, in the words of the column population.",
               &own_.population});
    table.add({"--as-of", "DATE", "The date that they are about.", &own_.as_of});
    add_estimation_output(table, shared, false);
  }

  int run(CommandEnvironment& environment) override {
    const SharedOptions& shared = environment.options;
    FigureDefinition own = own_;
    own.days = read_own_date();
    OutputFolder folder(shared.output, shared.force);
    const Input input = read_number_table(file_, environment.context);
    FiguresOutput output;
    output.figures = read_figures(input, is_month_first_);
    MethodRun run{name(), environment.call, shared.seed, input.files};
    for (const std::string& path : beside_) {
      for (OwnNumber& number : read_own_numbers(path, own)) {
        if (run.inputs.back().path != number.file) run.inputs.push_back(input_file(number.file));
        output.own.push_back(std::move(number));
      }
    }
    output.conflicts = find_conflicts(output.figures, output.own);
    environment.context.end_steps();
    write(run, output, folder);
    print_estimation(
        shared, [&] { return figures_json(run, output); },
        [&] { return figures_summary(output, shared.output); });
    return kExitDone;
  }

 private:
  std::optional<DaySpan> read_own_date() const {
    try {
      return read_reference_date(own_.as_of, is_month_first_, "--as-of");
    } catch (const DataError& error) {
      throw UsageError(error.what());
    }
  }

  static InputFile input_file(const std::string& path) {
    InputFile file;
    file.path = path;
    file.name = path;
    file.num_rows = 1;
    file.sha256 = sha256_of_file(path);
    return file;
  }

  static void write(const MethodRun& run, const FiguresOutput& output, OutputFolder& folder) {
    write_text_file(folder.path() + "/estimate.json", json_document(figures_json(run, output)));
    write_figures_table(output, folder.path() + "/figures.csv");
    write_text_file(folder.path() + "/report.html", figures_report_html(run, output));
    write_text_file(folder.path() + "/run.json", json_document(method_run_json(run)));
    folder.commit();
  }

  std::string file_;
  std::vector<std::string> beside_;
  FigureDefinition own_;
  bool is_month_first_ = false;
};

}  // namespace

std::unique_ptr<Command> make_figures_command() { return std::make_unique<FiguresCommand>(); }

}  // namespace byname
