// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/fixed_bytes.hpp"

namespace byname {

/// Where mentions come from. The first body with a label makes the source; later ones change what they say.
struct SourceBody {
  std::string label;
  std::string kind;   ///< official, court, relative, media, institution, cemetery, list, leak, tip, or empty
  std::string owner;  ///< who publishes it: sources of one owner are not independent
  std::string zone;   ///< sealed, working, public, or empty
  std::string url;
};

/// A document. Its bytes are in the register's folder of items, or it is a text, kept here.
struct ItemBody {
  std::string source;      ///< label
  std::string sha256;      ///< of the bytes, 64 digits
  std::uint64_t size = 0;  ///< bytes
  std::string name;        ///< of the file it came from; empty for a text
  std::string file;        ///< in the folder of items; empty for a text
  std::string file_key;    ///< what opens it, 64 digits: whoever erases the body makes the file unreadable
  std::string text;        ///< empty for a file
  std::string captured;    ///< when, as said; empty: not known
  std::string zone;
  std::string warning;  ///< what whoever opens it should know before
  std::string url;
};

/// One cell, or a part of one, of a mention.
struct MentionValue {
  std::string role;    ///< as of byname columns; a column that is not compared has "text"
  std::string column;  ///< as its list names it; empty: made of several or of a part of one
  std::string raw;     ///< as written
  std::string value;   ///< comparable form; empty: none
  std::string cell{};  ///< of a workbook: its address in the sheet, "B7"; empty elsewhere
  bool operator==(const MentionValue&) const = default;
};

/// Where in its list or item a mention stands.
struct MentionPlace {
  std::string file;       ///< basename; empty: of no file
  std::string sheet;      ///< of a workbook
  std::uint64_t row = 0;  ///< as src/table counts; 0: none
  std::uint64_t line = 0;
  bool operator==(const MentionPlace&) const = default;
};

/// One person as named in one place. List and key together are its identity: a second body of the same two
/// adds nothing but its id, which then means the same mention.
struct MentionBody {
  std::string list;  ///< the label of its source
  std::string key;   ///< which row of it
  Hash row_hash;     ///< over what the row says
  std::optional<RecordId> item;
  MentionPlace place;
  std::vector<MentionValue> values;
};

/// A row of a list that says something else than before.
struct RevisionBody {
  RecordId mention;
  Hash row_hash;
  MentionPlace place;
  std::vector<MentionValue> values;
};

/// How a column of a list was read.
struct ReadingColumn {
  std::string name;
  std::string role;
  std::string purpose;  ///< of a sensitive column: why it is kept
  bool operator==(const ReadingColumn&) const = default;
};

/// A row that could not be used.
struct ReadingReject {
  std::string file;
  std::uint64_t row = 0;
  std::uint64_t line = 0;
  std::string column;
  std::string reason;
  std::string text;
};

/// One reading of a list: what of it was there already, and what is gone.
struct ReadingBody {
  std::string list;
  std::string key;                  ///< the column that says which row is which; empty: what the row says
  std::vector<std::string> files;   ///< basenames
  std::vector<std::string> sha256;  ///< per file
  std::uint64_t num_rows = 0;
  std::uint64_t num_same = 0;
  std::uint64_t num_new = 0;
  std::uint64_t num_changed = 0;
  std::vector<RecordId> vanished;  ///< mentions whose row was not in it any more
  std::vector<RecordId> returned;  ///< and those whose row is there again
  std::vector<ReadingColumn> columns;
  std::vector<std::string> left_out;  ///< names of sensitive columns that were not taken
  std::vector<ReadingReject> rejects;
};

/// Says that items go back to one original: those of one origin count once, however many they are.
struct OriginBody {
  std::vector<RecordId> items;
  RecordId origin;  ///< names the original: any 16 bytes that no other one has
};

/// Bodies to and from JSON, as body_json.hpp does. Empty fields are left out.
std::string source_body(const SourceBody& body);
std::optional<SourceBody> read_source_body(std::string_view json);
std::string item_body(const ItemBody& body);
std::optional<ItemBody> read_item_body(std::string_view json);
std::string mention_body(const MentionBody& body);
std::optional<MentionBody> read_mention_body(std::string_view json);
std::string revision_body(const RevisionBody& body);
std::optional<RevisionBody> read_revision_body(std::string_view json);
std::string reading_body(const ReadingBody& body);
std::optional<ReadingBody> read_reading_body(std::string_view json);
std::string origin_body(const OriginBody& body);
std::optional<OriginBody> read_origin_body(std::string_view json);

}  // namespace byname
