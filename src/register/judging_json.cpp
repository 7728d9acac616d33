// SPDX-License-Identifier: Apache-2.0
#include "register/judging_json.hpp"

#include <algorithm>

#include "register/body_reader.hpp"

namespace byname {

namespace {

constexpr std::array<std::string_view, 4> kKeepsNames = {"", "first", "second", "neither"};

SplitKeeps keeps_from_name(const std::string& name) {
  const auto found = std::find(kKeepsNames.begin(), kKeepsNames.end(), name);
  if (found == kKeepsNames.end()) throw std::invalid_argument("keeps");
  return static_cast<SplitKeeps>(found - kKeepsNames.begin());
}

}  // namespace

std::string judgement_body(const JudgementBody& body) {
  BodyJson json = {{"verdict", name_of(body.verdict)},
                   {"sides", {hex_array(body.sides[0]), hex_array(body.sides[1])}}};
  if (body.pins) json["pins"] = true;
  if (body.bars_machine) json["bars_machine"] = true;
  if (body.keeps != SplitKeeps::kByRule) json["keeps"] = kKeepsNames[static_cast<std::size_t>(body.keeps)];
  return dump_body(json);
}

std::optional<JudgementBody> read_judgement_body(std::string_view json) {
  return read_body<JudgementBody>(json, [](const BodyJson& body) {
    const auto verdict = judgement_verdict_from_name(body.at("verdict").get<std::string>());
    const BodyJson& sides = body.at("sides");
    if (!verdict || sides.size() != 2) throw std::invalid_argument("judgement");
    return JudgementBody{*verdict,
                         flag_at(body, "pins"),
                         flag_at(body, "bars_machine"),
                         keeps_from_name(text_at(body, "keeps")),
                         {ids_in<RecordId>(sides.at(0)), ids_in<RecordId>(sides.at(1))}};
  });
}

std::string retraction_body(const RetractionBody& body) {
  BodyJson json = BodyJson::object();
  if (!body.ops.empty()) json["ops"] = hex_array(body.ops);
  if (!body.records.empty()) json["records"] = hex_array(body.records);
  if (!body.sources.empty()) json["sources"] = body.sources;
  return dump_body(json);
}

std::optional<RetractionBody> read_retraction_body(std::string_view json) {
  return read_body<RetractionBody>(json, [](const BodyJson& body) {
    RetractionBody retraction{ids_at<OpId>(body, "ops"), ids_at<RecordId>(body, "records"), {}};
    const auto sources = body.find("sources");
    if (sources != body.end()) retraction.sources = sources->get<std::vector<std::string>>();
    return retraction;
  });
}

std::string erasure_body(const ErasureBody& body) {
  BodyJson bodies = BodyJson::array();
  for (const auto& [op, ordinal] : body.bodies) bodies.push_back({op.hex(), ordinal});
  return dump_body({{"bodies", bodies}});
}

std::optional<ErasureBody> read_erasure_body(std::string_view json) {
  return read_body<ErasureBody>(json, [](const BodyJson& body) {
    ErasureBody erasure;
    for (const BodyJson& each : body.at("bodies"))
      erasure.bodies.emplace_back(fixed_in<OpId>(each.at(0)), each.at(1).get<std::uint32_t>());
    return erasure;
  });
}

std::string hiding_body(const HidingBody& body) {
  return dump_body({{"mentions", hex_array(body.mentions)}});
}

std::optional<HidingBody> read_hiding_body(std::string_view json) {
  return read_body<HidingBody>(
      json, [](const BodyJson& body) { return HidingBody{ids_in<RecordId>(body.at("mentions"))}; });
}

std::string claim_body(const ClaimBody& body) {
  BodyJson json = {{"subject", body.subject.hex()}, {"property", body.property}, {"value", body.value}};
  if (!body.asserts) json["denies"] = true;
  if (!body.certainty.empty()) json["certainty"] = body.certainty;
  if (body.item) json["item"] = body.item->hex();
  if (!body.zone.empty()) json["zone"] = body.zone;
  return dump_body(json);
}

std::optional<ClaimBody> read_claim_body(std::string_view json) {
  return read_body<ClaimBody>(json, [](const BodyJson& body) {
    ClaimBody claim{fixed_at<RecordId>(body, "subject"),
                    body.at("property").get<std::string>(),
                    body.at("value").get<std::string>(),
                    !flag_at(body, "denies"),
                    text_at(body, "certainty"),
                    std::nullopt,
                    text_at(body, "zone")};
    if (body.contains("item")) claim.item = fixed_at<RecordId>(body, "item");
    return claim;
  });
}

}  // namespace byname
