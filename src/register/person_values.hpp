// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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

/// The same of all persons, for some roles: read table by table, in the order in which the tables lie. Read
/// person by person, each page of a large register would be read many times.
class PersonValueTable {
 public:
  /// `roles` live as long as the table.
  PersonValueTable(Database& database, std::span<const std::string_view> roles, ValueZones zones);

  std::map<std::string, std::string> values_of(const std::vector<std::int64_t>& mentions) const;
  /// Whether one of the mentions names somebody.
  bool is_named(const std::vector<std::int64_t>& mentions) const;
  bool is_sealed_source(const std::string& label) const { return sealed_sources_.contains(label); }

 private:
  struct Said {
    std::uint8_t role = 0;
    bool asserts = true;
    std::string text;
  };
  struct Mention {
    std::vector<std::pair<std::uint8_t, std::string>> written;
    std::vector<Said> said;
    bool is_named = false;
    bool is_silent = false;  // sealed, and sealed ones are not read
  };
  Mention& at(std::int64_t number) { return mentions_[static_cast<std::size_t>(number)]; }
  const Mention& at(std::int64_t number) const { return mentions_[static_cast<std::size_t>(number)]; }
  std::optional<std::uint8_t> place_of(std::string_view role) const;
  void read_mentions(Database& database);
  void read_written(Database& database);
  void read_said(Database& database);

  std::span<const std::string_view> roles_;
  ValueZones zones_;
  std::vector<Mention> mentions_;  // by number
  std::set<std::string> sealed_sources_;
};

}  // namespace byname
