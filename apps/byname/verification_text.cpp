// SPDX-License-Identifier: Apache-2.0
#include "verification_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace byname {

std::string verification_text(const Verification& result) {
  std::string text;
  for (const std::string& finding : result.findings) text += "  " + finding + "\n";
  text += fmt::format("  {} ops with {} bodies ({} erased) on {} pages: {}\n", result.num_ops,
                      result.num_bodies, result.num_erased, result.num_pages,
                      result.findings.empty() ? "whole" : fmt::format("{} faults", result.findings.size()));
  for (const OpId& head : result.heads) text += fmt::format("  head {}\n", head.hex());
  return text;
}

std::string verification_json(const Verification& result) {
  nlohmann::ordered_json json = {{"ops", result.num_ops},       {"bodies", result.num_bodies},
                                 {"erased", result.num_erased}, {"pages", result.num_pages},
                                 {"faults", result.findings},   {"heads", nlohmann::ordered_json::array()}};
  for (const OpId& head : result.heads) json["heads"].push_back(head.hex());
  return json.dump(2) + "\n";
}

}  // namespace byname
