// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/database.hpp"
#include "register/fixed_bytes.hpp"

namespace byname {

/// A person of today.
struct HeldPerson {
  std::string id;  ///< "7K3QXM4T-9"
  OpId first_op;   ///< when the id was given
  std::optional<std::string> split_from;
  bool is_hidden = false;
  std::vector<std::int64_t> mentions;  ///< numbers, ascending; at least one
};

/// An id that is nobody's now.
struct FormerPerson {
  std::string id;
  std::string fate;             ///< redirect, split, retracted, erased
  std::vector<std::string> to;  ///< persons of today that hold what it held, in the order of the log
  OpId op;                      ///< which did it
};

/// The ids, held and former, that begin as typed (person_code.hpp), ascending; at most `limit`.
std::vector<std::string> person_ids_like(Database& database, std::string_view typed, std::size_t limit);
std::optional<HeldPerson> find_held_person(Database& database, const std::string& id);
std::optional<FormerPerson> find_former_person(Database& database, const std::string& id);
/// Ids, held and former, in the order in which the mentions that they were first given for stand in the log.
std::vector<std::string> in_order_of_log(Database& database, std::vector<std::string> ids);
/// Who holds a mention; nullopt if it counts no more.
std::optional<std::string> holder_of_mention(Database& database, std::int64_t mention);

/// The person of today that an id, whole or shortened, names. Throws UserError if it names none or several,
/// is no id, or is of a former person: then it says what became of it.
HeldPerson held_person(Database& database, std::string_view typed);
/// What became of an id, in words: "is part of 7K3QXM4T-9 now (op c02d66e1)".
std::string fate_text(const FormerPerson& former);

std::int64_t num_persons(Database& database);
/// The record ids of mentions, in the order of the numbers.
std::vector<RecordId> mention_ids(Database& database, const std::vector<std::int64_t>& numbers);

}  // namespace byname
