// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "register/change_writer.hpp"
#include "register/event_json.hpp"

namespace byname {

/// Something that happened to a person, as typed.
struct EventAsked {
  std::string person;
  std::string type;  ///< of kEventTypes, or a word for it in a list's language
  std::string date;  ///< EDTF or in words; empty: not known
  std::string case_number;
  std::string court;
  std::string place;
  std::string item;  ///< what says so; empty: nobody but the author
};

/// An event that was entered.
struct EnteredEvent {
  EventBody event;
  Change change;
};

/// Makes one op. Throws UserError for a type or a date that cannot be read, and for a court without a number.
EnteredEvent add_event(Register& opened, const EventAsked& asked, const ChangeAsked& how);

}  // namespace byname
