// SPDX-License-Identifier: Apache-2.0
#include "verification_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"
#include "base/number_format.hpp"

namespace byname {

std::string verification_text(const Verification& result) {
  std::string text;
  for (const std::string& finding : result.findings) text += "  " + finding + "\n";
  const auto counted = [](auto count, const char* singular, const char* plural) {
    return format_counted(static_cast<std::int64_t>(count), singular, plural);
  };
  text += fmt::format("  {} with {} ({} erased) on {}: {}\n", counted(result.num_ops, "op", "ops"),
                      counted(result.num_bodies, "body", "bodies"), result.num_erased,
                      counted(result.num_pages, "page", "pages"),
                      result.findings.empty() ? "whole" : counted(result.findings.size(), "fault", "faults"));
  for (const OpId& head : result.heads) text += fmt::format("  head {}\n", head.hex());
  return text;
}

std::string verification_json(const Verification& result) {
  nlohmann::ordered_json json = {{"ops", result.num_ops},       {"bodies", result.num_bodies},
                                 {"erased", result.num_erased}, {"pages", result.num_pages},
                                 {"faults", result.findings},   {"heads", nlohmann::ordered_json::array()}};
  for (const OpId& head : result.heads) json["heads"].push_back(head.hex());
  return json_document(json);
}

}  // namespace byname
