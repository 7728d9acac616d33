// SPDX-License-Identifier: Apache-2.0
#include "release_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/number_format.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

std::string signed_count(std::int64_t number) {
  return number < 0 ? "-" + format_count(-number) : "+" + format_count(number);
}

}  // namespace

std::string difference_text(std::int64_t before, std::int64_t after, const std::vector<ReleaseRow>& rows) {
  std::string text = fmt::format("  persons {} -> {}", format_count(before), format_count(after));
  std::int64_t num_changed = 0;
  bool is_first = true;
  for (const auto& [reason, number] : count_reasons(rows)) {
    if (reason == ReleaseReason::kChanged) {
      num_changed = number;
      continue;
    }
    text += fmt::format("{}{} {}", is_first ? "   " : "  ", signed_count(is_in(reason) ? number : -number),
                        name_of(reason));
    is_first = false;
  }
  text += fmt::format("   (sum checked: {})\n", signed_count(after - before));
  if (num_changed > 0)
    text += fmt::format("  {} something else\n",
                        format_counted(num_changed, "person who stays says", "persons who stay say"));
  return text;
}

Json difference_rows(const std::vector<ReleaseRow>& rows, std::size_t limit) {
  std::vector<const ReleaseRow*> ordered;
  for (const ReleaseRow& row : rows) ordered.push_back(&row);
  std::stable_sort(ordered.begin(), ordered.end(), [](const ReleaseRow* a, const ReleaseRow* b) {
    return a->reason > b->reason;  // reasons to leave are the last of them
  });
  Json listing = Json::array();
  for (std::size_t i = 0; i < ordered.size() && i < limit; ++i) {
    const ReleaseRow& row = *ordered[i];
    listing.push_back(
        {{"person", row.person}, {"reason", name_of(row.reason)}, {"op", row.op ? row.op->hex() : ""}});
  }
  return listing;
}

Json difference_json(std::int64_t before, std::int64_t after, const std::vector<ReleaseRow>& rows) {
  Json reasons = Json::object();
  for (const auto& [reason, number] : count_reasons(rows)) reasons[std::string(name_of(reason))] = number;
  return {{"before", before}, {"after", after}, {"reasons", std::move(reasons)}};
}

}  // namespace byname
