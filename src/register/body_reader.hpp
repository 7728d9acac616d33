// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "register/fixed_bytes.hpp"

namespace byname {

/// What all readers and writers of bodies share; included by them only.
using BodyJson = nlohmann::ordered_json;

/// Writes a body. Bytes that are no UTF-8 are replaced: nothing that somebody typed can stop a body from
/// being written.
inline std::string dump_body(const BodyJson& json) {
  return json.dump(-1, ' ', false, BodyJson::error_handler_t::replace);
}

/// Reads an id. Throws std::invalid_argument if the text is none.
template <typename Fixed>
Fixed fixed_in(const BodyJson& json) {
  const std::optional<std::string> bytes = from_hex(json.get_ref<const std::string&>());
  const std::optional<Fixed> fixed = bytes ? Fixed::from_view(*bytes) : std::nullopt;
  if (!fixed) throw std::invalid_argument("id");
  return *fixed;
}

template <typename Fixed>
Fixed fixed_at(const BodyJson& json, const char* name) {
  return fixed_in<Fixed>(json.at(name));
}

/// A text that may be left out.
inline std::string text_at(const BodyJson& json, const char* name) {
  const auto found = json.find(name);
  return found == json.end() ? std::string() : found->get<std::string>();
}

/// A whole number that may be left out: 0.
inline std::uint64_t number_at(const BodyJson& json, const char* name) {
  const auto found = json.find(name);
  return found == json.end() ? 0 : found->get<std::uint64_t>();
}

/// A truth value that may be left out: false.
inline bool flag_at(const BodyJson& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->get<bool>();
}

/// Ids as an array, and back; an array that is left out is empty.
template <typename Fixed>
BodyJson hex_array(const std::vector<Fixed>& ids) {
  BodyJson array = BodyJson::array();
  for (const Fixed& id : ids) array.push_back(id.hex());
  return array;
}

template <typename Fixed>
std::vector<Fixed> ids_in(const BodyJson& array) {
  std::vector<Fixed> ids;
  for (const BodyJson& each : array) ids.push_back(fixed_in<Fixed>(each));
  return ids;
}

template <typename Fixed>
std::vector<Fixed> ids_at(const BodyJson& json, const char* name) {
  const auto found = json.find(name);
  return found == json.end() ? std::vector<Fixed>() : ids_in<Fixed>(*found);
}

/// Reads with `read`, which may throw what the JSON library or a wrong value throws; nullopt if it does.
template <typename Result, typename Read>
std::optional<Result> read_body(std::string_view text, const Read& read) {
  try {
    return read(BodyJson::parse(text));
  } catch (const nlohmann::json::exception&) {
  } catch (const std::invalid_argument&) {
  }
  return std::nullopt;
}

}  // namespace byname
