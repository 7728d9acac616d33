// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <string>
#include <string_view>

#include "publish/markup.hpp"
#include "publish/say.hpp"

namespace byname {

/// Sentences and labels of the reports of estimate, nowcast, excess and figures; texts as in messages.hpp, in
/// method_messages_en.cpp.
enum class MethodMessage {
  // Shared
  kHeadMethods,
  kMethodsIntro,
  kMethodsChart,
  kMethodHead,
  kModelHead,
  kEstimateHead,
  kHeadlineMark,
  kHeadAssumptions,
  kAssumptionItem,
  kHeadRefused,
  kRefusalItem,
  kRefusalNeeded,
  kHeadNotes,
  kHeadMade,
  kMadeLine,
  kFileHead,
  kRowsHead,
  kHashHead,
  kRangeOf,
  kNotEstimable,
  kRangeAtLeast,
  // Estimate
  kEstimateKicker,
  kEstimateOneSource,
  kEstimateTitle,
  kEstimateTitleRefused,
  kEstimateLead,
  kEstimateLeadSpread,
  kEstimateAssumes,
  kEstimateNamed,
  kEstimateChart,
  kEstimateHeadLists,
  kEstimateMethodsIntro,
  kEstimateHeadSensitivity,
  kEstimateSensitivityIntro,
  kEstimateSensitivityChart,
  kEstimateHeadVariance,
  kEstimateVarianceIntro,
  kEstimateVarianceChart,
  kEstimateFromSampling,
  kEstimateFromModel,
  kEstimateFromBoth,
  kEstimateFromLinkage,
  kEstimateHeadStrata,
  kEstimateStrataIntro,
  kEstimateStrataChart,
  kEstimateHeadDropped,
  kEstimateDroppedIntro,
  kEstimateListHead,
  kEstimateWithoutHead,
  kEstimateCheckHead,
  kEstimateKnownHead,
  kEstimateHeadPairs,
  kEstimatePairsIntro,
  kEstimatePairHead,
  kEstimateOnBothHead,
  kEstimateShareFirstHead,
  kEstimateShareSecondHead,
  kEstimateOddsHead,
  kEstimateNoteHead,
  // Nowcast
  kNowcastKicker,
  kNowcastTitle,
  kNowcastTitleRefused,
  kNowcastLead,
  kNowcastLeadTotal,
  kNowcastLeadNoTotal,
  kNowcastChart,
  kNowcastHeadPeriods,
  kNowcastPeriodsIntro,
  kNowcastPeriodsChart,
  kNowcastSoFar,
  kNowcastToCome,
  kNowcastPeriodHead,
  kNowcastPeriodTable,
  kNowcastMethodsIntro,
  // Excess
  kExcessKicker,
  kExcessTitle,
  kExcessTitleRefused,
  kExcessLead,
  kExcessLeadSpread,
  kExcessChart,
  kExcessHeadStrata,
  kExcessStrataIntro,
  kExcessStrataChart,
  kExcessStratumHead,
  kExcessMethodsIntro,
  // Figures
  kFiguresKicker,
  kFiguresTitle,
  kFiguresLead,
  kFiguresLeadOwn,
  kFiguresChart,
  kFiguresNote,
  kFiguresHeadTable,
  kFiguresSourceHead,
  kFiguresFigureHead,
  kFiguresPopulationHead,
  kFiguresCountedHead,
  kFiguresDateHead,
  kFiguresKindHead,
  kFiguresUndated,
  kFiguresNotSaid,
  kFiguresOwnMark,
  kFiguresHeadConflicts,
  kFiguresNoConflicts,
  kFiguresConflictsIntro,
};

std::string_view message(MethodMessage id);

/// "chain ladder (Mack)"; the names themselves where they have no other here.
std::string method_label(std::string_view family, std::string_view variant);

/// "will be named": what people call a quantity.
std::string_view quantity_label(std::string_view quantity);

template <typename... Values>
std::string say(MethodMessage id, const Values&... values) {
  return fmt::format(fmt::runtime(message(id)), values...);
}

template <typename... Values>
Markup say_html(MethodMessage id, const Values&... values) {
  return {fmt::format(fmt::runtime(message(id)), escaped_value(values)...)};
}

}  // namespace byname
