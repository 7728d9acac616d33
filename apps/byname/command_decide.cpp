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
#include "register/deciding.hpp"
#include "register/printable_text.hpp"

namespace byname {

namespace {

std::string last_lines(const OpId& op, const ChangeAsked& asked) {
  if (asked.is_dry_run) return "  a dry run: nothing was changed\n";
  return fmt::format("  op {0}   undo: byname undo {0}\n", op.short_hex());
}

std::int64_t count_of(std::size_t number) { return static_cast<std::int64_t>(number); }

class DecideCommand final : public ChangeCommand {
 public:
  std::string name() const override { return "decide"; }
  std::string synopsis() const override { return "says whether persons of a register are confirmed"; }
  std::string usage() const override {
    return "PERSON... confirmed|rejected|unsure [--check]\n       byname decide --from FILE VERDICT --audit "
           "N";
  }
  std::string description() const override {
    return "Records what this account says of persons, on the evidence that they have now. How many "
           "different "
           "accounts must say so is said by the rules (byname rules show); what others said is not shown to "
           "who "
           "has not decided yet. Where two contradict each other, a third settles it. What an account "
           "decides "
           "later replaces what it decided before.\n\n"
           "A confirmation holds while the evidence that was seen is enough by itself. When some of it is "
           "retracted, erased or split off, byname todo lists the person again.\n\n"
           "--from decides on all persons of a file (an id at the beginning of each line) as one change, "
           "where "
           "the rules name classes on whose word that may be done (bulk). First a sample of N of them, which "
           "nobody can choose, is to be decided one by one; it says how many of the rest may be wrong.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname decide 7K3QXM4T-9 confirmed --why \"grave and court notice\"", "Confirms a person."},
            {"byname decide 7K3QXM4T-9 confirmed --check", "The second look, by another account."},
            {"byname decide --from registry.csv confirmed --audit 200",
             "Confirms many on the word of a registry, once 200 drawn ones were looked at."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"PERSON", "PERSON",
               "Ids, which may be shortened while unique, or mentions of the persons; then the verdict.",
               &words_, "", true});
    table.add({"--check", "", "Only where somebody else has decided and you have not.", &is_check_});
    table.add({"--from", "FILE", "Decides on all persons of a file at once.", &from_});
    table.add(
        {"--audit", "N", "With --from: the size of the sample that is looked at first.", &num_audited_});
    add_common_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const auto verdict = words_.empty() ? std::nullopt : decision_verdict_from_name(words_.back());
    if (!verdict) throw UsageError("the last word is the verdict: confirmed, rejected or unsure.");
    words_.pop_back();
    const std::vector<std::string> words = ids_in(words_);
    if (from_.empty() == words.empty())
      throw UsageError("name persons, or a file with --from. See: byname decide --help");
    if (from_.empty() && num_audited_ != 0) throw UsageError("--audit goes with --from.");
    if (!from_.empty() && (is_check_ || num_audited_ == 0))
      throw UsageError("--from needs --audit N, with N from 1, and goes without --check.");
    const std::unique_ptr<Register> opened = open_register(options_);
    if (from_.empty()) return decide(*opened, {words, *verdict, is_check_}, environment);
    return decide_file(*opened, *verdict, environment);
  }

 private:
  int decide(Register& opened, const DecisionAsked& decision, const CommandEnvironment& environment) {
    const Deciding deciding = decide_persons(opened, decision, asked_);
    if (environment.options.is_json) {
      nlohmann::ordered_json persons = nlohmann::ordered_json::array();
      for (const DecidedPerson& each : deciding.persons)
        persons.push_back({{"person", each.after.person},
                           {"before", name_of(each.before.verdict())},
                           {"verdict", name_of(each.after.verdict())},
                           {"checks", each.after.standing.checks},
                           {"lacks", each.after.standing.lacks},
                           {"kept", each.is_kept}});
      print_json({{"op", op_json(deciding.op)}, {"persons", std::move(persons)}});
      return kExitDone;
    }
    for (const DecidedPerson& each : deciding.persons) {
      const Standing& after = each.after.standing;
      std::cout << fmt::format("  {}  {}{}   {}{}\n", each.after.person, name_of(each.before.verdict()),
                               each.after.verdict() == each.before.verdict()
                                   ? ", as before"
                                   : fmt::format(" -> {}", name_of(each.after.verdict())),
                               format_counted(count_of(after.checks), "check", "checks"),
                               each.is_kept ? "; what would follow is kept from you until you have decided"
                               : after.lacks.empty() ? ""
                                                     : fmt::format("; {}", printable_text(after.lacks)));
    }
    std::cout << last_lines(deciding.op, asked_);
    return kExitDone;
  }

