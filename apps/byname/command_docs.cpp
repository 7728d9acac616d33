// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <map>

#include "base/error.hpp"
#include "command_registry.hpp"
#include "help_text.hpp"

namespace byname {

namespace {

void write_text(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file)
    throw UserError(
        fmt::format("cannot write {}. Check that the folder exists and may be written.", path.string()));
}

// Writes docs/byname*.md and the shell completion from the option tables (`make docs`).
class DocsCommand final : public Command {
 public:
  std::string name() const override { return "docs"; }
  std::string synopsis() const override { return "writes the manual pages and the shell completion"; }
  std::string usage() const override { return "FOLDER"; }
  std::string description() const override {
    return "Writes one page per verb, and completion for bash and zsh.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname docs docs", "What `make docs` runs."}};
  }
  bool is_hidden() const override { return true; }

  void add_options(OptionTable& table, SharedOptions&) override {
    table.begin_group("Output");
    table.add({"FOLDER", "FOLDER", "Where the pages go; it exists.", &folder_, "", true});
  }

  int run(CommandEnvironment&) override {
    const std::filesystem::path folder = folder_;
    const auto commands = make_commands();
    std::map<std::string, std::string> pages;  // the uses of a verb on one page
    for (const auto& command : commands) {
      if (command->is_hidden()) continue;
      std::string& page = pages[command->name()];
      page += (page.empty() ? "" : "\n") + help_page(*command);
    }
    for (const auto& [verb, page] : pages) write_text(folder / fmt::format("byname-{}.md", verb), page);
    write_text(folder / "byname.md", overview_page(commands));
    write_text(folder / "byname-completion.bash", completion_script(commands));
    return kExitDone;
  }

 private:
  std::string folder_;
};

}  // namespace

std::unique_ptr<Command> make_docs_command() { return std::make_unique<DocsCommand>(); }

}  // namespace byname
