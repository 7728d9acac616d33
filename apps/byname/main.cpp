// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>
#include <exception>
#include <fmt/format.h>
#include <iostream>
#include <new>

#include "base/error.hpp"
#include "base/large_pages.hpp"
#include "command_registry.hpp"
#include "command_runner.hpp"
#include "help_text.hpp"
#include "second_use.hpp"
#include "version_text.hpp"

namespace byname {

namespace {

using Commands = std::vector<std::unique_ptr<Command>>;

// One word as a shell would need it.
std::string shell_quoted(const std::string& word) {
  static constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=./,:+@%";
  const bool is_plain = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || kPlain.find(c) != std::string_view::npos;
  });
  if (is_plain) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string whole_call(const std::vector<std::string>& words) {
  std::string call = "byname";
  for (const std::string& word : words) call += " " + shell_quoted(word);
  return call;
}

bool asks_for_help(const std::string& word) { return word == "--help" || word == "-h"; }

// The uses of a verb.
std::vector<Command*> find_commands(const Commands& commands, const std::string& verb) {
  std::vector<Command*> found;
  std::string verbs;
  for (const auto& command : commands) {
    if (command->name() == verb) found.push_back(command.get());
    const bool is_new = verbs.find(command->name() + ",") == std::string::npos;
    if (!command->is_hidden() && is_new) verbs += command->name() + ", ";
  }
  if (!found.empty()) return found;
  verbs.resize(verbs.size() - 2);
  throw UsageError(fmt::format("'{}' is no verb of byname. Verbs: {}.", verb, verbs));
}

// The second use where it takes the arguments, else the first.
Command& command_for(const std::vector<Command*>& uses, const std::vector<std::string>& arguments) {
  for (Command* use : uses) {
    const auto* second = dynamic_cast<const SecondUse*>(use);
    if (second != nullptr && second->takes(arguments)) return *use;
  }
  return *uses.front();
}

std::string help_of(const std::vector<Command*>& uses) {
  std::string text;
  for (Command* use : uses) text += (text.empty() ? "" : "\n\n") + help_text(*use);
  return text;
}

int print(const std::string& text) {
  std::cout << text << std::flush;
  if (!std::cout) throw UserError(kOutputFailed);
  return kExitDone;
}

int dispatch(const std::vector<std::string>& words) {
  const Commands commands = make_commands();
  if (words.empty() || asks_for_help(words[0])) return print(overview_text(commands));
  if (words[0] == "--version") return print(version_text());
  if (words[0] == "help")
    return print(words.size() > 1 ? help_of(find_commands(commands, words[1])) : overview_text(commands));
  const std::vector<Command*> uses = find_commands(commands, words[0]);
  const std::vector<std::string> arguments(words.begin() + 1, words.end());
  if (std::any_of(arguments.begin(), arguments.end(), asks_for_help)) return print(help_of(uses));
  return run_command(command_for(uses, arguments), arguments, whole_call(words));
}

int fail(const std::string& message, int code) {
  std::fputs(fmt::format("byname: {}\n", message).c_str(), stderr);
  return code;
}

// The only place where exceptions become exit codes.
int run_main(const std::vector<std::string>& words) {
  try {
    return dispatch(words);
  } catch (const UsageError& error) {
    return fail(error.what(), kExitUsage);
  } catch (const InternalError& error) {
    return fail(fmt::format("this is a fault of byname, please report it: {}", error.what()), kExitFailed);
  } catch (const Error& error) {
    return fail(error.what(), kExitFailed);
  } catch (const std::bad_alloc&) {
    return fail("not enough memory; nothing was written. Allow more with --memory, or close other programs.",
                kExitFailed);
  } catch (const std::exception& error) {
    return fail(fmt::format("this is a fault of byname, please report it: {}", error.what()), kExitFailed);
  }
}

}  // namespace

}  // namespace byname

int main(int argc, char** argv) {
  byname::keep_freed_memory();
  return byname::run_main({argv + 1, argv + std::max(argc, 1)});
}
