// SPDX-License-Identifier: Apache-2.0
#include "estimate/method_answer.hpp"

namespace byname {

void summarise_draws(MethodAnswer& answer) {
  answer.quantities.clear();
  for (const QuantityColumn& column : answer.draws.columns)
    answer.quantities.push_back({column.stratum, column.quantity, interval_of_draws(column.values)});
}

const Interval* find_quantity(const MethodAnswer& answer, std::string_view stratum,
                              std::string_view quantity) {
  for (const NamedQuantity& each : answer.quantities) {
    if (each.stratum == stratum && each.quantity == quantity) return &each.interval;
  }
  return nullptr;
}

}  // namespace byname
