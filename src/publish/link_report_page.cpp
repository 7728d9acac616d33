// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"
#include "base/number_format.hpp"
#include "publish/link_messages.hpp"
#include "publish/link_report_sections.hpp"
#include "publish/report_style.hpp"
#include "table/csv_writer.hpp"

namespace byname {

namespace {

/// Nothing may be loaded and nothing may run: whatever a list holds, the page only shows it.
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

std::string title_of(const LinkReport& report) {
  const auto sizes = cluster_sizes(*report.output);
  std::int64_t clusters = 0;
  for (const std::int64_t of_size : sizes) clusters += of_size;
  return say(LinkMessage::kTitle, format_count(static_cast<std::int64_t>(report.output->cluster.size())),
             format_count(clusters));
}

Markup head(const LinkReport& report) {
  Markup markup = {R"(<meta charset="utf-8">)"};
  markup.html += fmt::format(R"(<meta http-equiv="Content-Security-Policy" content="{}">)", kPolicy);
  markup.html += R"(<meta name="viewport" content="width=device-width,initial-scale=1">)";
  markup.html += R"(<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">)";
  markup += element("title", "", escape_html(title_of(report)));
  markup.html += fmt::format("<style>{}</style>", kReportStyle);
  return element("head", "", markup);
}

Markup link(std::string_view target, LinkMessage label) {
  return element("a", fmt::format(R"(href="#{}")", target), say_html(label));
}

Markup navigation(const LinkReport& report) {
  Markup links = link("findings", LinkMessage::kNavFindings);
  links += link("weights", LinkMessage::kNavWeights);
  links += link("scores", LinkMessage::kNavScores);
  if (report.truth) links += link("truth", LinkMessage::kNavTruth);
  links += link("training", LinkMessage::kNavTraining);
  links += link("rules", LinkMessage::kNavRules);
  links += link("examples", LinkMessage::kNavExamples);
  links += link("clusters", LinkMessage::kNavClusters);
  links += link("made", LinkMessage::kNavMade);
  return element("nav", "", links);
}

void write_file(const std::string& path, const std::string& text) {
  FileWriter file(path);
  file.append(text);
  file.close();
}

}  // namespace

std::vector<std::uint32_t> shown_records(const LinkOutput& output, const LinkDiagnostics& found) {
  std::vector<std::uint32_t> records = example_records(found);
  const std::vector<std::uint32_t> drawn = drawn_records(output);
  records.insert(records.end(), drawn.begin(), drawn.end());
  std::sort(records.begin(), records.end());
  records.erase(std::unique(records.begin(), records.end()), records.end());
  return records;
}

std::string link_report_html(const LinkReport& report) {
  Markup main = link_answer_section(report);
  main += navigation(report);
  main += findings_section(report);
  main += link_weights_section(report);
  main += dependence_section(report);
  main += link_scores_section(report);
  main += truth_section(report);
  main += training_section(report);
  main += rules_section(report);
  main += examples_section(report);
  main += clusters_section(report);
  main += link_making_section(report);
  Markup page = head(report);
  page += element("body", "", element("main", "", main));
  return "<!doctype html>\n" + element("html", R"(lang="en")", page).html + "\n";
}

void write_link_report(const LinkReport& report, const std::string& folder) {
  write_file(folder + "/report.html", link_report_html(report));
  const auto json = link_diagnostics_json(report);
  write_file(folder + "/diagnostics.json", json_document(json));
}

}  // namespace byname
