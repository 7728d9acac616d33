// SPDX-License-Identifier: Apache-2.0
#include "undoing_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "register/printable_text.hpp"

namespace byname {

std::string taken_back_text(const Undoing& undoing) {
  std::string text;
  for (const TakenBack& op : undoing.ops)
    text += fmt::format("  op {} ({} by {}) counts no more\n", op.op.short_hex(), printable_text(op.verb),
                        printable_text(op.author));
  for (const std::string& mention : undoing.leads)
    text += fmt::format("  {} was linked to both and stands alone now (todo)\n", printable_text(mention));
  return text;
}

nlohmann::ordered_json undoing_json(const Undoing& undoing) {
  nlohmann::ordered_json ops = nlohmann::ordered_json::array();
  for (const TakenBack& op : undoing.ops)
    ops.push_back({{"op", op.op.hex()}, {"verb", op.verb}, {"author", op.author}, {"time", op.time}});
  return {{"taken_back", ops}, {"leads", undoing.leads}};
}

}  // namespace byname
