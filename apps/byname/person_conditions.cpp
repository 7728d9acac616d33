// SPDX-License-Identifier: Apache-2.0
#include "person_conditions.hpp"

#include <fmt/format.h>
#include <optional>

#include "base/error.hpp"

namespace byname {

namespace {

bool add_standing_condition(PersonFilter& filter, const std::string& what, const std::string& text) {
  if (what == "verdict") {
    filter.verdict = verdict_from_name(text);
    if (!filter.verdict)
      throw UsageError("a verdict is one of: confirmed, provisional, lead, disputed, rejected.");
  } else if (what == "checks") {
    if (text.size() != 1 || text[0] < '0' || text[0] > '9') throw UsageError("checks are 0, 1, 2 and so on.");
    filter.checks = static_cast<std::size_t>(text[0] - '0');
  } else if (what == "publishable") {
    if (text != "yes" && text != "no") throw UsageError("publishable is yes or no.");
    filter.is_publishable = text == "yes";
  } else {
    return false;
  }
  return true;
}

void add_condition(PersonFilter& filter, const std::string& condition) {
  const std::size_t equals = condition.find('=');
  if (equals == std::string::npos || equals + 1 == condition.size())
    throw UsageError("--where wants ROLE=TEXT.");
  const std::string role = condition.substr(0, equals), text = condition.substr(equals + 1);
  if (role == "source") {
    filter.source = text;
    return;
  }
  if (add_standing_condition(filter, role, text)) return;
  const std::optional<Role> known = role_from_name(role);
  if (!known)
    throw UsageError(fmt::format("--where names no role that there is: {}. See docs/roles.md", role));
  filter.values.push_back({*known, text});
}

}  // namespace

void add_person_conditions(OptionTable& table, std::vector<std::string>& conditions) {
  table.add({"--where", "ROLE=TEXT", "Keeps persons with this value; may be given again.", &conditions});
}

PersonFilter filter_of(const std::vector<std::string>& conditions, bool with_hidden) {
  PersonFilter filter;
  filter.with_hidden = with_hidden;
  for (const std::string& condition : conditions) add_condition(filter, condition);
  return filter;
}

}  // namespace byname
