// SPDX-License-Identifier: Apache-2.0
#include "record_address.hpp"

#include <charconv>
#include <fmt/format.h>
#include <functional>
#include <optional>
#include <vector>

#include "base/error.hpp"

namespace byname {

namespace {

std::vector<std::uint32_t> records_where(const LinkageTable& table,
                                         const std::function<bool(std::uint32_t)>& is_meant) {
  std::vector<std::uint32_t> records;
  for (std::uint32_t record = 0; record < table.row.size(); ++record) {
    if (is_meant(record)) records.push_back(record);
  }
  return records;
}

std::optional<std::uint64_t> row_of(const std::string& text) {
  std::uint64_t row = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), row);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return row;
}

/// By list, file and row: each that is not said stands for all.
std::vector<std::uint32_t> records_at(const std::string& address, const LinkageTable& table) {
  const std::size_t colon = address.rfind(':');
  const auto row = row_of(colon == address.npos ? address : address.substr(colon + 1));
  if (!row) return {};
  const std::string place = colon == address.npos ? "" : address.substr(0, colon);
  return records_where(table, [&](std::uint32_t record) {
    if (table.row[record] != *row) return false;
    const std::string& list = table.list_labels[table.list[record]];
    return place.empty() || place == list || place == list + ":" + table.file_names[table.file[record]];
  });
}

}  // namespace

std::uint32_t find_record(const std::string& address, const LinkageTable& table) {
  std::vector<std::uint32_t> found = records_at(address, table);
  if (found.empty() && table.has_ids)
    found = records_where(table, [&](std::uint32_t record) { return table.ids[record] == address; });
  if (found.size() == 1) return found[0];
  if (found.empty()) {
    throw UserError(
        fmt::format("no record is {}. Name one by ROW, LIST:ROW, LIST:FILE:ROW or its id, or write it "
                    "as JSON",
                    address));
  }
  throw UserError(
      fmt::format("{} records are {}. Name one by LIST:ROW, or LIST:FILE:ROW where a list has "
                  "several files",
                  found.size(), address));
}

}  // namespace byname
