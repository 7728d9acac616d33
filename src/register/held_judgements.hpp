// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "cluster/constraints.hpp"
#include "register/database.hpp"
#include "register/mention_records.hpp"

namespace byname {

/// What people judged, as pairs of records: pairs the same, what they merged, pairs different, and pairs
/// whose machine links wait for a judgement. As partition_of() takes them; those that are suspended are left
/// out.
std::vector<Judgement> held_judgements(Database& database, const MentionRecords& records);

/// Numbers of the mentions of which people said who they are, by a judgement, or of whom somebody decided.
std::unordered_set<std::int64_t> mentions_decided_by_people(Database& database);
/// The same of one mention.
bool is_decided_by_people(Database& database, std::int64_t mention);
/// The persons with such a mention. `person`: per mention number its person, by any number
/// (person_numbers()).
std::unordered_set<std::int64_t> persons_decided_by_people(Database& database,
                                                           const std::vector<std::int64_t>& person);

}  // namespace byname
