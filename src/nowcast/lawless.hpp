// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <variant>
#include <vector>

#include "base/execution_context.hpp"
#include "estimate/method_answer.hpp"
#include "nowcast/reporting_triangle.hpp"

namespace byname {

/// Reverse hazards of the delay (Lawless 1994, Canadian Journal of Statistics 22, 15-31).
struct ReverseHazards {
  /// [delay] reports with that delay, and those with it or a shorter one, of the cells of the window.
  std::vector<double> with_delay;
  std::vector<double> up_to_delay;
  /// F(d): share of those who are named within the last delay that are named within d; F(last) = 1.
  std::vector<double> shares;
  double overdispersion = 1;  ///< Pearson's statistic of the hazards over its degrees of freedom, >= 1
  int window = 0;             ///< report periods used, counted back from now; 0 = all
};

/// Estimates the hazards g(d) = with_delay / up_to_delay from reports that came within the last `window`
/// periods (0 = all), and from them F(d) = prod over j > d of (1 - g(j)) (his equations 2.5 and 2.6). Refuses
/// a single delay, counts that are negative or no whole numbers, a delay without any report up to it in the
/// window, and F(0) = 0: no report at the first delay.
std::variant<ReverseHazards, Refusal> fit_reverse_hazards(const ReportingTriangle& triangle, int window);

/// Draws of what is to come, [event][draw]. Hazards are drawn from beta distributions and the expected number
/// of a period from a gamma distribution given what is known of it (Jeffreys' priors), both widened by the
/// overdispersion; then a count.
std::vector<std::vector<double>> draw_reverse_hazards(const ReportingTriangle& triangle,
                                                      const ReverseHazards& hazards, int num_draws,
                                                      const ExecutionContext& context);

}  // namespace byname
