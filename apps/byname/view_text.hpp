// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace byname {

/// How a listing is wanted.
enum class ListingForm { kText, kJson, kCsv };
/// By --json and --csv.
inline ListingForm listing_form(bool is_json, bool is_csv) {
  return is_json ? ListingForm::kJson : is_csv ? ListingForm::kCsv : ListingForm::kText;
}

/// An object for people: a line a member, lists below it. Stored texts are made safe for a terminal.
std::string view_text(const nlohmann::ordered_json& view);

/// Rows (objects with the same members) as aligned columns without header, as JSON, or as CSV with a header.
std::string listing_text(const nlohmann::ordered_json& rows, const std::vector<std::string>& columns,
                         ListingForm form);

}  // namespace byname
