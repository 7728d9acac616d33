// SPDX-License-Identifier: Apache-2.0
#include "register/rule_versions.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "register/body_reader.hpp"
#include "register/op.hpp"

namespace byname {

std::string RuleVersion::name() const {
  return version == 0 ? "built-in rules" : fmt::format("rules {}", version);
}

std::vector<RuleVersion> rule_versions(Database& database) {
  std::vector<RuleVersion> versions;
  Rows rows = database.query("SELECT version, text, id, op, active FROM rule ORDER BY version");
  while (rows.next())
    versions.push_back(
        {rows.number(0), rows.text(1), rows.fixed<RecordId>(2), rows.fixed<OpId>(3), rows.number(4) != 0});
  return versions;
}

RuleVersion rules_in_force(Database& database) {
  RuleVersion last{0, std::string(default_rules()), std::nullopt, std::nullopt, true};
  for (RuleVersion& each : rule_versions(database)) {
    if (each.is_active) last = std::move(each);
  }
  return last;
}

Change take_rules(Register& opened, const std::string& text, const std::string& name,
                  const ChangeAsked& asked) {
  read_rule_file(text, name);
  ChangeWriter writer(opened, "rules", asked);
  if (opened.account().role != AccountRole::kOwner)
    throw UserError("only an owner takes rules. See: byname accounts list");
  const RuleVersion held = rules_in_force(opened.database());
  if (held.text == text)
    throw UserError(fmt::format("{} hold already and say the same: {}", held.name(), name));
  writer.add(body_kind::kRules, rules_body(text));
  return writer.finish();
}

std::string rules_body(std::string_view text) { return dump_body({{"text", text}}); }

std::optional<std::string> read_rules_body(std::string_view json) {
  return read_body<std::string>(json,
                                [](const BodyJson& body) { return body.at("text").get<std::string>(); });
}

}  // namespace byname
