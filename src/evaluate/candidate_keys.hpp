// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "block/record_blocks.hpp"

namespace byname {

/// An equality that blocking could use: a column, or something made of it.
struct CandidateKey {
  std::string expression;   ///< SQL with {0} for the side: substr({0}."dob", 1, 4)
  std::size_t source = 0;   ///< column of the table that it is made of
  std::size_t column = 0;   ///< column of the table that holds its values
  std::uint64_t pairs = 0;  ///< allowed pairs that agree on it

  /// substr(l."dob", 1, 4) = substr(r."dob", 1, 4)
  std::string condition() const;
  /// substr(dob, 1, 4)
  std::string label() const;
};

/// What is made of a column follows from what it holds: equality, without letters' case where that joins
/// values; dates: year, year and month, month and day; e-mail addresses: the part before @; names and words:
/// first letters, first consonants, first and last word; numbers: first and last digits. Columns of
/// `left_out` (by index), columns of one value, of hardly any, and of a value for each record give none; nor
/// does what brings the same pairs as another key of its column, or none. At most 64, those with the fewest
/// pairs. Derived columns are added to `table`.
std::vector<CandidateKey> candidate_keys(ValueTable& table, const PairOrder& order,
                                         const std::vector<std::size_t>& left_out,
                                         const ExecutionContext& context);

/// What a column holds, as far as keys and comparisons depend on it.
struct ColumnShape {
  double filled = 0;  ///< share of records with a value
  std::size_t num_distinct = 0;
  double mean_length = 0;  ///< bytes
  bool is_text = false;
  bool is_dashed_date = false;  ///< YYYY-MM-DD
  bool is_plain_date = false;   ///< YYYYMMDD
  bool is_email = false;
  bool is_number = false;  ///< digits only
  bool has_words = false;  ///< mostly more than one word
  bool is_unique = false;  ///< no two records share a value: an id, which says nothing about persons
};
ColumnShape shape_of(const ValueColumn& column);

}  // namespace byname
