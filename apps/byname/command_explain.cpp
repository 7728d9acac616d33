// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_document.hpp"
#include "command_registry.hpp"
#include "evaluate/explain_folder.hpp"
#include "publish/explain_page.hpp"
#include "table/csv_writer.hpp"

namespace byname {

namespace {

class ExplainCommand final : public Command {
 public:
  std::string name() const override { return "explain"; }
  std::string synopsis() const override { return "says why two mentions are, or are not, one person"; }
  std::string usage() const override { return "OUT ID ID [--html FILE]"; }
  std::string description() const override {
    return "Reads the output folder of byname count, never its inputs, and shows two mentions side by side: "
           "what was "
           "compared, at which level it agrees, and what each level weighs in bits (each bit doubles the "
           "odds). The "
           "weights, the starting point and the corrections add up to the weight of the pair.\n\n"
           "An ID is a mention as links.csv names it, LIST:ROW, or LIST:FILE:ROW where a list has several "
           "files; or an "
           "id of an id column, if only one mention has it.\n\n"
           "If the two are one person without a link of their own, the links that join them are shown.";
  }
  std::vector<CommandExample> examples() const override {
    return {
        {"byname explain out obituaries:17 volunteers:301", "Explains two mentions by list and row."},
        {"byname explain out A000017 V301 --html why.html", "By their ids, with a page to look at or send."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    table.add({"OUT", "OUT", "A folder that byname count wrote.", &folder_, "", true});
    table.add({"ID", "ID", "The first mention: LIST:ROW or an id.", &left_, "", true});
    table.add({"ID2", "ID", "The second mention.", &right_, "", true});
    table.begin_group("Output");
    table.add(
        {"--html", "FILE", "Also writes a page with a chart here; it holds personal data.", &html_file_});
    add_json_option(table, shared, "the explanation");
    add_quiet_option(table, shared);
    table.begin_group("Machine");
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    if (!html_file_.empty() && std::filesystem::exists(html_file_)) {
      throw UserError(
          fmt::format("{} is there already. Remove it or name another file with --html.", html_file_));
    }
    const Explanation explanation = explain_folder(folder_, left_, right_, environment.context);
    environment.context.end_steps();
    if (!html_file_.empty()) write_page(explanation);
    if (environment.options.is_json) {
      std::cout << json_document(explain_json(explanation));
    } else {
      std::cout << explain_text(explanation);
    }
    return kExitDone;
  }

 private:
  void write_page(const Explanation& explanation) const {
    FileWriter file(html_file_);
    file.append(explain_html(explanation));
    file.close();
  }

  std::string folder_;
  std::string left_;
  std::string right_;
  std::string html_file_;
};

}  // namespace

std::unique_ptr<Command> make_explain_command() { return std::make_unique<ExplainCommand>(); }

}  // namespace byname
