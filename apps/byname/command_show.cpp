// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_document.hpp"
#include "command_registry.hpp"
#include "register/durable_file.hpp"
#include "register/item_store.hpp"
#include "register/person_view.hpp"
#include "register/record_view.hpp"
#include "register_session.hpp"
#include "view_text.hpp"

namespace byname {

namespace {

class ShowCommand final : public Command {
 public:
  std::string name() const override { return "show"; }
  std::string synopsis() const override { return "shows all that a register holds of one id"; }
  std::string usage() const override { return "ID [--save FILE]"; }
  std::string description() const override {
    return "ID is a person's id, a mention (LIST:KEY), a source's label, or the first four digits or more of "
           "the id of a "
           "mention, document, "
           "reading, machine run or op. A mention is shown with every cell of its row, as written and as it "
           "is "
           "compared.\n\n"
           "--save writes the bytes of a document to a file, unencrypted.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname show obituaries:1017", "Shows a mention."},
            {"byname show 7f3a91c2 --save photo.jpg", "Writes a document's bytes to a file."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"ID", "ID", "What to show.", &id_, "", true});
    table.add({"--save", "FILE", "Writes a document's bytes here, unencrypted.", &save_});
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the record");
  }

  int run(CommandEnvironment& environment) override {
    if (!save_.empty() && std::filesystem::exists(save_))
      throw UserError(fmt::format("there is something of that name already; give another name: {}", save_));
    const std::unique_ptr<Register> opened = open_register(options_);
    nlohmann::ordered_json person;
    if (person_view(opened->database(), id_, opened->secret().sign_key(), person)) {
      if (!save_.empty()) throw UserError("--save is for documents, and this id is a person's.");
      print(environment, person);
      return kExitDone;
    }
    const NamedRecord record = record_named(opened->database(), id_,
                                            {RecordKind::kMention, RecordKind::kItem, RecordKind::kSource,
                                             RecordKind::kReading, RecordKind::kRun, RecordKind::kOp});
    if (!save_.empty()) save(*opened, record);
    const nlohmann::ordered_json view = record_view(opened->database(), record, opened->secret().sign_key());
    print(environment, view);
    return kExitDone;
  }

 private:
  static void print(const CommandEnvironment& environment, const nlohmann::ordered_json& view) {
    std::cout << (environment.options.is_json ? json_document(view) : view_text(view));
  }

  void save(Register& opened, const NamedRecord& record) const {
    if (record.kind != RecordKind::kItem) throw UserError("--save is for documents, and this id is of none.");
    const std::optional<ItemBody> item = find_item(opened.database(), record.id);
    if (!item) throw UserError("this document was erased.");
    replace_file(save_, item->file.empty() ? item->text : load_item(opened.path(), *item));
  }

  std::string id_;
  std::string save_;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_show_command() { return std::make_unique<ShowCommand>(); }

}  // namespace byname
