// SPDX-License-Identifier: Apache-2.0
#include "publish/link_messages.hpp"

namespace byname {

std::string_view message(LinkMessage id) {
  switch (id) {
    case LinkMessage::kTitle:
      return "{0} records make {1} clusters";
    case LinkMessage::kKicker:
      return "byname link · {0} · {1}, {2} rejected";
    case LinkMessage::kLead:
      return "<b>{0}</b> of the <b>{1}</b> pairs that the blocking rules bring are links: their probability "
             "is {2} or more. ";
    case LinkMessage::kLeadPossible:
      return "By the model's own probabilities the pairs kept hold about <b>{0}</b> matches; its share of "
             "matches among all {1} possible pairs says <b>{2}</b>. ";
    case LinkMessage::kLeadClusters:
      return "The largest cluster has {0}; {1} records are alone.";

    case LinkMessage::kNavFindings:
      return "What to look at";
    case LinkMessage::kNavWeights:
      return "Weights";
    case LinkMessage::kNavScores:
      return "Scores";
    case LinkMessage::kNavTruth:
      return "Against labels";
    case LinkMessage::kNavTraining:
      return "Training";
    case LinkMessage::kNavRules:
      return "Blocking rules";
    case LinkMessage::kNavExamples:
      return "Examples";
    case LinkMessage::kNavClusters:
      return "Clusters";
    case LinkMessage::kNavMade:
      return "How this was made";
    case LinkMessage::kHeadFindings:
      return "What to look at";
    case LinkMessage::kHeadWeights:
      return "What each comparison says";
    case LinkMessage::kHeadParameters:
      return "How common each level is";
    case LinkMessage::kHeadCorrelations:
      return "Comparisons that say the same thing twice";
    case LinkMessage::kHeadDecisions:
      return "What each comparison decides";
    case LinkMessage::kHeadScores:
      return "All pairs by their weight";
    case LinkMessage::kHeadTruth:
      return "Choosing a threshold by the labels";
    case LinkMessage::kHeadTraining:
      return "How it was trained";
    case LinkMessage::kHeadEstimates:
      return "What each session found";
    case LinkMessage::kHeadRules:
      return "What each blocking rule brings";
    case LinkMessage::kHeadBlocks:
      return "The largest blocks";
    case LinkMessage::kHeadExamples:
      return "Some pairs, step by step";
    case LinkMessage::kHeadClusters:
      return "The clusters";
    case LinkMessage::kHeadMade:
      return "How this was made";

    case LinkMessage::kGraveFindings:
      return "Do not use these links before you have seen to this:";
    case LinkMessage::kOtherFindings:
      return "Worth a look:";
    case LinkMessage::kNoFindings:
      return "Nothing was found amiss: comparisons are about independent, every level was seen, training "
             "and lambda fit together, and every rule and comparison earns its place.";
    case LinkMessage::kMoreFindings:
      return "{0} more";
    case LinkMessage::kFindNoAgreement:
      return "{0}: pairs taken for one person agree on it in {1} only. Training probably found another class "
             "than persons (families, places). Train on other rules, or check the column.";
    case LinkMessage::kFindTopLevelAgainst:
      return "{0}: its strongest level speaks against a match (m {1}, u {2}). Training went to the wrong "
             "class, or the levels are in the wrong order.";
    case LinkMessage::kFindTooManyMatches:
      return "The model expects {0} matches for each record. Unless people are named that often, it takes "
             "something else for a person.";
    case LinkMessage::kFindFewMatches:
      return "The model expects {0} matches in all. That is too few to train on, and to trust.";
    case LinkMessage::kFindLambdaTooLow:
      return "The scored pairs hold about {1} matches by their probabilities, but lambda allows {0} among "
             "all "
             "pairs. Probabilities and lambda cannot both be right: look at correlated comparisons, or train "
             "lambda again.";
    case LinkMessage::kFindLambdaTooHigh:
      return "Lambda says {0} matches among all pairs; the scored pairs hold about {1}. Either the blocking "
             "rules miss many, or lambda is too high.";
    case LinkMessage::kFindSessionOneClass:
      return "The session on {0} ended with lambda {1}: it saw one class of pairs only, so its m says "
             "little.";
    case LinkMessage::kFindSessionTooMany:
      return "The session on {0} takes {1} of its pairs for matches; lambda allows {2} among all pairs. "
             "One of the two is wrong.";
    case LinkMessage::kFindSessionUnfinished:
      return "The session on {0} was still moving after {1} iterations. Raise max_iterations.";
    case LinkMessage::kFindSessionsDisagree:
      return "{0}, level “{1}”: the sessions disagree about m ({2} to {3}). At least one of them looked at "
             "another kind of pairs.";
    case LinkMessage::kFindLevelUntrained:
      return "{0}, level “{1}”: never trained; Splink's default stands for its m or u.";
    case LinkMessage::kFindLevelUnseen:
      return "{0}, level “{1}”: no pair has it, here or among the pairs sampled. It can be left out, or its "
             "condition is never true.";
    case LinkMessage::kFindLevelOutOfOrder:
      return "{0}, level “{1}” speaks for a match ({2} bits) and the stronger level above it against one "
             "({3}). One of the two is badly trained.";
    case LinkMessage::kFindCorrelated:
      return "{0} and {1} agree together {2} times as often as independent ones would among different "
             "people: a pair that agrees on both scores {3} bits too high. {4} links hang on that. Make one "
             "comparison of the two.";
    case LinkMessage::kFindHeavyBlock:
      return "One block of rule {0} ({1}) has {2} of all pairs compared. A common value should not block by "
             "itself: add a column to the rule, or leave the value out.";
    case LinkMessage::kFindHeavyRule:
      return "Rule {0} ({1}) brings {2} of all pairs but only {3} of the links.";
    case LinkMessage::kFindIdleRule:
      return "Rule {0} ({1}) adds {2} pairs and {3} links to what the rules before it bring. It can go.";
    case LinkMessage::kFindIdleComparison:
      return "{0} changes hardly any decision ({1}): without it the links are the same.";

    case LinkMessage::kWeightsIntro:
      return "Match weights in bits: +1 doubles the odds that two records are one person, −1 halves them.";
    case LinkMessage::kWeightsUntrained:
      return "Levels without a bar never had m or u trained and use Splink's defaults.";
    case LinkMessage::kWeightsFrequency:
      return "Where a level is adjusted by how common the value is, a rare value says more than its bar and "
             "a "
             "common one less.";
    case LinkMessage::kWeightsChart:
      return "Match weights of the levels of each comparison.";
    case LinkMessage::kParametersIntro:
      return "A level says much where it is common among matches (m) and rare among other pairs (u).";
    case LinkMessage::kParametersChart:
      return "m and u of each level.";
    case LinkMessage::kParametersSame:
      return "m: among matches";
    case LinkMessage::kParametersDifferent:
      return "u: among others";
    case LinkMessage::kLevelsSummary:
      return "All levels with m, u and pairs";
    case LinkMessage::kComparisonHead:
      return "comparison";
    case LinkMessage::kLevelHead:
      return "level";
    case LinkMessage::kWeightHead:
      return "bits";
    case LinkMessage::kMHead:
      return "m";
    case LinkMessage::kUHead:
      return "u";
    case LinkMessage::kScoredHead:
      return "pairs scored";
    case LinkMessage::kLinkedHead:
      return "links";
    case LinkMessage::kUntrainedMark:
      return "{0} (default)";

    case LinkMessage::kCorrelationsIntro:
      return "The model adds the weights of its comparisons as if they were independent. Where two of them "
             "agree together more often than that among different people, every pair that agrees on both "
             "scores too high. This table counts it, over {0} pairs of the full pair space, each weighted by "
             "the probability that it is no match.";
    case LinkMessage::kCorrelationsNone:
      return "No two comparisons agree together more than twice as often as independent ones would.";
    case LinkMessage::kCorrelationsLeft:
      return "With all these bits taken off, {0} of {1} links stay over the threshold.";
    case LinkMessage::kPairHead:
      return "both agree";
    case LinkMessage::kObservedHead:
      return "observed";
    case LinkMessage::kExpectedHead:
      return "if independent";
    case LinkMessage::kRatioHead:
      return "ratio c";
    case LinkMessage::kBitsHead:
      return "bits too many";
    case LinkMessage::kLinksOnBothHead:
      return "links on both";
    case LinkMessage::kLinksLostHead:
      return "hang on it";
    case LinkMessage::kCorrelationsNote:
      return "c = (observed + 5) / (expected + 5), so that few pairs say little. A level agrees if it speaks "
             "for a match. “Hang on it”: links that fall under the threshold once the bits are taken off.";
    case LinkMessage::kTogether:
      return "{0} and {1}";

    case LinkMessage::kDecisionsIntro:
      return "Pairs that would be decided the other way if the comparison were left out of the model and "
             "all else stayed: links that would be lost, and pairs that would become links.";
    case LinkMessage::kDecisionsChart:
      return "Decisions that hang on each comparison.";
    case LinkMessage::kDecisionText:
      return "{0} lost, {1} gained";

    case LinkMessage::kScoresIntro:
      return "Pairs of different people make one hill, pairs of one person another. A clear valley between "
             "them makes the threshold matter little.";
    case LinkMessage::kScoresChart:
      return "Pairs by match weight, with the threshold.";
    case LinkMessage::kScoresThreshold:
      return "links from here";
    case LinkMessage::kScoresSampled:
      return "Estimated from {0} of the pairs.";
    case LinkMessage::kScoresAll:
      return "All pairs that the rules bring.";

    case LinkMessage::kTruthIntro:
      return "The labels know {0} pairs of one person. The pairs kept hold {1} of them ({2}): no threshold "
             "finds more. At the threshold of this run precision is {3}, recall {4}, F1 {5}.";
    case LinkMessage::kTruthBest:
      return "F1 is highest at {0} bits (probability {1}): precision {2}, recall {3}, F1 {4}.";
    case LinkMessage::kTruthChart:
      return "Precision, recall and F1 over thresholds.";
    case LinkMessage::kTruthNote:
      return "Across: threshold in bits. Pairs count, not clusters; pairs without a label are left aside, "
             "pairs that no rule brought count as missed.";
    case LinkMessage::kPrecision:
      return "precision";
    case LinkMessage::kRecall:
      return "recall";
    case LinkMessage::kF1:
      return "F1";
    case LinkMessage::kTruthSummary:
      return "All thresholds";
    case LinkMessage::kThresholdHead:
      return "bits";
    case LinkMessage::kProbabilityHead:
      return "probability";
    case LinkMessage::kTrueLinksHead:
      return "true links";
    case LinkMessage::kFalseLinksHead:
      return "false links";
    case LinkMessage::kMissedHead:
      return "missed";

    case LinkMessage::kTrainingIntro:
      return "m was trained by expectation maximisation, a session for each rule. Comparisons that share a "
             "column with the rule are left out of its session. Lines that are flat at the end have settled.";
    case LinkMessage::kTrainingNone:
      return "This run took the model as it was. With <code>--em</code> and <code>--deterministic</code> it "
             "trains first, and this page shows how.";
    case LinkMessage::kSessionHead:
      return "Session {0}";
    case LinkMessage::kSessionText:
      return "{0}: {1} pairs, {2} iterations; it takes {3} of its pairs for matches.";
    case LinkMessage::kSessionLeftOut:
      return " Left out: {0}.";
    case LinkMessage::kHistoryChart:
      return "m of the strongest level of each comparison, and lambda, by iteration.";
    case LinkMessage::kHistoryNote:
      return "Across: iteration. Up: m of the strongest level of each comparison; dashed: the session's "
             "share "
             "of matches.";
    case LinkMessage::kEstimatesIntro:
      return "Every session's m of each level (dots), and what the model took: the median (bar). Dots far "
             "apart mean that a session looked at another kind of pairs.";
    case LinkMessage::kEstimatesChart:
      return "m of each level by session.";
    case LinkMessage::kEstimatesNote:
      return "Numbers are sessions; where dots lie close they have none.";
    case LinkMessage::kLambdaLabel:
      return "matches";

    case LinkMessage::kRulesIntro:
      return "Each rule is counted for the pairs that no rule before it brings.";
    case LinkMessage::kRulesChart:
      return "New pairs of each rule.";
    case LinkMessage::kRuleText:
      return "{0} pairs, {1} links";
    case LinkMessage::kRuleHead:
      return "rule";
    case LinkMessage::kNewPairsHead:
      return "new pairs";
    case LinkMessage::kCumulativeHead:
      return "so far";
    case LinkMessage::kNewLinksHead:
      return "new links";
    case LinkMessage::kCumulativeLinksHead:
      return "links so far";
    case LinkMessage::kExpectedMatchesHead:
      return "new matches expected";
    case LinkMessage::kBlocksIntro:
      return "Pairs grow with the square of a block. These are the blocks that carry most, by rule.";
    case LinkMessage::kBlockHead:
      return "value";
    case LinkMessage::kBlockRecordsHead:
      return "records";
    case LinkMessage::kBlockPairsHead:
      return "pairs";
    case LinkMessage::kBlockShareHead:
      return "of all pairs";
    case LinkMessage::kBlockUnnamed:
      return "block {0}";
    case LinkMessage::kAllPairsRule:
      return "all pairs";

    case LinkMessage::kExamplesIntro:
      return "From the share of matches among all pairs, comparison by comparison, to the final weight.";
    case LinkMessage::kExamplesNone:
      return "The rules brought no pair.";
    case LinkMessage::kExampleStrongest:
      return "The strongest link: {0} bits, probability {1}.";
    case LinkMessage::kExampleUsual:
      return "A usual link: {0} bits, probability {1}.";
    case LinkMessage::kExampleAbove:
      return "Just a link: {0} bits, probability {1}.";
    case LinkMessage::kExampleBelow:
      return "Just no link: {0} bits, probability {1}.";
    case LinkMessage::kExampleUnlikely:
      return "A usual pair that is no link: {0} bits, probability {1}.";
    case LinkMessage::kExampleChart:
      return "The weight of a pair, step by step.";
    case LinkMessage::kOver:
      return "over {0}";
    case LinkMessage::kStart:
      return "start: share of matches";
    case LinkMessage::kTotal:
      return "match weight";
    case LinkMessage::kFrequency:
      return "{0}: frequency";
    case LinkMessage::kRowHead:
      return "{0}, row {1}";
    case LinkMessage::kRowAlone:
      return "row {0}";
    case LinkMessage::kPropertyHead:
      return "comparison";
    case LinkMessage::kNoValue:
      return "missing: says nothing";
    case LinkMessage::kLevelWeight:
      return "{0} {1}";

    case LinkMessage::kClustersIntro:
      return "{0} clusters: {1} records alone, {2} clusters of two or more, the largest of {3}.";
    case LinkMessage::kClustersChart:
      return "Clusters by number of records.";
    case LinkMessage::kClusterSizes:
      return "{0} to {1} records";
    case LinkMessage::kClusterDrawings:
      return "Some clusters as drawings: a dot is a record, a line a pair with its match weight in bits; "
             "dashed lines are pairs under the threshold. A cluster that hangs together by few lines is a "
             "chain: look at it.";
    case LinkMessage::kClusterLargest:
      return "One of the largest";
    case LinkMessage::kClusterLoose:
      return "Loosely joined";
    case LinkMessage::kClusterUsual:
      return "A usual one";
    case LinkMessage::kClusterChart:
      return "A cluster as a network of its records.";
    case LinkMessage::kClusterText:
      return "{0}: {1} records, {2} of {3} pairs are links, the weakest has {4} bits.";
    case LinkMessage::kClusterNote:
      return "row";
    case LinkMessage::kClusterTooLarge:
      return "The largest cluster has {0} records and {1} of its {2} pairs are links: too large to draw, and "
             "too large for one person unless people are named that often. Raise the threshold, or look at "
             "correlated comparisons.";

    case LinkMessage::kMadeLine:
      return "byname {0} · seed {1} · the model is in model.json, everything on this page that was counted "
             "in "
             "diagnostics.json, times in run.json. The same inputs, options and seed give the same files.";
    case LinkMessage::kSummaryFinding:
      return "  look at              {0}\n";
    case LinkMessage::kSummaryMore:
      return "  {0} more in report.html\n";
  }
  return "";
}

}  // namespace byname
