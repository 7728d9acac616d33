// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/ranges.h>

#include "base/number_format.hpp"
#include "publish/charts.hpp"
#include "publish/finding_text.hpp"
#include "publish/link_messages.hpp"
#include "publish/link_report_sections.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"

namespace byname {

namespace {

constexpr std::size_t kMostBlocks = 15;

std::string numbered_label(const LinkDiagnostics& found, std::size_t rule) {
  return fmt::format("{}. {}", rule + 1, rule_label(found.rules[rule]));
}

Markup rules_table(const LinkDiagnostics& found) {
  std::vector<std::vector<Markup>> rows;
  std::uint64_t pairs = 0;
  std::uint64_t links = 0;
  for (std::size_t r = 0; r < found.rules.size(); ++r) {
    const RuleUse& rule = found.rules[r];
    pairs += rule.num_new_pairs;
    links += rule.num_new_links;
    rows.push_back({escape_html(numbered_label(found, r)),
                    escape_html(format_count(static_cast<std::int64_t>(rule.num_new_pairs))),
                    escape_html(format_count(static_cast<std::int64_t>(pairs))),
                    escape_html(format_count(static_cast<std::int64_t>(rule.num_new_links))),
                    escape_html(format_count(static_cast<std::int64_t>(links))),
                    escape_html(whole_text(rule.expected_matches))});
  }
  return table({say(LinkMessage::kRuleHead), say(LinkMessage::kNewPairsHead),
                say(LinkMessage::kCumulativeHead), say(LinkMessage::kNewLinksHead),
                say(LinkMessage::kCumulativeLinksHead), say(LinkMessage::kExpectedMatchesHead)},
               rows, {1, 2, 3, 4, 5});
}

/// The value that a block shares, or its number where values are not shown.
std::string block_label(const LinkReport& report, const RuleUse& rule, std::size_t index) {
  if (report.is_redacted) return say(LinkMessage::kBlockUnnamed, std::to_string(index + 1));
  return fmt::format("{}", fmt::join(rule.largest[index].values, " · "));
}

struct ShownBlock {
  std::size_t rule;
  std::size_t index;
  std::uint64_t pairs;
};

Markup blocks_part(const LinkReport& report) {
  const LinkDiagnostics& found = *report.found;
  std::vector<ShownBlock> blocks;
  for (std::size_t r = 0; r < found.rules.size(); ++r) {
    for (std::size_t i = 0; i < found.rules[r].largest.size(); ++i)
      blocks.push_back({r, i, found.rules[r].largest[i].num_pairs});
  }
  std::stable_sort(blocks.begin(), blocks.end(),
                   [](const ShownBlock& a, const ShownBlock& b) { return a.pairs > b.pairs; });
  if (blocks.size() > kMostBlocks) blocks.resize(kMostBlocks);
  if (blocks.empty()) return {};
  const auto all = static_cast<double>(std::max<std::uint64_t>(1, report.output->pairs->num_compared));
  std::vector<std::vector<Markup>> rows;
  for (const ShownBlock& shown : blocks) {
    const RuleUse& rule = found.rules[shown.rule];
    const LargeBlock& block = rule.largest[shown.index];
    rows.push_back({escape_html(numbered_label(found, shown.rule)),
                    element("bdi", "", escape_html(block_label(report, rule, shown.index))),
                    escape_html(format_count(static_cast<std::int64_t>(block.num_records))),
                    escape_html(format_count(static_cast<std::int64_t>(block.num_pairs))),
                    escape_html(percent_text(std::min(1.0, static_cast<double>(block.num_pairs) / all)))});
  }
  Markup markup = subheading(LinkMessage::kHeadBlocks);
  markup += paragraph(LinkMessage::kBlocksIntro);
  return markup += element("div", R"(class="models")",
                           table({say(LinkMessage::kRuleHead), say(LinkMessage::kBlockHead),
                                  say(LinkMessage::kBlockRecordsHead), say(LinkMessage::kBlockPairsHead),
                                  say(LinkMessage::kBlockShareHead)},
                                 rows, {2, 3, 4}));
}

}  // namespace

Markup rules_section(const LinkReport& report) {
  const LinkDiagnostics& found = *report.found;
  Markup markup = element("h2", R"(id="rules")", say_html(LinkMessage::kHeadRules));
  markup += paragraph(LinkMessage::kRulesIntro);
  std::vector<BarRow> bars;
  for (std::size_t r = 0; r < found.rules.size(); ++r) {
    const RuleUse& rule = found.rules[r];
    bars.push_back({numbered_label(found, r), static_cast<double>(rule.num_new_pairs),
                    say(LinkMessage::kRuleText, short_text(static_cast<double>(rule.num_new_pairs)),
                        short_text(static_cast<double>(rule.num_new_links)))});
  }
  const std::string description = say(LinkMessage::kRulesChart);
  markup += figure("rules", [&](ChartSize size) { return chart_bars(bars, description, size); });
  markup += element("div", R"(class="models")", rules_table(found));
  return markup += blocks_part(report);
}

}  // namespace byname
