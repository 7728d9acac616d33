// SPDX-License-Identifier: Apache-2.0
#include "register/record_name.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/error.hpp"
#include "register/fold_evidence.hpp"

namespace byname {

namespace {

constexpr std::array<std::string_view, 6> kKindNames = {"mention", "item", "source", "reading", "run", "op"};
constexpr std::size_t kFewestDigits = 4;
constexpr std::size_t kMostFound = 16;

// The first and last id of `size` bytes that begins with these digits.
std::pair<std::string, std::string> id_range(std::string_view digits, std::size_t size) {
  std::string low(digits), high(digits);
  low.resize(2 * size, '0');
  high.resize(2 * size, 'f');
  return {from_hex(low).value(), from_hex(high).value()};
}

bool are_digits(std::string_view typed, std::size_t size) {
  return typed.size() >= kFewestDigits && typed.size() <= 2 * size &&
         typed.find_first_not_of("0123456789abcdefABCDEF") == typed.npos;
}

std::string mention_label(Database& database, std::int64_t number) {
  Rows rows = database.query("SELECT list, row_key FROM mention WHERE number = ?1", number);
  return rows.next() ? rows.text(0) + ":" + rows.text(1) : "mention";
}

void find_mention_by_label(Database& database, std::string_view typed, std::vector<NamedRecord>& found) {
  for (std::size_t colon = typed.find(':'); colon != typed.npos; colon = typed.find(':', colon + 1)) {
    Rows rows = database.query("SELECT id, number FROM mention WHERE list = ?1 AND row_key = ?2",
                               typed.substr(0, colon), typed.substr(colon + 1));
    if (rows.next())
      found.push_back(
          {RecordKind::kMention, rows.fixed<RecordId>(0), {}, rows.number(1), std::string(typed)});
  }
}

void find_source_by_label(Database& database, std::string_view typed, std::vector<NamedRecord>& found) {
  Rows rows = database.query("SELECT id FROM source WHERE label = ?1", typed);
  if (rows.next())
    found.push_back({RecordKind::kSource, rows.fixed<RecordId>(0), {}, 0, fmt::format("source {}", typed)});
}

void find_by_digits(Database& database, std::string_view typed, std::vector<NamedRecord>& found) {
  if (are_digits(typed, RecordId::kSize)) {
    const auto [low, high] = id_range(typed, RecordId::kSize);
    Rows mentions =
        database.query("SELECT id, mention FROM mention_body WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT 16",
                       Blob{low}, Blob{high});
    while (mentions.next())
      found.push_back({RecordKind::kMention, mentions.fixed<RecordId>(0), {}, mentions.number(1), ""});
    for (const auto& [table, kind] : {std::pair("item", RecordKind::kItem),
                                      {"source", RecordKind::kSource},
                                      {"reading", RecordKind::kReading},
                                      {"run", RecordKind::kRun}}) {
      Rows rows = database.query(
          fmt::format("SELECT id FROM {} WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT 16", table), Blob{low},
          Blob{high});
      while (rows.next()) found.push_back({kind, rows.fixed<RecordId>(0), {}, 0, ""});
    }
  }
  if (are_digits(typed, OpId::kSize)) {
    const auto [low, high] = id_range(typed, OpId::kSize);
    Rows rows = database.query("SELECT id FROM op WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT 16", Blob{low},
                               Blob{high});
    while (rows.next()) found.push_back({RecordKind::kOp, {}, rows.fixed<OpId>(0), 0, ""});
  }
}

}  // namespace

std::string_view name_of(RecordKind kind) { return kKindNames[static_cast<std::size_t>(kind)]; }

std::vector<NamedRecord> records_named(Database& database, std::string_view typed) {
  std::vector<NamedRecord> found;
  find_mention_by_label(database, typed, found);
  find_source_by_label(database, typed, found);
  if (found.empty()) find_by_digits(database, typed, found);
  if (found.size() > kMostFound) found.resize(kMostFound);
  for (NamedRecord& record : found) {
    if (!record.text.empty()) continue;
    record.text = record.kind == RecordKind::kMention ? mention_label(database, record.mention)
                  : record.kind == RecordKind::kOp
                      ? fmt::format("op {}", record.op.short_hex())
                      : fmt::format("{} {}", name_of(record.kind), record.id.short_hex());
  }
  return found;
}

NamedRecord record_named(Database& database, std::string_view typed, const std::vector<RecordKind>& kinds) {
  std::vector<NamedRecord> found = records_named(database, typed);
  std::erase_if(found, [&](const NamedRecord& record) {
    return std::find(kinds.begin(), kinds.end(), record.kind) == kinds.end();
  });
  if (found.size() == 1) return found[0];
  std::string wanted;
  for (const RecordKind kind : kinds)
    wanted += fmt::format("{}{}", wanted.empty() ? "" : " or ", name_of(kind));
  if (found.empty())
    throw UserError(fmt::format("there is no {} of that name. Look for it with: byname find TEXT", wanted));
  std::string names;
  for (const NamedRecord& record : found)
    names += fmt::format("{}{}", names.empty() ? "" : ", ", record.text);
  throw UserError(fmt::format("that names more than one {}: {}. Give more digits.", wanted, names));
}

}  // namespace byname
