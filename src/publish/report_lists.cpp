// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <map>
#include <numeric>

#include "base/number_format.hpp"
#include "publish/charts.hpp"
#include "publish/list_label.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"
#include "publish/report_sections.hpp"

namespace byname {
namespace {

constexpr std::int64_t kMostTimes = 5;  // people named this often or more share a bar

std::vector<std::pair<std::uint32_t, std::int64_t>> patterns_by_size(const Overlap& overlap) {
  std::vector<std::pair<std::uint32_t, std::int64_t>> patterns(overlap.begin(), overlap.end());
  std::erase_if(patterns, [](const auto& entry) { return entry.second <= 0 || entry.first == 0; });
  std::sort(patterns.begin(), patterns.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  return patterns;
}

OverlapChart overlap_data(const CountOutput& output) {
  OverlapChart data;
  data.lists = list_labels_for_charts(output.records->list_labels);
  data.list_persons.assign(data.lists.size(), 0);
  data.patterns = patterns_by_size(output.overlap);
  for (const auto& [pattern, persons] : data.patterns) {
    for (std::size_t i = 0; i < data.lists.size(); ++i)
      data.list_persons[i] += (pattern >> i & 1) != 0 ? persons : 0;
  }
  data.on_each_list = say(Message::kOverlapEach);
  data.on_exactly = say(Message::kOverlapExactly);
  data.rest = message(Message::kOverlapRest);
  data.only = message(Message::kOverlapOnly);
  data.description = say(Message::kOverlapChart);
  return data;
}

Markup overlap_sentence(const CountOutput& output, const OverlapChart& data) {
  std::int64_t total = 0;
  std::int64_t on_one = 0;
  for (const auto& [pattern, persons] : data.patterns) {
    total += persons;
    if (std::popcount(pattern) == 1) on_one += persons;
  }
  if (on_one == total) return paragraph(Message::kListsNoneShared);
  Markup text = say_html(Message::kListsOneOnly, format_count(on_one), format_count(total),
                         percent_text(static_cast<double>(on_one) / static_cast<double>(total)));
  // The list that shares least: what it holds that no other does.
  std::size_t loneliest = 0;
  double most_alone = -1;
  for (std::size_t i = 0; i < data.lists.size(); ++i) {
    if (data.list_persons[i] == 0) continue;
    std::int64_t alone = 0;
    for (const auto& [pattern, persons] : data.patterns) alone += pattern == (1u << i) ? persons : 0;
    const double share = static_cast<double>(alone) / static_cast<double>(data.list_persons[i]);
    if (share > most_alone) {
      most_alone = share;
      loneliest = i;
    }
  }
  text +=
      say_html(Message::kListsShared, output.records->list_labels[loneliest], percent_text(1 - most_alone));
  return element("p", "", text);
}

Markup overlap_part(const CountOutput& output) {
  const OverlapChart data = overlap_data(output);
  Markup markup = element("h2", R"(id="lists")", say_html(Message::kHeadLists));
  if (data.patterns.empty()) return markup;
  markup += overlap_sentence(output, data);
  markup += figure("overlap", [&](ChartSize size) { return chart_overlap(data, size); });
  return markup;
}

std::string times_text(std::int64_t times) {
  if (times == 1) return say(Message::kMentionsOnce);
  if (times == 2) return say(Message::kMentionsTwice);
  return say(times < kMostTimes ? Message::kMentionsTimes : Message::kMentionsMore, format_count(times));
}

Markup mentions_part(const CountOutput& output) {
  std::map<std::int64_t, std::int64_t> persons_by_times;
  std::int64_t repeated = 0;
  for (const Person& person : output.links->persons) {
    const auto times = static_cast<std::int64_t>(person.records.size());
    ++persons_by_times[std::min(times, kMostTimes)];
    repeated += times > 1 ? 1 : 0;
  }
  Markup markup = element("h2", R"(id="lists")", say_html(Message::kHeadMentions));
  if (repeated == 0) return markup += paragraph(Message::kMentionsNone);
  markup += paragraph(Message::kMentionsIntro, format_counted(repeated, "person is", "people are"));
  std::vector<BarRow> rows;
  for (const auto& [times, persons] : persons_by_times) {
    rows.push_back({times_text(times), static_cast<double>(persons), format_count(persons)});
  }
  const std::string description = say(Message::kMentionsChart);
  return markup += figure("mentions", [&](ChartSize size) { return chart_bars(rows, description, size); });
}

}  // namespace

Markup lists_section(const CountOutput& output) {
  return output.records->list_labels.size() > 1 ? overlap_part(output) : mentions_part(output);
}

}  // namespace byname
