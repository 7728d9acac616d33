// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>

#include "add_text.hpp"
#include "base/error.hpp"
#include "change_text.hpp"
#include "command_registry.hpp"
#include "count_stages.hpp"
#include "register_session.hpp"

namespace byname {

namespace {

constexpr const char* kHandLabel = "hand";  // of what is typed, where no label is given

class AddCommand final : public Command {
 public:
  std::string name() const override { return "add"; }
  std::string synopsis() const override { return "adds a list, a text or a document to a register"; }
  std::string usage() const override {
    return "[LABEL=]FILE [--as LABEL] [--key COLUMN] | --text TEXT [--name NAME] | --file FILE [--name NAME]";
  }
  std::string description() const override {
    return "Adds a list of people: CSV and TSV of any delimiter and encoding, JSON lines and Parquet, also "
           "as .gz and "
           ".zst, and workbooks (.xlsx): all sheets, with comments, links and the cells' addresses. Every "
           "row becomes a mention, with all its cells. Add the same list again when it has "
           "changed: rows that "
           "are as before add nothing, changed rows replace what they said, and rows that are gone are kept "
           "and wait in "
           "byname todo. --key names the column that says which row is which; without it equal rows match, "
           "and of the "
           "rest those that share half of their cells are taken for the same row, changed.\n\n"
           "Columns that seem to hold ethnicity, religion, kinship or health are left out, and that is said; "
           "--sensitive "
           "keeps one for a purpose. A list is read with the roles and the key of its last reading unless "
           "--map says "
           "something else.\n\n"
           "With --text or --file: adds one document, such as an obituary, and with --name one mention of a "
           "person in it. "
           "A document without a name is kept and waits in byname todo.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname add lists/obituaries.csv --as obituaries --key id --kind media",
             "Adds a list, or what has changed of it."},
            {"byname add courts.csv --dry-run", "Shows what would be added and changes nothing."},
            {"byname add --text \"...\" --name \"Гордеев Пётр\" --value birth_year=1990 --as papers",
             "Adds one obituary by hand."},
            {"byname add --file photo.jpg --as cemetery", "Keeps a photograph; its name comes later."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("List");
    table.add({"FILE", "[LABEL=]FILE", "A list, or several files of one as LABEL=PATTERN.", &list_file_});
    table.add({"--as", "LABEL", "What the source is called.", &label_, "the file's name without ending"});
    add_list_options(table, mappings_, key_);
    table.add({"--part", "", "The file is a part of the list: rows that are not in it have not vanished.",
               &is_part_});
    table.add({"--sensitive", "COLUMN=PURPOSE", "Keeps a sensitive column, and says what for.", &purposes_});
    table.add(
        {"--no-link", "", "Leaves it to byname link to decide who the new mentions are.", &is_not_linked_});
    table.begin_group("Document");
    table.add({"--text", "TEXT", "The text of one document.", &text_});
    table.add({"--file", "FILE",
               "A document or photograph, or a pattern of several; the bytes are kept, encrypted.",
               &item_file_});
    table.add({"--name", "NAME", "Who is named in it.", &name_});
    table.add({"--value", "ROLE=TEXT", "What else it says of the person, such as birth_date=1990-05-12.",
               &values_});
    table.add({"--captured", "DATE", "When the document was saved.", &item_.captured});
    table.add({"--warning", "TEXT", "What whoever opens it should know before.", &item_.warning});
    table.begin_group("Source");
    add_source_kind_option(table, source_.kind);
    table.add(
        {"--source", "OWNER", "Who publishes it: sources of one owner are not independent.", &source_.owner});
    table.add(
        {"--zone", "ZONE", "Who may see it.", &source_.zone, "", false, {"sealed", "working", "public"}});
    table.add({"--url", "URL", "Where it is published.", &source_.url});
    table.begin_group("Change");
    add_change_options(table, reason_, is_dry_run_);
    table.begin_group("Register");
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the result");
    table.begin_group("Machine");
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const int given = !list_file_.empty() + !text_.empty() + !item_file_.empty();
    if (given != 1) throw UsageError("give a list, --text or --file: one of them. See: byname add --help");
    return list_file_.empty() ? run_item(environment) : run_list(environment);
  }

