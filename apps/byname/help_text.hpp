// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "command.hpp"

namespace byname {

/// What `byname` and `byname --help` print: the verbs, one line each.
std::string overview_text(const std::vector<std::unique_ptr<Command>>& commands);
/// What `byname VERB --help` prints, wrapped for a terminal.
std::string help_text(Command& command);
/// docs/byname-VERB.md: the same as a page.
std::string help_page(Command& command);
/// docs/byname.md: the verbs with links, exit codes.
std::string overview_page(const std::vector<std::unique_ptr<Command>>& commands);
/// Completion for bash and zsh (bashcompinit).
std::string completion_script(const std::vector<std::unique_ptr<Command>>& commands);

}  // namespace byname
