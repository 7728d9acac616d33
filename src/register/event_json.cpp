// SPDX-License-Identifier: Apache-2.0
#include "register/event_json.hpp"

#include "register/body_reader.hpp"

namespace byname {

std::string event_body(const EventBody& body) {
  BodyJson json = {{"type", body.type}, {"mentions", hex_array(body.mentions)}};
  const auto put = [&](const char* name, const std::string& text) {
    if (!text.empty()) json[name] = text;
  };
  put("date", body.date);
  put("edtf", body.edtf);
  put("place", body.place);
  put("court", body.court);
  put("case", body.case_number);
  put("case_id", body.case_id);
  if (body.item) json["item"] = body.item->hex();
  return dump_body(json);
}

std::optional<EventBody> read_event_body(std::string_view json) {
  return read_body<EventBody>(json, [](const BodyJson& body) {
    EventBody event{body.at("type").get<std::string>(),
                    text_at(body, "date"),
                    text_at(body, "edtf"),
                    text_at(body, "place"),
                    text_at(body, "court"),
                    text_at(body, "case"),
                    text_at(body, "case_id"),
                    {},
                    std::nullopt};
    event.mentions = ids_in<RecordId>(body.at("mentions"));
    if (body.contains("item")) event.item = fixed_at<RecordId>(body, "item");
    return event;
  });
}

}  // namespace byname
