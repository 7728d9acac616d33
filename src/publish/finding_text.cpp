// SPDX-License-Identifier: Apache-2.0
#include "publish/finding_text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/ranges.h>

#include "publish/link_messages.hpp"
#include "publish/number_text.hpp"

namespace byname {

namespace {

std::string ratio_text(double ratio) { return ratio < 10 ? fmt::format("{:.1f}", ratio) : whole_text(ratio); }

/// Everything that the sentences are about, by name.
struct Subjects {
  const Finding& finding;
  const SplinkModel& model;
  const LinkDiagnostics& found;
  const std::vector<EmSession>& sessions;

  std::string comparison() const { return model.comparisons[finding.subject].name; }
  std::string other() const { return model.comparisons[finding.other].name; }
  std::string level() const { return level_label(model.comparisons[finding.subject], finding.gamma); }
  std::string rule() const { return rule_label(found.rules[finding.subject]); }
  std::string rule_number() const { return std::to_string(finding.subject + 1); }
  std::string session() const { return sessions[finding.subject].rule; }
};

std::string parameter_text(const Subjects& s) {
  const Finding& f = s.finding;
  switch (f.kind) {
    case FindingKind::kNoAgreement:
      return say(LinkMessage::kFindNoAgreement, s.comparison(), percent_text(f.value));
    case FindingKind::kTopLevelAgainst:
      return say(LinkMessage::kFindTopLevelAgainst, s.comparison(), share_text(f.value),
                 share_text(f.second));
    case FindingKind::kTooManyMatches:
      return say(LinkMessage::kFindTooManyMatches, whole_text(f.value));
    case FindingKind::kFewMatches:
      return say(LinkMessage::kFindFewMatches, ratio_text(f.value));
    case FindingKind::kLambdaTooLow:
      return say(LinkMessage::kFindLambdaTooLow, short_text(f.value), short_text(f.second));
    case FindingKind::kLambdaTooHigh:
      return say(LinkMessage::kFindLambdaTooHigh, short_text(f.value), short_text(f.second));
    case FindingKind::kSessionOneClass:
      return say(LinkMessage::kFindSessionOneClass, s.session(), share_text(f.value));
    case FindingKind::kSessionTooMany:
      return say(LinkMessage::kFindSessionTooMany, s.session(), short_text(f.value), short_text(f.second));
    case FindingKind::kSessionUnfinished:
      return say(LinkMessage::kFindSessionUnfinished, s.session(), whole_text(f.value));
    default:
      return say(LinkMessage::kFindSessionsDisagree, s.comparison(), s.level(), share_text(f.value),
                 share_text(f.second));
  }
}

std::string use_text(const Subjects& s) {
  const Finding& f = s.finding;
  switch (f.kind) {
    case FindingKind::kLevelUntrained:
      return say(LinkMessage::kFindLevelUntrained, s.comparison(), s.level());
    case FindingKind::kLevelUnseen:
      return say(LinkMessage::kFindLevelUnseen, s.comparison(), s.level());
    case FindingKind::kLevelOutOfOrder:
      return say(LinkMessage::kFindLevelOutOfOrder, s.comparison(), s.level(), weight_text(f.value),
                 weight_text(f.second));
    case FindingKind::kCorrelated:
      return say(LinkMessage::kFindCorrelated, s.comparison(), s.other(), ratio_text(f.value),
                 fmt::format("{:.1f}", std::log2(f.value)), short_text(f.second));
    case FindingKind::kHeavyBlock:
      return say(LinkMessage::kFindHeavyBlock, s.rule_number(), s.rule(), percent_text(f.value));
    case FindingKind::kHeavyRule:
      return say(LinkMessage::kFindHeavyRule, s.rule_number(), s.rule(), percent_text(f.value),
                 percent_text(f.second));
    case FindingKind::kIdleRule:
      return say(LinkMessage::kFindIdleRule, s.rule_number(), s.rule(), short_text(f.value),
                 short_text(f.second));
    default:
      return say(LinkMessage::kFindIdleComparison, s.comparison(), short_text(f.value));
  }
}

}  // namespace

std::string level_label(const SplinkComparison& comparison, int gamma) {
  const SplinkLevel& level = comparison.level_of(gamma);
  return level.label.empty() ? level.condition : level.label;
}

std::string rule_label(const RuleUse& rule) {
  if (rule.condition.empty()) return say(LinkMessage::kAllPairsRule);
  if (rule.keys.empty()) return rule.condition;
  std::string text = fmt::format("{}", fmt::join(rule.keys, " + "));
  text.erase(std::remove(text.begin(), text.end(), '"'), text.end());
  return text;
}

std::string share_text(double share) {
  return share >= 0.001 || share == 0 ? fmt::format("{:.3f}", share) : fmt::format("{:.1e}", share);
}

std::string odds_text(double bits) {
  const double probability = 1 / (1 + std::exp2(-bits));
  if (probability >= 0.9999) return say(LinkMessage::kOver, "0.9999");
  return probability < 0.001 ? fmt::format("{:.1e}", probability)
                             : fmt::format("{:.4f}", std::floor(probability * 1e4) / 1e4);
}

std::string finding_text(const Finding& finding, const SplinkModel& model, const LinkDiagnostics& found,
                         const std::vector<EmSession>& sessions) {
  const Subjects subjects{finding, model, found, sessions};
  return finding.kind <= FindingKind::kSessionsDisagree ? parameter_text(subjects) : use_text(subjects);
}

std::string finding_name(FindingKind kind) {
  switch (kind) {
    case FindingKind::kNoAgreement:
      return "matches_do_not_agree";
    case FindingKind::kTopLevelAgainst:
      return "top_level_against";
    case FindingKind::kTooManyMatches:
      return "too_many_matches";
    case FindingKind::kFewMatches:
      return "few_matches";
    case FindingKind::kLambdaTooLow:
      return "lambda_too_low";
    case FindingKind::kLambdaTooHigh:
      return "lambda_too_high";
    case FindingKind::kSessionOneClass:
      return "session_of_one_class";
    case FindingKind::kSessionTooMany:
      return "session_with_too_many_matches";
    case FindingKind::kSessionUnfinished:
      return "session_unfinished";
    case FindingKind::kSessionsDisagree:
      return "sessions_disagree";
    case FindingKind::kLevelUntrained:
      return "level_untrained";
    case FindingKind::kLevelUnseen:
      return "level_unseen";
    case FindingKind::kLevelOutOfOrder:
      return "level_out_of_order";
    case FindingKind::kCorrelated:
      return "correlated_comparisons";
    case FindingKind::kHeavyBlock:
      return "heavy_block";
    case FindingKind::kHeavyRule:
      return "heavy_rule";
    case FindingKind::kIdleRule:
      return "idle_rule";
    case FindingKind::kIdleComparison:
      return "idle_comparison";
  }
  return "";
}

}  // namespace byname
