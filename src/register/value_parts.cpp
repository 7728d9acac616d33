// SPDX-License-Identifier: Apache-2.0
#include "register/value_parts.hpp"

#include <algorithm>

namespace byname {

std::unordered_map<std::int64_t, HeldValue> values_of_role(Database& database, const std::string& role) {
  std::unordered_map<std::int64_t, HeldValue> values;
  Rows rows = database.query(
      "SELECT mention, value, raw FROM mention_value WHERE role = ?1 AND (value <> '' OR raw <> '') ORDER BY "
      "mention, ordinal",
      role);
  while (rows.next()) {
    const std::string raw = rows.text(2);
    values.try_emplace(rows.number(0), HeldValue{rows.bytes(1).empty() ? raw : rows.text(1), raw});
  }
  return values;
}

HeldValue most_frequent(const std::vector<HeldValue>& values) {
  HeldValue chosen;
  std::int64_t most = 0;
  for (const HeldValue& candidate : values) {
    const auto times = std::count_if(values.begin(), values.end(),
                                     [&](const HeldValue& other) { return other.value == candidate.value; });
    if (times > most) chosen = candidate;
    most = std::max<std::int64_t>(most, times);
  }
  return chosen;
}

std::string Spellings::of(const std::string& value) const {
  const auto found = written_.find(value);
  if (found == written_.end()) return "";
  std::string written;
  std::int64_t most = 0;
  for (const auto& [raw, times] : found->second) {
    if (times > most) written = raw;
    most = std::max(most, times);
  }
  return written;
}

}  // namespace byname
