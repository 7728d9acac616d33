// SPDX-License-Identifier: Apache-2.0
#include "publish/register_messages.hpp"

namespace byname {

std::string_view message(RegisterMessage id) {
  switch (id) {
    case RegisterMessage::kKicker:
      return "The register {0} after the change {1}";
    case RegisterMessage::kTitle:
      return "{0} confirmed, of {1} people named";
    case RegisterMessage::kLead:
      return "{0} mentions in all sources name {1} people. {2} of them are confirmed by the rules that hold.";
    case RegisterMessage::kUnnamed:
      return "{0} more mentions name nobody; they are among no number of people here.";
    case RegisterMessage::kDrawn:
      return "Which mentions are one person is not sure. By draws of that, as byname count makes them, they "
             "name "
             "<b>{0}</b> people, with 95 % certainty between <b>{1}</b> and <b>{2}</b>.";
    case RegisterMessage::kUnsure:
      return "Do not rely on that much:";
    case RegisterMessage::kVerdictsHead:
      return "How sure it is";
    case RegisterMessage::kVerdictsIntro:
      return "Confirmed: as many people of the team have looked as the rules ask for, and agree. "
             "Provisional: the evidence "
             "is enough, and looks are missing. Lead: the evidence is not enough. Disputed: those who looked "
             "disagree, or "
             "somebody published is confirmed no more.";
    case RegisterMessage::kVerdictsChart:
      return "People by how sure it is";
    case RegisterMessage::kMonthsHead:
      return "When it happened";
    case RegisterMessage::kMonthsIntro:
      return "Confirmed people by the month of death, or else of what happened. The last months are not "
             "complete: many of "
             "those people are named later.";
    case RegisterMessage::kMonthsUndated:
      return "Of {0} more no month is known.";
    case RegisterMessage::kMonthsChart:
      return "Confirmed people by month, and how many are still to be named";
    case RegisterMessage::kMonthHead:
      return "month";
    case RegisterMessage::kPersonsHead:
      return "people";
    case RegisterMessage::kKnown:
      return "named so far";
    case RegisterMessage::kToCome:
      return "still to be named";
    case RegisterMessage::kDelay:
      return "By how late names came before, {0} people ({1} to {2}) of these months are still to be named "
             "({3}).";
    case RegisterMessage::kNoDelay:
      return "How many are still to be named cannot be said: {0}.";
    case RegisterMessage::kRegionsHead:
      return "Where";
    case RegisterMessage::kAgesHead:
      return "Age";
    case RegisterMessage::kSourcesHead:
      return "Sources";
    case RegisterMessage::kSourcesIntro:
      return "Confirmed people that each source names. One person may be named by several, so these do not "
             "add up.";
    case RegisterMessage::kKindsHead:
      return "Kinds of source";
    case RegisterMessage::kPartsChart:
      return "Confirmed people by {0}";
    case RegisterMessage::kNotKnown:
      return "not known";
    case RegisterMessage::kOthers:
      return "{0} others";
    case RegisterMessage::kFewerThanFive:
      return "hidden";
    case RegisterMessage::kStatusesHead:
      return "What happened: {0}";
    case RegisterMessage::kStatusesIntro:
      return "All people named, confirmed or not, by the last thing that is known to have happened to them. "
             "Where dates overlap "
             "and say different things, it is unclear.";
    case RegisterMessage::kStatusesChart:
      return "People named, by {0}";
    case RegisterMessage::kReleasesHead:
      return "What was published";
    case RegisterMessage::kReleasesIntro:
      return "Each release, and why its number is not that of the one before.";
    case RegisterMessage::kNoRelease:
      return "Nothing was released yet.";
    case RegisterMessage::kReleaseHead:
      return "release";
    case RegisterMessage::kDateHead:
      return "day";
    case RegisterMessage::kDifferenceHead:
      return "difference";
    case RegisterMessage::kQueueHead:
      return "What waits";
    case RegisterMessage::kQueueIntro:
      return "{0} people wait for a decision; half of them for {1} days or more, since they were first "
             "named.";
    case RegisterMessage::kQueueEmpty:
      return "Nothing waits.";
    case RegisterMessage::kQueueKindHead:
      return "what";
    case RegisterMessage::kQueueNumberHead:
      return "how many";
    case RegisterMessage::kMadeHead:
      return "How this was made";
    case RegisterMessage::kMade:
      return "byname {0} from the register after {1}. The page holds numbers only: no name, no id, and "
             "nothing of a sealed "
             "source but that there is one.";
    case RegisterMessage::kRedacted:
      return "Numbers from 1 to 4 are hidden, and where that would leave one alone, the next, too. Months, "
             "sources and the "
             "queue are left out.";
  }
  return "";
}

std::string_view verdict_label(PersonVerdict verdict) { return name_of(verdict); }

std::string_view queue_label(TodoKind kind) {
  switch (kind) {
    case TodoKind::kDispute:
      return "people on whom accounts disagree, or who were published and are confirmed no more";
    case TodoKind::kMoved:
      return "people whose evidence is another one since somebody decided";
    case TodoKind::kCheck:
      return "people who need another look";
    case TodoKind::kUndecided:
      return "people with evidence enough, at whom nobody has looked";
    case TodoKind::kContradiction:
      return "judgements that contradict others";
    case TodoKind::kApart:
      return "mentions set apart when a merge was undone";
    case TodoKind::kHidden:
      return "people hidden at once";
    case TodoKind::kPair:
      return "pairs of mentions that may be one person";
    case TodoKind::kVanished:
      return "mentions whose row is not in its list any more";
    case TodoKind::kDocument:
      return "documents that name nobody yet";
    case TodoKind::kRejected:
      return "rows that could not be used";
  }
  return "";
}

}  // namespace byname
