// SPDX-License-Identifier: Apache-2.0
#include "base/number_format.hpp"
#include "base/version.hpp"
#include "publish/finding_text.hpp"
#include "publish/link_messages.hpp"
#include "publish/link_report_sections.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"
#include "publish/reproducible_call.hpp"

namespace byname {

namespace {

constexpr std::size_t kMostFindings = 8;

Markup items(const std::vector<std::string>& texts, std::size_t first, std::size_t last) {
  Markup list;
  for (std::size_t i = first; i < last; ++i) list += element("li", "", escape_html(texts[i]));
  return element("ul", "", list);
}

std::vector<std::string> texts_of(const LinkReport& report, bool is_grave) {
  std::vector<std::string> texts;
  for (const Finding& finding : report.found->findings) {
    if (finding.is_grave == is_grave)
      texts.push_back(finding_text(finding, *report.output->model, *report.found, *report.sessions));
  }
  return texts;
}

/// All findings of one gravity; what goes beyond a screen is folded.
Markup findings_box(const std::vector<std::string>& texts, LinkMessage head, const char* attributes) {
  if (texts.empty()) return {};
  const std::size_t shown = std::min(kMostFindings, texts.size());
  Markup inner = element("b", "", say_html(head));
  inner += items(texts, 0, shown);
  if (shown < texts.size()) {
    Markup more =
        element("summary", "", say_html(LinkMessage::kMoreFindings, std::to_string(texts.size() - shown)));
    more += items(texts, shown, texts.size());
    inner += element("details", "", more);
  }
  return element("div", attributes, inner);
}

}  // namespace

std::vector<std::int64_t> cluster_sizes(const LinkOutput& output) {
  std::vector<std::uint32_t> of_root(output.cluster.size(), 0);
  for (const std::uint32_t root : output.cluster) ++of_root[root];
  std::vector<std::int64_t> sizes(2, 0);
  for (const std::uint32_t size : of_root) {
    if (size >= sizes.size()) sizes.resize(size + std::size_t{1}, 0);
    if (size > 0) ++sizes[size];
  }
  return sizes;
}

std::string record_place(const LinkOutput& output, std::uint32_t record) {
  const RecordNames& names = *output.names;
  const std::string row = format_count(static_cast<std::int64_t>(names.row(record)));
  if (names.list_labels.size() == 1) return say(LinkMessage::kRowAlone, row);
  return say(LinkMessage::kRowHead, names.list_labels[names.list(record)], row);
}

Markup link_answer_section(const LinkReport& report) {
  const LinkOutput& output = *report.output;
  const LinkDiagnostics& found = *report.found;
  const std::vector<std::int64_t> sizes = cluster_sizes(output);
  std::int64_t clusters = 0;
  for (const std::int64_t of_size : sizes) clusters += of_size;
  const auto records = static_cast<std::int64_t>(output.names->size());
  Markup markup =
      element("p", R"(class="kicker")",
              say_html(LinkMessage::kKicker,
                       format_counted(static_cast<std::int64_t>(output.input->lists.size()), "list", "lists"),
                       format_counted(records, "record", "records"),
                       format_count(static_cast<std::int64_t>(output.input->rejects.size()))));
  markup += element("h1", "", say_html(LinkMessage::kTitle, format_count(records), format_count(clusters)));
  Markup lead = say_html(LinkMessage::kLead, whole_text(found.num_links),
                         format_count(static_cast<std::int64_t>(output.pairs->num_compared)),
                         fmt::format("{}", output.cluster_threshold));
  lead += say_html(LinkMessage::kLeadPossible, short_text(found.expected_matches),
                   short_text(found.num_possible_pairs), short_text(found.implied_matches));
  lead += say_html(LinkMessage::kLeadClusters,
                   format_counted(static_cast<std::int64_t>(sizes.size()) - 1, "record", "records"),
                   format_count(sizes[1]));
  return markup += element("p", R"(class="lead")", lead);
}

Markup findings_section(const LinkReport& report) {
  Markup markup = element("h2", R"(id="findings")", say_html(LinkMessage::kHeadFindings));
  if (report.found->findings.empty()) return markup += paragraph(LinkMessage::kNoFindings);
  markup +=
      findings_box(texts_of(report, true), LinkMessage::kGraveFindings, R"(class="warning hard" id="grave")");
  return markup += findings_box(texts_of(report, false), LinkMessage::kOtherFindings, R"(class="warning")");
}

Markup link_making_section(const LinkReport& report) {
  Markup markup = element("h2", R"(id="made")", say_html(LinkMessage::kHeadMade));
  markup += element("p", "", element("code", "", escape_html(reproducible_call(report.output->call))));
  return markup += paragraph(LinkMessage::kMadeLine, program_version(), std::to_string(report.seed));
}

std::string findings_summary(const LinkReport& report) {
  constexpr std::size_t kMostLines = 3;
  const std::vector<Finding>& findings = report.found->findings;
  std::string text;
  for (std::size_t i = 0; i < std::min(kMostLines, findings.size()); ++i)
    text += say(LinkMessage::kSummaryFinding,
                finding_text(findings[i], *report.output->model, *report.found, *report.sessions));
  if (findings.size() > kMostLines)
    text += say(LinkMessage::kSummaryMore, std::to_string(findings.size() - kMostLines));
  return text;
}

}  // namespace byname