  int decide_file(Register& opened, DecisionVerdict verdict, const CommandEnvironment& environment) {
    const DecidingMany many = decide_many(opened, {persons_of_file(), verdict, num_audited_}, asked_);
    if (environment.options.is_json) {
      print_json({{"op", many.op ? op_json(*many.op) : nlohmann::ordered_json()},
                  {"sample", many.sample_size},
                  {"to_check", many.to_check},
                  {"wrong", many.num_wrong},
                  {"wrong_share", {many.wrong_low, many.wrong_high}},
                  {"decided", many.num_decided},
                  {"already", many.num_already},
                  {"otherwise", many.num_others}});
    } else if (!many.to_check.empty()) {
      for (const std::string& person : many.to_check) std::cout << fmt::format("  {}\n", person);
      std::cout << fmt::format(
          "  {} of the sample of {} still to be decided one by one; nothing was changed\n",
          format_count(count_of(many.to_check.size())), format_count(count_of(many.sample_size)));
    } else {
      std::cout << many_text(many, verdict) << last_lines(*many.op, asked_);
    }
    return many.to_check.empty() ? kExitDone : kExitFailed;
  }

  // Of the arguments as they stand; of a file, which may be a sheet with a header, what each line begins
  // with.
  static std::vector<std::string> ids_in(const std::vector<std::string>& typed) {
    std::vector<std::string> ids;
    for (const std::string& argument : typed) {
      if (argument != "-" && !argument.starts_with('@')) {
        ids.push_back(argument);
        continue;
      }
      for (const std::vector<std::string>& line : argument_lines({argument})) {
        if (line.front() != "id" && line.front() != "person") ids.push_back(line.front());
      }
    }
    return ids;
  }

  std::vector<std::string> persons_of_file() const {
    const std::vector<std::string> persons = ids_in({from_ == "-" ? from_ : "@" + from_});
    if (persons.empty()) throw UserError(fmt::format("no person stands in {}", from_));
    return persons;
  }

  static std::string many_text(const DecidingMany& many, DecisionVerdict verdict) {
    std::string text =
        fmt::format("  sample of {}: {} wrong, so between {} and {} of all are (95 %)\n",
                    format_count(count_of(many.sample_size)), format_count(count_of(many.num_wrong)),
                    format_percent(many.wrong_low, 1), format_percent(many.wrong_high, 1));
    text += fmt::format("  {} decided: {}", format_counted(count_of(many.num_decided), "person", "persons"),
                        name_of(verdict));
    if (many.num_already > 0)
      text += fmt::format("; {} you had decided before", format_count(count_of(many.num_already)));
    if (many.num_others > 0)
      text += fmt::format("; {} left as somebody decided who looked at them",
                          format_count(count_of(many.num_others)));
    return text + "\n";
  }

  nlohmann::ordered_json op_json(const OpId& op) const {
    return asked_.is_dry_run ? nlohmann::ordered_json() : nlohmann::ordered_json(op.hex());
  }

  static void print_json(const nlohmann::ordered_json& json) { std::cout << json_document(json); }

  std::vector<std::string> words_;
  bool is_check_ = false;
  std::string from_;
  std::uint64_t num_audited_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_decide_command() { return std::make_unique<DecideCommand>(); }

}  // namespace byname
