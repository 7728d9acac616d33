// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/number_format.hpp"
#include "command_registry.hpp"
#include "register/find.hpp"
#include "register/person_list.hpp"
#include "register/person_lookup.hpp"
#include "register_session.hpp"
#include "view_text.hpp"

namespace byname {

namespace {

class FindCommand final : public Command {
 public:
  std::string name() const override { return "find"; }
  std::string synopsis() const override { return "finds people in a register by any spelling of their name"; }
  std::string usage() const override { return "TEXT [--limit N]"; }
  std::string description() const override {
    return "Finds mentions by the words of a name in any script, order, grammatical case or romanisation, "
           "short forms of "
           "given names too (\"Саша\" finds Александр and Александра), or by an official number, e-mail "
           "address or "
           "telephone number. A word that ends with * stands for all that begin so. Where nobody fits all "
           "words, those "
           "that fit most are shown, if they fit half.\n\n"
           "A person's id, or its first four characters or more, is found too, also one that is nobody's "
           "now: what became of it is "
           "said. Retracted mentions and those whose row has vanished are found and marked. The exit code is "
           "1 if nobody "
           "is found.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname find \"Гордеева Петра\"", "Finds Гордеев Пётр, Gordeev Petr and others."},
            {"byname find \"gordeev*\" --limit 100", "Finds all whose name begins so."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"TEXT", "TEXT", "Whom to look for.", &text_, "", true});
    table.add({"--limit", "N", "Shows so many mentions at most.", &limit_});
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the mentions");
    table.add({"--csv", "", "Prints CSV with a header.", &is_csv_});
  }

  int run(CommandEnvironment& environment) override {
    const std::unique_ptr<Register> opened = open_register(options_);
    const Found found = find_mentions(opened->database(), text_, limit_);
    nlohmann::ordered_json rows = ids_like(opened->database());
    const std::size_t num_ids = rows.size();
    for (const MentionLine& line : mention_lines(opened->database(), found.mentions)) {
      rows.push_back({{"person", holder_of_mention(opened->database(), line.number).value_or("")},
                      {"mention", line.label},
                      {"name", line.name},
                      {"details", line.details},
                      {"state", !line.is_active     ? "retracted"
                                : line.has_vanished ? "vanished"
                                                    : ""},
                      {"id", line.id.hex()}});
    }
    const bool is_json = environment.options.is_json;
    std::vector<std::string> columns = {"person", "mention", "name", "details", "state"};
    if (is_json || is_csv_) columns.push_back("id");
    std::cout << listing_text(rows, columns, listing_form(is_json, is_csv_));
    if (!is_json && !is_csv_) {
      if (rows.empty()) std::cout << "  nobody\n";
      if (found.num_all > rows.size() - num_ids)
        std::cout << fmt::format(
            "  and {} more (--limit shows more)\n",
            format_count(static_cast<std::int64_t>(found.num_all + num_ids - rows.size())));
    }
    return rows.empty() ? kExitFailed : kExitDone;
  }

 private:
  // Persons whose ids begin as typed, also former ones: what became of them.
  nlohmann::ordered_json ids_like(Database& database) const {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    const bool may_be_id = text_.size() >= kFewestOfId && text_.find(' ') == std::string::npos;
    for (const std::string& id :
         may_be_id ? person_ids_like(database, text_, limit_) : std::vector<std::string>()) {
      if (const std::optional<FormerPerson> former = find_former_person(database, id)) {
        rows.push_back({{"person", id},
                        {"mention", ""},
                        {"name", ""},
                        {"details", fate_text(*former)},
                        {"state", former->fate},
                        {"id", ""}});
      } else {
        const PersonLine line = person_line(database, id);
        rows.push_back(
            {{"person", id},
             {"mention", format_counted(static_cast<std::int64_t>(line.num_mentions), "mention", "mentions")},
             {"name", line.name},
             {"details", line.details},
             {"state", line.is_hidden ? "hidden" : ""},
             {"id", ""}});
      }
    }
    return rows;
  }

  static constexpr std::size_t kFewestOfId = 4;

  std::string text_;
  std::uint64_t limit_ = 20;
  bool is_csv_ = false;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_find_command() { return std::make_unique<FindCommand>(); }

}  // namespace byname
