// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/execution_context.hpp"
#include "option_table.hpp"
#include "shared_options.hpp"

namespace byname {

/// Exit codes; nothing else is returned (docs/byname.md).
enum ExitCode : int { kExitDone = 0, kExitFailed = 1, kExitUsage = 2, kExitRejects = 3 };

/// A call worth showing, and what it does.
struct CommandExample {
  std::string call;
  std::string text;
};

/// What a running command gets from main.
struct CommandEnvironment {
  SharedOptions options;     ///< as parsed
  ExecutionContext context;  ///< threads, memory, seed, cancellation and progress, ready to pass down
  std::string call;          ///< the command line as typed, quoted for a shell
};

/// One verb. A command describes itself as data; add_options must do no work and open no file: that is
/// run()'s.
class Command {
 public:
  virtual ~Command() = default;
  virtual std::string name() const = 0;         ///< the verb
  virtual std::string synopsis() const = 0;     ///< what it does, in one line without a full stop
  virtual std::string usage() const = 0;        ///< the arguments after the verb: "[LABEL=]FILE... -o FOLDER"
  virtual std::string description() const = 0;  ///< paragraphs separated by a blank line
  virtual std::vector<CommandExample> examples() const = 0;
  virtual bool is_hidden() const { return false; }
  virtual void add_options(OptionTable& table, SharedOptions& shared) = 0;
  /// Does the work. Writes results for people to stdout; throws what ends it. Returns an ExitCode.
  virtual int run(CommandEnvironment& environment) = 0;
};

}  // namespace byname
