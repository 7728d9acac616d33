// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/ranges.h>

#include "publish/finding_text.hpp"
#include "publish/link_charts.hpp"
#include "publish/link_messages.hpp"
#include "publish/link_report_sections.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"

namespace byname {

namespace {

LineChart history_chart(const SplinkModel& model, const EmSession& session) {
  LineChart chart;
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    LineSeries series{model.comparisons[k].name, {}};
    for (std::size_t i = 0; i < session.m.size(); ++i) {
      if (!session.m[i][k].empty())
        series.points.emplace_back(static_cast<double>(i), session.m[i][k].back());
    }
    if (!series.points.empty()) chart.series.push_back(std::move(series));
  }
  LineSeries lambda{say(LinkMessage::kLambdaLabel), {}, true};
  for (std::size_t i = 0; i < session.lambda.size(); ++i)
    lambda.points.emplace_back(static_cast<double>(i), session.lambda[i]);
  chart.series.push_back(std::move(lambda));
  chart.description = say(LinkMessage::kHistoryChart);
  return chart;
}

Markup session_part(const LinkReport& report, std::size_t index) {
  const SplinkModel& model = *report.output->model;
  const EmSession& session = (*report.sessions)[index];
  Markup markup = element("h3", "", say_html(LinkMessage::kSessionHead, std::to_string(index + 1)));
  Markup text = say_html(LinkMessage::kSessionText, element("code", "", escape_html(session.rule)),
                         whole_text(session.num_pairs), std::to_string(session.num_iterations()),
                         percent_text(session.lambda.back()));
  std::vector<std::string> left_out;
  for (const std::size_t k : session.left_out) left_out.push_back(model.comparisons[k].name);
  if (!left_out.empty())
    text += say_html(LinkMessage::kSessionLeftOut, fmt::format("{}", fmt::join(left_out, ", ")));
  markup += element("p", "", text);
  const LineChart chart = history_chart(model, session);
  return markup += figure(fmt::format("history-{}", index + 1),
                          [&](ChartSize size) { return chart_lines(chart, size); });
}

EstimateGroup estimate_group(const LinkReport& report, std::size_t k) {
  const SplinkComparison& comparison = report.output->model->comparisons[k];
  EstimateGroup group{comparison.name, {}};
  for (int gamma = comparison.num_gammas() - 1; gamma >= 0; --gamma) {
    EstimateGroup::Level level{level_label(comparison, gamma), {}, comparison.m_of(gamma)};
    for (std::size_t s = 0; s < report.sessions->size(); ++s) {
      const EmSession& session = (*report.sessions)[s];
      const bool is_missing = std::find(session.not_observed.begin(), session.not_observed.end(),
                                        std::pair{k, gamma}) != session.not_observed.end();
      if (session.m.back()[k].empty() || is_missing) continue;
      level.found.emplace_back(static_cast<int>(s) + 1, session.m.back()[k][static_cast<std::size_t>(gamma)]);
    }
    group.levels.push_back(std::move(level));
  }
  return group;
}

}  // namespace

Markup training_section(const LinkReport& report) {
  Markup markup = element("h2", R"(id="training")", say_html(LinkMessage::kHeadTraining));
  if (report.sessions->empty()) return markup += paragraph(LinkMessage::kTrainingNone);
  markup += paragraph(LinkMessage::kTrainingIntro);
  for (std::size_t i = 0; i < report.sessions->size(); ++i) markup += session_part(report, i);
  markup += note(LinkMessage::kHistoryNote);
  markup += subheading(LinkMessage::kHeadEstimates);
  markup += paragraph(LinkMessage::kEstimatesIntro);
  std::vector<EstimateGroup> groups;
  for (std::size_t k = 0; k < report.output->model->comparisons.size(); ++k)
    groups.push_back(estimate_group(report, k));
  const std::string description = say(LinkMessage::kEstimatesChart);
  markup += figure("estimates", [&](ChartSize size) { return chart_estimates(groups, description, size); });
  return markup += note(LinkMessage::kEstimatesNote);
}

}  // namespace byname
