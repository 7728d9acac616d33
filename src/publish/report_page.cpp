// SPDX-License-Identifier: Apache-2.0
#include "publish/count_output.hpp"
#include "publish/report_parts.hpp"
#include "publish/report_sections.hpp"
#include "publish/report_style.hpp"

namespace byname {
namespace {

/// Nothing may be loaded and nothing may run: whatever a list holds, the page only shows it.
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

Markup head(const CountOutput& output) {
  Markup markup = {R"(<meta charset="utf-8">)"};
  markup.html += fmt::format(R"(<meta http-equiv="Content-Security-Policy" content="{}">)", kPolicy);
  markup.html += R"(<meta name="viewport" content="width=device-width,initial-scale=1">)";
  markup.html += R"(<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">)";
  markup += element("title", "", escape_html(report_title(output)));
  markup.html += fmt::format("<style>{}</style>", kReportStyle);
  return element("head", "", markup);
}

Markup link(std::string_view target, Message label) {
  return element("a", fmt::format(R"(href="#{}")", target), say_html(label));
}

Markup navigation(const CountOutput& output) {
  const bool has_overlap = output.records->list_labels.size() > 1;
  Markup links = link("lists", has_overlap ? Message::kNavLists : Message::kNavMentions);
  links += link("sure", Message::kNavCertainty);
  links += link("people", Message::kNavDoubt);
  links += link("links", Message::kNavLinking);
  links += link("data", Message::kNavData);
  links += link("made", Message::kNavMaking);
  return element("nav", "", links);
}

}  // namespace

std::string report_html(const CountOutput& output) {
  Markup main = answer_section(output);
  main += navigation(output);
  main += attention_section(output);
  main += lists_section(output);
  main += certainty_section(output);
  main += doubt_section(output);
  main += linking_section(output);
  main += data_section(output);
  main += making_section(output);
  Markup page = head(output);
  page += element("body", "", element("main", "", main));
  return "<!doctype html>\n" + element("html", R"(lang="en")", page).html + "\n";
}

}  // namespace byname
