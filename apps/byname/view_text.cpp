// SPDX-License-Identifier: Apache-2.0
#include "view_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"
#include "register/printable_text.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kWidestColumn = 60;  // characters; what is wider pushes the rest of its line

std::string plain(const Json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_float()) return fmt::format("{:.1f}", value.get<double>());
  if (value.is_array()) {
    std::string text;
    for (const Json& part : value) text += (text.empty() ? "" : ", ") + plain(part);
    return text;
  }
  return value.dump();
}

std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Texts in columns; those of the last one are not padded.
std::string aligned(const std::vector<std::vector<std::string>>& lines, const std::string& indent) {
  std::vector<std::size_t> widths;
  for (const auto& line : lines) {
    widths.resize(std::max(widths.size(), line.size()), 0);
    for (std::size_t i = 0; i < line.size(); ++i)
      widths[i] = std::max(widths[i], std::min(width_of(line[i]), kWidestColumn));
  }
  std::string text;
  for (const auto& line : lines) {
    std::string row = indent;
    for (std::size_t i = 0; i < line.size(); ++i) {
      row += line[i];
      if (i + 1 < line.size()) row.append(widths[i] - std::min(widths[i], width_of(line[i])) + 2, ' ');
    }
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + "\n";
  }
  return text;
}

std::string objects_text(const Json& objects) {
  std::vector<std::string> names;
  for (const Json& object : objects) {
    for (const auto& [name, value] : object.items()) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }
  std::vector<std::vector<std::string>> lines;
  for (const Json& object : objects) {
    std::vector<std::string> line;
    for (const std::string& name : names)
      line.push_back(object.contains(name) ? printable_text(plain(object.at(name))) : "");
    lines.push_back(std::move(line));
  }
  return aligned(lines, "    ");
}

std::string csv_cell(std::string text) {
  // A spreadsheet program takes these for the beginning of a formula.
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos)
    text.insert(0, "'");
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + "\"";
}

std::string csv_text(const Json& rows, const std::vector<std::string>& columns) {
  std::string text;
  for (std::size_t i = 0; i < columns.size(); ++i) text += (i == 0 ? "" : ",") + columns[i];
  text += "\r\n";
  for (const Json& row : rows) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const bool is_number = row.contains(columns[i]) && row.at(columns[i]).is_number();
      const std::string cell = row.contains(columns[i]) ? plain(row.at(columns[i])) : "";
      text += (i == 0 ? "" : ",") + (is_number ? cell : csv_cell(cell));
    }
    text += "\r\n";
  }
  return text;
}

}  // namespace

std::string view_text(const Json& view) {
  std::vector<std::vector<std::string>> head;
  std::string lists;
  for (const auto& [name, value] : view.items()) {
    const std::string label = [&] {
      std::string words = name;
      std::replace(words.begin(), words.end(), '_', ' ');
      return words;
    }();
    if (value.is_array() && !value.empty() && value[0].is_object()) {
      lists += "  " + label + "\n" + objects_text(value);
    } else if (value.is_object()) {
      Json pairs = Json::array();
      for (const auto& [key, number] : value.items()) pairs.push_back({{"name", key}, {"value", number}});
      lists += "  " + label + "\n" + objects_text(pairs);
    } else if (!value.empty()) {
      head.push_back({label, printable_text(plain(value))});
    }
  }
  return aligned(head, "  ") + lists;
}

std::string listing_text(const Json& rows, const std::vector<std::string>& columns, ListingForm form) {
  if (form == ListingForm::kJson) return json_document(rows);
  if (form == ListingForm::kCsv) return csv_text(rows, columns);
  std::vector<std::vector<std::string>> lines;
  for (const Json& row : rows) {
    std::vector<std::string> line;
    for (const std::string& column : columns)
      line.push_back(row.contains(column) ? printable_text(plain(row.at(column))) : "");
    lines.push_back(std::move(line));
  }
  return aligned(lines, "  ");
}

}  // namespace byname
