// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <tuple>

#include "base/number_format.hpp"
#include "publish/count_output.hpp"
#include "publish/decided_number.hpp"
#include "publish/number_text.hpp"
#include "publish/output_files.hpp"
#include "publish/say.hpp"

namespace byname {
namespace {

/// A line of the summary: a label in a column of its own, then the text.
std::string line(Message label, const std::string& text) {
  return fmt::format("  {:<20} {}\n", say(label), text);
}

std::string head_line(const CountOutput& output, const std::string& folder) {
  const std::size_t num_lists = output.input->lists.size();
  const std::size_t num_rejects = output.input->rejects.size();
  const std::string mentions =
      format_counted(static_cast<std::int64_t>(output.records->num_records()), "mention", "mentions");
  const std::string rejects = format_count(static_cast<std::int64_t>(num_rejects));
  std::string text =
      num_lists == 1
          ? say(Message::kSummaryHeadOneList, mentions, rejects)
          : say(Message::kSummaryHead, format_count(static_cast<std::int64_t>(num_lists)), mentions, rejects);
  if (num_rejects > 0) text += say(Message::kSummaryRejects, folder + "/rejects.csv");
  return "  " + text + "\n";
}

std::string named_line(const CountOutput& output) {
  const IntervalText named = counted_interval(output.named);
  std::string text = named.low == named.high
                         ? say(Message::kSummaryNamedCertain, named.estimate)
                         : say(Message::kSummaryNamed, named.estimate, named.low, named.high);
  const std::string decided = format_count(output.named_decided);
  if (decided != named.estimate) text += say(Message::kSummaryDecided, decided);
  return line(Message::kSummaryLabelNamed, text);
}

std::string headline_text(const UnseenEstimate& unseen) {
  const ModelEstimate& model = unseen.models[static_cast<std::size_t>(unseen.headline)];
  const IntervalText text = rounded_interval(model.unseen);
  std::string line_text = say(Message::kSummaryUnseen, text.estimate, text.low, text.high);
  const std::string models =
      format_counted(static_cast<std::int64_t>(unseen.models.size()), "model", "models");
  const IntervalText spread = rounded_interval({unseen.spread.low, unseen.spread.low, unseen.spread.high});
  return line_text + say(Message::kSummaryModels, models, spread.low, spread.high);
}

/// A spread of one model is no agreement of all: what the others say.
std::string one_model_line(const CountOutput& output) {
  if (output.unseen == nullptr || output.unseen->headline < 0) return {};
  const auto& [models, spread] = std::tie(output.unseen->models, output.unseen->spread);
  const auto by_estimate = [](const ModelEstimate& a, const ModelEstimate& b) {
    return a.unseen.estimate < b.unseen.estimate;
  };
  const auto [least, most] = std::minmax_element(models.begin(), models.end(), by_estimate);
  const IntervalText others =
      rounded_interval({least->unseen.estimate, least->unseen.estimate, most->unseen.estimate});
  if (spread.low < spread.high || others.low == others.high) return {};
  return line(Message::kSummaryLabelNote, say(Message::kSummaryOneModelFits, others.low, others.high));
}

std::string unseen_line(const CountOutput& output) {
  if (output.unseen == nullptr) return {};
  const UnseenEstimate& unseen = *output.unseen;
  if (unseen.headline >= 0) return line(Message::kSummaryLabelUnseen, headline_text(unseen));
  if (!unseen.models.empty() && output.input->lists.size() == 2) {
    const IntervalText text = rounded_interval(unseen.models.front().unseen);
    return line(
        Message::kSummaryLabelUnseen,
        say(Message::kSummaryUnseen, text.estimate, text.low, text.high) + say(Message::kSummaryIndependent));
  }
  return unseen.refusals.empty() ? std::string()
                                 : line(Message::kSummaryLabelUnseen, unseen.refusals.front().reason);
}

}  // namespace

std::string summary_text(const CountOutput& output, const std::string& folder) {
  std::string text = head_line(output, folder) + named_line(output) + unseen_line(output);
  text += one_model_line(output);
  if (const auto why = decided_outside_interval(output)) text += line(Message::kSummaryLabelNote, say(*why));
  for (const Doubt& doubt : output.links->doubts) text += line(Message::kSummaryLabelUnsure, doubt.text);
  for (const std::string& warning : output.warnings) text += line(Message::kSummaryLabelNote, warning);
  for (const std::string& contradiction : output.links->contradictions)
    text += line(Message::kSummaryLabelNote, contradiction);
  return text + line(Message::kSummaryLabelReport, folder + "/report.html");
}

nlohmann::ordered_json summary_json(const CountOutput& output, const std::string& folder) {
  nlohmann::ordered_json json = {{"folder", folder},
                                 {"report", folder + "/report.html"},
                                 {"lists", output.records->list_labels},
                                 {"mentions", output.records->num_records()},
                                 {"rejected", output.input->rejects.size()}};
  json.update(estimate_json(output));
  return json;
}

}  // namespace byname
