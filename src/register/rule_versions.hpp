// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/change_writer.hpp"
#include "register/register.hpp"
#include "rules/rule_file.hpp"

namespace byname {

/// Rules that were taken once, or the built-in ones.
struct RuleVersion {
  std::int64_t version = 0;  ///< from 1; 0: built in
  std::string text;
  std::optional<RecordId> record;  ///< none: built in
  std::optional<OpId> op;
  bool is_active = true;  ///< false: undone

  /// How messages name them: "built-in rules", "rules 3".
  std::string name() const;
  /// Throws DataError for rules that this byname cannot read.
  RuleFile read() const { return read_rule_file(text, name()); }
};

/// All that were ever taken, by version.
std::vector<RuleVersion> rule_versions(Database& database);
/// Those that hold: the last that are not undone, else the built-in ones.
RuleVersion rules_in_force(Database& database);
/// Takes a rule file's text, as it is. Throws DataError for what is no sound one, naming it `name`, and
/// UserError if the account is no owner or the same rules hold already.
Change take_rules(Register& opened, const std::string& text, const std::string& name,
                  const ChangeAsked& asked);

/// The body to and from JSON, as body_json.hpp does.
std::string rules_body(std::string_view text);
std::optional<std::string> read_rules_body(std::string_view json);

}  // namespace byname
