// SPDX-License-Identifier: Apache-2.0
#include "change_command.hpp"

#include <iostream>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"

namespace byname {

void ChangeCommand::add_common_options(OptionTable& table, SharedOptions& shared) {
  add_change_options(table, asked_);
  add_register_options(table, options_);
  table.begin_group("Output");
  add_json_option(table, shared, "what changed");
}

void ChangeCommand::print(const CommandEnvironment& environment, const Change& change, bool can_be_undone,
                          const std::string& first, const std::string& last,
                          const nlohmann::ordered_json& more) const {
  if (!environment.options.is_json) {
    std::cout << first << change_text(change, asked_, can_be_undone) << last;
    return;
  }
  nlohmann::ordered_json json = change_json(change, asked_);
  json.update(more);
  std::cout << json_document(json);
}

}  // namespace byname
