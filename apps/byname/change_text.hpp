// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "option_table.hpp"
#include "register/change_writer.hpp"

namespace byname {

/// --why.
void add_reason_option(OptionTable& table, std::string& reason);
/// --why, --dry-run.
void add_change_options(OptionTable& table, std::string& reason, bool& is_dry_run);
void add_change_options(OptionTable& table, ChangeAsked& asked);

/// What a change did to persons, a line each, then the op and how to undo it.
std::string change_text(const Change& change, const ChangeAsked& asked, bool can_be_undone);
nlohmann::ordered_json change_json(const Change& change, const ChangeAsked& asked);

/// Arguments as typed; one that is - is replaced by what stands on the standard input, and @FILE by what
/// stands in the file: a line each, its words apart by blanks, tabs or commas; lines that begin with # are
/// left out. Throws UserError.
std::vector<std::vector<std::string>> argument_lines(const std::vector<std::string>& typed);

}  // namespace byname
