// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <utility>
#include <vector>

#include "help_text.hpp"

namespace byname {

namespace {

std::string option_words(Command& command) {
  SharedOptions shared;
  OptionTable table;
  command.add_options(table, shared);
  std::string words = "--help";
  for (const OptionGroup& group : table.groups()) {
    for (const Option& option : group.options) {
      if (!option.is_positional()) words += " " + option.long_name();
    }
  }
  return words;
}

}  // namespace

std::string completion_script(const std::vector<std::unique_ptr<Command>>& commands) {
  std::vector<std::pair<std::string, std::string>> words_of;  // per verb: the options of all its uses
  for (const auto& command : commands) {
    if (command->is_hidden()) continue;
    const auto known = std::find_if(words_of.begin(), words_of.end(),
                                    [&](const auto& verb) { return verb.first == command->name(); });
    if (known == words_of.end()) {
      words_of.emplace_back(command->name(), option_words(*command));
    } else {
      known->second += " " + option_words(*command);
    }
  }
  std::string verbs;
  std::string cases;
  for (const auto& [verb, words] : words_of) {
    verbs += (verbs.empty() ? "" : " ") + verb;
    cases += fmt::format("    {}) words='{}' ;;\n", verb, words);
  }
  return fmt::format(
      "# Completion of byname for bash; for zsh run 'autoload bashcompinit && bashcompinit' first.\n"
      "_byname() {{\n"
      "  local word=${{COMP_WORDS[COMP_CWORD]}} words\n"
      "  if [ \"$COMP_CWORD\" = 1 ]; then\n"
      "    COMPREPLY=($(compgen -W '{} --help --version' -- \"$word\"))\n"
      "    return\n"
      "  fi\n"
      "  case ${{COMP_WORDS[1]}} in\n{}"
      "  esac\n"
      "  case $word in -*) COMPREPLY=($(compgen -W \"$words\" -- \"$word\")) ;; esac\n"
      "}}\n"
      "complete -o default -F _byname byname\n",
      verbs, cases);
}

}  // namespace byname
