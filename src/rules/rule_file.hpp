// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "rules/confirm_rule.hpp"
#include "rules/status_table.hpp"

namespace byname {

/// A file of rules, as read.
struct RuleFile {
  ConfirmRule confirm;
  StatusTable statuses;
};

/// Reads TOML of this form; `name` stands in messages. Throws DataError with line and column for what is no
/// TOML, unknown keys, names and values of a wrong type, classes that go round in circles or are empty, and
/// clauses that can confirm nothing. Keys that are left out are as in default_rules().
///
///     checks = 2
///     never_alone = ["list", "leak", "tip"]
///     bulk = ["registry"]
///     [classes]
///     registry = ["court", "source:civil-registry"]
///     [[confirm]]
///     name = "two origins"
///     needs = [{ origins = 2, classes = ["media", "relative"] }]
///     [statuses.fate]
///     death = "dead"
RuleFile read_rule_file(std::string_view text, const std::string& name);

/// The text of the rules that hold where no others were taken.
std::string_view default_rules();

}  // namespace byname
