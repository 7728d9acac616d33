// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/execution_context.hpp"
#include "nowcast/reporting_triangle.hpp"
#include "register/linkage_draws.hpp"
#include "register/register.hpp"
#include "register/releases.hpp"
#include "register/releasing.hpp"
#include "register/todo.hpp"
#include "rules/standing.hpp"

namespace byname {

/// Persons with one value of something, largest first; "" is not known.
struct SummaryPart {
  std::string label;
  std::int64_t number = 0;
};

/// A release and in what it differs from the one before.
struct SummaryRelease {
  std::string name;
  std::int64_t time = 0;  ///< seconds since 1970, as its author's clock claimed
  std::int64_t number = 0;
  std::map<ReleaseReason, std::int64_t> reasons;
};

/// What waits, of one kind.
struct SummaryQueue {
  TodoKind kind = TodoKind::kPair;
  std::int64_t number = 0;
};

/// Numbers of a register, and nothing of any one person: what its report shows. Persons are those with a
/// name; but for the verdicts, those that are confirmed.
struct RegisterSummary {
  std::string register_name;
  std::string head;  ///< of the log, 64 digits
  std::int64_t num_persons = 0;
  std::int64_t num_unnamed = 0;  ///< mentions that name nobody
  std::int64_t num_mentions = 0;
  /// How many people the mentions name, by draws of who is one person; none where there is too little to
  /// compare.
  std::optional<DrawnNumber> drawn;
  std::vector<std::pair<PersonVerdict, std::int64_t>> verdicts;  ///< all, in the order of kVerdicts
  std::int64_t num_confirmed = 0;
  /// Confirmed by the month in which it happened (death, else event): "2023-04", in order, without gaps.
  std::vector<SummaryPart> months;
  std::int64_t num_undated = 0;
  /// Months in which it happened by how many months later the register knew it.
  ReportingTriangle delays;
  std::vector<SummaryPart> regions;
  std::vector<SummaryPart> ages;     ///< groups in their order, then those not known
  std::vector<SummaryPart> sources;  ///< confirmed that each source names; sealed ones are "a sealed source"
  std::vector<SummaryPart> kinds;
  /// By line of the rules (fate, prosecution, border), of which anybody has an event: all persons with a
  /// name, by what their events say as of today. The parts add up to num_persons.
  std::map<std::string, std::vector<SummaryPart>> statuses;
  std::vector<SummaryRelease> releases;  ///< in the order of the log
  std::vector<SummaryQueue> queue;
  double queue_days = 0;  ///< median age of persons that wait for a decision, since their first mention came
  std::int64_t num_waiting = 0;
};

/// `now`: seconds since 1970.
RegisterSummary summarise(Register& opened, std::int64_t now, const ExecutionContext& context);

/// Hides small numbers of one list of parts: those from 1 to 4 become -1, and where only one is hidden, the
/// smallest of the others, too, so that it does not follow from the sum.
void redact(std::vector<SummaryPart>& parts);

}  // namespace byname
