// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "register/database.hpp"

namespace byname {

/// A value of a mention.
struct HeldValue {
  std::string value;  ///< comparable form, or as written where it has none
  std::string raw;
};

/// Per mention number the first value of a role.
std::unordered_map<std::int64_t, HeldValue> values_of_role(Database& database, const std::string& role);

/// The value that most have; where as many have another, the first. Empty of none.
HeldValue most_frequent(const std::vector<HeldValue>& values);

/// How comparable values are written most often.
class Spellings {
 public:
  void add(const HeldValue& value) {
    if (!value.value.empty()) ++written_[value.value][value.raw.empty() ? value.value : value.raw];
  }
  std::string of(const std::string& value) const;

 private:
  std::map<std::string, std::map<std::string, std::int64_t>> written_;
};

}  // namespace byname
