// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "register/register.hpp"

namespace byname {

/// One op as people read it. The texts are as stored: print them through printable_text.
struct HistoryEntry {
  OpId op;
  std::int64_t time = 0;  ///< as the author's clock claims, seconds since 1970
  std::string author;     ///< pseudonym; the key's first digits if the account is not known
  std::string verb;
  std::string reason;    ///< empty if none was given, it was erased, or it is kept from who reads it
  bool is_kept = false;  ///< a decision's reason, until who reads it has decided, too
  bool is_undone = false;
};

/// All ops in the order of evaluation.
std::vector<HistoryEntry> history_of(Register& opened);
/// The op whose id begins with these digits. Throws UserError if there is none or more than one.
std::vector<HistoryEntry> history_of_op(Register& opened, std::string_view digits);

/// All ops that have to do with a person, a former one, or a mention, by its id or name: that brought its
/// mentions, linked or judged them, set a value, hid or retracted it. Throws UserError if it names none.
std::vector<HistoryEntry> history_of_record(Register& opened, std::string_view typed);
/// Any of these: empty: all ops.
std::vector<HistoryEntry> history_named(Register& opened, std::string_view typed);

}  // namespace byname
