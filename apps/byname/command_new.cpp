// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_document.hpp"
#include "command_registry.hpp"
#include "register_session.hpp"

namespace byname {

namespace {

class NewCommand final : public Command {
 public:
  std::string name() const override { return "new"; }
  std::string synopsis() const override {
    return "makes a register: an encrypted file of evidence and persons";
  }
  std::string usage() const override { return "FILE --as PSEUDONYM"; }
  std::string description() const override {
    return "Makes FILE, the register; FILE.key, without which nobody can open it; and the folder FILE.items "
           "for "
           "documents and photographs. All that is in them is encrypted. Name the file something.byname.\n\n"
           "A recovery code is printed once. Write it on paper and keep it away from the machine: it opens "
           "the "
           "register when the passphrase is forgotten. Whoever has the file, the key file, and the "
           "passphrase or the "
           "code reads everything (docs/safety.md).";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname new list.byname --as anna", "Makes a register; asks for a passphrase."},
            {"byname new list.byname --as anna --passphrase-fd 3 3<phrase",
             "Takes the passphrase from a file, for scripts."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"FILE", "FILE", "Where the register shall be.", &file_, "", true});
    table.add({"--as", "PSEUDONYM",
               "What others see of who writes; not your name. You are its owner and can add others.",
               &pseudonym_, "", true});
    add_passphrase_option(table, options_);
    table.add(
        {"--key-memory", "SIZE",
         "Memory that one try of a passphrase costs, from 8M to 4G. Less makes guessing easier for a thief; "
         "every machine that opens the register must have it free.",
         &key_memory_});
    table.begin_group("Output");
    add_json_option(table, shared, "the result");
  }

  int run(CommandEnvironment& environment) override {
    if (key_memory_.bytes < kLeastPassphraseMemory || key_memory_.bytes > kMostPassphraseMemory)
      throw UsageError("--key-memory must be from 8M to 4G. See: byname new --help");
    if (pseudonym_.empty()) throw UsageError("--as needs a pseudonym. See: byname new --help");
    forbid_memory_dumps();
    const std::string warning = folder_warning(file_);
    if (!warning.empty()) std::cerr << "byname: warning: " << warning << "\n";
    PassphraseReader reader(options_.passphrase_fd);
    const Creation creation = create_register(
        {file_, pseudonym_, reader.read_new("Passphrase for " + file_), {key_memory_.bytes, 3}},
        system_host());
    print(creation, environment.options.is_json);
    return kExitDone;
  }

 private:
  void print(const Creation& creation, bool is_json) const {
    if (is_json) {
      std::cout << json_document(nlohmann::ordered_json{{"register", file_},
                                                        {"account", pseudonym_},
                                                        {"recovery_code", creation.recovery_code},
                                                        {"op", creation.op.hex()}});
      return;
    }
    std::cout << fmt::format(
        "  register       {0}   (and {0}.key, {0}.items)\n"
        "  account        {1}, owner\n"
        "  recovery code  {2}\n"
        "                 Write it on paper, away from this machine. It is not shown again.\n"
        "  op {3}\n",
        file_, pseudonym_, creation.recovery_code, creation.op.short_hex());
  }

  std::string file_;
  std::string pseudonym_;
  ByteSize key_memory_{PassphraseCost{}.memory_bytes};
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_new_command() { return std::make_unique<NewCommand>(); }

}  // namespace byname
