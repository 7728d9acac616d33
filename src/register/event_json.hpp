// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/fixed_bytes.hpp"

namespace byname {

/// Something that happened to a person, as somebody says. It stays with its mentions, wherever they go.
struct EventBody {
  std::string type;         ///< of kEventTypes (rules/status_table.hpp)
  std::string date;         ///< as typed; empty: not known
  std::string edtf;         ///< the same as EDTF
  std::string place;        ///< as typed
  std::string court;        ///< as typed
  std::string case_number;  ///< as typed
  std::string case_id;      ///< what the case is known by (names/case_number.hpp); empty: of no case
  std::vector<RecordId> mentions;
  std::optional<RecordId> item;  ///< what says so
};

/// The body to and from JSON, as body_json.hpp does. Empty fields are left out.
std::string event_body(const EventBody& body);
std::optional<EventBody> read_event_body(std::string_view json);

}  // namespace byname
