// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "base/execution_context.hpp"
#include "estimate/method_answer.hpp"
#include "excess/deaths_table.hpp"
#include "excess/ratio_trend.hpp"
#include "excess/register_coverage.hpp"

namespace byname {

/// What to ask of a table of deaths.
struct ExcessOptions {
  int first_base = 0, last_base = 0;  ///< base years, both included
  std::vector<int> years;             ///< years whose excess is asked for, after the base, rising
  AgeGroup ages = {15, 49};
  int num_draws = 4000;
  std::optional<DeathsTable> subtract;       ///< deaths of a cause that is to be left out of both sexes
  std::optional<RegisterCoverage> coverage;  ///< the table is a register that holds only a part of the deaths
};

/// Excess deaths of men by the sex-ratio method (Kobak, Bessudnov, Ershov, Mikhailova & Raksha 2025,
/// Demography 62): for each age group the ratio of men's to women's deaths of the base years is carried on,
/// and excess = men's deaths - ratio x women's deaths. Draws carry the regression's error and the deviation
/// of each year; ages are independent, the years of one age share the line.
///
/// Variants: the given base years with a linear (the headline), exponential and constant trend; twice as many
/// base years, linear and exponential, where there are; the last base year alone; one age group less and one
/// more; nothing subtracted. What cannot be fitted is a refusal. "excess" is given for everybody, each year,
/// and each year and age.
///
/// With coverage (the register method): every excess of an age is divided by the share of the named list's
/// persons of that age that the register holds, drawn from its beta posterior (Jeffreys' prior); this is a
/// dual-system estimate in which being named and being in the register are independent given age.
///
/// Throws UserError for years or ages that the table does not have.
MethodAnswers estimate_excess(const DeathsTable& deaths, const ExcessOptions& options,
                              const ExecutionContext& context);

}  // namespace byname
