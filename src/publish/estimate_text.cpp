// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/number_format.hpp"
#include "publish/estimate_output.hpp"
#include "publish/method_messages.hpp"
#include "publish/number_text.hpp"

namespace byname {
namespace {

constexpr double kNoLimit = 1e12;

std::string number(double value) {
  if (!(value < kNoLimit)) return "no limit";
  return format_count(std::llround(value));
}

std::string range(const Interval& interval) {
  return fmt::format("{} ({} to {})", number(interval.estimate), number(interval.low), number(interval.high));
}

std::string label_of(std::string_view family, std::string_view variant) {
  return method_label(family, variant);
}

std::string line(std::string_view label, std::string_view text) {
  return fmt::format("  {:<38} {}\n", label, text);
}

std::string head(const EstimateOutput& output) {
  std::int64_t persons = 0;
  for (const StratumOverlap& stratum : output.data.input.strata) {
    for (const auto& [pattern, count] : stratum.decided) persons += count;
  }
  for (const auto& [times, count] : output.data.captures) persons += count;
  const auto num_lists = static_cast<std::int64_t>(output.data.input.lists.size());
  std::string text = num_lists == 0 ? "one source" : format_counted(num_lists, "list", "lists");
  text += ", " + format_counted(persons, "person", "persons");
  if (output.data.num_draws > 0)
    text += ", " + format_counted(static_cast<std::int64_t>(output.data.num_draws), "draw of the linkage",
                                  "draws of the linkage");
  return "  " + text + "\n";
}

std::string headline(const UnseenEstimate& unseen) {
  if (unseen.headline < 0) return line("on no list", unseen.assumption);
  const ModelEstimate& model = unseen.models[static_cast<std::size_t>(unseen.headline)];
  return line("on no list", range(model.unseen)) + line("all together", range(model.total)) +
         line("models that fit about as well",
              fmt::format("{} to {} on no list", number(unseen.spread.low), number(unseen.spread.high)));
}

std::string models(const UnseenEstimate& unseen) {
  if (unseen.models.empty()) return {};
  std::string text =
      fmt::format("\n  {:<38} {:<32} {:<32} {}\n", "model", "on no list", "all together", "formula");
  for (const ModelEstimate& model : unseen.models) {
    const std::string name = label_of(model.family, model.variant) + (model.is_headline ? " *" : "");
    std::string row =
        fmt::format("  {:<38} {:<32} {:<32} {}", name, range(model.unseen), range(model.total), model.model);
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + "\n";
  }
  return text;
}

/// Each reason once, with the models that it stands for.
std::string refusals(const UnseenEstimate& unseen) {
  std::vector<std::pair<std::string, std::string>> labels_by_reason;
  for (const Refusal& refusal : unseen.refusals) {
    const std::string reason = fmt::format("{}; needed: {}", refusal.reason, refusal.needed);
    const std::string label = label_of(refusal.family, refusal.variant);
    const auto found = std::find_if(labels_by_reason.begin(), labels_by_reason.end(),
                                    [&](const auto& entry) { return entry.first == reason; });
    if (found == labels_by_reason.end()) {
      labels_by_reason.emplace_back(reason, label);
    } else {
      found->second += "; " + label;
    }
  }
  std::string text;
  for (const auto& [reason, labels] : labels_by_reason)
    text += fmt::format("\n  {}:\n    {}\n", labels, reason);
  return text;
}

std::string strata(const EstimateOutput& output) {
  if (output.estimate.strata.empty()) return {};
  std::string text = fmt::format("\n  {:<38} {:<32} {}\n", "stratum", "on no list", "all together");
  for (const StratumEstimate& stratum : output.estimate.strata) {
    const UnseenEstimate& unseen = stratum.unseen;
    if (unseen.headline < 0) {
      text += line(stratum.name, unseen.assumption);
      continue;
    }
    const ModelEstimate& model = unseen.models[static_cast<std::size_t>(unseen.headline)];
    text += fmt::format("  {:<38} {:<32} {}\n", stratum.name, range(model.unseen), range(model.total));
  }
  return text;
}

std::string dropped(const EstimateOutput& output) {
  if (output.dropped.empty()) return {};
  std::string text = fmt::format("\n  {:<38} {:<32} {}\n", "without the list", "all together",
                                 "of its people, on no other list");
  for (const DroppedList& each : output.dropped) {
    const std::string total = each.reason.empty() ? range(each.total) : "not estimable";
    const std::string check = each.check_reason.empty() ? range(each.checked_unseen) + " estimated, " : "";
    text += fmt::format("  {:<38} {:<32} {}{} known\n", each.list, total, check, number(each.known_unseen));
  }
  return text;
}

std::string pairs(const EstimateOutput& output) {
  std::string text;
  for (const ListPair& pair : output.pairs) {
    if (!pair.note.empty()) text += line(pair.first + ", " + pair.second, pair.note);
  }
  return text.empty() ? text : "\n" + text;
}

}  // namespace

std::string estimate_text(const EstimateOutput& output, const std::string& folder) {
  const UnseenEstimate& all = output.estimate.all;
  std::string text = head(output) + headline(all) + models(all);
  if (all.headline >= 0) text += fmt::format("\n  * assumes: {}\n", all.assumption);
  text += refusals(all) + strata(output) + dropped(output) + pairs(output);
  for (const std::string& note : output.data.notes) text += line("note", note);
  if (!folder.empty()) text += line("report", folder + "/report.html");
  return text;
}

}  // namespace byname
