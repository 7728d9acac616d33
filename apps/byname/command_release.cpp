// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"
#include "change_command.hpp"
#include "command_registry.hpp"
#include "register/releasing.hpp"
#include "release_text.hpp"

namespace byname {

namespace {

class ReleaseCommand final : public ChangeCommand {
 public:
  std::string name() const override { return "release"; }
  std::string synopsis() const override {
    return "makes a release of a register: who is published, and why that changed";
  }
  std::string usage() const override { return "NAME [--accept --why TEXT]"; }
  std::string description() const override {
    return "Fixes, under a name, which persons are published now: those who are confirmed by the rules, "
           "named, and "
           "not hidden. The register keeps ids, commitments to the rows, the rules, and for every id that "
           "came or "
           "went since the last release the reason; the difference is checked to add up. Nothing is written "
           "but the "
           "register, and what was published cannot be undone.\n\n"
           "Nobody leaves silently: where a published person is confirmed no more and nobody has decided "
           "that, there "
           "is no release until somebody decides, or --accept lets them go, with a reason.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname release 2025-03", "Makes a release."},
            {"byname release 2025-03 --dry-run", "Says what would be in it."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"NAME", "NAME", "What to call it.", &release_.name, "", true});
    table.add(
        {"--accept", "", "Lets persons leave who are confirmed no more; needs --why.", &release_.accepts});
    add_common_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const std::unique_ptr<Register> opened = open_register(options_);
    const MadeRelease made = make_release(*opened, release_, asked_);
    const ReleaseDraft& draft = made.draft;
    if (environment.options.is_json) {
      nlohmann::ordered_json json = {{"name", release_.name}, {"root", draft.root.hex()}};
      json["op"] = asked_.is_dry_run ? nlohmann::ordered_json() : nlohmann::ordered_json(made.op.hex());
      json.update(difference_json(draft.before, draft.after, draft.rows));
      std::cout << json_document(json);
      return kExitDone;
    }
    std::cout << difference_text(draft.before, draft.after, draft.rows)
              << fmt::format("  root {}\n", draft.root.hex())
              << (asked_.is_dry_run ? "  a dry run: nothing was changed\n"
                                    : fmt::format("  op {}\n", made.op.short_hex()));
    return kExitDone;
  }

 private:
  ReleaseAsked release_;
};

}  // namespace

std::unique_ptr<Command> make_release_command() { return std::make_unique<ReleaseCommand>(); }

}  // namespace byname
