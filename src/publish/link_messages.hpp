// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <string>
#include <string_view>

#include "publish/markup.hpp"
#include "publish/say.hpp"

namespace byname {

/// Every sentence and label of the report of `byname link`, of its diagnostics and of `byname block`; texts
/// as in messages.hpp, in link_messages_en.cpp.
enum class LinkMessage {
  // The answer
  kTitle,
  kKicker,
  kLead,
  kLeadPossible,
  kLeadClusters,
  // Navigation and headings
  kNavFindings,
  kNavWeights,
  kNavScores,
  kNavTruth,
  kNavTraining,
  kNavRules,
  kNavExamples,
  kNavClusters,
  kNavMade,
  kHeadFindings,
  kHeadWeights,
  kHeadParameters,
  kHeadCorrelations,
  kHeadDecisions,
  kHeadScores,
  kHeadTruth,
  kHeadTraining,
  kHeadEstimates,
  kHeadRules,
  kHeadBlocks,
  kHeadExamples,
  kHeadClusters,
  kHeadMade,
  // Findings
  kGraveFindings,
  kOtherFindings,
  kNoFindings,
  kMoreFindings,
  kFindNoAgreement,
  kFindTopLevelAgainst,
  kFindTooManyMatches,
  kFindFewMatches,
  kFindLambdaTooLow,
  kFindLambdaTooHigh,
  kFindSessionOneClass,
  kFindSessionTooMany,
  kFindSessionUnfinished,
  kFindSessionsDisagree,
  kFindLevelUntrained,
  kFindLevelUnseen,
  kFindLevelOutOfOrder,
  kFindCorrelated,
  kFindHeavyBlock,
  kFindHeavyRule,
  kFindIdleRule,
  kFindIdleComparison,
  // Weights
  kWeightsIntro,
  kWeightsUntrained,
  kWeightsFrequency,
  kWeightsChart,
  kParametersIntro,
  kParametersChart,
  kParametersSame,
  kParametersDifferent,
  kLevelsSummary,
  kComparisonHead,
  kLevelHead,
  kWeightHead,
  kMHead,
  kUHead,
  kScoredHead,
  kLinkedHead,
  kUntrainedMark,
  // Correlations
  kCorrelationsIntro,
  kCorrelationsNone,
  kCorrelationsLeft,
  kPairHead,
  kObservedHead,
  kExpectedHead,
  kRatioHead,
  kBitsHead,
  kLinksOnBothHead,
  kLinksLostHead,
  kCorrelationsNote,
  kTogether,
  // What comparisons decide
  kDecisionsIntro,
  kDecisionsChart,
  kDecisionText,
  // Scores
  kScoresIntro,
  kScoresChart,
  kScoresThreshold,
  kScoresSampled,
  kScoresAll,
  // Truth
  kTruthIntro,
  kTruthBest,
  kTruthChart,
  kTruthNote,
  kPrecision,
  kRecall,
  kF1,
  kTruthSummary,
  kThresholdHead,
  kProbabilityHead,
  kTrueLinksHead,
  kFalseLinksHead,
  kMissedHead,
  // Training
  kTrainingIntro,
  kTrainingNone,
  kSessionHead,
  kSessionText,
  kSessionLeftOut,
  kHistoryChart,
  kHistoryNote,
  kEstimatesIntro,
  kEstimatesChart,
  kEstimatesNote,
  kLambdaLabel,
  // Rules
  kRulesIntro,
  kRulesChart,
  kRuleText,
  kRuleHead,
  kNewPairsHead,
  kCumulativeHead,
  kNewLinksHead,
  kCumulativeLinksHead,
  kExpectedMatchesHead,
  kBlocksIntro,
  kBlockHead,
  kBlockRecordsHead,
  kBlockPairsHead,
  kBlockShareHead,
  kBlockUnnamed,
  kAllPairsRule,
  // Examples
  kExamplesIntro,
  kExamplesNone,
  kExampleStrongest,
  kExampleUsual,
  kExampleAbove,
  kExampleBelow,
  kExampleUnlikely,
  kExampleChart,
  kOver,
  kStart,
  kTotal,
  kFrequency,
  kRowHead,
  kRowAlone,
  kPropertyHead,
  kNoValue,
  kLevelWeight,
  // Clusters
  kClustersIntro,
  kClustersChart,
  kClusterSizes,
  kClusterDrawings,
  kClusterLargest,
  kClusterLoose,
  kClusterUsual,
  kClusterChart,
  kClusterText,
  kClusterNote,
  kClusterTooLarge,
  // Made
  kMadeLine,
  // Terminal
  kSummaryFinding,
  kSummaryMore,
};

/// Returns the text of a message in English.
std::string_view message(LinkMessage id);

template <typename... Values>
std::string say(LinkMessage id, const Values&... values) {
  return fmt::format(fmt::runtime(message(id)), values...);
}

/// For a page: text is escaped, Markup stays as it is.
template <typename... Values>
Markup say_html(LinkMessage id, const Values&... values) {
  return {fmt::format(fmt::runtime(message(id)), escaped_value(values)...)};
}

template <typename... Values>
Markup paragraph(LinkMessage id, const Values&... values) {
  return element("p", "", say_html(id, values...));
}

template <typename... Values>
Markup note(LinkMessage id, const Values&... values) {
  return element("p", R"(class="note")", say_html(id, values...));
}

inline Markup subheading(LinkMessage id) { return element("h3", "", say_html(id)); }

}  // namespace byname
