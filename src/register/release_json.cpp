// SPDX-License-Identifier: Apache-2.0
#include "register/release_json.hpp"

#include <algorithm>
#include <array>

#include "register/body_reader.hpp"

namespace byname {

namespace {

constexpr std::array<std::string_view, 11> kReasonNames = {"added",    "returned", "by split",  "changed",
                                                           "merged",   "split",    "retracted", "erased",
                                                           "rejected", "hidden",   "withdrawn"};

}  // namespace

std::string_view name_of(ReleaseReason reason) { return kReasonNames[static_cast<std::size_t>(reason)]; }

std::optional<ReleaseReason> release_reason_from_name(std::string_view name) {
  const auto found = std::find(kReasonNames.begin(), kReasonNames.end(), name);
  if (found == kReasonNames.end()) return std::nullopt;
  return static_cast<ReleaseReason>(found - kReasonNames.begin());
}

bool is_in(ReleaseReason reason) { return reason <= ReleaseReason::kChanged; }

std::string release_body(const ReleaseBody& body) {
  BodyJson json = {{"name", body.name},
                   {"unit", body.unit},
                   {"policy", body.policy},
                   {"number", body.number},
                   {"root", body.root.hex()}};
  if (body.parent) json["parent"] = body.parent->hex();
  if (body.rules) json["rules"] = body.rules->hex();
  return dump_body(json);
}

std::optional<ReleaseBody> read_release_body(std::string_view json) {
  return read_body<ReleaseBody>(json, [](const BodyJson& body) {
    ReleaseBody release;
    release.name = body.at("name").get<std::string>();
    release.unit = body.at("unit").get<std::string>();
    release.policy = body.at("policy").get<std::string>();
    release.number = body.at("number").get<std::int64_t>();
    release.root = fixed_at<Hash>(body, "root");
    if (body.contains("parent")) release.parent = fixed_at<RecordId>(body, "parent");
    if (body.contains("rules")) release.rules = fixed_at<RecordId>(body, "rules");
    return release;
  });
}

// [id, founder, serial, commitment or null, reason, op or null]
std::string release_rows_body(const std::vector<ReleaseRow>& rows) {
  BodyJson all = BodyJson::array();
  for (const ReleaseRow& row : rows)
    all.push_back({row.person, row.founder.hex(), row.serial,
                   row.commitment ? BodyJson(row.commitment->hex()) : BodyJson(), name_of(row.reason),
                   row.op ? BodyJson(row.op->hex()) : BodyJson()});
  return dump_body({{"rows", std::move(all)}});
}

std::optional<std::vector<ReleaseRow>> read_release_rows_body(std::string_view json) {
  return read_body<std::vector<ReleaseRow>>(json, [](const BodyJson& body) {
    std::vector<ReleaseRow> rows;
    for (const BodyJson& each : body.at("rows")) {
      const auto reason = release_reason_from_name(each.at(4).get<std::string>());
      if (!reason || is_in(*reason) == each.at(3).is_null()) throw std::invalid_argument("reason");
      ReleaseRow row{each.at(0).get<std::string>(),
                     fixed_in<RecordId>(each.at(1)),
                     each.at(2).get<std::uint32_t>(),
                     std::nullopt,
                     *reason,
                     std::nullopt};
      if (!each.at(3).is_null()) row.commitment = fixed_in<Hash>(each.at(3));
      if (!each.at(5).is_null()) row.op = fixed_in<OpId>(each.at(5));
      rows.push_back(std::move(row));
    }
    return rows;
  });
}

}  // namespace byname
