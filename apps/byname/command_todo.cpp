// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/number_format.hpp"
#include "command_registry.hpp"
#include "register/todo.hpp"
#include "register_session.hpp"
#include "view_text.hpp"

namespace byname {

namespace {

class TodoCommand final : public Command {
 public:
  std::string name() const override { return "todo"; }
  std::string synopsis() const override { return "lists what waits for a human in a register"; }
  std::string usage() const override { return "[--mine] [--limit N]"; }
  std::string description() const override {
    return "Lists persons that wait for a decision (accounts disagree, the evidence is another one since, a "
           "check is "
           "missing, nobody has decided), judgements that contradict others, pairs of mentions that may be "
           "one person and that no "
           "machine dares to join (those most in "
           "doubt first), "
           "mentions whose row is not in its list any more, documents that name nobody yet, and rows that "
           "could not be "
           "used; each with a command that shows it.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname todo", "Shows what is next."},
            {"byname todo --mine", "Shows what I can decide next."},
            {"byname todo --limit 1000 --csv", "All of it for a spreadsheet."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"--mine", "", "Shows only persons on whom this account can decide next.", &is_mine_});
    table.add({"--limit", "N", "Shows so many of each kind at most.", &limit_});
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the list");
    table.add({"--csv", "", "Prints CSV with a header.", &is_csv_});
  }

  int run(CommandEnvironment& environment) override {
    const std::unique_ptr<Register> opened = open_register(options_);
    const Todo todo = is_mine_ ? todo_for(opened->database(), opened->secret().sign_key(), limit_)
                               : todo_of(opened->database(), limit_);
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const TodoEntry& entry : todo.entries)
      rows.push_back({{"kind", name_of(entry.kind)},
                      {"about", entry.about},
                      {"text", entry.text},
                      {"next", entry.next}});
    const bool is_json = environment.options.is_json;
    if (!is_json && !is_csv_) std::cout << counts_text(todo);
    std::cout << listing_text(rows, {"kind", "about", "text", "next"}, listing_form(is_json, is_csv_));
    return kExitDone;
  }

 private:
  static std::string counts_text(const Todo& todo) {
    if (todo.counts.empty()) return "  nothing waits\n";
    std::string text;
    for (const auto& [kind, number] : todo.counts)
      text +=
          fmt::format("{}{} {}", text.empty() ? "  " : ", ", format_count(number), words_for(kind, number));
    return text + "\n";
  }

  static std::string_view words_for(TodoKind kind, std::int64_t number) {
    switch (kind) {
      case TodoKind::kDispute:
        return number == 1 ? "dispute" : "disputes";
      case TodoKind::kMoved:
        return number == 1 ? "person with other evidence than was decided on"
                           : "persons with other evidence than was decided on";
      case TodoKind::kCheck:
        return number == 1 ? "person to check" : "persons to check";
      case TodoKind::kUndecided:
        return number == 1 ? "person to decide" : "persons to decide";
      case TodoKind::kContradiction:
        return number == 1 ? "contradiction" : "contradictions";
      case TodoKind::kApart:
        return number == 1 ? "mention set apart" : "mentions set apart";
      case TodoKind::kHidden:
        return number == 1 ? "hidden person" : "hidden persons";
      case TodoKind::kPair:
        return number == 1 ? "pair in doubt" : "pairs in doubt";
      case TodoKind::kVanished:
        return number == 1 ? "vanished row" : "vanished rows";
      case TodoKind::kDocument:
        return number == 1 ? "document without a name" : "documents without a name";
      case TodoKind::kRejected:
        return number == 1 ? "rejected row" : "rejected rows";
    }
    return "";
  }

  bool is_mine_ = false;
  std::uint64_t limit_ = 20;
  bool is_csv_ = false;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_todo_command() { return std::make_unique<TodoCommand>(); }

}  // namespace byname
