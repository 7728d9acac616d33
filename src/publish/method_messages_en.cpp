// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

#include "publish/messages.hpp"
#include "publish/method_messages.hpp"

namespace byname {

namespace {

using Label = std::pair<std::string_view, std::string_view>;

constexpr std::array kFamilies = {
    Label{"chain-ladder", "chain ladder"}, Label{"reverse-hazard", "reverse hazards"},
    Label{"bayesian", "Bayesian"},         Label{"sex-ratio", "sex ratio"},
    Label{"register", "register"},         Label{"doubly-robust", "two lists, people alike"}};

constexpr std::array kQuantities = {Label{"named", "named so far"},
                                    Label{"will_be_named", "will be named"},
                                    Label{"ever_named", "named in the end"},
                                    Label{"never_named", "never named"},
                                    Label{"total", "total"},
                                    Label{"excess", "excess deaths"},
                                    Label{"register_excess", "excess in the register"},
                                    Label{"unseen", "on no list"}};

std::string_view find_label(const auto& labels, std::string_view name) {
  for (const auto& [key, label] : labels) {
    if (key == name) return label;
  }
  return name;
}

}  // namespace

std::string method_label(std::string_view family, std::string_view variant) {
  const std::string_view label = estimator_label(family, variant);
  if (!label.empty()) return std::string(label);
  return fmt::format("{}: {}", find_label(kFamilies, family), variant);
}

std::string_view quantity_label(std::string_view quantity) { return find_label(kQuantities, quantity); }

std::string_view message(MethodMessage id) {
  switch (id) {
    case MethodMessage::kHeadMethods:
      return "What the methods say";
    case MethodMessage::kMethodsIntro:
      return "Each method rests on an assumption of its own, which the data cannot test. The filled dot is "
             "the "
             "answer above; the distance between the methods shows how much the choice matters.";
    case MethodMessage::kMethodsChart:
      return "The estimate of each method with its 95 % interval.";
    case MethodMessage::kMethodHead:
      return "method";
    case MethodMessage::kModelHead:
      return "model";
    case MethodMessage::kEstimateHead:
      return "estimate (95 % interval)";
    case MethodMessage::kHeadlineMark:
      return "the answer";
    case MethodMessage::kHeadAssumptions:
      return "What has to be true";
    case MethodMessage::kAssumptionItem:
      return "<b>{0}</b>: {1}";
    case MethodMessage::kHeadRefused:
      return "What gave no number";
    case MethodMessage::kRefusalItem:
      return "<b>{0}</b>: {1}.";
    case MethodMessage::kRefusalNeeded:
      return " Needed: {0}.";
    case MethodMessage::kHeadNotes:
      return "How the input was read";
    case MethodMessage::kHeadMade:
      return "How this was made";
    case MethodMessage::kMadeLine:
      return "byname {0}, seed {1}. The same input, options and seed give the same numbers.";
    case MethodMessage::kFileHead:
      return "file";
    case MethodMessage::kRowsHead:
      return "rows";
    case MethodMessage::kHashHead:
      return "SHA-256";
    case MethodMessage::kRangeOf:
      return "{0} ({1} to {2})";
    case MethodMessage::kNotEstimable:
      return "not estimable";
    case MethodMessage::kRangeAtLeast:
      return "{0} ({1} or more)";

    case MethodMessage::kEstimateKicker:
      return "byname estimate · {0}";
    case MethodMessage::kEstimateOneSource:
      return "one source";
    case MethodMessage::kEstimateTitle:
      return "{0} named, about {1} more are on no list";
    case MethodMessage::kEstimateTitleRefused:
      return "{0} named; how many are on no list cannot be said";
    case MethodMessage::kEstimateLead:
      return "From how the lists overlap, <b>{0}</b> people are on none of them (95 % interval <b>{1}</b> to "
             "<b>{2}</b>). ";
    case MethodMessage::kEstimateLeadSpread:
      return "Models that fit the lists about as well give <b>{0}</b> to <b>{1}</b>.";
    case MethodMessage::kEstimateAssumes:
      return "What this takes for granted: {0}";
    case MethodMessage::kEstimateNamed:
      return "on some list";
    case MethodMessage::kEstimateChart:
      return "People on some list, on none and in all, with 95 % intervals.";
    case MethodMessage::kEstimateHeadLists:
      return "Who is on which list";
    case MethodMessage::kEstimateMethodsIntro:
      return "People on no list, by each model. Each rests on an assumption of its own, which the lists "
             "cannot test. The filled dot is the answer above; the distance between the models shows how "
             "much the choice matters.";
    case MethodMessage::kEstimateHeadSensitivity:
      return "If the assumption is off";
    case MethodMessage::kEstimateSensitivityIntro:
      return "No list says how those on none differ from the others. So here is everybody, if those on no "
             "list are half or twice as many as the answer says (ξ). Whether that can be is a question for "
             "those who know the lists.";
    case MethodMessage::kEstimateSensitivityChart:
      return "Everybody, if those on no list are half, as many, or twice as many.";
    case MethodMessage::kEstimateHeadVariance:
      return "Where the interval comes from";
    case MethodMessage::kEstimateVarianceIntro:
      return "Shares of the variance of the logarithm of those on no list.";
    case MethodMessage::kEstimateVarianceChart:
      return "Shares of the variance: sampling, model, linkage.";
    case MethodMessage::kEstimateFromSampling:
      return "who happened to be listed";
    case MethodMessage::kEstimateFromModel:
      return "which model";
    case MethodMessage::kEstimateFromBoth:
      return "who happened to be listed, and which model";
    case MethodMessage::kEstimateFromLinkage:
      return "which mentions are one person";
    case MethodMessage::kEstimateHeadStrata:
      return "By stratum";
    case MethodMessage::kEstimateStrataIntro:
      return "Each stratum was estimated by itself. They were added inside the draws, so the limits of the "
             "whole are not sums of limits.";
    case MethodMessage::kEstimateStrataChart:
      return "People on no list, by stratum, with 95 % intervals.";
    case MethodMessage::kEstimateHeadDropped:
      return "Every list left out in turn";
    case MethodMessage::kEstimateDroppedIntro:
      return "First what the other lists say of everybody. Then a check whose answer is known: the people of "
             "the list are taken for everybody, and the other lists estimate how many of them they miss. "
             "Where the check fails, so may the estimate.";
    case MethodMessage::kEstimateListHead:
      return "list";
    case MethodMessage::kEstimateWithoutHead:
      return "everybody, without it";
    case MethodMessage::kEstimateCheckHead:
      return "of its people, on no other list: estimated";
    case MethodMessage::kEstimateKnownHead:
      return "known";
    case MethodMessage::kEstimateHeadPairs:
      return "How lists depend";
    case MethodMessage::kEstimatePairsIntro:
      return "The odds ratio is that of being on both lists, among people on some other list: 1 where they "
             "are independent. A share near 100 % tells of a list that copies another.";
    case MethodMessage::kEstimatePairHead:
      return "lists";
    case MethodMessage::kEstimateOnBothHead:
      return "on both";
    case MethodMessage::kEstimateShareFirstHead:
      return "of the first";
    case MethodMessage::kEstimateShareSecondHead:
      return "of the second";
    case MethodMessage::kEstimateOddsHead:
      return "odds ratio";
    case MethodMessage::kEstimateNoteHead:
      return "";

    case MethodMessage::kNowcastKicker:
      return "byname nowcast · {0} periods · {1} delays";
    case MethodMessage::kNowcastTitle:
      return "{0} named so far, about {1} more will be";
    case MethodMessage::kNowcastTitleRefused:
      return "{0} named so far";
    case MethodMessage::kNowcastLead:
      return "Names come late. Of those whose events lie in these periods, <b>{0}</b> are still to be named "
             "(95 % "
             "interval <b>{1}</b> to <b>{2}</b>). ";
    case MethodMessage::kNowcastLeadTotal:
      return "With those who never will be, <b>{0}</b> ({1} to {2}), that makes <b>{3}</b> ({4} to {5}). How "
             "many "
             "are never named was given from outside; the reports do not show it.";
    case MethodMessage::kNowcastLeadNoTotal:
      return "Those who are never named are not among them: no delay shows them.";
    case MethodMessage::kNowcastChart:
      return "Persons named so far, to be named and in all, with 95 % intervals.";
    case MethodMessage::kNowcastHeadPeriods:
      return "By period of the event";
    case MethodMessage::kNowcastPeriodsIntro:
      return "The dark part of a bar is named, the light part is still to come; the line is its 95 % "
             "interval. The "
             "latest bars are short because names come late, not because fewer died.";
    case MethodMessage::kNowcastPeriodsChart:
      return "Persons by period of the event: named so far and still to come.";
    case MethodMessage::kNowcastSoFar:
      return "named so far";
    case MethodMessage::kNowcastToCome:
      return "still to come";
    case MethodMessage::kNowcastPeriodHead:
      return "period";
    case MethodMessage::kNowcastPeriodTable:
      return "All periods as a table";
    case MethodMessage::kNowcastMethodsIntro:
      return "Persons still to be named, by each method. Each rests on an assumption of its own, which the "
             "data "
             "cannot test. The filled dot is the answer above.";

    case MethodMessage::kExcessKicker:
      return "byname excess · men aged {0} · {1} · base years {2}";
    case MethodMessage::kExcessTitle:
      return "About {0} more men died than the women's deaths let expect";
    case MethodMessage::kExcessTitleRefused:
      return "No excess can be given";
    case MethodMessage::kExcessLead:
      return "The ratio of men's to women's deaths in the base years, carried on, would have given fewer "
             "men's "
             "deaths: the excess is <b>{0}</b> (95 % interval <b>{1}</b> to <b>{2}</b>). ";
    case MethodMessage::kExcessLeadSpread:
      return "Other base years and trends give <b>{0}</b> to <b>{1}</b>.";
    case MethodMessage::kExcessChart:
      return "The excess of every variant with its 95 % interval.";
    case MethodMessage::kExcessHeadStrata:
      return "By year and age";
    case MethodMessage::kExcessStrataIntro:
      return "The parts of the answer above. They are drawn together, so their limits do not add up to those "
             "of the "
             "whole.";
    case MethodMessage::kExcessStrataChart:
      return "The excess by year and age with 95 % intervals.";
    case MethodMessage::kExcessStratumHead:
      return "part";
    case MethodMessage::kExcessMethodsIntro:
      return "The same deaths under other base years and trends. A variant without an interval has no error "
             "that "
             "could be estimated. Their spread is as much part of the answer as the interval.";

    case MethodMessage::kFiguresKicker:
      return "byname figures · {0}";
    case MethodMessage::kFiguresTitle:
      return "What others say";
    case MethodMessage::kFiguresLead:
      return "{0}, as they gave them: from <b>{1}</b> to <b>{2}</b>. They count different things at "
             "different "
             "dates, and nothing here was computed from them. ";
    case MethodMessage::kFiguresLeadOwn:
      return "Filled dots are counts and estimates made by name; hollow ones are the figures of others.";
    case MethodMessage::kFiguresChart:
      return "Counts and estimates by name, and figures of others, with their ranges.";
    case MethodMessage::kFiguresNote:
      return "A range of others is theirs, and is no 95 % interval unless they say so. A figure without a "
             "range may "
             "be rounded.";
    case MethodMessage::kFiguresHeadTable:
      return "All figures";
    case MethodMessage::kFiguresSourceHead:
      return "source";
    case MethodMessage::kFiguresFigureHead:
      return "figure";
    case MethodMessage::kFiguresPopulationHead:
      return "population";
    case MethodMessage::kFiguresCountedHead:
      return "what is counted";
    case MethodMessage::kFiguresDateHead:
      return "as of";
    case MethodMessage::kFiguresKindHead:
      return "who says it";
    case MethodMessage::kFiguresUndated:
      return "undated";
    case MethodMessage::kFiguresNotSaid:
      return "not said";
    case MethodMessage::kFiguresOwnMark:
      return "by name";
    case MethodMessage::kFiguresHeadConflicts:
      return "Where they cannot be compared";
    case MethodMessage::kFiguresNoConflicts:
      return "All figures say that they count the same people at about the same time.";
    case MethodMessage::kFiguresConflictsIntro:
      return "Figures that count something else, other people or another time do not contradict one another.";
  }
  return "";
}

}  // namespace byname
