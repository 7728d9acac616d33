// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/number_format.hpp"
#include "change_command.hpp"
#include "command_registry.hpp"
#include "register/erasing.hpp"
#include "register/printable_text.hpp"

namespace byname {

namespace {

class EraseCommand final : public ChangeCommand {
 public:
  std::string name() const override { return "erase"; }
  std::string synopsis() const override {
    return "removes persons, mentions or documents from a register for good";
  }
  std::string usage() const override { return "NAME..."; }
  std::string description() const override {
    return "Removes what a register holds of a person (by id), a mention (LIST:KEY) or a document: its "
           "content, what was claimed of it and the reasons of changes that speak "
           "of it, from the file and its journal. It cannot be undone. The log stays and can be checked; ids "
           "of persons do not move. Joining another copy obeys it.\n\n"
           "Only an owner erases. Documents and lists that may still hold the name, and backups made before, "
           "are named; what was copied out of the register, byname does not "
           "know. Disks may keep old bytes: byname compact gives the register a new key, too.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname erase 7K3QXM4T-9 --dry-run", "Shows what would go."},
            {"byname erase 7K3QXM4T-9 --why \"asked by the family\"", "Erases a person."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"NAME", "NAME", "Persons, mentions, documents.", &names_, "", true});
    add_common_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    std::vector<std::string> names;
    for (const std::vector<std::string>& line : argument_lines(names_))
      names.insert(names.end(), line.begin(), line.end());
    const std::unique_ptr<Register> opened = open_register(options_);
    const Erasing erasing = erase_records(*opened, names, asked_);
    std::string first = fmt::format("  {}: {}, {}, {}\n", asked_.is_dry_run ? "would be erased" : "erased",
                                    format_counted(erasing.num_mentions, "mention", "mentions"),
                                    format_counted(erasing.num_items, "document", "documents"),
                                    format_counted(erasing.num_reasons, "reason", "reasons"));
    std::string last;
    for (const std::string& item : erasing.items_left)
      last += fmt::format("  may still hold the name: {}\n", printable_text(item));
    for (const std::string& list : erasing.lists_left)
      last += fmt::format("  added again, it brings the name back: list {}\n", printable_text(list));
    for (const std::string& backup : erasing.backups_left)
      last += fmt::format("  still holds it: backup {}\n", printable_text(backup));
    print(environment, erasing.change, false, first, last,
          {{"mentions", erasing.num_mentions},
           {"documents", erasing.num_items},
           {"reasons", erasing.num_reasons},
           {"documents_left", erasing.items_left},
           {"lists_left", erasing.lists_left},
           {"backups_left", erasing.backups_left}});
    return kExitDone;
  }

 private:
  std::vector<std::string> names_;
};

}  // namespace

std::unique_ptr<Command> make_erase_command() { return std::make_unique<EraseCommand>(); }

}  // namespace byname
