// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/number_format.hpp"
#include "command_registry.hpp"
#include "register/printable_text.hpp"
#include "register/rebuilt_release.hpp"
#include "register_session.hpp"
#include "time_text.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

class ReleasesCommand final : public Command {
 public:
  std::string name() const override { return "releases"; }
  std::string synopsis() const override { return "lists the releases of a register, or the rows of one"; }
  std::string usage() const override { return "[NAME]"; }
  std::string description() const override {
    return "Lists all releases. With a NAME: prints its rows as JSON lines, computed anew from the log as it "
           "was then, "
           "and checks them against what was committed to. The same bytes for ever, but for rows of whom "
           "something was "
           "erased since: these say so. A row that is not what it was is named, and the exit code is 1.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname releases", "Lists all."}, {"byname releases 2025-03", "Prints the rows of one."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"NAME", "NAME", "A release, or the first digits of its op.", &name_});
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the list");
  }

  int run(CommandEnvironment& environment) override {
    const std::unique_ptr<Register> opened = open_register(options_);
    if (!name_.empty()) return print_rows(*opened, release_named(opened->database(), name_));
    Json json = Json::array();
    for (const Release& release : releases_in(opened->database())) {
      json.push_back({{"name", release.name},
                      {"op", release.op.hex()},
                      {"time", release.time},
                      {"persons", release.number},
                      {"root", release.root.hex()},
                      {"fold", release.fold},
                      {"policy", release.policy}});
      if (!environment.options.is_json)
        std::cout << fmt::format("  {:<12} {}  {:>9} {}   op {}   root {}\n", printable_text(release.name),
                                 minute_text(release.time), format_count(release.number),
                                 release.number == 1 ? "person " : "persons", release.op.short_hex(),
                                 release.root.short_hex());
    }
    if (environment.options.is_json) {
      std::cout << dump(json, 2) << "\n";
    } else if (json.empty()) {
      std::cout << "  no release yet\n";
    }
    return kExitDone;
  }

 private:
  static int print_rows(Register& opened, const Release& release) {
    const RebuiltRelease rebuilt = rebuild_release(opened, release);
    for (const RebuiltRow& row : rebuilt.rows)
      std::cout << (row.text ? *row.text : dump({{"person", row.person}, {"erased", true}}, -1)) << "\n";
    for (const std::string& person : rebuilt.differing)
      std::cerr << fmt::format("byname: {} is not what release {} committed to. See: byname verify\n", person,
                               printable_text(release.name));
    return rebuilt.differing.empty() ? kExitDone : kExitFailed;
  }

  std::string name_;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_releases_command() { return std::make_unique<ReleasesCommand>(); }

}  // namespace byname
