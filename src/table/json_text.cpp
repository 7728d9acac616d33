// SPDX-License-Identifier: Apache-2.0
#include "table/json_text.hpp"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "table/plain_number.hpp"

namespace byname {

namespace {

constexpr std::size_t kMaxDepth = 200;

/// Receives the parts of one object and makes cells of them. Values below the first level are written out
/// again as JSON, and lists of plain values are kept apart beside it.
class ObjectReader {
 public:
  ObjectReader(JsonRow& row, JsonLists lists) : row_(row), lists_(lists) {}

  bool null() { return plain(std::nullopt, "null"); }
  bool boolean(bool value) { return plain(value ? "true" : "false", value ? "true" : "false"); }
  bool number_integer(std::int64_t value) { return number(fmt::format("{}", value)); }
  bool number_unsigned(std::uint64_t value) { return number(fmt::format("{}", value)); }
  bool number_float(double, const std::string& digits) {
    return number(std::string(without_zero_fraction(digits)));
  }
  bool string(std::string& value) { return plain(value, nlohmann::json(value).dump()); }
  bool binary(nlohmann::json::binary_t&) { return false; }

  bool start_object(std::size_t) {
    if (depth_ == 0) {
      ++depth_;
      return true;
    }
    return open('{');
  }
  bool end_object() {
    if (depth_ == 1) {
      --depth_;
      return true;
    }
    return close('}');
  }
  bool start_array(std::size_t) { return open('['); }
  bool end_array() { return close(']'); }

  bool key(std::string& name) {
    if (depth_ > 1) {
      separate();
      nested_ += nlohmann::json(name).dump() + ":";
      follows_key_ = true;
      return true;
    }
    const auto is_same = [&](const JsonCell& cell) { return cell.key == name; };
    if (std::any_of(row_.cells.begin(), row_.cells.end(), is_same)) return fail("a key comes twice", name);
    row_.cells.push_back({name, std::nullopt});
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) {
    return fail(fmt::format("not valid JSON (at character {})", position), "");
  }

 private:
  bool fail(std::string fault, const std::string& key) {
    if (row_.fault.empty()) {
      row_.fault = std::move(fault);
      row_.fault_key = key;
    }
    return false;
  }

  bool number(const std::string& digits) { return plain(digits, digits); }

  bool plain(const std::optional<std::string>& text, const std::string& json) {
    if (depth_ == 0) return fail("not a JSON object", "");
    if (depth_ == 1) {
      row_.cells.back().text = text;
      return true;
    }
    separate();
    nested_ += json;
    if (text) parts_.push_back(*text);
    return true;
  }

  void separate() {
    if (!follows_key_ && !nested_.empty() && nested_.back() != '[' && nested_.back() != '{') nested_ += ',';
    follows_key_ = false;
  }

  bool open(char bracket) {
    if (depth_ == 0) return fail("not a JSON object", "");
    if (depth_ >= kMaxDepth) return fail("lists or objects too deep in one another", "");
    if (depth_ == 1) {
      nested_.clear();
      parts_.clear();
      is_plain_list_ = bracket == '[';
      follows_key_ = true;
    } else {
      is_plain_list_ = false;
    }
    separate();
    nested_ += bracket;
    ++depth_;
    return true;
  }

  bool close(char bracket) {
    nested_ += bracket;
    if (--depth_ == 1)
      row_.cells.back().text = is_plain_list_ && lists_ == JsonLists::kJoined
                                   ? fmt::format("{}", fmt::join(parts_, "|"))
                                   : nested_;
    return true;
  }

  JsonRow& row_;
  JsonLists lists_;
  std::size_t depth_ = 0;
  std::string nested_;              ///< JSON text of the open value of the first level
  std::vector<std::string> parts_;  ///< its plain values
  bool is_plain_list_ = false;
  bool follows_key_ = false;
};

}  // namespace

JsonRow read_json_object(std::string_view text, JsonLists lists) {
  JsonRow row;
  ObjectReader reader(row, lists);
  const bool is_read = nlohmann::json::sax_parse(text.begin(), text.end(), &reader);
  if (!is_read && row.fault.empty()) row.fault = "not valid JSON";
  return row;
}

}  // namespace byname
