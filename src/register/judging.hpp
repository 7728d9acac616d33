// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/change_writer.hpp"
#include "register/judging_json.hpp"

namespace byname {

/// What people say of persons. Each function makes one op, for all that it is given, or throws UserError and
/// changes nothing.

/// The mentions that a text names: one mention (LIST:KEY, or digits that its id begins with), or all of a
/// person. Throws UserError if it names none that counts, or several things.
std::vector<std::int64_t> mentions_named(Register& opened, std::string_view typed);

/// The person that a text names: by an id, or by one of its mentions. Throws UserError as mentions_named
/// does.
HeldPerson person_named(Register& opened, std::string_view typed);

/// The mention of a person to which what somebody says is tied: that of the item that says so, where the
/// person has one, else its first.
std::int64_t mention_of_item(Register& opened, const HeldPerson& person, const std::optional<RecordId>& item);

/// Two mentions or persons, as typed, and what is said of them.
struct JudgedMentions {
  std::string left;
  std::string right;
  JudgementVerdict verdict = JudgementVerdict::kUnsure;
};
Change judge_pairs(Register& opened, const std::vector<JudgedMentions>& pairs, const ChangeAsked& asked);

/// Makes one person of each group of two persons or more, each as it is shown now.
Change merge_persons(Register& opened, const std::vector<std::vector<std::string>>& groups,
                     const ChangeAsked& asked);

/// Which part keeps the id: that of the mentions not named, that of those named, or neither.
struct SplitAsked {
  std::string person;
  std::vector<std::string> mentions;  ///< that go
  SplitKeeps keeps = SplitKeeps::kByRule;
};
Change split_person(Register& opened, const SplitAsked& split, const ChangeAsked& asked);

Change hide_persons(Register& opened, const std::vector<std::string>& persons, const ChangeAsked& asked);

/// A value for a person.
struct ValueAsked {
  std::string person;
  std::string property;
  std::string value;
  std::string item;  ///< what says so, as typed; empty: nobody but the author
  bool denies = false;
};
Change set_value(Register& opened, const ValueAsked& value, const ChangeAsked& asked);

}  // namespace byname
