// SPDX-License-Identifier: Apache-2.0
#include "base/number_format.hpp"
#include "base/version.hpp"
#include "publish/report_parts.hpp"
#include "publish/report_sections.hpp"
#include "publish/reproducible_call.hpp"

namespace byname {

Markup making_section(const CountOutput& output) {
  Markup markup = element("h2", R"(id="made")", say_html(Message::kHeadMaking));
  Markup text = element("code", "", escape_html(reproducible_call(output.call)));
  markup += element("p", "", text);
  markup += paragraph(Message::kMadeLine, program_version(), std::to_string(output.seed),
                      format_count(output.num_draws));
  std::vector<std::vector<Markup>> rows;
  for (const InputFile& file : output.input->files) {
    rows.push_back({escape_html(output.input->lists[file.list].label),
                    element("bdi", "", escape_html(file.name)), escape_html(file.format),
                    escape_html(format_count(static_cast<std::int64_t>(file.num_rows))),
                    element("code", "", escape_html(file.sha256))});
  }
  Markup inputs = element("summary", "", say_html(Message::kMadeInputs));
  inputs += table({say(Message::kListHead), say(Message::kFileHead), say(Message::kFormatHead),
                   say(Message::kRowsHead), say(Message::kHashHead)},
                  rows, {3});
  return markup += element("details", "", inputs);
}

}  // namespace byname
