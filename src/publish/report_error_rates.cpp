// SPDX-License-Identifier: Apache-2.0
#include "base/number_format.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"
#include "publish/report_sections.hpp"

namespace byname {
namespace {

Message method_label(ErrorRateMethod method) {
  switch (method) {
    case ErrorRateMethod::kDecoyLists:
      return Message::kErrorRateDecoyLists;
    case ErrorRateMethod::kDecoyParts:
      return Message::kErrorRateDecoyParts;
    case ErrorRateMethod::kTriples:
      return Message::kErrorRateTriples;
    case ErrorRateMethod::kNeighbours:
      return Message::kErrorRateNeighbours;
  }
  return Message::kErrorRateTriples;
}

}  // namespace

Markup error_rates_section(const CountOutput& output) {
  const std::vector<IndependentErrorRate>& rates = output.links->error_rates;
  if (rates.empty()) return {};
  std::vector<std::vector<Markup>> rows;
  for (const IndependentErrorRate& rate : rates) {
    const bool is_missed = rate.method == ErrorRateMethod::kTriples;
    const std::string share =
        say(Message::kRangeText, percent_text(rate.rate), percent_text(rate.low), percent_text(rate.high));
    rows.push_back({say_html(is_missed ? Message::kErrorRateMissed : Message::kErrorRateFalse),
                    say_html(method_label(rate.method)), escape_html(share),
                    escape_html(format_count(rate.num_looked_at))});
  }
  const std::vector<std::string> heads = {say(Message::kErrorRateOf), say(Message::kErrorRateHead),
                                          say(Message::kErrorRateShare), say(Message::kErrorRateSeen)};
  Markup markup = subheading(Message::kHeadErrorRates);
  markup += paragraph(Message::kErrorRatesIntro);
  return markup += table(heads, rows, {2, 3});
}

}  // namespace byname
