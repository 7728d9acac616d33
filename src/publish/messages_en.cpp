// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "publish/messages.hpp"

namespace byname {

std::string_view message(Message id) {
  switch (id) {
    case Message::kBillion:
      return "{0} billion";
    case Message::kMillion:
      return "{0} million";

    case Message::kKicker:
      return "byname · {0} lists · {1}, {2} rejected";
    case Message::kKickerOneList:
      return "byname · one list · {0}, {1} rejected";
    case Message::kTitle:
      return "These {0} lists name {1} different people";
    case Message::kTitleOneList:
      return "This list names {0} different people";
    case Message::kTitleOnePerson:
      return "This list names one person";
    case Message::kTitleNobody:
      return "These lists name nobody";
    case Message::kLeadInterval:
      return "With 95&nbsp;% certainty between <b>{0}</b> and <b>{1}</b>. ";
    case Message::kLeadCertain:
      return "Every plausible way of linking the mentions gives this number. ";
    case Message::kDecidedNote:
      return "The file links.csv, which must decide every case, has <b>{0}</b>. ";
    case Message::kDecidedAbove:
      return "links.csv names more people than the interval holds: it keeps every pair in doubt apart, "
             "though some "
             "of them, nobody can say which, are one person. Its number of people is no count.";
    case Message::kDecidedBelow:
      return "links.csv names fewer people than the interval holds: it joins every likely pair, though some "
             "of "
             "them, nobody can say which, are two people. Its number of people is no count.";
    case Message::kLeadUnseen:
      return "Another <b>{0}</b> (<b>{1}</b> to <b>{2}</b>) are estimated to be on no list. ";
    case Message::kLeadSpread:
      return "The models that fit about equally well range from <b>{0}</b> to <b>{1}</b>. ";
    case Message::kLeadAssumption:
      return "<b>What that takes for granted.</b> {0}";
    case Message::kLeadTwoLists:
      return "If the two lists were independent of one another, about <b>{0}</b> (<b>{1}</b> to <b>{2}</b>) "
             "more people would "
             "be on no list. Two lists cannot show whether they are, so this is a first idea, not an "
             "answer. ";
    case Message::kLeadRefused:
      return "People on no list: {0}. ";
    case Message::kCountChart:
      return "The count and its 95 % interval.";
    case Message::kRowNamed:
      return "named";
    case Message::kRowUnseen:
      return "on no list";
    case Message::kRowTotal:
      return "all together";
    case Message::kRowUnseenIndependent:
      return "on no list (?)";
    case Message::kRowTotalIndependent:
      return "all together (?)";
    case Message::kRangeText:
      return "{0} ({1} to {2})";
    case Message::kCountNote:
      return "Dots: estimates. Bars: 95&nbsp;% intervals.";
    case Message::kCountNoteHollow:
      return "Dots: estimates. Bars: 95&nbsp;% intervals. Hollow dots (?) assume independent lists and are "
             "no answer.";

    case Message::kNavLists:
      return "The lists";
    case Message::kNavMentions:
      return "The list";
    case Message::kNavCertainty:
      return "How sure";
    case Message::kNavDoubt:
      return "People in doubt";
    case Message::kNavLinking:
      return "How they were linked";
    case Message::kNavData:
      return "The data";
    case Message::kNavMaking:
      return "How this was made";
    case Message::kHeadLists:
      return "Who is on which list";
    case Message::kHeadMentions:
      return "How often people are named";
    case Message::kHeadCertainty:
      return "How sure the number is";
    case Message::kHeadModels:
      return "People on no list";
    case Message::kHeadDoubt:
      return "The people in doubt";
    case Message::kHeadKeptApart:
      return "Alike, but kept apart";
    case Message::kHeadLeastCertain:
      return "The least certain people";
    case Message::kHeadLinking:
      return "How they were linked";
    case Message::kHeadScores:
      return "All pairs by their balance";
    case Message::kHeadKeys:
      return "Which pairs were compared";
    case Message::kHeadData:
      return "What the lists hold";
    case Message::kHeadRejects:
      return "Rejected rows";
    case Message::kHeadMaking:
      return "How this was made";

    case Message::kUnsure:
      return "Unsure. Do not rely on this number before you have seen to this:";
    case Message::kLookFirst:
      return "One thing to look at first.";
    case Message::kLookReview:
      return " {0} could not be decided. Look at the {1} on which the count hangs most: each one settled "
             "makes the number surer.";
    case Message::kLookRecall:
      return "About {0} of the links were never looked at, because no blocking key brought their pairs "
             "together. Columns "
             "that are filled and clean in all lists would bring more.";
    case Message::kLookRejects:
      return "{0} rows ({1}) could not be read. They are in rejects.csv, with file, line and reason.";
    case Message::kLookColumn:
      return "The {0} is missing in {1} of the mentions of “{2}”; without it namesakes are hard to tell "
             "apart.";
    case Message::kAlsoKnow:
      return "Also good to know:";

    case Message::kListsOneOnly:
      return "{0} of {1} people ({2}) are on one list only. ";
    case Message::kListsShared:
      return "“{0}” shares least with the others: {1} of its people are on another list too.";
    case Message::kListsNoneShared:
      return "Nobody was found on two lists.";
    case Message::kOverlapChart:
      return "How many people are on exactly which lists.";
    case Message::kOverlapEach:
      return "people on each list";
    case Message::kOverlapExactly:
      return "people on exactly these lists";
    case Message::kOverlapRest:
      return "and {0} more combinations with {1} people";
    case Message::kOverlapOnly:
      return "{0} only";
    case Message::kMentionsIntro:
      return "{0} named more than once.";
    case Message::kMentionsNone:
      return "Nobody was found twice: every mention is a person of its own.";
    case Message::kMentionsChart:
      return "How many people are named how often.";
    case Message::kMentionsTimes:
      return "{0} times";
    case Message::kMentionsOnce:
      return "once";
    case Message::kMentionsTwice:
      return "twice";
    case Message::kMentionsMore:
      return "{0} times or more";

    case Message::kThresholdsIntro:
      return "With a stricter rule for joining mentions the lists would name {0} people, as decided {1}, "
             "with a looser rule "
             "{2}. The interval also holds what no rule shows, so it is usually wider.";
    case Message::kThresholdsSame:
      return "Stricter and looser rules for joining mentions give the same number: {0}.";
    case Message::kThresholdsChart:
      return "Persons named at three thresholds, and the interval over all draws.";
    case Message::kRowDraws:
      return "all draws, 95 %";
    case Message::kRowStrict:
      return "stricter ({0})";
    case Message::kRowDecided:
      return "as decided ({0})";
    case Message::kRowLoose:
      return "looser ({0})";
    case Message::kVarianceIntro:
      return "Where the width of the interval comes from:";
    case Message::kVarianceNone:
      return "The parts of the interval could not be told apart.";
    case Message::kVarianceChart:
      return "Where the interval comes from: shares of its variance.";
    case Message::kVarianceDark:
      return "matches that look like strangers";
    case Message::kVarianceCalibration:
      return "calibration of the scores";
    case Message::kVarianceMissed:
      return "pairs that no key brought together";
    case Message::kVarianceBarred:
      return "pairs that one conflict bars";
    case Message::kVarianceChance:
      return "chance in uncertain clusters";
    case Message::kHeadErrorRates:
      return "How often links are wrong, seen in other ways";
    case Message::kErrorRatesIntro:
      return "These rates rest neither on one another nor on the probabilities of the model. Where they are "
             "far apart, "
             "or far from what the interval says, judge a sample of pairs (byname sample).";
    case Message::kErrorRateHead:
      return "seen by";
    case Message::kErrorRateOf:
      return "error";
    case Message::kErrorRateDecoyLists:
      return "pairs inside lists that name nobody twice";
    case Message::kErrorRateDecoyParts:
      return "pairs made up from parts of others";
    case Message::kErrorRateTriples:
      return "three mentions, of which one is surely linked to both others";
    case Message::kErrorRateNeighbours:
      return "mentions linked to several of a list that names nobody twice";
    case Message::kErrorRateFalse:
      return "links that are false";
    case Message::kErrorRateMissed:
      return "true pairs that are not linked by themselves";
    case Message::kErrorRateShare:
      return "share (95 %)";
    case Message::kErrorRateSeen:
      return "looked at";
    case Message::kHeadCalibration:
      return "What the judged pairs say of the probabilities";
    case Message::kCalibrationIntro:
      return "People judged {0} of a sample. Where the share of them that are the same person is not what "
             "the model "
             "said, its probabilities were corrected; the interval holds what so many judgements leave open.";
    case Message::kCalibrationChart:
      return "Probability of a pair after calibration, by its probability before, in percent.";
    case Message::kCalibrationRange:
      return "probability";
    case Message::kCalibrationFromTo:
      return "{0} to {1}";
    case Message::kCalibrationLabels:
      return "pairs judged";
    case Message::kCalibrationBefore:
      return "model";
    case Message::kCalibrationAfter:
      return "calibrated";
    case Message::kCalibrationJudged:
      return "judged the same";
    case Message::kModelsIntro:
      return "Nobody can see how many people are on no list. Every model carries the overlap of the lists to "
             "the unseen by an "
             "assumption that cannot be tested. All of them are here; where they disagree, the number is "
             "softer than its interval.";
    case Message::kModelsNone:
      return "These numbers are shown so that nothing is hidden. None of them is good enough to stand as the "
             "answer.";
    case Message::kModelsChart:
      return "People on no list, by model, with 95 % intervals.";
    case Message::kModelHead:
      return "model";
    case Message::kUnseenHead:
      return "on no list";
    case Message::kTotalHead:
      return "all together";
    case Message::kAssumptionsIntro:
      return "What they take for granted:";
    case Message::kAssumptionItem:
      return "<b>{0}.</b> {1}";
    case Message::kFormulaHead:
      return "best model";
    case Message::kHeadlineMark:
      return "the answer above";
    case Message::kRefusedIntro:
      return "Refused, rather than guessed:";
    case Message::kRefusedNeeded:
      return ". Needed: {0}.";
    case Message::kNoOverlapEstimate:
      return "Not estimated.";

    case Message::kDoubtIntro:
      return "Ordered by how much the count hangs on them. {0} of {1} are shown. Parts that differ are "
             "<mark>underlined</mark>; "
             "the weights say how far each property moves the balance towards one person (+) or two (−).";
    case Message::kDoubtNone:
      return "The count hangs on no single pair.";
    case Message::kDoubtQuestion:
      return "<b>Same or two people?</b> One person in {0} of the draws. ";
    case Message::kDoubtJoined:
      return "Joined for now; parting them would raise the count by one.";
    case Message::kDoubtApart:
      return "Kept apart for now; joining them would lower the count by one.";
    case Message::kVetoIntro:
      return "Brothers, sisters and namesakes: much speaks for one person, but one conflict rules it out. "
             "Please check that it is no slip of the pen: {0} of {1} are shown, the most alike first. Say in "
             "a file "
             "of judgements which of them are the same person.";
    case Message::kVetoCaption:
      return "<b>Kept apart</b> in spite of all that agrees.";
    case Message::kLeastCertainIntro:
      return "People with three mentions or more that were one person in few of the draws.";
    case Message::kLeastCertainCaption:
      return "<b>{0} mentions, one person?</b> Exactly these in {1} of the draws.";
    case Message::kMentionHead:
      return "{0}, row {1}";
    case Message::kMentionHeadFile:
      return "{0}, {1}, row {2}";
    case Message::kWhyHead:
      return "why";
    case Message::kPropertyHead:
      return "property";
    case Message::kWhyMissing:
      return "<span class=\"soft\">missing</span>";
    case Message::kWhyNotCompared:
      return "<span class=\"soft\">not compared</span>";
    case Message::kWhyVeto:
      return "{0} <span class=\"w veto\">veto</span>";
    case Message::kWhyWeight:
      return "{0} <span class=\"w\">{1}</span>";
    case Message::kStartRow:
      return "to start with: how rare a match is among all pairs";
    case Message::kStartWhy:
      return "<span class=\"w\">{0}</span>";
    case Message::kOtherRow:
      return "rare or common values, and properties that say the same thing twice";
    case Message::kOtherWhy:
      return "<span class=\"w\">{0}</span>";
    case Message::kTotalRow:
      return "balance of this pair by itself";
    case Message::kTotalWhy:
      return "<span class=\"w\">{0}</span> · {1} same";
    case Message::kUnknownPair:
      return "These two were not compared directly; they hang together through other mentions.";

    case Message::kWeightsIntro:
      return "Each agreement or conflict between two mentions moves the balance by so many bits: one bit "
             "doubles the odds that "
             "they are one person, or halves them. ";
    case Message::kWeightsRare:
      return "The weights of names are averages: a rare name weighs more, a common one less.";
    case Message::kWeightsNone:
      return "There were too few mentions to learn what an agreement is worth.";
    case Message::kWeightsChart:
      return "What each agreement is worth: match weight in bits; right speaks for one person, left against.";
    case Message::kVeto:
      return "veto";
    case Message::kLevelsSummary:
      return "The numbers behind the weights";
    case Message::kLevelHead:
      return "outcome";
    case Message::kWeightHead:
      return "weight";
    case Message::kSameHead:
      return "among same (m)";
    case Message::kDifferentHead:
      return "among different (u)";
    case Message::kPairsHead:
      return "pairs";
    case Message::kCorrelation:
      return "<b>{0}</b> and <b>{1}</b> say the same thing twice: different people agree on both {2} times "
             "as often as if the two "
             "had nothing to do with one another. Their weights are lowered where both agree.";
    case Message::kHousehold:
      return "Families at one address agree on much without being one person. They were learned as a group "
             "of their own.";
    case Message::kScoresIntro:
      return "Pairs of different people make one hill, pairs of one person another. The clearer the valley "
             "between them, the surer "
             "the count.";
    case Message::kScoresChart:
      return "Pairs by match weight, with the threshold for links and the range for review.";
    case Message::kScoresThreshold:
      return "linked from here";
    case Message::kScoresReview:
      return "{0} for review";
    case Message::kScoresReviewNone:
      return "nothing for review";
    case Message::kScoresHeight:
      return "Across: match weight in bits, to the left two people, to the right one. Up: number of pairs.";
    case Message::kScoresLog:
      return "Across: match weight in bits, to the left two people, to the right one. Up: number of pairs, "
             "in powers of ten, so that the small hill shows beside the large one.";
    case Message::kScoresEmpty:
      return "No pair came near to being one person.";
    case Message::kAllPairs:
      return "Every pair was compared ({0}), so no link can have been overlooked.";
    case Message::kKeysIntro:
      return "{0} of {1} possible pairs were compared: those that share at least one of the keys below. ";
    case Message::kKeysRecall:
      return "They hold an estimated {0} of all links ({1} to {2}); the rest is in the interval. ";
    case Message::kKeysCapped:
      return "{0} were too large and cut; {1} pairs of theirs were not looked at unless another key brought "
             "them. ";
    case Message::kKeysChart:
      return "What each blocking key brought, and how large its blocks are.";
    case Message::kKeysPairs:
      return "pairs brought";
    case Message::kKeysSizes:
      return "blocks by size";
    case Message::kKeysNote:
      return "Dark: pairs that no key above had brought. Right: how many blocks hold 2 or 3, 4 to 7, 8 to 15 "
             "mentions and so on, on a logarithmic scale.";
    case Message::kKeyText:
      return "{0}, {1} new";
    case Message::kKeyTextCapped:
      return "{0}, {1} new, cut";
    case Message::kNoPairs:
      return "There was no pair to compare.";

    case Message::kColumnsIntro:
      return "How full each column is, by list. Orange: filled, but not readable as what it should be. "
             "<code>byname columns</code> shows examples.";
    case Message::kColumnsChart:
      return "How full each column is: share filled and share unreadable, by list.";
    case Message::kColumnAbsent:
      return "no column";
    case Message::kColumnUnreadable:
      return "{0} unreadable";
    case Message::kColumnsSummary:
      return "How every column was read";
    case Message::kColumnHead:
      return "column";
    case Message::kListHead:
      return "list";
    case Message::kReadAsHead:
      return "read as, because";
    case Message::kFilledHead:
      return "filled";
    case Message::kMissingWordsHead:
      return "words for missing";
    case Message::kUnreadableHead:
      return "unreadable";
    case Message::kDistinctHead:
      return "different";
    case Message::kDeterminedBy:
      return "follows from {0}, so it is not counted twice";
    case Message::kMissingWord:
      return "{0}: {1}";
    case Message::kRejectsNone:
      return "None: every row of every file was read.";
    case Message::kRejectsIntro:
      return "{0} left out of the count. They are in rejects.csv, each with its line.";
    case Message::kReasonHead:
      return "reason";
    case Message::kRowsHead:
      return "rows";

    case Message::kMadeLine:
      return "byname {0} · seed {1} · {2} draws · the model is in model.json, the links in links.csv, times "
             "in run.json. The same "
             "inputs, options and seed give the same files.";
    case Message::kMadeInputs:
      return "Inputs and their hashes";
    case Message::kFileHead:
      return "file";
    case Message::kFormatHead:
      return "read as";
    case Message::kHashHead:
      return "SHA-256";

    case Message::kSummaryHead:
      return "{0} lists, {1}, {2} rejected";
    case Message::kSummaryHeadOneList:
      return "1 list, {0}, {1} rejected";
    case Message::kSummaryRejects:
      return " ({0})";
    case Message::kSummaryNamed:
      return "{0}   (95 %: {1} to {2})";
    case Message::kSummaryNamedCertain:
      return "{0}   (in every draw)";
    case Message::kSummaryDecided:
      return "; {0} as decided in links.csv";
    case Message::kSummaryUnseen:
      return "{0}   ({1} to {2})";
    case Message::kSummaryModels:
      return "   {0}, spread {1} to {2}";
    case Message::kSummaryOneModelFits:
      return "one model alone fits how the lists overlap; the others say {0} to {1} on no list";
    case Message::kSummaryIndependent:
      return "   assumes independent lists";
    case Message::kSummaryLabelNamed:
      return "named persons";
    case Message::kSummaryLabelUnseen:
      return "on no list";
    case Message::kSummaryLabelReport:
      return "report";
    case Message::kSummaryLabelUnsure:
      return "unsure";
    case Message::kSummaryLabelNote:
      return "note";
  }
  return "";
}

std::string_view number_word(std::size_t number) {
  constexpr std::array<std::string_view, 13> kWords = {
      "", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};
  return number < kWords.size() ? kWords[number] : "";
}

std::string_view role_label(Role role) {
  switch (role) {
    case Role::kId:
      return "id";
    case Role::kName:
      return "name";
    case Role::kGiven:
      return "given name";
    case Role::kGiven2:
      return "second name";
    case Role::kFamily:
      return "family name";
    case Role::kPatronymic:
      return "patronymic";
    case Role::kSex:
      return "sex";
    case Role::kBirthDate:
      return "birth date";
    case Role::kBirthYear:
      return "birth year";
    case Role::kBirthMonth:
      return "birth month";
    case Role::kBirthDay:
      return "birth day";
    case Role::kAge:
      return "age";
    case Role::kEventDate:
      return "event date";
    case Role::kDeathDate:
      return "death date";
    case Role::kPlace:
      return "place";
    case Role::kRegion:
      return "region";
    case Role::kAddress:
      return "address";
    case Role::kPostcode:
      return "postcode";
    case Role::kEmail:
      return "email";
    case Role::kPhone:
      return "phone";
    case Role::kNumber:
      return "number";
    case Role::kCategory:
      return "category";
    case Role::kEvent:
      return "event";
    case Role::kCase:
      return "case";
    case Role::kCourt:
      return "court";
    case Role::kText:
      return "text";
    case Role::kIgnore:
      return "left out";
    case Role::kTruth:
      return "truth (for checks)";
  }
  return "";
}

std::string_view estimator_label(std::string_view family, std::string_view variant) {
  struct Label {
    std::string_view family, variant, text;
  };
  static constexpr Label kLabels[] = {
      {"loglinear-pairs", "aic-average", "log-linear to pairs, AIC median"},
      {"loglinear-pairs", "bic-average", "log-linear to pairs, BIC median"},
      {"loglinear", "aic-average", "log-linear, AIC average"},
      {"loglinear", "bic-average", "log-linear, BIC average"},
      {"loglinear", "aic-best", "log-linear, best by AIC"},
      {"loglinear", "bic-best", "log-linear, best by BIC"},
      {"loglinear-all", "aic-average", "log-linear, any order, AIC average"},
      {"loglinear-all", "bic-average", "log-linear, any order, BIC average"},
      {"loglinear-all", "aic-best", "log-linear, any order, best by AIC"},
      {"loglinear-all", "bic-best", "log-linear, any order, best by BIC"},
      {"heterogeneity", "chao", "Chao, lower bound"},
      {"heterogeneity", "chao-simple", "Chao, simple bound"},
      {"heterogeneity", "poisson2", "people who differ, Poisson"},
      {"heterogeneity", "darroch", "people who differ, Darroch"},
      {"heterogeneity", "gamma", "people who differ, gamma"},
      {"coverage", "high", "sample coverage, high"},
      {"coverage", "low", "sample coverage, low"},
      {"coverage", "independent", "sample coverage, independent"},
      {"graphs", "average", "decomposable graphs, average"},
      {"latent-class", "posterior", "latent classes, posterior"},
      {"sparse", "stepwise", "sparse, stepwise"},
      {"sparse", "stepwise-bootstrap", "sparse, stepwise, bootstrap"},
      {"nhoi", "saturated", "no highest-order interaction"},
      {"truncated", "poisson", "truncated Poisson"},
      {"truncated", "geometric", "truncated geometric"},
      {"truncated", "chao", "Chao, lower bound"},
      {"truncated", "zelterman", "Zelterman"},
      {"two-list", "chapman", "Chapman, two lists"},
      {"two-list", "chao", "Chao, two lists"},
  };
  for (const Label& label : kLabels) {
    if (label.family == family && label.variant == variant) return label.text;
  }
  if (family == "all") return "Every model";
  return "";
}

}  // namespace byname
