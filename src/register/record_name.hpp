// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "register/database.hpp"
#include "register/fixed_bytes.hpp"

namespace byname {

/// What an id that somebody typed may name.
enum class RecordKind { kMention, kItem, kSource, kReading, kRun, kOp };
std::string_view name_of(RecordKind kind);

struct NamedRecord {
  RecordKind kind = RecordKind::kMention;
  RecordId id;               ///< of all but ops
  OpId op;                   ///< of an op
  std::int64_t mention = 0;  ///< number of a mention, else 0
  std::string text;          ///< as people read it: "obituaries:17", "item 7f3a91c2"
};

/// All records that a text may name: LIST:KEY, a source's label, or at least four hexadecimal digits that an
/// id begins with. At most 16, by kind, then id.
std::vector<NamedRecord> records_named(Database& database, std::string_view typed);

/// The only one, of one of these kinds. Throws UserError if there is none or more than one, naming those
/// there are.
NamedRecord record_named(Database& database, std::string_view typed, const std::vector<RecordKind>& kinds);

}  // namespace byname
