// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_document.hpp"
#include "base/number_format.hpp"
#include "change_text.hpp"
#include "command_registry.hpp"
#include "register/access.hpp"
#include "register/deciding.hpp"
#include "register/printable_text.hpp"
#include "register/recovery_code.hpp"
#include "register_session.hpp"

namespace byname {

namespace {

class AccountsCommand final : public Command {
 public:
  std::string name() const override { return "accounts"; }
  std::string synopsis() const override {
    return "lists, adds and revokes those who may write to a register";
  }
  std::string usage() const override {
    return "list | agreement | add PSEUDONYM [--role ROLE] | revoke PSEUDONYM";
  }
  std::string description() const override {
    return "An account is a key pair with a pseudonym and a passphrase of its own. Every change is signed by "
           "the "
           "account that made it. An owner adds and revokes accounts; where people disagree, an owner's "
           "judgement "
           "counts before an editor's and an editor's before a helper's. Roles do not hide anything: whoever "
           "opens a "
           "register reads all of it.\n\n"
           "add prints a first passphrase once: give it to its holder, who changes it with byname passwd. "
           "agreement says how often each account decided what most others decided of the same persons. "
           "revoke takes "
           "the account's way in out of the key file; its holder may have kept the old one, so run byname "
           "compact "
           "afterwards, which gives the register a new key.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname accounts list", "Shows all accounts."},
            {"byname accounts agreement", "Shows how often accounts decided what others decided."},
            {"byname accounts add heron --role helper", "Lets somebody in."},
            {"byname accounts revoke heron --why \"phone seized\"", "Lets somebody write no more."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Accounts");
    table.add(
        {"ACTION", "ACTION", "What to do.", &action_, "", true, {"list", "agreement", "add", "revoke"}});
    table.add({"PSEUDONYM", "PSEUDONYM", "Whom to add or revoke.", &pseudonym_});
    table.add(
        {"--role", "ROLE", "What an added account is.", &role_, "", false, {"owner", "editor", "helper"}});
    add_reason_option(table, reason_);
    table.begin_group("Register");
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the result");
  }

  int run(CommandEnvironment& environment) override {
    if (action_ == "list" || action_ == "agreement" ? !pseudonym_.empty() : pseudonym_.empty())
      throw UsageError(
          "list and agreement take no pseudonym; add and revoke need one. See: byname accounts --help");
    const std::unique_ptr<Register> opened = open_register(options_);
    const bool is_json = environment.options.is_json;
    if (action_ == "list") list(*opened, is_json);
    if (action_ == "agreement") agreement(*opened, is_json);
    if (action_ == "add") add(*opened, is_json);
    if (action_ == "revoke") revoke(*opened, is_json);
    return kExitDone;
  }

 private:
  static void list(Register& opened, bool is_json) {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const Account& account : opened.accounts()) {
      json.push_back({{"pseudonym", account.pseudonym},
                      {"role", name_of(account.role)},
                      {"key", account.key.hex()},
                      {"revoked", account.is_revoked}});
      if (!is_json)
        std::cout << fmt::format("  {:<16} {:<8} {}{}\n", printable_text(account.pseudonym),
                                 name_of(account.role), account.key.short_hex(),
                                 account.is_revoked ? "   revoked" : "");
    }
    if (is_json) std::cout << json_document(json);
  }

  static void agreement(Register& opened, bool is_json) {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const AccountAgreement& each : agreement_of(opened)) {
      json.push_back({{"pseudonym", each.pseudonym},
                      {"decisions", each.num_decisions},
                      {"compared", each.num_compared},
                      {"agreed", each.num_agreed}});
      if (!is_json)
        std::cout << fmt::format("  {:<16} {}; of {} that others decided, too, {} alike\n",
                                 printable_text(each.pseudonym),
                                 format_counted(each.num_decisions, "decision", "decisions"),
                                 format_count(each.num_compared), format_count(each.num_agreed));
    }
    if (is_json) std::cout << json_document(json);
  }

  void add(Register& opened, bool is_json) {
    const std::string phrase = draw_recovery_code(*opened.host().random);
    const PassphraseCost cost = cost_in_use(key_file_of(opened.path()));
    const OpId op = add_account(
        opened, {pseudonym_, *account_role_from_name(role_), recovery_passphrase(phrase), cost}, reason_);
    if (is_json) {
      std::cout << json_document(nlohmann::ordered_json{
          {"pseudonym", pseudonym_}, {"role", role_}, {"passphrase", phrase}, {"op", op.hex()}});
      return;
    }
    std::cout << fmt::format(
        "  account           {}, {}\n"
        "  first passphrase  {}   (its holder changes it: byname passwd)\n"
        "  op {}\n",
        pseudonym_, role_, phrase, op.short_hex());
  }

  void revoke(Register& opened, bool is_json) {
    const OpId op = revoke_account(opened, pseudonym_, reason_);
    if (is_json) {
      std::cout << json_document(
          nlohmann::ordered_json{{"pseudonym", pseudonym_}, {"revoked", true}, {"op", op.hex()}});
      return;
    }
    std::cout << fmt::format(
        "  {} can write no more   op {}\n"
        "  An old copy of the key file still opens what is here now. Give the register a new key: byname "
        "compact\n",
        pseudonym_, op.short_hex());
  }

  std::string action_;
  std::string pseudonym_;
  std::string role_ = "helper";
  std::string reason_;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_accounts_command() { return std::make_unique<AccountsCommand>(); }

}  // namespace byname