 private:
  int run_list(CommandEnvironment& environment) {
    if (!name_.empty() || !values_.empty())
      throw UsageError("--name and --value are for --text and --file; a list says itself whom it names.");
    ListAddition addition;
    const std::vector<std::string> arguments = {list_file_};
    addition.list.list = parse_list_arguments(arguments)[0];
    if (!label_.empty()) addition.list.list.label = label_;
    addition.list.key_column = key_;
    for (const std::string& mapping : mappings_) addition.list.mappings.push_back(parse_mapping(mapping));
    for (const std::string& purpose : purposes_) {
      const auto [column, text] = split_at_equals(purpose, "--sensitive", "COLUMN=PURPOSE");
      addition.list.purposes.push_back({column, text});
    }
    source_.label = addition.list.list.label;
    addition.source = source_;
    addition.is_part = is_part_;
    addition.reason = reason_;
    addition.is_dry_run = is_dry_run_;
    addition.links = !is_not_linked_;
    const std::unique_ptr<Register> opened = open_register(options_);
    const ListOutcome outcome = add_list(*opened, addition, environment.context);
    environment.context.end_steps();
    std::cout << (environment.options.is_json ? list_outcome_json(source_.label, outcome)
                                              : list_outcome_text(source_.label, outcome, is_dry_run_));
    return kExitDone;
  }

  int run_item(CommandEnvironment& environment) {
    if (!key_.empty() || !mappings_.empty() || is_part_ || !purposes_.empty())
      throw UsageError("--key, --map, --part and --sensitive are for lists.");
    ItemAddition addition;
    source_.label = label_.empty() ? kHandLabel : label_;
    addition.source = source_;
    addition.item = item_;
    addition.item.text = text_;
    addition.item.zone = source_.zone;
    addition.item.url = source_.url;
    addition.path = item_file_;
    if (!name_.empty()) addition.values.push_back({Role::kName, name_});
    for (const std::string& value : values_) {
      const auto [role, text] = split_at_equals(value, "--value", "ROLE=TEXT");
      const std::optional<Role> known = role_from_name(role);
      if (!known)
        throw UsageError(
            fmt::format("--value names no role that there is: {}. See: byname columns --help", role));
      addition.values.push_back({*known, text});
    }
    addition.reason = reason_;
    addition.is_dry_run = is_dry_run_;
    addition.links = !is_not_linked_;
    if (!item_file_.empty() && addition.values.empty()) return run_documents(environment, addition);
    const std::unique_ptr<Register> opened = open_register(options_);
    const ItemOutcome outcome = add_item(*opened, addition, environment.context);
    std::cout << (environment.options.is_json ? item_outcome_json(source_.label, outcome)
                                              : item_outcome_text(source_.label, outcome, is_dry_run_));
    return kExitDone;
  }

  // Files that name nobody yet: one, or all that fit a pattern.
  int run_documents(CommandEnvironment& environment, const ItemAddition& asked) {
    const std::vector<std::string> arguments = {"documents=" + item_file_};
    const DocumentsAddition addition{asked.source, asked.item, parse_list_arguments(arguments)[0].paths,
                                     asked.reason, asked.is_dry_run};
    const std::unique_ptr<Register> opened = open_register(options_);
    const DocumentsOutcome outcome = add_documents(*opened, addition, environment.context);
    environment.context.end_steps();
    std::cout << (environment.options.is_json ? documents_outcome_json(source_.label, outcome)
                                              : documents_outcome_text(source_.label, outcome, is_dry_run_));
    return kExitDone;
  }

  static std::pair<std::string, std::string> split_at_equals(const std::string& text, const char* option,
                                                             const char* form) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
      throw UsageError(fmt::format("{} wants {}.", option, form));
    return {text.substr(0, equals), text.substr(equals + 1)};
  }

  std::string list_file_;
  std::string label_;
  std::string key_;
  std::vector<std::string> mappings_;
  bool is_part_ = false;
  bool is_not_linked_ = false;
  std::vector<std::string> purposes_;
  std::string text_;
  std::string item_file_;
  std::string name_;
  std::vector<std::string> values_;
  ItemBody item_;
  SourceBody source_;
  std::string reason_;
  bool is_dry_run_ = false;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_add_command() { return std::make_unique<AddCommand>(); }

}  // namespace byname
