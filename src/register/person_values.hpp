// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "register/database.hpp"

namespace byname {

/// Whose words count for a person's values.
enum class ValueZones {
  kOpen,  ///< all but sources, documents and values in the zone "sealed"
  kAll
};

/// Chooses a person's values.
class PersonValues {
 public:
  explicit PersonValues(ValueZones zones) : zones_(zones) {}
  ValueZones zones() const { return zones_; }

  /// A spelling of a mention; mentions in their order.
  void add_written(const std::string& role, const std::string& text) { roles_[role].written.push_back(text); }
  /// What somebody set, or denies; in the order of the log.
  void add_said(const std::string& role, const std::string& text, bool asserts);
  /// One value a role; roles without any are left out.
  std::map<std::string, std::string> chosen() const;

 private:
  struct Spellings {
    std::vector<std::string> written;
    std::set<std::string> denied;
    std::optional<std::string> set;
    std::string chosen() const;
  };
  ValueZones zones_;
  std::map<std::string, Spellings> roles_;
};

/// What a person's mentions say of each role (of byname columns), one value a role: what people set last;
/// else, of what nobody denies, the spelling that most mentions have, of several the one held first. Roles
/// without a value are left out.
std::map<std::string, std::string> person_values(Database& database,
                                                 const std::vector<std::int64_t>& mentions, ValueZones zones);

}  // namespace byname
