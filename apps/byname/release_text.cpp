// SPDX-License-Identifier: Apache-2.0
#include "release_text.hpp"

#include <fmt/format.h>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "base/number_format.hpp"
#include "register/person_lookup.hpp"

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

Json difference_rows(Database& database, const std::vector<ReleaseRow>& rows, std::size_t limit) {
  std::map<ReleaseReason, std::vector<std::string>, std::greater<>> persons;  // reasons to leave are the last
  std::map<std::string, const ReleaseRow*> row_of;
  for (const ReleaseRow& row : rows) {
    persons[row.reason].push_back(row.person);
    row_of[row.person] = &row;
  }
  Json listing = Json::array();
  for (auto& [reason, ids] : persons) {
    if (listing.size() >= limit) break;
    for (const std::string& person : in_order_of_log(database, std::move(ids))) {
      if (listing.size() >= limit) break;
      const std::optional<OpId>& op = row_of[person]->op;
      listing.push_back({{"person", person}, {"reason", name_of(reason)}, {"op", op ? op->hex() : ""}});
    }
  }
  return listing;
}

Json difference_json(std::int64_t before, std::int64_t after, const std::vector<ReleaseRow>& rows) {
  Json reasons = Json::object();
  for (const auto& [reason, number] : count_reasons(rows)) reasons[std::string(name_of(reason))] = number;
  return {{"before", before}, {"after", after}, {"reasons", std::move(reasons)}};
}

}  // namespace byname
