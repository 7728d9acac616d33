// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "synth/world.hpp"

namespace byname {

/// What a column of an invented list holds.
enum class ListColumn {
  kId,
  kFullName,
  kGiven,
  kFamily,
  kSex,
  kBirthDate,
  kEventDate,
  kPlace,
  kPostcode,
  kAddress,
  kPhone,
  kEmail,
  kTruePerson
};

/// The columns of one list, their headers, and how it writes dates.
struct ListLayout {
  std::vector<std::pair<ListColumn, std::string>> columns;
  bool is_day_first = false;  ///< 12.05.1990, else 1990-05-12
  std::string id_prefix;
};

/// The layout of the list with that index; layouts repeat after four lists.
ListLayout list_layout(std::size_t list, bool has_few_fields);

/// What a list writes in a column for its row of that number (from 0); empty where nothing is known.
std::string cell_text(const ListLayout& layout, ListColumn column, const WorldMention& mention,
                      std::size_t row);

/// How a person is named in `true_person` columns and truth.csv.
std::string person_name(std::uint32_t person);

/// "1990-05-12" or "12.05.1990"; empty for an unknown date.
std::string date_text(const WorldDate& date, bool is_day_first);

}  // namespace byname
