// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_document.hpp"
#include "base/number_format.hpp"
#include "change_command.hpp"
#include "command_registry.hpp"
#include "register/printable_text.hpp"
#include "register/rule_trial.hpp"
#include "register/rule_versions.hpp"
#include "rule_text.hpp"

namespace byname {

namespace {

class RulesCommand final : public ChangeCommand {
 public:
  std::string name() const override { return "rules"; }
  std::string synopsis() const override {
    return "shows, tries and takes the rules of what confirms a person of a register";
  }
  std::string usage() const override { return "show [--version N] | try FILE | take FILE"; }
  std::string description() const override {
    return "A file of rules (TOML) says which classes of evidence confirm a person, from how many distinct "
           "origins, what never stands alone, how many accounts check a decision, and which status an event "
           "gives. docs/register.md has its form. Until others are taken, built-in rules hold.\n\n"
           "show prints the file that holds, ready to be edited; on the standard error it says which version "
           "it is. try says for how many persons the evidence would be enough or not under another file, and "
           "changes nothing. take makes it the next version; only an owner does. It can be undone: then the "
           "version before holds.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname rules show > rules.toml", "Writes the rules that hold into a file."},
            {"byname rules try rules.toml", "Says what would change."},
            {"byname rules take rules.toml --why \"rosters count no more\"", "Makes them the rules."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"ACTION", "ACTION", "What to do.", &action_, "", true, {"show", "try", "take"}});
    table.add({"FILE", "FILE", "The file of rules to try or take.", &file_});
    table.add(
        {"--version", "N", "Shows this version; 0 is the built-in one.", &version_, "the one that holds"});
    table.add({"--limit", "N", "Lists so many persons at most who would lose or gain.", &limit_});
    add_common_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    if (action_ == "show" ? !file_.empty() : file_.empty())
      throw UsageError("show takes no file; try and take need one. See: byname rules --help");
    if (action_ != "show" && !version_.empty())
      throw UsageError("--version goes with show. See: byname rules --help");
    const std::unique_ptr<Register> opened = open_register(options_);
    if (action_ == "show") {
      show(*opened, environment.options.is_json);
      return kExitDone;
    }
    const std::string text = text_of_rules(file_);
    const RuleFile tried = read_rule_file(text, file_);
    const RuleVersion held = rules_in_force(opened->database());
    const RuleTrial trial =
        try_rules(opened->database(), held.read().confirm, tried.confirm, static_cast<std::size_t>(limit_));
    if (action_ == "take") {
      const Change change = take_rules(*opened, text, file_, asked_);
      print(environment, change, true, trial_text(trial), "", {{"trial", trial_json(trial, held)}});
    } else if (environment.options.is_json) {
      print_json(trial_json(trial, held));
    } else {
      std::cout << trial_text(trial) << fmt::format("  tried against {}; nothing changed\n", held.name());
    }
    return kExitDone;
  }

 private:
  static void print_json(const nlohmann::ordered_json& json) { std::cout << json_document(json); }

  RuleVersion version_asked(Database& database) const {
    if (version_.empty()) return rules_in_force(database);
    if (version_ == "0") return {0, std::string(default_rules()), std::nullopt, std::nullopt, true};
    const std::vector<RuleVersion> versions = rule_versions(database);
    for (const RuleVersion& each : versions) {
      if (std::to_string(each.version) == version_) return each;
    }
    throw UserError(
        fmt::format("there is no version {} of the rules; the last is {}", version_, versions.size()));
  }

  void show(Register& opened, bool is_json) const {
    const RuleVersion shown = version_asked(opened.database());
    shown.read();  // what is no sound file is not printed on a terminal
    const std::int64_t in_force = rules_in_force(opened.database()).version;
    if (is_json) {
      nlohmann::ordered_json json = {
          {"version", shown.version}, {"holds", shown.version == in_force}, {"undone", !shown.is_active}};
      if (shown.op) json["op"] = shown.op->hex();
      json["text"] = shown.text;
      print_json(json);
      return;
    }
    std::cerr << fmt::format("  {}{}{}\n", shown.name(),
                             shown.op ? fmt::format(", op {}", shown.op->short_hex()) : "",
                             !shown.is_active            ? ", undone"
                             : shown.version == in_force ? ""
                                                         : fmt::format("; version {} holds", in_force));
    std::cout << shown.text;
  }

