// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "names/property_columns.hpp"
#include "register/evidence_json.hpp"
#include "table/input.hpp"

namespace byname {

/// A sensitive column that is kept all the same, and what for.
struct SensitivePurpose {
  std::string column;
  std::string purpose;
};

/// How a list is to be read.
struct ListRequest {
  ListArgument list;                        ///< label and files
  std::string key_column;                   ///< says which row is which; empty: what the row says
  std::vector<RoleMapping> mappings;        ///< columns that must be there
  std::vector<RoleMapping> usual_mappings;  ///< of its last reading: columns that may be gone
  std::vector<SensitivePurpose> purposes;
};

/// The rows of a list as they will be mentions: every row that could be read, those that name nobody too.
class ListRows {
 public:
  /// Reads the files with the roles of their columns. Throws DataError for a file that cannot be read,
  /// UserError for a column that is not there.
  ListRows(const ListRequest& request, const ExecutionContext& context);

  const std::string& label() const { return label_; }
  std::size_t size() const { return hashes_.size(); }
  /// Which row it is: its key, or, without one, digits of its hash; "#2" follows where another row has the
  /// same.
  const std::string& key(std::size_t row) const { return keys_[row]; }
  /// Over the cells that are not empty and the names of their columns, in any order.
  const Hash& hash(std::size_t row) const { return hashes_[row]; }
  MentionPlace place(std::size_t row) const;
  std::vector<MentionValue> values(std::size_t row) const;

  /// A workbook is as many files as it has sheets that are lists.
  const std::vector<InputFile>& files() const { return input_.files; }
  const std::vector<ReadingReject>& rejects() const { return rejects_; }
  const std::vector<ReadingColumn>& columns() const { return columns_; }
  const std::vector<std::string>& left_out() const { return left_out_; }
  /// What whoever adds the list should know: "3 rows have no key".
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  void warn_of_events(const ListReading& reading);
  void choose_columns(const ListRequest& request, const ListReading& reading);
  void hash_rows();
  void find_keys(const std::string& key_column);
  void take_rejects();
  /// Address of a row's cell in its sheet; empty if the list is of no workbook.
  std::string cell_address(std::size_t row, const std::string& column) const;

  std::string label_;
  Input input_;
  std::vector<PropertyColumn> properties_;
  std::vector<std::size_t> cells_;  ///< columns that are kept and are no property of their own
  std::vector<std::string> roles_;  ///< per column
  std::vector<bool> is_kept_;       ///< per column
  std::vector<std::string> keys_;
  std::vector<Hash> hashes_;
  std::vector<ReadingReject> rejects_;
  std::vector<ReadingColumn> columns_;
  std::vector<std::string> left_out_;
  std::vector<std::string> warnings_;
};

}  // namespace byname
