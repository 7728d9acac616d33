// SPDX-License-Identifier: Apache-2.0
#include <ctime>
#include <fmt/format.h>
#include <iostream>
#include <memory>

#include "command_registry.hpp"
#include "publish/register_report.hpp"
#include "register_session.hpp"
#include "table/output_file.hpp"

namespace byname {

namespace {

class ReportCommand final : public Command {
 public:
  std::string name() const override { return "report"; }
  std::string synopsis() const override { return "writes a page of a register's numbers"; }
  std::string usage() const override { return "-o FILE.html [--redact]"; }
  std::string description() const override {
    return "Confirmed people by month, region, age, source and kind of source; how many are still to be "
           "named, by how late "
           "names came before; how sure it is, what was released, and what waits. The page has no names and "
           "no ids, and "
           "asks for nothing from the network. The file is not encrypted; its mode is 0600.\n\n"
           "--redact hides numbers from 1 to 4, and one more where only one would be hidden, and leaves "
           "months, sources and "
           "the queue out.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname report -o report.html", "Writes the page."},
            {"byname report -o report.html --redact", "The same for people outside of the team."}};
  }

  void add_options(OptionTable& table, SharedOptions& /*shared*/) override {
    table.begin_group("Register");
    add_register_options(table, options_);
    table.begin_group("Output");
    table.add({"-o", "FILE", "The page.", &path_, "", true});
    table.add({"--redact", "", "Hides small numbers.", &report_.is_redacted});
    table.add({"--force", "", "Replaces a file that is there.", &is_forced_});
  }

  int run(CommandEnvironment& environment) override {
    const OutputFile file(path_, is_forced_);
    const std::unique_ptr<Register> opened = open_register(options_);
    file.write(register_report_html(
        summarise(*opened, static_cast<std::int64_t>(std::time(nullptr)), environment.context), report_,
        environment.context));
    std::cout << fmt::format("  {}\n", path_);
    return kExitDone;
  }

 private:
  std::string path_;
  bool is_forced_ = false;
  RegisterReportOptions report_;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_report_command() { return std::make_unique<ReportCommand>(); }

}  // namespace byname
