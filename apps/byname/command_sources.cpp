// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/number_format.hpp"
#include "command_registry.hpp"
#include "register/sources.hpp"
#include "register_session.hpp"
#include "view_text.hpp"

namespace byname {

namespace {

class SourcesCommand final : public Command {
 public:
  std::string name() const override { return "sources"; }
  std::string synopsis() const override { return "lists the sources of a register and what is held of each"; }
  std::string usage() const override { return "[--json | --csv]"; }
  std::string description() const override {
    return "Lists label, kind, owner and zone of every source, how many mentions and documents are held of "
           "it, how many "
           "mentions' rows are not in it any more, how often it was read, and how many rows could not be "
           "used. "
           "byname show LABEL shows its readings, and byname show READING the rows of one that could not be "
           "used.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname sources", "Lists them."}, {"byname sources --csv", "The same for a spreadsheet."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the list");
    table.add({"--csv", "", "Prints CSV with a header.", &is_csv_});
  }

  int run(CommandEnvironment& environment) override {
    const std::unique_ptr<Register> opened = open_register(options_);
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const SourceEntry& entry : sources_in(opened->database())) {
      rows.push_back({{"source", entry.source.label},
                      {"kind", entry.source.kind},
                      {"owner", entry.source.owner},
                      {"zone", entry.source.zone},
                      {"mentions", entry.num_mentions},
                      {"vanished", entry.num_vanished},
                      {"documents", entry.num_items},
                      {"readings", entry.num_readings},
                      {"rejected", entry.num_rejects},
                      {"state", entry.is_active ? "" : "retracted"}});
    }
    const std::vector<std::string> columns = {"source",   "kind",      "owner",    "zone",     "mentions",
                                              "vanished", "documents", "readings", "rejected", "state"};
    if (environment.options.is_json || is_csv_) {
      std::cout << listing_text(rows, columns, is_csv_ ? ListingForm::kCsv : ListingForm::kJson);
    } else {
      for (nlohmann::ordered_json& row : rows) row = line_of(row);
      std::cout << listing_text(rows, {"source", "kind", "owner", "held", "readings", "state"},
                                ListingForm::kText);
    }
    return kExitDone;
  }

 private:
  static std::string counted(const nlohmann::ordered_json& row, const char* name, const char* singular,
                             const char* plural) {
    const auto number = row.at(name).get<std::int64_t>();
    return number == 0 ? "" : format_counted(number, singular, plural);
  }

  // Numbers with their words; zeros are not worth a word.
  static nlohmann::ordered_json line_of(const nlohmann::ordered_json& row) {
    std::string held;
    for (const auto& [name, singular, plural] : {std::array{"mentions", "mention", "mentions"},
                                                 {"vanished", "vanished", "vanished"},
                                                 {"documents", "document", "documents"},
                                                 {"rejected", "row rejected", "rows rejected"}}) {
      const std::string part = counted(row, name, singular, plural);
      if (!part.empty()) held += (held.empty() ? "" : ", ") + part;
    }
    return {{"source", row.at("source")},
            {"kind", row.at("kind")},
            {"owner", row.at("owner")},
            {"held", held},
            {"readings", counted(row, "readings", "reading", "readings")},
            {"state", row.at("state")}};
  }

  bool is_csv_ = false;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_sources_command() { return std::make_unique<SourcesCommand>(); }

}  // namespace byname
