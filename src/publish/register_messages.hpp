// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <string>
#include <string_view>

#include "publish/markup.hpp"
#include "publish/say.hpp"
#include "register/release_json.hpp"
#include "register/todo.hpp"
#include "rules/standing.hpp"

namespace byname {

/// Sentences and labels of a register's report; texts as in messages.hpp, in register_messages_en.cpp.
enum class RegisterMessage {
  kKicker,
  kTitle,
  kLead,
  kUnnamed,
  kDrawn,
  kUnsure,
  kVerdictsHead,
  kVerdictsIntro,
  kVerdictsChart,
  kMonthsHead,
  kMonthsIntro,
  kMonthsUndated,
  kMonthsChart,
  kMonthHead,
  kPersonsHead,
  kKnown,
  kToCome,
  kDelay,
  kNoDelay,
  kRegionsHead,
  kAgesHead,
  kSourcesHead,
  kSourcesIntro,
  kKindsHead,
  kPartsChart,
  kNotKnown,
  kOthers,
  kFewerThanFive,
  kStatusesHead,
  kStatusesIntro,
  kStatusesChart,
  kReleasesHead,
  kReleasesIntro,
  kNoRelease,
  kReleaseHead,
  kDateHead,
  kDifferenceHead,
  kQueueHead,
  kQueueIntro,
  kQueueEmpty,
  kQueueKindHead,
  kQueueNumberHead,
  kMadeHead,
  kMade,
  kRedacted,
};

std::string_view message(RegisterMessage id);

std::string_view verdict_label(PersonVerdict verdict);
std::string_view queue_label(TodoKind kind);

template <typename... Values>
std::string say(RegisterMessage id, const Values&... values) {
  return fmt::format(fmt::runtime(message(id)), values...);
}

template <typename... Values>
Markup say_html(RegisterMessage id, const Values&... values) {
  return {fmt::format(fmt::runtime(message(id)), escaped_value(values)...)};
}

}  // namespace byname
