// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "synth/name_recorder.hpp"

namespace byname {

/// What a column of a list of names holds.
enum class NameListColumn : std::uint8_t {
  kId,
  kFullName,
  kFamily,
  kGiven,
  kPatronymic,
  kGivenAndPatronymic,
  kSex,
  kBirthDate,
  kBirthYear,
  kEventDate,
  kListedDate,
  kRegion,
  kTown,
};

/// The columns of a list, true_person apart.
std::vector<NameListColumn> name_list_columns(const ListHabits& habits, FactColumns facts,
                                              bool has_listed_date);

/// The header of a column, in the tongue of the list.
std::string_view column_header(NameListColumn column, Tongue tongue);

/// What a row writes in a column; nothing needs quotes in CSV. `number` is the row's, from 1.
std::string column_text(NameListColumn column, const WrittenRow& row, const NamedMention& mention,
                        const ListHabits& habits, std::size_t number);

}  // namespace byname
