// SPDX-License-Identifier: Apache-2.0
#include "rules/status_table.hpp"

#include <algorithm>

namespace byname {

bool is_event_type(std::string_view name) {
  return std::find(kEventTypes.begin(), kEventTypes.end(), name) != kEventTypes.end();
}

std::optional<std::string> StatusTable::status_of(const std::string& line, const std::string& event) const {
  const auto found = lines.find(line);
  if (found == lines.end()) return std::nullopt;
  const auto status = found->second.find(event);
  return status == found->second.end() ? std::nullopt : std::optional(status->second);
}

int StatusTable::rank_of(const std::string& line, const std::string& event) const {
  const auto found = same_day.find(line);
  if (found == same_day.end()) return 0;
  const auto at = std::find(found->second.begin(), found->second.end(), event);
  return at == found->second.end() ? 0 : static_cast<int>(at - found->second.begin()) + 1;
}

}  // namespace byname
