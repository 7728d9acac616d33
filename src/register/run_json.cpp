// SPDX-License-Identifier: Apache-2.0
#include "register/run_json.hpp"

#include <cmath>

#include "register/body_reader.hpp"

namespace byname {

namespace {

BodyJson pairs_json(const std::vector<MentionPair>& pairs) {
  BodyJson json = BodyJson::array();
  for (const MentionPair& pair : pairs) json.push_back({pair.left.hex(), pair.right.hex(), pair.weight});
  return json;
}

std::vector<MentionPair> pairs_at(const BodyJson& json, const char* name) {
  std::vector<MentionPair> pairs;
  if (!json.contains(name)) return pairs;
  for (const BodyJson& pair : json.at(name)) {
    pairs.push_back(
        {fixed_in<RecordId>(pair.at(0)), fixed_in<RecordId>(pair.at(1)), pair.at(2).get<double>()});
    if (!std::isfinite(pairs.back().weight)) throw std::invalid_argument("weight");
  }
  return pairs;
}

}  // namespace

std::string run_body(const RunBody& body) {
  BodyJson json = {{"model", body.model}};
  if (body.replaces_all) json["replaces"] = "all";
  return dump_body(json);
}

std::optional<RunBody> read_run_body(std::string_view json) {
  return read_body<RunBody>(json, [](const BodyJson& body) {
    return RunBody{body.at("model").get<std::string>(), text_at(body, "replaces") == "all"};
  });
}

std::string links_body(const LinksBody& body) {
  BodyJson json = {{"links", pairs_json(body.links)}};
  if (!body.leads.empty()) json["leads"] = pairs_json(body.leads);
  return dump_body(json);
}

std::optional<LinksBody> read_links_body(std::string_view json) {
  return read_body<LinksBody>(json, [](const BodyJson& body) {
    static_cast<void>(body.at("links"));
    return LinksBody{pairs_at(body, "links"), pairs_at(body, "leads")};
  });
}

}  // namespace byname
