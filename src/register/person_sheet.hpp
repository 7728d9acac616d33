// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "register/person_list.hpp"
#include "register/person_values.hpp"
#include "register/register.hpp"

namespace byname {

/// The sheet that leaves a register to be edited and comes back: a row a person, every cell text.

/// A column of it.
enum class SheetColumn {
  kId,          ///< the person's id; not to be edited
  kValue,       ///< a value: an edit says that the person has it (or, emptied, has not what stood there)
  kVerdict,     ///< an edit decides: confirmed, rejected, unsure
  kMergeInto,   ///< empty; an id here says that the two are one person
  kInformation  ///< an edit means nothing
};

/// The columns of values, in their order; those from kFirstSealed on are in a sealed sheet only.
inline constexpr std::array<std::string_view, 20> kSheetValues = {
    "family",     "given", "given2",     "patronymic", "name",     "sex",    "birth_date",
    "birth_year", "age",   "death_date", "event_date", "place",    "region", "category",
    "number",     "email", "phone",      "address",    "postcode", "text"};
inline constexpr std::size_t kFirstSealed = 14;

/// What the column `base` of a row holds: the op after which the sheet was written, and a short hash of each
/// cell that can be edited, by which an edit is known whatever else became of rows and columns.
class SheetBase {
 public:
  SheetBase(const RegisterId& register_id, std::string_view head) : register_id_(register_id), head_(head) {}
  /// "b7f3a91c2" and 8 digits for each column of kSheetValues and the verdict; an empty cell has hyphens.
  std::string text(const std::string& person, const std::map<std::string, std::string>& cells) const;

  /// Whether a base says that the cell held this text. nullopt if it is no base.
  static std::optional<bool> held(const RegisterId& register_id, std::string_view base,
                                  const std::string& person, std::string_view column, std::string_view text);

 private:
  RegisterId register_id_;
  std::string head_;
};

struct SheetAsked {
  PersonFilter filter;
  ValueZones zones = ValueZones::kOpen;
};

/// From so many persons on, the whole register is read once; fewer are read one by one.
inline constexpr std::size_t kManyPersons = 1000;

/// The header, and then a row for each person of the filter, in the order of the log.
void write_sheet(Register& opened, const SheetAsked& asked, const ExecutionContext& context,
                 const std::function<void(std::span<const std::string>)>& row,
                 std::size_t many_persons = kManyPersons);

/// What a column of this name is; nullopt if the sheet has none of that name.
std::optional<SheetColumn> sheet_column(std::string_view name);

/// The cells of a person that can be edited, by column, as a sheet would have them now.
std::map<std::string, std::string> sheet_cells(Database& database, const std::string& person,
                                               ValueZones zones);

/// Notes in the log that sealed values were written to a file, and of how many persons. Returns the op.
OpId log_sealed_export(Register& opened, std::size_t num_persons, const std::string& reason);

}  // namespace byname
