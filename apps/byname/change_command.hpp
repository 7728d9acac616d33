// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "change_text.hpp"
#include "command.hpp"
#include "register_session.hpp"

namespace byname {

/// A verb that makes one op: what all of them have in common.
class ChangeCommand : public Command {
 protected:
  /// --register, --passphrase-fd, --why, --dry-run, --json.
  void add_common_options(OptionTable& table, SharedOptions& shared);
  /// Prints what changed: `first` and `last` are lines around the text, `more` is put into the JSON.
  void print(const CommandEnvironment& environment, const Change& change, bool can_be_undone,
             const std::string& first, const std::string& last, const nlohmann::ordered_json& more) const;

  RegisterOptions options_;
  ChangeAsked asked_;
};

}  // namespace byname
