// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/number_format.hpp"
#include "command_registry.hpp"
#include "names/role.hpp"
#include "register/person_list.hpp"
#include "register/printable_text.hpp"
#include "register_session.hpp"
#include "view_text.hpp"

namespace byname {

namespace {

class NumberCommand final : public Command {
 public:
  std::string name() const override { return "number"; }
  std::string synopsis() const override { return "says how many persons a register holds"; }
  std::string usage() const override { return "[--unit persons|mentions] [--by ROLE]"; }
  std::string description() const override {
    return "Counts the persons that are held today, hidden ones too. Mentions that name nobody are counted "
           "apart: they are "
           "no persons yet. --by divides the number by a property, such as region; of several values of a "
           "person the one "
           "that most of its mentions have counts. By source, a person counts in each source that names it.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname number", "The number."}, {"byname number --by region", "The same by region."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"--unit", "UNIT", "What is counted.", &unit_, "", false, {"persons", "mentions"}});
    table.add({"--by", "ROLE", "Divides by a role of byname columns, by source, or by verdict.", &by_});
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the number");
    table.add({"--csv", "", "Prints the parts as CSV with a header.", &is_csv_});
  }

  int run(CommandEnvironment& environment) override {
    if (!by_.empty() && by_ != "source" && by_ != "verdict" && !role_from_name(by_))
      throw UsageError(fmt::format("--by names no role that there is: {}. See docs/roles.md", by_));
    const std::unique_ptr<Register> opened = open_register(options_);
    const RegisterCount count = count_register(
        opened->database(), unit_ == "persons" ? CountUnit::kPersons : CountUnit::kMentions, by_);
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const CountLine& part : count.parts) rows.push_back({{by_, part.value}, {unit_, part.number}});
    if (environment.options.is_json) {
      nlohmann::ordered_json json = {
          {unit_, count.number}, {"unnamed_mentions", count.num_unnamed}, {"hidden", count.num_hidden}};
      if (!by_.empty()) json["by_" + by_] = rows;
      std::cout << json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
    } else if (is_csv_) {
      std::cout << listing_text(rows, {by_.empty() ? "part" : by_, unit_}, ListingForm::kCsv);
    } else {
      std::cout << text_of(count);
    }
    return kExitDone;
  }

 private:
  std::string text_of(const RegisterCount& count) const {
    std::string text = "  " + (unit_ == "persons" ? format_counted(count.number, "person", "persons")
                                                  : format_counted(count.number, "mention", "mentions"));
    if (count.num_hidden > 0) text += fmt::format(", {} of them hidden", format_count(count.num_hidden));
    if (count.num_unnamed > 0)
      text += fmt::format(fmt::runtime(unit_ == "persons" ? "; {} nobody" : ", of which {} nobody"),
                          unit_ == "persons"
                              ? format_counted(count.num_unnamed, "more mention names", "more mentions name")
                              : format_counted(count.num_unnamed, "names", "name"));
    text += "\n";
    for (const CountLine& part : count.parts)
      text += fmt::format("  {:>11}  {}\n", format_count(part.number),
                          part.value.empty() ? "not known" : printable_text(part.value));
    return text;
  }

  std::string unit_ = "persons";
  std::string by_;
  bool is_csv_ = false;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_number_command() { return std::make_unique<NumberCommand>(); }

}  // namespace byname