  static std::string reasons(const std::map<std::string, std::int64_t>& numbers) {
    std::string text;
    for (const auto& [reason, number] : numbers)
      text +=
          fmt::format("{}{}: {}", text.empty() ? " (" : ", ", format_count(number), printable_text(reason));
    return text.empty() ? "" : text + ")";
  }

  static std::string side_text(const EvidenceSupport& support) {
    return printable_text(support.is_enough() ? "enough: " + support.clause : support.lacking);
  }

  // Of persons that are confirmed, or would be.
  static std::string confirmed_line(const RuleTrial& trial) {
    std::int64_t num_stay = 0;
    std::string moves;
    for (const auto& [move, number] : trial.verdicts) {
      const auto& [before, after] = move;
      const bool is_confirmed = before == PersonVerdict::kConfirmed || after == PersonVerdict::kConfirmed;
      if (is_confirmed && before == after) num_stay = number;
      if (is_confirmed && before != after)
        moves +=
            fmt::format(", {} {} would become {}", format_count(number), name_of(before), name_of(after));
    }
    if (num_stay == 0 && moves.empty()) return "";
    return fmt::format("  confirmed persons: {} would stay so{}\n", format_count(num_stay), moves);
  }

  static nlohmann::ordered_json verdicts_json(const RuleTrial& trial) {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const auto& [move, number] : trial.verdicts)
      json.push_back({{"before", name_of(move.first)}, {"after", name_of(move.second)}, {"persons", number}});
    return json;
  }

  static std::string trial_text(const RuleTrial& trial) {
    std::string text = fmt::format(
        "  enough evidence: {} would keep it, {} would lose it{}, {} would gain it{}, {} would still lack "
        "it\n",
        format_count(trial.num_stay), format_count(trial.num_lose), reasons(trial.lost),
        format_count(trial.num_gain), reasons(trial.gained), format_count(trial.num_without));
    text += confirmed_line(trial);
    for (const TriedPerson& person : trial.persons)
      text += fmt::format("  {}  {} -> {}\n", person.id, side_text(person.before), side_text(person.after));
    const std::int64_t num_unlisted =
        trial.num_lose + trial.num_gain - static_cast<std::int64_t>(trial.persons.size());
    if (num_unlisted > 0 && !trial.persons.empty())
      text += fmt::format("  and {} more: --limit N lists them\n", format_count(num_unlisted));
    return text;
  }

  static nlohmann::ordered_json trial_json(const RuleTrial& trial, const RuleVersion& held) {
    nlohmann::ordered_json persons = nlohmann::ordered_json::array();
    for (const TriedPerson& person : trial.persons)
      persons.push_back({{"person", person.id},
                         {"enough_before", person.before.is_enough()},
                         {"before", person.before.is_enough() ? person.before.clause : person.before.lacking},
                         {"enough_after", person.after.is_enough()},
                         {"after", person.after.is_enough() ? person.after.clause : person.after.lacking}});
    return {{"against_version", held.version}, {"keep", trial.num_stay},
            {"lose", trial.num_lose},          {"lose_for", trial.lost},
            {"gain", trial.num_gain},          {"gain_by", trial.gained},
            {"without", trial.num_without},    {"verdicts", verdicts_json(trial)},
            {"persons", std::move(persons)}};
  }

  std::string action_;
  std::string file_;
  std::string version_;
  std::uint64_t limit_ = 10;
};

}  // namespace

std::unique_ptr<Command> make_rules_command() { return std::make_unique<RulesCommand>(); }

}  // namespace byname
