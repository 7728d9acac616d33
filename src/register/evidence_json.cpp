// SPDX-License-Identifier: Apache-2.0
#include "register/evidence_json.hpp"

#include "register/body_reader.hpp"

namespace byname {

namespace {

// Sets what is not empty.
void put(BodyJson& json, const char* name, const std::string& text) {
  if (!text.empty()) json[name] = text;
}

std::string needed_at(const BodyJson& json, const char* name) {
  std::string text = json.at(name).get<std::string>();
  if (text.empty()) throw std::invalid_argument(name);
  return text;
}

BodyJson place_json(const MentionPlace& place) {
  BodyJson json = BodyJson::object();
  put(json, "file", place.file);
  put(json, "sheet", place.sheet);
  if (place.row != 0) json["row"] = place.row;
  if (place.line != 0) json["line"] = place.line;
  return json;
}

MentionPlace place_at(const BodyJson& json) {
  const auto found = json.find("place");
  if (found == json.end()) return {};
  return {text_at(*found, "file"), text_at(*found, "sheet"), number_at(*found, "row"),
          number_at(*found, "line")};
}

void put_content(BodyJson& json, const MentionPlace& place, const std::vector<MentionValue>& values) {
  if (place != MentionPlace()) json["place"] = place_json(place);
  BodyJson& list = json["values"] = BodyJson::array();
  for (const MentionValue& value : values) {
    list.push_back({value.role, value.column, value.raw, value.value});
    if (!value.cell.empty()) list.back().push_back(value.cell);
  }
}

std::vector<MentionValue> values_at(const BodyJson& json) {
  std::vector<MentionValue> values;
  for (const BodyJson& value : json.at("values")) {
    values.push_back({value.at(0).get<std::string>(), value.at(1).get<std::string>(),
                      value.at(2).get<std::string>(), value.at(3).get<std::string>(),
                      value.size() > 4 ? value.at(4).get<std::string>() : ""});
  }
  return values;
}

std::vector<std::string> texts_at(const BodyJson& json, const char* name) {
  return json.contains(name) ? json.at(name).get<std::vector<std::string>>() : std::vector<std::string>();
}

BodyJson reject_json(const ReadingReject& reject) {
  BodyJson json = {{"row", reject.row}, {"reason", reject.reason}};
  if (reject.line != 0) json["line"] = reject.line;
  put(json, "file", reject.file);
  put(json, "column", reject.column);
  put(json, "text", reject.text);
  return json;
}

ReadingReject reject_of(const BodyJson& json) {
  return {text_at(json, "file"),   number_at(json, "row"),  number_at(json, "line"),
          text_at(json, "column"), text_at(json, "reason"), text_at(json, "text")};
}

// Whoever means harm must not make the program open another file.
bool is_item_file_name(const std::string& name) {
  const std::optional<std::string> bytes = from_hex(name);
  return bytes && bytes->size() == 16;
}

}  // namespace

std::string source_body(const SourceBody& body) {
  BodyJson json = {{"label", body.label}};
  put(json, "kind", body.kind);
  put(json, "owner", body.owner);
  put(json, "zone", body.zone);
  put(json, "url", body.url);
  return dump_body(json);
}

std::optional<SourceBody> read_source_body(std::string_view json) {
  return read_body<SourceBody>(json, [](const BodyJson& body) {
    return SourceBody{needed_at(body, "label"), text_at(body, "kind"), text_at(body, "owner"),
                      text_at(body, "zone"), text_at(body, "url")};
  });
}

std::string item_body(const ItemBody& body) {
  BodyJson json = {{"source", body.source}, {"sha256", body.sha256}, {"size", body.size}};
  put(json, "name", body.name);
  put(json, "file", body.file);
  put(json, "file_key", body.file_key);
  put(json, "text", body.text);
  put(json, "captured", body.captured);
  put(json, "zone", body.zone);
  put(json, "warning", body.warning);
  put(json, "url", body.url);
  return dump_body(json);
}

std::optional<ItemBody> read_item_body(std::string_view json) {
  return read_body<ItemBody>(json, [](const BodyJson& body) {
    ItemBody item;
    item.source = needed_at(body, "source");
    item.sha256 = needed_at(body, "sha256");
    item.size = number_at(body, "size");
    item.name = text_at(body, "name");
    item.file = text_at(body, "file");
    item.file_key = text_at(body, "file_key");
    item.text = text_at(body, "text");
    item.captured = text_at(body, "captured");
    item.zone = text_at(body, "zone");
    item.warning = text_at(body, "warning");
    item.url = text_at(body, "url");
    if (!item.file.empty() && !is_item_file_name(item.file)) throw std::invalid_argument("file");
    const std::optional<std::string> hash = from_hex(item.sha256);
    if (!hash || hash->size() != 32) throw std::invalid_argument("sha256");
    return item;
  });
}

std::string mention_body(const MentionBody& body) {
  BodyJson json = {{"list", body.list}, {"key", body.key}, {"hash", body.row_hash.hex()}};
  if (body.item) json["item"] = body.item->hex();
  put_content(json, body.place, body.values);
  return dump_body(json);
}

std::optional<MentionBody> read_mention_body(std::string_view json) {
  return read_body<MentionBody>(json, [](const BodyJson& body) {
    MentionBody mention;
    mention.list = needed_at(body, "list");
    mention.key = needed_at(body, "key");
    mention.row_hash = fixed_at<Hash>(body, "hash");
    if (body.contains("item")) mention.item = fixed_at<RecordId>(body, "item");
    mention.place = place_at(body);
    mention.values = values_at(body);
    return mention;
  });
}

std::string revision_body(const RevisionBody& body) {
  BodyJson json = {{"mention", body.mention.hex()}, {"hash", body.row_hash.hex()}};
  put_content(json, body.place, body.values);
  return dump_body(json);
}

std::optional<RevisionBody> read_revision_body(std::string_view json) {
  return read_body<RevisionBody>(json, [](const BodyJson& body) {
    return RevisionBody{fixed_at<RecordId>(body, "mention"), fixed_at<Hash>(body, "hash"), place_at(body),
                        values_at(body)};
  });
}

std::string reading_body(const ReadingBody& body) {
  BodyJson json = {{"list", body.list},          {"files", body.files},   {"sha256", body.sha256},
                   {"rows", body.num_rows},      {"same", body.num_same}, {"new", body.num_new},
                   {"changed", body.num_changed}};
  put(json, "key", body.key);
  if (!body.vanished.empty()) json["vanished"] = hex_array(body.vanished);
  if (!body.returned.empty()) json["returned"] = hex_array(body.returned);
  for (const ReadingColumn& column : body.columns)
    json["columns"].push_back({column.name, column.role, column.purpose});
  if (!body.left_out.empty()) json["left_out"] = body.left_out;
  for (const ReadingReject& reject : body.rejects) json["rejects"].push_back(reject_json(reject));
  return dump_body(json);
}

std::optional<ReadingBody> read_reading_body(std::string_view json) {
  return read_body<ReadingBody>(json, [](const BodyJson& body) {
    ReadingBody reading;
    reading.list = needed_at(body, "list");
    reading.key = text_at(body, "key");
    reading.files = texts_at(body, "files");
    reading.sha256 = texts_at(body, "sha256");
    reading.num_rows = number_at(body, "rows");
    reading.num_same = number_at(body, "same");
    reading.num_new = number_at(body, "new");
    reading.num_changed = number_at(body, "changed");
    reading.vanished = ids_at<RecordId>(body, "vanished");
    reading.returned = ids_at<RecordId>(body, "returned");
    if (body.contains("columns")) {
      for (const BodyJson& column : body.at("columns"))
        reading.columns.push_back({column.at(0).get<std::string>(), column.at(1).get<std::string>(),
                                   column.at(2).get<std::string>()});
    }
    reading.left_out = texts_at(body, "left_out");
    if (body.contains("rejects")) {
      for (const BodyJson& reject : body.at("rejects")) reading.rejects.push_back(reject_of(reject));
    }
    return reading;
  });
}

std::string origin_body(const OriginBody& body) {
  return dump_body({{"items", hex_array(body.items)}, {"origin", body.origin.hex()}});
}

std::optional<OriginBody> read_origin_body(std::string_view json) {
  return read_body<OriginBody>(json, [](const BodyJson& body) {
    return OriginBody{ids_at<RecordId>(body, "items"), fixed_at<RecordId>(body, "origin")};
  });
}

}  // namespace byname
