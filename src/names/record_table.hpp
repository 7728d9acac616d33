// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "names/column_roles.hpp"
#include "table/input.hpp"

namespace byname {

/// One property of all mentions, over all lists. `comparable` is what linking compares; `raw` is what people
/// read.
///
/// Comparable forms: names folded to lower-case Latin without marks ("gordeeva"; parts separated by one
/// space), or CanonicalName where the lists hold Cyrillic names; dates "YYYY", "YYYY-MM", "YYYY-MM-DD" or a
/// span of days or years (comparable_date.hpp); sets (email, phone, number) sorted and joined by '|'; sex
/// "m" or "f"; place, address, category folded words separated by one space; several place columns from
/// specific to general joined by " | "; places as place_text() writes them where the lists hold Cyrillic
/// names. NULL where missing or not readable.
struct RecordColumn {
  Role role = Role::kText;
  std::string name;  ///< unique: the role's name, or "category_<column>" / "text_<column>"
  TextColumn raw;
  TextColumn comparable;
};

/// One record a mention, in input order: lists in order, then files, then rows.
struct RecordTable {
  std::vector<std::string> list_labels;
  std::vector<std::string> file_names;   ///< basenames
  std::vector<std::uint32_t> num_files;  ///< per list; empty: one each
  std::vector<std::uint32_t> list;       ///< per record
  std::vector<std::uint32_t> file;       ///< per record: index into file_names
  std::vector<std::uint64_t> row;        ///< per record
  std::vector<std::string> ids;          ///< per record; the empty text where the list has no id column
  std::vector<std::string> truth;        ///< per record; empty vector without --truth
  std::vector<RecordColumn> columns;     ///< roles that carry values, in the order of Role
  bool reads_eastern_names = false;      ///< names are CanonicalName, places are place_text()

  std::size_t num_records() const { return row.size(); }
  /// Returns the first column of a role, or nullptr.
  const RecordColumn* find(Role role) const;
  /// "LIST:ROW", or "LIST:FILE:ROW" where the list has several files: how a mention is named to people and in
  /// links.csv.
  std::string mention_name(std::size_t record) const;
};

/// Something the reader should know though no row was lost ("list a: 3 rows repeat an id; they are kept and
/// named by row").
using Warnings = std::vector<std::string>;

/// Builds the records. Rows without any value that identifies a person are appended to `input.rejects` with
/// their reason and left out. Full names are split into parts. A column that another one determines is used
/// once: it becomes text and a warning says so. Throws DataError if no list has a column that identifies a
/// person. `as_model_reads`: whether the model that will compare them reads names as of the East; nullopt: as
/// the lists show.
RecordTable build_records(Input& input, std::vector<ListReading>& readings,
                          std::optional<bool> as_model_reads, const ExecutionContext& context,
                          Warnings& warnings);

}  // namespace byname
