// SPDX-License-Identifier: Apache-2.0
#include "nowcast/nowcast.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/number_format.hpp"
#include "nowcast/chain_ladder.hpp"
#include "nowcast/lawless.hpp"

namespace byname {
namespace {

using EventDraws = std::vector<std::vector<double>>;  // [event][draw]

constexpr std::string_view kNeverNamedAfter =
    " Nobody is named later than the last delay of the table; those who are never named are apart.";

bool is_wanted(const NowcastOptions& options, std::string_view method) {
  return options.methods.empty() ||
         std::find(options.methods.begin(), options.methods.end(), method) != options.methods.end();
}

std::vector<double> sum_over_events(const EventDraws& draws, std::size_t num_draws) {
  std::vector<double> sums(num_draws, 0.0);
  for (const std::vector<double>& event : draws) {
    for (std::size_t draw = 0; draw < num_draws; ++draw) sums[draw] += event[draw];
  }
  return sums;
}

/// Adds the columns of everybody and of the periods. `factor` is all named over those that the draws know of.
void add_columns(const ReportingTriangle& triangle, const EventDraws& named, const EventDraws& will,
                 double factor, const NowcastOptions& options, const ExecutionContext& context,
                 MethodAnswer& answer) {
  const std::size_t num_draws = will.front().size();
  std::vector<double> all_will = sum_over_events(will, num_draws);
  for (double& persons : all_will) persons *= factor;
  const std::vector<double> all_named(num_draws, triangle.num_named());
  std::vector<double> ever(num_draws);
  for (std::size_t draw = 0; draw < num_draws; ++draw) ever[draw] = all_named[draw] + all_will[draw];
  const NeverNamedDraws never = draw_never_named(options.never, ever, all_will, context);
  std::vector<QuantityColumn>& columns = answer.draws.columns;
  columns.push_back({"", "named", all_named});
  columns.push_back({"", "will_be_named", all_will});
  columns.push_back({"", "ever_named", ever});
  if (!never.persons.empty()) {
    for (std::size_t draw = 0; draw < num_draws; ++draw) ever[draw] += never.persons[draw];
    columns.push_back({"", "never_named", never.persons});
    columns.push_back({"", "total", ever});
    answer.diagnostics.emplace_back("share_of_draws_with_less_unseen_than_to_come", never.share_in_conflict);
  }
  for (std::size_t event = 0; event < triangle.num_events(); ++event) {
    columns.push_back({triangle.events[event], "named", named[event]});
    columns.push_back({triangle.events[event], "will_be_named", will[event]});
  }
  summarise_draws(answer);
}

EventDraws constant_named(const ReportingTriangle& triangle, std::size_t num_draws) {
  EventDraws named;
  for (std::size_t event = 0; event < triangle.num_events(); ++event)
    named.emplace_back(num_draws, triangle.num_named(event));
  return named;
}

double undated_factor(const ReportingTriangle& triangle) {
  const double dated = triangle.num_dated();
  return dated > 0 ? (dated + triangle.num_undated()) / dated : 1;
}

std::string undated_assumption(const ReportingTriangle& triangle) {
  if (triangle.num_undated() == 0) return "";
  return " Those without a date of the event are like the others: the number to come is raised by their "
         "share.";
}

void ask_chain_ladder(const ReportingTriangle& triangle, const NowcastOptions& options,
                      const ExecutionContext& context, MethodAnswers& answers) {
  const auto fit = fit_chain_ladder(triangle);
  if (const auto* refusal = std::get_if<Refusal>(&fit)) return answers.refusals.push_back(*refusal);
  const ChainLadder& ladder = std::get<ChainLadder>(fit);
  MethodAnswer answer;
  answer.family = "chain-ladder";
  answer.variant = "mack";
  answer.model = "C(t, d+1) = f(d) C(t, d), variance s(d) C(t, d)";
  answer.assumption =
      "From one delay to the next, every period's reports grow by the same factor, however old the period is "
      "and "
      "whatever was reported of it." +
      undated_assumption(triangle) + std::string(kNeverNamedAfter);
  const double factor = undated_factor(triangle);
  answer.diagnostics = {{"reserve", factor * ladder.reserve}, {"standard_error", factor * ladder.error}};
  for (std::size_t k = 0; k < ladder.factors.size(); ++k)
    answer.diagnostics.emplace_back("factor_after_delay_" + triangle.delays[k], ladder.factors[k]);
  const EventDraws will = draw_chain_ladder(triangle, ladder, options.num_draws, context);
  add_columns(triangle, constant_named(triangle, will.front().size()), will, factor, options, context,
              answer);
  // The method's own estimate; the draws give its limits.
  for (NamedQuantity& each : answer.quantities) {
    if (!each.stratum.empty()) continue;
    if (each.quantity == "will_be_named") each.interval.estimate = factor * ladder.reserve;
    if (each.quantity == "ever_named")
      each.interval.estimate = triangle.num_named() + factor * ladder.reserve;
  }
  answers.answers.push_back(std::move(answer));
}

void ask_reverse_hazards(const ReportingTriangle& triangle, const NowcastOptions& options,
                         const ExecutionContext& context, MethodAnswers& answers) {
  const auto fit = fit_reverse_hazards(triangle, options.window);
  if (const auto* refusal = std::get_if<Refusal>(&fit)) return answers.refusals.push_back(*refusal);
  const ReverseHazards& hazards = std::get<ReverseHazards>(fit);
  MethodAnswer answer;
  answer.family = "reverse-hazard";
  answer.variant =
      options.window == 0 ? "lawless, all periods" : fmt::format("lawless, last {} periods", options.window);
  answer.model = "n(t) / F(d), F(d) = product over j > d of (1 - g(j))";
  answer.assumption = "Delays within the window were the same for all periods, and are so still." +
                      undated_assumption(triangle) + std::string(kNeverNamedAfter);
  answer.diagnostics = {{"overdispersion", hazards.overdispersion},
                        {"share_named_within_first_delay", hazards.shares.front()}};
  const EventDraws will = draw_reverse_hazards(triangle, hazards, options.num_draws, context);
  add_columns(triangle, constant_named(triangle, will.front().size()), will, undated_factor(triangle),
              options, context, answer);
  answers.answers.push_back(std::move(answer));
}

void ask_bayesian(const ReportingTriangle& triangle, const NowcastOptions& options,
                  const ExecutionContext& context, MethodAnswers& answers) {
  const auto fit = fit_bayesian_nowcast(triangle, options.bayesian, context);
  if (const auto* refusal = std::get_if<Refusal>(&fit)) return answers.refusals.push_back(*refusal);
  const BayesianNowcast& posterior = std::get<BayesianNowcast>(fit);
  MethodAnswer answer;
  answer.family = "bayesian";
  answer.variant = "drifting delay";
  answer.model =
      "n(t, d) negative binomial with mean exp(a(t)) p(t, d); a(t) a random walk; hazards of the delay with "
      "a "
      "random walk over the periods of reports";
  answer.assumption =
      "The number of events changes from period to period about as much as it did so far, and so do the "
      "delays; "
      "a date of the event is as often missing whenever it was." +
      std::string(kNeverNamedAfter);
  answer.diagnostics = posterior.diagnostics;
  add_columns(triangle, posterior.named, posterior.will_be_named, 1, options, context, answer);
  answers.answers.push_back(std::move(answer));
}

void choose_headline(MethodAnswers& answers) {
  for (const char* family : {"bayesian", "reverse-hazard", "chain-ladder"}) {
    for (MethodAnswer& answer : answers.answers) {
      if (answer.family != family) continue;
      answer.is_headline = true;
      return;
    }
  }
}

void add_notes(const ReportingTriangle& triangle, const NowcastOptions& options, MethodAnswers& answers) {
  for (std::size_t event = 0; event < triangle.num_events(); ++event) {
    if (triangle.num_named(event) != 0 || !triangle.is_open(event)) continue;
    answers.notes.push_back(
        "Periods without any report so far get none from the chain ladder: it can only "
        "multiply.");
    break;
  }
  if (options.never.kind == NeverNamed::Kind::kUnknown)
    answers.notes.push_back(
        "Those who will never be named are not in these numbers, and no delay shows them. --never gives "
        "their "
        "share, --unseen an estimate of all who are on no list.");
}

}  // namespace

const std::vector<std::string>& nowcast_methods() {
  static const std::vector<std::string> kMethods = {"chain-ladder", "reverse-hazard", "bayesian"};
  return kMethods;
}

MethodAnswers nowcast(const ReportingTriangle& triangle, const NowcastOptions& options,
                      const ExecutionContext& context) {
  check_triangle(triangle);
  MethodAnswers answers;
  if (is_wanted(options, "chain-ladder")) ask_chain_ladder(triangle, options, context, answers);
  if (is_wanted(options, "reverse-hazard")) ask_reverse_hazards(triangle, options, context, answers);
  if (is_wanted(options, "bayesian")) ask_bayesian(triangle, options, context, answers);
  choose_headline(answers);
  add_notes(triangle, options, answers);
  return answers;
}

}  // namespace byname
