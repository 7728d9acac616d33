// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "register/database.hpp"
#include "register/evidence_json.hpp"

namespace byname {

/// A source and what is held of it.
struct SourceEntry {
  RecordId id;
  SourceBody source;
  bool is_active = true;  ///< false: retracted
  std::int64_t num_mentions = 0;
  std::int64_t num_vanished = 0;  ///< mentions whose row is not in the list any more
  std::int64_t num_items = 0;
  std::int64_t num_readings = 0;
  std::int64_t num_rejects = 0;  ///< of all readings
};

/// All sources by label.
std::vector<SourceEntry> sources_in(Database& database);
/// nullopt if there is none of that label.
std::optional<SourceBody> find_source(Database& database, const std::string& label);
/// What `said` says beyond what is held: nothing to write if it says nothing new.
bool says_something_new(const std::optional<SourceBody>& held, const SourceBody& said);

/// The last reading of a list: nullopt if there was none, or it was erased.
std::optional<ReadingBody> last_reading(Database& database, const std::string& label);

}  // namespace byname
