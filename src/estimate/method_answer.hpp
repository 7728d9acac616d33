// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "estimate/quantity_draws.hpp"

namespace byname {

/// One number that a method gives.
struct NamedQuantity {
  std::string stratum;   ///< "" = everybody
  std::string quantity;  ///< as in QuantityColumn
  Interval interval;     ///< of the draws; limits are NaN where the method has none
};

/// What one method says, with what it rests on. The intervals are those of `draws` where there are any.
struct MethodAnswer {
  std::string family;      ///< "chain-ladder", "reverse-hazard", "bayesian", "sex-ratio", "register", ...
  std::string variant;     ///< "mack", "linear, 2015-2019", ...
  std::string model;       ///< in symbols or words; may be empty
  std::string assumption;  ///< in words, for a reader who is no statistician
  bool is_headline = false;
  std::vector<NamedQuantity> quantities;
  std::vector<std::pair<std::string, double>> diagnostics;
  QuantityDraws draws;  ///< empty where the method has no error to draw
};

/// Everything that the methods of one verb say of one input.
struct MethodAnswers {
  std::vector<MethodAnswer> answers;
  std::vector<Refusal> refusals;
  std::vector<std::string> notes;  ///< how the input was read, and what to know of it

  /// Null where no answer may be the headline.
  const MethodAnswer* headline() const {
    for (const MethodAnswer& answer : answers) {
      if (answer.is_headline) return &answer;
    }
    return nullptr;
  }
};

/// Fills `quantities` from `draws`, column by column.
void summarise_draws(MethodAnswer& answer);

/// Null where the answer has no such number.
const Interval* find_quantity(const MethodAnswer& answer, std::string_view stratum,
                              std::string_view quantity);

}  // namespace byname
