// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "expression/value_table.hpp"
#include "spec/column_types.hpp"
#include "table/input.hpp"

namespace byname {

/// A column of a list under another name: the model's.
struct ColumnRename {
  std::string list;  ///< label; empty: of every list
  std::string column;
  std::string name;
};

/// How the lists of a linkage were read, as said on the command line: what run.json keeps, so that they can
/// be read in the same way again.
struct LinkageReading {
  std::vector<std::string> renames;  ///< [LIST:]COLUMN=NAME
  std::vector<std::string> types;    ///< COLUMN=TYPE
  bool empty_is_missing = false;     ///< a quoted empty cell is NULL
};

/// The records of all lists under the column names of a model, one after another.
struct LinkageTable {
  explicit LinkageTable(std::size_t num_records) : values(num_records) {}

  std::vector<std::string> list_labels;
  std::vector<std::string> file_names;
  std::vector<std::uint32_t> list;  ///< per record
  std::vector<std::uint32_t> file;  ///< per record: index into file_names
  std::vector<std::uint64_t> row;   ///< per record
  std::vector<std::string> ids;     ///< per record: the id column, or the row where there is none
  bool has_ids = true;
  bool ids_are_numbers = false;
  ValueTable values;
  std::vector<std::string> warnings;
};

/// Stacks the lists of `input`, whose columns are used up. Columns are renamed, then joined by name; a list
/// without a column has NULLs there. Cells are read as `types` say; those that cannot be are NULL, and a
/// warning counts them. Throws DataError if two columns of a list come to one name, UserError for a rename of
/// what is not there.
LinkageTable make_linkage_table(Input& input, const std::vector<ColumnRename>& renames,
                                const ColumnTypes& types, const std::string& id_column,
                                const ExecutionContext& context);

/// The first rename of a list's column; null: it keeps its name.
const ColumnRename* rename_of(const std::vector<ColumnRename>& renames, const std::string& list,
                              const std::string& column);
/// Throws UserError for a rename that no column took.
void need_all_used(const std::vector<ColumnRename>& renames, const std::vector<bool>& is_used);
/// True for a type of whole numbers.
bool is_number_type(const std::string& type);
/// True for a whole number of 64 bits in its usual spelling.
bool is_plain_integer(std::string_view id);

/// Parses [LIST:]COLUMN=NAME. Throws UsageError.
ColumnRename parse_rename(const std::string& text);

}  // namespace byname
