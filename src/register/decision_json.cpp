// SPDX-License-Identifier: Apache-2.0
#include "register/decision_json.hpp"

#include "register/body_reader.hpp"

namespace byname {

// What a row says is a body of its own only once it has changed: until then the mention is that body.
std::string decision_body(const DecisionBody& body) {
  BodyJson json = {{"verdict", name_of(body.verdict)}, {"mentions", BodyJson::array()}};
  for (const SeenMention& seen : body.seen) {
    json["mentions"].push_back(seen.mention.hex());
    if (seen.said != seen.mention) json["said"][seen.mention.hex()] = seen.said.hex();
  }
  if (body.rules) json["rules"] = body.rules->hex();
  if (!body.bulk.empty()) json["bulk"] = body.bulk;
  return dump_body(json);
}

std::optional<DecisionBody> read_decision_body(std::string_view json) {
  return read_body<DecisionBody>(json, [](const BodyJson& body) {
    const auto verdict = decision_verdict_from_name(body.at("verdict").get<std::string>());
    if (!verdict) throw std::invalid_argument("verdict");
    DecisionBody decision{*verdict, {}, std::nullopt, text_at(body, "bulk")};
    if (body.contains("rules")) decision.rules = fixed_at<RecordId>(body, "rules");
    const auto said = body.find("said");
    for (const BodyJson& mention : body.at("mentions")) {
      const auto id = fixed_in<RecordId>(mention);
      const bool has_changed = said != body.end() && said->contains(mention.get<std::string>());
      decision.seen.push_back(
          {id, has_changed ? fixed_in<RecordId>(said->at(mention.get<std::string>())) : id});
    }
    return decision;
  });
}

std::string audit_body(const AuditBody& body) {
  return dump_body({{"population", body.population}, {"checked", body.checked}, {"wrong", body.wrong}});
}

std::optional<AuditBody> read_audit_body(std::string_view json) {
  return read_body<AuditBody>(json, [](const BodyJson& body) {
    const AuditBody audit{body.at("population").get<std::int64_t>(), body.at("checked").get<std::int64_t>(),
                          body.at("wrong").get<std::int64_t>()};
    if (audit.wrong < 0 || audit.wrong > audit.checked || audit.checked > audit.population)
      throw std::invalid_argument("audit");
    return audit;
  });
}

}  // namespace byname
