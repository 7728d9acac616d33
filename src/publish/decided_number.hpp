// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "publish/count_output.hpp"
#include "publish/messages.hpp"

namespace byname {

/// Why the number of persons in links.csv lies outside the interval of the number named, if it does by more
/// than a tenth of the interval's width.
inline std::optional<Message> decided_outside_interval(const CountOutput& output) {
  const auto decided = static_cast<double>(output.named_decided);
  const double slack = (output.named.high - output.named.low) / 10;
  if (decided > output.named.high + slack) return Message::kDecidedAbove;
  if (decided < output.named.low - slack) return Message::kDecidedBelow;
  return std::nullopt;
}

}  // namespace byname
