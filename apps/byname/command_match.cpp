// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "add_text.hpp"
#include "base/error.hpp"
#include "base/json_document.hpp"
#include "base/number_format.hpp"
#include "change_text.hpp"
#include "command_registry.hpp"
#include "count_stages.hpp"
#include "register/match_list.hpp"
#include "register_session.hpp"
#include "view_text.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

class MatchCommand final : public Command {
 public:
  std::string name() const override { return "match"; }
  std::string synopsis() const override {
    return "finds the people of an outside list in a register, storing nothing";
  }
  std::string usage() const override { return "[LABEL=]FILE [--min P] [--take]"; }
  std::string description() const override {
    return "Compares every row of a list with all held mentions by the register's model, and shows which "
           "rows fit which "
           "held person. Rows that fit several persons, and rows of which several fit one, are shown apart. "
           "Nothing of "
           "the file is stored.\n\n"
           "For every ground (official number, name and birth date, ...) it says how many hits chance alone "
           "would give "
           "for a file of this size: as many as made-up rows have, in which the names of one row stand with "
           "the dates "
           "and places of another.\n\n"
           "--take adds the rows that fit one person, and that no other row fits as well, as mentions of "
           "that person.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname match registry.csv --min 0.9", "Shows the sure hits."},
            {"byname match registry.csv --min 0.9 --csv > hits.csv", "All hits for a spreadsheet."},
            {"byname match registry.csv --min 0.99 --take --kind leak --as registry",
             "Keeps the rows that fit."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("List");
    table.add({"FILE", "[LABEL=]FILE", "The outside list.", &file_, "", true});
    add_list_options(table, mappings_, key_);
    table.add({"--min", "P", "Shows hits of at least this probability.", &min_probability_});
    table.begin_group("Change");
    table.add({"--take", "", "Adds the rows that fit one person.", &takes_});
    table.add({"--as", "LABEL", "What the source of taken rows is called.", &label_,
               "the file's name without ending"});
    add_source_kind_option(table, source_.kind);
    add_change_options(table, reason_, is_dry_run_);
    table.begin_group("Register");
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the result");
    table.add({"--csv", "", "Prints all hits as CSV with a header.", &is_csv_});
    table.begin_group("Machine");
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    ListMatchRequest request;
    const std::vector<std::string> arguments = {file_};
    request.list.list = parse_list_arguments(arguments)[0];
    if (!label_.empty()) request.list.list.label = label_;
    request.list.key_column = key_;
    for (const std::string& mapping : mappings_) request.list.mappings.push_back(parse_mapping(mapping));
    request.min_probability = min_probability_;
    request.takes = takes_;
    request.is_dry_run = is_dry_run_;
    source_.label = request.list.list.label;
    request.source = source_;
    request.reason = reason_;
    const std::unique_ptr<Register> opened = open_register(options_);
    const MatchOutcome outcome = match_list(*opened, request, environment.context);
    environment.context.end_steps();
    Json rows = Json::array();
    append(rows, outcome.hits, "one to one");
    append(rows, outcome.to_many, "one row, several persons");
    append(rows, outcome.from_many, "several rows, one person");
    if (environment.options.is_json) {
      std::cout << json_document(json_of(outcome, std::move(rows)));
    } else if (is_csv_) {
      std::cout << listing_text(rows, {"kind", "file", "row", "line", "mention", "probability", "ground"},
                                ListingForm::kCsv);
    } else {
      std::cout << text_of(outcome, rows);
    }
    return kExitDone;
  }

 private:
  static constexpr std::size_t kShown = 20;

  static void append(Json& rows, const std::vector<MatchHit>& hits, const char* kind) {
    for (const MatchHit& hit : hits)
      rows.push_back({{"kind", kind},
                      {"file", hit.file},
                      {"row", hit.row},
                      {"line", hit.line},
                      {"mention", hit.mention},
                      {"probability", fmt::format("{:.4f}", hit.probability)},
                      {"ground", name_of(hit.ground)}});
  }

  static Json json_of(const MatchOutcome& outcome, Json rows) {
    Json json = {{"rows", outcome.num_rows},
                 {"unnamed", outcome.num_unnamed},
                 {"rejected", outcome.rejects.size()},
                 {"warnings", outcome.warnings}};
    for (std::size_t i = 0; i < kNumMatchGrounds; ++i)
      json["grounds"].push_back({{"ground", name_of(static_cast<MatchGround>(i))},
                                 {"rows", outcome.num_hits[i]},
                                 {"by_chance", outcome.num_chance[i]}});
    json["hits"] = std::move(rows);
    json["taken"] = outcome.num_taken;
    json["op"] = outcome.op ? Json(outcome.op->hex()) : Json();
    return json;
  }

  std::string text_of(const MatchOutcome& outcome, const Json& rows) const {
    const auto counted = [](std::uint64_t number, const char* singular, const char* plural) {
      return format_counted(static_cast<std::int64_t>(number), singular, plural);
    };
    const auto count = [](std::uint64_t number) { return format_count(static_cast<std::int64_t>(number)); };
    std::string text =
        fmt::format("  {}, {} rejected, {} without a name\n", counted(outcome.num_rows, "row", "rows"),
                    count(outcome.rejects.size()), count(outcome.num_unnamed));
    text += fmt::format("  one held person each: {}; several: {}; one with other rows: {}\n",
                        counted(outcome.hits.size(), "row", "rows"),
                        counted(outcome.to_many.size(), "entry", "entries"), count(outcome.from_many.size()));
    for (std::size_t i = 0; i < kNumMatchGrounds; ++i) {
      if (outcome.num_hits[i] + outcome.num_chance[i] == 0) continue;
      text += fmt::format("    by {:<14} {:>9} rows   {:>9} by chance alone\n",
                          name_of(static_cast<MatchGround>(i)), count(outcome.num_hits[i]),
                          count(outcome.num_chance[i]));
    }
    Json shown = Json::array();
    for (std::size_t i = 0; i < rows.size() && i < kShown; ++i) shown.push_back(rows[i]);
    text +=
        listing_text(shown, {"kind", "file", "row", "mention", "probability", "ground"}, ListingForm::kText);
    if (rows.size() > kShown)
      text += fmt::format("  and {} more (--csv has all)\n", count(rows.size() - kShown));
    if (!takes_) return text;
    return text + fmt::format("  {} taken\n", counted(outcome.num_taken, "row", "rows")) +
           op_text(outcome.op, is_dry_run_);
  }

  std::string file_;
  std::vector<std::string> mappings_;
  std::string key_;
  double min_probability_ = 0.5;
  bool takes_ = false;
  std::string label_;
  SourceBody source_;
  std::string reason_;
  bool is_dry_run_ = false;
  bool is_csv_ = false;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_match_command() { return std::make_unique<MatchCommand>(); }

}  // namespace byname
