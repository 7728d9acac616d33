// SPDX-License-Identifier: Apache-2.0
#include "base/number_format.hpp"
#include "publish/charts.hpp"
#include "publish/decided_number.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"
#include "publish/report_sections.hpp"

namespace byname {
namespace {

std::string lists_word(std::size_t num_lists) {
  const std::string_view word = number_word(num_lists);
  return word.empty() ? format_count(static_cast<std::int64_t>(num_lists)) : std::string(word);
}

Markup kicker(const CountOutput& output) {
  const std::size_t num_lists = output.input->lists.size();
  const std::string mentions =
      format_counted(static_cast<std::int64_t>(output.records->num_records()), "mention", "mentions");
  const std::string rejects = format_count(static_cast<std::int64_t>(output.input->rejects.size()));
  const Markup text = num_lists == 1 ? say_html(Message::kKickerOneList, mentions, rejects)
                                     : say_html(Message::kKicker, lists_word(num_lists), mentions, rejects);
  return element("p", R"(class="kicker")", text);
}

Markup named_sentence(const CountOutput& output) {
  const IntervalText named = counted_interval(output.named);
  if (named.low == named.high) return say_html(Message::kLeadCertain);
  return say_html(Message::kLeadInterval, named.low, named.high);
}

/// Without the full stop that the message around it brings.
std::string without_stop(std::string text) {
  while (!text.empty() && (text.back() == '.' || text.back() == ' ')) text.pop_back();
  return text;
}

Markup headline_sentences(const UnseenEstimate& unseen) {
  const ModelEstimate& model = unseen.models[static_cast<std::size_t>(unseen.headline)];
  const IntervalText text = rounded_interval(model.unseen);
  Markup markup = say_html(Message::kLeadUnseen, text.estimate, text.low, text.high);
  if (unseen.spread.high > unseen.spread.low) {
    const IntervalText spread = rounded_interval({unseen.spread.low, unseen.spread.low, unseen.spread.high});
    markup += say_html(Message::kLeadSpread, spread.low, spread.high);
  }
  return markup;
}

Markup unseen_sentences(const CountOutput& output) {
  if (output.unseen == nullptr) return {};
  const UnseenEstimate& unseen = *output.unseen;
  if (unseen.headline >= 0) return headline_sentences(unseen);
  if (!unseen.models.empty() && output.input->lists.size() == 2) {
    const IntervalText text = rounded_interval(unseen.models.front().unseen);
    return say_html(Message::kLeadTwoLists, text.estimate, text.low, text.high);
  }
  if (unseen.refusals.empty()) return {};
  return say_html(Message::kLeadRefused, without_stop(unseen.refusals.front().reason));
}

std::vector<IntervalRow> count_rows(const CountOutput& output) {
  std::vector<IntervalRow> rows = {
      {say(Message::kRowNamed), output.named, range_text(output.named, true), true}};
  if (output.unseen == nullptr || output.unseen->models.empty()) return rows;
  const UnseenEstimate& unseen = *output.unseen;
  const bool is_answer = unseen.headline >= 0;
  if (!is_answer && output.input->lists.size() != 2) return rows;
  const ModelEstimate& model = unseen.models[is_answer ? static_cast<std::size_t>(unseen.headline) : 0];
  const Message unseen_label = is_answer ? Message::kRowUnseen : Message::kRowUnseenIndependent;
  const Message total_label = is_answer ? Message::kRowTotal : Message::kRowTotalIndependent;
  rows.push_back({say(unseen_label), model.unseen, range_text(model.unseen, false), is_answer});
  rows.push_back({say(total_label), model.total, range_text(model.total, false), is_answer});
  return rows;
}

Markup count_figure(const CountOutput& output) {
  const std::vector<IntervalRow> rows = count_rows(output);
  std::string description = say(Message::kCountChart);
  for (const IntervalRow& row : rows) description += fmt::format(" {}: {}.", row.label, row.value);
  Markup markup =
      figure("count", [&](ChartSize size) { return chart_intervals(rows, true, description, size); });
  const bool has_hollow = !rows.back().is_headline;
  markup += note(has_hollow ? Message::kCountNoteHollow : Message::kCountNote);
  return markup;
}

}  // namespace

std::string report_title(const CountOutput& output) {
  const std::size_t num_lists = output.input->lists.size();
  const std::string named = whole_text(output.named.estimate);
  if (named == "0") return say(Message::kTitleNobody);
  if (num_lists != 1) return say(Message::kTitle, lists_word(num_lists), named);
  return named == "1" ? say(Message::kTitleOnePerson) : say(Message::kTitleOneList, named);
}

Markup answer_section(const CountOutput& output) {
  Markup lead = named_sentence(output);
  if (whole_text(output.named.estimate) != format_count(output.named_decided)) {
    lead += say_html(Message::kDecidedNote, format_count(output.named_decided));
  }
  lead += unseen_sentences(output);
  Markup markup = kicker(output);
  markup += element("h1", "", escape_html(report_title(output)));
  markup += element("p", R"(class="lead")", lead);
  if (output.unseen != nullptr && output.unseen->headline >= 0 && !output.unseen->assumption.empty()) {
    markup += paragraph(Message::kLeadAssumption, output.unseen->assumption);
  }
  if (const auto why = decided_outside_interval(output)) markup += paragraph(*why);
  markup += count_figure(output);
  return markup;
}

}  // namespace byname
