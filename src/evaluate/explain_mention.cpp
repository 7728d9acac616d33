// SPDX-License-Identifier: Apache-2.0
#include "evaluate/explain_mention.hpp"

#include <charconv>
#include <fmt/ranges.h>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace byname {

namespace {

constexpr std::size_t kMaxShown = 5;

/// A name of a mention taken apart at its last colon; labels and file names may hold colons too.
struct MentionName {
  std::string_view place;  ///< LIST or LIST:FILE
  std::uint64_t row = 0;
};

std::optional<MentionName> parse_name(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  MentionName name{text.substr(0, colon), 0};
  const auto [end, error] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), name.row);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return name;
}

bool is_named(const RecordTable& records, std::size_t record, const MentionName& name) {
  if (records.row[record] != name.row) return false;
  const std::string_view list = records.list_labels[records.list[record]];
  if (name.place == list) return true;
  const std::string_view file = records.file_names[records.file[record]];
  return name.place.size() == list.size() + 1 + file.size() && name.place.starts_with(list) &&
         name.place[list.size()] == ':' && name.place.ends_with(file);
}

std::string full_name(const RecordTable& records, std::size_t record) {
  return fmt::format("{}:{}:{}", records.list_labels[records.list[record]],
                     records.file_names[records.file[record]], records.row[record]);
}

[[noreturn]] void throw_ambiguous(const RecordTable& records, const std::vector<std::uint32_t>& found,
                                  const std::string& text) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < found.size() && i < kMaxShown; ++i)
    names.push_back(full_name(records, found[i]));
  throw UserError(fmt::format("{} names {} mentions: {}{}. Give one of them as LIST:FILE:ROW.", text,
                              found.size(), fmt::join(names, ", "), found.size() > kMaxShown ? ", ..." : ""));
}

}  // namespace

std::uint32_t find_meant_record(const RecordTable& records, const std::string& text) {
  const std::optional<MentionName> name = parse_name(text);
  std::vector<std::uint32_t> found;
  for (std::size_t record = 0; record < records.num_records() && !text.empty(); ++record) {
    const bool is_meant = (name && is_named(records, record, *name)) || records.ids[record] == text;
    if (is_meant) found.push_back(static_cast<std::uint32_t>(record));
  }
  if (found.size() > 1) throw_ambiguous(records, found, text);
  if (!found.empty()) return found.front();
  throw UserError(fmt::format(
      "{} names no mention. Give LIST:ROW as in links.csv, or an id of an id column; the lists are "
      "{}. Rows that were rejected are in rejects.csv.",
      text.empty() ? "An empty id" : text, fmt::join(records.list_labels, ", ")));
}

}  // namespace byname
