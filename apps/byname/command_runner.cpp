// SPDX-License-Identifier: Apache-2.0
#include "command_runner.hpp"

#include <csignal>
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <unistd.h>

#include "base/error.hpp"
#include "base/machine.hpp"
#include "base/terminal_progress.hpp"
#include "option_parser.hpp"

namespace byname {

namespace {

constexpr int kMaxThreads = 1024;

// What a signal handler can reach: the only object of the program with static life.
Cancellation interrupt;

void handle_signal(int signal) {
  // A second Ctrl-C ends at once: output still goes nowhere but to its scratch folder.
  if (interrupt.is_requested()) _exit(128 + signal);
  interrupt.request();
}

void watch_signals() {
  struct sigaction action{};
  action.sa_handler = handle_signal;
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, with a message
}

void fill_machine_defaults(SharedOptions& options) {
  if (options.num_threads < 0 || options.num_threads > kMaxThreads) {
    throw UsageError(
        fmt::format("--threads must be from 1 to {}, not {}.", kMaxThreads, options.num_threads));
  }
  if (options.num_threads == 0) options.num_threads = available_cores();
  if (options.memory.bytes == 0) options.memory.bytes = available_memory() / 4 * 3;
}

std::unique_ptr<TerminalProgress> make_progress(const SharedOptions& options) {
  if (options.is_quiet || isatty(STDERR_FILENO) == 0) return nullptr;
  return std::make_unique<TerminalProgress>(stderr);
}

}  // namespace

int run_command(Command& command, const std::vector<std::string>& arguments, const std::string& call) {
  CommandEnvironment environment;
  environment.call = call;
  OptionTable table;
  command.add_options(table, environment.options);
  parse_options(command.name(), table, arguments);
  fill_machine_defaults(environment.options);
  watch_signals();
  const auto progress = make_progress(environment.options);
  environment.context = {environment.options.num_threads, environment.options.memory.bytes,
                         environment.options.seed, &interrupt, progress.get()};
  const int code = command.run(environment);
  std::cout.flush();
  if (!std::cout) throw UserError(kOutputFailed);
  return code;
}

}  // namespace byname
