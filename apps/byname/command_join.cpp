// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/number_format.hpp"
#include "change_command.hpp"
#include "command_registry.hpp"
#include "register/joining.hpp"
#include "register/printable_text.hpp"

namespace byname {

namespace {

class JoinCommand final : public ChangeCommand {
 public:
  std::string name() const override { return "join"; }
  std::string synopsis() const override { return "brings in what another copy of a register holds"; }
  std::string usage() const override { return "COPY"; }
  std::string description() const override {
    return "Two copies of one register that were worked on apart become one again: everything that COPY "
           "holds and this register does not comes, and who is a person is computed "
           "anew, the same whichever copy is joined to which. COPY is not changed. What either copy erased "
           "is erased.\n\n"
           "The account that has this register open must have a way into COPY, too. Accounts added there can "
           "open this register afterwards. A register that is no copy of this one is refused.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname join /media/stick/list.byname", "Brings in what was done on the other machine."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"COPY", "COPY", "The other copy.", &copy_, "", true});
    add_common_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const std::unique_ptr<Register> opened = open_register(options_);
    refuse_foreign_copy(*opened, copy_);
    Register other(copy_, opened->secret().seed().copy(), opened->host());
    const Joining joining = join_register(*opened, other, asked_);
    std::string authors;
    for (const std::string& author : joining.authors)
      authors += (authors.empty() ? "" : ", ") + printable_text(author);
    const std::string text =
        joining.num_ops == 0
            ? "  nothing new: this register holds all that the copy holds\n"
            : fmt::format("  {} by {}, {}\n", format_counted(joining.num_ops, "change", "changes"), authors,
                          format_counted(joining.num_items, "document", "documents"));
    std::string last;
    for (const std::string& device : joining.torn_devices)
      last += fmt::format(
          "  device {} worked on an older copy beside a newer one: was a backup put back there?\n", device);
    if (joining.num_ops == 0 && !environment.options.is_json) {
      std::cout << text;
      return kExitDone;
    }
    print(environment, joining.change, false, text, last,
          {{"ops", joining.num_ops},
           {"authors", joining.authors},
           {"documents", joining.num_items},
           {"torn_devices", joining.torn_devices}});
    return kExitDone;
  }

 private:
  std::string copy_;
};

}  // namespace

std::unique_ptr<Command> make_join_command() { return std::make_unique<JoinCommand>(); }

}  // namespace byname
