// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <fmt/format.h>
#include <iostream>
#include <memory>

#include "base/error.hpp"
#include "command_registry.hpp"
#include "register/key_ring.hpp"
#include "register_session.hpp"

namespace byname {

namespace {

// "30m", "8h", "90s" in seconds; from a second to a day.
std::uint32_t parse_duration(const std::string& text) {
  std::uint32_t number = 0;
  const char* last = text.data() + text.size();
  const auto [end, status] = std::from_chars(text.data(), last, number);
  const std::string unit(end, last);
  const std::uint64_t factor = unit == "s" ? 1 : unit == "m" ? 60 : unit == "h" ? 3600 : 0;
  const std::uint64_t seconds = number * factor;
  if (status != std::errc() || seconds == 0 || seconds > 24 * 3600)
    throw UsageError(fmt::format(
        "--for wants a time from 1s to 24h, such as 30m, not '{}'. See: byname unlock --help", text));
  return static_cast<std::uint32_t>(seconds);
}

class UnlockCommand final : public Command {
 public:
  std::string name() const override { return "unlock"; }
  std::string synopsis() const override {
    return "keeps a register open for a time, without asking each verb";
  }
  std::string usage() const override { return "[--for TIME]"; }
  std::string description() const override {
    return "Asks for the passphrase once and keeps your account's key in the kernel's keyring, in memory "
           "that is never "
           "written to the disk. Until the time is over, or byname lock, every verb opens the register "
           "without asking. "
           "So does every program that runs under your name: lock before you leave the machine.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname unlock", "Keeps it open for half an hour."},
            {"byname unlock --for 4h", "For four hours."}};
  }

  void add_options(OptionTable& table, SharedOptions&) override {
    table.begin_group("Register");
    table.add({"--for", "TIME", "How long: a number with s, m or h, at most 24h.", &duration_});
    add_register_options(table, options_);
  }

  int run(CommandEnvironment&) override {
    const std::uint32_t seconds = parse_duration(duration_);
    const std::string path = register_path(options_);
    PassphraseReader reader(options_.passphrase_fd);
    const std::unique_ptr<Register> opened = open_register_with(path, reader);
    keep_seed(opened->id(), opened->secret().seed(), seconds);
    std::cout << fmt::format("  {} is open for {}, as {}   lock: byname lock\n", path, duration_,
                             opened->account().pseudonym);
    return kExitDone;
  }

 private:
  std::string duration_ = "30m";
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_unlock_command() { return std::make_unique<UnlockCommand>(); }

}  // namespace byname
